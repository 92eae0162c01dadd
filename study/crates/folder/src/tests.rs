//! What a new study holds: files that their readers take.

use book::Methods;
use data::Data;
use questionnaire::{Kind, Questionnaire};

use super::*;

fn new(countries: &[&str]) -> New {
    let countries = countries.iter().map(|code| (*code).to_owned()).collect();
    New { title: Some("Near \"and\" far".into()), countries, scales: vec!["uls8".into()] }
}

fn text(files: &[File], name: &str) -> String {
    files.iter().find(|file| file.name == name).unwrap().text.clone()
}

#[test]
fn a_new_study_is_read_by_its_readers() {
    let new = New { title: None, countries: New::default_countries(), scales: Vec::new() };
    let files = begin(&new, &Data::builtin()).unwrap();
    let methods = Methods::parse(&text(&files, names::STUDY)).unwrap();
    assert_eq!(methods.title.as_deref(), Some("Social media, and the people we follow"));
    let codes: Vec<String> = methods.countries.iter().filter_map(|one| one.code.clone()).collect();
    assert_eq!(codes, new.countries);
    let asia = methods.aggregates.iter().find(|one| one.name == "South-East Asia").unwrap();
    assert_eq!(asia.countries.len(), 6);
    let questionnaire = Questionnaire::read(&text(&files, names::QUESTIONNAIRE)).unwrap();
    let Kind::One(choices) = &questionnaire.question("country").unwrap().kind else { panic!() };
    assert_eq!(choices.len(), new.countries.len());
    assert_eq!(questionnaire.questions.len(), questionnaire::standard().questions.len());
}

#[test]
fn what_is_written_for_two_countries() {
    let files = begin(&new(&["VN", "DE"]), &Data::builtin()).unwrap();
    for name in [names::STUDY, names::TABLES] {
        insta::assert_snapshot!(name, text(&files, name));
    }
    let questionnaire = Questionnaire::read(&text(&files, names::QUESTIONNAIRE)).unwrap();
    assert_eq!(questionnaire.title.original(), "Near \"and\" far");
    let slot = questionnaire.question("uls8").unwrap();
    assert_eq!(slot.is_shown(&serde_json::Map::new()), Some(false), "a slot without wording is not shown");
    assert!(!text(&files, names::TABLES).contains("uls8"));
}

/// One country has no region, and no aggregate.
#[test]
fn what_is_not_needed_is_left_out() {
    let files = begin(&new(&["DE"]), &Data::builtin()).unwrap();
    assert!(!text(&files, names::TABLES).contains("Region"));
    assert!(Methods::parse(&text(&files, names::STUDY)).unwrap().aggregates.is_empty());
}

#[test]
fn what_cannot_be_is_told() {
    let told = |new: New| begin(&new, &Data::builtin()).unwrap_err().to_string();
    let mut told = vec![
        told(new(&["DE", "XX"])),
        told(new(&[])),
        told(New { scales: vec!["psy".into()], ..new(&["DE"]) }),
        told(new(&["DE", "VN", "DE"])),
        told(New { scales: vec!["psi".into(), "psi".into()], ..new(&["DE"]) }),
    ];
    let broken = Data::builtin().with(questionnaire::STANDARD, b"{\"pages\": 1}".to_vec());
    told.push(begin(&new(&["DE"]), &broken).unwrap_err().to_string());
    insta::assert_snapshot!(told.join("\n"));
}

/// Whatever the title, the files are what they are.
#[test]
fn a_title_may_hold_any_word() {
    for title in ["POPULATION 2026", "TITLE of LANGUAGES, in POPULATION", "EXAMPLE \u{7f}"] {
        let files = begin(&New { title: Some(title.into()), ..new(&["DE"]) }, &Data::builtin()).unwrap();
        let methods = Methods::parse(&text(&files, names::STUDY)).unwrap();
        assert_eq!(methods.title.as_deref(), Some(title));
        assert_eq!(methods.languages, ["en", "de", "es", "fr"]);
        assert_eq!(methods.population.as_deref(), Some("Adults from 18 on who are online, in Germany"));
    }
}

/// A scale's slot says how it is scored.
#[test]
fn slots_come_with_their_rule() {
    let files = begin(&new(&["DE"]), &Data::builtin()).unwrap();
    let scales = questionnaire::scales::scales(&Data::builtin()).unwrap();
    let rule = scales.iter().find(|scale| scale.id == "uls8").unwrap().rule();
    assert!(rule.starts_with("Score: the sum of all items"), "{rule}");
    for name in [names::QUESTIONNAIRE, names::CODEBOOK] {
        assert!(text(&files, name).contains(&rule), "{name}");
    }
}

/// Data files of one's own may hold a questionnaire of another shape, or something that is none.
#[test]
fn a_questionnaire_of_ones_own_may_have_another_shape() {
    let begun = |json: &str| {
        let data = Data::builtin().with(questionnaire::STANDARD, json.as_bytes().to_vec());
        begin(&new(&["DE"]), &data)
    };
    for shape in ["[]", "7", "{\"pages\": \"x\"}", "{", "{\"pages\": [\"x\", {\"elements\": 7}]}"] {
        assert!(begun(shape).is_err(), "{shape}");
    }
    let flat = r#"{"elements": ["x", {"type": "panel", "elements": [
        {"type": "dropdown", "name": "country", "choices": ["FR", "DE"]}]}]}"#;
    let questionnaire = Questionnaire::read(&text(&begun(flat).unwrap(), names::QUESTIONNAIRE)).unwrap();
    let names: Vec<&str> = questionnaire.questions.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["country", "uls8"]);
    assert_eq!(questionnaire.questions[0].choices().len(), 1);
}
