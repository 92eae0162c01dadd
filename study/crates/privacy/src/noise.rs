//! Noise: the discrete Gaussian of the OpenDP library on whole numbers.
//!
//! Without its OpenSSL, the library takes its random bits from `rand` 0.7's generator of the thread: ChaCha with 20 rounds, seeded
//! by the operating system and again after every 64 KiB. That is a generator for cryptography, whose next bits cannot be told from
//! those before. What OpenSSL would add: it is not protected where a process is copied (we copy none) or where its memory is read
//! by others, who could then read the answers as well.

use opendp::domains::{AtomDomain, VectorDomain};
use opendp::error::Error;
use opendp::measurements::make_gaussian;
use opendp::measures::ZeroConcentratedDivergence;
use opendp::metrics::L2Distance;

use crate::budget::BILLION;
use crate::{PrivacyError, Rho};

/// The standard deviation of noise under which a vector that one respondent can move by `sensitivity` (Euclidean) costs at most
/// rho: `sensitivity / sqrt(2 rho)`.
pub fn deviation(sensitivity: f64, rho: Rho) -> f64 {
    sensitivity / (2.0 * rho as f64 / BILLION).sqrt()
}

/// The numbers with noise, and its standard deviation in their unit.
///
/// # Errors
/// When rho is 0, or OpenDP refuses: nothing was drawn then.
pub fn noisy(numbers: &[i64], sensitivity: f64, rho: Rho) -> Result<(Vec<i64>, f64), PrivacyError> {
    let failed = |error: Error| PrivacyError::Noise(format!("{:?}", error.variant));
    if rho == 0 {
        return Err(PrivacyError::Noise("the epsilon is too small to be accounted for".into()));
    }
    // A hair wider, so that OpenDP's own account, which rounds up, stays within rho; it has the last word.
    let scale = deviation(sensitivity, rho) * (1.0 + 1e-9);
    let domain = VectorDomain::new(AtomDomain::<i64>::default());
    let gaussian =
        make_gaussian::<_, _, ZeroConcentratedDivergence>(domain, L2Distance::<f64>::default(), scale, None)
            .map_err(failed)?;
    let cost = gaussian.map(&sensitivity).map_err(failed)?;
    if cost > rho as f64 / BILLION {
        return Err(PrivacyError::Noise("OpenDP accounts for more than was asked".into()));
    }
    Ok((gaussian.invoke(&numbers.to_vec()).map_err(failed)?, scale))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_has_the_stated_width_and_no_direction() {
        let (sensitivity, rho) = (100.0, 500_000_000);
        let (drawn, deviation) = noisy(&vec![7; 4000], sensitivity, rho).unwrap();
        assert!((deviation - 100.0).abs() < 1e-3);
        let count = drawn.len() as f64;
        let mean = drawn.iter().map(|number| *number as f64).sum::<f64>() / count;
        let variance = drawn.iter().map(|number| (*number as f64 - 7.0).powi(2)).sum::<f64>() / count;
        // Six standard errors each: once in hundreds of millions of runs by chance.
        assert!((mean - 7.0).abs() < 6.0 * 100.0 / count.sqrt(), "{mean}");
        assert!((variance / 1e4 - 1.0).abs() < 6.0 * (2.0 / count).sqrt(), "{variance}");
    }

    #[test]
    fn nothing_is_drawn_for_nothing() {
        assert!(noisy(&[1], 1.0, 0).is_err());
    }
}
