//! Draws from distributions, the same on every machine.

use survey::draws::Draws;

/// A stream of its own for each purpose: what one step draws does not depend on how much another did. FNV-1a over the name.
pub fn stream(seed: u64, name: &str) -> Draws {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    Draws::new(seed ^ hash)
}

/// A standard normal number. Box and Muller (1958).
pub fn normal(draws: &mut Draws) -> f64 {
    let radius = (-2.0 * libm::log(1.0 - draws.share())).sqrt();
    radius * libm::cos(2.0 * std::f64::consts::PI * draws.share())
}

/// A count with that mean (0 or more), by Knuth's product; means above 30 are drawn as normal.
pub fn poisson(draws: &mut Draws, mean: f64) -> f64 {
    if mean > 30.0 {
        return (mean + mean.sqrt() * normal(draws)).round().max(0.0);
    }
    let (end, mut product, mut count) = (libm::exp(-mean), draws.share(), 0.0);
    while product > end {
        product *= draws.share();
        count += 1.0;
    }
    count
}

/// The place of one of these weights, by their size; `tilt` moves it towards the end (above 0) or the beginning: each step along
/// the list multiplies the odds by `e^tilt`.
pub fn pick(draws: &mut Draws, weights: &[f64], tilt: f64) -> usize {
    let tilted: Vec<f64> =
        weights.iter().enumerate().map(|(place, weight)| weight * libm::exp(tilt * place as f64)).collect();
    let mut left = draws.share() * tilted.iter().sum::<f64>();
    for (place, weight) in tilted.iter().enumerate() {
        left -= weight;
        if left < 0.0 {
            return place;
        }
    }
    weights.len().saturating_sub(1)
}

/// Shuffles in place. Fisher and Yates.
pub fn shuffle<T>(draws: &mut Draws, things: &mut [T]) {
    for place in (1..things.len()).rev() {
        things.swap(place, draws.index(place + 1));
    }
}

/// `1 / (1 + e^-x)`.
pub fn expit(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// The log-odds of a percent, held away from 0 and 100.
pub fn logit(percent: f64) -> f64 {
    let part = (percent / 100.0).clamp(0.001, 0.999);
    libm::log(part / (1.0 - part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_have_the_moments_that_they_should_have() {
        let mut draws = stream(1, "moments");
        let many: Vec<f64> = (0..20_000).map(|_| normal(&mut draws)).collect();
        let mean = many.iter().sum::<f64>() / 20_000.0;
        let variance = many.iter().map(|x| x * x).sum::<f64>() / 20_000.0;
        assert!(mean.abs() < 0.03 && (variance - 1.0).abs() < 0.04, "{mean} {variance}");
        for mean in [0.0, 0.3, 4.0, 60.0] {
            let found = (0..20_000).map(|_| poisson(&mut draws, mean)).sum::<f64>() / 20_000.0;
            assert!((found - mean).abs() <= 0.04 * mean.max(1.0), "{mean}: {found}");
        }
        let picked = (0..20_000).filter(|_| pick(&mut draws, &[1.0, 3.0], 0.0) == 1).count();
        assert!((picked as f64 / 20_000.0 - 0.75).abs() < 0.02);
    }

    #[test]
    fn streams_do_not_depend_on_each_other() {
        assert_eq!(stream(1, "a").bits(), stream(1, "a").bits());
        assert_ne!(stream(1, "a").bits(), stream(1, "b").bits());
        assert_ne!(stream(1, "a").bits(), stream(2, "a").bits());
    }
}
