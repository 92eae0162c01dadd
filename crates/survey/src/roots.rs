//! Where a function of one variable is zero.

use crate::SurveyError;

/// The root of a function that is above 0 at `low` and falls to 0 or less at `high`, to the last bits, by halving. With a
/// function that jumps, where it jumps.
pub fn decreasing(f: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    let (mut low, mut high) = (low, high);
    for _ in 0..1100 {
        let middle = low + 0.5 * (high - low);
        if middle <= low || middle >= high {
            break;
        }
        if f(middle) > 0.0 { low = middle } else { high = middle }
    }
    if f(low).abs() < f(high).abs() { low } else { high }
}

/// Where a function changes sign between two places, to within `near`: Brent (1973), "Algorithms for Minimization without
/// Derivatives", section 4.4. Errors of the function end it.
///
/// # Errors
/// When the function fails, or has the same sign at both ends.
pub fn crossing(
    mut f: impl FnMut(f64) -> Result<f64, SurveyError>,
    low: f64,
    high: f64,
    near: f64,
) -> Result<f64, SurveyError> {
    let (mut a, mut b) = (low, high);
    let (mut at_a, mut at_b) = (f(a)?, f(b)?);
    if at_a == 0.0 {
        return Ok(a);
    }
    if at_a * at_b > 0.0 || at_a.is_nan() || at_b.is_nan() {
        return Err(SurveyError::NotSettled { what: "an end of an interval", steps: 0, left: at_b.abs() });
    }
    // `c` is on the other side of the root than `b`, `a` the `b` of the step before.
    let (mut c, mut at_c) = (a, at_a);
    for _ in 0..1000 {
        let before = b - a;
        if at_c.abs() < at_b.abs() {
            (a, b, c) = (b, c, b);
            (at_a, at_b, at_c) = (at_b, at_c, at_b);
        }
        let enough = 2.0 * f64::EPSILON * b.abs() + near / 2.0;
        let half = (c - b) / 2.0;
        if half.abs() <= enough || at_b == 0.0 {
            break;
        }
        let mut step = half;
        if before.abs() >= enough && at_a.abs() > at_b.abs() {
            step = interpolated([a, b, c], [at_a, at_b, at_c], before, enough).unwrap_or(half);
        }
        if step.abs() < enough {
            step = enough.copysign(step);
        }
        (a, at_a) = (b, at_b);
        b += step;
        at_b = f(b)?;
        if (at_b > 0.0) == (at_c > 0.0) && at_b != 0.0 {
            (c, at_c) = (a, at_a);
        }
    }
    Ok(b)
}

/// A step by a line through two points or an inverse parabola through three, if it falls short enough of the other side.
fn interpolated(at: [f64; 3], value: [f64; 3], before: f64, enough: f64) -> Option<f64> {
    let ([a, b, c], [at_a, at_b, at_c]) = (at, value);
    let wide = c - b;
    let (mut p, mut q) = if a == c {
        let s = at_b / at_a;
        (wide * s, 1.0 - s)
    } else {
        let (q, r, s) = (at_a / at_c, at_b / at_c, at_b / at_a);
        (s * (wide * q * (q - r) - (b - a) * (r - 1.0)), (q - 1.0) * (r - 1.0) * (s - 1.0))
    };
    if p > 0.0 {
        q = -q
    } else {
        p = -p
    }
    let short = p < 0.75 * wide * q - (enough * q).abs() / 2.0 && p < (before * q / 2.0).abs();
    short.then(|| p / q)
}
