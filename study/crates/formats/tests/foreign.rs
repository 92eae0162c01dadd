//! Files that others wrote, and what others read in ours (`tests/foreign.py`).

#![allow(clippy::disallowed_methods, clippy::print_stdout)] // asks which Python to use, says what is skipped
#![allow(clippy::unwrap_used, clippy::too_many_lines)] // helpers of tests, and a table of everything

mod common;

use std::io::{BufReader, Cursor};
use std::path::{Path, PathBuf};
use std::process::Command;

use common::{dump, sample, to_dta, to_sav};
use formats::{dta, sav};

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

fn dump_file(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    if path.extension().is_some_and(|end| end == "dta") {
        dump(&mut dta::Reader::new(Cursor::new(bytes)).unwrap())
    } else {
        dump(&mut sav::Reader::new(BufReader::new(&bytes[..])).unwrap())
    }
}

/// Three ways of packing one table.
#[test]
fn system_files_of_readstat() {
    let all = ["plain.sav", "bytecode.sav", "zlib.zsav"].map(|name| dump_file(&fixtures().join(name)));
    insta::assert_snapshot!(all[0]);
    assert_eq!(all[0], all[1]);
    assert_eq!(all[0], all[2]);
}

/// The old release has no Unicode and is compared without texts.
#[test]
fn stata_files_of_readstat() {
    let all = ["release118.dta", "release119.dta"].map(|name| dump_file(&fixtures().join(name)));
    insta::assert_snapshot!(all[0]);
    assert_eq!(all[0], all[1]);
    let old = dump_file(&fixtures().join("release117.dta"));
    let head =
        |dump: &str| dump.lines().take_while(|line| !line.contains(" | ")).collect::<Vec<_>>().join("\n");
    assert_eq!(head(&old), head(&all[0]));
}

/// Runs the script; `None`, with a line that says so, where there is no Python with pyreadstat.
fn script(test: &str, arguments: &[&Path], command: &str) -> Option<String> {
    let python = std::env::var_os("PARASOCIAL_PYTHON").unwrap_or("python3".into());
    let there = Command::new(&python).args(["-c", "import pandas, pyreadstat"]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        println!("skipped: {test} (no Python with pandas and pyreadstat; set PARASOCIAL_PYTHON)");
        return None;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/foreign.py");
    let output = Command::new(python).arg(script).arg(command).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

/// The committed fixtures are still what ReadStat writes.
#[test]
fn readstat_writes_what_we_read() {
    let folder = tempfile::tempdir().unwrap();
    if script("readstat_writes_what_we_read", &[folder.path()], "make").is_none() {
        return;
    }
    for entry in std::fs::read_dir(fixtures()).unwrap() {
        let path = entry.unwrap().path();
        let new = folder.path().join(path.file_name().unwrap());
        assert_eq!(dump_file(&new), dump_file(&path), "{}", path.display());
    }
}

#[test]
fn readstat_reads_what_we_write() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("a.sav", to_sav(&sample(), sav::Compression::Bytecode).unwrap().0),
        ("a.zsav", to_sav(&sample(), sav::Compression::Zlib).unwrap().0),
        ("a.dta", to_dta(&sample()).unwrap().0),
    ];
    let paths: Vec<PathBuf> = files.iter().map(|(name, _)| folder.path().join(name)).collect();
    files.iter().zip(&paths).for_each(|((_, bytes), path)| std::fs::write(path, bytes).unwrap());
    let paths: Vec<&Path> = paths.iter().map(PathBuf::as_path).collect();
    let Some(found) = script("readstat_reads_what_we_write", &paths, "read") else { return };
    let found: serde_json::Value = serde_json::from_str(&found).unwrap();
    assert_eq!(found[0], found[1]);
    insta::assert_snapshot!("sav", serde_json::to_string_pretty(&found[0]).unwrap());
    insta::assert_snapshot!("dta", serde_json::to_string_pretty(&found[2]).unwrap());
}
