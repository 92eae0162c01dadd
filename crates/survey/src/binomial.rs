//! Intervals for a proportion in a simple random sample, or in one of an effective size.

use crate::SurveyError;
use crate::distribution::{beta_quantile, normal_quantile};
use crate::estimates::check_level;

/// How an interval is made. Brown, Cai and DasGupta (2001), "Interval estimation for a binomial proportion", compare them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// `p ± z √(p (1 - p) / n)`: too short near 0 and 1, where it also leaves them.
    Wald,
    /// Wilson (1927): inverts the score test.
    Wilson,
    /// Agresti and Coull (1998): `z²/2` added to both.
    AgrestiCoull,
    /// Clopper and Pearson (1934): covers at least as often as it says.
    ClopperPearson,
    /// The equal-tailed interval under Jeffreys' prior Beta(½, ½).
    Jeffreys,
}

/// The interval of `yes` out of `n`, both possibly not whole. Range: `0 <= yes <= n`, `n > 0`.
///
/// # Errors
/// When a count or the level is out of range.
///
/// ```
/// use survey::binomial::{Method, interval};
/// let (low, high) = interval(10.0, 40.0, Method::Wilson, 0.95).unwrap();
/// assert!((low - 0.14187).abs() < 1e-5 && (high - 0.40194).abs() < 1e-5);
/// ```
pub fn interval(yes: f64, n: f64, method: Method, level: f64) -> Result<(f64, f64), SurveyError> {
    check_level(level)?;
    if n.is_nan() || n <= 0.0 || yes.is_nan() || yes < 0.0 || yes > n {
        return Err(SurveyError::OutOfRange {
            what: "a count of a proportion",
            expected: "0 to the base, above 0",
        });
    }
    let (p, q) = (yes / n, 0.5 + 0.5 * level);
    let z = normal_quantile(q);
    let around = |p: f64, n: f64| {
        let half = z * (p * (1.0 - p) / n).sqrt();
        (p - half, p + half)
    };
    Ok(match method {
        Method::Wald => around(p, n),
        Method::Wilson => wilson(p, n, z),
        Method::AgrestiCoull => around((yes + 0.5 * z * z) / (n + z * z), n + z * z),
        Method::ClopperPearson => {
            (beta_quantile(yes, n - yes + 1.0, 1.0 - q), beta_quantile(yes + 1.0, n - yes, q))
        }
        Method::Jeffreys => {
            (beta_quantile(yes + 0.5, n - yes + 0.5, 1.0 - q), beta_quantile(yes + 0.5, n - yes + 0.5, q))
        }
    })
}

/// Wilson's interval with a quantile of one's own.
pub(crate) fn wilson(p: f64, n: f64, z: f64) -> (f64, f64) {
    let centre = p + z * z / (2.0 * n);
    let half = z / (2.0 * n) * (4.0 * n * p * (1.0 - p) + z * z).sqrt();
    let below = 1.0 + z * z / n;
    ((centre - half) / below, (centre + half) / below)
}
