//! Making a design, and checking what it is made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::stages::{Level, Stratum, Unit};
use super::{Design, Pairs, SinglePsu};
use crate::SurveyError;

/// What is known of the population of units that a stage was drawn from, one number for each row.
#[derive(Debug, Clone, PartialEq)]
pub enum Population {
    /// Nothing, or it was drawn with replacement: no finite population correction.
    Infinite,
    /// How many units the row's stratum has in the population. Unit: units; at least as many as were sampled.
    Units(Vec<f64>),
    /// The share of units that was sampled, or with unequal probabilities the probability of the row's own unit (Brewer's
    /// approximation). Range: above 0, at most 1.
    Fraction(Vec<f64>),
}

/// One stage of sampling.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// For each row its unit. At later stages, numbers may start anew in each unit of the stage before.
    pub units: Vec<u64>,
    /// For each row its stratum; none for one stratum.
    pub strata: Option<Vec<u64>>,
    /// What is known of the population.
    pub population: Population,
}

impl Stage {
    /// Units without strata and without a known population.
    pub const fn of(units: Vec<u64>) -> Self {
        Self { units, strata: None, population: Population::Infinite }
    }

    /// Each row is its own unit.
    pub fn rows(rows: usize) -> Self {
        Self::of((0..rows as u64).collect())
    }

    /// With strata.
    #[must_use]
    pub fn within(self, strata: Vec<u64>) -> Self {
        Self { strata: Some(strata), ..self }
    }

    /// With a known population.
    #[must_use]
    pub fn from_population(self, population: Population) -> Self {
        Self { population, ..self }
    }
}

/// Makes a [`Design`].
///
/// ```
/// use survey::design::{DesignBuilder, Stage};
/// let design = DesignBuilder::new(vec![Stage::of(vec![1, 1, 2, 2]).within(vec![7, 7, 7, 7])])
///     .weights(vec![2.0; 4])
///     .build()
///     .unwrap();
/// assert_eq!(design.degrees_of_freedom(), 1.0);
/// ```
#[derive(Debug, Clone)]
pub struct DesignBuilder {
    stages: Vec<Stage>,
    weights: Option<Vec<f64>>,
    nested: bool,
    single: SinglePsu,
    pairs: Option<Pairs>,
}

impl DesignBuilder {
    /// Stages from the first on; at least one.
    pub const fn new(stages: Vec<Stage>) -> Self {
        Self { stages, weights: None, nested: false, single: SinglePsu::Fail, pairs: None }
    }

    /// The weight of each row: how many of the population it stands for. Range: 0 and up, 0 for a row outside. Without weights
    /// they are worked out from the populations.
    #[must_use]
    pub fn weights(self, weights: Vec<f64>) -> Self {
        Self { weights: Some(weights), ..self }
    }

    /// Numbers of first-stage units start anew in each stratum.
    #[must_use]
    pub const fn nested(mut self, nested: bool) -> Self {
        self.nested = nested;
        self
    }

    /// What to do with a stratum that holds one unit.
    #[must_use]
    pub const fn single(mut self, single: SinglePsu) -> Self {
        self.single = single;
        self
    }

    /// Joint probabilities of pairs of rows, in place of strata and stages.
    #[must_use]
    pub fn pairs(self, pairs: Pairs) -> Self {
        Self { pairs: Some(pairs), ..self }
    }

    /// The design.
    ///
    /// # Errors
    /// When columns differ in length, a weight is missing, negative or infinite, a unit lies in two strata, or a population
    /// is not possible.
    pub fn build(self) -> Result<Design, SurveyError> {
        let Some(first) = self.stages.first() else {
            return Err(SurveyError::TooFew { what: "stages of a design", found: 0, least: 1 });
        };
        let rows = first.units.len();
        let mut levels: Vec<Level> = Vec::new();
        for (number, stage) in self.stages.iter().enumerate() {
            check_lengths(stage, rows)?;
            let nested = self.nested || number > 0;
            let level = level(stage, number + 1, levels.last(), nested)?;
            levels.push(level);
        }
        let weights = match self.weights {
            Some(weights) => weights,
            None => inverse_fractions(&levels, rows)?,
        };
        if weights.len() != rows {
            return Err(SurveyError::Length { what: "the weights", found: weights.len(), expected: rows });
        }
        check_weights(&weights)?;
        if let Some(pairs) = &self.pairs {
            pairs.check(rows)?;
        }
        Ok(Design {
            weights,
            levels: Arc::new(levels),
            single: self.single,
            pairs: self.pairs.map(Arc::new),
            calibrations: Vec::new(),
        })
    }
}

/// That weights are there, not negative and not infinite.
pub fn check_weights(weights: &[f64]) -> Result<(), SurveyError> {
    if let Some(row) = weights.iter().position(|weight| weight.is_nan()) {
        return Err(SurveyError::MissingWeight { row });
    }
    match weights.iter().position(|weight| *weight < 0.0 || weight.is_infinite()) {
        Some(row) => Err(SurveyError::BadWeight { row }),
        None => Ok(()),
    }
}

fn check_lengths(stage: &Stage, rows: usize) -> Result<(), SurveyError> {
    let population = match &stage.population {
        Population::Infinite => rows,
        Population::Units(numbers) | Population::Fraction(numbers) => numbers.len(),
    };
    let strata = stage.strata.as_ref().map_or(rows, Vec::len);
    for (what, found) in
        [("the units", stage.units.len()), ("the strata", strata), ("the populations", population)]
    {
        if found != rows {
            return Err(SurveyError::Length { what, found, expected: rows });
        }
    }
    Ok(())
}

/// Numbers units and strata of a stage from 0 on, in the order of their strata, so that a stratum is a run of units.
fn level(stage: &Stage, number: usize, above: Option<&Level>, nested: bool) -> Result<Level, SurveyError> {
    let parent = |row: usize| above.map_or(0, |above| above.unit_of[row]);
    let stratum = |row: usize| stage.strata.as_ref().map_or(0, |strata| strata[row]);
    let mut found: BTreeMap<(u32, u64, u64), usize> = BTreeMap::new();
    let mut home: BTreeMap<u64, u64> = BTreeMap::new();
    for row in 0..stage.units.len() {
        found.entry((parent(row), stratum(row), stage.units[row])).or_insert(row);
        if !nested && *home.entry(stage.units[row]).or_insert_with(|| stratum(row)) != stratum(row) {
            return Err(SurveyError::UnitInTwoStrata { row });
        }
    }
    let mut units: Vec<Unit> = Vec::with_capacity(found.len());
    let mut strata: Vec<Stratum> = Vec::new();
    let mut last = None;
    for ((parent, stratum, _), row) in &found {
        if last != Some((*parent, *stratum)) {
            last = Some((*parent, *stratum));
            let above = above.map(|above| &above.units[*parent as usize]);
            let carry = above.map_or(1.0, |unit| unit.carry * unit.fraction);
            strata.push(Stratum { first: units.len(), end: units.len(), parent: *parent, carry, row: *row });
        }
        let carry = strata.last().map_or(0.0, |stratum| stratum.carry);
        units.push(Unit { stratum: strata.len() as u32 - 1, fraction: 0.0, row: *row, carry });
        if let Some(stratum) = strata.last_mut() {
            stratum.end = units.len();
        }
    }
    fill_fractions(stage, number, &mut units, &strata)?;
    let numbers: BTreeMap<&(u32, u64, u64), u32> = found.keys().zip(0..).collect();
    let unit_of =
        (0..stage.units.len()).map(|row| numbers[&(parent(row), stratum(row), stage.units[row])]).collect();
    let level = Level { unit_of, units, strata };
    same_population(stage, number, &level)?;
    Ok(level)
}

fn fill_fractions(
    stage: &Stage,
    number: usize,
    units: &mut [Unit],
    strata: &[Stratum],
) -> Result<(), SurveyError> {
    for unit in units {
        let stratum = &strata[unit.stratum as usize];
        let sampled = (stratum.end - stratum.first) as f64;
        let bad = |reason| Err(SurveyError::BadPopulation { stage: number, row: unit.row, reason });
        unit.fraction = match &stage.population {
            Population::Infinite => 0.0,
            Population::Units(counts) if counts[unit.row].is_nan() => return bad("missing"),
            Population::Units(counts) if counts[unit.row] < sampled => return bad("smaller than the sample"),
            Population::Units(counts) => sampled / counts[unit.row],
            Population::Fraction(shares) if shares[unit.row] > 0.0 && shares[unit.row] <= 1.0 => {
                shares[unit.row]
            }
            Population::Fraction(_) => return bad("not a share above 0 and at most 1"),
        };
    }
    Ok(())
}

/// That rows of one unit say the same of its population.
fn same_population(stage: &Stage, number: usize, level: &Level) -> Result<(), SurveyError> {
    let numbers = match &stage.population {
        Population::Infinite => return Ok(()),
        Population::Units(numbers) | Population::Fraction(numbers) => numbers,
    };
    for (row, unit) in level.unit_of.iter().enumerate() {
        if numbers[row] != numbers[level.units[*unit as usize].row] {
            let reason = "not that of another row of its unit";
            return Err(SurveyError::BadPopulation { stage: number, row, reason });
        }
    }
    Ok(())
}

/// Weights as the inverse of the product of the sampling fractions.
fn inverse_fractions(levels: &[Level], rows: usize) -> Result<Vec<f64>, SurveyError> {
    let mut weights = vec![1.0; rows];
    for level in levels {
        for (weight, unit) in weights.iter_mut().zip(&level.unit_of) {
            let fraction = level.units[*unit as usize].fraction;
            if fraction == 0.0 {
                return Err(SurveyError::NoWeights);
            }
            *weight /= fraction;
        }
    }
    Ok(weights)
}
