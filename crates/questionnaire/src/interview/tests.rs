//! What is asked of whom, what is taken for an answer, and what a result holds.

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use crate::{Interview, Kind, Questionnaire};

const SMALL: &str = r#"{"pages": [
  {"name": "first", "title": "About you", "elements": [
    {"type": "radiogroup", "name": "follows", "title": {"default": "Follow?", "de": "Folgen?"}, "choices": [{"value": 1, "text": {"default": "Yes", "de": "Ja"}}, {"value": 0, "text": "No"}]},
    {"type": "checkbox", "name": "media", "choices": ["tv", "net"], "showNoneItem": true, "visibleIf": "{follows} = 1"},
    {"type": "text", "inputType": "number", "min": 18, "max": 110, "name": "age", "visibleIf": "{media} contains 'tv'"}
  ]},
  {"name": "second", "elements": [
    {"type": "matrix", "name": "truth", "visibleIf": "{accounts} > 0", "columns": [1, 0], "rows": [{"value": 1, "text": "{account_1}"}, {"value": 2, "text": "{account_2}", "visibleIf": "{accounts} > 1"}]},
    {"type": "text", "name": "accounts", "visible": false},
    {"type": "boolean", "name": "sure", "valueTrue": 1, "valueFalse": 0},
    {"type": "file", "name": "picture"}
  ]}],
  "calculatedValues": [{"name": "group", "expression": "iif({age} empty, '', iif({age} < 35, 'young', 'old'))", "includeIntoResult": true}]}"#;

fn small() -> Questionnaire {
    Questionnaire::read(SMALL).unwrap()
}

fn names(interview: &Interview<'_>) -> Option<String> {
    interview.next().map(|asked| asked.question.name.clone())
}

#[test]
fn what_is_asked_follows_from_what_was_answered() {
    let questionnaire = small();
    let mut interview = Interview::new(&questionnaire, "de");
    let asked = interview.next().unwrap();
    assert_eq!((asked.title().as_str(), asked.progress()), ("Folgen?", (1, 2)));
    assert_eq!(asked.choices(), [(json!(1), "Ja".to_owned()), (json!(0), "No".to_owned())]);
    assert_eq!(asked.begins_page().unwrap().0, "About you");
    interview.answer(json!(1)).unwrap();
    assert_eq!(interview.next().unwrap().begins_page(), None);
    interview.answer(json!(["tv"])).unwrap();
    interview.answer(json!("34")).unwrap();
    assert_eq!(names(&interview).as_deref(), Some("sure"));
    interview.answer(json!(true)).unwrap();
    assert_eq!(names(&interview), None);
    let result = Json::Object(interview.finish());
    assert_eq!(result, json!({"follows": 1, "media": ["tv"], "age": 34, "sure": 1, "group": "young"}));
}

#[test]
fn going_back_and_changing_ones_mind_takes_what_followed_with_it() {
    let questionnaire = small();
    let mut interview = Interview::new(&questionnaire, "en");
    assert!(!interview.back());
    for said in [json!(1), json!(["tv"]), json!(34)] {
        interview.answer(said).unwrap();
    }
    while interview.back() {}
    assert_eq!(interview.next().unwrap().said_before(), Some(json!(1)));
    interview.answer(json!(0)).unwrap();
    assert_eq!(names(&interview).as_deref(), Some("sure"));
    interview.skip();
    assert_eq!(Json::Object(interview.finish()), json!({"follows": 0}));
}

/// What was said before and cannot be said any more is not offered again: it would be refused for ever.
#[test]
fn what_is_hidden_by_now_was_not_said_before() {
    let questionnaire = Questionnaire::read(
        r#"{"elements": [
        {"type": "text", "inputType": "number", "name": "n"},
        {"type": "matrix", "name": "grid", "columns": [1, {"value": 2, "visibleIf": "{n} > 5"}], "rows": ["a", {"value": "b", "visibleIf": "{n} > 1"}, "c"]},
        {"type": "checkbox", "name": "many", "choices": ["x", {"value": "y", "visibleIf": "{n} > 1"}]},
        {"type": "radiogroup", "name": "one", "choices": ["x", {"value": "y", "visibleIf": "{n} > 1"}]}]}"#,
    )
    .unwrap();
    let mut interview = Interview::new(&questionnaire, "en");
    let before = [json!(9), json!({"a": 1, "b": 1, "c": 2}), json!(["x", "y"]), json!("y")];
    for said in before.clone() {
        interview.answer(said).unwrap();
    }
    while interview.back() {}
    let mut again = interview.clone();
    for said in before {
        assert_eq!(again.next().unwrap().said_before(), Some(said.clone()));
        again.answer(said).unwrap();
    }
    interview.answer(json!(1)).unwrap();
    for left in [Some(json!({"a": 1})), Some(json!(["x"])), None] {
        assert_eq!(interview.next().unwrap().said_before(), left);
        match left {
            Some(left) => interview.answer(left).unwrap(),
            None => interview.skip(),
        }
    }
    assert_eq!(Json::Object(interview.finish()), json!({"n": 1, "grid": {"a": 1}, "many": ["x"]}));
}

#[test]
fn what_is_known_is_not_asked_and_names_stay_out_of_the_result() {
    let questionnaire = small();
    let mut interview = Interview::new(&questionnaire, "en")
        .without("first")
        .with("accounts", 1)
        .with_words("account_1", "@somebody")
        .with("sure", 0);
    let asked = interview.next().unwrap();
    assert_eq!(asked.rows(), [(json!(1), "@somebody".to_owned())]);
    assert!(interview.answer(json!({"2": 1})).is_err(), "a row that is not shown");
    interview.answer(json!({"1": "1"})).unwrap();
    assert_eq!(names(&interview), None);
    let result = Json::Object(interview.finish());
    assert_eq!(result, json!({"accounts": 1, "truth": {"1": 1}, "sure": 0}));
}

#[test]
fn what_is_no_answer_is_refused_in_words_that_do_not_repeat_it() {
    let questionnaire = small();
    let mut told = String::new();
    let mut refuse = |said: &[Json], wrong: &[Json]| {
        let mut interview = Interview::new(&questionnaire, "en").with("accounts", 2);
        said.iter().for_each(|said| interview.answer(said.clone()).unwrap());
        for wrong in wrong {
            let refused = interview.answer(wrong.clone()).unwrap_err();
            told += &format!("{wrong}: {refused}\n");
        }
    };
    refuse(&[], &[json!(7), json!([1]), json!(null)]);
    refuse(&[json!(1)], &[json!("tv"), json!(["radio"]), json!(["tv", "none"]), json!([])]);
    refuse(&[json!(1), json!(["tv"])], &[json!(17), json!("many"), json!(111), json!(true)]);
    refuse(&[json!(0)], &[json!({}), json!({"3": 1}), json!({"1": 9}), json!(1)]);
    refuse(&[json!(0), json!({"1": 1})], &[json!("maybe"), json!(3)]);
    insta::assert_snapshot!(told);
}

#[test]
fn a_choice_is_found_by_number_value_or_label() {
    let questionnaire = small();
    let mut interview = Interview::new(&questionnaire, "de");
    let asked = interview.next().unwrap();
    assert_eq!(
        ["1", " ja ", "2", "0", "perhaps"].map(|typed| asked.find(typed)),
        [Some(json!(1)), Some(json!(1)), Some(json!(0)), None, None]
    );
    interview.answer(json!(1)).unwrap();
    assert_eq!(interview.next().unwrap().find("NET"), Some(json!("net")));
}

/// Some answer to the question, by a number.
fn some_answer(interview: &Interview<'_>, by: u64) -> Json {
    let asked = interview.next().unwrap();
    let (choices, rows) = (asked.choices(), asked.rows());
    let pick = |by: u64| choices[by as usize % choices.len()].0.clone();
    match &asked.question.kind {
        Kind::Many { .. } => json!([pick(by)]),
        Kind::Grid { .. } => {
            let row = |(value, _): &(Json, String)| (value.to_string(), pick(by));
            rows.iter().map(row).collect::<Map<String, Json>>().into()
        }
        Kind::Input(_) => json!(18 + by % 80),
        _ => pick(by),
    }
}

proptest! {
    /// Whatever is answered, skipped or taken back: the result holds what its own conditions allow, and asking again with the
    /// same answers gives the same.
    #[test]
    fn a_result_agrees_with_its_conditions(steps in proptest::collection::vec(any::<(u8, u64)>(), 0..40), accounts in 0..3) {
        let questionnaire = small();
        let mut interview = Interview::new(&questionnaire, "en").with("accounts", accounts);
        for (step, by) in steps {
            if interview.next().is_none() || step % 4 == 0 {
                interview.back();
                continue;
            }
            match step % 4 {
                1 => interview.skip(),
                _ => interview.answer(some_answer(&interview, by)).unwrap(),
            }
        }
        let result = interview.finish();
        for question in &questionnaire.questions {
            if question.name != "accounts" && result.contains_key(&question.name) {
                prop_assert_eq!(question.is_shown(&result), Some(true));
            }
        }
        let mut again = Interview::new(&questionnaire, "en").with("accounts", accounts);
        while let Some(asked) = again.next() {
            match result.get(&asked.question.name).cloned() {
                Some(answer) => again.answer(answer).unwrap(),
                None => again.skip(),
            }
        }
        prop_assert_eq!(again.finish(), result);
    }
}
