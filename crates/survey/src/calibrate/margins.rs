//! Post-stratification and raking: weights that reproduce how many of the population are in each category.

use super::calibrated;
use crate::design::Design;
use crate::matrix::{beside, indicators};
use crate::{Matrix, SurveyError};

/// A category for each row, and how many of the population are in each.
#[derive(Debug, Clone, PartialEq)]
pub struct Margin {
    /// From 0 on; each below the number of targets.
    pub codes: Vec<u32>,
    /// Unit: persons. Range: 0 and up; 0 only where no row is.
    pub targets: Vec<f64>,
}

/// Post-stratifies: weights are multiplied by one factor for each category. Holt and Smith (1979).
///
/// # Errors
/// When a category with a target has no row, or a row has a category without one.
pub fn post_stratify(design: &Design, margin: &Margin) -> Result<Design, SurveyError> {
    rake(design, std::slice::from_ref(margin), 1, 1e-9)
}

/// Rakes: post-stratifies to each margin in turn until all agree (Deming and Stephan 1940). `near` is the largest part by
/// which a category may miss its target, `rounds` the most rounds; with 1e-12 and 1000 most settle in 20.
///
/// # Errors
/// As [`post_stratify`]; when margins do not add up to one number, or do not settle.
///
/// ```
/// use survey::calibrate::{Margin, rake};
/// use survey::design::{DesignBuilder, Stage};
/// let design = DesignBuilder::new(vec![Stage::rows(4)]).weights(vec![1.0; 4]).build().unwrap();
/// let sex = Margin { codes: vec![0, 0, 1, 1], targets: vec![49.0, 51.0] };
/// let age = Margin { codes: vec![0, 1, 0, 1], targets: vec![30.0, 70.0] };
/// let raked = rake(&design, &[sex, age], 1000, 1e-12).unwrap();
/// assert!((raked.weights()[0] + raked.weights()[1] - 49.0).abs() < 1e-9);
/// ```
pub fn rake(design: &Design, margins: &[Margin], rounds: usize, near: f64) -> Result<Design, SurveyError> {
    let weights = rake_weights(design.weights(), margins, rounds, near)?;
    let mut x = Matrix::zeros(design.rows(), 0);
    for margin in margins {
        x = beside(&x, &indicators(&margin.codes, margin.targets.len()));
    }
    let factor = |(new, old): (&f64, &f64)| if *old == 0.0 { 1.0 } else { new / old };
    let factors: Vec<f64> = weights.iter().zip(design.weights()).map(factor).collect();
    Ok(calibrated(design, &x, &factors))
}

/// The weights of [`rake`], without a design, as for replicates.
///
/// # Errors
/// As [`rake`].
pub fn rake_weights(
    weights: &[f64],
    margins: &[Margin],
    rounds: usize,
    near: f64,
) -> Result<Vec<f64>, SurveyError> {
    rake_watched(weights, margins, rounds, near, &mut |_| ())
}

/// The same; `watch` is told after each round the largest part by which a category misses its target.
///
/// # Errors
/// As [`rake`].
pub fn rake_watched(
    weights: &[f64],
    margins: &[Margin],
    rounds: usize,
    near: f64,
    watch: &mut dyn FnMut(f64),
) -> Result<Vec<f64>, SurveyError> {
    check(weights, margins)?;
    let mut weights = weights.to_vec();
    let mut left = f64::INFINITY;
    for _ in 0..rounds {
        for margin in margins {
            let totals = totals(&weights, margin);
            for (weight, code) in weights.iter_mut().zip(&margin.codes) {
                if *weight != 0.0 {
                    *weight *= margin.targets[*code as usize] / totals[*code as usize];
                }
            }
        }
        left = margins.iter().map(|margin| missed(&weights, margin)).fold(0.0, f64::max);
        watch(left);
        if left <= near {
            return Ok(weights);
        }
    }
    Err(SurveyError::NotSettled { what: "the raking", steps: rounds, left })
}

fn totals(weights: &[f64], margin: &Margin) -> Vec<f64> {
    let mut totals = vec![crate::sums::Sum::default(); margin.targets.len()];
    for (weight, code) in weights.iter().zip(&margin.codes) {
        if *weight != 0.0 {
            totals[*code as usize].add(*weight);
        }
    }
    totals.into_iter().map(crate::sums::Sum::value).collect()
}

/// The largest part by which a category with a target misses it. Range: 0 and up.
pub fn missed(weights: &[f64], margin: &Margin) -> f64 {
    let pairs = totals(weights, margin).into_iter().zip(&margin.targets);
    pairs
        .filter(|(_, target)| **target > 0.0)
        .map(|(total, target)| (total / target - 1.0).abs())
        .fold(0.0, f64::max)
}

fn check(weights: &[f64], margins: &[Margin]) -> Result<(), SurveyError> {
    let all = |margin: &Margin| crate::sums::sum(margin.targets.iter().copied());
    for (number, margin) in margins.iter().enumerate() {
        if margin.codes.len() != weights.len() {
            let (found, expected) = (margin.codes.len(), weights.len());
            return Err(SurveyError::Length { what: "the categories of a margin", found, expected });
        }
        if margin.targets.iter().any(|target| target.is_nan() || *target < 0.0 || target.is_infinite()) {
            return Err(SurveyError::OutOfRange { what: "a target", expected: "0 or more" });
        }
        for (row, code) in margin.codes.iter().enumerate().filter(|(row, _)| weights[*row] != 0.0) {
            let category = *code as usize;
            if margin.targets.get(category).is_none_or(|target| *target == 0.0) {
                return Err(SurveyError::NoTarget { margin: number, category, row });
            }
        }
        let empty = totals(weights, margin)
            .iter()
            .zip(&margin.targets)
            .position(|(total, target)| *total == 0.0 && *target > 0.0);
        if let Some(category) = empty {
            return Err(SurveyError::EmptyCategory { margin: number, category });
        }
        if (all(margin) / all(&margins[0]) - 1.0).abs() > 1e-9 {
            return Err(SurveyError::TargetsDisagree { margin: number });
        }
    }
    Ok(())
}
