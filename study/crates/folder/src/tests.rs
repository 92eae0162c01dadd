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
    ];
    let broken = Data::builtin().with(questionnaire::STANDARD, b"{\"pages\": 1}".to_vec());
    told.push(begin(&new(&["DE"]), &broken).unwrap_err().to_string());
    insta::assert_snapshot!(told.join("\n"));
}
