//! Estimates from rows that are spread over threads or machines: totals by first-stage unit, which can be merged.
//!
//! Totals, means, ratios, proportions and their linearised errors depend on a sample through the totals of each unit only, so
//! that one pass over the rows is enough, in any order and any split. A [`Frame`] gathers which units there are, from **all**
//! rows; a [`Totals`] gathers the sums of one domain. Both together give a [`Design`] with one row for each unit, and from
//! there on everything in [`crate::linear`] is as with rows:
//!
//! ```
//! use survey::accumulate::{Frame, Totals};
//! use survey::{design::SinglePsu, linear};
//! let rows = [(1, 1, 2.0, 5.0), (1, 2, 2.0, 7.0), (2, 3, 1.0, 1.0), (2, 4, 1.0, 4.0)];
//! let mut halves = [(Frame::default(), Totals::new(1)), (Frame::default(), Totals::new(1))];
//! for (number, (stratum, unit, weight, x)) in rows.into_iter().enumerate() {
//!     let (frame, totals) = &mut halves[number % 2];
//!     frame.update(stratum, unit);
//!     totals.update(stratum, unit, weight, &[x]).unwrap();
//! }
//! let [(mut frame, mut totals), (other_frame, other_totals)] = halves;
//! frame.merge(other_frame);
//! totals.merge(&other_totals).unwrap();
//! let design = frame.design(SinglePsu::Fail).unwrap();
//! let sums = totals.finish(&frame).unwrap();
//! let mean = linear::ratios(&design, &sums.columns, &sums.weights).unwrap();
//! assert_eq!(mean.values, [29.0 / 6.0]);
//! ```

use std::collections::{BTreeMap, BTreeSet};

use crate::design::{Design, DesignBuilder, Population, SinglePsu, Stage};
use crate::sums::Sum;
use crate::{Matrix, SurveyError};

/// Which units there are, in which stratum. Memory: 24 bytes for each unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    units: BTreeSet<(u64, u64)>,
    populations: BTreeMap<u64, f64>,
}

impl Frame {
    /// Takes the unit of a row. Units are numbered within their strata.
    pub fn update(&mut self, stratum: u64, unit: u64) {
        self.units.insert((stratum, unit));
    }

    /// Says how many units a stratum has in the population.
    pub fn population(&mut self, stratum: u64, units: f64) {
        self.populations.insert(stratum, units);
    }

    /// Takes in what another gathered.
    pub fn merge(&mut self, other: Self) {
        self.units.extend(other.units);
        self.populations.extend(other.populations);
    }

    /// The units, by stratum and number.
    pub fn units(&self) -> impl Iterator<Item = (u64, u64)> + '_ {
        self.units.iter().copied()
    }

    /// A design with one row for each unit, in order, each of weight 1: the weights are in the totals.
    ///
    /// # Errors
    /// When the population of some strata is known and that of others is not, or it is smaller than the sample.
    pub fn design(&self, single: SinglePsu) -> Result<Design, SurveyError> {
        let strata: Vec<u64> = self.units.iter().map(|(stratum, _)| *stratum).collect();
        let known = |stratum: &u64| self.populations.get(stratum).copied().unwrap_or(f64::NAN);
        let population = match self.populations.is_empty() {
            true => Population::Infinite,
            false => Population::Units(strata.iter().map(known).collect()),
        };
        let units = self.units.iter().map(|(_, unit)| *unit).collect();
        let stage = Stage::of(units).within(strata).from_population(population);
        DesignBuilder::new(vec![stage])
            .weights(vec![1.0; self.units.len()])
            .nested(true)
            .single(single)
            .build()
    }
}

/// Weighted totals of some columns for each unit, of the rows of one domain. Memory: for each unit that has rows in the
/// domain 24 bytes and 16 for each column and one more; nothing for a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Totals {
    columns: usize,
    rows: u64,
    /// Where the sums of a unit begin.
    places: BTreeMap<(u64, u64), usize>,
    /// For each unit the sum of its weights, then that of each column times weight.
    sums: Vec<Sum>,
    /// The unit of the last row, since rows of one unit often stand together.
    last: Option<((u64, u64), usize)>,
}

/// Totals for each unit of a frame.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitSums {
    /// Totals of weight times value; units by columns.
    pub columns: Matrix,
    /// Totals of the weights, the same in each column, as a denominator for means.
    pub weights: Matrix,
    /// How many rows were counted: the unweighted base.
    pub rows: u64,
}

impl Totals {
    /// For so many columns.
    pub const fn new(columns: usize) -> Self {
        Self { columns, rows: 0, places: BTreeMap::new(), sums: Vec::new(), last: None }
    }

    /// Takes a row of the domain.
    ///
    /// # Errors
    /// When the weight is missing, negative or infinite, a value is missing, or there are too many or too few. The row named
    /// is counted among those taken so far.
    pub fn update(
        &mut self,
        stratum: u64,
        unit: u64,
        weight: f64,
        values: &[f64],
    ) -> Result<(), SurveyError> {
        let row = usize::try_from(self.rows).unwrap_or(usize::MAX);
        if values.len() != self.columns {
            let (found, expected) = (values.len(), self.columns);
            return Err(SurveyError::Length { what: "a row", found, expected });
        }
        if weight.is_nan() {
            return Err(SurveyError::MissingWeight { row });
        }
        if weight < 0.0 || weight.is_infinite() {
            return Err(SurveyError::BadWeight { row });
        }
        if weight == 0.0 {
            return Ok(());
        }
        if let Some(column) = values.iter().position(|value| value.is_nan()) {
            return Err(SurveyError::MissingValue { column, row });
        }
        self.rows += 1;
        let place = self.place((stratum, unit));
        self.sums[place].add(weight);
        for (sum, value) in self.sums[place + 1..].iter_mut().zip(values) {
            sum.add(weight * value);
        }
        Ok(())
    }

    /// Takes in what another gathered.
    ///
    /// # Errors
    /// When it has another number of columns.
    pub fn merge(&mut self, other: &Self) -> Result<(), SurveyError> {
        if other.columns != self.columns {
            let (found, expected) = (other.columns, self.columns);
            return Err(SurveyError::Length { what: "a row of totals", found, expected });
        }
        self.rows += other.rows;
        for (key, from) in &other.places {
            let place = self.place(*key);
            for offset in 0..=self.columns {
                self.sums[place + offset].merge(other.sums[from + offset]);
            }
        }
        Ok(())
    }

    fn place(&mut self, key: (u64, u64)) -> usize {
        if let Some((last, place)) = self.last
            && last == key
        {
            return place;
        }
        let end = self.sums.len();
        let place = *self.places.entry(key).or_insert(end);
        if place == end {
            self.sums.resize(end + self.columns + 1, Sum::default());
        }
        self.last = Some((key, place));
        place
    }

    /// What has been gathered for each unit, to be stored or sent: stratum, unit, then high and low part of each sum, that of
    /// the weights first.
    pub fn state(&self) -> impl Iterator<Item = (u64, u64, &[Sum])> + '_ {
        self.places
            .iter()
            .map(|((stratum, unit), place)| (*stratum, *unit, &self.sums[*place..=*place + self.columns]))
    }

    /// How many rows were taken.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// Totals for each unit of the frame, in its order; 0 for a unit without rows in the domain, which is no guess: its total
    /// over the domain *is* 0.
    ///
    /// # Errors
    /// When a unit is not in the frame.
    pub fn finish(&self, frame: &Frame) -> Result<UnitSums, SurveyError> {
        let strangers = self.places.keys().filter(|key| !frame.units.contains(key)).count();
        if strangers > 0 {
            return Err(SurveyError::OutOfRange {
                what: "the unit of a total",
                expected: "one of those of the frame",
            });
        }
        let sum = |key: &(u64, u64), offset: usize| {
            self.places.get(key).map_or(0.0, |place| self.sums[place + offset].value())
        };
        let keys: Vec<&(u64, u64)> = frame.units.iter().collect();
        let columns = Matrix::from_fn(keys.len(), self.columns, |row, column| sum(keys[row], column + 1));
        let weights = Matrix::from_fn(keys.len(), self.columns, |row, _| sum(keys[row], 0));
        Ok(UnitSums { columns, weights, rows: self.rows })
    }
}
