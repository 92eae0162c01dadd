//! One pass over the files: the engine reads, on all threads, and the aggregate gathers.

use std::path::Path;
use std::sync::Arc;

use datafusion::arrow::array::{Array, AsArray};
use datafusion::arrow::record_batch::RecordBatch;
use datafusion::common::DataFusionError;
use datafusion::datasource::file_format::options::ParquetReadOptions;
use datafusion::logical_expr::{AggregateUDF, Expr, ident};
use datafusion::prelude::{SessionConfig, SessionContext};
use url::Url;

use super::Limits;
use super::aggregate::{Gathered, Sums};
use super::plan::Plan;
use super::source::Source;
use crate::EngineError;

/// What passes share.
pub struct Session<'a> {
    source: &'a Source,
    limits: Limits,
    runtime: tokio::runtime::Runtime,
}

impl<'a> Session<'a> {
    pub fn new(source: &'a Source, limits: Limits) -> Result<Self, EngineError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(limits.threads.max(1))
            .build()
            .map_err(|error| failed("started its threads", error.kind()))?;
        Ok(Self { source, limits, runtime })
    }

    /// Gathers what a plan asks for; nothing if it takes more memory than allowed and `give_up` is set.
    pub fn gather(&self, plan: &Arc<Plan>, give_up: bool) -> Result<Option<Gathered>, EngineError> {
        // Threads gather side by side, and what one has gathered is there twice while it is merged.
        let limit = self.limits.memory / (self.limits.threads.max(1) + 1);
        let work = self.run(Arc::clone(plan), give_up.then_some(limit));
        // On a thread of its own, so that whoever calls may be inside a runtime.
        let done = std::thread::scope(|scope| scope.spawn(|| self.runtime.block_on(work)).join());
        match done {
            Ok(Ok(batches)) => Ok(Some(only(&batches)?)),
            Ok(Err(error)) if matches!(error.find_root(), DataFusionError::ResourcesExhausted(_)) => Ok(None),
            Ok(Err(error)) => Err(told(&error)),
            Err(_) => Err(failed("read the files", "it stopped at a bug of its own")),
        }
    }

    async fn run(&self, plan: Arc<Plan>, limit: Option<usize>) -> Result<Vec<RecordBatch>, DataFusionError> {
        let mut config = SessionConfig::new().with_target_partitions(self.limits.threads.max(1));
        // Nothing is asked that statistics of columns could answer.
        config.options_mut().execution.collect_statistics = false;
        let context = SessionContext::new_with_config(config);
        let schema = self.source.schema(&plan.columns);
        let options = ParquetReadOptions { file_extension: "", schema: Some(&schema), ..Default::default() };
        let urls: Vec<String> =
            self.source.files.iter().map(|file| url(file.path())).collect::<Result<_, _>>()?;
        let frame = context.read_parquet(urls, options).await?;
        let sums = AggregateUDF::from(Sums::new(Arc::clone(&plan), limit));
        let columns: Vec<Expr> = plan.columns.iter().map(|column| ident(&column.name)).collect();
        frame.aggregate(Vec::new(), vec![sums.call(columns)])?.collect().await
    }
}

/// A path as the engine takes it: as a URL, in which brackets and stars are no pattern.
fn url(path: &Path) -> Result<String, DataFusionError> {
    let path = std::path::absolute(path)?;
    let url = Url::from_file_path(&path)
        .map_err(|()| DataFusionError::Plan("a path that cannot be written as a URL".into()))?;
    Ok(url.into())
}

/// The one value that an aggregate over everything returns.
fn only(batches: &[RecordBatch]) -> Result<Gathered, EngineError> {
    let value = batches.iter().find(|batch| batch.num_rows() > 0).and_then(|batch| batch.columns().first());
    let bytes = value.and_then(|column| column.as_binary_opt::<i64>()).filter(|bytes| !bytes.is_empty());
    let bytes = bytes.ok_or_else(|| failed("handed its sums over", "there are none"))?;
    Gathered::from_bytes(bytes.value(0)).map_err(|error| told(&error))
}

/// An error of the engine in words that hold no value of a row: what kind it is, never its text.
fn told(error: &DataFusionError) -> EngineError {
    let reason = match error.find_root() {
        DataFusionError::ParquetError(_) | DataFusionError::ArrowError(..) => "a page of a file is damaged",
        DataFusionError::IoError(_) | DataFusionError::ObjectStore(_) => "a file cannot be read any more",
        DataFusionError::ResourcesExhausted(_) => "memory did not suffice",
        DataFusionError::SchemaError(..) | DataFusionError::Plan(_) => "columns do not fit the plan",
        _ => "something else than a file was wrong",
    };
    failed("read the files", reason)
}

fn failed(doing: &'static str, reason: impl ToString) -> EngineError {
    EngineError::Engine { doing, reason: reason.to_string() }
}
