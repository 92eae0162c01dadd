//! The tail of a sum of chi-squared variables, each with its own factor, by a chi-squared of its own: what a test of several
//! cells is compared with under a design.

use crate::distribution::{chi_squared_tail, f_tail, normal_tail};
use crate::roots::decreasing;

/// How the tail is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    /// A scaled F (or chi-squared) of the same mean and variance: Satterthwaite (1946), Rao and Scott (1981).
    Satterthwaite,
    /// The saddlepoint approximation of Lugannani and Rice in Barndorff-Nielsen's form: Kuonen (1999). Where it is not
    /// defined, close to the mean, Satterthwaite's.
    Saddlepoint,
    /// By inverting the characteristic function: Imhof (1961), to about ten digits.
    Exact,
}

/// P(Σ a_i χ²_1 > x χ²_df / df) for independent chi-squared variables. Range: factors above 0; `df` above 0, infinite for a
/// known variance, where [`Tail::Exact`] is answered by the saddlepoint.
///
/// ```
/// use survey::testing::mixture::{Tail, tail};
/// // Equal factors make an F.
/// let f = survey::distribution::f_tail(2.5, 3.0, 20.0);
/// assert!((tail(7.5, &[1.0; 3], 20.0, Tail::Exact) - f).abs() < 1e-10);
/// assert!((tail(7.5, &[1.0; 3], 20.0, Tail::Saddlepoint) - f).abs() < 1e-3);
/// ```
pub fn tail(x: f64, factors: &[f64], df: f64, by: Tail) -> f64 {
    let sum: f64 = factors.iter().sum();
    let squares: f64 = factors.iter().map(|factor| factor * factor).sum();
    let own = sum * sum / squares;
    let matched =
        if df.is_infinite() { chi_squared_tail(x * own / sum, own) } else { f_tail(x / sum, own, df) };
    if by == Tail::Satterthwaite {
        return matched;
    }
    // P(Σ a_i χ²_1 - (x/df) χ²_df > 0), or against x itself.
    let mut terms: Vec<(f64, f64)> = factors.iter().map(|factor| (*factor, 1.0)).collect();
    let bound = if df.is_infinite() { x } else { 0.0 };
    if df.is_finite() {
        terms.push((-x / df, df));
    }
    match by {
        Tail::Exact if df.is_finite() => imhof(&terms),
        _ => saddlepoint(bound, &terms).unwrap_or(matched),
    }
}

/// `terms` are factors and degrees of freedom.
fn saddlepoint(x: f64, terms: &[(f64, f64)]) -> Option<f64> {
    let largest = terms.iter().map(|term| term.0).fold(f64::NEG_INFINITY, f64::max);
    let terms: Vec<(f64, f64)> = terms.iter().map(|(factor, df)| (factor / largest, *df)).collect();
    let x = x / largest;
    let total: f64 = terms.iter().map(|(_, df)| df).sum();
    let mean: f64 = terms.iter().map(|(factor, df)| factor * df).sum();
    let cumulant = |z: f64| -> f64 {
        -0.5 * terms.iter().map(|(factor, df)| df * libm::log(1.0 - 2.0 * z * factor)).sum::<f64>()
    };
    let slope = |z: f64| terms.iter().map(|(factor, df)| df * factor / (1.0 - 2.0 * z * factor)).sum::<f64>();
    let bend = |z: f64| {
        let part =
            |(factor, df): &(f64, f64)| 2.0 * df * factor * factor / libm::pow(1.0 - 2.0 * z * factor, 2.0);
        terms.iter().map(part).sum::<f64>()
    };
    let negative = terms.iter().map(|term| term.0).filter(|factor| *factor < 0.0);
    let low = match negative.map(|factor| 0.5 / factor).fold(f64::NEG_INFINITY, f64::max) {
        bound if bound.is_finite() => bound * 0.999_99,
        _ if x > mean => -0.01,
        _ => -total / (2.0 * x),
    };
    let z = decreasing(|z| x - slope(z), low, 0.5 * 0.999_99);
    if z.abs() < 1e-4 {
        return None;
    }
    let w = (2.0 * (z * x - cumulant(z))).max(0.0).sqrt().copysign(z);
    let v = z * bend(z).sqrt();
    Some(normal_tail(w + libm::log(v / w) / w))
}

/// P(Σ a_i χ²_{h_i} > 0) = ½ + 1/π ∫ sin θ(u) / (u ρ(u)) du, on a logarithmic scale of u, where the trapezoidal rule gains
/// digits with each halving.
fn imhof(terms: &[(f64, f64)]) -> f64 {
    let largest = terms.iter().map(|term| term.0.abs()).fold(0.0, f64::max);
    let at = |s: f64| {
        let u = libm::exp(s);
        let (mut angle, mut decay) = (0.0, 0.0);
        for (factor, df) in terms {
            let scaled = factor / largest * u;
            angle += 0.5 * df * libm::atan(scaled);
            decay += 0.25 * df * libm::log1p(scaled * scaled);
        }
        libm::sin(angle) * libm::exp(-decay)
    };
    let step = 1.0 / 64.0;
    let sum: f64 = (-40 * 64..=80 * 64).map(|i| at(f64::from(i) * step)).sum();
    (0.5 + sum * step / std::f64::consts::PI).clamp(0.0, 1.0)
}
