//! How rows were sampled: weights, strata, stages, what is known of the population, and what weights were calibrated to.

mod build;
mod pairs;
mod stages;

use std::sync::Arc;

pub use build::{DesignBuilder, Population, Stage};
pub use pairs::{PairVariance, Pairs};

use crate::matrix::weighted_cross;
use crate::{Matrix, SurveyError};
use stages::Level;

/// What to do with a stratum that holds one unit only, whose variance no formula can give. The choice is the caller's; plans
/// name it in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SinglePsu {
    /// An error that names the stage and a row.
    #[default]
    Fail,
    /// The unit was taken with certainty: the stratum adds nothing.
    Certainty,
    /// The stratum adds as much as the others do on average.
    Average,
    /// The unit is compared with the mean of all units of all strata in place of its own stratum's, which errs on the side of
    /// too large a variance.
    Adjust,
}

/// How rows were sampled. Made by [`DesignBuilder`]; cheap to clone, since domains share all but the weights.
#[derive(Debug, Clone)]
pub struct Design {
    weights: Vec<f64>,
    levels: Arc<Vec<Level>>,
    single: SinglePsu,
    pairs: Option<Arc<Pairs>>,
    calibrations: Vec<Arc<Calibration>>,
}

/// What weights were calibrated to: the directions in which an estimate can no longer vary.
#[derive(Debug)]
pub(crate) struct Calibration {
    /// Orthonormal columns that span `sqrt(d) x`, `d` the weights before.
    pub basis: Matrix,
    /// `g sqrt(d)`, `g d` the weights after.
    pub scale: Vec<f64>,
}

impl Design {
    /// How many rows there are, inside and outside of the domain.
    pub fn rows(&self) -> usize {
        self.weights.len()
    }

    /// The weight of each row; 0 outside of the domain.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// How many rows have a weight above 0: the unweighted base.
    pub fn base(&self) -> usize {
        self.weights.iter().filter(|weight| **weight != 0.0).count()
    }

    /// The sum of the weights: the weighted base, and an estimate of the population's size.
    pub fn weighted_base(&self) -> f64 {
        crate::sums::sum(self.weights.iter().copied())
    }

    /// Whether strata were given.
    pub fn is_stratified(&self) -> bool {
        self.levels.first().is_some_and(|level| level.strata.len() > 1)
    }

    /// For each row the number of its unit at the first stage, and of that unit's stratum; from 0 on, strata in order.
    pub fn first_stage(&self) -> (Vec<u32>, Vec<u32>) {
        let Some(level) = self.levels.first() else { return (Vec::new(), Vec::new()) };
        let strata = level.unit_of.iter().map(|unit| level.units[*unit as usize].stratum).collect();
        (level.unit_of.clone(), strata)
    }

    /// For each row the sampling fraction of its unit within its stratum at the first stage; 0 without a population.
    pub fn first_fraction(&self) -> Vec<f64> {
        let Some(level) = self.levels.first() else { return Vec::new() };
        level.unit_of.iter().map(|unit| level.units[*unit as usize].fraction).collect()
    }

    /// Degrees of freedom: first-stage units less strata, among the rows of the domain. Range: 0 and up.
    pub fn degrees_of_freedom(&self) -> f64 {
        let Some(level) = self.levels.first() else { return 0.0 };
        let mut units = vec![false; level.units.len()];
        for (unit, weight) in level.unit_of.iter().zip(&self.weights) {
            units[*unit as usize] |= *weight != 0.0;
        }
        let mut strata = vec![false; level.strata.len()];
        for (unit, seen) in units.iter().enumerate() {
            strata[level.units[unit].stratum as usize] |= *seen;
        }
        let count = |seen: &[bool]| seen.iter().filter(|seen| **seen).count() as f64;
        count(&units) - count(&strata)
    }

    /// The same design with all but some rows outside: a domain (subpopulation). Units without a row inside still count, as
    /// they have to.
    ///
    /// # Errors
    /// When `inside` is not as long as the design.
    pub fn domain(&self, inside: &[bool]) -> Result<Self, SurveyError> {
        if inside.len() != self.rows() {
            return Err(SurveyError::Length { what: "a domain", found: inside.len(), expected: self.rows() });
        }
        let keep = |(weight, inside): (&f64, &bool)| if *inside { *weight } else { 0.0 };
        Ok(Self { weights: self.weights.iter().zip(inside).map(keep).collect(), ..self.clone() })
    }

    /// The same design with other weights that are taken as fixed: errors do not know how they came about, nor of what weights
    /// were calibrated to before.
    ///
    /// # Errors
    /// When a weight is missing, negative or infinite, or there are too many or too few.
    pub fn with_weights(&self, weights: Vec<f64>) -> Result<Self, SurveyError> {
        if weights.len() != self.rows() {
            return Err(SurveyError::Length {
                what: "the weights",
                found: weights.len(),
                expected: self.rows(),
            });
        }
        build::check_weights(&weights)?;
        Ok(Self { weights, calibrations: Vec::new(), ..self.clone() })
    }

    /// The same design with weights that were moved after a calibration, of which errors still know.
    pub(crate) fn moved(&self, weights: Vec<f64>) -> Self {
        Self { weights, ..self.clone() }
    }

    /// The same design with calibrated weights, of which errors know.
    pub(crate) fn calibrated(&self, weights: Vec<f64>, calibration: Calibration) -> Self {
        let mut calibrations = self.calibrations.clone();
        calibrations.push(Arc::new(calibration));
        Self { weights, calibrations, ..self.clone() }
    }

    /// One replicate of the multistage bootstrap.
    pub(crate) fn halves(&self, draws: &mut crate::draws::Draws) -> Vec<f64> {
        stages::halves(&self.levels, self.rows(), draws)
    }

    /// The covariance of the sums of the columns of `z`, one row for each row of the design: linearised values that include
    /// the weights. Binder (1983), "On the variances of asymptotically normal estimators from complex surveys"; for several
    /// stages Särndal, Swensson and Wretman (1992), result 4.3.2; after a calibration by residuals, Deville and Särndal
    /// (1992). Shape: as many rows and columns as `z` has columns.
    ///
    /// # Errors
    /// When a stratum holds one unit and no rule was chosen, or `z` has another number of rows.
    pub fn covariance(&self, z: &Matrix) -> Result<Matrix, SurveyError> {
        if z.nrows() != self.rows() {
            return Err(SurveyError::Length {
                what: "linearised values",
                found: z.nrows(),
                expected: self.rows(),
            });
        }
        let mut z = z.clone();
        for calibration in &self.calibrations {
            calibration.remove(&mut z);
        }
        if let Some(pairs) = &self.pairs {
            return Ok(pairs.covariance(&z));
        }
        // A calibrated row outside of the domain has a residual, so that it counts.
        let counts: Vec<bool> = if self.calibrations.is_empty() {
            self.weights.iter().map(|weight| *weight != 0.0).collect()
        } else {
            vec![true; self.rows()]
        };
        stages::covariance(&self.levels, self.single, &z, &counts)
    }
}

impl Calibration {
    /// What is left of linearised values after a weighted regression on what was calibrated to.
    fn remove(&self, z: &mut Matrix) {
        let scaled = |value: f64, scale: f64| if scale == 0.0 { 0.0 } else { value / scale };
        for mut column in z.column_iter_mut() {
            for (value, scale) in column.iter_mut().zip(&self.scale) {
                *value = scaled(*value, *scale);
            }
        }
        let ones = vec![1.0; z.nrows()];
        let parts = weighted_cross(&self.basis, &ones, z);
        *z -= &self.basis * parts;
        for mut column in z.column_iter_mut() {
            for (value, scale) in column.iter_mut().zip(&self.scale) {
                *value *= scale;
            }
        }
    }
}
