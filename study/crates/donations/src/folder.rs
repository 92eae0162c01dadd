//! Decrypted bundles in a folder.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use donation::{Bundle, MOST_BYTES, ReadProblem, is_ours};

/// A bundle and where it lies.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub path: PathBuf,
    pub bundle: Bundle,
}

/// What lies in a folder and those below it.
#[derive(Debug, Default)]
pub struct Folder {
    /// In order of their paths.
    pub bundles: Vec<Found>,
    /// Files that begin as a bundle does, or are called like one, and are none: each with the reason.
    pub broken: Vec<(PathBuf, String)>,
    /// Sealed bundles, which nobody has opened yet.
    pub sealed: Vec<PathBuf>,
    /// All other files.
    pub others: Vec<PathBuf>,
}

impl Folder {
    /// Looks through a folder, or at one file. Links are not followed.
    ///
    /// # Errors
    /// When the folder itself cannot be listed.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut folder = Self::default();
        for file in files(path)? {
            folder.look_at(file);
        }
        Ok(folder)
    }

    fn look_at(&mut self, path: PathBuf) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if name.ends_with(donation::seal::ENDING) {
            self.sealed.push(path);
        } else if name.ends_with(".json") {
            match read(&path) {
                Ok(Content::Bundle(bundle)) => self.bundles.push(Found { path, bundle: *bundle }),
                Ok(Content::Other) => self.others.push(path),
                Ok(Content::Broken(problem)) => self.broken.push((path, problem.to_string())),
                Err(error) => self.broken.push((path, format!("cannot be read: {}", error.kind()))),
            }
        } else {
            self.others.push(path);
        }
    }
}

/// What a file of JSON is.
enum Content {
    Bundle(Box<Bundle>),
    Broken(ReadProblem),
    Other,
}

fn read(path: &Path) -> io::Result<Content> {
    let mut bytes = Vec::new();
    // One byte more than a bundle may have tells that there are too many.
    File::open(path)?.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes)?;
    if !is_ours(&bytes) {
        return Ok(Content::Other);
    }
    Ok(match Bundle::read(&bytes) {
        Ok(bundle) => Content::Bundle(Box::new(bundle)),
        Err(problem) => Content::Broken(problem),
    })
}

fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let (mut files, mut folders) = (Vec::new(), vec![path.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            match entry.file_type()? {
                kind if kind.is_dir() => folders.push(entry.path()),
                kind if kind.is_file() => files.push(entry.path()),
                _ => {}
            }
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::found;

    #[test]
    fn a_folder_is_sorted_into_bundles_and_what_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, bytes).unwrap();
        };
        let good = found("x", None, "2027-01-02", 1).bundle.to_json().unwrap();
        write("b.json", good.as_bytes());
        write("deep/a.json", good.as_bytes());
        write("cut.json", &good.as_bytes()[..good.len() / 2]);
        write("canary7f3a.json", good.replace("parasocial-donation/1", "parasocial-donation/9").as_bytes());
        write("answers.json", b"[]");
        write("sealed.parasocial.age", b"age");
        write("study.toml", b"");
        let read = Folder::read(folder.path()).unwrap();
        assert_eq!(read.bundles.len(), 2);
        assert_eq!((read.sealed.len(), read.others.len()), (1, 2));
        let said: Vec<&str> = read.broken.iter().map(|(_, problem)| problem.as_str()).collect();
        assert!(
            said[0].starts_with("JSON, and no bundle of the form parasocial-donation/1: line 2,"),
            "{said:?}"
        );
        assert!(said[1].starts_with("not JSON at line "), "{said:?}");
    }
}
