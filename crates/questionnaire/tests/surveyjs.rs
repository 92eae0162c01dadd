//! The standard questionnaire as SurveyJS itself asks it, beside how it is asked here.
//!
//! `data/surveyjs.jsonl` is what `data/with_surveyjs.js` printed with survey-core 3.1.1: for 40 invented people the questions and
//! rows that were shown, and the result.

#![allow(clippy::unwrap_used)] // a helper of tests

use questionnaire::condition::plain;
use questionnaire::{Interview, standard};
use serde_json::{Map, Value as Json};

fn people() -> Vec<Json> {
    include_str!("data/surveyjs.jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Asked here, with the same answers, a person sees the same questions and rows, and the result is the same with all that is worked
/// out.
#[test]
fn surveyjs_asks_the_same() {
    let questionnaire = standard();
    let (mut hidden, mut shown) = (0, 0);
    for person in people() {
        let result: &Map<String, Json> = person["data"].as_object().unwrap();
        let mut interview = Interview::new(&questionnaire, "en");
        for name in ["respondent", "accounts"] {
            interview = interview.with(name, result[name].clone());
        }
        let mut seen: Vec<String> = Vec::new();
        while let Some(asked) = interview.next() {
            let name = asked.question.name.clone();
            let rows: Vec<Option<String>> = asked.rows().iter().map(|(row, _)| plain(row)).collect();
            let known = person["rows"].get(&name).and_then(Json::as_array).cloned().unwrap_or_default();
            assert_eq!(rows, known.iter().map(plain).collect::<Vec<_>>(), "rows of `{name}`");
            match result.get(&name) {
                Some(answer) => interview.answer(answer.clone()).unwrap(),
                None => interview.skip(),
            }
            seen.push(name);
        }
        assert_eq!(Json::from(seen.clone()), person["visible"]);
        shown += seen.len();
        hidden += questionnaire.questions.len() - seen.len();
        assert_eq!(interview.finish(), *result);
    }
    // Both occur, or this would show nothing.
    assert!(shown > 500 && hidden > 200, "{shown} shown, {hidden} hidden");
}

/// The conditions hold of the result as a whole too, which is all that an importer has.
#[test]
fn who_was_asked_can_be_told_from_a_result() {
    let questionnaire = standard();
    for person in people() {
        let result = person["data"].as_object().unwrap();
        let shown = questionnaire.questions.iter().filter(|one| one.is_shown(result) == Some(true));
        let shown: Vec<&str> = shown.map(|question| question.name.as_str()).collect();
        assert_eq!(Json::from(shown), person["visible"]);
    }
}
