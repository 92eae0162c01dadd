//! Reading files on several threads at once.
//!
//! Each thread reads a group of rows, and when it is done with it the next one that nobody has: so none waits for another. Text is
//! read as the numbers that files store in its place, with the texts beside them, each once.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Field, Schema, SchemaRef};
use datafusion::arrow::error::ArrowError;
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::common::DataFusionError;
use datafusion::execution::{SendableRecordBatchStream, TaskContext};
use datafusion::parquet::arrow::ProjectionMask;
use datafusion::parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder,
};
use datafusion::physical_plan::stream::RecordBatchStreamAdapter;
use datafusion::physical_plan::streaming::PartitionStream;

use super::plan::Column;
use super::source::Source;
use crate::kind::Kind;
use crate::store::File;

/// How many rows are read together: enough that many of them are of one unit, few enough that they lie near a processor.
const ROWS: usize = 3 << 13;

/// Columns of some files, of which each group of rows is read once, by whoever asks first.
#[derive(Debug)]
pub struct Scan {
    /// What is read, in the order of the plan.
    schema: SchemaRef,
    files: Vec<Opened>,
    /// File and number of each group of rows.
    groups: Vec<(usize, usize)>,
    next: AtomicUsize,
}

#[derive(Debug)]
struct Opened {
    path: PathBuf,
    description: ArrowReaderMetadata,
}

impl Scan {
    /// Of files that have these columns.
    pub fn new(source: &Source, columns: &[Column]) -> Result<Self, DataFusionError> {
        let files: Vec<Opened> = source.files.iter().map(Opened::new).collect::<Result<_, _>>()?;
        let groups_of = |(number, file): (usize, &Opened)| {
            let groups = file.description.metadata().num_row_groups();
            (0..groups).map(move |group| (number, group)).collect::<Vec<_>>()
        };
        let groups = files.iter().enumerate().flat_map(groups_of).collect();
        let fields: Vec<Field> = columns.iter().map(|column| field(&files, &column.name)).collect();
        Ok(Self { schema: Arc::new(Schema::new(fields)), files, groups, next: AtomicUsize::new(0) })
    }

    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The rows of the next group that nobody has read; none if there is none.
    fn next(&self) -> Option<Result<Batches, DataFusionError>> {
        let (file, group) = self.groups.get(self.next.fetch_add(1, Ordering::Relaxed))?;
        Some(self.files[*file].read(*group, &self.schema))
    }
}

/// The type as which all files can give a column: their own if they agree on it, text for text, else the widest of numbers.
fn field(files: &[Opened], name: &str) -> Field {
    let field = |file: &Opened| file.description.schema().field_with_name(name).ok().cloned();
    let types: Vec<DataType> =
        files.iter().filter_map(|file| field(file).map(|field| field.data_type().clone())).collect();
    let same = types.windows(2).all(|pair| pair[0] == pair[1]);
    let data_type = match types.first() {
        Some(first) if same => first.clone(),
        _ if types.iter().any(|own| Kind::of(own) == Kind::Text) => text(),
        _ => DataType::Float64,
    };
    Field::new(name, data_type, true)
}

fn text() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8))
}

impl Opened {
    fn new(file: &File) -> Result<Self, DataFusionError> {
        let as_read = |field: &Arc<Field>| match Kind::of(field.data_type()) {
            Kind::Text => Arc::new(field.as_ref().clone().with_data_type(text())),
            _ => Arc::clone(field),
        };
        let schema = Schema::new(file.schema().fields().iter().map(as_read).collect::<Vec<_>>());
        let options = ArrowReaderOptions::new().with_schema(Arc::new(schema));
        let description = ArrowReaderMetadata::try_new(Arc::clone(file.description().metadata()), options)?;
        Ok(Self { path: file.path().to_owned(), description })
    }

    fn read(&self, group: usize, schema: &SchemaRef) -> Result<Batches, DataFusionError> {
        let own = self.description.schema();
        let places = schema.fields().iter().filter_map(|field| own.index_of(field.name()).ok());
        let mask = ProjectionMask::roots(self.description.parquet_schema(), places);
        let file = std::fs::File::open(&self.path)?;
        let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.description.clone())
            .with_projection(mask)
            .with_row_groups(vec![group])
            .with_batch_size(ROWS)
            .build()?;
        Ok(Batches { reader, schema: Arc::clone(schema) })
    }
}

/// The rows of one group of a file, as the columns of a schema.
struct Batches {
    reader: ParquetRecordBatchReader,
    schema: SchemaRef,
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, DataFusionError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = self.reader.next()?;
        Some(batch.and_then(|batch| {
            let column = |field: &Arc<Field>| match batch.column_by_name(field.name()) {
                Some(column) if column.data_type() == field.data_type() => Ok(Arc::clone(column)),
                Some(column) => cast(column, field.data_type()),
                None => Err(ArrowError::SchemaError("a column is missing".into())),
            };
            let columns = self.schema.fields().iter().map(column).collect::<Result<_, ArrowError>>()?;
            RecordBatch::try_new(Arc::clone(&self.schema), columns)
        }))
        .map(|batch| batch.map_err(DataFusionError::from))
    }
}

/// One of the threads that read.
#[derive(Debug)]
pub struct Reader(pub Arc<Scan>);

impl PartitionStream for Reader {
    fn schema(&self) -> &SchemaRef {
        self.0.schema()
    }

    fn execute(&self, _: Arc<TaskContext>) -> SendableRecordBatchStream {
        let scan = Arc::clone(&self.0);
        let batches = std::iter::from_fn(move || scan.next()).flat_map(|batches| {
            // The batches of a group, or why there are none.
            let (batches, error) = match batches {
                Ok(batches) => (Some(batches), None),
                Err(error) => (None, Some(Err(error))),
            };
            batches.into_iter().flatten().chain(error)
        });
        let schema = Arc::clone(self.0.schema());
        Box::pin(RecordBatchStreamAdapter::new(schema, futures::stream::iter(batches)))
    }
}
