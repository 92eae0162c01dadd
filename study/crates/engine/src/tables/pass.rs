//! One pass over the files: the engine reads, on all threads, and the aggregate gathers.

use std::sync::Arc;

use datafusion::catalog::streaming::StreamingTable;
use datafusion::common::DataFusionError;
use datafusion::logical_expr::{AggregateUDF, Expr, ident};
use datafusion::physical_plan::streaming::PartitionStream;
use datafusion::prelude::{SessionConfig, SessionContext};

use super::Limits;
use super::aggregate::{Gathered, Shelf, Sums};
use super::plan::Plan;
use super::scan::{Reader, Scan};
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
            Ok(Ok(gathered)) => Ok(Some(gathered)),
            Ok(Err(error)) if matches!(error.find_root(), DataFusionError::ResourcesExhausted(_)) => Ok(None),
            Ok(Err(error)) => Err(told(&error)),
            Err(_) => Err(failed("read the files", "it stopped at a bug of its own")),
        }
    }

    async fn run(&self, plan: Arc<Plan>, limit: Option<usize>) -> Result<Gathered, DataFusionError> {
        let threads = self.limits.threads.max(1);
        let context = SessionContext::new_with_config(SessionConfig::new().with_target_partitions(threads));
        let scan = Arc::new(Scan::new(self.source, &plan.columns)?);
        let reader = |_| -> Arc<dyn PartitionStream> { Arc::new(Reader(Arc::clone(&scan))) };
        let table = StreamingTable::try_new(Arc::clone(scan.schema()), (0..threads).map(reader).collect())?;
        let shelf = Arc::new(Shelf::default());
        let sums = AggregateUDF::from(Sums::new(Arc::clone(&plan), limit, Arc::clone(&shelf)));
        let columns: Vec<Expr> = plan.columns.iter().map(|column| ident(&column.name)).collect();
        let all = context.read_table(Arc::new(table))?.aggregate(Vec::new(), vec![sums.call(columns)])?;
        let batches = all.collect().await?;
        let ticket =
            batches.iter().find(|batch| batch.num_rows() > 0).and_then(|batch| batch.columns().first());
        let gathered = ticket.map(|ticket| shelf.take(ticket)).into_iter().flatten().next();
        gathered.ok_or_else(|| DataFusionError::Execution("an aggregate without a value".into()))
    }
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
