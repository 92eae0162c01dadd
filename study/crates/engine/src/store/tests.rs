//! What is written is read again, whole or not at all, and messages say what and where.

use std::path::PathBuf;

use proptest::prelude::*;

use super::{Column, File, Stored, Values, Writer};
use crate::Kind;

fn column(name: &str, stored: Stored) -> Column {
    Column { name: name.into(), stored }
}

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.parquet");
    (folder, path)
}

fn files_in(folder: &tempfile::TempDir) -> usize {
    std::fs::read_dir(folder.path()).unwrap().count()
}

/// Numbers that a column of that width can hold, and none.
fn numbers(stored: Stored) -> BoxedStrategy<f64> {
    let whole = |least: i32, most: i32| (least..=most).prop_map(f64::from).boxed();
    let values = match stored {
        Stored::Int8 => whole(i32::from(i8::MIN), i32::from(i8::MAX)),
        Stored::Int16 => whole(i32::from(i16::MIN), i32::from(i16::MAX)),
        Stored::Int32 => whole(i32::MIN, i32::MAX),
        _ => (-1e300..1e300).boxed(),
    };
    prop_oneof![4 => values, 1 => Just(f64::NAN)].boxed()
}

fn values(stored: Stored, rows: usize) -> BoxedStrategy<Values> {
    match stored {
        Stored::Text => {
            prop::collection::vec(prop::option::of(".{0,20}"), rows).prop_map(Values::Texts).boxed()
        }
        _ => prop::collection::vec(numbers(stored), rows).prop_map(Values::Numbers).boxed(),
    }
}

const ALL: [Stored; 5] = [Stored::Double, Stored::Int8, Stored::Int16, Stored::Int32, Stored::Text];

fn chunk() -> impl Strategy<Value = Vec<Values>> {
    (0_usize..40).prop_flat_map(|rows| ALL.map(|stored| values(stored, rows)).to_vec())
}

fn same(a: &Values, b: &Values) -> bool {
    match (a, b) {
        (Values::Numbers(a), Values::Numbers(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a == b || (a.is_nan() && b.is_nan()))
        }
        (a, b) => a == b,
    }
}

fn joined(chunks: impl IntoIterator<Item = Vec<Values>>) -> Vec<Values> {
    let mut all: Vec<Values> = Vec::new();
    for chunk in chunks {
        if all.is_empty() {
            all = chunk;
            continue;
        }
        for (all, values) in all.iter_mut().zip(chunk) {
            match (all, values) {
                (Values::Numbers(all), Values::Numbers(values)) => all.extend(values),
                (Values::Texts(all), Values::Texts(values)) => all.extend(values),
                _ => panic!("a column changed its kind"),
            }
        }
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_written_is_read(chunks in prop::collection::vec(chunk(), 1..4), at_once in 1_usize..30) {
        let (_folder, path) = folder();
        let columns: Vec<Column> =
            ALL.iter().enumerate().map(|(number, stored)| column(&format!("c {number}"), *stored)).collect();
        let mut writer = Writer::create(&path, &columns, "{\"a\": \"ä\"}").unwrap();
        chunks.iter().for_each(|chunk| writer.write(chunk.clone()).unwrap());
        let rows = writer.finish().unwrap();
        let file = File::open(&path).unwrap();
        prop_assert_eq!(file.rows(), rows);
        prop_assert_eq!(file.note(), Some("{\"a\": \"ä\"}"));
        let kinds: Vec<Kind> = file.columns().into_iter().map(|(_, kind)| kind).collect();
        prop_assert_eq!(kinds, [Kind::Number, Kind::Number, Kind::Number, Kind::Number, Kind::Text]);
        // Asked in another order than they lie in the file.
        let names: Vec<String> = columns.iter().rev().map(|column| column.name.clone()).collect();
        let read = joined(file.chunks(&names, at_once).unwrap().map(Result::unwrap));
        let written = joined(chunks);
        for (read, written) in read.iter().rev().zip(&written) {
            prop_assert!(same(read, written), "{read:?} and {written:?}");
        }
    }
}

#[test]
fn nothing_is_left_of_a_file_that_was_not_finished() {
    let (folder, path) = folder();
    let mut writer = Writer::create(&path, &[column("a", Stored::Double)], "").unwrap();
    writer.write(vec![Values::Numbers(vec![1.0])]).unwrap();
    assert!(!path.exists());
    drop(writer);
    assert_eq!(files_in(&folder), 0);
}

#[test]
fn a_file_that_is_there_is_not_written_over() {
    let (folder, path) = folder();
    let columns = [column("a", Stored::Double)];
    let late = Writer::create(&path, &columns, "").unwrap();
    Writer::create(&path, &columns, "first").unwrap().finish().unwrap();
    assert!(Writer::create(&path, &columns, "").is_err());
    assert!(late.finish().is_err());
    assert_eq!((File::open(&path).unwrap().note(), files_in(&folder)), (Some("first"), 1));
}

/// A message without the name of the folder, which is another each time.
fn message(error: &crate::EngineError, folder: &tempfile::TempDir) -> String {
    error.to_string().replace(&folder.path().display().to_string(), "FOLDER")
}

#[test]
fn messages_say_what_and_where() {
    let (folder, path) = folder();
    let columns = [column("a", Stored::Int8), column("b", Stored::Text)];
    let numbers = |value: f64| Values::Numbers(vec![1.0, value]);
    let texts = || Values::Texts(vec![None, Some("secret".into())]);
    let mut writer = Writer::create(&path, &columns, "").unwrap();
    writer.write(vec![numbers(2.0), texts()]).unwrap();
    let mut said = vec![
        writer.write(vec![numbers(1234.0), texts()]).unwrap_err(),
        writer.write(vec![numbers(1.5), texts()]).unwrap_err(),
        writer.write(vec![texts(), texts()]).unwrap_err(),
        writer.write(vec![numbers(1.0)]).unwrap_err(),
        Writer::create(&path, &[], "").unwrap_err(),
        Writer::create(&path, &[columns[0].clone(), columns[0].clone()], "").unwrap_err(),
        Writer::create(&folder.path().join("none/a.parquet"), &columns, "").unwrap_err(),
    ];
    writer.finish().unwrap();
    said.push(Writer::create(&path, &columns, "").unwrap_err());
    said.push(File::open(&folder.path().join("none.parquet")).unwrap_err());
    let broken = folder.path().join("broken.parquet");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes.truncate(bytes.len() / 2);
    std::fs::write(&broken, bytes).unwrap();
    said.push(File::open(&broken).unwrap_err());
    said.push(File::open(&path).unwrap().chunks(&["c".into()], 10).err().unwrap());
    let said: Vec<String> = said.iter().map(|error| message(error, &folder)).collect();
    insta::assert_snapshot!(said.join("\n\n"));
}
