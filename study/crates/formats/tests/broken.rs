//! Broken files: a message that says where and what, and never a panic.

#![allow(clippy::unwrap_used, clippy::too_many_lines)] // helpers of tests, and a table of everything

mod common;

use std::io::{BufReader, Cursor};
use std::path::Path;

use common::{sample, to_dta, to_sav};
use formats::{csv, dta, sav};
use microdata::{Error, Rows};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name)).unwrap()
}

/// Reads everything: rows, rows left out and what was said, or the error.
fn told<R: Rows>(reader: Result<R, Error>) -> String {
    let mut rows = 0;
    let read = reader.and_then(|mut reader| {
        while let Some(chunk) = reader.next()? {
            chunk.check(reader.dictionary())?;
            rows += chunk.rows();
        }
        Ok(reader.faults().clone())
    });
    match read {
        Ok(faults) => {
            let said: String = faults.said.iter().map(|line| format!("\n  {line}")).collect();
            format!("{rows} rows, {} left out{said}", faults.rows)
        }
        Err(error) => format!("{rows} rows, then an error: {error}"),
    }
}

fn read_sav(bytes: &[u8]) -> String {
    told(sav::Reader::new(BufReader::new(bytes)))
}

fn read_dta(bytes: &[u8]) -> String {
    told(dta::Reader::new(Cursor::new(bytes)))
}

fn read_csv(text: &[u8]) -> String {
    told(csv::Reader::new(Cursor::new(text), csv::Options::default()))
}

/// The file with other bytes at a place.
fn with(mut bytes: Vec<u8>, at: usize, new: &[u8]) -> Vec<u8> {
    bytes[at..at + new.len()].copy_from_slice(new);
    bytes
}

#[test]
fn system_files() {
    let whole = || fixture("bytecode.sav");
    let labels = whole().windows(8).position(|bytes| bytes == [3, 0, 0, 0, 5, 0, 0, 0]).unwrap();
    let rows = [7, 0, 0, 0, 16, 0, 0, 0, 8, 0, 0, 0, 2, 0, 0, 0];
    let rows = whole().windows(16).position(|bytes| bytes == rows).unwrap() + 16 + 8;
    let blocks = fixture("zlib.zsav");
    let cases = [
        ("empty", vec![]),
        ("another file", b"PK\x03\x04 and so on".to_vec()),
        ("cut in the header", whole()[..100].to_vec()),
        ("cut in the dictionary", whole()[..600].to_vec()),
        ("cut in the rows", whole()[..whole().len() - 300].to_vec()),
        ("unknown record", with(whole(), 176, &[77])),
        ("a width below -1", with(whole(), 180, &(-7_i32).to_le_bytes())),
        ("more missing values than there are", with(whole(), 188, &[9])),
        ("labels without end", with(whole(), labels + 4, &i32::MAX.to_le_bytes())),
        ("a negative count", with(whole(), labels + 4, &(-1_i32).to_le_bytes())),
        ("other number of rows", with(with(whole(), 80, &[99]), rows, &[99])),
        ("a block that is no zlib", with(blocks.clone(), blocks.len() - 200, &[0; 100])),
        ("cut in the blocks", blocks[..blocks.len() - 150].to_vec()),
    ];
    let lines = cases.map(|(what, bytes)| format!("{what}: {}", read_sav(&bytes)));
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn stata_files() {
    let whole = || fixture("release118.dta");
    let find = |tag: &[u8]| whole().windows(tag.len()).position(|bytes| bytes == tag).unwrap() + tag.len();
    let (count, rows, labels) = (find(b"<K>"), find(b"<N>"), find(b"<lbl>"));
    let cases = [
        ("empty", vec![]),
        ("an old release", with(whole(), find(b"<release>"), b"115")),
        ("no byte order", with(whole(), find(b"<byteorder>"), b"XXX")),
        ("more variables than there are", with(whole(), count, &[0xff, 0xff])),
        ("more rows than there are", with(whole(), rows, &u64::MAX.to_le_bytes())),
        ("another type", with(whole(), find(b"<variable_types>"), &[0, 0])),
        ("labels without end", with(whole(), labels, &i32::MAX.to_le_bytes())),
        ("a table of labels that points outside", with(whole(), labels + 4 + 129 + 3, &[200])),
        ("cut in the rows", whole()[..whole().len() / 2].to_vec()),
    ];
    let lines = cases.map(|(what, bytes)| format!("{what}: {}", read_dta(&bytes)));
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn csv_files() {
    let rows = |bad: &str| {
        format!("id,age,land\n{}{bad}\n{}", "1,34,DE\n".repeat(1500), "2,35,\"F R\"\n".repeat(500))
    };
    let cases = [
        ("empty", String::new()),
        ("names alone", "a,b\n".into()),
        ("two of one name", "a,b,a\n1,2,3\n".into()),
        ("a field too many", rows("7,8,9,10")),
        ("a field too few", rows("7")),
        ("a word among numbers", rows("7,old,DE")),
        ("a quote that is lost", rows("7,8,\"DE")),
        ("a quote that is lost at the end", "a,b\n1,2\n3,\"4".into()),
        ("lines in a text", rows("7,8,\"D\nE\"")),
        ("lines in the last text, without a line break", "a,b\n1,\"x\ny\"".into()),
        ("line breaks of old", "a,b\r1,2\r3,4\r\r5,\"6\r7\"\r".into()),
        ("semicolons and commas", "a;b\n1,5;2\n-0,25;x\n".into()),
        ("names of rows as R writes them", "\"\",\"x\"\n\"1\",NA\n\"2\",3\n".into()),
        ("telephone numbers and ids", "phone,id,zip\n+49301234,12345678901234567,01067\n".into()),
    ];
    let mut lines = cases.map(|(what, text)| format!("{what}: {}", read_csv(text.as_bytes()))).to_vec();
    lines.push(format!("not UTF-8: {}", read_csv(b"a,b\n1,x\n2,\xff\xfe\n3,z\n")));
    lines.push(format!("UTF-16: {}", read_csv(b"\xff\xfea\0,\0b\0")));
    lines.push(format!(
        "one line without end: {}",
        read_csv(&[&b"a,b\n1,2\n"[..], &vec![b'x'; 3 << 20], b"\n3,4\n"].concat())
    ));
    insta::assert_snapshot!(lines.join("\n"));
}

/// Types and blanks that a first pass finds.
#[test]
fn csv_types() {
    let text = "\u{feff}n;d;t;c;w;x\r\n1,50;2024-02-29;2024-02-29T18:30:00;18:30;NA;a\r\n;;;;2;\"b; c\"\r\n";
    let mut reader = csv::Reader::new(Cursor::new(text), csv::Options::default()).unwrap();
    insta::assert_snapshot!(common::dump(&mut reader));
}

/// Every beginning of a file, and every byte of it changed: no panic, no endless reading.
#[test]
fn damage_anywhere_is_survived() {
    let (sav, dta) = (to_sav(&sample(), sav::Compression::Bytecode).unwrap().0, to_dta(&sample()).unwrap().0);
    for at in 0..sav.len().min(6000) {
        read_sav(&sav[..at]);
        read_sav(&with(sav.clone(), at, &[sav[at] ^ 0xff]));
    }
    for at in (0..dta.len()).step_by(3) {
        read_dta(&dta[..at]);
        read_dta(&with(dta.clone(), at, &[dta[at] ^ 0xff]));
    }
}
