//! Reads a questionnaire, asks it with answers made of the bytes behind it, and holds that against what must be true:
//!
//! - a second reading gives the same, and what is held does not grow faster than what went in;
//! - no error, and nothing that refuses an answer, holds anything of what was read or said but names of questions;
//! - the interview goes on with each answer and each skip, and back to where it came from;
//! - an answer stands in the result only if its question is shown to somebody with that result;
//! - the codebook names every column.

use std::collections::BTreeSet;

use questionnaire::{Interview, Kind, Questionnaire};
use serde_json::{Map, Value as Json, json};

use crate::format::{BETWEEN, MARK};
use crate::memory;

/// More steps are not taken: each looks at all questions.
const STEPS: usize = 150;

pub fn try_on(data: &[u8]) {
    let (first, steps) = match data.windows(BETWEEN.len()).position(|bytes| bytes == BETWEEN) {
        Some(at) => (&data[..at], &data[at + BETWEEN.len()..]),
        None => (data, &[][..]),
    };
    let text = String::from_utf8_lossy(first);
    let read = || Questionnaire::read(&text);
    let questionnaire = match memory::within((4 << 20) + 3000 * text.len(), "reading", read) {
        Ok(questionnaire) => questionnaire,
        Err(error) => {
            assert!(!error.to_string().contains(MARK), "an error holds what was read");
            return;
        }
    };
    assert!(Questionnaire::read(&text).as_ref() == Ok(&questionnaire), "two readings differ");
    explained(&questionnaire);
    // Each step looks at all questions, with all their conditions.
    if questionnaire.questions.len() * text.len() < 4 << 20 {
        asked(&questionnaire, steps, text.contains(MARK));
    }
}

fn explained(questionnaire: &Questionnaire) {
    let codebook = questionnaire.codebook();
    for column in questionnaire.columns().iter().take(50) {
        let name = column.name();
        let plain = !name.contains(['|', '\\']) && !name.contains(char::is_whitespace);
        assert!(!plain || codebook.contains(&format!("`{name}`")), "the codebook does not name a column");
    }
}

fn asked(questionnaire: &Questionnaire, steps: &[u8], told: bool) {
    let mut interview = Interview::new(questionnaire, "de").with("accounts", 2);
    for step in steps.iter().take(STEPS) {
        let Some(asked) = interview.next() else {
            interview.back();
            continue;
        };
        let before = interview.passed();
        let said = answer(&asked.question.kind, &asked.choices(), &asked.rows(), *step);
        match step % 5 {
            0 => interview.skip(),
            1 if before > 0 => {
                assert!(interview.back() && interview.passed() == before - 1, "going back does not go back");
                continue;
            }
            _ => {
                if let Err(refused) = interview.answer(said) {
                    // The mark is said as an answer; names of choices and rows are the questionnaire's own.
                    assert!(told || !refused.to_string().contains(MARK), "a message holds what was said");
                    interview.skip();
                }
            }
        }
        assert_eq!(interview.passed(), before + 1, "an interview that does not go on");
    }
    let result = interview.finish();
    consistent(questionnaire, &result);
}

/// Some answer, by a byte; now and then one that is none.
fn answer(kind: &Kind, choices: &[(Json, String)], rows: &[(Json, String)], by: u8) -> Json {
    let by = usize::from(by);
    let pick = || choices.get(by % choices.len().max(1)).map_or(json!(MARK), |(value, _)| value.clone());
    match kind {
        Kind::Many { .. } => json!([pick()]),
        Kind::Grid { .. } => {
            let names = rows.iter().take(20).filter_map(|(row, _)| questionnaire::condition::plain(row));
            names.map(|row| (row, pick())).collect::<Map<String, Json>>().into()
        }
        Kind::Input(input) if input.is_number() => json!(by),
        Kind::Input(_) | Kind::Fields(_) | Kind::Other => json!(MARK),
        Kind::One(_) | Kind::YesNo { .. } => pick(),
    }
}

fn consistent(questionnaire: &Questionnaire, result: &Map<String, Json>) {
    let mut seen = BTreeSet::new();
    let twice: BTreeSet<&str> = questionnaire
        .questions
        .iter()
        .map(|question| question.name.as_str())
        .chain(questionnaire.worked_out.iter().map(|value| value.name.as_str()))
        .chain(["accounts"])
        .filter(|name| !seen.insert(*name))
        .collect();
    // With two questions of one name nobody can tell whose answer it is.
    if !twice.is_empty() {
        return;
    }
    for question in &questionnaire.questions {
        let shown = question.is_shown(result) == Some(true);
        assert!(shown || !result.contains_key(&question.name), "an answer to what was not asked");
    }
}
