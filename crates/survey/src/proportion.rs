//! Intervals for a proportion under the design.

mod likelihood;

pub use likelihood::on_grid;

use crate::design::Design;
use crate::distribution::{beta_quantile, student_quantile};
use crate::estimates::{check_df, check_level};
use crate::linear::means;
use crate::{Matrix, SurveyError};

/// How an interval is made. All but [`Mean`](Self::Mean) stay within 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// By the logit: `logit p ± t se / (p (1 - p))`, turned back. Not defined for 0 and 1.
    Logit,
    /// Where the weighted binomial likelihood, scaled by the design (Rao and Scott 1984), falls below the t quantile. Not
    /// defined for 0 and 1.
    Likelihood,
    /// By the variance-stabilising `asin √p`.
    Arcsine,
    /// Korn and Graubard (1998): the exact binomial interval of the effective base, corrected for degrees of freedom.
    Beta,
    /// `p ± t se`: may leave 0 and 1.
    Mean,
    /// Wilson's score interval of the effective base `p (1 - p) / se²` with a t quantile; Franco, Little, Louis and Slud (2019).
    Wilson,
}

/// A proportion with its error and interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Proportion {
    /// Range: 0 to 1.
    pub value: f64,
    pub error: f64,
    /// Lower and upper end.
    pub interval: (f64, f64),
}

/// The proportion of rows with 1 among 0 and 1. `df` are the degrees of freedom of the t quantile, those of the design if
/// none are given.
///
/// # Errors
/// When a value is neither 0 nor 1 or missing, no row is in the domain, or the method is not defined for what came out.
///
/// ```
/// use survey::design::{DesignBuilder, Stage};
/// use survey::proportion::{Method, proportion};
/// let design = DesignBuilder::new(vec![Stage::rows(8)]).weights(vec![1.0; 8]).build().unwrap();
/// let yes = [1.0, 0.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0];
/// let found = proportion(&design, &yes, Method::Beta, 0.95, None).unwrap();
/// assert_eq!(found.value, 0.25);
/// assert!(found.interval.0 > 0.0 && found.interval.1 < 1.0);
/// ```
pub fn proportion(
    design: &Design,
    truth: &[f64],
    method: Method,
    level: f64,
    df: Option<f64>,
) -> Result<Proportion, SurveyError> {
    let inside = |row: usize| design.weights().get(row).is_some_and(|weight| *weight != 0.0);
    if truth
        .iter()
        .enumerate()
        .any(|(row, truth)| inside(row) && !truth.is_nan() && *truth != 0.0 && *truth != 1.0)
    {
        return Err(SurveyError::OutOfRange { what: "an entry of a proportion", expected: "0 or 1" });
    }
    let x = Matrix::from_column_slice(truth.len(), 1, truth);
    let mean = means(design, &x)?.estimates(design)?;
    let base = Base { rows: design.base() as f64, df: df.unwrap_or(mean.df), design_df: mean.df };
    let (value, error) = (mean.values[0], mean.errors()[0]);
    Ok(Proportion { value, error, interval: interval(value, error, base, method, level)? })
}

/// What an interval has to know beside a proportion and its error.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Base {
    /// The unweighted base. Unit: rows.
    pub rows: f64,
    /// Degrees of freedom of the t quantile.
    pub df: f64,
    /// Degrees of freedom of the design.
    pub design_df: f64,
}

/// The interval of a proportion with a given error.
///
/// # Errors
/// When the level is not between 0 and 1, there are no degrees of freedom, or the method is not defined at 0 and 1.
pub fn interval(
    p: f64,
    error: f64,
    base: Base,
    method: Method,
    level: f64,
) -> Result<(f64, f64), SurveyError> {
    check_level(level)?;
    check_df(base.df)?;
    let t = student_quantile(0.5 + 0.5 * level, base.df);
    let inner = p > 0.0 && p < 1.0;
    match method {
        Method::Logit | Method::Likelihood if !inner => Err(SurveyError::OutOfRange {
            what: "a proportion whose interval is made by logit or likelihood",
            expected: "between 0 and 1; take Korn and Graubard's or Wilson's for 0 and 1",
        }),
        Method::Logit => {
            let (centre, half) = (libm::log(p / (1.0 - p)), t * error / (p * (1.0 - p)));
            Ok((expit(centre - half), expit(centre + half)))
        }
        Method::Likelihood => Ok(likelihood::exact(p, error, base.rows, t)),
        Method::Arcsine => Ok(arcsine(p, error, t)),
        Method::Beta => Ok(korn_graubard(p, error, base, level)),
        Method::Mean => Ok((p - t * error, p + t * error)),
        Method::Wilson => {
            let effective = effective(p, error, base.rows);
            Ok(crate::binomial::wilson(p, effective, t))
        }
    }
}

/// The size of a simple random sample with the same error; the number of rows where the error is 0.
fn effective(p: f64, error: f64, rows: f64) -> f64 {
    if error > 0.0 { p * (1.0 - p) / (error * error) } else { rows }
}

fn arcsine(p: f64, error: f64, t: f64) -> (f64, f64) {
    let root = p.sqrt();
    let centre = libm::asin(root);
    let slope = 2.0 * root * (1.0 - p).sqrt();
    let half = if slope > 0.0 { t * error / slope } else { 0.0 };
    let back = |angle: f64| libm::sin(angle) * libm::sin(angle);
    (back(centre - half), back(centre + half))
}

fn korn_graubard(p: f64, error: f64, base: Base, level: f64) -> (f64, f64) {
    let q = 0.5 + 0.5 * level;
    let correction = if base.rows > 1.0 && base.design_df > 0.0 {
        student_quantile(q, base.rows - 1.0) / student_quantile(q, base.design_df)
    } else {
        1.0
    };
    let n = effective(p, error, base.rows) * correction * correction;
    let (yes, no) = (n * p, n * (1.0 - p));
    (beta_quantile(yes, no + 1.0, 1.0 - q), beta_quantile(yes + 1.0, no, q))
}

/// `e^x / (1 + e^x)`.
pub(crate) fn expit(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}
