//! Whether categories have given shares, under the design.

use super::association::Tested;
use super::mixture::{Tail, tail};
use crate::design::Design;
use crate::linear::totals;
use crate::matrix::indicators;
use crate::{Matrix, SurveyError};

/// Pearson's statistic of estimated population counts against given shares, compared with its distribution under the design
/// (a sum of chi-squared variables by Satterthwaite). Unit of the statistic: persons, as counts are weighted. Codes are from
/// 0 on, one of `shares.len()` or more is missing.
///
/// # Errors
/// When a share is not above 0, or a category is without rows.
pub fn given_shares(design: &Design, codes: &[u32], shares: &[f64]) -> Result<Tested, SurveyError> {
    if shares.len() < 2 {
        return Err(SurveyError::TooFew { what: "categories", found: shares.len(), least: 2 });
    }
    if shares.iter().any(|share| share.is_nan() || *share <= 0.0) {
        return Err(SurveyError::OutOfRange { what: "a given share", expected: "above 0" });
    }
    if codes.len() != design.rows() {
        return Err(SurveyError::Length {
            what: "the categories",
            found: codes.len(),
            expected: design.rows(),
        });
    }
    let whole: f64 = shares.iter().sum();
    let shares: Vec<f64> = shares.iter().map(|share| share / whole).collect();
    let inside: Vec<bool> = codes.iter().map(|code| (*code as usize) < shares.len()).collect();
    let part = design.domain(&inside)?;
    let counts = totals(&part, &indicators(codes, shares.len()))?;
    let all: f64 = counts.values.iter().sum();
    if all == 0.0 {
        return Err(SurveyError::NoRows);
    }
    // (O - E)/√E with E = p N, N itself estimated; its derivative by N is -(O + E)/(2 N √E).
    let expected: Vec<f64> = shares.iter().map(|share| share * all).collect();
    let scaled: Vec<f64> = counts
        .values
        .iter()
        .zip(&expected)
        .map(|(count, expected)| (count - expected) / expected.sqrt())
        .collect();
    let influence = Matrix::from_fn(design.rows(), shares.len(), |row, category| {
        let own = counts.influence[(row, category)];
        let sum: f64 = counts.influence.row(row).iter().sum();
        let (count, expected) = (counts.values[category], expected[category]);
        own / expected.sqrt() - sum * (count + expected) / (2.0 * all * expected.sqrt())
    });
    let covariance = part.covariance(&influence)?;
    let factors: Vec<f64> = covariance.symmetric_eigenvalues().iter().map(|value| value.max(0.0)).collect();
    let statistic = scaled.iter().map(|part| part * part).sum();
    let (sum, squares): (f64, f64) = (factors.iter().sum(), factors.iter().map(|f| f * f).sum());
    // Counts that the design fixes, as those of strata, have nothing to be tested by.
    if sum <= 1e-12 * all {
        return Err(SurveyError::Zero { what: "the variance of the counts that are tested" });
    }
    let p_value = tail(statistic, &factors, f64::INFINITY, Tail::Satterthwaite);
    Ok(Tested { statistic, df: vec![squares / sum, sum * sum / squares], p_value })
}
