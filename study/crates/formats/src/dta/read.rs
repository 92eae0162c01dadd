//! Reads a `.dta` file a chunk at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufReader, Read, Seek};

use microdata::{
    Category, Chunk, Column, Dictionary, Error, Faults, MissingCode, Rows, State, Value, Variable,
};

use super::cells::{Number, Storage};
use super::labels::{self, Places, Sets};
use super::schema::{self, ColumnSchema, Schema, tag};
use super::time;
use crate::input::{Input, LONGEST};
use crate::{MOST_LABELS, MOST_TEXT, too_many_labels};

/// Rows of a `.dta` file, release 117, 118 or 119.
///
/// Stata's `.a` to `.z` become codes below all numbers of their variable: -1, -2, ... if these are free, else -101, ... or
/// -1001, ... To find them, files with numbers are read twice. Holds a chunk, and 60 bytes for each long text (`strL`).
pub struct Reader<R: Read + Seek> {
    dictionary: Dictionary,
    schema: Schema,
    /// For each column of numbers, what `.a` is: then come the others, downwards.
    bases: Vec<f64>,
    places: Places,
    input: Input<BufReader<R>>,
    /// Long texts are fetched from elsewhere, so reading has to come back here.
    next: u64,
    left: u64,
    faults: Faults,
}

/// What a first pass found in a column of numbers.
struct Found {
    low: f64,
    tags: BTreeSet<char>,
}

impl<R: Read + Seek> Reader<R> {
    /// Reads everything but the rows, and these once.
    ///
    /// # Errors
    /// If it is not a Stata file of these releases, or damaged.
    pub fn new(from: R) -> Result<Reader<R>, Error> {
        let mut input = Input::new(BufReader::with_capacity(1 << 16, from));
        let schema = schema::read(&mut input)?;
        let row = width(&schema);
        let (size, rows) = (input.size()?, schema.rows);
        if row.checked_mul(rows).and_then(|bytes| bytes.checked_add(schema.data)).is_none_or(|end| end > size)
        {
            return Err(Error::new(format!("the file states {rows} rows and is too short for them"))
                .hint("it was cut off; copy or download it again"));
        }
        let sets = labels::read(&mut input, &schema)?;
        let long = schema.columns.iter().any(|column| column.storage == Storage::LongText);
        let places = if long { labels::long_texts(&mut input, &schema)? } else { Places::new() };
        let found = look(&mut input, &schema)?;
        let mut faults = Faults::default();
        let (dictionary, bases) = dictionary(&schema, &sets, &found, &mut faults)?;
        input.go(schema.data)?;
        tag(&mut input, "<data>")?;
        let next = input.position;
        Ok(Reader { dictionary, bases, places, input, next, left: rows, schema, faults })
    }

    /// Reads one row into the columns. Gives back the bytes of its texts.
    fn row(&mut self, chunk: &mut Chunk, bytes: &mut Vec<u8>) -> Result<usize, Error> {
        self.input.go(self.next)?;
        *bytes = self.input.bytes(width(&self.schema), "a row")?;
        self.next = self.input.position;
        let mut rest = &bytes[..];
        let mut text = 0;
        for at in 0..self.schema.columns.len() {
            let storage = self.schema.columns[at].storage;
            let (cell, after) = rest.split_at(storage.width());
            rest = after;
            match &mut chunk.columns[at] {
                Column::Numbers(numbers) => {
                    let kind = self.dictionary.variables[at].kind;
                    numbers.push(match storage.number(cell, self.input.big_endian) {
                        Number::Present(number) => time::from_stata(kind, number),
                        Number::Blank => f64::NAN,
                        Number::Tagged(letter) => code(self.bases[at], letter),
                    });
                }
                Column::Texts(texts) => {
                    let content = match storage {
                        Storage::LongText => self.long_text(cell)?,
                        _ => schema::text(cell, self.schema.release.encoding),
                    };
                    text += content.len();
                    texts.push((!content.is_empty()).then_some(content));
                }
            }
        }
        Ok(text)
    }

    fn long_text(&mut self, cell: &[u8]) -> Result<String, Error> {
        let reference = labels::reference(cell, self.input.big_endian, self.schema.release);
        if reference == (0, 0) {
            return Ok(String::new());
        }
        let Some((place, length)) =
            self.places.get(&reference).filter(|(_, length)| u64::from(*length) <= LONGEST)
        else {
            self.faults.say("a long text is binary, too long or not there, and is left blank");
            return Ok(String::new());
        };
        self.input.go(*place)?;
        let bytes = self.input.bytes((*length).into(), "a long text")?;
        Ok(schema::text(&bytes, self.schema.release.encoding))
    }
}

fn width(schema: &Schema) -> u64 {
    schema.columns.iter().map(|column| column.storage.width() as u64).sum()
}

/// The code of a tagged missing value.
fn code(base: f64, letter: char) -> f64 {
    base - f64::from(u32::from(letter) - u32::from('a')) - 1.0
}

/// The first pass: the smallest number and the tags of each column.
fn look<R: Read + Seek>(input: &mut Input<R>, schema: &Schema) -> Result<Vec<Found>, Error> {
    let mut found: Vec<Found> =
        schema.columns.iter().map(|_| Found { low: f64::INFINITY, tags: BTreeSet::new() }).collect();
    if schema.columns.iter().all(|column| column.storage.is_text()) {
        return Ok(found);
    }
    input.go(schema.data)?;
    tag(input, "<data>")?;
    let width = width(schema);
    for _ in 0..schema.rows {
        let bytes = input.bytes(width, "a row")?;
        let mut rest = &bytes[..];
        for (column, found) in schema.columns.iter().zip(&mut found) {
            let (cell, after) = rest.split_at(column.storage.width());
            rest = after;
            match column.storage.number(cell, input.big_endian) {
                Number::Present(number) => found.low = found.low.min(number),
                Number::Tagged(letter) => drop(found.tags.insert(letter)),
                Number::Blank => {}
            }
        }
    }
    Ok(found)
}

fn dictionary(
    schema: &Schema,
    sets: &Sets,
    found: &[Found],
    faults: &mut Faults,
) -> Result<(Dictionary, Vec<f64>), Error> {
    let mut dictionary = Dictionary { title: schema.title.clone(), ..Dictionary::default() };
    let (mut bases, mut left) = (Vec::new(), MOST_LABELS);
    for (column, found) in schema.columns.iter().zip(found) {
        let set = sets.get(&column.labels).map_or(&[][..], Vec::as_slice);
        left = left.checked_sub(set.len()).ok_or_else(too_many_labels)?;
        let (variable, base) = variable(column, set, found);
        if base.is_nan() && !found.tags.is_empty() {
            faults.say(format!(
                "`{}` holds numbers so small that `.a` to `.z` are read as blanks",
                variable.name
            ));
        }
        dictionary.variables.push(variable);
        bases.push(base);
    }
    dictionary.check()?;
    Ok((dictionary, bases))
}

fn variable(column: &ColumnSchema, set: &[(Number, String)], found: &Found) -> (Variable, f64) {
    let name = column.name.as_str();
    let mut variable = if column.storage.is_text() { Variable::text(name) } else { Variable::number(name) };
    variable.label.clone_from(&column.label);
    if column.storage.is_text() {
        return (variable, f64::NAN);
    }
    variable.kind = time::kind(&column.format);
    let mut answers: BTreeMap<i64, &str> = BTreeMap::new();
    let mut tags: BTreeMap<char, &str> = found.tags.iter().map(|letter| (*letter, "")).collect();
    for (code, label) in set {
        match code {
            Number::Present(number) => drop(answers.insert(*number as i64, label)),
            Number::Tagged(letter) => drop(tags.insert(*letter, label)),
            Number::Blank => {}
        }
    }
    let low = answers.keys().next().map_or(f64::INFINITY, |code| *code as f64);
    let base = base(time::from_stata(variable.kind, found.low.min(low)));
    let category = |(code, label): (&i64, &&str)| Category {
        value: Value::Number(time::from_stata(variable.kind, *code as f64)),
        label: (*label).to_owned(),
    };
    variable.categories = answers.iter().map(category).collect();
    if !base.is_nan() {
        let missing = tags.iter().map(|(letter, label)| MissingCode {
            value: Value::Number(code(base, *letter)),
            label: (*label).to_owned(),
            state: State::NotAnswered,
            tag: Some(*letter),
        });
        variable.missing = missing.collect::<Vec<_>>().into();
    }
    (variable, base)
}

/// The first of 0, -100, -1000, ... that is not above the smallest number; NaN if codes there would not be exact.
fn base(low: f64) -> f64 {
    let steps = std::iter::successors(Some(100.0), |step| Some(step * 10.0)).take(14).map(|step: f64| -step);
    std::iter::once(0.0).chain(steps).find(|base| *base <= low).unwrap_or(f64::NAN)
}

impl<R: Read + Seek> Rows for Reader<R> {
    fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    fn next(&mut self) -> Result<Option<Chunk>, Error> {
        // Without variables there is nothing that a row could be.
        if self.left == 0 || self.schema.columns.is_empty() {
            return Ok(None);
        }
        let mut chunk = Chunk::of(&self.dictionary);
        let most = Chunk::most_rows(&self.dictionary);
        let (mut bytes, mut text, mut rows) = (Vec::new(), 0, 0);
        while rows < most && self.left > 0 && text < MOST_TEXT {
            let number = self.schema.rows - self.left + 1;
            text += self.row(&mut chunk, &mut bytes).map_err(|error| error.at(format!("row {number}")))?;
            self.left -= 1;
            rows += 1;
        }
        Ok(Some(chunk))
    }

    fn faults(&self) -> &Faults {
        &self.faults
    }
}
