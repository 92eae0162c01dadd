//! Takes withdrawn donors out of tables, and names the files that they cannot be taken out of.

use std::collections::{BTreeSet, VecDeque};
use std::fs::File;
use std::io::{self, BufReader, Read as _};
use std::path::{Path, PathBuf};

use donations::{FILE, Theirs, Withdrawn, without};
use microdata::Rows;

use crate::arguments::Input;
use crate::dataset::{Dataset, Format};
use crate::failure::{Done, Failure};
use crate::save;

use super::LOCK;

/// Hashes of the names that stand in tables beside a code of the list. What cannot be read is told by [`take_out`].
pub fn names(paths: &[PathBuf], list: &Withdrawn) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut look = |path: &Path| -> Result<(), Failure> {
        let mut rows = Dataset::new(&Input::of(path))?.open()?;
        let Some(theirs) = Theirs::new(list, rows.dictionary()) else { return Ok(()) };
        while let Some(chunk) = rows.next()? {
            names.extend(theirs.names(&chunk));
        }
        Ok(())
    };
    for path in paths.iter().filter(|path| is_table(path)) {
        let _ = look(path);
    }
    names
}

/// Writes every table anew that holds somebody of the list, and warns of other files that do.
///
/// # Errors
/// When a table cannot be written.
pub fn take_out(paths: &[PathBuf], list: &Withdrawn, done: &mut Done) -> Result<(), Failure> {
    let mut changed = false;
    for path in paths.iter().filter(|path| !path.ends_with(FILE) && !path.ends_with(LOCK)) {
        if !is_table(path) {
            stays(path, list, done);
            continue;
        }
        match table_with(path, list) {
            // The hash may stand under another name than ours.
            Ok(None) => {
                stays(path, list, done);
            }
            Ok(Some(dataset)) => {
                let mut rows = || Ok(without(dataset.open()? as Box<dyn Rows>, list));
                save::rows(&mut rows, path, true)?;
                done.said.push(format!("took the donor out of {}", path.display()));
                changed = true;
            }
            Err(problem) => done.warned.push(format!(
                "`{}` was left as it is ({problem}): see yourself whether the donor is in it",
                path.display()
            )),
        }
    }
    if changed {
        done.warned
            .push("reports and tables that were made before still count the donor: make them anew".into());
    }
    Ok(())
}

/// Warns if a file that is not written anew holds the hash of a code, or cannot be looked into. True if it warned.
pub fn stays(path: &Path, list: &Withdrawn, done: &mut Done) -> bool {
    let codes: Vec<String> =
        list.donor.iter().flat_map(|entry| &entry.codes).map(ToString::to_string).collect();
    let warning = match mentions(path, &codes) {
        Ok(false) => return false,
        Ok(true) => {
            format!("`{}` holds the donor and cannot be rewritten: delete it or make it anew", path.display())
        }
        Err(error) => format!(
            "`{}` cannot be read ({}): see yourself whether the donor is in it",
            path.display(),
            error.kind()
        ),
    };
    done.warned.push(warning);
    true
}

/// Whether a file is of a form that is read and written anew. Results of SurveyJS are not: whatever else they hold would be lost.
fn is_table(path: &Path) -> bool {
    match Format::of(path) {
        Ok(Format::Parquet | Format::Csv | Format::Sav | Format::Zsav | Format::Dta) => true,
        Ok(Format::SurveyJs | Format::Ddi) | Err(_) => false,
    }
}

/// A table, if it holds somebody of the list. It is read to its end: one with rows that cannot be read is not written anew, which
/// would lose them.
fn table_with(path: &Path, list: &Withdrawn) -> Result<Option<Dataset>, Failure> {
    let dataset = Dataset::new(&Input::of(path))?;
    let mut rows = dataset.open()?;
    let Some(theirs) = Theirs::new(list, rows.dictionary()) else { return Ok(None) };
    let mut holds = false;
    while let Some(chunk) = rows.next()? {
        holds |= theirs.rows(&chunk).contains(&true);
    }
    match rows.faults().rows {
        0 => Ok(holds.then_some(dataset)),
        lost => Err(Failure::new(format!("{lost} rows cannot be read"))),
    }
}

/// Hexadecimal digits of a hash.
const DIGITS: usize = 64;

/// Whether one of these hashes stands anywhere in a file, whatever the file is.
fn mentions(path: &Path, hashes: &[String]) -> io::Result<bool> {
    let mut last = VecDeque::with_capacity(DIGITS + 1);
    for byte in BufReader::new(File::open(path)?).bytes() {
        let byte = byte?;
        if !byte.is_ascii_hexdigit() {
            last.clear();
            continue;
        }
        last.push_back(byte.to_ascii_lowercase());
        if last.len() > DIGITS {
            last.pop_front();
        }
        if last.len() == DIGITS && hashes.iter().any(|hash| hash.bytes().eq(last.iter().copied())) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_found_wherever_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let hash = "0123456789abcdef".repeat(4);
        for (text, expected) in [
            (hash.clone(), true),
            (format!("{{\"code\":\"{hash}\"}}"), true),
            (format!("aaaa{}bbbb", hash.to_uppercase()), true),
            (format!("{}{hash}", "z".repeat(70_000)), true),
            (hash[1..].to_owned(), false),
            (format!("{} {}", &hash[..32], &hash[32..]), false),
            (String::new(), false),
        ] {
            let path = folder.path().join("file");
            std::fs::write(&path, &text).unwrap();
            assert_eq!(mentions(&path, &["f".repeat(64), hash.clone()]).unwrap(), expected, "{text:.90}");
        }
    }
}
