//! A yes/no answer beside a number, and two yes/no answers beside each other.

use crate::SurveyError;
use crate::design::Design;
use crate::linear::{Linearised, means};
use crate::matrix::columns;
use crate::regression::{Family, fit};

/// The mean of `x` of those in the group less that of the others, and that difference by the standard deviation of all: two
/// columns. Units: that of `x`; standard deviations (Cohen 1988, with the spread of the whole domain, which is taken as known).
///
/// # Errors
/// When a value in the domain is missing, one of the two groups is empty, or nothing varies.
///
/// ```
/// use survey::agreement::contrast::difference;
/// use survey::design::{DesignBuilder, Stage};
/// let design = DesignBuilder::new(vec![Stage::rows(4)]).weights(vec![1.0; 4]).build().unwrap();
/// let found = difference(&design, &[1.0, 3.0, 2.0, 6.0], &[false, false, true, true]).unwrap();
/// assert_eq!(found.values[0], 2.0);
/// ```
pub fn difference(design: &Design, x: &[f64], group: &[bool]) -> Result<Linearised, SurveyError> {
    let column = columns(&[x])?;
    let others: Vec<bool> = group.iter().map(|inside| !inside).collect();
    let inside = means(&design.domain(group)?, &column)?;
    let outside = means(&design.domain(&others)?, &column)?;
    let spread = spread(design, x)?;
    let value = inside.values[0] - outside.values[0];
    let influence = inside.influence - outside.influence;
    let scaled = &influence / spread;
    Ok(Linearised { values: vec![value], influence }
        .and(&Linearised { values: vec![value / spread], influence: scaled }))
}

/// The log of how the odds of yes grow with one standard deviation of `x`, by logistic regression: one column. Its exponential
/// is an odds ratio; of a yes/no `x`, `per_unit` gives the odds ratio of yes against no.
///
/// # Errors
/// When a value in the domain is missing, `x` does not vary, or tells yes from no wholly.
pub fn log_odds_ratio(
    design: &Design,
    yes: &[bool],
    x: &[f64],
    per_unit: bool,
) -> Result<Linearised, SurveyError> {
    let by = if per_unit { 1.0 } else { spread(design, x)? };
    let scaled: Vec<f64> = x.iter().map(|value| value / by).collect();
    let ones = vec![1.0; x.len()];
    let outcome: Vec<f64> = yes.iter().map(|yes| f64::from(u8::from(*yes))).collect();
    let fit = fit(design, &columns(&[&ones, &scaled])?, &outcome, Family::Binomial)?;
    Ok(Linearised { values: vec![fit.coefficients[1]], influence: fit.influence.columns(1, 1).into_owned() })
}

/// The standard deviation within the domain.
fn spread(design: &Design, x: &[f64]) -> Result<f64, SurveyError> {
    let middle = means(design, &columns(&[x])?)?.values[0];
    let squares: Vec<f64> = x.iter().map(|value| (value - middle) * (value - middle)).collect();
    let variance = means(design, &columns(&[&squares])?)?.values[0];
    if variance > 0.0 {
        Ok(variance.sqrt())
    } else {
        Err(SurveyError::Zero { what: "the spread of a column" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::design::{DesignBuilder, Stage};

    /// Two by two: 30 of 40 against 10 of 60; Woolf's error of the log odds ratio.
    #[test]
    fn of_two_yes_no_answers_it_is_the_odds_ratio() {
        let mut rows = Vec::new();
        for (x, yes, count) in [(1.0, true, 30), (1.0, false, 10), (0.0, true, 10), (0.0, false, 50)] {
            rows.extend(std::iter::repeat_n((x, yes), count));
        }
        let (x, yes): (Vec<f64>, Vec<bool>) = rows.into_iter().unzip();
        let design = DesignBuilder::new(vec![Stage::rows(100)]).weights(vec![1.0; 100]).build().unwrap();
        let found = log_odds_ratio(&design, &yes, &x, true).unwrap();
        assert!((found.values[0] - libm::log(15.0)).abs() < 1e-10);
        let variance = design.covariance(&found.influence).unwrap()[(0, 0)] * 99.0 / 100.0;
        let woolf = 1.0 / 30.0 + 1.0 / 10.0 + 1.0 / 10.0 + 1.0 / 50.0;
        assert!((variance - woolf).abs() < 1e-10);
    }

    #[test]
    fn a_difference_is_in_units_and_in_spreads() {
        let design =
            DesignBuilder::new(vec![Stage::rows(4)]).weights(vec![1.0, 1.0, 1.0, 1.0]).build().unwrap();
        let found = difference(&design, &[0.0, 2.0, 2.0, 4.0], &[false, false, true, true]).unwrap();
        assert_eq!(found.values, [2.0, 2.0 / 2.0_f64.sqrt()]);
        assert!(difference(&design, &[0.0, 2.0, 2.0, 4.0], &[false; 4]).is_err());
    }
}
