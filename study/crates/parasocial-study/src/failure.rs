//! How a command ends.

use std::fmt;
use std::path::Path;

/// It did what it could.
#[derive(Debug, Default)]
pub struct Done {
    /// Lines for stdout.
    pub said: Vec<String>,
    /// Lines for stderr: what was left out, what a format cannot hold.
    pub warned: Vec<String>,
    /// Rows that could not be read.
    pub lost_rows: u64,
    pub strict: bool,
}

impl Done {
    /// 0, or with `--strict` 3 if anything was left out.
    pub fn code(&self) -> u8 {
        if self.strict && (self.lost_rows > 0 || !self.warned.is_empty()) { 3 } else { 0 }
    }

    /// Takes over what a reader left out.
    pub fn faults(&mut self, faults: &microdata::Faults) {
        self.lost_rows += faults.rows;
        self.warned.extend(faults.said.iter().cloned());
        if faults.rows > 0 {
            self.warned.push(format!("{} rows could not be read and were left out", faults.rows));
        }
    }
}

/// It could not. The message is whole: what, where, what was expected, what to do.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }

    /// Something about a file.
    pub fn of(path: &Path, error: impl fmt::Display) -> Self {
        Self(format!("`{}`: {error}", path.display()))
    }

    /// A file that cannot be opened, read or written.
    pub fn io(what: &str, path: &Path, error: &std::io::Error) -> Self {
        Self(format!("cannot {what} `{}`: {}", path.display(), error.kind()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<microdata::Error> for Failure {
    fn from(error: microdata::Error) -> Self {
        Self(error.to_string())
    }
}
