//! Weights that reproduce what is known of the population, with errors that know of it.
//!
//! Each of these gives a [`Design`] whose covariances are of residuals after a regression on what was calibrated to: an
//! estimate that is explained by the targets no longer varies. Taking calibrated weights as fixed
//! ([`Design::with_weights`]) gives errors that are too large, often by far. Deville and Särndal (1992), "Calibration
//! estimators in survey sampling"; Deville, Särndal and Sautory (1993) for raking.

mod distance;
mod margins;
mod trim;

pub use distance::{Distance, Options, factors};
pub use margins::{Margin, missed, post_stratify, rake, rake_watched, rake_weights};
pub use trim::{trim, trim_weights};

use crate::design::{Calibration, Design};
use crate::linear::check;
use crate::matrix::basis;
use crate::{Matrix, SurveyError};

/// A column whose length is less than this part of what it was is explained by earlier ones.
const DEPENDENT: f64 = 1e-7;

/// Calibrates weights so that the totals of the columns are the targets. Shape: one target for each column of `x`; a column of
/// ones calibrates to the population's size.
///
/// # Errors
/// When a value is missing, no weights within the bounds reach the targets, or the steps do not settle.
///
/// ```
/// use survey::calibrate::{Options, calibrate};
/// use survey::design::{DesignBuilder, Stage};
/// use survey::matrix::columns;
/// let design = DesignBuilder::new(vec![Stage::rows(3)]).weights(vec![10.0; 3]).build().unwrap();
/// let x = columns(&[&[1.0, 1.0, 1.0], &[1.0, 2.0, 6.0]]).unwrap();
/// let done = calibrate(&design, &x, &[36.0, 120.0], &Options::default()).unwrap();
/// let total: f64 = done.weights().iter().zip([1.0, 2.0, 6.0]).map(|(w, x)| w * x).sum();
/// assert!((total - 120.0).abs() < 1e-10);
/// ```
pub fn calibrate(
    design: &Design,
    x: &Matrix,
    targets: &[f64],
    options: &Options,
) -> Result<Design, SurveyError> {
    check(design, x)?;
    let factors = factors(design.weights(), x, targets, options)?;
    Ok(calibrated(design, x, &factors))
}

/// The design after its weights were multiplied by factors that follow from `x`.
fn calibrated(design: &Design, x: &Matrix, factors: &[f64]) -> Design {
    let before = design.weights();
    let spanned = Matrix::from_fn(x.nrows(), x.ncols(), |row, column| match before[row] {
        0.0 => 0.0,
        weight => weight.sqrt() * x[(row, column)],
    });
    let after = before.iter().zip(factors).map(|(weight, factor)| weight * factor).collect();
    let scale = before.iter().zip(factors).map(|(weight, factor)| weight.sqrt() * factor).collect();
    design.calibrated(after, Calibration { basis: basis(&spanned, DEPENDENT), scale })
}
