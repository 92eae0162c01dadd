//! How far the items of a scale measure one thing: Cronbach's alpha and what belongs to it.

use crate::distribution::f_upper;
use crate::estimates::check_level;
use crate::{Matrix, SurveyError};

/// Alpha and what is seen when items are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Alpha {
    /// `k/(k-1) (1 - Σ s_ii / Σ s_ij)`. Range: up to 1; below 0 when items disagree.
    pub raw: f64,
    /// The same of the correlations.
    pub standardised: f64,
    /// Guttman's λ6, by how well each item follows from the others.
    pub guttman6: f64,
    /// Mean correlation of two items.
    pub mean_correlation: f64,
    /// Raw alpha without each item.
    pub without: Vec<f64>,
    /// Correlation of each item with the sum of the others.
    pub item_rest: Vec<f64>,
}

/// Alpha of the items of a covariance matrix, which is weighted or not ([`crate::linear::covariances`]). Cronbach (1951);
/// Guttman (1945). Items that run the other way have to be turned before.
///
/// # Errors
/// When there are fewer than two items, one does not vary, or one follows from the others wholly.
///
/// ```
/// let covariance = survey::Matrix::from_row_slice(2, 2, &[1.0, 0.5, 0.5, 1.0]);
/// let alpha = survey::reliability::alpha(&covariance).unwrap();
/// assert!((alpha.raw - 2.0 / 3.0).abs() < 1e-15);
/// ```
pub fn alpha(covariance: &Matrix) -> Result<Alpha, SurveyError> {
    let items = covariance.nrows();
    if items < 2 || covariance.ncols() != items {
        return Err(SurveyError::TooFew { what: "items of a scale", found: items, least: 2 });
    }
    if (0..items).any(|item| covariance[(item, item)].is_nan() || covariance[(item, item)] <= 0.0) {
        return Err(SurveyError::Zero { what: "the variance of an item" });
    }
    let correlation = correlation(covariance);
    let (count, sum) = (items as f64, correlation.sum());
    let inverse = crate::matrix::inverse(&correlation, "the items of a scale")?;
    let unexplained: f64 = (0..items).map(|item| 1.0 / inverse[(item, item)]).sum();
    let all: Vec<usize> = (0..items).collect();
    let others = |left_out: usize| all.iter().copied().filter(|item| *item != left_out).collect::<Vec<_>>();
    let item_rest = |item: usize| {
        let rest = others(item);
        let with: f64 = rest.iter().map(|other| covariance[(item, *other)]).sum();
        with / (covariance[(item, item)] * total(covariance, &rest)).sqrt()
    };
    Ok(Alpha {
        raw: raw(covariance, &all),
        standardised: raw(&correlation, &all),
        guttman6: 1.0 - unexplained / sum,
        mean_correlation: (sum - count) / (count * (count - 1.0)),
        without: (0..items).map(|item| raw(covariance, &others(item))).collect(),
        item_rest: (0..items).map(item_rest).collect(),
    })
}

/// A covariance scaled to a unit diagonal.
pub fn correlation(covariance: &Matrix) -> Matrix {
    let scale = |i: usize| covariance[(i, i)].sqrt();
    Matrix::from_fn(covariance.nrows(), covariance.ncols(), |i, j| match i == j {
        true => 1.0,
        false => covariance[(i, j)] / (scale(i) * scale(j)),
    })
}

fn total(covariance: &Matrix, items: &[usize]) -> f64 {
    items.iter().flat_map(|i| items.iter().map(|j| covariance[(*i, *j)])).sum()
}

/// Alpha of some items; NaN of a single one.
fn raw(covariance: &Matrix, items: &[usize]) -> f64 {
    let count = items.len() as f64;
    let own: f64 = items.iter().map(|item| covariance[(*item, *item)]).sum();
    count / (count - 1.0) * (1.0 - own / total(covariance, items))
}

/// The interval of an alpha of `items` items from `rows` persons: Feldt (1965). For a simple random sample.
///
/// # Errors
/// When there are fewer than two items or persons, or the level is out of range.
pub fn alpha_interval(alpha: f64, rows: usize, items: usize, level: f64) -> Result<(f64, f64), SurveyError> {
    check_level(level)?;
    if rows < 2 || items < 2 {
        return Err(SurveyError::TooFew {
            what: "items or persons of a scale",
            found: rows.min(items),
            least: 2,
        });
    }
    let tail = 0.5 - 0.5 * level;
    let persons = rows as f64 - 1.0;
    let both = persons * (items as f64 - 1.0);
    let end = |tail: f64| 1.0 - (1.0 - alpha) * f_upper(tail, persons, both);
    Ok((end(tail), end(1.0 - tail)))
}
