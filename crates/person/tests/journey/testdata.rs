//! Small exports with what they become, side by side: `crates/sources/src/<platform>/testdata/<case>/`.
//!
//! `input/` is the export as a folder, `events.jsonl` what `parasocial events --all --others-text` prints of it,
//! `notes.txt` what is said beside it. `cargo xtask golden` writes both anew; read the difference before you commit it.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use archive::{Archive, Folder};

use crate::exports::lines;

/// A folder in memory.
struct InMemory {
    files: Vec<(String, u64)>,
    contents: Vec<Vec<u8>>,
}

impl Folder for InMemory {
    fn files(&self) -> &[(String, u64)] {
        &self.files
    }
    fn open(&self, index: usize) -> io::Result<Box<dyn Read + '_>> {
        Ok(Box::new(self.contents[index].as_slice()))
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap()) {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, std::fs::read(entry.path()).unwrap());
        }
    }
}

fn open(folder: &Path) -> Archive {
    let mut files = BTreeMap::new();
    collect(folder, "", &mut files);
    let listed = files.iter().map(|(name, bytes)| (name.clone(), bytes.len() as u64)).collect();
    Archive::folder("input", Box::new(InMemory { files: listed, contents: files.into_values().collect() }))
}

fn cases() -> Vec<PathBuf> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../sources/src");
    let platforms = std::fs::read_dir(sources).unwrap().map(|entry| entry.unwrap().path().join("testdata"));
    let mut cases: Vec<PathBuf> = platforms
        .filter(|folder| folder.is_dir())
        .flat_map(|folder| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()))
        .collect();
    cases.sort();
    cases
}

#[test]
fn every_case_becomes_what_stands_beside_it() {
    let rewrite = std::env::var_os("PARASOCIAL_GOLDEN").is_some();
    let cases = cases();
    assert!(!cases.is_empty());
    let mut differing = Vec::new();
    for case in cases {
        let (events, streamed) = lines(&[open(&case.join("input"))]);
        let refused = streamed.refused.iter().map(|refused| format!("error: {refused}\n"));
        let notes: String = refused.chain(streamed.notes.iter().map(|note| format!("{note}\n"))).collect();
        let events: String = events.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
        for (file, found) in [("events.jsonl", events), ("notes.txt", notes)] {
            let path = case.join(file);
            if rewrite {
                std::fs::write(&path, &found).unwrap();
            } else if std::fs::read_to_string(&path).unwrap_or_default() != found {
                differing.push(format!("{}\n{found}", path.display()));
            }
        }
    }
    assert!(differing.is_empty(), "`cargo xtask golden` accepts these:\n{}", differing.join("\n"));
}
