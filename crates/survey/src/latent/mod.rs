//! Latent class models: persons of a few unseen kinds, who answer items independently of each other within a kind.
//!
//! Lazarsfeld and Henry (1968); Goodman (1974); by EM (Dempster, Laird and Rubin 1977) from several random starts. Weights
//! make it a pseudo-likelihood (Patterson, Dayton and Graubard 2002).

mod errors;
mod expectation;

use std::collections::BTreeMap;

use crate::draws::Draws;
use crate::{Matrix, SurveyError};
use expectation::{Parameters, State};

/// How to look for the best model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search {
    /// How many classes; at least 1.
    pub classes: usize,
    /// Random starts; each is followed for some steps, the best three to their end. More find better models.
    pub starts: usize,
    /// Of the random starts: the same seed finds the same model.
    pub seed: u64,
    /// Most EM steps of one start.
    pub steps: usize,
}

impl Search {
    /// For so many classes, with 30 starts.
    pub const fn for_classes(classes: usize) -> Self {
        Self { classes, starts: 30, seed: 1, steps: 100_000 }
    }
}

/// A fitted model; classes from the largest down.
#[derive(Debug, Clone, PartialEq)]
pub struct LatentClasses {
    /// The share of each class. Range: 0 to 1, together 1.
    pub shares: Vec<f64>,
    /// For each item, class and category the probability of that answer.
    pub answers: Vec<Vec<Vec<f64>>>,
    /// Of the weighted rows.
    pub log_likelihood: f64,
    /// How many numbers were fitted.
    pub parameters: usize,
    /// Weighted number of rows.
    pub base: f64,
    /// Unweighted number of rows.
    pub rows: usize,
    /// For each row the probabilities of the classes; NaN where an answer is missing or the weight is 0.
    pub posterior: Matrix,
    /// Mean posterior, weighted: the shares, but for the last step.
    pub mean_posterior: Vec<f64>,
    /// The weighted share of persons for whom each class is the likeliest.
    pub modal_shares: Vec<f64>,
    /// `1 - Σ entropy / (n log classes)`: 1 where every person's class is certain, 0 where nothing is known. NaN for one class.
    pub entropy_r2: f64,
    /// `2 Σ o log(o/e)` over patterns of answers.
    pub deviance: f64,
    /// `Σ (o - e)²/e` over all patterns, seen or not.
    pub pearson: f64,
    /// Patterns (or, if fewer, persons) that are free beside the parameters.
    pub residual_df: f64,
    /// Errors of the shares, from the outer product of the scores; for a simple random sample.
    pub share_errors: Vec<f64>,
}

/// Rows with the same answers.
pub(crate) struct Pattern {
    pub answers: Vec<usize>,
    pub weight: f64,
    pub rows: Vec<usize>,
}

/// Fits a model. `items` are columns of codes from 0 on, each below its number in `sizes`; rows with a higher code in any item
/// are left out, as are those of weight 0.
///
/// # Errors
/// When columns differ in length, an item has fewer than two categories, or too few rows are left.
///
/// ```
/// use survey::latent::{Search, fit};
/// let yes = vec![0, 0, 0, 0, 1, 1, 1, 1];
/// let model = fit(&[yes.clone(), yes.clone(), yes], &[2, 2, 2], &[1.0; 8], Search::for_classes(2)).unwrap();
/// assert!((model.shares[0] - 0.5).abs() < 1e-6);
/// ```
pub fn fit(
    items: &[Vec<u32>],
    sizes: &[usize],
    weights: &[f64],
    search: Search,
) -> Result<LatentClasses, SurveyError> {
    check(items, sizes, weights, search)?;
    let patterns = patterns(items, sizes, weights);
    let least = search.classes.max(2);
    let found: usize = patterns.iter().map(|pattern| pattern.rows.len()).sum();
    if found < least {
        return Err(SurveyError::TooFew { what: "rows of a latent class model", found, least });
    }
    let best = best(&patterns, sizes, search)?;
    let mut state = best;
    state.parameters.sort();
    state.expect(&patterns);
    Ok(errors::finished(&patterns, sizes, weights.len(), state))
}

fn check(items: &[Vec<u32>], sizes: &[usize], weights: &[f64], search: Search) -> Result<(), SurveyError> {
    if items.len() != sizes.len() {
        let (found, expected) = (sizes.len(), items.len());
        return Err(SurveyError::Length { what: "the numbers of categories", found, expected });
    }
    if items.is_empty() || search.classes == 0 || search.starts == 0 {
        let found = items.len().min(search.classes).min(search.starts);
        return Err(SurveyError::TooFew { what: "items, classes or starts", found, least: 1 });
    }
    for (item, size) in items.iter().zip(sizes) {
        if item.len() != weights.len() {
            return Err(SurveyError::Length { what: "an item", found: item.len(), expected: weights.len() });
        }
        if *size < 2 {
            return Err(SurveyError::TooFew { what: "categories of an item", found: *size, least: 2 });
        }
    }
    if let Some(row) = weights.iter().position(|weight| weight.is_nan()) {
        return Err(SurveyError::MissingWeight { row });
    }
    match weights.iter().position(|weight| *weight < 0.0 || weight.is_infinite()) {
        Some(row) => Err(SurveyError::BadWeight { row }),
        None => Ok(()),
    }
}

fn patterns(items: &[Vec<u32>], sizes: &[usize], weights: &[f64]) -> Vec<Pattern> {
    let mut found: BTreeMap<Vec<usize>, (crate::sums::Sum, Vec<usize>)> = BTreeMap::new();
    for (row, weight) in weights.iter().enumerate() {
        let answers: Vec<usize> = items.iter().map(|item| item[row] as usize).collect();
        let whole = answers.iter().zip(sizes).all(|(answer, size)| answer < size);
        if whole && *weight != 0.0 {
            let entry = found.entry(answers).or_default();
            entry.0.add(*weight);
            entry.1.push(row);
        }
    }
    found
        .into_iter()
        .map(|(answers, (weight, rows))| Pattern { answers, weight: weight.value(), rows })
        .collect()
}

/// How many starts are followed to their end.
const FINALISTS: usize = 3;
/// For how many steps the others are.
const TRIAL: usize = 60;

fn best(patterns: &[Pattern], sizes: &[usize], search: Search) -> Result<State, SurveyError> {
    let mut draws = Draws::new(search.seed);
    let mut states: Vec<State> = (0..search.starts)
        .map(|_| {
            let mut state = State::new(patterns, Parameters::random(sizes, search.classes, &mut draws));
            state.climb(patterns, TRIAL, 1e-7);
            state
        })
        .collect();
    states.sort_by(|a, b| b.log_likelihood.total_cmp(&a.log_likelihood));
    states.truncate(FINALISTS);
    for state in &mut states {
        state.climb(patterns, search.steps, 1e-13);
    }
    states.sort_by(|a, b| b.log_likelihood.total_cmp(&a.log_likelihood));
    let settled = states.into_iter().find(|state| state.log_likelihood.is_finite());
    settled.ok_or(SurveyError::NotSettled {
        what: "the latent class model",
        steps: search.steps,
        left: f64::NAN,
    })
}
