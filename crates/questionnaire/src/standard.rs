//! The project's own questionnaire: every item of the codebook, section 5, in English, German, Spanish and French.

use data::Data;
use serde_json::Value as Json;

use crate::{Error, Questionnaire};

/// Where it lies in the folder `data/`.
pub const STANDARD: &str = "questionnaire/standard.json";

/// The questionnaire that comes with the program.
pub fn standard() -> Questionnaire {
    // A test reads it; without a question there is nothing to be asked.
    standard_of(&Data::builtin()).unwrap_or_else(|_| Questionnaire::empty())
}

/// That of a person's own data files, where they hold one, else ours.
///
/// # Errors
/// If it is no questionnaire.
pub fn standard_of(data: &Data) -> Result<Questionnaire, Error> {
    Questionnaire::from_json(&standard_json(data)?)
}

/// The same as it is written, to be changed before it is [read](Questionnaire::from_json).
///
/// # Errors
/// If it is no JSON.
pub fn standard_json(data: &Data) -> Result<Json, Error> {
    let bytes = data.get(STANDARD).unwrap_or_default();
    let text =
        std::str::from_utf8(bytes).map_err(|_| Error::new(format!("`{STANDARD}` is no text in UTF-8")))?;
    serde_json::from_str(text).map_err(|error| Error::json("the questionnaire", &error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    /// The file is kept in the form in which `new` writes questionnaires, so that two of them can be compared.
    #[test]
    fn the_file_is_as_we_print() {
        let data = Data::builtin();
        let text = std::str::from_utf8(data.get(STANDARD).unwrap()).unwrap();
        let printed = crate::pretty(&serde_json::from_str(text).unwrap());
        assert!(text == printed, "print it with `cargo run -p parasocial-questionnaire --example pretty`");
    }

    /// Names, bases and codes that the plan of the study binds everybody to.
    #[test]
    fn every_item_of_the_codebook_is_asked_of_the_right_people() {
        let questionnaire = standard();
        let mut told = String::new();
        for question in &questionnaire.questions {
            let values = |choices: Vec<&crate::Choice>| {
                let mut values: Vec<String> = choices.iter().map(|one| one.value.to_string()).collect();
                if values.len() > 20 {
                    values = vec![format!("{} values", values.len())];
                }
                values.join(" ").replace('"', "")
            };
            let kind = match &question.kind {
                Kind::One(_) => "one",
                Kind::Many { .. } => "several",
                Kind::YesNo { .. } => "yes/no",
                Kind::Grid { .. } => "grid",
                Kind::Input(_) => "number",
                Kind::Fields(_) | Kind::Other => "?",
            };
            let (rows, choices) = (values(question.rows()), values(question.choices()));
            let base = questionnaire.base(question);
            told += &format!("{} | {kind} | {base} | {rows} | {choices}\n", question.name);
        }
        insta::assert_snapshot!(told);
    }

    #[test]
    fn every_text_is_translated() {
        let questionnaire = standard();
        let languages = ["de", "es", "fr"];
        assert_eq!(questionnaire.languages(), languages);
        let mut texts = vec![&questionnaire.title];
        texts.extend(questionnaire.pages.iter().map(|page| &page.title));
        for question in &questionnaire.questions {
            texts.push(&question.title);
            // Names of platforms are the same everywhere.
            let parts = question.choices().into_iter().chain(question.rows());
            texts.extend(parts.filter(|_| question.name != "platforms").map(|part| &part.text));
        }
        for text in texts {
            assert!(text.languages().eq(languages), "{}", text.original());
        }
    }
}
