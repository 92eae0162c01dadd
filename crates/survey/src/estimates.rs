//! Estimates with their covariance, and what follows from the two.

use crate::distribution::{normal_quantile, student_quantile};
use crate::{Matrix, SurveyError};

/// Estimates, how much they would vary from sample to sample, and on how many degrees of freedom that is known.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimates {
    /// In the units of what was estimated.
    pub values: Vec<f64>,
    /// Square, in the units squared.
    pub covariance: Matrix,
    /// Degrees of freedom of the variances; above 0.
    pub df: f64,
}

impl Estimates {
    /// Standard errors: square roots of the variances. A variance that rounding has made negative counts as 0.
    pub fn errors(&self) -> Vec<f64> {
        (0..self.values.len()).map(|i| self.covariance[(i, i)].max(0.0).sqrt()).collect()
    }

    /// Coefficients of variation: error by estimate. Without bounds; infinite for an estimate of 0.
    pub fn variation(&self) -> Vec<f64> {
        self.errors().iter().zip(&self.values).map(|(error, value)| error / value).collect()
    }

    /// Intervals that cover with probability `level` where estimates are normal: estimate ± z error.
    ///
    /// # Errors
    /// When `level` is not between 0 and 1.
    pub fn normal_intervals(&self, level: f64) -> Result<Vec<(f64, f64)>, SurveyError> {
        check_level(level)?;
        Ok(self.around(normal_quantile(0.5 + 0.5 * level)))
    }

    /// Intervals by Student's t on the design's degrees of freedom: estimate ± t error.
    ///
    /// # Errors
    /// When `level` is not between 0 and 1, or there are no degrees of freedom.
    pub fn student_intervals(&self, level: f64) -> Result<Vec<(f64, f64)>, SurveyError> {
        check_level(level)?;
        check_df(self.df)?;
        Ok(self.around(student_quantile(0.5 + 0.5 * level, self.df)))
    }

    fn around(&self, by: f64) -> Vec<(f64, f64)> {
        let pair = |(value, error): (&f64, f64)| (value - by * error, value + by * error);
        self.values.iter().zip(self.errors()).map(pair).collect()
    }

    /// Linear combinations: one row of coefficients for each, as a difference is `[1, -1]`. Exact: `C v`, `C V C'`.
    ///
    /// # Errors
    /// When there is not one coefficient for each estimate.
    ///
    /// ```
    /// use survey::{Matrix, estimates::Estimates};
    /// let two = Estimates { values: vec![5.0, 3.0], covariance: Matrix::identity(2, 2), df: 10.0 };
    /// let difference = two.combine(&[vec![1.0, -1.0]]).unwrap();
    /// assert_eq!((difference.values[0], difference.covariance[(0, 0)]), (2.0, 2.0));
    /// ```
    pub fn combine(&self, coefficients: &[Vec<f64>]) -> Result<Self, SurveyError> {
        let expected = self.values.len();
        if let Some(row) = coefficients.iter().find(|row| row.len() != expected) {
            return Err(SurveyError::Length { what: "a combination", found: row.len(), expected });
        }
        let c = Matrix::from_fn(coefficients.len(), expected, |i, j| coefficients[i][j]);
        let values = &c * nalgebra::DVector::from_column_slice(&self.values);
        let covariance = &c * &self.covariance * c.transpose();
        Ok(Self { values: values.iter().copied().collect(), covariance, df: self.df })
    }

    /// Only some of the estimates, in the order asked.
    ///
    /// # Errors
    /// When one is asked that is not there.
    pub fn pick(&self, which: &[usize]) -> Result<Self, SurveyError> {
        let unit = |pick: &usize| (0..self.values.len()).map(|i| f64::from(u8::from(i == *pick))).collect();
        if which.iter().any(|pick| *pick >= self.values.len()) {
            return Err(SurveyError::OutOfRange {
                what: "an estimate",
                expected: "one of those that are there",
            });
        }
        self.combine(&which.iter().map(unit).collect::<Vec<_>>())
    }
}

/// That a level of confidence is one.
pub fn check_level(level: f64) -> Result<(), SurveyError> {
    if level > 0.0 && level < 1.0 {
        return Ok(());
    }
    Err(SurveyError::OutOfRange { what: "a level of confidence", expected: "between 0 and 1, as 0.95" })
}

/// That there are degrees of freedom.
pub fn check_df(df: f64) -> Result<(), SurveyError> {
    if df > 0.0 {
        return Ok(());
    }
    Err(SurveyError::OutOfRange {
        what: "the number of degrees of freedom (first-stage units less strata)",
        expected: "above 0",
    })
}
