//! The files of the folder `data/`, as bytes inside the program.
//!
//! Everything a person may want to change without reading Rust is a file there: rules, lexicons, weights,
//! thresholds. Each owning crate parses its own; this one only hands them out. `--data DIR` puts files of the
//! person's own in the place of ours, one by one.
//!
//! **Invariants.** Knows no format and no crate of the project. Reads no file when it runs: `host` does, and hands
//! the bytes in.
//!
//! ```
//! let data = data::Data::builtin().with("closeness.toml", b"# mine".to_vec());
//! assert_eq!(data.get("closeness.toml"), Some(&b"# mine"[..]));
//! ```

use std::collections::BTreeMap;

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The data files: ours, with a person's own in their place where given.
#[derive(Debug, Clone, Default)]
pub struct Data {
    own: BTreeMap<String, Vec<u8>>,
}

impl Data {
    /// The files that come with the program.
    pub fn builtin() -> Self {
        Self::default()
    }

    /// The same, with one file replaced or added. `path` is relative to `data/`, with `/` between its parts.
    pub fn with(mut self, path: impl Into<String>, bytes: Vec<u8>) -> Self {
        self.own.insert(path.into(), bytes);
        self
    }

    /// One file's bytes.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.own.get(path).map(Vec::as_slice).or_else(|| builtin(path))
    }

    /// The paths that begin with `prefix`, in order.
    pub fn list(&self, prefix: &str) -> Vec<&str> {
        let ours = FILES.iter().map(|(path, _)| *path);
        let mut paths: Vec<&str> =
            ours.chain(self.own.keys().map(String::as_str)).filter(|path| path.starts_with(prefix)).collect();
        paths.sort_unstable();
        paths.dedup();
        paths
    }

    /// Whether any file is a person's own.
    pub fn is_changed(&self) -> bool {
        !self.own.is_empty()
    }

    /// A number that changes with any byte of any file (64-bit FNV-1a over paths and contents), so that a report
    /// can say which rules and thresholds it was made with. Not meant to resist forgery.
    pub fn fingerprint(&self) -> u64 {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut feed = |bytes: &[u8]| {
            for &byte in bytes {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        for path in self.list("") {
            feed(path.as_bytes());
            feed(&[0]);
            feed(self.get(path).unwrap_or_default());
            feed(&[0]);
        }
        hash
    }
}

fn builtin(path: &str) -> Option<&'static [u8]> {
    let at = FILES.binary_search_by(|(known, _)| (*known).cmp(path)).ok()?;
    FILES.get(at).map(|(_, bytes)| *bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_so_that_searching_it_works() {
        assert!(FILES.is_sorted_by(|a, b| a.0 < b.0));
        for (path, bytes) in FILES {
            assert_eq!(builtin(path), Some(*bytes));
        }
    }

    #[test]
    fn an_own_file_replaces_ours_and_changes_the_fingerprint() {
        let ours = Data::builtin();
        let mine = Data::builtin().with("rules/own.toml", b"x".to_vec());
        assert!(!ours.is_changed() && mine.is_changed());
        assert_eq!(mine.list("rules/own"), ["rules/own.toml"]);
        assert_ne!(ours.fingerprint(), mine.fingerprint());
    }
}
