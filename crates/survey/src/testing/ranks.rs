//! Whether groups differ, by ranks or means, under the design.

use super::association::Tested;
use crate::design::Design;
use crate::distribution::{f_tail, normal_quantile, student_two_sided};
use crate::linear::means;
use crate::matrix::{columns, indicators, inverse};
use crate::regression::{Family, Fit, fit};
use crate::{Matrix, SurveyError};

/// What is made of the rank of a value, as its share of the population at or below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Score {
    /// The share itself: Wilcoxon's test, and with more groups Kruskal and Wallis'.
    Wilcoxon,
    /// The normal quantile of the share: van der Waerden's.
    Normal,
    /// Whether the share is above one half: the median test.
    Median,
}

/// A t test of the difference between two groups: those with code 1 less those with 0. Degrees of freedom: those of the
/// design less 1.
///
/// # Errors
/// When a group is empty or a value in the domain missing.
pub fn t_test(design: &Design, x: &[f64], groups: &[u32]) -> Result<(f64, Tested), SurveyError> {
    let fit = by_group(design, x, groups, 2)?;
    let t = fit.coefficients[1] / fit.covariance[(1, 1)].sqrt();
    let tested = Tested { statistic: t, df: vec![fit.df], p_value: student_two_sided(t, fit.df) };
    Ok((fit.coefficients[1], tested))
}

/// A t test of a mean against 0.
///
/// # Errors
/// As [`means`].
pub fn mean_test(design: &Design, x: &[f64]) -> Result<(f64, Tested), SurveyError> {
    let found = means(design, &columns(&[x])?)?.estimates(design)?;
    let df = found.df - 1.0;
    crate::estimates::check_df(df)?;
    let t = found.values[0] / found.errors()[0];
    Ok((found.values[0], Tested { statistic: t, df: vec![df], p_value: student_two_sided(t, df) }))
}

/// A rank test of two or more groups: Lumley and Scott (2013), "Two-sample rank tests under complex sampling". Ranks are
/// shares of the estimated population, those of ties their mean; scores are compared by regression. For two groups the
/// statistic is a t, for more an F. Groups are coded from 0 on, a code of `count` or more is out of the test.
///
/// # Errors
/// As [`t_test`].
pub fn rank_test(
    design: &Design,
    x: &[f64],
    groups: &[u32],
    count: usize,
    score: Score,
) -> Result<(f64, Tested), SurveyError> {
    let inside: Vec<bool> = groups.iter().map(|group| (*group as usize) < count).collect();
    let part = design.domain(&inside)?;
    let scores: Vec<f64> = shares(&part, x)?
        .into_iter()
        .map(|share| match score {
            Score::Wilcoxon => share,
            Score::Normal if share > 0.0 && share < 1.0 => normal_quantile(share),
            Score::Normal => 0.0,
            Score::Median => f64::from(u8::from(share > 0.5)),
        })
        .collect();
    if count == 2 {
        return t_test(&part, &scores, groups);
    }
    let fit = by_group(&part, &scores, groups, count)?;
    let above = (count - 1) as f64;
    let covariance = fit.covariance.view((1, 1), (count - 1, count - 1)).into_owned();
    let y = nalgebra::DVector::from_column_slice(&fit.coefficients[1..]);
    let f = (y.transpose() * inverse(&covariance, "the groups of a rank test")? * &y)[(0, 0)] / above;
    let below = part.degrees_of_freedom() - above;
    crate::estimates::check_df(below)?;
    Ok((
        fit.coefficients[1],
        Tested { statistic: f, df: vec![above, below], p_value: f_tail(f, above, below) },
    ))
}

/// The share of the population below each value and half of what is at it.
fn shares(design: &Design, x: &[f64]) -> Result<Vec<f64>, SurveyError> {
    crate::linear::check(design, &columns(&[x])?)?;
    let weights = design.weights();
    let mut order: Vec<usize> = (0..x.len()).filter(|row| weights[*row] != 0.0).collect();
    order.sort_by(|a, b| x[*a].total_cmp(&x[*b]));
    let total = crate::sums::sum(weights.iter().copied());
    let mut shares = vec![0.0; x.len()];
    let mut below = crate::sums::Sum::default();
    for run in order.chunk_by(|a, b| x[*a] == x[*b]) {
        // Each has the mean rank of the run, rows counted alike.
        let mut middle = crate::sums::Sum::default();
        for row in run {
            below.add(weights[*row]);
            middle.add(below.value() - weights[*row] / 2.0);
        }
        run.iter().for_each(|row| shares[*row] = middle.value() / run.len() as f64 / total);
    }
    Ok(shares)
}

/// A regression on all groups but the first.
fn by_group(design: &Design, y: &[f64], groups: &[u32], count: usize) -> Result<Fit, SurveyError> {
    let inside: Vec<bool> = groups.iter().map(|group| (*group as usize) < count).collect();
    let part = design.domain(&inside)?;
    let all = indicators(groups, count);
    let x =
        Matrix::from_fn(all.nrows(), count, |row, column| if column == 0 { 1.0 } else { all[(row, column)] });
    fit(&part, &x, y, Family::Gaussian)
}
