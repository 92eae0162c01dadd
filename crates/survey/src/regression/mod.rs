//! Regression under the design: coefficients of the population's model, with errors that know of strata, clusters, weights.
//!
//! Binder (1983): coefficients solve `Σ w x (y - μ) = 0`, and vary as `A⁻¹ V A⁻¹`, `V` the covariance of those sums under the
//! design and `A` their slope.

mod ordinal;
mod step;

pub use ordinal::{Information, Ordinal, ordinal};
pub use step::fit_until;

use crate::design::Design;
use crate::distribution::{f_tail, student_two_sided};
use crate::linear::check;
use crate::matrix::{beside, columns, inverse, weighted_cross};
use crate::testing::association::Tested;
use crate::{Matrix, SurveyError};

/// What kind of outcome; each with its canonical link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// A number: `μ = x'β`.
    Gaussian,
    /// 0 or 1: `logit μ = x'β`.
    Binomial,
    /// A count or another number of 0 or more: `log μ = x'β`.
    Poisson,
}

/// A fitted model.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// One for each column of `x`.
    pub coefficients: Vec<f64>,
    pub covariance: Matrix,
    /// Degrees of freedom: those of the design, one more, less the number of coefficients.
    pub df: f64,
    /// How much each row moves each coefficient; 0 outside of the domain.
    pub influence: Matrix,
}

impl Fit {
    /// Standard errors of the coefficients.
    pub fn errors(&self) -> Vec<f64> {
        (0..self.coefficients.len()).map(|i| self.covariance[(i, i)].max(0.0).sqrt()).collect()
    }

    /// Coefficients by their errors, with two-sided p-values by Student's t; NaN without degrees of freedom.
    pub fn t_values(&self) -> Vec<(f64, f64)> {
        let test = |(value, error): (&f64, f64)| {
            let t = value / error;
            (t, if self.df > 0.0 { student_two_sided(t, self.df) } else { f64::NAN })
        };
        self.coefficients.iter().zip(self.errors()).map(test).collect()
    }
}

impl Fit {
    /// The Wald test that some coefficients are all 0: `F = β' V⁻¹ β / k` on `k` and the fit's degrees of freedom.
    ///
    /// # Errors
    /// When one is named that is not there, none is named, or their covariance is singular.
    pub fn all_zero(&self, which: &[usize]) -> Result<Tested, SurveyError> {
        let count = self.coefficients.len();
        if which.is_empty() || which.iter().any(|place| *place >= count) {
            return Err(SurveyError::OutOfRange {
                what: "a coefficient",
                expected: "one of those that are there",
            });
        }
        let pick = |i: usize, j: usize| self.covariance[(which[i], which[j])];
        let inverse =
            inverse(&Matrix::from_fn(which.len(), which.len(), pick), "the coefficients of a test")?;
        let y = nalgebra::DVector::from_iterator(
            which.len(),
            which.iter().map(|place| self.coefficients[*place]),
        );
        let above = which.len() as f64;
        let f = (y.transpose() * inverse * &y)[(0, 0)] / above;
        let p_value = if self.df > 0.0 { f_tail(f, above, self.df) } else { f64::NAN };
        Ok(Tested { statistic: f, df: vec![above, self.df], p_value })
    }
}

/// Most steps of Newton's method.
const STEPS: usize = 100;

/// Fits a model. `x` needs a column of ones for an intercept.
///
/// # Errors
/// When a value in the domain is missing, an outcome out of range, columns depend on each other, or coefficients run away, as
/// where a column tells 0 and 1 apart wholly.
///
/// ```
/// use survey::design::{DesignBuilder, Stage};
/// use survey::matrix::columns;
/// use survey::regression::{Family, fit};
/// let design = DesignBuilder::new(vec![Stage::rows(4)]).weights(vec![1.0; 4]).build().unwrap();
/// let x = columns(&[&[1.0; 4], &[0.0, 1.0, 2.0, 3.0]]).unwrap();
/// let line = fit(&design, &x, &[1.0, 3.0, 5.0, 7.0], Family::Gaussian).unwrap();
/// assert!((line.coefficients[1] - 2.0).abs() < 1e-12);
/// ```
pub fn fit(design: &Design, x: &Matrix, y: &[f64], family: Family) -> Result<Fit, SurveyError> {
    if y.len() != x.nrows() {
        return Err(SurveyError::Length { what: "the outcome", found: y.len(), expected: x.nrows() });
    }
    check(design, &beside(x, &columns(&[y])?))?;
    in_range(design, y, family)?;
    let weights = scaled(design)?;
    let mut beta = step::start(x, y, &weights, family)?;
    let mut left = f64::INFINITY;
    for _ in 0..STEPS {
        let (score, slope) = score(x, y, &weights, family, &beta);
        let step = inverse(&slope, "the columns of a regression")? * score;
        left = relative(&step, &beta);
        beta += step;
        if left < 1e-13 || family == Family::Gaussian {
            left = 0.0;
            break;
        }
    }
    // Rounding may leave the last bits in motion.
    if left > 1e-9 || beta.iter().any(|value| !value.is_finite()) {
        return Err(SurveyError::NotSettled { what: "the regression", steps: STEPS, left });
    }
    let (_, slope) = score(x, y, &weights, family, &beta);
    let inverse = inverse(&slope, "the columns of a regression")?;
    let influence = Matrix::from_fn(x.nrows(), x.ncols(), |row, column| match weights[row] {
        0.0 => 0.0,
        weight => weight * x[(row, column)] * (y[row] - mean(family, eta(x, row, &beta))),
    }) * inverse;
    let covariance = design.covariance(&influence)?;
    let df = design.degrees_of_freedom() + 1.0 - x.ncols() as f64;
    Ok(Fit { coefficients: beta.iter().copied().collect(), covariance, df, influence })
}

/// Weights scaled to a mean of 1 within the domain, so that starting values do not hang on the population's size.
pub(crate) fn scaled(design: &Design) -> Result<Vec<f64>, SurveyError> {
    let mean = crate::linear::size(design)? / design.base() as f64;
    Ok(design.weights().iter().map(|weight| weight / mean).collect())
}

fn in_range(design: &Design, y: &[f64], family: Family) -> Result<(), SurveyError> {
    let good = |y: f64| match family {
        Family::Gaussian => y.is_finite(),
        Family::Binomial => (0.0..=1.0).contains(&y),
        Family::Poisson => y >= 0.0 && y.is_finite(),
    };
    if y.iter().zip(design.weights()).any(|(y, weight)| *weight != 0.0 && !good(*y)) {
        let expected = "a number; 0 to 1 for a binomial, 0 and up for a Poisson regression";
        return Err(SurveyError::OutOfRange { what: "an outcome", expected });
    }
    Ok(())
}

/// What a step is of the coefficients.
pub(crate) fn relative(step: &nalgebra::DVector<f64>, beta: &nalgebra::DVector<f64>) -> f64 {
    step.iter().zip(beta.iter()).map(|(step, beta)| step.abs() / (beta.abs() + 1e-3)).fold(0.0, f64::max)
}

fn eta(x: &Matrix, row: usize, beta: &nalgebra::DVector<f64>) -> f64 {
    beta.iter().enumerate().map(|(column, beta)| beta * x[(row, column)]).sum()
}

fn mean(family: Family, eta: f64) -> f64 {
    match family {
        Family::Gaussian => eta,
        Family::Binomial => crate::proportion::expit(eta),
        Family::Poisson => libm::exp(eta),
    }
}

/// The weighted score of the coefficients and minus its slope.
fn score(
    x: &Matrix,
    y: &[f64],
    weights: &[f64],
    family: Family,
    beta: &nalgebra::DVector<f64>,
) -> (nalgebra::DVector<f64>, Matrix) {
    let mut worth = vec![0.0; y.len()];
    let mut score = nalgebra::DVector::zeros(x.ncols());
    for row in (0..y.len()).filter(|row| weights[*row] != 0.0) {
        let mu = mean(family, eta(x, row, beta));
        worth[row] = weights[row]
            * match family {
                Family::Gaussian => 1.0,
                Family::Binomial => mu * (1.0 - mu),
                Family::Poisson => mu,
            };
        for column in 0..x.ncols() {
            score[column] += weights[row] * x[(row, column)] * (y[row] - mu);
        }
    }
    (score, weighted_cross(x, &worth, x))
}
