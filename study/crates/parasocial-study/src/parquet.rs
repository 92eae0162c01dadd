//! Parquet files of the engine as rows of `microdata`, and the other way.

use std::path::Path;

use engine::store::{Chunks, Column as Stored, File, Stored as Storage, Values, Writer as Store};
use engine::{EngineError, Kind};
use formats::{ColumnShape, Shape, codebook};
use microdata::{CHUNK_ROWS, Chunk, Column, Dictionary, Error, Faults, Lost, Rows, Variable, WriteRows};

use crate::failure::Failure;

/// Rows of a Parquet file.
pub struct Reader {
    dictionary: Dictionary,
    chunks: Chunks,
    faults: Faults,
}

impl Reader {
    /// Opens a file. The dictionary is the one that is given, or that the file carries, or names and types alone.
    ///
    /// # Errors
    /// When the file is damaged, or the dictionary names a column that is not there or of another type.
    pub fn open(path: &Path, given: Option<Dictionary>) -> Result<Self, Failure> {
        let file = File::open(path).map_err(|error| Failure::new(error.to_string()))?;
        let mut faults = Faults::default();
        let dictionary = match given {
            Some(dictionary) => dictionary,
            None => dictionary_of(&file, &mut faults).map_err(|error| Failure::of(path, error))?,
        };
        let names: Vec<String> = dictionary.variables.iter().map(|variable| variable.name.clone()).collect();
        let chunks = file.chunks(&names, CHUNK_ROWS).map_err(|error| Failure::new(error.to_string()))?;
        Ok(Self { dictionary, chunks, faults })
    }
}

/// The dictionary that a file carries, or what its columns tell.
///
/// # Errors
/// When it carries one that makes no sense.
pub fn dictionary_of(file: &File, faults: &mut Faults) -> Result<Dictionary, Error> {
    if let Some(note) = file.note().filter(|note| !note.is_empty()) {
        return codebook::from_json(note);
    }
    let mut dictionary = Dictionary::default();
    for (name, kind) in file.columns() {
        match kind {
            Kind::Number => dictionary.variables.push(Variable::number(&name)),
            Kind::Text => dictionary.variables.push(Variable::text(&name)),
            Kind::Other => {
                faults.say(format!("the column `{name}` holds neither numbers nor text and is left out"))
            }
        }
    }
    Ok(dictionary)
}

impl Rows for Reader {
    fn dictionary(&self) -> &Dictionary {
        &self.dictionary
    }

    fn next(&mut self) -> Result<Option<Chunk>, Error> {
        let Some(values) = self.chunks.next() else { return Ok(None) };
        let columns =
            values.map_err(|error| Error::new(error.to_string()))?.into_iter().map(|values| match values {
                Values::Numbers(numbers) => Column::Numbers(numbers),
                Values::Texts(texts) => Column::Texts(texts),
            });
        let chunk = Chunk { columns: columns.collect() };
        chunk.check(&self.dictionary)?;
        Ok(Some(chunk))
    }

    fn faults(&self) -> &Faults {
        &self.faults
    }
}

/// A Parquet file being written.
pub struct Writer(Store);

impl Writer {
    /// Begins a file. `shape` is that of all rows that will follow: codes are stored as narrow as they are.
    ///
    /// # Errors
    /// When the dictionary makes no sense, or the file cannot be made.
    pub fn create(path: &Path, dictionary: &Dictionary, shape: &Shape) -> Result<Self, Failure> {
        let note = codebook::to_json(dictionary)?;
        let column = |(variable, shape): (&Variable, &ColumnShape)| Stored {
            name: variable.name.clone(),
            stored: match shape {
                ColumnShape::Texts { .. } => Storage::Text,
                ColumnShape::Numbers { low, high, whole } => Storage::narrowest(*low, *high, *whole),
            },
        };
        let columns: Vec<Stored> = dictionary.variables.iter().zip(&shape.columns).map(column).collect();
        Store::create(path, &columns, &note).map(Self).map_err(|error| Failure::new(error.to_string()))
    }
}

impl WriteRows for Writer {
    fn write(&mut self, chunk: &Chunk) -> Result<(), Error> {
        let values = chunk.columns.iter().map(|column| match column {
            Column::Numbers(numbers) => Values::Numbers(numbers.clone()),
            Column::Texts(texts) => Values::Texts(texts.clone()),
        });
        self.0.write(values.collect()).map_err(failed)
    }

    fn finish(self: Box<Self>) -> Result<Lost, Error> {
        self.0.finish().map(|_| Lost::new()).map_err(failed)
    }
}

fn failed(error: EngineError) -> Error {
    Error::new(error.to_string())
}
