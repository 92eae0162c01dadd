//! Trimming: no weight too large or too small, the rest spread over the others.

use crate::SurveyError;
use crate::design::Design;

/// Cuts weights off at bounds and spreads what was cut off evenly over those that were within, so that their sum stays.
/// `strict` does so again until all are within. Errors still know of what was calibrated to before. Weights of 0 stay 0.
///
/// # Errors
/// When the bounds leave no room: their order is wrong, or no weight is left to take what was cut off.
pub fn trim(design: &Design, lower: f64, upper: f64, strict: bool) -> Result<Design, SurveyError> {
    Ok(design.moved(trim_weights(design.weights(), lower, upper, strict)?))
}

/// The weights of [`trim`].
///
/// # Errors
/// As [`trim`].
///
/// ```
/// use survey::calibrate::trim_weights;
/// assert_eq!(trim_weights(&[1.0, 1.0, 4.0], 0.0, 3.0, true).unwrap(), [1.5, 1.5, 3.0]);
/// ```
pub fn trim_weights(weights: &[f64], lower: f64, upper: f64, strict: bool) -> Result<Vec<f64>, SurveyError> {
    if lower.is_nan() || upper.is_nan() || lower >= upper {
        return Err(SurveyError::OutOfRange {
            what: "the bounds of trimming",
            expected: "a lower one below the upper",
        });
    }
    let mut weights = weights.to_vec();
    let outside = |weight: f64| weight != 0.0 && (weight < lower || weight > upper);
    let mut trimmed = vec![false; weights.len()];
    while weights.iter().any(|weight| outside(*weight)) {
        let mut cut = crate::sums::Sum::default();
        let mut takers = Vec::new();
        for (row, weight) in weights.iter_mut().enumerate() {
            if outside(*weight) {
                let within = weight.clamp(lower, upper);
                cut.add(*weight - within);
                *weight = within;
                trimmed[row] = true;
            } else if *weight != 0.0 && !trimmed[row] {
                takers.push(row);
            }
        }
        if takers.is_empty() {
            let what = "weights left to take what was trimmed";
            return Err(SurveyError::TooFew { what, found: 0, least: 1 });
        }
        let share = cut.value() / takers.len() as f64;
        takers.into_iter().for_each(|row| weights[row] += share);
        if !strict {
            break;
        }
    }
    Ok(weights)
}
