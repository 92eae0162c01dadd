//! Weighted quantiles by a stated rule, and their intervals under the design.

mod rules;

pub use rules::{Rule, quantile};

use crate::design::Design;
use crate::distribution::student_quantile;
use crate::estimates::{check_df, check_level};
use crate::linear::means;
use crate::proportion::{Base, Method, interval};
use crate::roots::crossing;
use crate::{Matrix, SurveyError};

/// How the interval of a quantile is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Interval {
    /// Woodruff (1952): the interval of the proportion at or below the quantile, made by a method for proportions, and both
    /// its ends turned back into quantiles.
    Woodruff(Method),
    /// Francisco and Fuller (1991): the values that a score test of the proportion does not reject.
    Score,
}

/// A quantile with its interval and an error read off the interval's length.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantile {
    /// In the units of the column.
    pub value: f64,
    /// `(upper - lower) / 2t`; NaN if an end is unknown.
    pub error: f64,
    /// Lower and upper end; NaN where the interval of the proportion leaves 0 and 1, so that no value bounds it.
    pub interval: (f64, f64),
}

/// The `p` quantile of a column, with its interval. `df` are those of the design if none are given. Range: `0 < p < 1`.
///
/// # Errors
/// When a value in the domain is missing, no row is in it, or a number is out of range.
pub fn estimate(
    design: &Design,
    x: &[f64],
    p: f64,
    rule: Rule,
    by: Interval,
    level: f64,
) -> Result<Quantile, SurveyError> {
    check_level(level)?;
    let df = design.degrees_of_freedom();
    check_df(df)?;
    if x.len() != design.rows() {
        return Err(SurveyError::Length { what: "a column", found: x.len(), expected: design.rows() });
    }
    let inside: Vec<usize> = (0..x.len()).filter(|row| design.weights()[*row] != 0.0).collect();
    if let Some(row) = inside.iter().find(|row| x[**row].is_nan()) {
        return Err(SurveyError::MissingValue { column: 0, row: *row });
    }
    let values: Vec<f64> = inside.iter().map(|row| x[*row]).collect();
    let weights: Vec<f64> = inside.iter().map(|row| design.weights()[*row]).collect();
    let at = |p: f64| quantile(&values, &weights, p, rule);
    let value = at(p)?;
    let t = student_quantile(0.5 + 0.5 * level, df);
    let (low, high) = match by {
        Interval::Woodruff(method) => {
            let (share, error) = below(design, x, value)?;
            let base = Base { rows: values.len() as f64, df, design_df: df };
            interval(share, error, base, method, level)?
        }
        Interval::Score => score(design, x, &values, &weights, p, t)?,
    };
    let end = |share: f64| if (0.0..=1.0).contains(&share) { at(share) } else { Ok(f64::NAN) };
    let interval = (end(low)?, end(high)?);
    Ok(Quantile { value, error: (interval.1 - interval.0) / (2.0 * t), interval })
}

/// The proportion at or below a value, and its error.
fn below(design: &Design, x: &[f64], value: f64) -> Result<(f64, f64), SurveyError> {
    let truth = Matrix::from_iterator(x.len(), 1, x.iter().map(|x| f64::from(u8::from(*x <= value))));
    let mean = means(design, &truth)?.estimates(design)?;
    Ok((mean.values[0], mean.errors()[0]))
}

/// The shares at or below the two values where the score test `(P(X > θ) - (1 - p)) / se` takes ± t.
fn score(
    design: &Design,
    x: &[f64],
    values: &[f64],
    weights: &[f64],
    p: f64,
    t: f64,
) -> Result<(f64, f64), SurveyError> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let part = |q: f64| rules::between_ranks(&sorted, q);
    let margin = (part(0.75) - part(0.25)) / 100.0;
    let (low, high) = (sorted[0] + margin, sorted[sorted.len() - 1] - margin);
    let near = 1.0 / (100.0 * (values.len() as f64).sqrt());
    let test = |theta: f64, t: f64| -> Result<f64, SurveyError> {
        let (share, error) = below(design, x, theta)?;
        Ok((p - share) / error - t)
    };
    let total = crate::sums::sum(weights.iter().copied());
    let share = |theta: f64| {
        let at = values.iter().zip(weights).filter(|(value, _)| **value <= theta).map(|(_, weight)| *weight);
        crate::sums::sum(at) / total
    };
    let lower = crossing(|theta| test(theta, t), low, high, near)?;
    let upper = crossing(|theta| test(theta, -t), low, high, near)?;
    Ok((share(lower), share(upper)))
}
