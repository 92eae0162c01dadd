//! What went wrong, in the form in which the program prints it.

use std::fmt;

/// An error for a person: what and where, what was found, what to do.
///
/// Never holds a value of a respondent: a line, a column's name and a type say enough. Names of variables are the
/// study's own and may stand in it.
///
/// ```
/// let error = microdata::Error::new("line 7: expected a number in `age`").found("a text").hint("see `--keep-text`");
/// assert_eq!(error.to_string(), "line 7: expected a number in `age`\n  found: a text\nhint: see `--keep-text`");
/// ```
#[derive(Debug)]
pub struct Error {
    what: String,
    found: Option<String>,
    hint: Option<String>,
    source: Option<std::io::Error>,
}

impl Error {
    /// Lower case, no full stop, names the thing and what was expected.
    pub fn new(what: impl Into<String>) -> Error {
        Error { what: what.into(), found: None, hint: None, source: None }
    }

    /// What was there instead, by type.
    pub fn found(mut self, found: impl Into<String>) -> Error {
        self.found = Some(found.into());
        self
    }

    /// What to do.
    pub fn hint(mut self, hint: impl Into<String>) -> Error {
        self.hint = Some(hint.into());
        self
    }

    /// The first line, without what was found and without a hint.
    pub fn what(&self) -> &str {
        &self.what
    }

    /// The same error, said of a place: `place: what`.
    pub fn at(mut self, place: impl fmt::Display) -> Error {
        self.what = format!("{place}: {}", self.what);
        self
    }

    /// The error of the operating system behind it, if reading or writing itself failed.
    pub fn io(&self) -> Option<&std::io::Error> {
        self.source.as_ref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.what)?;
        if let Some(found) = &self.found {
            write!(out, "\n  found: {found}")?;
        }
        if let Some(hint) = &self.hint {
            write!(out, "\nhint: {hint}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|error| error as _)
    }
}

impl From<std::io::Error> for Error {
    /// The kind of the error only: its words may quote what was read.
    fn from(error: std::io::Error) -> Error {
        let what = match error.kind() {
            std::io::ErrorKind::UnexpectedEof => "the file ends too early".to_owned(),
            kind => format!("reading or writing failed: {kind}"),
        };
        Error { what, found: None, hint: None, source: Some(error) }
    }
}
