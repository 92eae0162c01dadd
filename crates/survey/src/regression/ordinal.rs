//! Regression of an ordered outcome: proportional odds.

use super::{relative, scaled};
use crate::design::Design;
use crate::linear::check;
use crate::matrix::inverse;
use crate::proportion::expit;
use crate::{Matrix, SurveyError};

/// A fitted model of an ordered outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordinal {
    /// One for each column: log odds of a higher category.
    pub coefficients: Vec<f64>,
    /// The bounds between neighbouring categories on the scale of the log odds, rising.
    pub thresholds: Vec<f64>,
    /// Of the coefficients, then the thresholds.
    pub covariance: Matrix,
    /// Degrees of freedom: those of the design less the number of coefficients.
    pub df: f64,
}

/// Where the curvature of the likelihood comes from, on which errors rest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Information {
    /// Derivatives: exact.
    Observed,
    /// Differences of the score, this far to both sides of each coefficient and of each logarithm of a gap between thresholds,
    /// as R's `svyolr` has it with 0.001: off by a part of 10,000 where a coefficient is small. There to compare with R.
    Differences(f64),
}

const STEPS: usize = 200;

/// Fits `logit P(y <= k) = ζ_k - x'β` to categories 0 to `count - 1`: McCullagh (1980). Without a column of ones. Rows of
/// higher codes have to be outside of the domain.
///
/// # Errors
/// As [`super::fit`]; when there are fewer than three categories, or one has no row.
pub fn ordinal(
    design: &Design,
    x: &Matrix,
    y: &[u32],
    count: usize,
    information: Information,
) -> Result<Ordinal, SurveyError> {
    if y.len() != x.nrows() {
        return Err(SurveyError::Length { what: "the outcome", found: y.len(), expected: x.nrows() });
    }
    if count < 3 {
        return Err(SurveyError::TooFew { what: "ordered categories", found: count, least: 3 });
    }
    check(design, x)?;
    let model = Model { x, y, weights: scaled(design)?, count };
    let mut parameters = model.start()?;
    let mut left = f64::INFINITY;
    let mut loss = model.loss(&parameters);
    for _ in 0..STEPS {
        let (score, information) = model.score(&parameters);
        let step = inverse(&information, "the columns of an ordinal regression")? * score;
        left = relative(&step, &parameters);
        let mut part = 1.0;
        // Half a step, if a whole one leaves the order of the thresholds or gains nothing.
        while part > 1e-6
            && model
                .loss(&(&parameters + &step * part))
                .is_none_or(|next| loss.is_some_and(|loss| next > loss + 1e-12 * loss.abs()))
        {
            part /= 2.0;
        }
        parameters += step * part;
        loss = model.loss(&parameters);
        if left < 1e-12 {
            break;
        }
    }
    if left > 1e-8 {
        return Err(SurveyError::NotSettled { what: "the ordinal regression", steps: STEPS, left });
    }
    model.finish(design, &parameters, information)
}

struct Model<'a> {
    x: &'a Matrix,
    y: &'a [u32],
    weights: Vec<f64>,
    count: usize,
}

/// What one row has at a bound: the probability below it, its density, and the density's slope.
#[derive(Clone, Copy)]
struct Bound {
    below: f64,
    density: f64,
    slope: f64,
}

impl Model<'_> {
    fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.y.len()).filter(|row| self.weights[*row] != 0.0)
    }

    /// No coefficients, thresholds by the shares of the categories.
    fn start(&self) -> Result<nalgebra::DVector<f64>, SurveyError> {
        let mut shares = vec![0.0; self.count];
        for row in self.rows() {
            match shares.get_mut(self.y[row] as usize) {
                Some(share) => *share += self.weights[row],
                None => return Err(SurveyError::MissingValue { column: self.x.ncols(), row }),
            }
        }
        if shares.contains(&0.0) {
            return Err(SurveyError::Zero { what: "the weight of an ordered category" });
        }
        let total: f64 = shares.iter().sum();
        let mut below = 0.0;
        let width = self.x.ncols();
        let mut parameters = nalgebra::DVector::zeros(width + self.count - 1);
        for (category, share) in shares.iter().take(self.count - 1).enumerate() {
            below += share / total;
            parameters[width + category] = libm::log(below / (1.0 - below));
        }
        Ok(parameters)
    }

    /// The bounds above and below the category of a row.
    fn bounds(&self, row: usize, parameters: &nalgebra::DVector<f64>) -> (Bound, Bound) {
        let width = self.x.ncols();
        let eta: f64 = (0..width).map(|column| parameters[column] * self.x[(row, column)]).sum();
        let category = self.y[row] as usize;
        let at = |threshold: usize| {
            let below = expit(parameters[width + threshold] - eta);
            let density = below * (1.0 - below);
            Bound { below, density, slope: density * (1.0 - 2.0 * below) }
        };
        let edge = |below| Bound { below, density: 0.0, slope: 0.0 };
        let upper = if category + 1 < self.count { at(category) } else { edge(1.0) };
        let lower = if category > 0 { at(category - 1) } else { edge(0.0) };
        (upper, lower)
    }

    /// Minus the log-likelihood; nothing where a probability is not above 0.
    fn loss(&self, parameters: &nalgebra::DVector<f64>) -> Option<f64> {
        let mut loss = crate::sums::Sum::default();
        for row in self.rows() {
            let (upper, lower) = self.bounds(row, parameters);
            let p = upper.below - lower.below;
            if p.is_nan() || p <= 0.0 {
                return None;
            }
            loss.add(-self.weights[row] * libm::log(p));
        }
        Some(loss.value())
    }

    /// Derivatives of a row's two bounds by the parameters: `-x`, and 1 at its own threshold.
    fn derivative(&self, row: usize, parameter: usize, upper: bool) -> f64 {
        let width = self.x.ncols();
        if parameter < width {
            return -self.x[(row, parameter)];
        }
        let threshold = (self.y[row] as usize).checked_sub(usize::from(!upper));
        f64::from(u8::from(threshold == Some(parameter - width)))
    }

    /// What a row adds to the score of a parameter, without its weight.
    fn part(&self, row: usize, parameter: usize, bounds: (Bound, Bound)) -> f64 {
        let (upper, lower) = bounds;
        let p = upper.below - lower.below;
        (upper.density * self.derivative(row, parameter, true)
            - lower.density * self.derivative(row, parameter, false))
            / p
    }

    /// The score and the observed information.
    fn score(&self, parameters: &nalgebra::DVector<f64>) -> (nalgebra::DVector<f64>, Matrix) {
        let count = parameters.len();
        let mut score = nalgebra::DVector::zeros(count);
        let mut information = Matrix::zeros(count, count);
        for row in self.rows() {
            let bounds = self.bounds(row, parameters);
            let (upper, lower) = bounds;
            let (p, weight) = (upper.below - lower.below, self.weights[row]);
            let parts: Vec<f64> = (0..count).map(|k| self.part(row, k, bounds)).collect();
            let by = |k: usize| (self.derivative(row, k, true), self.derivative(row, k, false));
            for i in 0..count {
                score[i] += weight * parts[i];
                for j in 0..count {
                    let ((up_i, low_i), (up_j, low_j)) = (by(i), by(j));
                    let curve = (upper.slope * up_i * up_j - lower.slope * low_i * low_j) / p;
                    information[(i, j)] += weight * (parts[i] * parts[j] - curve);
                }
            }
        }
        (score, information)
    }

    /// The derivatives of the thresholds by their free form: the first of them, then logarithms of the gaps.
    fn unfolded(&self, parameters: &nalgebra::DVector<f64>) -> Matrix {
        let (width, count) = (self.x.ncols(), parameters.len());
        Matrix::from_fn(count, count, |row, column| match (row, column) {
            (row, column) if row < width || column < width => f64::from(u8::from(row == column)),
            (_, column) if column == width => 1.0,
            (row, column) if row >= column => parameters[column] - parameters[column - 1],
            _ => 0.0,
        })
    }

    /// The information by differences of the score in the free form, turned back.
    fn differences(&self, parameters: &nalgebra::DVector<f64>, step: f64) -> Matrix {
        let (width, count) = (self.x.ncols(), parameters.len());
        let moved = |column: usize, by: f64| {
            let mut moved = parameters.clone();
            if column <= width {
                let last = if column < width { column + 1 } else { count };
                (column..last).for_each(|k| moved[k] += by);
            } else {
                let gap = parameters[column] - parameters[column - 1];
                (column..count).for_each(|k| moved[k] += gap * (libm::exp(by) - 1.0));
            }
            self.unfolded(&moved).transpose() * self.score(&moved).0
        };
        let mut free = Matrix::zeros(count, count);
        for column in 0..count {
            let slope = (moved(column, -step) - moved(column, step)) / (2.0 * step);
            free.set_column(column, &slope);
        }
        let free = (&free + free.transpose()) * 0.5;
        let back = self.unfolded(parameters).try_inverse().unwrap_or_else(|| Matrix::identity(count, count));
        back.transpose() * free * back
    }

    fn finish(
        &self,
        design: &Design,
        parameters: &nalgebra::DVector<f64>,
        from: Information,
    ) -> Result<Ordinal, SurveyError> {
        let information = match from {
            Information::Observed => self.score(parameters).1,
            Information::Differences(step) => self.differences(parameters, step),
        };
        let inverse = inverse(&information, "the columns of an ordinal regression")?;
        let mut scores = Matrix::zeros(self.y.len(), parameters.len());
        for row in self.rows() {
            let bounds = self.bounds(row, parameters);
            for k in 0..parameters.len() {
                scores[(row, k)] = self.weights[row] * self.part(row, k, bounds);
            }
        }
        let width = self.x.ncols();
        Ok(Ordinal {
            coefficients: parameters.iter().take(width).copied().collect(),
            thresholds: parameters.iter().skip(width).copied().collect(),
            covariance: design.covariance(&(scores * inverse))?,
            df: design.degrees_of_freedom() - width as f64,
        })
    }
}
