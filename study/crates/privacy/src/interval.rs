//! Shares of noisy sums, with intervals that include both the sampling and the noise.
//!
//! A share is `N / D`: the sum of clipped weights of those who gave an answer, by that of all who answered. `D` is made of the
//! cells of `k` answers, `N` of `j` of them; each cell holds its own noise of variance `s²`. At the true share `p`,
//!
//! ```text
//! E(N - p D) = 0,   Var(N - p D) = f D p (1 - p)  +  s² (j (1 - p)² + (k - j) p²)
//!                                  sampling           noise
//! ```
//!
//! where `f` is the sum of squared weights by the sum of weights (Kish's effect in the unit of weights), times the effect of
//! clusters. The interval holds all `p` at which `N - p D` is no more than `z` of its standard deviations from 0. Without noise that
//! is Wilson's interval (1927) on the effective base, without sampling Fieller's (1954) for a ratio; adding the variance of noise to
//! that of sampling follows Vu and Slavkovic (2009). `p` is squared at most, so that its bounds are roots of a quadratic.

use survey::distribution;

/// The sums behind a share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sums {
    /// Of those who gave one of the answers, with noise.
    pub answer: f64,
    /// Of all who answered, with noise.
    pub base: f64,
    /// Cells that `answer` is made of, and all.
    pub cells: f64,
    pub of: f64,
    /// The standard deviation of the noise of one cell.
    pub noise: f64,
    /// The sum of squared weights by the sum of weights, times the effect of clusters.
    pub effect: f64,
}

/// A share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// 0 to 1: what the noise drives out of it is brought back to its bounds.
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// The parts of its standard error, from sampling and from noise.
    pub sampling: f64,
    pub noise: f64,
}

impl Sums {
    /// The share with its interval; none where the noise leaves the base so open that the interval has no bounds.
    pub fn share(&self, level: f64) -> Option<Share> {
        let z = distribution::normal_quantile(f64::midpoint(1.0, level));
        let Self { answer, base, cells, of, noise, effect } = *self;
        let (squared, noise) = (z * z, noise * noise);
        let sampling = effect * base;
        if base <= 0.0 || !base.is_finite() {
            return None;
        }
        // a p² + b p + c <= 0
        let a = base * base + squared * (sampling - noise * of);
        let b = -2.0 * answer * base - squared * (sampling - 2.0 * noise * cells);
        let c = answer * answer - squared * noise * cells;
        let root = b.mul_add(b, -4.0 * a * c);
        if a <= 0.0 || base * base <= squared * noise * of || root < 0.0 {
            return None;
        }
        let (low, high) = ((-b - root.sqrt()) / (2.0 * a), (-b + root.sqrt()) / (2.0 * a));
        let value = (answer / base).clamp(0.0, 1.0);
        let others = (of - cells) * value * value;
        let of_noise = noise * (cells * (1.0 - value) * (1.0 - value) + others);
        Some(Share {
            value,
            low: low.clamp(0.0, 1.0),
            high: high.clamp(0.0, 1.0),
            sampling: (sampling * value * (1.0 - value)).sqrt() / base,
            noise: of_noise.sqrt() / base,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sums(answer: f64, base: f64, noise: f64) -> Sums {
        Sums { answer, base, cells: 1.0, of: 2.0, noise, effect: 1.0 }
    }

    #[test]
    fn without_noise_it_is_wilsons() {
        // Wilson's interval for 15 of 50 at 95%, as R's `prop.test(15, 50, correct = FALSE)` gives it.
        let share = sums(15.0, 50.0, 0.0).share(0.95).unwrap();
        assert!((share.low - 0.191_03).abs() < 1e-4 && (share.high - 0.437_50).abs() < 1e-4, "{share:?}");
    }

    #[test]
    fn where_noise_drowns_the_base_there_is_none() {
        assert!(sums(1.0, 10.0, 20.0).share(0.95).is_none());
        assert!(sums(-5.0, -10.0, 1.0).share(0.95).is_none());
    }

    proptest! {
        #[test]
        fn a_share_lies_within_its_interval_and_noise_only_widens_it(
            base in 50.0_f64..5000.0, part in 0.0_f64..1.0, noise in 0.0_f64..10.0
        ) {
            let quiet = sums(part * base, base, 0.0).share(0.95).unwrap();
            if let Some(loud) = sums(part * base, base, noise).share(0.95) {
                prop_assert!(loud.low <= loud.value + 1e-9 && loud.value <= loud.high + 1e-9);
                prop_assert!(loud.high - loud.low >= quiet.high - quiet.low - 1e-9);
                prop_assert!((0.0..=1.0).contains(&loud.low) && (0.0..=1.0).contains(&loud.high));
            }
        }
    }
}
