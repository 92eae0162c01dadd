//! On which scale an interval is made.

use crate::SurveyError;
use crate::design::Design;
use crate::distribution::student_quantile;
use crate::estimates::{check_df, check_level};
use crate::linear::Linearised;
use crate::proportion::expit;

/// The scale on which an estimate varies nearly as a normal: there the interval is made, estimate ± t × error, and turned back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// As it is.
    Plain,
    /// By the logarithm: ratios, odds ratios. Above 0.
    Log,
    /// By the logit: shares, areas under a curve. Between 0 and 1.
    Logit,
    /// By Fisher's z, `atanh`: correlations, kappa. Between -1 and 1. Fisher (1921).
    Fisher,
}

/// One estimate with its error and interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    pub value: f64,
    /// Standard error, in the unit of the value.
    pub error: f64,
    /// Lower and upper end; none at the edge of a scale or where nothing varies.
    pub interval: Option<(f64, f64)>,
}

impl Scale {
    /// The interval of a value with a given error, by Student's t on `df` degrees of freedom.
    ///
    /// # Errors
    /// When the level is not between 0 and 1, there are no degrees of freedom, or the value lies at the edge of the scale, where
    /// no error says how far off it might be.
    ///
    /// ```
    /// use survey::agreement::Scale;
    /// let (low, high) = Scale::Fisher.interval(0.5, 0.075, f64::INFINITY, 0.95).unwrap();
    /// assert!((low - 0.339_3).abs() < 1e-4 && (high - 0.632_3).abs() < 1e-4);
    /// ```
    pub fn interval(self, value: f64, error: f64, df: f64, level: f64) -> Result<(f64, f64), SurveyError> {
        check_level(level)?;
        check_df(df)?;
        if !self.holds(value) || !error.is_finite() {
            return Err(SurveyError::OutOfRange {
                what: "an estimate of which an interval is asked",
                expected: "one within its scale, not at its edge, that varies",
            });
        }
        let t = student_quantile(0.5 + 0.5 * level, df);
        let (centre, half) = (self.to(value), t * error * self.slope(value));
        Ok((self.back(centre - half), self.back(centre + half)))
    }

    fn holds(self, value: f64) -> bool {
        match self {
            Self::Plain => value.is_finite(),
            Self::Log => value > 0.0 && value.is_finite(),
            Self::Logit => value > 0.0 && value < 1.0,
            Self::Fisher => value.abs() < 1.0,
        }
    }

    fn to(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Log => libm::log(value),
            Self::Logit => libm::log(value / (1.0 - value)),
            Self::Fisher => libm::atanh(value),
        }
    }

    fn slope(self, value: f64) -> f64 {
        match self {
            Self::Plain => 1.0,
            Self::Log => 1.0 / value,
            Self::Logit => 1.0 / (value * (1.0 - value)),
            Self::Fisher => 1.0 / (1.0 - value * value),
        }
    }

    fn back(self, value: f64) -> f64 {
        match self {
            Self::Plain => value,
            Self::Log => libm::exp(value),
            Self::Logit => expit(value),
            Self::Fisher => libm::tanh(value),
        }
    }
}

impl Linearised {
    /// Each estimate with its error under `design` and its interval on its own scale. `df` are the degrees of freedom, as a
    /// rule those of the domain.
    ///
    /// # Errors
    /// As [`Design::covariance`], or when there is not one scale for each estimate or the level is none.
    pub fn found(
        &self,
        design: &Design,
        scales: &[Scale],
        df: f64,
        level: f64,
    ) -> Result<Vec<Found>, SurveyError> {
        if scales.len() != self.values.len() {
            let (found, expected) = (scales.len(), self.values.len());
            return Err(SurveyError::Length { what: "the scales", found, expected });
        }
        check_level(level)?;
        let covariance = design.covariance(&self.influence)?;
        let one = |(at, scale): (usize, &Scale)| {
            let (value, error) = (self.values[at], covariance[(at, at)].max(0.0).sqrt());
            let varies = error > 0.0;
            let interval = if varies { scale.interval(value, error, df, level).ok() } else { None };
            Found { value, error, interval }
        };
        Ok(scales.iter().enumerate().map(one).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn intervals_hold_the_value_and_stay_within_the_scale(
            value in 0.01_f64..0.99, error in 1e-6_f64..2.0, df in 1.0_f64..500.0,
        ) {
            for (scale, least, most) in [
                (Scale::Plain, f64::NEG_INFINITY, f64::INFINITY),
                (Scale::Log, 0.0, f64::INFINITY),
                (Scale::Logit, 0.0, 1.0),
                (Scale::Fisher, -1.0, 1.0),
            ] {
                let (low, high) = scale.interval(value, error, df, 0.95).unwrap();
                prop_assert!(least <= low && low <= value && value <= high && high <= most);
            }
        }
    }

    #[test]
    fn edges_have_no_interval() {
        for (scale, value) in [(Scale::Log, 0.0), (Scale::Logit, 1.0), (Scale::Fisher, -1.0)] {
            assert!(scale.interval(value, 0.1, 9.0, 0.95).is_err());
        }
        assert!(Scale::Plain.interval(0.0, 0.1, 0.0, 0.95).is_err());
    }
}
