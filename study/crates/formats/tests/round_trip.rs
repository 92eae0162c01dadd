//! What is written comes back, within what a format can hold.

#![allow(clippy::unwrap_used, clippy::too_many_lines)] // helpers of tests, and a table of everything

mod common;

use std::io::{BufReader, Cursor};

use common::{all, dump, sample, to_csv, to_dta, to_sav};
use formats::{csv, dta, sav};
use microdata::{
    Category, Chunk, Column, Dictionary, Kind, Measure, Memory, Missing, MissingCode, MissingRange, Rows,
    State, Variable,
};
use proptest::prelude::*;

fn read_sav(bytes: &[u8]) -> sav::Reader<BufReader<&[u8]>> {
    sav::Reader::new(BufReader::new(bytes)).unwrap()
}

fn read_csv(bytes: Vec<u8>, dictionary: &Dictionary) -> csv::Reader<Cursor<Vec<u8>>> {
    let options = csv::Options { dictionary: Some(dictionary.clone()), delimiter: None };
    csv::Reader::new(Cursor::new(bytes), options).unwrap()
}

#[test]
fn everything_survives_a_system_file() {
    for compression in [sav::Compression::Bytecode, sav::Compression::Zlib] {
        let (bytes, lost) = to_sav(&sample(), compression).unwrap();
        assert_eq!(lost, Vec::<String>::new());
        assert_eq!(dump(&mut read_sav(&bytes)), dump(&mut sample()));
    }
}

#[test]
fn everything_survives_csv_with_its_codebook() {
    let bytes = to_csv(&sample()).unwrap();
    assert_eq!(dump(&mut read_csv(bytes.clone(), sample().dictionary())), dump(&mut sample()));
    insta::assert_snapshot!(String::from_utf8(bytes).unwrap().replace("Grüße €. Grüße €. ", ""));
}

#[test]
fn what_stata_cannot_hold_is_said() {
    let (bytes, lost) = to_dta(&sample()).unwrap();
    let back = dump(&mut dta::Reader::new(Cursor::new(bytes)).unwrap());
    insta::assert_snapshot!(lost.join("\n") + "\n" + &back.replace("Grüße €. Grüße €. ", ""));
}

/// What a file that was written once says is what it says when written again.
#[test]
fn stata_files_do_not_change_any_more() {
    let back = |bytes: Vec<u8>| {
        let mut rows = dta::Reader::new(Cursor::new(bytes)).unwrap();
        let dictionary = rows.dictionary().clone();
        let chunk = rows.next().unwrap().unwrap();
        Memory::new(dictionary, vec![chunk]).unwrap()
    };
    let once = to_dta(&back(to_dta(&sample()).unwrap().0)).unwrap();
    assert_eq!(once.1, Vec::<String>::new());
    let twice = to_dta(&back(once.0.clone())).unwrap();
    assert_eq!(once.0, twice.0);
}

fn label() -> impl Strategy<Value = String> {
    // No blanks at the end: no format keeps them.
    "[a-zä-ü€ ',.]{0,25}[a-z]"
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        (0..=16_u8).prop_map(|decimals| Kind::Number { decimals }),
        Just(Kind::Text),
        Just(Kind::Date),
        Just(Kind::DateTime),
        Just(Kind::Time),
    ]
}

fn measure() -> impl Strategy<Value = Measure> {
    prop_oneof![Just(Measure::Unknown), Just(Measure::Nominal), Just(Measure::Ordinal), Just(Measure::Scale)]
}

fn state() -> impl Strategy<Value = State> {
    prop_oneof![Just(State::NotAnswered), Just(State::NotAsked)]
}

/// Codes of answers are 1 to 3, of what is missing 7 to 9, of a range 90 and more; texts likewise.
fn variable() -> impl Strategy<Value = Variable> {
    let words = (label(), label(), label());
    let codes = (proptest::bool::ANY, 0..4_usize, state(), proptest::bool::ANY);
    ("[a-z][A-Za-z0-9_]{0,30}", words, kind(), measure(), codes, state()).prop_map(
        |(name, (label, question, universe), kind, measure, (answers, missing, state, range), blank)| {
            let value = |code: u8| match kind {
                Kind::Text => microdata::Value::Text(format!("code{code}")),
                _ => microdata::Value::Number(code.into()),
            };
            let categories = if answers { 1..4_u8 } else { 0..0 };
            let missing = if range { missing.min(1) } else { missing };
            let range = MissingRange { low: Some(90.0), high: None, state };
            Variable {
                categories: categories
                    .map(|code| Category::new(value(code), format!("{label}{code}")))
                    .collect(),
                missing: Missing {
                    codes: (0..missing as u8)
                        .map(|code| MissingCode { state, ..MissingCode::new(value(7 + code), label.clone()) })
                        .collect(),
                    range: (missing < 2 && kind != Kind::Text).then_some(range),
                },
                label,
                question,
                universe,
                kind,
                measure,
                blank,
                ..Variable::number(name)
            }
        },
    )
}

fn column(kind: Kind, rows: usize) -> BoxedStrategy<Column> {
    let blank = || Just(f64::NAN);
    let numbers =
        |cells: BoxedStrategy<f64>| proptest::collection::vec(cells, rows).prop_map(Column::Numbers).boxed();
    let whole = |low: i32, high: i32| (low..high).prop_map(f64::from);
    match kind {
        Kind::Text => {
            let texts = prop_oneof![
                Just(None),
                "[a-zä€,;\"\n]{1,12}[a-z]".prop_map(Some),
                ("[a-zß]{3}", 1..1200_usize).prop_map(|(text, times)| Some(text.repeat(times))),
            ];
            proptest::collection::vec(texts, rows).prop_map(Column::Texts).boxed()
        }
        Kind::Date => numbers(prop_oneof![blank(), whole(-100_000, 100_000)].boxed()),
        Kind::DateTime => numbers(prop_oneof![blank(), whole(-1_000_000_000, 2_000_000_000)].boxed()),
        Kind::Time => numbers(prop_oneof![blank(), whole(0, 400_000)].boxed()),
        Kind::Number { .. } => {
            let float = prop_oneof![-1e12..1e12, -1.0..1.0, Just(0.0)];
            numbers(prop_oneof![blank(), whole(-3, 110), whole(-70_000, 70_000), float].boxed())
        }
    }
}

fn data() -> impl Strategy<Value = Memory> {
    (proptest::collection::vec(variable(), 1..6), 1..6_usize, label()).prop_flat_map(
        |(variables, rows, title)| {
            let mut variables = variables;
            let names = variables.iter_mut().enumerate();
            names.for_each(|(at, variable)| {
                variable.name = format!("{}{at}", &variable.name[..variable.name.len().min(25)])
            });
            let columns: Vec<_> = variables.iter().map(|variable| column(variable.kind, rows)).collect();
            let dictionary = Dictionary { title, variables, ..Dictionary::default() };
            columns.prop_map(move |columns| Memory::new(dictionary.clone(), vec![Chunk { columns }]).unwrap())
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn system_files(data in data(), zlib in proptest::bool::ANY) {
        let compression = if zlib { sav::Compression::Zlib } else { sav::Compression::Bytecode };
        let (bytes, lost) = to_sav(&data, compression).unwrap();
        prop_assert_eq!(lost, Vec::<String>::new());
        let mut back = read_sav(&bytes);
        prop_assert_eq!(back.dictionary(), data.dictionary());
        prop_assert_eq!(all(&mut back), all(&mut data.clone()));
        prop_assert!(back.faults().is_empty());
    }

    #[test]
    fn csv_with_its_codebook(data in data()) {
        let mut back = read_csv(to_csv(&data).unwrap(), data.dictionary());
        prop_assert_eq!(all(&mut back), all(&mut data.clone()));
        prop_assert!(back.faults().is_empty());
    }

    /// The codes of what is missing change, as Stata has none; everything else is the same.
    #[test]
    fn stata_files(data in data()) {
        let (bytes, _) = to_dta(&data).unwrap();
        let mut back = dta::Reader::new(Cursor::new(bytes)).unwrap();
        prop_assert_eq!(back.dictionary().variables.len(), data.dictionary().variables.len());
        let (found, expected) = (all(&mut back), all(&mut data.clone()));
        let dictionaries = back.dictionary().variables.iter().zip(&data.dictionary().variables);
        for ((new, old), (found, expected)) in dictionaries.zip(found.columns.iter().zip(&expected.columns)) {
            prop_assert_eq!(&new.name, &old.name);
            prop_assert_eq!(&new.label, &old.label);
            // Milliseconds are too many for a label.
            if !old.is_text() && old.kind != Kind::DateTime {
                prop_assert_eq!(&new.categories, &old.categories);
            }
            match (found, expected) {
                (Column::Texts(found), Column::Texts(expected)) => prop_assert_eq!(found, expected),
                (Column::Numbers(found), Column::Numbers(expected)) => {
                    for (new_code, code) in found.iter().zip(expected) {
                        let missing = old.missing.codes.iter().any(|one| one.value.number() == Some(*code));
                        let fine = if missing { new.state_of_number(*new_code) == State::NotAnswered } else { new_code == code };
                        prop_assert!(fine, "a cell changed");
                    }
                }
                _ => prop_assert!(false, "a column changed its type"),
            }
        }
    }
}
