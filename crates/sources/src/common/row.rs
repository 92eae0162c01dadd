//! One row of a table, with the names of its fields.

use archive::Frame;
use csv::{ReaderBuilder, StringRecord};

use crate::reading::{Unreadable, UnreadableKind};

/// A row whose number of fields fits its header.
pub struct Row {
    header: StringRecord,
    fields: StringRecord,
}

impl Row {
    /// Parses a row that was cut out of a table. What the library says of an error quotes content, so it is not kept.
    pub fn of(frame: &Frame<'_>) -> Result<Self, Unreadable> {
        let row = Self { header: fields(frame.header)?, fields: fields(frame.bytes)? };
        if row.header.len() == row.fields.len() {
            return Ok(row);
        }
        Err(Unreadable { kind: UnreadableKind::Fields, column: 0 })
    }

    /// The names of the columns, in lower case.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.header.iter().map(|name| name.trim().to_lowercase())
    }

    /// The fields, in the same order.
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.fields.iter()
    }
}

fn fields(bytes: &[u8]) -> Result<StringRecord, Unreadable> {
    let mut record = StringRecord::new();
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    match reader.read_record(&mut record) {
        Ok(true) => Ok(record),
        _ => Err(Unreadable { kind: UnreadableKind::Fields, column: 0 }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(header: &str, bytes: &str) -> Option<Vec<(String, String)>> {
        let frame = Frame {
            path: 0,
            number: 1,
            key: None,
            item: 0,
            bytes: bytes.as_bytes(),
            header: header.as_bytes(),
        };
        let row = Row::of(&frame).ok()?;
        Some(row.names().zip(row.fields().map(str::to_owned)).collect())
    }

    #[test]
    fn fields_have_the_names_of_their_columns() {
        let found = row("Video ID,\"Comment, Text\"", "a,\"x \"\"y\"\"\nz\"").unwrap();
        assert_eq!(found, [("video id".into(), "a".into()), ("comment, text".into(), "x \"y\"\nz".into())]);
        assert!(row("a,b", "1").is_none());
        assert!(row("a,b", "1,2,3").is_none());
    }
}
