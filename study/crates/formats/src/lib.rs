//! Survey data in the formats of others.
//!
//! Each format is a module with a `Reader` ([`microdata::Rows`]) and a `Writer` ([`microdata::WriteRows`]); both hold one chunk
//! of rows. [`ddi`] only writes. [`mapping`] renames and declares, [`checks`] looks for what is odd.
//!
//! ```
//! use formats::{csv, sav, Shape};
//! use microdata::{Error, Rows};
//! use std::io::Cursor;
//!
//! # fn main() -> Result<(), Error> {
//! let table = Cursor::new(&b"person,age\n1,34\n2,NA\n"[..]);
//! let shape = Shape::measure(&mut csv::Reader::new(table.clone(), csv::Options::default())?)?;
//! let mut rows = csv::Reader::new(table, csv::Options::default())?;
//! let mut file = Cursor::new(Vec::new());
//! let dictionary = rows.dictionary().clone();
//! let writer = sav::Writer::new(&mut file, dictionary, &shape, sav::Compression::Bytecode)?;
//! let lost = formats::copy(&mut rows, Box::new(writer))?;
//! assert!(lost.is_empty());
//! # Ok(())
//! # }
//! ```

pub mod checks;
pub mod codebook;
pub mod csv;
mod dates;
pub mod ddi;
pub mod dta;
mod input;
pub mod mapping;
mod names;
pub mod sav;
mod shape;
pub mod surveyjs;

pub use shape::{ColumnShape, Shape};

use microdata::{Error, Lost, Rows, WriteRows};

/// Labels of values of all variables together. Few bytes of a file can give many labels to many variables.
const MOST_LABELS: usize = 2_000_000;

fn too_many_labels() -> Error {
    Error::new(format!("at most {MOST_LABELS} labels of values are read")).hint("the file is damaged")
}

/// Bytes of text after which a chunk is handed over, however few rows it has.
const MOST_TEXT: usize = 16 << 20;

/// Reads all rows and writes them; gives back what the format could not hold.
///
/// # Errors
/// Those of reading and writing.
pub fn copy(rows: &mut dyn Rows, mut writer: Box<dyn WriteRows + '_>) -> Result<Lost, Error> {
    while let Some(chunk) = rows.next()? {
        writer.write(&chunk)?;
    }
    writer.finish()
}
