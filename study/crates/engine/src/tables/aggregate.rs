//! The engine's aggregate: it carries a tally of `survey` through as many threads, or machines, as there are.
//!
//! One aggregate takes all columns of a plan, since a sum for each cell would be thousands of aggregates. Its state is the
//! tally as bytes.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, AsArray};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::{DataFusionError, Result, ScalarValue};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::{Accumulator, AggregateUDFImpl, Signature, Volatility};
use serde::{Deserialize, Serialize};
use survey::tally::Tally;

use super::plan::Plan;
use super::rows::{Rows, Unplaced};

/// What one pass gathers.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Gathered {
    pub tally: Tally,
    pub unplaced: Unplaced,
}

impl Gathered {
    /// From what [`Sums`] returns.
    ///
    /// # Errors
    /// When the bytes are of something else.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        postcard::from_bytes(bytes).map_err(|error| DataFusionError::External(Box::new(error)))
    }

    fn to_bytes(&self) -> Result<Vec<u8>> {
        postcard::to_stdvec(self).map_err(|error| DataFusionError::External(Box::new(error)))
    }
}

/// The aggregate function of a plan.
#[derive(Debug)]
pub struct Sums {
    signature: Signature,
    plan: Arc<Plan>,
    /// How many bytes each accumulator may gather; none for as many as it takes.
    limit: Option<usize>,
}

impl Sums {
    pub fn new(plan: Arc<Plan>, limit: Option<usize>) -> Self {
        Self { signature: Signature::variadic_any(Volatility::Immutable), plan, limit }
    }
}

impl PartialEq for Sums {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.plan, &other.plan) && self.limit == other.limit
    }
}

impl Eq for Sums {}

impl Hash for Sums {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(&self.plan).hash(state);
    }
}

impl AggregateUDFImpl for Sums {
    fn name(&self) -> &'static str {
        "survey_sums"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::LargeBinary)
    }

    fn accumulator(&self, _: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        Ok(Box::new(Gathering::new(Arc::clone(&self.plan), self.limit)))
    }

    fn state_fields(&self, _: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        Ok(vec![Arc::new(Field::new("survey_sums", DataType::LargeBinary, true))])
    }
}

#[derive(Debug)]
struct Gathering {
    plan: Arc<Plan>,
    limit: Option<usize>,
    gathered: Gathered,
}

impl Gathering {
    fn new(plan: Arc<Plan>, limit: Option<usize>) -> Self {
        let gathered = Gathered { tally: Tally::new(plan.shape.clone()), unplaced: Unplaced::default() };
        Self { plan, limit, gathered }
    }

    /// Gives up when it grows too large, so that whoever asked can ask for less at a time.
    fn check_size(&self) -> Result<()> {
        match self.limit {
            Some(limit) if self.gathered.tally.bytes() > limit => {
                Err(DataFusionError::ResourcesExhausted(format!("sums of more than {limit} bytes")))
            }
            _ => Ok(()),
        }
    }
}

impl Accumulator for Gathering {
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let rows = Rows::new(&self.plan, values)?;
        self.gathered.unplaced.merge(rows.unplaced);
        rows.with(&self.plan, |batch| self.gathered.tally.update(batch))
            .map_err(|error| DataFusionError::External(Box::new(error)))?;
        self.check_size()
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let Some(states) = states.first() else { return Ok(()) };
        for state in states.as_binary::<i64>().iter().flatten() {
            let other = Gathered::from_bytes(state)?;
            self.gathered.unplaced.merge(other.unplaced);
            self.gathered
                .tally
                .merge(&other.tally)
                .map_err(|error| DataFusionError::External(Box::new(error)))?;
        }
        Ok(())
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Ok(vec![self.evaluate()?])
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let bytes = self.gathered.to_bytes()?;
        // What was gathered is not asked for again: its memory is needed for merging.
        self.gathered = Gathering::new(Arc::clone(&self.plan), None).gathered;
        Ok(ScalarValue::LargeBinary(Some(bytes)))
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.gathered.tally.bytes()
    }
}
