//! How much larger what people say is than what was measured, where both are known between bounds only.
//!
//! The log of asked by traced is taken as normal: `log asked = log traced + m + s e`. Asked amounts come in classes, so that their
//! log lies between two bounds; a traced amount is known exactly, or lies between two bounds, evenly on the log scale for all
//! that is known, or only above a bound. Maximum likelihood under censoring by intervals (Turnbull 1976; Pawitan 2001, section
//! 11.7), weighted (pseudo-likelihood, Binder 1983), with errors by linearisation. Limits of agreement: Bland and Altman (1986, 1999),
//! on the log scale, so that they are ratios.

use super::normal::{Likelihood, averaged, between};
use crate::design::Design;
use crate::linear::Linearised;
use crate::matrix::inverse;
use crate::{Matrix, SurveyError};

/// What is known of one person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// Bounds of the log of what was asked; the same twice if it is known exactly, infinite where a class is open.
    pub asked: (f64, f64),
    /// Bounds of the log of what was traced; the upper may be infinite.
    pub traced: (f64, f64),
}

impl Pair {
    /// From amounts, in one unit: an asked class and a traced interval. An amount of 0 or less has no bound below. None where
    /// nothing is said: bounds are missing or the wrong way round, both ends open, or nothing was traced.
    ///
    /// ```
    /// use survey::agreement::ratio::Pair;
    /// assert!(Pair::of_amounts((1.0, 2.0), (0.8, 0.8)).is_some());
    /// assert!(Pair::of_amounts((6.0, f64::INFINITY), (3.0, f64::INFINITY)).is_none());
    /// ```
    pub fn of_amounts(asked: (f64, f64), traced: (f64, f64)) -> Option<Self> {
        let log = |amount: f64| if amount > 0.0 { libm::log(amount) } else { f64::NEG_INFINITY };
        let logs = |(low, high): (f64, f64)| (low <= high).then(|| (log(low), log(high)));
        let pair = Self { asked: logs(asked)?, traced: logs(traced)? };
        let nothing = pair.traced.1 == f64::NEG_INFINITY
            || pair.asked.1 == f64::NEG_INFINITY
            || pair.asked == (f64::NEG_INFINITY, f64::INFINITY);
        let (low, high) = pair.bounds();
        (!nothing && (low.is_finite() || high.is_finite())).then_some(pair)
    }

    /// Whether the traced amount has both bounds.
    pub const fn is_bounded(&self) -> bool {
        self.traced.0.is_finite() && self.traced.1.is_finite()
    }

    /// Between what the log of the ratio lies.
    const fn bounds(&self) -> (f64, f64) {
        (self.asked.0 - self.traced.1, self.asked.1 - self.traced.0)
    }

    fn likelihood(&self, mean: f64, sd: f64) -> Likelihood {
        if !self.is_bounded() {
            return between(self.bounds(), mean, sd);
        }
        let at = |traced: f64| between((self.asked.0 - traced, self.asked.1 - traced), mean, sd);
        let (low, high) = self.traced;
        if high - low < 1e-9 { at(low) } else { averaged((low, high), at) }
    }

    /// One place within the bounds, to start from.
    fn middle(&self) -> f64 {
        match self.bounds() {
            (low, high) if low.is_finite() && high.is_finite() => 0.5 * (low + high),
            (low, high) if high.is_finite() && low == f64::NEG_INFINITY => high - 0.5,
            (low, _) => low + 0.5,
        }
    }
}

/// Columns of what [`log_ratio`] finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// `m`: the mean of the log of asked by traced. Its exponential is the geometric mean of the ratios.
    Mean,
    /// `log s`, `s` the standard deviation of the logs.
    LogSd,
}

/// Most steps of Newton's method.
const STEPS: usize = 200;

/// Fits mean and spread of the log ratio. Columns: those of [`Column`]. `None` stands for a person of whom nothing is known, who
/// has to be outside of the domain. Unit: logs.
///
/// # Errors
/// When somebody in the domain is unknown, nobody is in it, or the steps do not settle: where classes are so wide that a spread
/// cannot be told.
///
/// ```
/// use survey::agreement::ratio::{Pair, log_ratio};
/// use survey::design::{DesignBuilder, Stage};
/// let design = DesignBuilder::new(vec![Stage::rows(4)]).weights(vec![1.0; 4]).build().unwrap();
/// let exact = |asked: f64, traced: f64| Pair::of_amounts((asked, asked), (traced, traced));
/// let pairs = [exact(2.0, 1.0), exact(3.0, 1.0), exact(4.0, 2.0), exact(3.0, 2.0)];
/// let found = log_ratio(&design, &pairs).unwrap();
/// assert!((found.values[0] - (2.0_f64 * 3.0 * 2.0 * 1.5).ln() / 4.0).abs() < 1e-9);
/// ```
pub fn log_ratio(design: &Design, pairs: &[Option<Pair>]) -> Result<Linearised, SurveyError> {
    let known = known(design, pairs)?;
    let size = crate::sums::sum(known.iter().map(|(_, weight, _)| *weight));
    let mut at = start(&known, size);
    let mut worth = worth(&known, at, size);
    let mut left = f64::INFINITY;
    for _ in 0..STEPS {
        let step = step(&known, at, size)?;
        left = step[0].abs().max(step[1].abs());
        if left < 1e-11 {
            break;
        }
        // Halved until it is better; where no step is, rounding is all that is left.
        let better = (0..40).map(|half| 0.5_f64.powi(half)).find_map(|part| {
            let next = [at[0] + part * step[0], at[1] + part * step[1]];
            let found = self::worth(&known, next, size);
            (found > worth).then_some((next, found))
        });
        match better {
            Some((next, found)) => (at, worth) = (next, found),
            None => break,
        }
    }
    if left > 1e-6 || !worth.is_finite() {
        return Err(SurveyError::NotSettled { what: "the log ratio", steps: STEPS, left });
    }
    let inverse = inverse(&slope(&known, at, size), "mean and spread of a log ratio")?;
    let mut scores = Matrix::zeros(design.rows(), 2);
    for (row, weight, pair) in &known {
        let score = score(pair, at);
        (scores[(*row, 0)], scores[(*row, 1)]) = (weight * score[0] / size, weight * score[1] / size);
    }
    Ok(Linearised { values: at.to_vec(), influence: scores * inverse })
}

/// From what [`log_ratio`] found, on the log scale: the mean and the limits between which a share of `cover` of people's own
/// ratios lie, lower and upper. Exponentials of all three, and of their intervals, are ratios.
pub fn limits(found: &Linearised, cover: f64) -> Linearised {
    let z = crate::distribution::normal_quantile(0.5 + 0.5 * cover);
    let (mean, sd) = (found.values[0], libm::exp(found.values[1]));
    let ends = [0.0, -z, z];
    let influence = Matrix::from_fn(found.influence.nrows(), 3, |row, column| {
        found.influence[(row, 0)] + ends[column] * sd * found.influence[(row, 1)]
    });
    Linearised { values: ends.iter().map(|end| mean + end * sd).collect(), influence }
}

/// A row, its weight, and what is known of it.
type Known = (usize, f64, Pair);

fn known(design: &Design, pairs: &[Option<Pair>]) -> Result<Vec<Known>, SurveyError> {
    if pairs.len() != design.rows() {
        return Err(SurveyError::Length { what: "the pairs", found: pairs.len(), expected: design.rows() });
    }
    let inside = design.weights().iter().zip(pairs).enumerate().filter(|(_, (weight, _))| **weight != 0.0);
    let known: Result<Vec<Known>, SurveyError> = inside
        .map(|(row, (weight, pair))| {
            pair.map(|pair| (row, *weight, pair)).ok_or(SurveyError::MissingValue { column: 0, row })
        })
        .collect();
    match known {
        Ok(known) if known.len() < 2 => {
            Err(SurveyError::TooFew { what: "people of a log ratio", found: known.len(), least: 2 })
        }
        known => known,
    }
}

fn start(known: &[Known], size: f64) -> [f64; 2] {
    let mean = known.iter().map(|(_, weight, pair)| weight * pair.middle()).sum::<f64>() / size;
    let off = |pair: &Pair| (pair.middle() - mean) * (pair.middle() - mean);
    let variance = known.iter().map(|(_, weight, pair)| weight * off(pair)).sum::<f64>() / size;
    [mean, 0.5 * libm::log(variance.max(1e-4))]
}

/// The log likelihood, on average.
fn worth(known: &[Known], at: [f64; 2], size: f64) -> f64 {
    let sd = libm::exp(at[1]);
    let part = |(_, weight, pair): &Known| {
        weight * libm::log(pair.likelihood(at[0], sd).value.max(f64::MIN_POSITIVE))
    };
    crate::sums::sum(known.iter().map(part)) / size
}

/// Slopes of one person's log likelihood.
fn score(pair: &Pair, at: [f64; 2]) -> [f64; 2] {
    let found = pair.likelihood(at[0], libm::exp(at[1]));
    let value = found.value.max(f64::MIN_POSITIVE);
    [found.by_mean / value, found.by_log_sd / value]
}

fn total(known: &[Known], at: [f64; 2], size: f64) -> [f64; 2] {
    let mut total = [crate::sums::Sum::default(), crate::sums::Sum::default()];
    for (_, weight, pair) in known {
        let score = score(pair, at);
        (0..2).for_each(|part| total[part].add(weight * score[part] / size));
    }
    total.map(|sum| sum.value())
}

/// Minus the slope of the total score, by central differences of the exact scores.
fn slope(known: &[Known], at: [f64; 2], size: f64) -> Matrix {
    const BY: f64 = 1e-5;
    let along = |part: usize| {
        let (mut up, mut down) = (at, at);
        (up[part], down[part]) = (at[part] + BY, at[part] - BY);
        let (up, down) = (total(known, up, size), total(known, down, size));
        [(down[0] - up[0]) / (2.0 * BY), (down[1] - up[1]) / (2.0 * BY)]
    };
    let (first, second) = (along(0), along(1));
    let cross = 0.5 * (first[1] + second[0]);
    Matrix::from_row_slice(2, 2, &[first[0], cross, cross, second[1]])
}

/// Newton's step, or where the likelihood is not hollow there, one along the scores.
fn step(known: &[Known], at: [f64; 2], size: f64) -> Result<[f64; 2], SurveyError> {
    let total = total(known, at, size);
    if total.iter().any(|value| !value.is_finite()) {
        return Err(SurveyError::NotSettled { what: "the log ratio", steps: 0, left: f64::INFINITY });
    }
    let slope = slope(known, at, size);
    Ok(match inverse(&slope, "mean and spread of a log ratio") {
        Ok(inverse) => {
            let step = inverse * Matrix::from_column_slice(2, 1, &total);
            [step[(0, 0)].clamp(-2.0, 2.0), step[(1, 0)].clamp(-1.0, 1.0)]
        }
        Err(_) => total.map(|value| value.clamp(-0.5, 0.5)),
    })
}

#[cfg(test)]
mod tests;
