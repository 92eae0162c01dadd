//! The few special functions that the measures need, most of them those of `survey`. What reaches print goes through
//! `libm`, so that it is the same on every machine; the incomplete beta function is `statrs`'s, and printing rounds its last
//! digits away.

use statrs::function::beta::inv_beta_reg;
pub use survey::distribution::{beta as beta_cdf, student_quantile};
pub use survey::draws::Draws;
use survey::testing::adjust::{Adjust, adjusted};

/// The `q` quantile of Beta(a, b), `a, b > 0`, `0 <= q <= 1`.
pub fn beta_quantile(a: f64, b: f64, q: f64) -> f64 {
    inv_beta_reg(a, b, q.clamp(0.0, 1.0))
}

/// ln B(a, b).
pub fn ln_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}

/// P(T <= t) for Student's t with `df > 0` degrees of freedom.
pub fn student_cdf(t: f64, df: f64) -> f64 {
    survey::distribution::student_tail(-t, df)
}

/// The `q` quantile of sorted values, between neighbours by their distance (type 7 of Hyndman and Fan 1996). Nothing for
/// no values.
pub fn quantile(sorted: &[f64], q: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = q.clamp(0.0, 1.0) * last as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let (low, high) = (sorted[below], sorted[(below + 1).min(last)]);
    Some(low + part * (high - low))
}

/// Holm's correction: adjusted p-values in the order given. Sture Holm, "A simple sequentially rejective multiple test
/// procedure", Scandinavian Journal of Statistics 6 (1979).
pub fn holm(p_values: &[f64]) -> Vec<f64> {
    adjusted(p_values, Adjust::Holm)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(left: f64, right: f64) {
        assert!((left - right).abs() < 1e-9, "{left} {right}");
    }

    #[test]
    fn known_values() {
        // R: pbeta(.8, 18, 4); qbeta(.05, 21, 1); pt(2.5, 7); qt(.975, 4).
        close(beta_cdf(18.0, 4.0, 0.8), 0.370_376_033_355);
        close(beta_quantile(21.0, 1.0, 0.05), libm::pow(0.05, 1.0 / 21.0));
        close(student_cdf(2.5, 7.0), 0.979_503_890_707);
        assert!((student_quantile(0.975, 4.0) - 2.776_445_105).abs() < 1e-8);
    }

    #[test]
    fn holm_is_step_down() {
        let adjusted = holm(&[0.01, 0.04, 0.03, 0.005]);
        for (adjusted, expected) in adjusted.iter().zip([0.03, 0.06, 0.06, 0.02]) {
            close(*adjusted, expected);
        }
        assert!(holm(&[]).is_empty());
    }

    #[test]
    fn quantiles_lie_between_neighbours() {
        assert_eq!(quantile(&[], 0.5), None);
        assert_eq!(quantile(&[1.0, 2.0, 4.0], 0.75), Some(3.0));
        assert_eq!(quantile(&[7.0], 0.1), Some(7.0));
    }
}
