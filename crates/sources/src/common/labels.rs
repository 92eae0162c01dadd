//! What Meta's exports call things, in the language of the account. Help only: the readers go by type first.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

/// The file that holds the labels, below `data/`.
const FILE: &str = "platforms/meta.toml";

/// Names that sentences hold are no longer.
const LONGEST_NAME: usize = 60;

/// The labels of `data/platforms/meta.toml`.
#[derive(Debug, Clone)]
pub struct Labels(Arc<Tables>);

#[derive(Debug)]
struct Tables {
    /// In lower case.
    labels: BTreeMap<String, Vec<String>>,
    yes: Vec<String>,
    no: Vec<String>,
    /// What rows written by the platform begin and end with, where they hold a name; those that hold none have no end.
    generated: Vec<(String, Option<String>)>,
    to_oneself: Vec<String>,
    towards: Vec<String>,
    told: BTreeMap<String, Vec<String>>,
    several: Vec<String>,
}

/// Why the labels cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LabelsProblem {
    #[error("data file `{FILE}` is missing")]
    Missing,
    #[error("data file `{FILE}` cannot be read: {0}")]
    Broken(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    labels: BTreeMap<String, Known>,
    answers: Answers,
    generated: Known,
    sentences: Sentences,
    told: BTreeMap<String, Known>,
}

/// What sentences about acts are made of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    to_oneself: Known,
    towards: Known,
    several: Known,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Known {
    confirmed: Vec<String>,
    translated: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answers {
    yes: Vec<String>,
    no: Vec<String>,
}

impl Known {
    fn all(self) -> Vec<String> {
        self.confirmed.into_iter().chain(self.translated).collect()
    }
}

impl Labels {
    /// Reads `data/platforms/meta.toml`.
    ///
    /// # Errors
    /// When the file is missing or not of its shape.
    pub fn load(data: &data::Data) -> Result<Self, LabelsProblem> {
        let bytes = data.get(FILE).ok_or(LabelsProblem::Missing)?;
        let text = std::str::from_utf8(bytes).map_err(|error| LabelsProblem::Broken(error.to_string()))?;
        let file: File = toml::from_str(text).map_err(|error| LabelsProblem::Broken(error.to_string()))?;
        let lower = |known: Known| known.all().iter().map(|label| label.to_lowercase()).collect();
        let labels = file.labels.into_iter().map(|(key, known)| (key, lower(known))).collect();
        let Answers { yes, no } = file.answers;
        let Sentences { to_oneself, towards, several } = file.sentences;
        Ok(Self(Arc::new(Tables {
            labels,
            yes,
            no,
            generated: file.generated.all().iter().map(|pattern| around_name(pattern)).collect(),
            to_oneself: to_oneself.all(),
            towards: towards.all(),
            told: file.told.into_iter().map(|(key, known)| (key, known.all())).collect(),
            several: several.all(),
        })))
    }

    /// Whether `label` is one of those known under `key`, without case.
    pub fn is(&self, key: &str, label: &str) -> bool {
        let known = self.0.labels.get(key).map(Vec::as_slice).unwrap_or_default();
        let label = label.trim();
        if label.is_ascii() {
            return known.iter().any(|known| known.eq_ignore_ascii_case(label));
        }
        known.contains(&label.to_lowercase())
    }

    /// Yes, no, or neither.
    pub fn yes_or_no(&self, answer: &str) -> Option<bool> {
        let among = |list: &[String]| list.iter().any(|known| known == answer.trim());
        if among(&self.0.yes) { Some(true) } else { among(&self.0.no).then_some(false) }
    }

    /// Whether a sentence about an act of the owner says that it was done to the owner's own.
    pub fn is_to_oneself(&self, sentence: &str) -> bool {
        self.0.to_oneself.iter().any(|part| sentence.contains(part.as_str()))
    }

    /// Whom a sentence about an act says that it was done to: what stands where a known pattern has its `*`.
    pub fn target_of<'t>(&self, sentence: &'t str) -> Option<&'t str> {
        self.0.towards.iter().find_map(|pattern| {
            let (before, after) = pattern.split_once('*')?;
            let (_, rest) = sentence.split_once(before)?;
            let (name, _) = rest.split_once(after)?;
            let name = name.trim();
            (!name.is_empty() && name.chars().count() <= LONGEST_NAME).then_some(name)
        })
    }

    /// What stands before the part of a notification that says that `key` was done to the owner.
    pub fn told<'t>(&self, key: &str, text: &'t str) -> Option<&'t str> {
        let parts = self.0.told.get(key).map(Vec::as_slice).unwrap_or_default();
        parts.iter().find_map(|part| text.split_once(part.as_str())).map(|(before, _)| before)
    }

    /// Whether a text names more than one person.
    pub fn is_several(&self, names: &str) -> bool {
        self.0.several.iter().any(|part| names.contains(part.as_str()))
    }

    /// Whether a row of a conversation was written by the platform.
    pub fn is_generated(&self, text: &str) -> bool {
        // Some of them end in a blank.
        let text = text.trim();
        self.0.generated.iter().any(|(before, after)| match (text.strip_prefix(before.as_str()), after) {
            (Some(rest), Some(after)) => rest.len() > after.len() && rest.ends_with(after.as_str()),
            (Some(rest), None) => rest.is_empty(),
            (None, _) => false,
        })
    }
}

/// What stands before the `*` of a pattern and behind it.
fn around_name(pattern: &str) -> (String, Option<String>) {
    let (before, after) =
        pattern.split_once('*').map_or((pattern, None), |(before, after)| (before, Some(after)));
    (before.to_owned(), after.map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_compare_without_case_and_rows_by_pattern() {
        let labels = Labels::load(&data::Data::builtin()).unwrap();
        assert!(labels.is("username", "nom d’utilisateur"));
        assert!(!labels.is("username", "Name") && !labels.is("nothing", "Name"));
        assert_eq!(["True", "False", "maybe"].map(|a| labels.yes_or_no(a)), [Some(true), Some(false), None]);
        assert!(labels.is_generated("Reacted ❤ to your message "));
        assert!(!labels.is_generated("Reacted  to my plan"));
    }
}
