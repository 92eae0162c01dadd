//! Reads a survey's file, and holds the result against what must be true of it:
//!
//! - a second reading gives the same, and so does one whose bytes come in small portions;
//! - what is held does not grow faster than what went in, but for one chunk of rows;
//! - the dictionary makes sense, chunks fit it and are not longer than they may be;
//! - no fault holds anything of what was read but names;
//! - it can be written as CSV, `.sav` and `.dta`, and what was written is read again, with as many rows.

use std::io::{BufReader, Cursor};

use formats::{Shape, codebook, csv, dta, sav, surveyjs};
use microdata::{Chunk, Column, Dictionary, Error, Faults, Memory, Rows};

use crate::chopped::Portions;
use crate::format::{BETWEEN, MARK};
use crate::memory;

/// More rows are not read: a few bytes of a `.zsav` unpack to millions.
const MOST_ROWS: usize = 30_000;

/// What a reading gave.
#[derive(Clone, PartialEq)]
struct Result {
    dictionary: Dictionary,
    chunks: Vec<Chunk>,
    faults: Faults,
    error: Option<String>,
}

pub fn try_on(format: &str, data: &[u8]) {
    // Two chunks of 4 million cells of up to 24 bytes, one of them as it grows.
    let most = (400 << 20) + 3000 * data.len();
    let Some(whole) = memory::within(most, format, || read(format, data, 0)) else { return };
    for portions in [0, 1 + (data.len() % 40) as u8] {
        let again = read(format, data, portions).map(comparable);
        assert!(again == Some(comparable(whole.clone())), "another reading gives something else");
    }
    told_without_words(&whole);
    written(whole);
}

/// NaN is not equal to itself.
fn comparable(mut result: Result) -> Result {
    for column in result.chunks.iter_mut().flat_map(|chunk| &mut chunk.columns) {
        if let Column::Numbers(numbers) = column {
            numbers.iter_mut().filter(|number| number.is_nan()).for_each(|number| *number = f64::INFINITY);
        }
    }
    result
}

/// `None` if it cannot be opened.
fn read(format: &str, data: &[u8], portions: u8) -> Option<Result> {
    let (first, second) = match data.windows(BETWEEN.len()).position(|bytes| bytes == BETWEEN) {
        Some(at) => (Some(&data[..at]), &data[at + BETWEEN.len()..]),
        None => (None, data),
    };
    match format {
        "sav" => rows(sav::Reader::new(BufReader::with_capacity(64, Portions::new(data, portions)))),
        "dta" => rows(dta::Reader::new(Portions::new(data, portions))),
        "csv" => rows(csv::Reader::new(Portions::new(data, portions), csv::Options::default())),
        _ => {
            let questionnaire = first.map(|bytes| String::from_utf8_lossy(bytes).into_owned());
            rows(surveyjs::Reader::new(Portions::new(second, portions), questionnaire.as_deref()))
        }
    }
}

fn rows<R: Rows>(reader: std::result::Result<R, Error>) -> Option<Result> {
    let mut reader = reader.ok()?;
    let dictionary = reader.dictionary().clone();
    dictionary.check().expect("a dictionary that makes sense");
    let (mut chunks, mut error, mut rows) = (Vec::new(), None, 0);
    while rows < MOST_ROWS {
        match reader.next() {
            Ok(Some(chunk)) => {
                chunk.check(&dictionary).expect("a chunk that fits");
                assert!((1..=Chunk::most_rows(&dictionary)).contains(&chunk.rows()), "a chunk of no size");
                rows += chunk.rows();
                // What is kept here is ours, not the reader's.
                if chunks.is_empty() {
                    chunks.push(chunk);
                }
            }
            Ok(None) => break,
            Err(problem) => {
                error = Some(problem.to_string());
                break;
            }
        }
    }
    Some(Result { dictionary, chunks, faults: reader.faults().clone(), error })
}

fn told_without_words(result: &Result) {
    assert!(result.faults.said.len() <= Faults::MOST, "too much is said");
    let names = codebook::to_json(&result.dictionary).expect("a dictionary that makes sense");
    if !names.contains(MARK) {
        let said = result.faults.said.iter().chain(&result.error).any(|line| line.contains(MARK));
        assert!(!said, "a message holds what was read");
    }
}

fn written(result: Result) {
    let most = Chunk::most_rows(&result.dictionary);
    let count: usize = result.chunks.iter().map(Chunk::rows).sum();
    if result.dictionary.variables.is_empty()
        || count * result.dictionary.variables.len() > 200_000
        || most < count
    {
        return;
    }
    let memory = Memory::new(result.dictionary.clone(), result.chunks).expect("chunks that fit");
    let shape = Shape::measure(&mut memory.clone()).expect("rows in memory");
    let json = codebook::to_json(&result.dictionary).expect("a dictionary that makes sense");
    let dictionary = codebook::from_json(&json).expect("a codebook of ours");
    assert!(dictionary == result.dictionary, "a codebook changed");

    let mut file = Cursor::new(Vec::new());
    let writer = sav::Writer::new(&mut file, dictionary.clone(), &shape, sav::Compression::Bytecode)
        .expect("a writer");
    formats::copy(&mut memory.clone(), Box::new(writer)).expect("memory takes everything");
    let bytes = file.into_inner();
    same_rows(rows(sav::Reader::new(BufReader::new(&bytes[..]))), count, "sav");

    let mut file = Cursor::new(Vec::new());
    let writer = dta::Writer::new(&mut file, dictionary.clone(), &shape).expect("a writer");
    formats::copy(&mut memory.clone(), Box::new(writer)).expect("memory takes everything");
    same_rows(rows(dta::Reader::new(Cursor::new(file.into_inner()))), count, "dta");

    let mut file = Vec::new();
    let writer = csv::Writer::new(&mut file, dictionary).expect("a writer");
    formats::copy(&mut memory.clone(), Box::new(writer)).expect("memory takes everything");
}

fn same_rows(result: Option<Result>, count: usize, format: &str) {
    let result = result.unwrap_or_else(|| panic!("a {format} file of ours cannot be opened"));
    let rows: usize = result.chunks.iter().map(Chunk::rows).sum();
    assert!(result.error.is_none() && rows == count, "a {format} file of ours gives other rows");
}
