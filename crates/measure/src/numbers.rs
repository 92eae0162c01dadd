//! The few special functions that the measures need. What reaches print goes through `libm`, so that it is the same on
//! every machine; the incomplete beta function is `statrs`'s, and printing rounds its last digits away.

use statrs::function::beta::{beta_reg, inv_beta_reg};

/// P(X <= x) for X ~ Beta(a, b), `a, b > 0`.
pub fn beta_cdf(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x >= 1.0 {
        1.0
    } else {
        beta_reg(a, b, x)
    }
}

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
    let tail = 0.5 * beta_cdf(df / 2.0, 0.5, df / (df + t * t));
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// The `q` quantile of Student's t with `df` degrees of freedom, by bisection on [`student_cdf`].
pub fn student_quantile(q: f64, df: f64) -> f64 {
    let (mut low, mut high) = (-1e3, 1e3);
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if student_cdf(middle, df) < q { low = middle } else { high = middle }
    }
    0.5 * (low + high)
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
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_by(|&a, &b| p_values[a].total_cmp(&p_values[b]));
    let mut adjusted = vec![1.0; p_values.len()];
    let mut so_far = 0.0_f64;
    for (rank, &index) in order.iter().enumerate() {
        so_far = so_far.max(p_values[index] * (p_values.len() - rank) as f64).min(1.0);
        adjusted[index] = so_far;
    }
    adjusted
}

/// A small generator of random numbers for bootstraps: SplitMix64 (Steele, Lea and Flood 2014). The same seed gives the
/// same draws on every machine; it is no secret and needs no more strength.
#[derive(Debug, Clone)]
pub struct Draws(u64);

impl Draws {
    /// Starts at a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from 0 up to `below`, which must not be 0.
    pub const fn index(&mut self, below: usize) -> usize {
        ((self.bits() as u128 * below as u128) >> 64) as usize
    }
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
