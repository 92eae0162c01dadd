//! Answers as Parquet files: written whole or not at all, read in chunks, with a note that travels in the file.

mod file;
mod read;
mod write;

pub use file::{Column, Stored};
pub use read::{Chunks, File};
pub use write::Writer;

/// The key under which a file carries the note that was written with it: the dictionary of a data set, as JSON.
pub const NOTE: &str = "parasocial:dictionary";

/// Some rows of one column.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// NaN for no value.
    Numbers(Vec<f64>),
    /// `None` for no value; empty text is a value.
    Texts(Vec<Option<String>>),
}

impl Values {
    /// How many rows.
    pub const fn len(&self) -> usize {
        match self {
            Self::Numbers(values) => values.len(),
            Self::Texts(values) => values.len(),
        }
    }

    /// Whether there is no row.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
mod tests;
