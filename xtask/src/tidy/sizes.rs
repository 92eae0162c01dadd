//! A file is one idea, with a first line that says which.

use std::path::Path;

/// Lines of a file without its tests.
const MOST_LINES: usize = 500;

/// Files that may be longer: lists of like things, never a procedure.
const LISTS: &[(&str, &str)] =
    &[("crates/sources/src/instagram/sections.rs", "the table of all files of an Instagram export")];

pub fn broken(_root: &Path, files: &[(String, String)]) -> Vec<String> {
    let mut broken = Vec::new();
    for (name, text) in files {
        let lines = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
        if lines > MOST_LINES && !name.contains("/tests") && !LISTS.iter().any(|(list, _)| list == name) {
            broken.push(format!("- {name} has {lines} lines before its tests: find the second idea in it and give that a file (most: {MOST_LINES})"));
        }
        if !text.starts_with("//!") {
            broken.push(format!("- {name} does not begin with `//!`: say in a line what it is for"));
        }
    }
    broken
}
