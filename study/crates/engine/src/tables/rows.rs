//! A batch of the engine's columns as the numbers that a tally takes.

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use datafusion::arrow::array::{Array, ArrayRef, AsArray};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, Int64Type};
use datafusion::common::Result;
use survey::tally::{Answers, Batch, NONE};

use super::plan::{Asked, Banner, Plan, Source};
use crate::kind::Kind;

/// Rows that do not say which stratum or unit they are of, or nothing of their population.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unplaced {
    pub strata: u64,
    pub units: u64,
    pub populations: u64,
}

impl Unplaced {
    pub fn merge(&mut self, other: Self) {
        self.strata += other.strata;
        self.units += other.units;
        self.populations += other.populations;
    }
}

/// Some rows, taken apart.
pub struct Rows {
    strata: Vec<u64>,
    units: Vec<u64>,
    populations: Vec<f64>,
    weights: Vec<f64>,
    replicates: Vec<Vec<f64>>,
    inside: Vec<bool>,
    patterns: Vec<Vec<u64>>,
    answers: Vec<Column>,
    pub unplaced: Unplaced,
}

enum Column {
    Classes(Vec<u16>),
    Numbers(Vec<f64>),
}

impl Rows {
    /// From the columns of a plan, in its order.
    pub fn new(plan: &Plan, columns: &[ArrayRef]) -> Result<Self> {
        let rows = columns.first().map_or(0, |column| column.len());
        let names = |place: Option<usize>| place.map_or(Ok((Vec::new(), 0)), |place| names(&columns[place]));
        let (strata, no_stratum) = names(plan.stratum)?;
        let (units, no_unit) = names(plan.unit)?;
        let populations = plan.population.map_or(Ok(Vec::new()), |place| numbers(&columns[place]))?;
        let no_population = populations.iter().filter(|population| !population.is_finite()).count() as u64;
        let replicates =
            plan.replicates.iter().map(|place| numbers(&columns[*place])).collect::<Result<_>>()?;
        let mut inside = Vec::new();
        for (place, classes) in &plan.filter {
            inside.resize(rows, true);
            let met = classes.of(&columns[*place])?;
            inside.iter_mut().zip(met).for_each(|(inside, class)| *inside &= class == 1);
        }
        Ok(Self {
            strata,
            units,
            populations,
            weights: plan.weight.map_or_else(|| Ok(vec![1.0; rows]), |place| numbers(&columns[place]))?,
            replicates,
            inside,
            patterns: plan
                .groups
                .iter()
                .map(|group| patterns(group, columns, rows))
                .collect::<Result<_>>()?,
            answers: plan.items.iter().map(|item| answers(item, columns, rows)).collect::<Result<_>>()?,
            unplaced: Unplaced { strata: no_stratum, units: no_unit, populations: no_population },
        })
    }

    /// Hands the rows on.
    pub fn with<T>(&self, plan: &Plan, take: impl FnOnce(&Batch<'_>) -> T) -> T {
        let answers: Vec<Answers<'_>> = plan
            .items
            .iter()
            .zip(&self.answers)
            .map(|(item, column)| match column {
                Column::Classes(classes) => Answers::Codes { first: item.first, classes },
                Column::Numbers(values) => Answers::Numbers { first: item.first, values },
            })
            .collect();
        take(&Batch {
            strata: &self.strata,
            units: &self.units,
            populations: &self.populations,
            weights: &self.weights,
            replicates: &self.replicates,
            inside: &self.inside,
            patterns: &self.patterns,
            answers: &answers,
        })
    }
}

/// The pattern of each row: the classes of a group's variables as one number.
fn patterns(group: &Banner, columns: &[ArrayRef], rows: usize) -> Result<Vec<u64>> {
    let mut patterns = vec![0; rows];
    for variable in &group.variables {
        let classes = variable.classes.of(&columns[variable.place])?;
        let parts = patterns.iter_mut().zip(classes);
        parts.for_each(|(pattern, class)| *pattern += variable.stride * u64::from(class));
    }
    Ok(patterns)
}

fn answers(item: &Asked, columns: &[ArrayRef], rows: usize) -> Result<Column> {
    match &item.source {
        Source::Codes { place, classes } => Ok(Column::Classes(classes.of(&columns[*place])?)),
        Source::Any { places, classes } => {
            let mut least = vec![NONE; rows];
            for place in places {
                let own = classes.of(&columns[*place])?;
                least.iter_mut().zip(own).for_each(|(least, own)| *least = (*least).min(own));
            }
            Ok(Column::Classes(least))
        }
        Source::Numbers { place, except } => {
            let mut values = numbers(&columns[*place])?;
            let excepted = except.of(&columns[*place])?;
            for (value, class) in values.iter_mut().zip(excepted) {
                if class == 1 || value.is_infinite() {
                    *value = f64::NAN;
                }
            }
            Ok(Column::Numbers(values))
        }
    }
}

/// A column as numbers; NaN for null.
pub fn numbers(column: &ArrayRef) -> Result<Vec<f64>> {
    let column = cast(column, &DataType::Float64)?;
    let column = column.as_primitive::<Float64Type>();
    match column.nulls() {
        None => Ok(column.values().to_vec()),
        Some(_) => Ok(column.iter().map(|value| value.unwrap_or(f64::NAN)).collect()),
    }
}

/// A column as numbers that tell its values apart, and how many rows have none. Text is hashed to 64 bits, always in the same
/// way: among a million units two share a number with a chance of 3 in 100 million.
fn names(column: &ArrayRef) -> Result<(Vec<u64>, u64)> {
    if column.data_type().is_integer() && *column.data_type() != DataType::UInt64 {
        let whole = cast(column, &DataType::Int64)?;
        let whole = whole.as_primitive::<Int64Type>();
        // What stands where there is none is of no matter: such rows are told and end the work.
        let names = whole.values().iter().map(|value| *value as u64);
        return Ok((names.collect(), whole.null_count() as u64));
    }
    if Kind::of(column.data_type()) == Kind::Number {
        let values = numbers(column)?;
        let missing = values.iter().filter(|value| value.is_nan()).count() as u64;
        return Ok((values.into_iter().map(name_of_number).collect(), missing));
    }
    if let Some(dictionary) = column.as_any_dictionary_opt() {
        let (names, _) = names(dictionary.values())?;
        let keys = dictionary.normalized_keys();
        let name = |row: usize| if column.is_valid(row) { names[keys[row]] } else { 0 };
        return Ok(((0..column.len()).map(name).collect(), column.null_count() as u64));
    }
    let texts = cast(column, &DataType::Utf8View)?;
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let name = |text: Option<&str>| text.map_or(0, |text| hasher.hash_one(text));
    Ok((texts.as_string_view().iter().map(name).collect(), column.null_count() as u64))
}

/// Whole numbers name themselves, so that strata are worked through in their order.
fn name_of_number(value: f64) -> u64 {
    if value.fract() == 0.0 && value.abs() < 9e15 { value as i64 as u64 } else { value.to_bits() }
}
