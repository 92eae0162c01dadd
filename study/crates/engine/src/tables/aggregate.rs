//! The engine's aggregate: it carries a tally of `survey` through as many threads as there are.
//!
//! One aggregate takes all columns of a plan, since a sum for each cell would be thousands of aggregates. What a thread has gathered
//! is megabytes, which the engine hands from thread to thread only by a ticket.

use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use datafusion::arrow::array::{ArrayRef, AsArray};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, UInt64Type};
use datafusion::common::{DataFusionError, Result, ScalarValue};
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::{Accumulator, AggregateUDFImpl, Signature, Volatility};
use survey::tally::Tally;

use super::plan::Plan;
use super::rows::{Rows, Unplaced};

/// What one pass gathers.
#[derive(Debug)]
pub struct Gathered {
    pub tally: Tally,
    pub unplaced: Unplaced,
}

impl Gathered {
    fn new(plan: &Plan) -> Self {
        Self { tally: Tally::new(plan.shape.clone()), unplaced: Unplaced::default() }
    }

    fn merge(&mut self, other: &Self) -> Result<()> {
        self.unplaced.merge(other.unplaced);
        self.tally.merge(&other.tally).map_err(|error| DataFusionError::External(Box::new(error)))
    }
}

/// Where what was gathered lies until somebody comes with its ticket, which is its place.
#[derive(Debug, Default)]
pub struct Shelf(Mutex<Vec<Option<Gathered>>>);

impl Shelf {
    /// Puts something there; gives the ticket.
    fn put(&self, gathered: Gathered) -> ScalarValue {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        places.push(Some(gathered));
        ScalarValue::UInt64(Some(places.len() as u64 - 1))
    }

    /// What lies there for some tickets; each is good once.
    pub fn take(&self, tickets: &ArrayRef) -> Vec<Gathered> {
        let mut places = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let tickets =
            tickets.as_primitive_opt::<UInt64Type>().into_iter().flat_map(|tickets| tickets.iter().flatten());
        tickets.filter_map(|ticket| places.get_mut(ticket as usize)?.take()).collect()
    }
}

/// The aggregate function of a plan.
#[derive(Debug)]
pub struct Sums {
    signature: Signature,
    plan: Arc<Plan>,
    /// How many bytes each accumulator may gather; none for as many as it takes.
    limit: Option<usize>,
    shelf: Arc<Shelf>,
}

impl Sums {
    pub fn new(plan: Arc<Plan>, limit: Option<usize>, shelf: Arc<Shelf>) -> Self {
        Self { signature: Signature::variadic_any(Volatility::Immutable), plan, limit, shelf }
    }
}

impl PartialEq for Sums {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.plan, &other.plan)
            && self.limit == other.limit
            && Arc::ptr_eq(&self.shelf, &other.shelf)
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
        Ok(DataType::UInt64)
    }

    fn accumulator(&self, _: AccumulatorArgs<'_>) -> Result<Box<dyn Accumulator>> {
        Ok(Box::new(Gathering {
            plan: Arc::clone(&self.plan),
            limit: self.limit,
            shelf: Arc::clone(&self.shelf),
            gathered: None,
        }))
    }

    fn state_fields(&self, _: StateFieldsArgs<'_>) -> Result<Vec<FieldRef>> {
        Ok(vec![Arc::new(Field::new("survey_sums", DataType::UInt64, true))])
    }
}

#[derive(Debug)]
struct Gathering {
    plan: Arc<Plan>,
    limit: Option<usize>,
    shelf: Arc<Shelf>,
    gathered: Option<Gathered>,
}

impl Accumulator for Gathering {
    /// Gives up when it grows too large, so that whoever asked can ask for less at a time.
    fn update_batch(&mut self, values: &[ArrayRef]) -> Result<()> {
        let rows = Rows::new(&self.plan, values)?;
        let gathered = self.gathered.get_or_insert_with(|| Gathered::new(&self.plan));
        gathered.unplaced.merge(rows.unplaced);
        rows.with(&self.plan, |batch| gathered.tally.update(batch))
            .map_err(|error| DataFusionError::External(Box::new(error)))?;
        match self.limit {
            Some(limit) if gathered.tally.bytes() > limit => {
                Err(DataFusionError::ResourcesExhausted(format!("sums of more than {limit} bytes")))
            }
            _ => Ok(()),
        }
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        for other in states.first().map(|tickets| self.shelf.take(tickets)).into_iter().flatten() {
            match &mut self.gathered {
                Some(gathered) => gathered.merge(&other)?,
                None => self.gathered = Some(other),
            }
        }
        Ok(())
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Ok(vec![self.evaluate()?])
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        let gathered = self.gathered.take().unwrap_or_else(|| Gathered::new(&self.plan));
        Ok(self.shelf.put(gathered))
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.gathered.as_ref().map_or(0, |gathered| gathered.tally.bytes())
    }
}
