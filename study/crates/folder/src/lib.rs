//! A study is a folder: `study.toml` says how it is done, `questionnaire.json` what is asked, `codebook.md` what answers mean,
//! `mapping.toml` which parts columns have in the design, `targets.toml` what they are weighted to, `tables.toml` which tables are made, `README.md` in which order.
//!
//! [`begin`] makes the files of a new one, with every item of the project's own questionnaire. Each file is read by the crate that
//! needs it: `study.toml` by [`book::Methods`], the questionnaire by [`questionnaire::Questionnaire`], targets by `weighting`, plans by
//! `tables`. Nothing here touches a disk.

mod places;
mod plan;
mod question;
mod readme;
mod study;
mod targets;
mod titles;

use data::Data;
use questionnaire::Questionnaire;

/// The names of the files of a study.
pub mod names {
    pub const STUDY: &str = "study.toml";
    pub const QUESTIONNAIRE: &str = "questionnaire.json";
    pub const CODEBOOK: &str = "codebook.md";
    pub const MAPPING: &str = "mapping.toml";
    pub const TARGETS: &str = "targets.toml";
    pub const TABLES: &str = "tables.toml";
    pub const README: &str = "README.md";
}

/// What a new study is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// Without it, the title of the questionnaire.
    pub title: Option<String>,
    /// Codes of ISO 3166-1, in the order in which tables show them.
    pub countries: Vec<String>,
    /// Public scales that get an empty slot: names of [`questionnaire::scales`].
    pub scales: Vec<String>,
}

impl New {
    /// Six places that the study which began the project printed results for, and six of South-East Asia.
    pub fn default_countries() -> Vec<String> {
        let codes = ["DE", "ES", "FR", "GB", "IT", "US", "ID", "MY", "PH", "SG", "TH", "VN"];
        codes.map(str::to_owned).to_vec()
    }
}

/// A file of a study.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// One of [`names`].
    pub name: &'static str,
    pub text: String,
}

/// Why no study can be begun like this.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FolderError {
    #[error("{0}")]
    Questionnaire(#[from] questionnaire::Error),
    #[error("`{code}` is no country of the questionnaire\nhint: codes of ISO 3166-1 such as `DE`")]
    Country { code: String },
    #[error("no country was given")]
    NoCountry,
    #[error("the {what} `{id}` was given twice\nhint: name each once")]
    Twice { what: &'static str, id: String },
    #[error("there is no scale `{id}`\n  found: {known}")]
    Scale { id: String, known: String },
}

/// The files of a new study, in the order in which they are read.
///
/// ```
/// let new = folder::New { title: None, countries: vec!["DE".into()], scales: Vec::new() };
/// let files = folder::begin(&new, &data::Data::builtin())?;
/// assert_eq!(files[0].name, "README.md");
/// # Ok::<(), folder::FolderError>(())
/// ```
///
/// # Errors
/// If a country or a scale is not known or given twice, or the data files hold no questionnaire.
pub fn begin(new: &New, data: &Data) -> Result<Vec<File>, FolderError> {
    let json = question::questionnaire(new, data)?;
    let text = questionnaire::pretty(&json);
    let questionnaire = Questionnaire::from_json(&json)?;
    let title = new.title.clone().unwrap_or_else(|| questionnaire.title.original().to_owned());
    let countries = places::countries(&questionnaire, &new.countries)?;
    let regions = places::regions(&countries);
    Ok(vec![
        File { name: names::README, text: readme::text(&title) },
        File { name: names::STUDY, text: study::text(&title, &countries, &regions, &questionnaire) },
        File { name: names::QUESTIONNAIRE, text },
        File { name: names::CODEBOOK, text: questionnaire.codebook() },
        File { name: names::MAPPING, text: MAPPING.to_owned() },
        File { name: names::TARGETS, text: targets::text(&countries) },
        File { name: names::TABLES, text: plan::text(&title, &regions, &questionnaire) },
    ])
}

/// `mapping.toml`: which variables have a part in the design, and room for what else the researcher wants to say of them.
const MAPPING: &str = r#"# What columns are called and mean, beyond what the questionnaire says: `parasocial-study import --mapping mapping.toml`.

# synthetic = true                    # marks everything that is made from the data as invented

[design]
country = "country"
id = "respondent"                     # `check` then looks for people who answered twice
# duration = "seconds"                # how long an interview took: `check` then looks for speeders

# A short title for tables; the full wording stands below it.
# [variables.joined]
# label = "Use of social media"
"#;

/// A text as TOML writes it.
fn quoted(text: &str) -> String {
    // What JSON escapes, TOML escapes alike; TOML alone wants the letter "delete" escaped too.
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}

/// A template with its placeholders filled in. What is filled in is not looked at again, so it may hold a placeholder's name.
fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let (mut text, mut rest) = (String::new(), template);
    let next = |rest: &str| {
        let places = values.iter().filter_map(|(name, value)| Some((rest.find(name)?, *name, *value)));
        places.min_by_key(|(at, _, _)| *at)
    };
    while let Some((at, name, value)) = next(rest) {
        text.push_str(&rest[..at]);
        text.push_str(value);
        rest = &rest[at + name.len()..];
    }
    text + rest
}

/// # Errors
/// If one is there twice.
fn once(what: &'static str, ids: &[String]) -> Result<(), FolderError> {
    let twice = ids.iter().enumerate().find(|(at, id)| ids[..*at].contains(id));
    twice.map_or(Ok(()), |(_, id)| Err(FolderError::Twice { what, id: id.clone() }))
}

#[cfg(test)]
mod tests;
