//! Data that lies beside the project and is not part of it: real sample files, labelled texts, reference results.
//!
//! Tests that need them are skipped where the folder is absent, as on a user's machine, and leave a mark, so that
//! `cargo xtask test` can say how many were skipped. With `PARASOCIAL_SHARED=required` a skip is a failure.

use std::path::{Path, PathBuf};

/// Where skipped tests leave their marks, below the project's folder.
const MARKS: &str = "target/skipped-tests";

/// The root of the project.
pub fn root() -> &'static Path {
    // This crate lies in a folder of the root.
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

/// The folder `../shared/<name>`, if it is there; else the test of that name is marked as skipped.
///
/// # Panics
/// When it is not there and `PARASOCIAL_SHARED=required` says that it has to be.
pub fn folder(name: &str, test: &str) -> Option<PathBuf> {
    let folder = root().parent()?.join("shared").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    let required = std::env::var_os("PARASOCIAL_SHARED").is_some_and(|value| value == "required");
    assert!(!required, "`{test}` needs ../shared/{name}, and PARASOCIAL_SHARED=required");
    skip(test);
    None
}

/// Marks a test as skipped.
pub fn skip(test: &str) {
    println!("skipped: {test}");
    let marks = root().join(MARKS);
    // A mark that cannot be left is a line less in a summary.
    let _ = std::fs::create_dir_all(&marks).and_then(|()| std::fs::write(marks.join(test), ""));
}

/// The tests that were skipped since the marks were last taken away.
pub fn skipped() -> Vec<String> {
    let entries = std::fs::read_dir(root().join(MARKS)).into_iter().flatten().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

/// Takes all marks away.
pub fn forget_skipped() {
    let _ = std::fs::remove_dir_all(root().join(MARKS));
}
