//! Distributions: tails and quantiles. The incomplete beta and gamma functions are `statrs`'s, the error function `libm`'s;
//! quantiles are found on the tails themselves, so that both agree to the last bits.

use statrs::function::beta::beta_reg;
use statrs::function::gamma::gamma_ur;

use crate::roots::{crossing, decreasing};

/// P(Z > z) for a standard normal Z.
pub fn normal_tail(z: f64) -> f64 {
    0.5 * libm::erfc(z / std::f64::consts::SQRT_2)
}

/// P(Z <= z) for a standard normal Z.
pub fn normal_cdf(z: f64) -> f64 {
    normal_tail(-z)
}

/// The `q` quantile of the standard normal, `0 < q < 1`.
///
/// ```
/// assert!((survey::distribution::normal_quantile(0.975) - 1.959963984540054).abs() < 1e-12);
/// ```
pub fn normal_quantile(q: f64) -> f64 {
    if q < 0.5 { -upper(normal_tail, q) } else { upper(normal_tail, 1.0 - q) }
}

/// P(T > t) for Student's t with `df > 0` degrees of freedom; infinite `df` is the normal.
pub fn student_tail(t: f64, df: f64) -> f64 {
    if df.is_infinite() {
        return normal_tail(t);
    }
    let half = 0.5 * beta(df / 2.0, 0.5, df / (df + t * t));
    if t < 0.0 { 1.0 - half } else { half }
}

/// The two-sided p-value of a statistic under Student's t.
pub fn student_two_sided(t: f64, df: f64) -> f64 {
    2.0 * student_tail(t.abs(), df)
}

/// The `q` quantile of Student's t, `0 < q < 1`, `df > 0` or infinite.
///
/// ```
/// assert!((survey::distribution::student_quantile(0.975, 14.0) - 2.144786687917804).abs() < 1e-11);
/// ```
pub fn student_quantile(q: f64, df: f64) -> f64 {
    let tail = |t| student_tail(t, df);
    if q < 0.5 { -upper(tail, q) } else { upper(tail, 1.0 - q) }
}

/// P(F > f) for `df1` and `df2` degrees of freedom; infinite `df2` is a chi-squared by its degrees of freedom.
pub fn f_tail(f: f64, df1: f64, df2: f64) -> f64 {
    if f <= 0.0 {
        1.0
    } else if df2.is_infinite() {
        chi_squared_tail(f * df1, df1)
    } else {
        beta(df2 / 2.0, df1 / 2.0, df2 / (df2 + df1 * f))
    }
}

/// The value that F exceeds with probability `tail`, `0 < tail < 1`.
pub fn f_upper(tail: f64, df1: f64, df2: f64) -> f64 {
    upper_from(|f| f_tail(f, df1, df2), tail, 0.0)
}

/// P(X > x) for a chi-squared X with `df > 0` degrees of freedom, not necessarily whole.
pub fn chi_squared_tail(x: f64, df: f64) -> f64 {
    if x <= 0.0 { 1.0 } else { gamma_ur(df / 2.0, x / 2.0) }
}

/// P(X <= x) for X ~ Beta(a, b), `a, b > 0`; NaN for NaN.
pub fn beta(a: f64, b: f64, x: f64) -> f64 {
    if x.is_nan() {
        x
    } else if x <= 0.0 {
        0.0
    } else if x >= 1.0 {
        1.0
    } else {
        beta_reg(a, b, x)
    }
}

/// The `q` quantile of Beta(a, b); 0 for `a = 0` and 1 for `b = 0`, the limits of both.
pub fn beta_quantile(a: f64, b: f64, q: f64) -> f64 {
    if a <= 0.0 {
        0.0
    } else if b <= 0.0 {
        1.0
    } else if q <= 0.5 {
        root(|x| q - beta(a, b, x), 0.0, 1.0)
    } else {
        1.0 - root(|y| (1.0 - q) - beta(b, a, y), 0.0, 1.0)
    }
}

/// Where a tail that falls from 0 on takes the value `p`, for `p <= 1/2` of a symmetric distribution.
fn upper(tail: impl Fn(f64) -> f64, p: f64) -> f64 {
    if p >= 0.5 { 0.0 } else { upper_from(tail, p, 0.0) }
}

fn upper_from(tail: impl Fn(f64) -> f64, p: f64, from: f64) -> f64 {
    let mut to = from + 1.0;
    while tail(to) > p && to < 1e300 {
        to *= 2.0;
    }
    root(|x| tail(x) - p, from, to)
}

/// Where a smooth tail takes a value, in a fifth of the steps that halving takes.
fn root(f: impl Fn(f64) -> f64, low: f64, high: f64) -> f64 {
    crossing(|x| Ok(f(x)), low, high, 0.0).unwrap_or_else(|_| decreasing(f, low, high))
}
