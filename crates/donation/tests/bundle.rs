//! Bundles as others meet them: their schema, hostile files, rows in words, what taking one out leaves, the line of a table.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // tests

use std::collections::BTreeSet;

use donation::traced::{Cell, Holds, columns, row};
use donation::{Bundle, Place, ReadProblem};
use proptest::prelude::*;
use serde_json::{Value, json};

const SMALL: &[u8] = include_bytes!("../testdata/small.json");

fn small() -> Value {
    serde_json::from_slice(SMALL).unwrap()
}

fn read(value: &Value) -> Result<Bundle, ReadProblem> {
    Bundle::read(value.to_string().as_bytes())
}

/// The file that is published is the schema of what is written.
#[test]
fn the_published_schema_is_the_one_in_use() {
    let published = xtask::shared::root().join("docs/donation.schema.json");
    let schema = donation::schema().unwrap();
    if std::env::var_os("PARASOCIAL_GOLDEN").is_some() {
        std::fs::write(&published, &schema).unwrap();
    }
    let known = std::fs::read_to_string(&published).unwrap_or_default();
    assert!(
        known == schema,
        "docs/donation.schema.json is not the schema in use: `cargo xtask golden` writes it"
    );
}

/// Every text that a bundle can hold is a code of a closed list or of a fixed form; the one that is not is a name.
#[test]
fn the_schema_has_no_field_for_a_text() {
    fn look(schema: &Value, path: &str, free: &mut Vec<String>) {
        if schema["type"] == "string" || schema["type"] == json!(["string", "null"]) {
            if schema["enum"].is_null() && schema["pattern"].is_null() {
                free.push(path.to_owned());
            }
        } else if schema["type"] == "object" {
            assert_eq!(schema["additionalProperties"], false, "{path} takes fields that nobody named");
        }
        for (name, child) in schema.as_object().into_iter().flatten() {
            match child {
                Value::Object(_) => look(child, &format!("{path}/{name}"), free),
                Value::Array(items) => {
                    items.iter().for_each(|item| look(item, &format!("{path}/{name}"), free))
                }
                _ => {}
            }
        }
    }
    let schema: Value = serde_json::from_str(&donation::schema().unwrap()).unwrap();
    let mut free = Vec::new();
    look(&schema, "", &mut free);
    assert_eq!(free, ["/$defs/PublicName"]);
}

fn assert_matches_schema(bundle: &Bundle) {
    let schema: Value = serde_json::from_str(&donation::schema().unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let document: Value = serde_json::from_str(&bundle.to_json().unwrap()).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&document).map(|error| error.instance_path().to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn a_bundle_comes_back_and_fits_its_schema() {
    let bundle = Bundle::read(SMALL).unwrap();
    assert_matches_schema(&bundle);
    assert_eq!(Bundle::read(bundle.to_json().unwrap().as_bytes()), Ok(bundle));
}

/// Each change makes of the small bundle one that is refused; what stood there is in no message.
#[test]
fn what_is_no_bundle_is_refused_in_words_of_ours() {
    let canary = "canary7f3a";
    let changes: &[(&str, Value)] = &[
        ("/schema", json!(canary)),
        ("/study", json!(format!("{canary} with blanks"))),
        ("/participant", json!([canary])),
        ("/donor", json!(canary)),
        ("/withdrawal", json!("")),
        ("/made", json!("yesterday")),
        ("/program/version", json!(canary)),
        ("/time/low", json!(-1)),
        ("/time/low", json!(canary)),
        ("/time/high", json!(0.1)),
        ("/time/weeks", json!(-3)),
        ("/exports/0/platform", json!(canary)),
        ("/closest/0/rank", json!(0)),
        ("/closest/0/rank", json!(2)),
        ("/closest/0/share/estimate", json!(1.2)),
        ("/type/types", json!(["lurker", "lurker", "lurker"])),
        ("/findings/0/kind", json!("me.health")),
        ("/coverage/0/from", json!("2024-13")),
        ("/note", json!(canary)),
        ("/closest/0/name", json!(canary)),
        (
            "/names",
            json!([{ "platform": "x", "name": canary, "grade": "A", "verdict": "one_sided", "parasocial": true }]),
        ),
    ];
    for (at, value) in changes {
        let mut changed = small();
        let (parent, key) = at.rsplit_once('/').unwrap();
        match changed.pointer_mut(at) {
            Some(place) => *place = value.clone(),
            None => changed.pointer_mut(parent).unwrap()[key] = value.clone(),
        }
        let problem = read(&changed).expect_err(at).to_string();
        assert!(!problem.contains(canary) && !problem.contains("me.health"), "{at}: {problem}");
    }
    assert!(matches!(Bundle::read(b"{ \"schema\": "), Err(ReadProblem::NotJson { line: 1, .. })));
    assert_eq!(Bundle::read(&vec![b' '; donation::MOST_BYTES + 1]), Err(ReadProblem::TooLarge));
    let twice = String::from_utf8_lossy(SMALL).replace("\"limited\"", "\"rows_removed\": 1, \"limited\"");
    assert!(Bundle::read(twice.as_bytes()).is_err(), "a field that stands twice");
}

/// A person reads every number that is given.
#[test]
fn every_number_and_day_of_the_file_is_in_the_words() {
    let bundle = Bundle::read(SMALL).unwrap();
    let words: Vec<String> = bundle
        .rows()
        .into_iter()
        .map(|row| row.value)
        .chain(bundle.always().into_iter().map(|(_, value)| value))
        .collect();
    let words = words.join(" ");
    fn leaves(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Number(number) => found.push(number.as_f64().unwrap().to_string()),
            Value::Array(items) => items.iter().for_each(|item| leaves(item, found)),
            Value::Object(fields) => fields.values().for_each(|field| leaves(field, found)),
            _ => {}
        }
    }
    let mut numbers = Vec::new();
    leaves(&small(), &mut numbers);
    assert!(numbers.len() > 20);
    for number in numbers {
        assert!(words.contains(&number), "{number} is given and not shown: {words}");
    }
    for day in ["2027-02-20", "2027-03-01", "2024-01"] {
        assert!(words.contains(day), "{day} is given and not shown");
    }
}

#[test]
fn rows_in_words() {
    let bundle = Bundle::read(SMALL).unwrap();
    let lines: Vec<String> = bundle
        .rows()
        .into_iter()
        .map(|row| format!("{} | {} | {} | {}", row.heading(), row.place, row.title, row.value))
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn ids_name_rows_by_their_first_parts() {
    let bundle = Bundle::read(SMALL).unwrap();
    let meant = |ids: &[&'static str]| bundle.meant(ids.iter().copied()).map(|rows| rows.len());
    assert_eq!(meant(&["closest"]), Ok(2));
    assert_eq!(meant(&["closest.1", "closest"]), Ok(2));
    assert_eq!(meant(&["finding.id"]), Ok(2));
    assert_eq!(meant(&["finding.id.email", "time.x"]), Ok(2));
    assert_eq!(meant(&["clos"]), Err("clos"));
    assert_eq!(meant(&["closest.1", ""]), Err(""));
    assert_eq!(meant(&["closest.11"]), Err("closest.11"));
}

/// Each row alone: it is gone, the others are as they were, and the file holds one number fewer of what it said.
#[test]
fn a_row_that_is_taken_out_is_gone_and_no_other() {
    let whole = Bundle::read(SMALL).unwrap();
    for place in whole.places() {
        let mut less = whole.clone();
        less.remove(&BTreeSet::from([place]));
        let expected: Vec<Place> = whole.places().into_iter().filter(|other| *other != place).collect();
        assert_eq!(less.places(), expected, "{place}");
        assert_eq!(less.rows_removed, 1);
        assert!(less.to_json().unwrap().len() < whole.to_json().unwrap().len(), "{place} leaves something");
        assert_matches_schema(&less);
    }
    let mut nothing = whole.clone();
    nothing.remove(&whole.places().into_iter().collect());
    assert!(nothing.rows().is_empty());
    let filled: Vec<_> =
        columns().into_iter().zip(row(&nothing)).filter(|(_, cell)| cell.is_some()).collect();
    let names: Vec<&str> = filled.iter().map(|(column, _)| column.name.as_str()).collect();
    assert_eq!(names, ["respondent", "traced_withdrawal"], "a removed row is unknown, not 0");
}

#[test]
fn a_bundle_is_one_line_of_a_table() {
    let bundle = Bundle::read(SMALL).unwrap();
    let line = |column: &donation::traced::Column, cell: &Option<Cell>| {
        let cell = match cell {
            None => "-".to_owned(),
            Some(Cell::Number(number)) => number.to_string(),
            Some(Cell::Text(text)) => text.clone(),
        };
        format!("{} | {} | {cell}", column.name, column.label)
    };
    let lines: Vec<String> =
        columns().iter().zip(&row(&bundle)).map(|(column, cell)| line(column, cell)).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn cells_are_what_their_columns_hold() {
    for (column, cell) in columns().into_iter().zip(row(&Bundle::read(SMALL).unwrap())) {
        let Some(cell) = cell else { continue };
        let fits = match (&column.holds, &cell) {
            (Holds::Id, Cell::Text(_)) | (Holds::Amount(_), Cell::Number(_)) => true,
            (Holds::YesNo, Cell::Number(number)) => [0.0, 1.0].contains(number),
            (Holds::Codes(codes), Cell::Text(code)) => codes.iter().any(|(known, _)| known == code),
            _ => false,
        };
        assert!(fits, "{}: {cell:?}", column.name);
    }
}

#[test]
fn a_category_of_which_a_row_was_taken_out_is_unknown() {
    let at = columns().iter().position(|column| column.name == "traced_findings_identifiers").unwrap();
    let mut bundle = Bundle::read(SMALL).unwrap();
    assert_eq!(row(&bundle)[at], Some(Cell::Number(2.0)));
    let phone = bundle.meant(["finding.id.phone"]).unwrap();
    bundle.remove(&phone);
    assert_eq!(row(&bundle)[at], None);
}

/// A JSON value of about the shape of another, with some of its parts changed.
fn mangled(value: &Value, dice: &mut impl Iterator<Item = u8>) -> Value {
    let throw = dice.next().unwrap_or(255);
    match (throw, value) {
        (0, _) => Value::Null,
        (1, _) => json!("canary7f3a"),
        (2, _) => json!(1e300),
        (3, _) => json!(-0.5),
        (4, _) => json!([]),
        (5, _) => json!({}),
        (_, Value::Array(items)) => {
            let mut all: Vec<Value> = items.iter().map(|item| mangled(item, dice)).collect();
            if throw == 6 {
                all.extend(items.iter().cloned());
            }
            Value::Array(all)
        }
        (_, Value::Object(fields)) => {
            let kept = fields.iter().filter(|_| throw != 7);
            Value::Object(kept.map(|(name, field)| (name.clone(), mangled(field, dice))).collect())
        }
        (8, Value::Number(number)) => json!(number.as_f64().unwrap() * 1.7),
        _ => value.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever is read fits its schema, is written as it was read, and does what every bundle does.
    #[test]
    fn what_is_read_is_a_bundle_in_every_part(
        dice in prop::collection::vec(prop_oneof![9 => Just(255_u8), 1 => 0..9_u8], 100),
        without in any::<prop::sample::Selector>(),
    ) {
        if let Ok(mut bundle) = read(&mangled(&small(), &mut dice.into_iter())) {
            assert_matches_schema(&bundle);
            prop_assert_eq!(Bundle::read(bundle.to_json().unwrap().as_bytes()), Ok(bundle.clone()));
            prop_assert_eq!(row(&bundle).len(), columns().len());
            let places = bundle.places();
            if !places.is_empty() {
                bundle.remove(&BTreeSet::from([without.select(places)]));
                prop_assert!(bundle.check().is_ok());
            }
        }
    }

    /// Nothing that is no bundle makes trouble.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = Bundle::read(&bytes);
        let _ = donation::is_ours(&bytes);
        let _ = donation::seal::Key::generate().open(&bytes);
    }
}
