//! Writes a `.dta` file of release 118 a chunk at a time.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};

use microdata::{Chunk, Column, Dictionary, Error, Lost, WriteRows};

use super::cells::{Number, Storage};
use super::layout::{Layout, Slot};
use super::{sections, time};
use crate::names::cut;
use crate::shape::{Shape, changed};

/// A `.dta` file being written: release 118 (Stata 14 and later), UTF-8, little endian.
///
/// Declared missing codes become `.a` to `.z`. Long texts (above 2,045 bytes) wait in a temporary file, as they stand behind
/// the rows.
pub struct Writer<W: Write + Seek> {
    dictionary: Dictionary,
    layout: Layout,
    out: W,
    start: u64,
    long: Option<BufWriter<File>>,
    row: u64,
    left: u64,
    lost: Lost,
    /// Places of the sections, in the order of the map.
    map: Vec<u64>,
}

impl<W: Write + Seek> Writer<W> {
    /// Writes what stands before the rows. `shape` is that of all rows that will follow.
    ///
    /// # Errors
    /// If the dictionary makes no sense or has more than 32,767 variables, or writing fails.
    pub fn new(mut out: W, dictionary: Dictionary, shape: &Shape) -> Result<Writer<W>, Error> {
        dictionary.check()?;
        if dictionary.variables.len() > 32_767 {
            return Err(Error::new("release 118 of Stata's format holds 32,767 variables")
                .found(format!("{} variables", dictionary.variables.len())));
        }
        let mut lost = Lost::new();
        let layout = Layout::new(&dictionary, shape, &mut lost);
        let start = out.stream_position()?;
        let (bytes, map) = sections::before(&dictionary, &layout, shape.rows);
        out.write_all(&bytes)?;
        let long = layout.slots.iter().any(|slot| slot.storage == Storage::LongText);
        let long = if long { Some(BufWriter::new(tempfile::tempfile()?)) } else { None };
        Ok(Writer { dictionary, layout, out, start, long, row: 0, left: shape.rows, lost, map })
    }

    fn number(slot: &Slot, kind: microdata::Kind, number: f64, out: &mut Vec<u8>) {
        let written = if number.is_nan() {
            Number::Blank
        } else if let Some((_, letter)) = slot.tags.iter().find(|(code, _)| *code == number) {
            Number::Tagged(*letter)
        } else {
            Number::Present(time::to_stata(kind, number))
        };
        slot.storage.write(written, out);
    }

    fn text(&mut self, at: usize, text: &str, out: &mut Vec<u8>) -> Result<(), Error> {
        match self.layout.slots[at].storage {
            Storage::Text(width) => {
                if text.len() > usize::from(width) {
                    return Err(changed());
                }
                out.extend(text.as_bytes());
                out.resize(out.len() + usize::from(width) - text.len(), 0);
            }
            _ if text.is_empty() => out.extend([0; 8]),
            _ => {
                // A long text is known by its variable and its row, both from 1.
                let variable = at as u32 + 1;
                out.extend(&variable.to_le_bytes()[..2]);
                out.extend(&self.row.to_le_bytes()[..6]);
                let text = cut(text, u32::MAX as usize - 1);
                let Some(long) = &mut self.long else { return Err(changed()) };
                long.write_all(b"GSO")?;
                long.write_all(&variable.to_le_bytes())?;
                long.write_all(&self.row.to_le_bytes())?;
                long.write_all(&[130])?;
                long.write_all(&(text.len() as u32 + 1).to_le_bytes())?;
                long.write_all(text.as_bytes())?;
                long.write_all(&[0])?;
            }
        }
        Ok(())
    }

    fn place(&mut self) -> Result<u64, Error> {
        Ok(self.out.stream_position()? - self.start)
    }
}

impl<W: Write + Seek> WriteRows for Writer<W> {
    fn write(&mut self, chunk: &Chunk) -> Result<(), Error> {
        chunk.check(&self.dictionary)?;
        self.left = self.left.checked_sub(chunk.rows() as u64).ok_or_else(changed)?;
        let mut bytes = Vec::new();
        for row in 0..chunk.rows() {
            self.row += 1;
            bytes.clear();
            for (at, column) in chunk.columns.iter().enumerate() {
                match column {
                    Column::Numbers(numbers) => {
                        let kind = self.dictionary.variables[at].kind;
                        Self::number(&self.layout.slots[at], kind, numbers[row], &mut bytes);
                    }
                    Column::Texts(texts) => {
                        // A zero ends a text in Stata.
                        let text = texts[row].as_deref().unwrap_or("");
                        self.text(at, text.split('\0').next().unwrap_or(""), &mut bytes)?;
                    }
                }
            }
            self.out.write_all(&bytes)?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Lost, Error> {
        if self.left > 0 {
            return Err(changed());
        }
        self.out.write_all(b"</data>")?;
        let place = self.place()?;
        self.map.push(place);
        self.out.write_all(b"<strls>")?;
        if let Some(long) = self.long.take() {
            let mut file = long.into_inner().map_err(|error| error.into_error())?;
            file.seek(SeekFrom::Start(0))?;
            std::io::copy(&mut BufReader::new(file).by_ref(), &mut self.out)?;
        }
        self.out.write_all(b"</strls>")?;
        let place = self.place()?;
        self.map.push(place);
        self.out.write_all(&sections::value_labels(&self.layout))?;
        let place = self.place()?;
        self.map.push(place);
        self.out.write_all(b"</stata_dta>")?;
        let place = self.place()?;
        self.map.push(place);
        self.out.seek(SeekFrom::Start(self.start + self.map[1] + "<map>".len() as u64))?;
        let map: Vec<u8> = self.map.iter().flat_map(|place| place.to_le_bytes()).collect();
        self.out.write_all(&map)?;
        self.out.seek(SeekFrom::End(0))?;
        self.out.flush()?;
        Ok(self.lost)
    }
}
