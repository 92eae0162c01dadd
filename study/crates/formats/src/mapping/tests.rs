//! Mappings that hold, and what is said of those that do not.

use microdata::{Column, Memory};

use super::*;

fn rows() -> Memory {
    let dictionary = Dictionary {
        weight: Some("w".into()),
        variables: vec![
            Variable::text("email"),
            Variable::number("q1"),
            Variable::number("w"),
            Variable::number("q2"),
        ],
        sets: vec![MultipleResponse {
            name: "old".into(),
            label: String::new(),
            kind: SetKind::Categories,
            variables: vec!["q1".into(), "email".into()],
        }],
        ..Dictionary::default()
    };
    let numbers = |number: f64| Column::Numbers(vec![number]);
    let columns = vec![Column::Texts(vec![None]), numbers(1.0), numbers(2.0), numbers(97.0)];
    Memory::new(dictionary, vec![Chunk { columns }]).unwrap()
}

const WHOLE: &str = r#"
title = "Invented"
synthetic = true
drop = ["email"]
[design]
psu = "point"
[variables.q1]
name = "trust"
categories = [[1, "A lot"], [98, "Don't know"]]
not_answered = [98, [99, "Refused"]]
not_asked = [97]
[variables.q2]
name = "point"
missing_range = { low = 90 }
[sets.both]
counted = 1
variables = ["trust", "point"]
"#;

#[test]
fn names_codes_and_roles_are_changed() {
    let mut mapped = Mapping::parse(WHOLE).unwrap().apply(rows()).unwrap();
    insta::assert_snapshot!(crate::codebook::to_json(mapped.dictionary()).unwrap());
    let columns = mapped.next().unwrap().unwrap().columns;
    assert_eq!(columns, [1.0, 2.0, 97.0].map(|number| Column::Numbers(vec![number])));
    assert_eq!(mapped.dictionary().weight.as_deref(), Some("w"));
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let cases = [
        "title = 'a'\nweigth = 'w'",
        "title = ",
        "title = 'a'\n\n[variables.q9]\nname = 'x'",
        "[variables.q1]\nmeasure = 'metric'",
        "[variables.q1]\nname = 'q2'",
        "[variables.q1]\ncategories = [['a', 'A text']]",
        "[variables.q1]\ncategories = [[1, 'A', 'B']]",
        "\nweight = 'v'",
        "[design]\nclass = 'q1'",
        "[sets.s]\nvariables = ['q1', 'q7']",
        "drop = ['q1',\n 'q8']",
    ];
    let said = cases.map(|text| {
        let mapped = Mapping::parse(text).and_then(|mapping| mapping.apply(rows()));
        mapped.map_or_else(|error| error.to_string(), |_| "nothing".to_owned())
    });
    insta::assert_snapshot!(said.join("\n"));
}
