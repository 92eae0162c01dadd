//! Reading files of answers, our own and those of others.

use std::path::{Path, PathBuf};

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, SchemaRef};
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};

use super::{NOTE, Values};
use crate::EngineError;
use crate::kind::Kind;

/// A file of answers, of which so far only the description was read.
#[derive(Debug, Clone)]
pub struct File {
    path: PathBuf,
    description: ArrowReaderMetadata,
}

impl File {
    /// Opens a file.
    ///
    /// # Errors
    /// When there is none, or it is damaged or no Parquet.
    pub fn open(path: &Path) -> Result<Self, EngineError> {
        let file = open(path)?;
        let description = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new())
            .map_err(|_| damaged(path, "it is damaged, or not a Parquet file"))?;
        Ok(Self { path: path.to_owned(), description })
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How many rows.
    pub fn rows(&self) -> u64 {
        u64::try_from(self.description.metadata().file_metadata().num_rows()).unwrap_or(0)
    }

    /// Names of the columns and what they hold, in order.
    pub fn columns(&self) -> Vec<(String, Kind)> {
        let fields = self.schema().fields().iter();
        fields.map(|field| (field.name().clone(), Kind::of(field.data_type()))).collect()
    }

    /// The note it carries, if it is one of ours.
    pub fn note(&self) -> Option<&str> {
        let notes = self.description.metadata().file_metadata().key_value_metadata()?;
        notes.iter().find(|note| note.key == NOTE)?.value.as_deref()
    }

    pub(crate) const fn description(&self) -> &ArrowReaderMetadata {
        &self.description
    }

    pub(crate) fn schema(&self) -> &SchemaRef {
        self.description.schema()
    }

    /// The rows of some columns, in the order asked, `rows` at a time.
    ///
    /// # Errors
    /// When a column is missing or holds neither numbers nor text.
    pub fn chunks(&self, columns: &[String], rows: usize) -> Result<Chunks, EngineError> {
        let schema = self.schema();
        let mut places = Vec::with_capacity(columns.len());
        for column in columns {
            let Ok(place) = schema.index_of(column) else {
                let (path, column) = (self.path.clone(), column.clone());
                return Err(EngineError::NoColumn { path, column, columns: schema.fields().len() });
            };
            if Kind::of(schema.field(place).data_type()) == Kind::Other {
                return Err(EngineError::WrongType {
                    path: self.path.clone(),
                    column: column.clone(),
                    used: "answers",
                    found: Kind::Other.words().into(),
                    expected: "numbers or text",
                });
            }
            places.push(place);
        }
        // The reader gives columns in the order of the file.
        let mut sorted = places.clone();
        sorted.sort_unstable();
        sorted.dedup();
        let order = places.iter().map(|place| sorted.partition_point(|known| known < place)).collect();
        let mask = ProjectionMask::roots(self.description.parquet_schema(), sorted);
        let reader =
            ParquetRecordBatchReaderBuilder::new_with_metadata(open(&self.path)?, self.description.clone())
                .with_projection(mask)
                .with_batch_size(rows.max(1))
                .build()
                .map_err(|_| damaged(&self.path, "its description does not fit its contents"))?;
        Ok(Chunks { path: self.path.clone(), reader, order })
    }
}

/// Rows of a file, chunk by chunk. Memory: one chunk, and one page of each column.
pub struct Chunks {
    path: PathBuf,
    reader: ParquetRecordBatchReader,
    order: Vec<usize>,
}

impl Iterator for Chunks {
    type Item = Result<Vec<Values>, EngineError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.reader.next()?.map_err(|_| damaged(&self.path, "a page of it is damaged"));
        Some(batch.and_then(|batch| {
            let values = |place: &usize| {
                values(batch.column(*place))
                    .ok_or_else(|| damaged(&self.path, "a column cannot be read as numbers or text"))
            };
            self.order.iter().map(values).collect()
        }))
    }
}

fn values(column: &ArrayRef) -> Option<Values> {
    if Kind::of(column.data_type()) == Kind::Text {
        let texts = cast(column, &DataType::Utf8View).ok()?;
        let texts = texts.as_string_view().iter().map(|text| text.map(str::to_owned));
        return Some(Values::Texts(texts.collect()));
    }
    let numbers = cast(column, &DataType::Float64).ok()?;
    let numbers = numbers.as_primitive::<Float64Type>();
    Some(Values::Numbers(numbers.iter().map(|value| value.unwrap_or(f64::NAN)).collect()))
}

fn open(path: &Path) -> Result<std::fs::File, EngineError> {
    std::fs::File::open(path).map_err(|error| damaged(path, &error.kind().to_string()))
}

fn damaged(path: &Path, reason: &str) -> EngineError {
    EngineError::File { doing: "read", path: path.to_owned(), reason: reason.to_owned() }
}
