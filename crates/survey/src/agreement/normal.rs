//! The likelihood of a normal of which only bounds are known.

use crate::distribution::normal_tail;

/// Nodes and weights of Gauss and Legendre's rule with 8 points on [-1, 1], the half above 0. Abramowitz and Stegun (1964), table
/// 25.4.
const RULE: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_47),
    (0.960_289_856_497_536_3, 0.101_228_536_290_376_26),
];

/// A probability (or a density, where a value is known exactly), and its slopes by the mean and by the log of the standard
/// deviation.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Likelihood {
    pub value: f64,
    pub by_mean: f64,
    pub by_log_sd: f64,
}

impl Likelihood {
    fn add(&mut self, other: Self, times: f64) {
        self.value += times * other.value;
        self.by_mean += times * other.by_mean;
        self.by_log_sd += times * other.by_log_sd;
    }
}

fn density(z: f64) -> f64 {
    // 1 / sqrt(2 pi)
    0.398_942_280_401_432_7 * libm::exp(-0.5 * z * z)
}

/// Of a normal with this mean and standard deviation that lies between two bounds, which may be infinite or the same.
pub(super) fn between((low, high): (f64, f64), mean: f64, sd: f64) -> Likelihood {
    let (from, to) = ((low - mean) / sd, (high - mean) / sd);
    if low == high {
        let at = density(from) / sd;
        return Likelihood { value: at, by_mean: at * from / sd, by_log_sd: at * (from * from - 1.0) };
    }
    // By the tail on whose side both lie, so that nothing cancels.
    let value =
        if from > 0.0 { normal_tail(from) - normal_tail(to) } else { normal_tail(-to) - normal_tail(-from) };
    let (at_from, at_to) = (density(from), density(to));
    let edge = |z: f64, at: f64| if z.is_finite() { z * at } else { 0.0 };
    Likelihood { value, by_mean: (at_from - at_to) / sd, by_log_sd: edge(from, at_from) - edge(to, at_to) }
}

/// The same, on average over a shift that lies evenly between two bounds: `f` gives the likelihood at each.
pub(super) fn averaged((low, high): (f64, f64), f: impl Fn(f64) -> Likelihood) -> Likelihood {
    // The rule is exact enough over one unit of a log.
    let parts = (high - low).ceil().clamp(1.0, 64.0);
    let half = (high - low) / parts / 2.0;
    let mut sum = Likelihood::default();
    for part in 0..parts as usize {
        let middle = low + half * (2.0 * part as f64 + 1.0);
        for (node, weight) in RULE {
            for node in [-node, node] {
                sum.add(f(middle + half * node), weight / 2.0 / parts);
            }
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_are_those_of_the_value() {
        let step = 1e-5;
        for bounds in [(-1.0, 0.5), (f64::NEG_INFINITY, 0.2), (0.3, f64::INFINITY), (0.7, 0.7), (5.0, 6.0)] {
            let at = |mean: f64, log_sd: f64| {
                averaged((-0.4, 1.3), |by| between((bounds.0 - by, bounds.1 - by), mean, libm::exp(log_sd)))
            };
            let found = at(0.2, -0.3);
            let by_mean = (at(0.2 + step, -0.3).value - at(0.2 - step, -0.3).value) / (2.0 * step);
            let by_log_sd = (at(0.2, -0.3 + step).value - at(0.2, -0.3 - step).value) / (2.0 * step);
            assert!((found.by_mean - by_mean).abs() < 1e-9, "{bounds:?}");
            assert!((found.by_log_sd - by_log_sd).abs() < 1e-9, "{bounds:?}");
        }
    }

    #[test]
    fn averages_are_integrals() {
        // Of a normal's distribution function over x the integral is x F(x) + f(x).
        let whole = |x: f64| x * normal_tail(-x) + density(x);
        let found = averaged((-3.0, 2.5), |by| between((f64::NEG_INFINITY, by), 0.0, 1.0)).value * 5.5;
        assert!((found - (whole(2.5) - whole(-3.0))).abs() < 1e-9);
    }
}
