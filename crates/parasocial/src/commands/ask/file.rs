//! Answers in a file: a result of SurveyJS.

use std::path::Path;

use archive::io_reason;
use questionnaire::{Interview, Kind, Questionnaire, Refused};
use serde_json::{Map, Value as Json};

use super::{ABOUT, begin};
use crate::commands::Problem;

/// The questions of truth begin with this.
const TRUTH: &str = "truth_";

/// What an answer file came to.
#[derive(Debug, Default, PartialEq)]
pub struct Replayed {
    pub result: Map<String, Json>,
    /// Answers that belong to no question that is asked here.
    pub unused: usize,
    /// The answers about accounts are about others than those at hand.
    pub other_accounts: bool,
}

/// Reads a file of answers. Nothing of what is in it reaches a message.
pub fn read(path: &Path, questionnaire: &Questionnaire) -> Result<Map<String, Json>, Problem> {
    let shown = path.display();
    let text = host::text(path)
        .map_err(|error| Problem::usage(format!("cannot read `{shown}`: {}", io_reason(error.kind()))))?;
    let json: Json = serde_json::from_str(&text).map_err(|error| {
        Problem::usage(format!("`{shown}` is not JSON at line {}, column {}", error.line(), error.column()))
    })?;
    let Json::Object(given) = json else {
        return Err(Problem::usage(format!(
            "`{shown}` is no result of SurveyJS: expected an object of questions and answers\nhint: `--ask --save-answers FILE` writes one"
        )));
    };
    // Whether each is an answer does not depend on the accounts, of which there are ten at most.
    let accounts = vec![String::new(); person::MOST_ACCOUNTS];
    replay(begin(questionnaire, "en", &accounts), &given, true).map_err(|refused| {
        Problem::usage(format!(
            "`{shown}` holds something that is no answer to {refused}\nhint: take it out, or answer anew with `--ask --save-answers FILE`"
        ))
    })?;
    Ok(given)
}

/// The answers that hold for these accounts.
pub fn for_accounts(
    questionnaire: &Questionnaire,
    accounts: &[String],
    given: &Map<String, Json>,
) -> Replayed {
    let counted = given.get("accounts").is_none_or(|count| count.as_u64() == Some(accounts.len() as u64));
    let named = given.get(ABOUT).is_none_or(|about| about.as_str() == Some(&super::about(accounts)));
    let about_these = counted && named;
    let other_accounts = !about_these && given.keys().any(|name| name.starts_with(TRUTH));
    // What was no answer was told when the file was read.
    let result = replay(begin(questionnaire, "en", accounts), given, about_these).unwrap_or_default();
    let is_unused = |name: &&String| {
        !result.contains_key(*name) && *name != ABOUT && !(other_accounts && name.starts_with(TRUTH))
    };
    Replayed { unused: given.keys().filter(is_unused).count(), result, other_accounts }
}

/// Gives every answer that a question asks for.
fn replay(
    mut interview: Interview<'_>,
    given: &Map<String, Json>,
    with_accounts: bool,
) -> Result<Map<String, Json>, Refused> {
    while let Some(asked) = interview.next() {
        let name = &asked.question.name;
        let wanted = with_accounts || !name.starts_with(TRUTH);
        let mut said = given.get(name).filter(|_| wanted).cloned();
        if let (Kind::Grid { .. }, Some(Json::Object(rows))) = (&asked.question.kind, &mut said)
            && rows.is_empty()
        {
            said = None;
        }
        match said {
            Some(said) => interview.answer(said)?,
            None => interview.skip(),
        }
    }
    Ok(interview.finish())
}
