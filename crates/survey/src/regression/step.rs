//! Iteratively reweighted least squares, step by step.

use super::{Family, Fit, in_range, mean};
use crate::design::Design;
use crate::linear::check;
use crate::matrix::{beside, columns, inverse, weighted_cross};
use crate::{Matrix, SurveyError};

const STEPS: usize = 100;

/// The least squares problem of one step: for each row its worth and the outcome on the scale of the link.
struct Working {
    worth: Vec<f64>,
    linked: Vec<f64>,
}

/// How fast the mean moves with the linear predictor, which with a canonical link is the variance too.
fn slope(family: Family, mu: f64) -> f64 {
    match family {
        Family::Gaussian => 1.0,
        Family::Binomial => mu * (1.0 - mu),
        Family::Poisson => mu,
    }
}

fn working(y: &[f64], weights: &[f64], family: Family, eta: &[f64]) -> Working {
    let mut working = Working { worth: vec![0.0; y.len()], linked: vec![0.0; y.len()] };
    for row in (0..y.len()).filter(|row| weights[*row] != 0.0) {
        let mu = mean(family, eta[row]);
        let slope = slope(family, mu);
        working.worth[row] = weights[row] * slope;
        working.linked[row] = eta[row] + (y[row] - mu) / slope;
    }
    working
}

/// Outcomes on the scale of the link, moved off the edge of their range.
fn moved(y: &[f64], weights: &[f64], family: Family) -> Vec<f64> {
    let linked = |(y, w): (&f64, &f64)| match family {
        _ if *w == 0.0 => 0.0,
        Family::Gaussian => *y,
        Family::Binomial => {
            let mu = (w * y + 0.5) / (w + 1.0);
            libm::log(mu / (1.0 - mu))
        }
        Family::Poisson => libm::log(y + 0.1),
    };
    y.iter().zip(weights).map(linked).collect()
}

fn solved(x: &Matrix, working: &Working) -> Result<nalgebra::DVector<f64>, SurveyError> {
    let slope = weighted_cross(x, &working.worth, x);
    let right = weighted_cross(x, &working.worth, &columns(&[&working.linked])?);
    Ok((inverse(&slope, "the columns of a regression")? * right).column(0).into_owned())
}

/// Coefficients from which Newton's steps settle: one step from outcomes that were moved off the edge of their range.
pub(super) fn start(
    x: &Matrix,
    y: &[f64],
    weights: &[f64],
    family: Family,
) -> Result<nalgebra::DVector<f64>, SurveyError> {
    solved(x, &working(y, weights, family, &moved(y, weights, family)))
}

fn deviance(y: &[f64], weights: &[f64], family: Family, eta: &[f64]) -> f64 {
    let log = |y: f64, mu: f64| if y > 0.0 { y * libm::log(y / mu) } else { 0.0 };
    let part = |row: usize| {
        let (y, mu) = (y[row], mean(family, eta[row]));
        weights[row]
            * match family {
                Family::Gaussian => (y - mu) * (y - mu),
                Family::Binomial => 2.0 * (log(y, mu) + log(1.0 - y, 1.0 - mu)),
                Family::Poisson => 2.0 * (log(y, mu) - (y - mu)),
            }
    };
    crate::sums::sum((0..y.len()).filter(|row| weights[*row] != 0.0).map(part))
}

/// As [`super::fit`], but stops as soon as the deviance moves by less than `near` of itself, and rests errors on the
/// worth that rows had one step before, as R's `glm` does with 1e-8: errors are off by about a millionth. There to compare
/// with R. Weights are divided by `unit` before, which starting values hang on: R takes their mean before rows without values
/// are left out.
///
/// # Errors
/// As [`super::fit`].
pub fn fit_until(
    design: &Design,
    x: &Matrix,
    y: &[f64],
    family: Family,
    near: f64,
    unit: f64,
) -> Result<Fit, SurveyError> {
    if y.len() != x.nrows() {
        return Err(SurveyError::Length { what: "the outcome", found: y.len(), expected: x.nrows() });
    }
    check(design, &beside(x, &columns(&[y])?))?;
    in_range(design, y, family)?;
    let weights: Vec<f64> = design.weights().iter().map(|weight| weight / unit).collect();
    let mut eta = moved(y, &weights, family);
    let mut before = deviance(y, &weights, family, &eta);
    for _ in 0..STEPS {
        let step = working(y, &weights, family, &eta);
        let beta = solved(x, &step)?;
        eta = (0..x.nrows())
            .map(|row| if weights[row] == 0.0 { 0.0 } else { super::eta(x, row, &beta) })
            .collect();
        let now = deviance(y, &weights, family, &eta);
        if (now - before).abs() / (now.abs() + 0.1) < near {
            return finish(design, x, y, family, (&beta, &eta, &step));
        }
        before = now;
    }
    Err(SurveyError::NotSettled { what: "the regression", steps: STEPS, left: before })
}

fn finish(
    design: &Design,
    x: &Matrix,
    y: &[f64],
    family: Family,
    last: (&nalgebra::DVector<f64>, &[f64], &Working),
) -> Result<Fit, SurveyError> {
    let (beta, eta, step) = last;
    let inverse = inverse(&weighted_cross(x, &step.worth, x), "the columns of a regression")?;
    let influence = Matrix::from_fn(x.nrows(), x.ncols(), |row, column| {
        if design.weights()[row] == 0.0 {
            return 0.0;
        }
        let mu = mean(family, eta[row]);
        x[(row, column)] * step.worth[row] * (y[row] - mu) / slope(family, mu)
    }) * inverse;
    let covariance = design.covariance(&influence)?;
    let df = design.degrees_of_freedom() + 1.0 - x.ncols() as f64;
    Ok(Fit { coefficients: beta.iter().copied().collect(), covariance, df, influence })
}
