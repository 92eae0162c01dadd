//! Replicate weights: an estimate is repeated with each, and its spread is its variance.
//!
//! `V = scale Σ_r r_r (θ_r - centre)(θ_r - centre)'`. Wolter (2007), "Introduction to Variance Estimation". Works for any
//! statistic that is smooth in the weights, however it is worked out, and with weights that are calibrated anew in each
//! replicate it knows of the calibration. A jackknife does not work for quantiles.

mod balanced;
mod bootstrap;
mod jackknife;

pub use balanced::{balanced, fay_scale};
pub use bootstrap::{bootstrap, bootstrap_scale, multistage, rescaled};
pub use jackknife::{jackknife, jackknife_stratified};

use crate::estimates::Estimates;
use crate::matrix::basis;
use crate::{Matrix, SurveyError};

/// What replicates are compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Centre {
    /// The mean of those replicates that count.
    #[default]
    Mean,
    /// The estimate with the full weights: a mean squared error, never smaller.
    Estimate,
}

/// Replicate weights with the constants that make a variance of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Replicates {
    /// The full weights, one for each row.
    pub full: Vec<f64>,
    /// One column of weights for each replicate, which include the full weights.
    pub weights: Matrix,
    /// For the whole sum.
    pub scale: f64,
    /// One for each replicate.
    pub rscales: Vec<f64>,
    /// What replicates are compared with.
    pub centre: Centre,
}

impl Replicates {
    /// From weights that somebody else made.
    ///
    /// # Errors
    /// When numbers of rows or replicates differ, or a weight is missing.
    pub fn new(full: Vec<f64>, weights: Matrix, scale: f64, rscales: Vec<f64>) -> Result<Self, SurveyError> {
        for (what, found, expected) in [
            ("the replicate weights", weights.nrows(), full.len()),
            ("the scales of the replicates", rscales.len(), weights.ncols()),
        ] {
            if found != expected {
                return Err(SurveyError::Length { what, found, expected });
            }
        }
        for (row, weight) in full.iter().enumerate() {
            if weight.is_nan() || weights.row(row).iter().any(|weight| weight.is_nan()) {
                return Err(SurveyError::MissingWeight { row });
            }
        }
        Ok(Self { full, weights, scale, rscales, centre: Centre::Mean })
    }

    /// Estimates by an estimator of weights, with their covariance from the replicates.
    ///
    /// # Errors
    /// Those of the estimator, for the full weights or any replicate.
    ///
    /// ```
    /// use survey::design::{DesignBuilder, Stage};
    /// use survey::replicate::{jackknife, mean};
    /// let x = [1.0, 2.0, 3.0, 4.0];
    /// let design = DesignBuilder::new(vec![Stage::rows(4)]).weights(vec![1.0; 4]).build().unwrap();
    /// let found = jackknife(&design).unwrap().estimates(|weights| mean(weights, &x).map(|m| vec![m])).unwrap();
    /// assert_eq!(found.values, [2.5]);
    /// assert!((found.covariance[(0, 0)] - 5.0 / 12.0).abs() < 1e-15);
    /// ```
    pub fn estimates(
        &self,
        estimator: impl Fn(&[f64]) -> Result<Vec<f64>, SurveyError>,
    ) -> Result<Estimates, SurveyError> {
        let values = estimator(&self.full)?;
        let mut repeats = Matrix::zeros(self.weights.ncols(), values.len());
        for (number, weights) in self.weights.column_iter().enumerate() {
            let repeat = estimator(weights.as_slice())?;
            for (column, value) in repeat.iter().enumerate().take(values.len()) {
                repeats[(number, column)] = *value;
            }
        }
        Ok(Estimates {
            covariance: self.covariance(&values, &repeats),
            values,
            df: self.degrees_of_freedom(),
        })
    }

    /// The covariance of estimates of which all repeats are known: one row for each replicate.
    pub fn covariance(&self, values: &[f64], repeats: &Matrix) -> Matrix {
        spread(values, repeats, self.scale, &self.rscales, self.centre)
    }

    /// Degrees of freedom: one less than the number of replicates that do not depend on each other.
    pub fn degrees_of_freedom(&self) -> f64 {
        basis(&self.weights, 1e-5).ncols() as f64 - 1.0
    }

    /// The same with all rows but some of weight 0, in each replicate: a domain.
    ///
    /// # Errors
    /// When `inside` is not as long as the weights.
    pub fn domain(&self, inside: &[bool]) -> Result<Self, SurveyError> {
        if inside.len() != self.full.len() {
            let (found, expected) = (inside.len(), self.full.len());
            return Err(SurveyError::Length { what: "a domain", found, expected });
        }
        let share = |row: usize| f64::from(u8::from(inside[row]));
        let weights = Matrix::from_fn(self.weights.nrows(), self.weights.ncols(), |row, column| {
            self.weights[(row, column)] * share(row)
        });
        let full = self.full.iter().enumerate().map(|(row, weight)| weight * share(row)).collect();
        Ok(Self { full, weights, ..self.clone() })
    }

    /// The same with weights made anew, as by raking, in each replicate as in the full sample.
    ///
    /// # Errors
    /// Those of `reweight`.
    pub fn reweighted(
        &self,
        reweight: impl Fn(&[f64]) -> Result<Vec<f64>, SurveyError>,
    ) -> Result<Self, SurveyError> {
        let full = reweight(&self.full)?;
        let mut weights = self.weights.clone();
        for mut column in weights.column_iter_mut() {
            let new = reweight(column.as_slice())?;
            column.copy_from_slice(&new);
        }
        Ok(Self { full, weights, ..self.clone() })
    }
}

/// `scale Σ_r r_r (θ_r - centre)(θ_r - centre)'`: one row of `repeats` for each replicate, one column for each estimate.
pub fn spread(values: &[f64], repeats: &Matrix, scale: f64, rscales: &[f64], centre: Centre) -> Matrix {
    let counting = rscales.iter().filter(|rscale| **rscale > 0.0).count().max(1) as f64;
    let centre = |column: usize| match centre {
        Centre::Estimate => values[column],
        Centre::Mean => {
            let repeats = repeats.column(column);
            let counted = repeats.iter().zip(rscales).filter(|(_, rscale)| **rscale > 0.0);
            crate::sums::sum(counted.map(|(repeat, _)| *repeat)) / counting
        }
    };
    let off =
        Matrix::from_fn(repeats.nrows(), values.len(), |row, column| repeats[(row, column)] - centre(column));
    crate::matrix::weighted_cross(&off, rscales, &off) * scale
}

/// `Σ w x / Σ w` over rows with a weight.
///
/// # Errors
/// When no row has a weight, or a value is missing.
pub fn mean(weights: &[f64], x: &[f64]) -> Result<f64, SurveyError> {
    let size = crate::sums::sum(weights.iter().copied());
    if size == 0.0 {
        return Err(SurveyError::NoRows);
    }
    Ok(total(weights, x)? / size)
}

/// `Σ w x` over rows with a weight.
///
/// # Errors
/// When a value is missing.
pub fn total(weights: &[f64], x: &[f64]) -> Result<f64, SurveyError> {
    let mut total = crate::sums::Sum::default();
    for (row, (weight, value)) in weights.iter().zip(x).enumerate() {
        if *weight == 0.0 {
            continue;
        }
        if value.is_nan() {
            return Err(SurveyError::MissingValue { column: 0, row });
        }
        total.add(weight * value);
    }
    Ok(total.value())
}

/// `Σ w y / Σ w x` over rows with a weight.
///
/// # Errors
/// When the denominator is 0, or a value is missing.
pub fn ratio(weights: &[f64], numerator: &[f64], denominator: &[f64]) -> Result<f64, SurveyError> {
    match total(weights, denominator)? {
        0.0 => Err(SurveyError::Zero { what: "the total of a denominator" }),
        below => Ok(total(weights, numerator)? / below),
    }
}
