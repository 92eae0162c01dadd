//! What can be wrong with a file or with what is asked of it. Messages hold names of columns and files, never a value.

use std::path::PathBuf;

use survey::SurveyError;

/// Why nothing could be worked out or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// A file cannot be opened, read or written.
    #[error("cannot {doing} `{}`: {reason}", path.display())]
    File { doing: &'static str, path: PathBuf, reason: String },
    /// No file was named.
    #[error("no file of answers was named")]
    NoFiles,
    /// A column that a file does not hold.
    #[error("`{}` has no column `{column}`\n  found: {columns} columns\nhint: column names are told apart by case", path.display())]
    NoColumn { path: PathBuf, column: String, columns: usize },
    /// A column of another type than what it is used for.
    #[error("column `{column}` of `{}` holds {found}, expected {expected} for {used}", path.display())]
    WrongType { path: PathBuf, column: String, used: &'static str, found: String, expected: &'static str },
    /// Rows whose weight cannot be used.
    #[error(
        "column `{column}`: weights that are {what}: {rows} in all, the first in row {row} of `{}`\nhint: leave such rows out, or give them weight 0",
        path.display()
    )]
    Weights { column: String, rows: u64, what: &'static str, row: u64, path: PathBuf },
    /// Rows that do not say where they belong in the sample.
    #[error(
        "column `{column}`: rows without a {what}: {rows} in all, the first is row {row} of `{}`\nhint: every row of a sample lies in a stratum and a unit",
        path.display()
    )]
    Unplaced { column: String, rows: u64, what: &'static str, row: u64, path: PathBuf },
    /// What the sample cannot give.
    #[error("{what}: {source}")]
    Survey { what: String, source: SurveyError },
    /// A request that contradicts itself.
    #[error("{what}: found {found}, expected {expected}")]
    Request { what: String, found: String, expected: &'static str },
    /// Something went wrong inside the engine.
    #[error("the engine failed while it {doing}: {reason}")]
    Engine { doing: &'static str, reason: String },
}
