//! What is said of a latent class model once it is fitted: fit, certainty, errors of the shares.

use super::expectation::State;
use super::{LatentClasses, Pattern};
use crate::Matrix;
use crate::sums::{Sum, sum};

/// Works out all that follows from the parameters.
pub fn finished(patterns: &[Pattern], sizes: &[usize], length: usize, state: State) -> LatentClasses {
    let classes = state.parameters.shares.len();
    let base = sum(patterns.iter().map(|pattern| pattern.weight));
    let rows: usize = patterns.iter().map(|pattern| pattern.rows.len()).sum();
    let mut posterior = Matrix::from_element(length, classes, f64::NAN);
    let (mut mean, mut modal) = (vec![Sum::default(); classes], vec![Sum::default(); classes]);
    let (mut entropy, mut deviance, mut pearson, mut seen) = Default::default();
    let add = |to: &mut Sum, value: f64| to.add(value);
    let mut joint = vec![0.0; classes];
    for pattern in patterns {
        let all = state.parameters.joint(&pattern.answers, &mut joint);
        let own: Vec<f64> = joint.iter().map(|joint| joint / all).collect();
        let expected = base * all;
        add(&mut deviance, 2.0 * pattern.weight * libm::log(pattern.weight / expected));
        add(&mut pearson, (pattern.weight - expected) * (pattern.weight - expected) / expected);
        add(&mut seen, expected);
        let likeliest = (0..classes).fold(0, |most, class| if own[class] > own[most] { class } else { most });
        modal[likeliest].add(pattern.weight);
        for (class, p) in own.iter().enumerate() {
            mean[class].add(pattern.weight * p);
            if *p > 0.0 {
                add(&mut entropy, -pattern.weight * p * libm::log(*p));
            }
            pattern.rows.iter().for_each(|row| posterior[(*row, class)] = *p);
        }
    }
    let parameters = classes - 1 + sizes.iter().map(|size| classes * (size - 1)).sum::<usize>();
    let cells: f64 = sizes.iter().map(|size| *size as f64).product();
    let shares_of = |sums: Vec<Sum>| sums.into_iter().map(|sum| sum.value() / base).collect();
    LatentClasses {
        share_errors: share_errors(patterns, sizes, &state),
        entropy_r2: 1.0 - entropy.value() / (base * libm::log(classes as f64)),
        deviance: deviance.value(),
        pearson: pearson.value() + (base - seen.value()),
        residual_df: (cells - 1.0).min(rows as f64) - parameters as f64,
        mean_posterior: shares_of(mean),
        modal_shares: shares_of(modal),
        log_likelihood: state.log_likelihood,
        answers: state.parameters.answers(),
        shares: state.parameters.shares,
        parameters,
        base,
        rows,
        posterior,
    }
}

/// Below this part of the largest, a direction of the parameters is not known: an answer of probability 0 or 1.
const UNKNOWN: f64 = 1.5e-8;

/// Errors of the shares: the scores of all log odds, their outer product inverted, turned into shares.
fn share_errors(patterns: &[Pattern], sizes: &[usize], state: &State) -> Vec<f64> {
    let shares = &state.parameters.shares;
    let mut joint = vec![0.0; shares.len()];
    let classes = shares.len();
    let count = classes - 1 + sizes.iter().map(|size| classes * (size - 1)).sum::<usize>();
    let mut information = Matrix::zeros(count, count);
    for pattern in patterns {
        let all = state.parameters.joint(&pattern.answers, &mut joint);
        let own: Vec<f64> = joint.iter().map(|joint| joint / all).collect();
        // Of the shares first, then of each item and class.
        let mut score: Vec<f64> = (1..classes).map(|class| own[class] - shares[class]).collect();
        for (item, answer) in pattern.answers.iter().enumerate() {
            for (class, own) in own.iter().enumerate() {
                let one = |category: usize| {
                    let p = state.parameters.answer(item, class, category);
                    own * (f64::from(u8::from(category == *answer)) - p)
                };
                score.extend((1..sizes[item]).map(one));
            }
        }
        for i in 0..count {
            for j in 0..=i {
                information[(i, j)] += pattern.weight * score[i] * score[j];
            }
        }
    }
    information.fill_upper_triangle_with_lower_triangle();
    let covariance = inverted(information);
    let turn =
        |class: usize, free: usize| shares[class] * (f64::from(u8::from(class == free)) - shares[free]);
    let variance = |class: usize| -> f64 {
        let pairs = (1..classes).flat_map(|i| (1..classes).map(move |j| (i, j)));
        pairs.map(|(i, j)| turn(class, i) * covariance[(i - 1, j - 1)] * turn(class, j)).sum()
    };
    (0..classes).map(|class| variance(class).max(0.0).sqrt()).collect()
}

/// The inverse within the directions that are known.
fn inverted(matrix: Matrix) -> Matrix {
    let size = matrix.nrows();
    let decomposed = matrix.symmetric_eigen();
    let largest = decomposed.eigenvalues.iter().fold(0.0_f64, |most, value| most.max(*value));
    let inverse = |value: f64| if value > UNKNOWN * largest { 1.0 / value } else { 0.0 };
    let vectors = &decomposed.eigenvectors;
    Matrix::from_fn(size, size, |i, j| {
        (0..size).map(|k| vectors[(i, k)] * inverse(decomposed.eigenvalues[k]) * vectors[(j, k)]).sum()
    })
}
