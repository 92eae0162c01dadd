//! Design effects and effective bases: what the design costs against drawing persons at random.

use crate::design::Design;
use crate::estimates::Estimates;
use crate::linear::{size, variances};
use crate::{Matrix, SurveyError};

/// What a design effect compares with: simple random sampling of as many rows, with or without replacement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replacement {
    /// The variance is `S²/n`. The choice when weights do not add up to the population's size.
    With,
    /// The variance is `(1 - n/N) S²/n`, `N` the sum of the weights, which has to be above `n`.
    Without,
}

/// Kish's effective base: `(Σ w)² / Σ w²`, how many rows of equal weight would be worth as much where weights have nothing
/// to do with what is measured. Kish (1965), section 11.7. Range: 1 to the number of rows; 0 without any.
///
/// ```
/// assert_eq!(survey::moments::effective_base(&[1.0, 1.0, 2.0, 0.0]), 16.0 / 6.0);
/// ```
pub fn effective_base(weights: &[f64]) -> f64 {
    let total = crate::sums::sum(weights.iter().copied());
    let squares = crate::sums::sum(weights.iter().map(|weight| weight * weight));
    if squares > 0.0 { total * total / squares } else { 0.0 }
}

/// Design effects of means: variance under the design by that of a simple random sample. Kish (1965). Range: above 0; 1 for
/// a design as good as drawing persons at random.
///
/// # Errors
/// As [`variances`]; when weights add up to less than the number of rows and are compared without replacement.
pub fn mean_effects(
    design: &Design,
    x: &Matrix,
    means: &Estimates,
    against: Replacement,
) -> Result<Vec<f64>, SurveyError> {
    effects(design, x, means, against, 1.0)
}

/// Design effects of totals.
///
/// # Errors
/// As [`mean_effects`].
pub fn total_effects(
    design: &Design,
    x: &Matrix,
    totals: &Estimates,
    against: Replacement,
) -> Result<Vec<f64>, SurveyError> {
    effects(design, x, totals, against, size(design)?)
}

fn effects(
    design: &Design,
    x: &Matrix,
    estimates: &Estimates,
    against: Replacement,
    times: f64,
) -> Result<Vec<f64>, SurveyError> {
    let (rows, population) = (design.base() as f64, size(design)?);
    let finite = match against {
        Replacement::With => 1.0,
        // Weights that were scaled to the number of rows say nothing of the population, whatever rounding makes of it.
        Replacement::Without if population > rows * (1.0 + 1e-9) => (population - rows) / population,
        Replacement::Without => {
            let expected = "above the number of rows, or a comparison with replacement";
            return Err(SurveyError::OutOfRange { what: "the sum of the weights", expected });
        }
    };
    let spread = variances(design, x)?.values;
    let effect =
        |(i, spread): (usize, f64)| estimates.covariance[(i, i)] / (spread * times * times / rows * finite);
    Ok(spread.into_iter().enumerate().map(effect).collect())
}
