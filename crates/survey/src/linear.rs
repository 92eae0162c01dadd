//! Estimates of smooth statistics by linearisation: with each comes, for each row, how much the row moves it.
//!
//! Woodruff (1971), "A simple method for approximating the variance of a complicated estimate"; Binder (1983). All of them
//! look at rows with a weight above 0 only, and take a NaN there as an error.

use crate::design::Design;
use crate::estimates::Estimates;
use crate::matrix::beside;
use crate::sums::sum;
use crate::{Matrix, SurveyError};

/// Estimates and their linearised values, which include the weights: the covariance of the column sums is the estimates'.
#[derive(Debug, Clone, PartialEq)]
pub struct Linearised {
    /// In the units of what was estimated.
    pub values: Vec<f64>,
    /// One row for each row of the design, one column for each estimate; 0 outside of the domain.
    pub influence: Matrix,
}

impl Linearised {
    /// These estimates and others of the same sample, with the covariances between them.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        let influence = beside(&self.influence, &other.influence);
        Self { values: self.values.into_iter().chain(other.values.iter().copied()).collect(), influence }
    }

    /// With covariance and degrees of freedom as `design` gives them; of a domain, the degrees of freedom of the whole design
    /// are meant as a rule, so that the domain is where `self` was estimated and `design` the whole.
    ///
    /// # Errors
    /// As [`Design::covariance`].
    pub fn estimates(&self, design: &Design) -> Result<Estimates, SurveyError> {
        let covariance = design.covariance(&self.influence)?;
        Ok(Estimates { values: self.values.clone(), covariance, df: design.degrees_of_freedom() })
    }
}

/// Totals: `T = Σ w x`. Unit: that of the columns times persons. Linearised: `w x`.
///
/// # Errors
/// When a value in the domain is missing or `x` has another number of rows than the design.
pub fn totals(design: &Design, x: &Matrix) -> Result<Linearised, SurveyError> {
    check(design, x)?;
    let influence = each(design, x, |_, weight, value| weight * value);
    let values = influence.column_iter().map(|column| sum(column.iter().copied())).collect();
    Ok(Linearised { values, influence })
}

/// Means: `m = Σ w x / Σ w`; of 0/1 columns, proportions. Linearised: `w (x - m) / Σ w`.
///
/// # Errors
/// As [`totals`], and when no row has a weight.
///
/// ```
/// use survey::design::{DesignBuilder, Stage};
/// use survey::{linear, matrix};
/// let design = DesignBuilder::new(vec![Stage::rows(4)]).weights(vec![1.0, 1.0, 1.0, 1.0]).build().unwrap();
/// let mean = linear::means(&design, &matrix::columns(&[&[1.0, 2.0, 3.0, 4.0]]).unwrap()).unwrap();
/// let mean = mean.estimates(&design).unwrap();
/// assert_eq!(mean.values, [2.5]);
/// assert!((mean.covariance[(0, 0)] - 5.0 / 12.0).abs() < 1e-15);
/// ```
pub fn means(design: &Design, x: &Matrix) -> Result<Linearised, SurveyError> {
    let totals = totals(design, x)?;
    let size = size(design)?;
    let values: Vec<f64> = totals.values.iter().map(|total| total / size).collect();
    let influence = each(design, x, |column, weight, value| weight * (value - values[column]) / size);
    Ok(Linearised { values, influence })
}

/// Ratios of totals, column by column: `R = Σ w y / Σ w x`. Linearised: `w (y - R x) / Σ w x`.
///
/// # Errors
/// As [`totals`], and when a denominator is 0 or the two differ in shape.
pub fn ratios(
    design: &Design,
    numerators: &Matrix,
    denominators: &Matrix,
) -> Result<Linearised, SurveyError> {
    if numerators.ncols() != denominators.ncols() {
        return Err(SurveyError::Length {
            what: "the denominators",
            found: denominators.ncols(),
            expected: numerators.ncols(),
        });
    }
    let (above, below) = (totals(design, numerators)?, totals(design, denominators)?);
    if below.values.contains(&0.0) {
        return Err(SurveyError::Zero { what: "the total of a denominator" });
    }
    let values: Vec<f64> =
        above.values.iter().zip(&below.values).map(|(above, below)| above / below).collect();
    let influence = Matrix::from_fn(design.rows(), values.len(), |row, column| {
        (above.influence[(row, column)] - values[column] * below.influence[(row, column)])
            / below.values[column]
    });
    Ok(Linearised { values, influence })
}

/// Variances in the population: `S² = n/(n-1) Σ w (x - m)² / Σ w`, `n` the number of rows in the domain, column by column.
/// Unit: that of the columns, squared. Linearised as the mean of `n/(n-1) (x - m)²` with `m` taken as known.
///
/// # Errors
/// As [`means`], and with fewer than two rows.
pub fn variances(design: &Design, x: &Matrix) -> Result<Linearised, SurveyError> {
    let scale = bessel(design)?;
    let means = means(design, x)?.values;
    let squares = Matrix::from_fn(x.nrows(), x.ncols(), |row, column| {
        let off = x[(row, column)] - means[column];
        scale * off * off
    });
    self::means(design, &squares)
}

/// Covariances in the population, with the same divisor as [`variances`]. Shape: one row and one column for each column.
///
/// # Errors
/// As [`variances`].
pub fn covariances(design: &Design, x: &Matrix) -> Result<Matrix, SurveyError> {
    let scale = bessel(design)?;
    let size = size(design)?;
    let means = means(design, x)?.values;
    let off = each(design, x, |column, weight, value| weight.sqrt() * (value - means[column]));
    Ok(crate::matrix::cross(&off, &off) * (scale / size))
}

fn bessel(design: &Design) -> Result<f64, SurveyError> {
    let rows = design.base();
    if rows < 2 {
        return Err(SurveyError::TooFew { what: "rows of a variance", found: rows, least: 2 });
    }
    Ok(rows as f64 / (rows as f64 - 1.0))
}

/// The sum of the weights, which has to be above 0.
pub(crate) fn size(design: &Design) -> Result<f64, SurveyError> {
    match design.weighted_base() {
        size if size > 0.0 => Ok(size),
        _ => Err(SurveyError::NoRows),
    }
}

/// A matrix from column, weight and value of each entry in the domain; 0 outside.
fn each(design: &Design, x: &Matrix, f: impl Fn(usize, f64, f64) -> f64) -> Matrix {
    let weights = design.weights();
    Matrix::from_fn(x.nrows(), x.ncols(), |row, column| match weights[row] {
        0.0 => 0.0,
        weight => f(column, weight, x[(row, column)]),
    })
}

/// That `x` fits the design and has no missing value in the domain.
pub(crate) fn check(design: &Design, x: &Matrix) -> Result<(), SurveyError> {
    if x.nrows() != design.rows() {
        return Err(SurveyError::Length { what: "a column", found: x.nrows(), expected: design.rows() });
    }
    for (number, column) in x.column_iter().enumerate() {
        let missing =
            column.iter().zip(design.weights()).position(|(value, weight)| *weight != 0.0 && value.is_nan());
        if let Some(row) = missing {
            return Err(SurveyError::MissingValue { column: number, row });
        }
    }
    Ok(())
}
