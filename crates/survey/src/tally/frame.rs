//! Which strata and units there are, from all rows: those outside of a domain count for the variance too.

use std::collections::BTreeMap;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

use super::Sampling;
use crate::SurveyError;

/// Strata, and for a sample of units the units. Memory: 50 bytes for each unit; nothing for a row.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    strata: BTreeMap<u64, Stratum>,
    units: Vec<Unit>,
    numbers: HashMap<(u64, u64), u32, FixedState>,
    #[serde(skip)]
    last: Option<((u64, u64), u32)>,
}

/// What is summed up for a stratum.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Stratum {
    rows: u64,
    /// Rows with a weight above 0.
    weighted: u64,
    /// Smallest and largest of what rows say of the population: they have to agree.
    least: f64,
    most: f64,
}

impl Default for Stratum {
    fn default() -> Self {
        Self { rows: 0, weighted: 0, least: f64::INFINITY, most: f64::NEG_INFINITY }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
struct Unit {
    stratum: u64,
    number: u64,
    /// Whether a row of it has a weight above 0.
    weighted: bool,
}

/// What rows say of the population of units that a stratum was drawn from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Known {
    /// Nothing, or it was drawn with replacement.
    #[default]
    Nothing,
    /// How many units the stratum has in the population.
    Units,
    /// The share of its units that was sampled. Range: above 0, at most 1.
    Fraction,
}

/// A stratum as variances need it.
#[derive(Debug, Clone, PartialEq)]
pub struct Sampled {
    pub stratum: u64,
    /// Units that were sampled.
    pub units: u64,
    /// Units with a weight.
    pub weighted: u64,
    /// Share of the population that was sampled; 0 if unknown.
    pub fraction: f64,
}

impl Frame {
    /// Takes a row; gives the number of its unit here, 0 where each row is a unit.
    pub fn row(
        &mut self,
        sampling: Sampling,
        (stratum, unit): (u64, u64),
        weight: f64,
        population: f64,
    ) -> u32 {
        if sampling == Sampling::Units {
            let number = match self.last {
                Some((last, number)) if last == (stratum, unit) => number,
                _ => self.number(stratum, unit),
            };
            self.last = Some(((stratum, unit), number));
            self.units[number as usize].weighted |= weight > 0.0;
            if population.is_finite() {
                self.strata.entry(stratum).or_default().population(population);
            }
            return number;
        }
        let stratum = self.strata.entry(stratum).or_default();
        stratum.rows += 1;
        stratum.weighted += u64::from(weight > 0.0);
        if population.is_finite() {
            stratum.population(population);
        }
        0
    }

    fn number(&mut self, stratum: u64, unit: u64) -> u32 {
        if let Some(number) = self.numbers.get(&(stratum, unit)) {
            return *number;
        }
        let number = self.units.len() as u32;
        self.numbers.insert((stratum, unit), number);
        self.units.push(Unit { stratum, number: unit, weighted: false });
        self.strata.entry(stratum).or_default();
        number
    }

    /// Takes in another; gives what its units are numbered here.
    pub fn merge(&mut self, other: &Self) -> Vec<u32> {
        for (name, theirs) in &other.strata {
            let ours = self.strata.entry(*name).or_default();
            ours.rows += theirs.rows;
            ours.weighted += theirs.weighted;
            ours.least = ours.least.min(theirs.least);
            ours.most = ours.most.max(theirs.most);
        }
        let mut renumbered = Vec::with_capacity(other.units.len());
        for unit in &other.units {
            let number = self.number(unit.stratum, unit.number);
            self.units[number as usize].weighted |= unit.weighted;
            renumbered.push(number);
        }
        renumbered
    }

    /// Stratum and number of a unit.
    pub fn unit(&self, number: u32) -> (u64, u64) {
        let unit = self.units[number as usize];
        (unit.stratum, unit.number)
    }

    /// All strata, by their number.
    ///
    /// # Errors
    /// When what rows of a stratum say of its population differs, or it is smaller than the sample.
    pub fn sampled(&self, sampling: Sampling, known: Known) -> Result<Vec<Sampled>, SurveyError> {
        let mut counts: BTreeMap<u64, (u64, u64)> = BTreeMap::new();
        for unit in &self.units {
            let (all, weighted) = counts.entry(unit.stratum).or_default();
            *all += 1;
            *weighted += u64::from(unit.weighted);
        }
        let sampled = |(name, stratum): (&u64, &Stratum)| {
            let (units, weighted) = match sampling {
                Sampling::Units => counts.get(name).copied().unwrap_or_default(),
                _ => (stratum.rows, stratum.weighted),
            };
            let fraction = stratum.fraction(known, units)?;
            Ok(Sampled { stratum: *name, units, weighted, fraction })
        };
        self.strata.iter().map(sampled).collect()
    }

    /// About how much memory it takes. Unit: bytes.
    pub fn bytes(&self) -> usize {
        self.units.len() * 56 + self.strata.len() * 48
    }
}

impl Stratum {
    fn population(&mut self, population: f64) {
        self.least = self.least.min(population);
        self.most = self.most.max(population);
    }

    fn fraction(&self, known: Known, units: u64) -> Result<f64, SurveyError> {
        if known == Known::Nothing {
            return Ok(0.0);
        }
        if self.least != self.most {
            return Err(SurveyError::PopulationOfStratum {
                reason: "missing, or not the same in all its rows",
            });
        }
        match known {
            Known::Units if self.least < units as f64 => {
                Err(SurveyError::PopulationOfStratum { reason: "smaller than the sample" })
            }
            Known::Units => Ok(units as f64 / self.least),
            _ if self.least > 0.0 && self.least <= 1.0 => Ok(self.least),
            _ => Err(SurveyError::PopulationOfStratum { reason: "not a share above 0 and at most 1" }),
        }
    }
}
