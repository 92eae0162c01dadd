//! Writes a system file a chunk at a time.

mod cells;
mod dictionary;
mod layout;

use std::io::{Seek, Write};

use microdata::{Chunk, Column, Dictionary, Error, Lost, WriteRows};

use self::cells::Encoder;
use self::layout::Layout;
use super::kinds;
use crate::names;
use crate::shape::{Shape, changed};

/// How rows are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compression {
    /// `.sav`: small whole numbers in one byte.
    Bytecode,
    /// `.zsav`: the same in zlib blocks; read by SPSS 21 and later.
    Zlib,
}

/// A `.sav` or `.zsav` file being written. Holds one block of 4 MiB at most.
pub struct Writer<W: Write + Seek> {
    dictionary: Dictionary,
    layout: Layout,
    encoder: Encoder<W>,
    left: u64,
    lost: Lost,
}

impl<W: Write + Seek> Writer<W> {
    /// Writes the dictionary. `shape` is that of all rows that will follow.
    ///
    /// # Errors
    /// If the dictionary makes no sense, or writing fails.
    pub fn new(
        mut out: W,
        dictionary: Dictionary,
        shape: &Shape,
        compression: Compression,
    ) -> Result<Writer<W>, Error> {
        dictionary.check()?;
        let mut lost = Lost::new();
        let layout = Layout::new(&dictionary, shape, &mut lost);
        dictionary::write(&mut out, &dictionary, &layout, shape.rows, compression, &mut lost)?;
        let encoder = Encoder::new(out, compression)?;
        Ok(Writer { dictionary, layout, encoder, left: shape.rows, lost })
    }

    fn text(&mut self, at: usize, text: Option<&str>) -> Result<(), Error> {
        let slot = &self.layout.slots[at];
        let text = text.unwrap_or("");
        if text.len() > slot.width && slot.width < layout::LONGEST_TEXT {
            return Err(changed());
        }
        let mut rest = names::cut(text, slot.width).as_bytes();
        for (segment, elements) in slot.segments.iter().enumerate() {
            // Of the 256 bytes of a segment that another follows, 255 are used.
            let holds = if segment + 1 < slot.segments.len() { 255 } else { elements * 8 };
            let (mut part, after) = rest.split_at(rest.len().min(holds));
            rest = after;
            for _ in 0..*elements {
                let mut eight = [b' '; 8];
                let (now, later) = part.split_at(part.len().min(8));
                eight[..now.len()].copy_from_slice(now);
                part = later;
                self.encoder.text(eight)?;
            }
        }
        Ok(())
    }
}

impl<W: Write + Seek> WriteRows for Writer<W> {
    fn write(&mut self, chunk: &Chunk) -> Result<(), Error> {
        chunk.check(&self.dictionary)?;
        self.left = self.left.checked_sub(chunk.rows() as u64).ok_or_else(changed)?;
        for row in 0..chunk.rows() {
            for (at, column) in chunk.columns.iter().enumerate() {
                match column {
                    Column::Numbers(numbers) => {
                        let kind = self.dictionary.variables[at].kind;
                        self.encoder.number(kinds::to_spss(kind, numbers[row]))?;
                    }
                    Column::Texts(texts) => self.text(at, texts[row].as_deref())?,
                }
            }
        }
        Ok(())
    }

    fn finish(self: Box<Self>) -> Result<Lost, Error> {
        if self.left > 0 {
            return Err(changed());
        }
        self.encoder.finish()?;
        Ok(self.lost)
    }
}
