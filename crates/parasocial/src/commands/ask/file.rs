//! Answers in a file: a result of SurveyJS.

use std::path::Path;

use archive::io_reason;
use jiff::civil::Date;
use person::ANSWERED_ON;
use questionnaire::condition::same;
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
    let is_day = |said: &Json| said.as_str().is_some_and(|day| day.parse::<Date>().is_ok());
    if given.get(ANSWERED_ON).is_some_and(|said| !is_day(said)) {
        return Err(Problem::usage(format!(
            "`{shown}`: `{ANSWERED_ON}` is no day\nhint: write it as 2026-01-31, or take it out"
        )));
    }
    // What is an answer for ten accounts may be none for fewer: that is seen when they are known.
    let accounts = vec![String::new(); person::MOST_ACCOUNTS];
    if let (_, Some(refused)) = replay(begin(questionnaire, "en", &accounts), &given, true) {
        return Err(Problem::usage(format!(
            "`{shown}` holds something that is no answer to {refused}\nhint: take it out, or answer anew with `--ask --save-answers FILE`"
        )));
    }
    Ok(given)
}

/// The answers that hold for these accounts. Those about accounts go by number, so they hold only where the file says that they are
/// about the same ones.
pub fn for_accounts(
    questionnaire: &Questionnaire,
    accounts: &[String],
    given: &Map<String, Json>,
) -> Replayed {
    let says = |key: &str, wanted: Json| given.get(key).is_some_and(|said| same(said, &wanted));
    let about_these =
        says("accounts", Json::from(accounts.len())) && says(ABOUT, Json::from(super::about(accounts)));
    let other_accounts = !about_these && given.keys().any(|name| name.starts_with(TRUTH));
    let (mut result, _) = replay(begin(questionnaire, "en", accounts), given, about_these);
    let is_told = |name: &String| {
        [ABOUT, ANSWERED_ON].contains(&name.as_str()) || (other_accounts && name.starts_with(TRUTH))
    };
    let is_unused = |name: &&String| !result.contains_key(*name) && !is_told(name);
    let unused = given.keys().filter(is_unused).count();
    result.extend(given.get(ANSWERED_ON).map(|day| (ANSWERED_ON.to_owned(), day.clone())));
    Replayed { result, unused, other_accounts }
}

/// Gives every answer that a question asks for. What is none is left out, and the first of these is told.
fn replay(
    mut interview: Interview<'_>,
    given: &Map<String, Json>,
    with_accounts: bool,
) -> (Map<String, Json>, Option<Refused>) {
    let mut first = None;
    while let Some(asked) = interview.next() {
        let name = &asked.question.name;
        let wanted = with_accounts || !name.starts_with(TRUTH);
        let mut said = given.get(name).filter(|_| wanted).cloned();
        if let (Kind::Grid { .. }, Some(Json::Object(rows))) = (&asked.question.kind, &mut said)
            && rows.is_empty()
        {
            said = None;
        }
        match said.map(|said| interview.answer(said)) {
            Some(Ok(())) => {}
            Some(Err(refused)) => {
                first = first.or(Some(refused));
                interview.skip();
            }
            None => interview.skip(),
        }
    }
    (interview.finish(), first)
}
