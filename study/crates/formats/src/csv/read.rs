//! Reads a CSV file a chunk at a time.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};

use microdata::{Chunk, Column, Dictionary, Error, Faults, Kind, Rows};

use super::infer::{self, Seen};
use super::numbers;
use super::rows::{Found, RowCutter};
use crate::MOST_TEXT;
use crate::dates;
use crate::input::begin;

/// How to read a CSV file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the columns are; without it a first pass over the file finds out.
    pub dictionary: Option<Dictionary>,
    /// `,`, `;` or a tab; without it, whichever the first line has most of.
    pub delimiter: Option<u8>,
}

/// Rows of a CSV file.
///
/// UTF-8, with or without a byte order mark; the first line names the columns. Where `;` separates fields a decimal comma is
/// understood. A row that has another number of fields, is not UTF-8, or has something else in a column of numbers or dates
/// is kept out, counted and told ([`Rows::faults`]). Blank are empty fields and, among numbers, `NA`, `.`, `N/A`, `NULL`.
///
/// Holds a chunk, and of the file at most a row of 1 MiB.
pub struct Reader<R: Read + Seek> {
    dictionary: Dictionary,
    /// For each variable, its field.
    places: Vec<usize>,
    cutter: RowCutter<BufReader<R>>,
    comma: bool,
    faults: Faults,
}

impl<R: Read + Seek> Reader<R> {
    /// Reads the names of the columns, and, without a dictionary, all rows once.
    ///
    /// # Errors
    /// If there is no first line, names are not unique, a column of the dictionary is not there, or reading fails.
    pub fn new(mut from: R, options: Options) -> Result<Reader<R>, Error> {
        let mut faults = Faults::default();
        let delimiter = match options.delimiter {
            Some(delimiter) => delimiter,
            None => detect(&mut from)?,
        };
        let comma = delimiter == b';';
        let (mut cutter, names) = open(from, delimiter, &mut faults)?;
        let (dictionary, places) = match options.dictionary {
            Some(dictionary) => {
                dictionary.check()?;
                let places = places(&dictionary, &names, &mut faults)?;
                (dictionary, places)
            }
            None => {
                let seen = look(&mut cutter, names.len(), comma)?;
                let (again, _) = open(cutter.into_inner().into_inner(), delimiter, &mut Faults::default())?;
                cutter = again;
                (infer::dictionary(&names, &seen), (0..names.len()).collect())
            }
        };
        Ok(Reader { dictionary, places, cutter, comma, faults })
    }

    /// Appends the row that was just found, or says why not. Gives back the bytes of its texts.
    fn push(&mut self, chunk: &mut Chunk) -> Result<usize, String> {
        let line = self.cutter.line;
        let mut text = 0;
        let mut cells = Vec::with_capacity(self.places.len());
        for (variable, place) in self.dictionary.variables.iter().zip(&self.places) {
            let field = self.cutter.field(*place);
            let field = field.ok_or_else(|| format!("line {line}: `{}` is not UTF-8", variable.name))?;
            cells.push(match cell(field, variable.kind, self.comma) {
                Some(cell) => cell,
                None => {
                    return Err(format!(
                        "line {line}: {} was expected in `{}`",
                        words(variable.kind),
                        variable.name
                    ));
                }
            });
        }
        for (column, cell) in chunk.columns.iter_mut().zip(cells) {
            match (column, cell) {
                (Column::Numbers(numbers), Cell::Number(number)) => numbers.push(number),
                (Column::Texts(texts), Cell::Text(content)) => {
                    text += content.len();
                    texts.push((!content.is_empty()).then(|| content.to_owned()));
                }
                _ => {}
            }
        }
        Ok(text)
    }
}

enum Cell<'a> {
    Number(f64),
    Text(&'a str),
}

fn cell(field: &str, kind: Kind, comma: bool) -> Option<Cell<'_>> {
    if kind == Kind::Text {
        return Some(Cell::Text(field));
    }
    let field = field.trim();
    if numbers::blank(field) {
        return Some(Cell::Number(f64::NAN));
    }
    // Missing codes of dates stand there as numbers.
    let number = || numbers::parse(field, comma);
    let number = match kind {
        Kind::Date => dates::parse_date(field).or_else(number),
        Kind::DateTime => dates::parse_datetime(field).or_else(number),
        Kind::Time => dates::parse_time(field).or_else(number),
        Kind::Number { .. } | Kind::Text => number(),
    };
    number.map(Cell::Number)
}

fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Number { .. } => "a number",
        Kind::Text => "a text",
        Kind::Date => "a date such as 2024-02-29",
        Kind::DateTime => "a date with time such as 2024-02-29T18:30:00",
        Kind::Time => "a time such as 18:30:00",
    }
}

/// Starts at the beginning and reads the names of the columns.
fn open<R: Read + Seek>(
    mut from: R,
    delimiter: u8,
    faults: &mut Faults,
) -> Result<(RowCutter<BufReader<R>>, Vec<String>), Error> {
    let start = begin(&mut from)?;
    if start.starts_with(b"\xff\xfe") || start.starts_with(b"\xfe\xff") {
        return Err(Error::new("a CSV file in UTF-8 was expected")
            .found("UTF-16")
            .hint("save it as `CSV UTF-8`"));
    }
    let from = BufReader::with_capacity(1 << 16, from);
    let mut cutter = RowCutter::new(from, delimiter);
    match cutter.next()? {
        Found::Row => {}
        Found::Broken(what) => return Err(Error::new(what)),
        Found::End => {
            return Err(Error::new("a first line with names of columns was expected").found("an empty file"));
        }
    }
    let (mut names, mut known) = (Vec::new(), BTreeSet::new());
    for at in 0..cutter.len() {
        let field = cutter.field(at);
        let name = field.ok_or_else(|| {
            Error::new(format!("the name of column {} is not UTF-8", at + 1)).hint("save it as `CSV UTF-8`")
        })?;
        let mut name = name.trim().to_owned();
        if name.is_empty() {
            // R writes row names like that.
            name = format!("column_{}", at + 1);
            faults.say(format!("column {} has no name and is called `{name}`", at + 1));
        }
        if !known.insert(name.clone()) {
            return Err(Error::new(format!("two columns are called `{name}`")).hint("rename one of them"));
        }
        names.push(name);
    }
    cutter.expected = names.len();
    Ok((cutter, names))
}

/// Whichever of the three the first line has most of, outside of quotes.
fn detect<R: Read + Seek>(from: &mut R) -> Result<u8, Error> {
    from.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    from.by_ref().take(1 << 16).read_to_end(&mut start)?;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for byte in start {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            _ => counts
                .iter_mut()
                .filter(|(delimiter, _)| *delimiter == byte)
                .for_each(|(_, count)| *count += 1),
        }
    }
    // The first of those that are most.
    let most = counts.iter().rev().max_by_key(|(_, count)| *count);
    Ok(most.map_or(b',', |(delimiter, _)| *delimiter))
}

/// The first pass.
fn look<R: BufRead>(cutter: &mut RowCutter<R>, columns: usize, comma: bool) -> Result<Vec<Seen>, Error> {
    let mut seen = vec![Seen::default(); columns];
    loop {
        match cutter.next()? {
            Found::Row => {
                for (at, seen) in seen.iter_mut().enumerate() {
                    cutter.field(at).into_iter().for_each(|field| seen.update(field, comma));
                }
            }
            Found::Broken(_) => {}
            Found::End => return Ok(seen),
        }
    }
}

/// Where the variables of a dictionary stand.
fn places(dictionary: &Dictionary, names: &[String], faults: &mut Faults) -> Result<Vec<usize>, Error> {
    for name in names.iter().filter(|name| dictionary.variable(name).is_none()) {
        faults.say(format!("the column `{name}` is not in the codebook and left out"));
    }
    let place = |name: &String| {
        names.iter().position(|known| known == name).ok_or_else(|| {
            Error::new(format!("the column `{name}` of the codebook is not in the file"))
                .hint("does the codebook belong to this file?")
        })
    };
    dictionary.variables.iter().map(|variable| place(&variable.name)).collect()
}

impl<R: Read + Seek> Rows for Reader<R> {
    fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    fn next(&mut self) -> Result<Option<Chunk>, Error> {
        let mut chunk = Chunk::of(&self.dictionary);
        let most = Chunk::most_rows(&self.dictionary);
        let (mut rows, mut text) = (0, 0);
        while rows < most && text < MOST_TEXT {
            match self.cutter.next()? {
                Found::Row => match self.push(&mut chunk) {
                    Ok(more) => {
                        rows += 1;
                        text += more;
                    }
                    Err(what) => self.faults.row(what),
                },
                Found::Broken(what) => self.faults.row(what),
                Found::End => break,
            }
        }
        Ok((rows > 0).then_some(chunk))
    }

    fn faults(&self) -> &Faults {
        &self.faults
    }
}
