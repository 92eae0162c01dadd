//! Tables of real surveys, which lie beside the project (`../shared/reference/data`): read, written, read again.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, clippy::print_stdout, clippy::too_many_lines)] // a test that reads files and says what is skipped

mod common;

use std::io::{BufReader, Cursor};
use std::path::{Path, PathBuf};

use common::{all, to_dta, to_sav};
use formats::{csv, dta, sav};
use microdata::{Chunk, Column, Memory, Rows};

/// The folder, if it is there; else a mark that the test was skipped, which `cargo xtask test` counts.
fn data(test: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(3).unwrap();
    let folder = root.parent().unwrap().join("shared/reference/data");
    if folder.is_dir() {
        return Some(folder);
    }
    let required = std::env::var_os("PARASOCIAL_SHARED").is_some_and(|value| value == "required");
    assert!(!required, "`{test}` needs ../shared/reference, and PARASOCIAL_SHARED=required");
    println!("skipped: {test}");
    let marks = root.join("target/skipped-tests");
    let _ = std::fs::create_dir_all(&marks).and_then(|()| std::fs::write(marks.join(test), ""));
    None
}

/// SPSS fills texts with blanks, so it knows none at their ends.
fn trimmed(chunk: &Chunk) -> Chunk {
    let text = |text: &Option<String>| {
        text.as_deref().map(|text| text.trim_end_matches(' ').to_owned()).filter(|text| !text.is_empty())
    };
    let columns = chunk.columns.iter().map(|column| match column {
        Column::Texts(texts) => Column::Texts(texts.iter().map(text).collect()),
        numbers => numbers.clone(),
    });
    Chunk { columns: columns.collect() }
}

#[test]
fn tables_of_real_surveys_come_back() {
    let Some(folder) = data("tables_of_real_surveys_come_back") else { return };
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|end| end == "csv"));
    assert!(!files.is_empty());
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let lines = ::csv::Reader::from_reader(&bytes[..]).into_records().count();
        let mut reader = csv::Reader::new(Cursor::new(bytes), csv::Options::default()).unwrap();
        let dictionary = reader.dictionary().clone();
        let mut chunks = Vec::new();
        while let Some(chunk) = reader.next().unwrap() {
            chunks.push(chunk);
        }
        assert_eq!(reader.faults().rows, 0, "{name}: {:?}", reader.faults().said);
        let memory = Memory::new(dictionary, chunks).unwrap();
        let whole = all(&mut memory.clone());
        assert_eq!(whole.rows(), lines, "{name}");
        for compression in [sav::Compression::Bytecode, sav::Compression::Zlib] {
            let (file, lost) = to_sav(&memory, compression).unwrap();
            let mut back = sav::Reader::new(BufReader::new(&file[..])).unwrap();
            // One table has an `Nh` and an `nh`, which are one name to SPSS.
            assert!(lost.iter().all(|line| line.contains("is not a name here")), "{name}: {lost:?}");
            if lost.is_empty() {
                assert_eq!(back.dictionary(), memory.dictionary(), "{name}");
            }
            assert!(all(&mut back) == trimmed(&whole), "{name}");
        }
        let (file, _) = to_dta(&memory).unwrap();
        assert!(all(&mut dta::Reader::new(Cursor::new(file)).unwrap()) == whole, "{name}");
    }
}
