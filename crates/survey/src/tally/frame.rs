//! Which strata and units there are, from all rows: those outside of a domain count for the variance too.

use std::collections::BTreeMap;

use foldhash::fast::FixedState;
use hashbrown::HashMap;

use super::Sampling;
use crate::SurveyError;

/// Strata, and for a sample of units the units. Memory: 20 bytes for each unit; nothing for a row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frame {
    strata: BTreeMap<u64, Stratum>,
    /// By stratum and number: whether a row has a weight above 0. Its order is never seen.
    units: HashMap<(u64, u64), bool, FixedState>,
}

/// What is summed up for a stratum.
#[derive(Debug, Clone, PartialEq)]
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
    /// Takes a row that is a unit itself.
    pub fn row(&mut self, stratum: u64, weight: f64) {
        let stratum = self.strata.entry(stratum).or_default();
        stratum.rows += 1;
        stratum.weighted += u64::from(weight > 0.0);
    }

    /// Takes a unit, as often as anybody likes, and whether a row of it has a weight above 0.
    pub fn unit(&mut self, stratum: u64, unit: u64, weighted: bool) {
        let known = self.units.entry((stratum, unit)).or_insert_with(|| {
            self.strata.entry(stratum).or_default();
            false
        });
        *known |= weighted;
    }

    /// Takes what a row says of the population of its stratum.
    pub fn population(&mut self, stratum: u64, population: f64) {
        let stratum = self.strata.entry(stratum).or_default();
        stratum.least = stratum.least.min(population);
        stratum.most = stratum.most.max(population);
    }

    /// Takes in another.
    pub fn merge(&mut self, other: &Self) {
        for (name, theirs) in &other.strata {
            let ours = self.strata.entry(*name).or_default();
            ours.rows += theirs.rows;
            ours.weighted += theirs.weighted;
            ours.least = ours.least.min(theirs.least);
            ours.most = ours.most.max(theirs.most);
        }
        for ((stratum, unit), weighted) in &other.units {
            self.unit(*stratum, *unit, *weighted);
        }
    }

    /// All strata, by their number.
    ///
    /// # Errors
    /// When what rows of a stratum say of its population differs, or it is smaller than the sample.
    pub fn sampled(&self, sampling: Sampling, known: Known) -> Result<Vec<Sampled>, SurveyError> {
        let mut counts: BTreeMap<u64, (u64, u64)> = BTreeMap::new();
        for ((stratum, _), has_weight) in &self.units {
            let (all, weighted) = counts.entry(*stratum).or_default();
            *all += 1;
            *weighted += u64::from(*has_weight);
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
        self.units.len() * 24 + self.strata.len() * 48
    }
}

impl Stratum {
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
