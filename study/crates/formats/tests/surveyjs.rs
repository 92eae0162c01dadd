//! Results of SurveyJS with their questionnaire: states, codes, and what is broken.

#![allow(clippy::unwrap_used, clippy::too_many_lines)] // helpers of tests, and a table of everything

mod common;

use std::io::Cursor;

use common::{all, dump, sample};
use formats::surveyjs;
use microdata::Rows;

const QUESTIONNAIRE: &str = r#"{
  "title": {"default": "Invented people", "de": "Erfundene Leute"},
  "pages": [
    {"name": "p1", "elements": [
      {"type": "radiogroup", "name": "follows", "title": "Do you follow anyone?", "choices": [{"value": 1, "text": "Yes"}, {"value": 2, "text": "No"}], "showDontKnowItem": true},
      {"type": "html", "name": "thanks", "html": "<b>x</b>"},
      {"type": "checkbox", "name": "media", "title": "Which media?", "choices": ["tv", {"value": "paper", "text": "Papers"}], "showOtherItem": true, "visibleIf": "{follows} = 1"},
      {"type": "panel", "name": "inner", "visibleIf": "{media} contains 'tv'", "elements": [
        {"type": "matrix", "name": "grid", "title": "How often?", "columns": [{"value": 1, "text": "Often"}, {"value": 2, "text": "Rarely"}], "rows": ["news", {"value": "sport", "text": "Sports"}]},
        {"type": "rating", "name": "stars", "rateMax": 3, "minRateDescription": "Bad", "maxRateDescription": "Good"}
      ]}
    ]},
    {"name": "p2", "elements": [
      {"type": "boolean", "name": "adult", "title": "Over 18?"},
      {"type": "text", "name": "born", "inputType": "date"},
      {"type": "comment", "name": "words"},
      {"type": "dropdown", "name": "land", "choices": ["DE", "FR"], "visibleIf": "age({born}) > 3"},
      {"type": "multipletext", "name": "two", "items": [{"name": "a", "title": "First"}, {"name": "b"}]},
      {"type": "paneldynamic", "name": "kids", "templateElements": []}
    ]}
  ]
}"#;

const RESULTS: &str = r#"[
  {"follows": 1, "media": ["tv", "other"], "media-Comment": "radio", "grid": {"news": 2}, "stars": 3, "adult": true, "born": "2000-02-29", "words": "many", "land": "FR", "two": {"a": "x"}, "kids": [{"n": 1}], "id": 17},
  {"follows": 2, "adult": false, "id": 18},
  {"follows": "dontknow"},
  {"follows": 1, "media": []},
  {"follows": 1, "stars": "many"},
  {}
]"#;

fn read(results: &str, questionnaire: Option<&str>) -> String {
    let reader = surveyjs::Reader::new(Cursor::new(results.as_bytes().to_vec()), questionnaire);
    reader.map_or_else(
        |error| error.to_string(),
        |mut reader| {
            let mut out = String::new();
            loop {
                match reader.next() {
                    Ok(None) => break,
                    Ok(Some(_)) => {}
                    Err(error) => out += &format!("{error}\n"),
                }
                if out.len() > 1000 || !out.is_empty() {
                    break;
                }
            }
            out + &format!("{} rows left out\n{}", reader.faults().rows, reader.faults().said.join("\n"))
        },
    )
}

#[test]
fn a_questionnaire_with_its_results() {
    let mut reader = surveyjs::Reader::new(Cursor::new(RESULTS.as_bytes()), Some(QUESTIONNAIRE)).unwrap();
    insta::assert_snapshot!(dump(&mut reader));
    let lines = RESULTS.trim_matches(['[', ']']).replace("},\n", "}\n");
    let mut again = surveyjs::Reader::new(Cursor::new(lines.as_bytes()), Some(QUESTIONNAIRE)).unwrap();
    let mut reader = surveyjs::Reader::new(Cursor::new(RESULTS.as_bytes()), Some(QUESTIONNAIRE)).unwrap();
    assert_eq!(all(&mut again), all(&mut reader));
}

#[test]
fn results_alone() {
    let mut reader = surveyjs::Reader::new(Cursor::new(RESULTS.as_bytes()), None).unwrap();
    insta::assert_snapshot!(dump(&mut reader));
}

#[test]
fn what_is_broken_is_told() {
    let deep = format!("{{\"a\": {}1{}}}", "[".repeat(1000), "]".repeat(1000));
    let cases = [
        read("", None),
        read("{\"a\": 1}\n{\"a\": \n{\"a\": 3}\nnull\n", None),
        read("[{\"a\": 1}, 7]", None),
        read("[{\"a\": 1}, {\"a\": ", None),
        read(&deep, None),
        read("[]", Some("{")),
        read("[]", Some("{\"questions\": 1}")),
        read("[]", Some(r#"{"elements": [{"type": "text", "name": "a"}, {"type": "text", "name": "a"}]}"#)),
    ];
    insta::assert_snapshot!(cases.join("\n---\n"));
}

/// What is written with its questionnaire comes back: labels, answers, and what has none.
#[test]
fn results_survive_with_their_questionnaire() {
    let mut file = Vec::new();
    let writer = surveyjs::Writer::new(&mut file, sample().dictionary().clone()).unwrap();
    let lost = formats::copy(&mut sample(), Box::new(writer)).unwrap();
    let questionnaire = surveyjs::questionnaire(sample().dictionary());
    let mut back = surveyjs::Reader::new(Cursor::new(&file), Some(&questionnaire)).unwrap();
    let shown = format!(
        "{}\n{}\n{questionnaire}{}",
        lost.join("\n"),
        String::from_utf8(file.clone()).unwrap(),
        dump(&mut back)
    );
    insta::assert_snapshot!(shown.replace("Grüße €. Grüße €. ", ""));
}

/// Rows of a grid that were not shown were not asked; what is worked out needs no key in the result.
#[test]
fn rows_have_conditions_and_values_are_worked_out() {
    let questionnaire = r#"{"elements": [
      {"type": "text", "inputType": "number", "name": "age"},
      {"type": "matrix", "name": "grid", "columns": [1, 0], "rows": [{"value": "a", "visibleIf": "{age} > 20"}, "b"]}],
      "calculatedValues": [
        {"name": "group", "expression": "iif({age} empty, '', iif({age} < 35, 'young', 'old'))", "includeIntoResult": true},
        {"name": "hidden", "expression": "iif({age} < 35, 1, 2)"},
        {"name": "odd", "expression": "today()", "includeIntoResult": true}]}"#;
    let results = r#"[
      {"age": 18, "grid": {"b": 1}},
      {"age": 40, "grid": {"b": 1}, "group": "old"},
      {"age": 40, "grid": {"a": 0}, "group": "young"},
      {"grid": {}},
      {"age": 70}
    ]"#;
    let mut reader = surveyjs::Reader::new(Cursor::new(results.as_bytes()), Some(questionnaire)).unwrap();
    let names: Vec<String> = reader.dictionary().variables.iter().map(|one| one.name.clone()).collect();
    assert_eq!(names, ["age", "grid_a", "grid_b", "group"]);
    let codes: Vec<String> =
        reader.dictionary().variables[3].categories.iter().map(|one| one.value.to_string()).collect();
    assert_eq!(codes, ["young", "old"]);
    let rows = dump(&mut reader);
    insta::assert_snapshot!(rows[rows.rfind("\n}\n").unwrap() + 3..]);
}

/// The cells of one column, each as it stands: nothing for "not asked".
fn column(results: &str, questionnaire: &str, name: &str) -> Vec<Option<String>> {
    let mut reader = surveyjs::Reader::new(Cursor::new(results.as_bytes()), Some(questionnaire)).unwrap();
    let at = reader.dictionary().variables.iter().position(|one| one.name == name).unwrap();
    let chunk = reader.next().unwrap().unwrap();
    assert_eq!(reader.faults().rows, 0);
    match &chunk.columns[at] {
        microdata::Column::Numbers(numbers) => {
            numbers.iter().map(|one| (!one.is_nan()).then(|| one.to_string())).collect()
        }
        microdata::Column::Texts(texts) => texts.clone(),
    }
}

fn cells(cells: &[&str]) -> Vec<Option<String>> {
    cells.iter().map(|cell| (!cell.is_empty()).then(|| (*cell).to_owned())).collect()
}

/// A choice, a row or a field that was not shown was not asked: it is neither left unchosen nor left out.
#[test]
fn parts_that_were_not_shown_were_not_asked() {
    let questionnaire = r#"{"elements": [
      {"type": "text", "inputType": "number", "name": "age"},
      {"type": "checkbox", "name": "does", "choices": ["walks", {"value": "drives", "visibleIf": "{age} > 17"}]},
      {"type": "multipletext", "name": "says", "items": [{"name": "a"}, {"name": "b", "visibleIf": "{age} > 17"}]}]}"#;
    let results = r#"[
      {"age": 16, "does": ["walks"], "says": {"a": "x"}},
      {"age": 16, "does": []},
      {"age": 16},
      {"age": 30, "does": ["walks"], "says": {"a": "x"}},
      {"age": 30, "does": ["drives"], "says": {"b": "y"}},
      {"age": 30},
      {"age": 16, "does": ["drives"]}
    ]"#;
    let of = |name: &str| column(results, questionnaire, name);
    assert_eq!(of("does_walks"), cells(&["1", "0", "-9", "1", "0", "-9", "0"]));
    assert_eq!(of("does_drives"), cells(&["", "", "", "0", "1", "-9", "1"]));
    assert_eq!(of("says_a"), cells(&["x", "-9", "-9", "x", "-9", "-9", "-9"]));
    assert_eq!(of("says_b"), cells(&["", "", "", "-9", "y", "-9", ""]));
    let reader = surveyjs::Reader::new(Cursor::new(results.as_bytes()), Some(questionnaire)).unwrap();
    let universe = |name: &str| {
        reader.dictionary().variables.iter().find(|one| one.name == name).unwrap().universe.clone()
    };
    assert_eq!(universe("does_walks"), "all respondents");
    assert_eq!(universe("does_drives"), "those for whom `age` is above 17");
}

/// What is worked out from a question that was not asked was not asked; from one that was left out, not answered.
#[test]
fn what_is_worked_out_is_asked_with_its_questions() {
    let questionnaire = r#"{"elements": [
      {"type": "radiogroup", "name": "joined", "choices": ["yes", "no"]},
      {"type": "text", "inputType": "number", "name": "hours", "visibleIf": "{joined} = 'yes'"},
      {"type": "matrix", "name": "grid", "columns": [1, 2], "rows": ["a", {"value": "b", "visibleIf": "{joined} = 'yes'"}]}],
      "calculatedValues": [
        {"name": "much", "expression": "iif({hours} empty, '', iif({hours} > 2, 'much', 'little'))", "includeIntoResult": true},
        {"name": "very", "expression": "iif({much} empty, '', iif({much} = 'much', 1, 0))", "includeIntoResult": true},
        {"name": "some", "expression": "iif({hours} > 5, 1, iif({hours} < 1, 0, ''))", "includeIntoResult": true},
        {"name": "row", "expression": "iif({grid.b} = 1, 1, '')", "includeIntoResult": true}]}"#;
    let results = r#"[
      {"joined": "yes", "hours": 3, "much": "much", "grid": {"a": 1, "b": 1}},
      {"joined": "yes", "grid": {"a": 1}},
      {"joined": "no", "grid": {"a": 1}},
      {}
    ]"#;
    let of = |name: &str| column(results, questionnaire, name);
    assert_eq!(of("much"), cells(&["much", "-9", "", ""]));
    assert_eq!(of("very"), cells(&["1", "-9", "", ""]));
    assert_eq!(of("some"), cells(&["", "-9", "", ""]), "3 hours were answered, and have no code by design");
    assert_eq!(of("row"), cells(&["1", "-9", "", ""]));
}

#[test]
fn conditions_of_parts_that_are_not_understood_are_told() {
    let questionnaire = r#"{"elements": [
      {"type": "checkbox", "name": "does", "choices": ["walks", {"value": "drives", "visibleIf": "age({born}) > 17"}]}]}"#;
    let reader = surveyjs::Reader::new(Cursor::new(b"[]".as_slice()), Some(questionnaire)).unwrap();
    assert_eq!(
        reader.faults().said,
        ["the condition of `does_drives` is not understood: where it has no value it counts as not asked"]
    );
}
