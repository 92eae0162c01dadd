//! Sampling with unequal probabilities, where the variance is a sum over pairs of rows.

use crate::{Matrix, SurveyError};

/// Which of the two classical estimators is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PairVariance {
    /// Horvitz and Thompson (1952).
    HorvitzThompson,
    /// Yates and Grundy (1953), Sen (1953), for samples of fixed size.
    YatesGrundy,
}

/// How much pairs of rows were drawn together: `(p_ij - p_i p_j) / p_ij` for joint inclusion probabilities `p_ij`.
#[derive(Debug, Clone)]
pub struct Pairs {
    joint: Matrix,
    variance: PairVariance,
}

/// Of the smallest joint probability; covariances below are taken as 0, which is what they would be but for rounding.
const SMALL: f64 = 1e-4;

impl Pairs {
    /// From joint inclusion probabilities of the sampled rows, with `p_ii = p_i` on the diagonal. Range: above 0, at most 1.
    /// Shape: square, one row for each row of the sample.
    ///
    /// # Errors
    /// When it is not square or a probability is out of range.
    pub fn from_joint(probabilities: &Matrix, variance: PairVariance) -> Result<Self, SurveyError> {
        let rows = probabilities.nrows();
        if probabilities.ncols() != rows {
            let found = probabilities.ncols();
            return Err(SurveyError::Length { what: "joint probabilities", found, expected: rows });
        }
        if probabilities.iter().any(|p| p.is_nan() || *p <= 0.0 || *p > 1.0) {
            let expected = "above 0, at most 1";
            return Err(SurveyError::OutOfRange { what: "a joint probability", expected });
        }
        let joint = Matrix::from_fn(rows, rows, |i, j| {
            let p = probabilities[(i, j)];
            let excess = (p - probabilities[(i, i)] * probabilities[(j, j)]) / p;
            if excess.abs() < SMALL { 0.0 } else { excess }
        });
        Ok(Self { joint, variance })
    }

    /// Hartley and Rao's (1962) approximation: all that is needed are the probabilities `p` of the rows and the sum over the
    /// population of `p²/n`; without it, the mean of `p` in the sample stands for it.
    ///
    /// # Errors
    /// When there are fewer than two rows or a probability is out of range.
    pub fn hartley_rao(
        p: &[f64],
        sum_of_squares: Option<f64>,
        variance: PairVariance,
    ) -> Result<Self, SurveyError> {
        check(p)?;
        let n = p.len() as f64;
        let mean = sum_of_squares.unwrap_or_else(|| crate::sums::sum(p.iter().copied()) / n);
        let joint = Matrix::from_fn(p.len(), p.len(), |i, j| match i == j {
            true => 1.0 - p[i],
            false => 1.0 - (n - (p[i] + p[j]) + mean) / (n - 1.0),
        });
        Ok(Self { joint, variance })
    }

    /// Overton's (1985) approximation, from the probabilities of the rows only.
    ///
    /// # Errors
    /// When there are fewer than two rows or a probability is out of range.
    pub fn overton(p: &[f64], variance: PairVariance) -> Result<Self, SurveyError> {
        check(p)?;
        let n = p.len() as f64;
        let joint = Matrix::from_fn(p.len(), p.len(), |i, j| match i == j {
            true => 1.0 - p[i],
            false => 1.0 - (n - 0.5 * (p[i] + p[j])) / (n - 1.0),
        });
        Ok(Self { joint, variance })
    }

    /// Rows were drawn independently of each other (Poisson sampling) with probabilities `p`.
    ///
    /// # Errors
    /// When a probability is out of range.
    pub fn poisson(p: &[f64]) -> Result<Self, SurveyError> {
        check(p)?;
        let joint = Matrix::from_fn(p.len(), p.len(), |i, j| if i == j { 1.0 - p[i] } else { 0.0 });
        Ok(Self { joint, variance: PairVariance::HorvitzThompson })
    }

    pub(super) fn check(&self, rows: usize) -> Result<(), SurveyError> {
        match self.joint.nrows() {
            found if found == rows => Ok(()),
            found => Err(SurveyError::Length { what: "joint probabilities", found, expected: rows }),
        }
    }

    /// `Σ_ij d_ij z_i z_j'`, or in Yates and Grundy's form `-½ Σ_ij d_ij (z_i - z_j)(z_i - z_j)'`.
    pub(super) fn covariance(&self, z: &Matrix) -> Matrix {
        let whole = z.transpose() * (&self.joint * z);
        let whole = (&whole + whole.transpose()) * 0.5;
        if self.variance == PairVariance::HorvitzThompson {
            return whole;
        }
        let rows: Vec<f64> = self.joint.row_iter().map(|row| row.sum()).collect();
        whole - crate::matrix::weighted_cross(z, &rows, z)
    }
}

fn check(p: &[f64]) -> Result<(), SurveyError> {
    if p.len() < 2 {
        return Err(SurveyError::TooFew { what: "rows of a design", found: p.len(), least: 2 });
    }
    if p.iter().any(|p| p.is_nan() || *p <= 0.0 || *p > 1.0) {
        return Err(SurveyError::OutOfRange {
            what: "an inclusion probability",
            expected: "above 0, at most 1",
        });
    }
    Ok(())
}
