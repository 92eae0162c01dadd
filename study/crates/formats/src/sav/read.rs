//! Reads a system file a chunk at a time.

use std::io::BufRead;

use microdata::{Chunk, Column, Dictionary, Error, Faults, Rows};

use super::assemble::{self, Place, Plan};
use super::cells::{self, Cells, Source};
use super::kinds;
use super::records;
use super::text;
use crate::MOST_TEXT;
use crate::input::Input;

/// Rows of a `.sav` or `.zsav` file.
///
/// Holds the dictionary and one chunk, whatever the file says about its size.
pub struct Reader<R> {
    plan: Plan,
    cells: Cells<R>,
    big_endian: bool,
    encoding: &'static encoding_rs::Encoding,
    faults: Faults,
    read: u64,
    done: bool,
    replaced: bool,
}

impl<R: BufRead> Reader<R> {
    /// Reads the dictionary.
    ///
    /// # Errors
    /// If it is not a system file, or damaged before the first row.
    pub fn new(from: R) -> Result<Reader<R>, Error> {
        let mut input = Input::new(from);
        let all = records::read(&mut input)?;
        let mut faults = Faults::default();
        let plan = assemble::plan(&all, input.big_endian, &mut faults)?;
        let encoding = text::encoding(&all.extensions, input.big_endian, &mut Faults::default());
        let big_endian = input.big_endian;
        let bytecode = all.header.compression != 0;
        let source =
            if all.header.compression == 2 { blocks(input)? } else { Source::Plain(input.into_inner()) };
        let cells = Cells::new(source, bytecode, all.header.bias);
        Ok(Reader { plan, cells, big_endian, encoding, faults, read: 0, done: false, replaced: false })
    }

    /// Reads one row into the columns: `false` at the end. Gives back how much text came.
    fn row(&mut self, chunk: &mut Chunk, bytes: &mut Vec<u8>) -> Result<Option<usize>, Error> {
        let mut text = 0;
        for (at, (place, column)) in self.plan.places.iter().zip(&mut chunk.columns).enumerate() {
            match (place, column) {
                (Place::Number(kind), column) => {
                    let Some(element) = self.cells.next()? else { return end(at == 0) };
                    kinds::push(column, kinds::from_spss(*kind, element.number(self.big_endian)));
                }
                (Place::Text { segments, width }, Column::Texts(texts)) => {
                    bytes.clear();
                    for (segment, elements) in segments.iter().enumerate() {
                        let start = bytes.len();
                        for element in 0..*elements {
                            let Some(next) = self.cells.next()? else {
                                return end(at == 0 && segment == 0 && element == 0);
                            };
                            bytes.extend(next.bytes());
                        }
                        if segment + 1 < segments.len() {
                            bytes.truncate(start + 255);
                        }
                    }
                    bytes.truncate(*width);
                    let (decoded, replaced) = self.encoding.decode_without_bom_handling(bytes);
                    self.replaced |= replaced;
                    let decoded = decoded.trim_end_matches([' ', '\0']);
                    text += decoded.len();
                    texts.push((!decoded.is_empty()).then(|| decoded.to_owned()));
                }
                (Place::Text { .. }, Column::Numbers(_)) => {}
            }
        }
        Ok(Some(text))
    }

    fn say_what_is_odd(&mut self) {
        if let Some(stated) = self.plan.rows.filter(|stated| *stated != self.read) {
            self.faults.say(format!("the file states {stated} rows and holds {}", self.read));
        }
        if self.replaced {
            self.faults.say(
                "some texts are not in the encoding that the file names: what could not be read is \u{fffd}",
            );
        }
    }
}

fn end(whole: bool) -> Result<Option<usize>, Error> {
    if whole { Ok(None) } else { Err(cells::ends()) }
}

/// The header of compressed blocks says where their table follows them.
fn blocks<R: BufRead>(mut input: Input<R>) -> Result<Source<R>, Error> {
    let place = input.position;
    let start = input.i64()?;
    let table = input.i64()?;
    input.i64()?; // the length of the table
    let length = u64::try_from(table).ok().and_then(|table| table.checked_sub(input.position));
    match length {
        Some(length) if start == place as i64 => Ok(Source::blocks(input.into_inner(), length)),
        _ => Err(Error::new(format!(
            "byte {place}: the header of compressed blocks does not say where they are"
        ))
        .hint("the file is damaged")),
    }
}

impl<R: BufRead> Rows for Reader<R> {
    fn dictionary(&self) -> &Dictionary {
        &self.plan.dictionary
    }

    fn next(&mut self) -> Result<Option<Chunk>, Error> {
        // Without variables there is nothing that a row could be.
        if self.done || self.plan.places.is_empty() {
            return Ok(None);
        }
        let mut chunk = Chunk::of(&self.plan.dictionary);
        let most = Chunk::most_rows(&self.plan.dictionary);
        let (mut bytes, mut text, mut rows) = (Vec::new(), 0, 0);
        while rows < most && text < MOST_TEXT {
            let row = self.row(&mut chunk, &mut bytes);
            match row.map_err(|error| error.at(format!("row {}", self.read + 1)))? {
                Some(more) => text += more,
                None => {
                    self.done = true;
                    self.say_what_is_odd();
                    break;
                }
            }
            self.read += 1;
            rows += 1;
        }
        Ok((rows > 0).then_some(chunk))
    }

    fn faults(&self) -> &Faults {
        &self.faults
    }
}
