//! Writes a CSV file a chunk at a time.

use std::io::Write;

use microdata::{Chunk, Column, Dictionary, Error, Kind, Lost, WriteRows};

use super::numbers;
use crate::dates;

/// A CSV file being written: UTF-8, `,` between fields, codes and never labels, dates as ISO 8601, blanks as nothing. Labels
/// go into a codebook beside it ([`crate::codebook`]).
pub struct Writer<W: Write> {
    dictionary: Dictionary,
    out: csv::Writer<W>,
    lost: Lost,
}

impl<W: Write> Writer<W> {
    /// Writes the names of the columns.
    ///
    /// # Errors
    /// If the dictionary makes no sense or holds no variable, or writing fails.
    pub fn new(out: W, dictionary: Dictionary) -> Result<Writer<W>, Error> {
        dictionary.check()?;
        if dictionary.variables.is_empty() {
            return Err(Error::new("a CSV file needs at least one variable"));
        }
        let mut out = csv::WriterBuilder::new().from_writer(out);
        let names = dictionary.variables.iter().map(|variable| variable.name.as_bytes());
        out.write_record(names).map_err(failed)?;
        Ok(Writer { dictionary, out, lost: Lost::new() })
    }
}

/// What `csv` says when it cannot write, without its words.
fn failed(error: csv::Error) -> Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        _ => Error::new("a row could not be written"),
    }
}

fn print(kind: Kind, number: f64) -> String {
    let date = match kind {
        _ if number.is_nan() => return String::new(),
        Kind::Date => dates::print_date(number),
        Kind::DateTime => dates::print_datetime(number),
        Kind::Time => dates::print_time(number),
        Kind::Number { .. } | Kind::Text => None,
    };
    date.unwrap_or_else(|| numbers::print(number))
}

impl<W: Write> WriteRows for Writer<W> {
    fn write(&mut self, chunk: &Chunk) -> Result<(), Error> {
        chunk.check(&self.dictionary)?;
        for row in 0..chunk.rows() {
            for (column, variable) in chunk.columns.iter().zip(&self.dictionary.variables) {
                let written = match column {
                    Column::Numbers(numbers) => {
                        let number = numbers[row];
                        // A missing code of a date is a code, not a day.
                        let code =
                            variable.missing.codes.iter().any(|code| code.value.number() == Some(number));
                        let kind = if code { Kind::Number { decimals: 0 } } else { variable.kind };
                        self.out.write_field(print(kind, number))
                    }
                    Column::Texts(texts) => self.out.write_field(texts[row].as_deref().unwrap_or("")),
                };
                written.map_err(failed)?;
            }
            self.out.write_record(None::<&[u8]>).map_err(failed)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Lost, Error> {
        self.out.flush()?;
        Ok(self.lost)
    }
}
