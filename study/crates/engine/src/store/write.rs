//! Writing a file of answers, chunk by chunk.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, ArrowPrimitiveType, Float64Array, PrimitiveArray, StringArray};
use datafusion::arrow::datatypes::{Field, Int8Type, Int16Type, Int32Type, Schema};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::metadata::KeyValue;
use datafusion::parquet::file::properties::WriterProperties;
use tempfile::NamedTempFile;

use super::{Column, NOTE, Stored, Values};
use crate::EngineError;

/// Rows of a group. What is read at once by one thread is one group, and what a writer keeps in memory.
const GROUP: usize = 1 << 18;

/// Writes a file of answers. Nothing is seen under its name before [`Writer::finish`]; without it nothing is left behind.
/// Memory: one group of 262,144 rows.
///
/// ```
/// use engine::store::{Column, File, Stored, Values, Writer};
/// let folder = tempfile::tempdir().unwrap();
/// let path = folder.path().join("answers.parquet");
/// let columns = [Column { name: "q1".into(), stored: Stored::Int8 }];
/// let mut writer = Writer::create(&path, &columns, "{}").unwrap();
/// writer.write(vec![Values::Numbers(vec![1.0, f64::NAN])]).unwrap();
/// assert_eq!(writer.finish().unwrap(), 2);
/// assert_eq!(File::open(&path).unwrap().rows(), 2);
/// ```
#[derive(Debug)]
pub struct Writer {
    path: PathBuf,
    columns: Vec<Column>,
    schema: Arc<Schema>,
    writer: ArrowWriter<NamedTempFile>,
    rows: u64,
}

impl Writer {
    /// Begins a file with these columns, and a note that it carries.
    ///
    /// # Errors
    /// When there is a file of that name already, the folder cannot be written to, two columns have one name, or there is no
    /// column.
    pub fn create(path: &Path, columns: &[Column], note: &str) -> Result<Self, EngineError> {
        check_names(path, columns)?;
        if path.exists() {
            return Err(failed("write", path)("it exists already, and nothing is written over"));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder).map_err(|error| failed("write", path)(error.kind()))?;
        let field = |column: &Column| Field::new(&column.name, column.stored.data_type(), true);
        let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
        let note = KeyValue::new(NOTE.to_owned(), note.to_owned());
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            .set_max_row_group_row_count(Some(GROUP))
            .set_key_value_metadata(Some(vec![note]))
            .build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties))
            .map_err(|_| failed("write", path)("the Parquet writer cannot be set up"))?;
        Ok(Self { path: path.to_owned(), columns: columns.to_vec(), schema, writer, rows: 0 })
    }

    /// Writes rows: one entry for each column, in order.
    ///
    /// # Errors
    /// When columns are missing or differ in length, numbers are given for a column of text or the other way round, a number
    /// does not fit into its column, or the disk is full.
    pub fn write(&mut self, chunk: Vec<Values>) -> Result<(), EngineError> {
        let rows = chunk.first().map_or(0, Values::len);
        if chunk.len() != self.columns.len() || chunk.iter().any(|values| values.len() != rows) {
            return Err(EngineError::Request {
                what: "a chunk of rows".into(),
                found: format!("{} columns, not all of {rows} rows", chunk.len()),
                expected: "one for each column of the file, all of one length",
            });
        }
        let mut arrays = Vec::with_capacity(chunk.len());
        for (column, values) in self.columns.iter().zip(chunk) {
            arrays.push(self.array(column, values)?);
        }
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), arrays)
            .map_err(|_| failed("write", &self.path)("its columns do not fit together"))?;
        self.writer.write(&batch).map_err(|_| failed("write", &self.path)("the disk may be full"))?;
        self.rows += rows as u64;
        Ok(())
    }

    /// Gives the file its name. Returns the number of rows.
    ///
    /// # Errors
    /// When the disk is full, or somebody else has written a file of that name.
    pub fn finish(self) -> Result<u64, EngineError> {
        let Self { path, writer, rows, .. } = self;
        let file = writer.into_inner().map_err(|_| failed("write", &path)("the disk may be full"))?;
        file.as_file().sync_all().map_err(|error| failed("write", &path)(error.kind()))?;
        file.persist_noclobber(&path).map_err(|error| failed("write", &path)(error.error.kind()))?;
        Ok(rows)
    }

    fn array(&self, column: &Column, values: Values) -> Result<ArrayRef, EngineError> {
        match (column.stored, values) {
            (Stored::Text, Values::Texts(values)) => Ok(Arc::new(StringArray::from(values))),
            (Stored::Double, Values::Numbers(values)) => {
                let values = values.into_iter().map(|value| (!value.is_nan()).then_some(value));
                Ok(Arc::new(values.collect::<Float64Array>()))
            }
            (Stored::Int8, Values::Numbers(values)) => {
                self.integers::<Int8Type>(column, &values, |value| value as i8)
            }
            (Stored::Int16, Values::Numbers(values)) => {
                self.integers::<Int16Type>(column, &values, |value| value as i16)
            }
            (Stored::Int32, Values::Numbers(values)) => {
                self.integers::<Int32Type>(column, &values, |value| value as i32)
            }
            (stored, _) => Err(EngineError::Request {
                what: format!("the values of column `{}`", column.name),
                found: if stored == Stored::Text { "numbers" } else { "text" }.into(),
                expected: "what the column was declared to hold",
            }),
        }
    }

    fn integers<T: ArrowPrimitiveType>(
        &self,
        column: &Column,
        values: &[f64],
        narrow: impl Fn(f64) -> T::Native,
    ) -> Result<ArrayRef, EngineError> {
        let (least, most) = column.stored.range().unwrap_or_default();
        let fits = |value: f64| value.is_nan() || (value.fract() == 0.0 && value >= least && value <= most);
        if let Some(row) = values.iter().position(|value| !fits(*value)) {
            return Err(EngineError::Request {
                what: format!("column `{}`, row {}", column.name, self.rows + row as u64 + 1),
                found: "a number that is not whole, or too large".into(),
                expected: "whole numbers that fit, as the column was declared",
            });
        }
        let values = values.iter().map(|value| (!value.is_nan()).then(|| narrow(*value)));
        Ok(Arc::new(values.collect::<PrimitiveArray<T>>()))
    }
}

fn check_names(path: &Path, columns: &[Column]) -> Result<(), EngineError> {
    let twice =
        |(place, column): (usize, &Column)| columns[..place].iter().any(|other| other.name == column.name);
    if columns.is_empty() || columns.iter().enumerate().any(twice) {
        return Err(EngineError::Request {
            what: format!("the columns of `{}`", path.display()),
            found: if columns.is_empty() { "none" } else { "two of one name" }.into(),
            expected: "at least one, each with a name of its own",
        });
    }
    Ok(())
}

fn failed<R: ToString>(doing: &'static str, path: &Path) -> impl Fn(R) -> EngineError {
    move |reason| EngineError::File { doing, path: path.to_owned(), reason: reason.to_string() }
}
