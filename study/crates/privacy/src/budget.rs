//! What may be spent, and what a release costs: epsilon and delta in, whole billionths of rho out.

use opendp::combinators::ConcentratedMeasure;
use opendp::measures::ZeroConcentratedDivergence;

use crate::PrivacyError;

/// Rho of zero-concentrated differential privacy in billionths: a whole number, so that sums are exact.
pub type Rho = u64;

/// One rho.
pub(crate) const BILLION: f64 = 1e9;

/// A budget as it is stated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    pub epsilon: f64,
    pub delta: f64,
}

impl Budget {
    /// The most billionths of rho that stay within epsilon at this delta. Rounded down, so that it never promises too much.
    ///
    /// # Errors
    /// When OpenDP cannot convert it, which is so for a delta that is not between 0 and 1.
    pub fn rho(&self) -> Result<Rho, PrivacyError> {
        let fits = |rho: Rho| epsilon(rho, self.delta).map(|epsilon| epsilon <= self.epsilon);
        // Bun and Steinke (2016), proposition 1.3, turned round: this much always fits, and never twice as much.
        let log = -libm::log(self.delta);
        let safe = ((log + self.epsilon).sqrt() - log.sqrt()).powi(2);
        let (mut low, mut high) = ((safe * BILLION) as Rho, (2.0 * safe * BILLION) as Rho + 2);
        if !fits(low)? {
            return Err(PrivacyError::Noise("OpenDP accounts for more than its own theory".into()));
        }
        // To six digits: each step costs as much as the noise itself.
        while high - low > 1 + low / 1_000_000 {
            let middle = low + (high - low) / 2;
            if fits(middle)? { low = middle } else { high = middle }
        }
        Ok(low)
    }
}

/// What billionths of rho are as epsilon at a delta.
///
/// # Errors
/// As [`Budget::rho`].
pub(crate) fn epsilon(rho: Rho, delta: f64) -> Result<f64, PrivacyError> {
    if rho == 0 {
        return Ok(0.0);
    }
    let profile = ZeroConcentratedDivergence::convert(rho as f64 / BILLION);
    let epsilon = profile.and_then(|profile| profile.epsilon(delta));
    epsilon.map_err(|error| PrivacyError::Noise(format!("{:?}", error.variant)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_never_promised_too_much() {
        for (asked, delta) in [(0.1, 1e-6), (1.0, 1e-6), (1.0, 1e-9), (5.0, 1e-5), (20.0, 1e-6)] {
            let rho = Budget { epsilon: asked, delta }.rho().unwrap();
            assert!(epsilon(rho, delta).unwrap() <= asked);
            assert!(epsilon(rho + 2 + rho / 500_000, delta).unwrap() > asked, "{asked}");
            // Bun and Steinke (2016), proposition 1.3: epsilon is at most rho + 2 sqrt(rho ln(1/delta)).
            let real = rho as f64 / BILLION;
            let bound = real + 2.0 * (real * -libm::log(delta)).sqrt();
            assert!((asked * 0.99..asked * 1.5).contains(&bound), "{asked} {bound}");
        }
    }

    #[test]
    fn halves_cost_less_than_half() {
        let rho = |epsilon| Budget { epsilon, delta: 1e-6 }.rho().unwrap();
        assert!(rho(0.5) * 2 < rho(1.0));
    }
}
