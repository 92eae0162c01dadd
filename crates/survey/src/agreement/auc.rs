//! How well graded evidence tells yes from no: the area under the ROC curve.
//!
//! The area is the chance that somebody (or something) of whom the answer is yes has the higher grade than one of whom it is no,
//! ties counted as half: Mann and Whitney (1947), Hanley and McNeil (1982). As a ratio of two weighted sums over pairs it is
//! linearised like any other: each row's placement among those of the other answer (DeLong, DeLong and Clarke-Pearson 1988). Rows of one
//! person, as ten accounts, lie in one unit of the design, or are gathered to the person ([`gathered`]) before: Obuchowski
//! (1997), "Nonparametric analysis of clustered ROC curve data".

use crate::design::Design;
use crate::linear::Linearised;
use crate::sums::Sum;
use crate::{Matrix, SurveyError};

/// The area under the curve: one column, 0 to 1; 0.5 is what no evidence would give. Intervals are made on the logit scale.
///
/// # Errors
/// When a score in the domain is missing, columns are not as long as the design, or one of the two answers is nobody's.
///
/// ```
/// use survey::agreement::auc::auc;
/// use survey::design::{DesignBuilder, Stage};
/// let design = DesignBuilder::new(vec![Stage::rows(4)]).weights(vec![1.0; 4]).build().unwrap();
/// let found = auc(&design, &[3.0, 1.0, 1.0, 0.0], &[true, true, false, false]).unwrap();
/// assert_eq!(found.values, [0.875]);
/// ```
pub fn auc(design: &Design, scores: &[f64], truth: &[bool]) -> Result<Linearised, SurveyError> {
    let (value, influence) = of_weights(design.weights(), scores, truth)?;
    Ok(Linearised { values: vec![value], influence: Matrix::from_column_slice(design.rows(), 1, &influence) })
}

/// The same from weights alone: the area, and how much each row moves it.
///
/// # Errors
/// As [`auc`].
pub fn of_weights(weights: &[f64], scores: &[f64], truth: &[bool]) -> Result<(f64, Vec<f64>), SurveyError> {
    for found in [scores.len(), truth.len()] {
        if found != weights.len() {
            return Err(SurveyError::Length { what: "a column", found, expected: weights.len() });
        }
    }
    let mut order: Vec<usize> = (0..weights.len()).filter(|row| weights[*row] != 0.0).collect();
    if let Some(row) = order.iter().find(|row| scores[**row].is_nan()) {
        return Err(SurveyError::MissingValue { column: 0, row: *row });
    }
    let size =
        |yes: bool| crate::sums::sum(order.iter().filter(|row| truth[**row] == yes).map(|row| weights[*row]));
    let (with, without) = (size(true), size(false));
    if with <= 0.0 || without <= 0.0 {
        return Err(SurveyError::Zero { what: "the number of those with one of the two answers" });
    }
    order.sort_by(|a, b| scores[*a].total_cmp(&scores[*b]));
    let placements = placements(weights, scores, truth, &order);
    let (mut above, mut influence) = (Sum::default(), vec![0.0; weights.len()]);
    for row in order.iter().filter(|row| truth[**row]) {
        above.add(weights[*row] * placements[*row] / without);
    }
    let area = above.value() / with;
    for row in order {
        let (placed, own) = if truth[row] {
            (placements[row] / without, with)
        } else {
            // What is below a no is above it for the others.
            (1.0 - placements[row] / with, without)
        };
        influence[row] = weights[row] * (placed - area) / own;
    }
    Ok((area, influence))
}

/// For each row the weight of those of the other answer with a lower score, and half of that with the same.
fn placements(weights: &[f64], scores: &[f64], truth: &[bool], order: &[usize]) -> Vec<f64> {
    let mut placements = vec![0.0; weights.len()];
    let mut below = [Sum::default(), Sum::default()];
    for run in order.chunk_by(|a, b| scores[*a] == scores[*b]) {
        let mut same = [Sum::default(), Sum::default()];
        run.iter().for_each(|row| same[usize::from(truth[*row])].add(weights[*row]));
        for row in run {
            let other = usize::from(!truth[*row]);
            placements[*row] = below[other].value() + 0.5 * same[other].value();
        }
        (0..2).for_each(|answer| below[answer].add(same[answer].value()));
    }
    placements
}

/// Linearised values of rows that belong to people, summed by person: `person` names for each row the row of its person in a
/// design of `people`.
///
/// # Errors
/// When a row names nobody.
pub fn gathered(influence: &[f64], person: &[usize], people: usize) -> Result<Matrix, SurveyError> {
    if influence.len() != person.len() {
        return Err(SurveyError::Length {
            what: "the people",
            found: person.len(),
            expected: influence.len(),
        });
    }
    let mut sums = vec![Sum::default(); people];
    for (value, person) in influence.iter().zip(person) {
        let Some(sum) = sums.get_mut(*person) else {
            return Err(SurveyError::OutOfRange {
                what: "the person of a row",
                expected: "a row of the design",
            });
        };
        sum.add(*value);
    }
    Ok(Matrix::from_fn(people, 1, |row, _| sums[row].value()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::agreement::Scale;
    use crate::design::{DesignBuilder, Stage};
    use crate::draws::Draws;

    /// By all pairs.
    fn pairs(weights: &[f64], scores: &[f64], truth: &[bool]) -> f64 {
        let (mut above, mut all) = (0.0, 0.0);
        for i in (0..scores.len()).filter(|i| truth[*i]) {
            for j in (0..scores.len()).filter(|j| !truth[*j]) {
                let won = if scores[i] > scores[j] {
                    1.0
                } else if scores[i] == scores[j] {
                    0.5
                } else {
                    0.0
                };
                above += weights[i] * weights[j] * won;
                all += weights[i] * weights[j];
            }
        }
        above / all
    }

    proptest! {
        /// As by all pairs; influences are the slopes by the weights; turned scores turn the area.
        #[test]
        fn is_what_all_pairs_say(
            rows in proptest::collection::vec((0_u8..5, any::<bool>(), 0.5_f64..3.0), 2..30),
        ) {
            let scores: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
            let truth: Vec<bool> = rows.iter().map(|row| row.1).collect();
            let weights: Vec<f64> = rows.iter().map(|row| row.2).collect();
            prop_assume!(truth.contains(&true) && truth.contains(&false));
            let (area, influence) = of_weights(&weights, &scores, &truth).unwrap();
            prop_assert!((area - pairs(&weights, &scores, &truth)).abs() < 1e-12);
            let turned: Vec<f64> = scores.iter().map(|score| -score).collect();
            let (other, _) = of_weights(&weights, &turned, &truth).unwrap();
            prop_assert!((area + other - 1.0).abs() < 1e-12);
            for row in 0..rows.len() {
                let at = |by: f64| {
                    let mut moved = weights.clone();
                    moved[row] += by;
                    pairs(&moved, &scores, &truth)
                };
                let slope = (at(1e-5) - at(-1e-5)) / 2e-5;
                prop_assert!((influence[row] - weights[row] * slope).abs() < 1e-7);
            }
        }
    }

    /// DeLong's variance by hand: scores 1, 3, 4 with yes, 1, 2 with no. Placements of the yes: .25, 1, 1; of the no: 5/6, 2/3.
    #[test]
    fn placements_by_hand() {
        let (area, influence) =
            of_weights(&[1.0; 5], &[1.0, 3.0, 4.0, 1.0, 2.0], &[true, true, true, false, false]).unwrap();
        assert!((area - 0.75).abs() < 1e-15);
        let expected =
            [-0.5 / 3.0, 0.25 / 3.0, 0.25 / 3.0, (5.0 / 6.0 - 0.75) / 2.0, (2.0 / 3.0 - 0.75) / 2.0];
        for (found, expected) in influence.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-15);
        }
    }

    #[test]
    fn one_answer_only_has_no_area() {
        assert!(of_weights(&[1.0, 1.0], &[1.0, 2.0], &[true, true]).is_err());
    }

    /// Ten accounts of each of 60 people who differ in how they answer: with people as units, 95% intervals cover; the error of
    /// independent accounts would be too small.
    #[test]
    fn intervals_know_that_accounts_are_of_people() {
        // P(yes) by grade and person; by symmetry the area of the population is worked out on a large draw.
        let draw = |seed: u64, people: usize| {
            let mut draws = Draws::new(seed);
            let (mut scores, mut truth, mut person) = (Vec::new(), Vec::new(), Vec::new());
            for number in 0..people {
                let own = 0.5 * draws.share() - 0.25;
                let leaning = draws.share();
                for _ in 0..10 {
                    let grade = (draws.share() * 2.0 + leaning * 2.0).floor();
                    scores.push(grade);
                    truth.push(draws.share() < (0.25 + 0.15 * grade + own).clamp(0.0, 1.0));
                    person.push(number);
                }
            }
            (scores, truth, person)
        };
        let (scores, truth, _) = draw(1, 40_000);
        let (area, _) = of_weights(&vec![1.0; scores.len()], &scores, &truth).unwrap();
        let (mut covered, mut naive) = (0, 0);
        for time in 0..300 {
            let (scores, truth, person) = draw(77 + time, 60);
            let (found, influence) = of_weights(&vec![1.0; 600], &scores, &truth).unwrap();
            let design = DesignBuilder::new(vec![Stage::rows(60)]).weights(vec![1.0; 60]).build().unwrap();
            let influence =
                Linearised { values: vec![found], influence: gathered(&influence, &person, 60).unwrap() };
            let (low, high) =
                influence.found(&design, &[Scale::Logit], 59.0, 0.95).unwrap()[0].interval.unwrap();
            covered += u32::from(low <= area && area <= high);
            let rows = DesignBuilder::new(vec![Stage::rows(600)]).weights(vec![1.0; 600]).build().unwrap();
            let alone =
                auc(&rows, &scores, &truth).unwrap().found(&rows, &[Scale::Logit], 599.0, 0.95).unwrap();
            let (low, high) = alone[0].interval.unwrap();
            naive += u32::from(low <= area && area <= high);
        }
        assert!((274..=297).contains(&covered), "{covered} of 300");
        assert!(naive < covered, "{naive} of 300 without people");
    }
}
