//! Calibration to totals by a distance between weights before and after.

use crate::matrix::{columns, weighted_cross};
use crate::{Matrix, SurveyError};

/// How far apart weights are: what factors are a function of the targets' multipliers `u = x'η`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Distance {
    /// `1 + u`: generalised regression. Factors may be negative unless bounded.
    #[default]
    Linear,
    /// `e^u`: raking. Factors are above 0.
    Raking,
    /// A logistic curve between the bounds, which it needs; they lie below and above 1.
    Logit,
}

/// How to calibrate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    pub distance: Distance,
    /// Smallest and largest factor; those of linear and raking calibration are cut off there. Range: below 1, above 1.
    pub bounds: (f64, f64),
    /// Most steps of Newton's method.
    pub steps: usize,
    /// Settled when every total is as near to its target as this part of one more than its size.
    pub near: f64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            distance: Distance::Linear,
            bounds: (f64::NEG_INFINITY, f64::INFINITY),
            steps: 100,
            near: 1e-12,
        }
    }
}

impl Options {
    /// The factor of a multiplier, and its slope.
    fn factor(&self, u: f64) -> (f64, f64) {
        let (low, high) = self.bounds;
        let cut = |factor: f64, slope: f64| match factor {
            factor if factor <= low => (low, 0.0),
            factor if factor >= high => (high, 0.0),
            factor => (factor, slope),
        };
        match self.distance {
            Distance::Linear => cut(1.0 + u, 1.0),
            Distance::Raking => {
                let factor = libm::exp(u);
                cut(factor, factor)
            }
            Distance::Logit => {
                let steep = (high - low) / ((high - 1.0) * (1.0 - low));
                let power = libm::exp(-steep * u);
                // The same curve as with `e^{Au}`, which would be infinite for a large u.
                let below = (high - 1.0) * power + (1.0 - low);
                let factor = (low * (high - 1.0) * power + high * (1.0 - low)) / below;
                let slope = steep * (high - low) * (high - 1.0) * (1.0 - low) * power / (below * below);
                (factor, if slope.is_finite() { slope } else { 0.0 })
            }
        }
    }

    fn check(&self) -> Result<(), SurveyError> {
        let (low, high) = self.bounds;
        let finite = low.is_finite() && high.is_finite();
        if low >= 1.0 || high <= 1.0 || (self.distance == Distance::Logit && !finite) {
            let expected = "one below 1 and one above, both finite for a logit calibration";
            return Err(SurveyError::OutOfRange { what: "the bounds of a calibration", expected });
        }
        Ok(())
    }
}

/// The factors that weights are multiplied by, so that the totals of the columns are the targets.
///
/// # Errors
/// As [`super::calibrate`].
pub fn factors(
    weights: &[f64],
    x: &Matrix,
    targets: &[f64],
    options: &Options,
) -> Result<Vec<f64>, SurveyError> {
    options.check()?;
    if targets.len() != x.ncols() {
        return Err(SurveyError::Length { what: "the targets", found: targets.len(), expected: x.ncols() });
    }
    if weights.len() != x.nrows() {
        return Err(SurveyError::Length { what: "the weights", found: weights.len(), expected: x.nrows() });
    }
    let mut multipliers = vec![0.0; x.ncols()];
    let mut left = f64::INFINITY;
    let mut state = State::at(weights, x, targets, options, &multipliers);
    for _ in 0..options.steps {
        let curvature = weighted_cross(x, &state.slopes, x);
        let step = solved(&curvature, &state.misfit)?;
        let mut part = 1.0;
        loop {
            let tried: Vec<f64> = multipliers.iter().zip(&step).map(|(m, step)| m + part * step).collect();
            let next = State::at(weights, x, targets, options, &tried);
            if next.finite() || part < 1e-6 {
                (multipliers, state) = (tried, next);
                break;
            }
            part /= 2.0;
        }
        left = state.left(targets);
        if left < options.near {
            return Ok(state.factors);
        }
    }
    // Rounding may stop short of a very small bound; a target is reached all the same.
    if left < 1e-9 && options.near < 1e-9 {
        return Ok(state.factors);
    }
    Err(SurveyError::NotSettled { what: "the calibration", steps: options.steps, left })
}

/// Where the multipliers have led so far.
struct State {
    factors: Vec<f64>,
    /// Slope times weight.
    slopes: Vec<f64>,
    misfit: Vec<f64>,
}

impl State {
    fn at(weights: &[f64], x: &Matrix, targets: &[f64], options: &Options, multipliers: &[f64]) -> Self {
        let rows = weights.len();
        let (mut factors, mut slopes) = (vec![1.0; rows], vec![0.0; rows]);
        for row in 0..rows {
            if weights[row] != 0.0 {
                let u: f64 = multipliers.iter().enumerate().map(|(j, m)| m * x[(row, j)]).sum();
                let (factor, slope) = options.factor(u);
                (factors[row], slopes[row]) = (factor, slope * weights[row]);
            }
        }
        let total = |j: usize| {
            let inside = (0..rows).filter(|row| weights[*row] != 0.0);
            crate::sums::sum(inside.map(|row| weights[row] * factors[row] * x[(row, j)]))
        };
        let misfit = targets.iter().enumerate().map(|(j, target)| target - total(j)).collect();
        Self { factors, slopes, misfit }
    }

    fn finite(&self) -> bool {
        self.misfit.iter().chain(&self.slopes).all(|number| number.is_finite())
    }

    fn left(&self, targets: &[f64]) -> f64 {
        let parts =
            self.misfit.iter().zip(targets).map(|(misfit, target)| misfit.abs() / (1.0 + target.abs()));
        parts.fold(0.0, f64::max)
    }
}

/// The shortest solution of a symmetric system that may be singular: columns may say the same, as two margins do. Scaled to a
/// unit diagonal first, so that units do not matter.
fn solved(matrix: &Matrix, right: &[f64]) -> Result<Vec<f64>, SurveyError> {
    let scale: Vec<f64> = (0..matrix.nrows())
        .map(|i| matrix[(i, i)].sqrt())
        .map(|root| if root > 0.0 && root.is_finite() { root } else { 1.0 })
        .collect();
    let scaled =
        Matrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| matrix[(i, j)] / (scale[i] * scale[j]));
    let right: Vec<f64> = right.iter().zip(&scale).map(|(value, scale)| value / scale).collect();
    let decomposed = scaled.symmetric_eigen();
    let most = decomposed.eigenvalues.iter().fold(0.0_f64, |most, value| most.max(*value));
    if most <= 0.0 {
        return Err(SurveyError::NotSettled { what: "the calibration", steps: 0, left: f64::INFINITY });
    }
    let parts = decomposed.eigenvectors.transpose() * columns(&[&right])?;
    let parts = Matrix::from_fn(parts.nrows(), 1, |i, _| match decomposed.eigenvalues[i] {
        value if value > 1e-12 * most => parts[(i, 0)] / value,
        _ => 0.0,
    });
    let solution = decomposed.eigenvectors * parts;
    Ok(solution.iter().zip(&scale).map(|(value, scale)| value / scale).collect())
}
