//! Agreement of two classifications of the same people.
//!
//! Kappa: Cohen (1960), "A coefficient of agreement for nominal scales"; its error by linearisation, which for a simple random
//! sample is that of Fleiss, Cohen and Everitt (1969). Kappa falls where a class is rare and rises where two raters differ in how
//! often they see it, so that prevalence and bias stand beside it: Byrt, Bishop and Carlin (1993), "Bias, prevalence and
//! kappa". Agreement on what is there and on what is not: Cicchetti and Feinstein (1990).

use super::Scale;
use crate::design::Design;
use crate::linear::{Linearised, size};
use crate::{Matrix, SurveyError};

/// What is known of two classifications with more than two classes. Columns of [`classes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overall {
    /// The share of people who are in the same class by both. Range: 0 to 1.
    Observed,
    /// Cohen's kappa: `(p_o - p_e) / (1 - p_e)`. Range: -1 to 1; 0 is what chance alone would give.
    Kappa,
}

impl Overall {
    /// In the order of columns.
    pub const ALL: [Self; 2] = [Self::Observed, Self::Kappa];

    /// Where intervals are made.
    pub const fn scale(self) -> Scale {
        match self {
            Self::Observed => Scale::Logit,
            Self::Kappa => Scale::Fisher,
        }
    }
}

/// What is known of two yes/no classifications. Columns of [`yes_no`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// The share of yes by the first. Range: 0 to 1.
    First,
    /// The share of yes by the second.
    Second,
    /// The share of people of whom both say the same.
    Observed,
    /// Cohen's kappa. Range: -1 to 1.
    Kappa,
    /// Of all yes by either, the share that both say: `2a / (2a + b + c)`. Range: 0 to 1.
    Positive,
    /// Of all no by either, the share that both say: `2d / (2d + b + c)`. Range: 0 to 1.
    Negative,
    /// Prevalence index `a - d`, with its sign. Range: -1 (nobody is) to 1 (everybody is).
    Prevalence,
    /// Bias index `b - c`, with its sign: how much oftener the first says yes. Range: -1 to 1.
    Bias,
    /// Kappa with prevalence and bias taken away: `2 p_o - 1`. Range: -1 to 1.
    Adjusted,
}

impl Measure {
    /// In the order of columns.
    pub const ALL: [Self; 9] = [
        Self::First,
        Self::Second,
        Self::Observed,
        Self::Kappa,
        Self::Positive,
        Self::Negative,
        Self::Prevalence,
        Self::Bias,
        Self::Adjusted,
    ];

    /// Where intervals are made.
    pub const fn scale(self) -> Scale {
        match self {
            Self::First | Self::Second | Self::Observed | Self::Positive | Self::Negative => Scale::Logit,
            Self::Kappa | Self::Prevalence | Self::Adjusted => Scale::Fisher,
            Self::Bias => Scale::Plain,
        }
    }
}

/// Two classifications with `classes` classes, coded from 0 on. Columns: those of [`Overall`]. Kappa is NaN where both see one
/// class only, since no chance can be told from agreement there.
///
/// # Errors
/// When codes are not as many as rows, one in the domain is `classes` or more, or no row has a weight.
///
/// ```
/// use survey::agreement::kappa::classes;
/// use survey::design::{DesignBuilder, Stage};
/// let design = DesignBuilder::new(vec![Stage::rows(4)]).weights(vec![1.0; 4]).build().unwrap();
/// let found = classes(&design, &[0, 0, 1, 1], &[0, 1, 1, 1], 2).unwrap();
/// assert_eq!(found.values, [0.75, 0.5]);
/// ```
pub fn classes(
    design: &Design,
    first: &[u32],
    second: &[u32],
    classes: usize,
) -> Result<Linearised, SurveyError> {
    let cells = cells(design, first, second, classes)?;
    let shares = shares(design, &cells, classes * classes)?;
    let (observed, kappa) = chance(&shares, classes);
    linearised(design, &cells, &shares, vec![observed, kappa])
}

/// Two yes/no classifications, 1 and 0. Columns: those of [`Measure`]; NaN where one is not defined, as positive agreement
/// where nobody says yes.
///
/// # Errors
/// As [`classes`].
pub fn yes_no(design: &Design, first: &[u32], second: &[u32]) -> Result<Linearised, SurveyError> {
    let cells = cells(design, first, second, 2)?;
    let shares = shares(design, &cells, 4)?;
    // Cells by their codes: neither, second only, first only, both.
    let [d, c, b, a] = [shares[0], shares[1], shares[2], shares[3]];
    let (observed, kappa) = chance(&shares, 2);
    let adjusted = Smooth { value: 2.0 * (a + d) - 1.0, slopes: vec![2.0, 0.0, 0.0, 2.0] };
    let measures = vec![
        Smooth { value: a + b, slopes: vec![0.0, 0.0, 1.0, 1.0] },
        Smooth { value: a + c, slopes: vec![0.0, 1.0, 0.0, 1.0] },
        observed,
        kappa,
        both(a, b + c, [None, Some(false), Some(false), Some(true)]),
        both(d, b + c, [Some(true), Some(false), Some(false), None]),
        Smooth { value: a - d, slopes: vec![-1.0, 0.0, 0.0, 1.0] },
        Smooth { value: b - c, slopes: vec![0.0, -1.0, 1.0, 0.0] },
        adjusted,
    ];
    linearised(design, &cells, &shares, measures)
}

/// A smooth function of the shares of cells, with its slope by each.
struct Smooth {
    value: f64,
    slopes: Vec<f64>,
}

/// `2 same / (2 same + off)`; for each cell whether it is one of the same, of the others, or neither.
fn both(same: f64, off: f64, cells: [Option<bool>; 4]) -> Smooth {
    let whole = 2.0 * same + off;
    let slope = |cell: Option<bool>| match cell {
        Some(true) => 2.0 * off / (whole * whole),
        Some(false) => -2.0 * same / (whole * whole),
        None => 0.0,
    };
    Smooth { value: 2.0 * same / whole, slopes: cells.map(slope).to_vec() }
}

/// Observed agreement, and kappa.
fn chance(shares: &[f64], classes: usize) -> (Smooth, Smooth) {
    let at = |i: usize, j: usize| shares[i * classes + j];
    let first: Vec<f64> = (0..classes).map(|i| (0..classes).map(|j| at(i, j)).sum()).collect();
    let second: Vec<f64> = (0..classes).map(|j| (0..classes).map(|i| at(i, j)).sum()).collect();
    let observed: f64 = (0..classes).map(|i| at(i, i)).sum();
    let expected: f64 = first.iter().zip(&second).map(|(first, second)| first * second).sum();
    let left = 1.0 - expected;
    let same = |cell: usize| f64::from(u8::from(cell / classes == cell % classes));
    let slope = |cell: usize| {
        let (i, j) = (cell / classes, cell % classes);
        (same(cell) * left - (second[i] + first[j]) * (1.0 - observed)) / (left * left)
    };
    let all = 0..shares.len();
    // Rounding may leave a hair where both see one class only.
    let value = if left > 1e-12 { (observed - expected) / left } else { f64::NAN };
    (
        Smooth { value: observed, slopes: all.clone().map(same).collect() },
        Smooth { value, slopes: all.map(slope).collect() },
    )
}

/// The cell of each row: the code of the first times the classes, and that of the second.
fn cells(design: &Design, first: &[u32], second: &[u32], classes: usize) -> Result<Vec<usize>, SurveyError> {
    for codes in [first, second] {
        if codes.len() != design.rows() {
            let (found, expected) = (codes.len(), design.rows());
            return Err(SurveyError::Length { what: "a classification", found, expected });
        }
        if codes.iter().zip(design.weights()).any(|(code, w)| *w != 0.0 && *code as usize >= classes) {
            return Err(SurveyError::OutOfRange {
                what: "a class of a classification",
                expected: "a code below the number of classes",
            });
        }
    }
    let cell = |(first, second): (&u32, &u32)| *first as usize * classes + *second as usize;
    Ok(first.iter().zip(second).map(cell).collect())
}

fn shares(design: &Design, cells: &[usize], count: usize) -> Result<Vec<f64>, SurveyError> {
    let size = size(design)?;
    let mut sums = vec![crate::sums::Sum::default(); count];
    for (cell, weight) in cells.iter().zip(design.weights()).filter(|(_, weight)| **weight != 0.0) {
        sums[*cell].add(*weight);
    }
    Ok(sums.into_iter().map(|sum| sum.value() / size).collect())
}

fn linearised(
    design: &Design,
    cells: &[usize],
    shares: &[f64],
    measures: Vec<Smooth>,
) -> Result<Linearised, SurveyError> {
    let size = size(design)?;
    let middle = |measure: &Smooth| -> f64 {
        shares.iter().zip(&measure.slopes).map(|(share, slope)| share * slope).sum()
    };
    let middles: Vec<f64> = measures.iter().map(middle).collect();
    let influence =
        Matrix::from_fn(design.rows(), measures.len(), |row, column| match design.weights()[row] {
            0.0 => 0.0,
            _ if measures[column].value.is_nan() => 0.0,
            weight => weight * (measures[column].slopes[cells[row]] - middles[column]) / size,
        });
    Ok(Linearised { values: measures.into_iter().map(|measure| measure.value).collect(), influence })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::design::{DesignBuilder, Stage};

    fn simple(rows: usize, weights: Vec<f64>) -> Design {
        DesignBuilder::new(vec![Stage::rows(rows)]).weights(weights).build().unwrap()
    }

    /// Rows from a table of counts.
    fn rows(table: &[(u32, u32, usize)]) -> (Vec<u32>, Vec<u32>) {
        table.iter().flat_map(|(first, second, count)| std::iter::repeat_n((*first, *second), *count)).unzip()
    }

    /// Fleiss, Cohen and Everitt's variance, written down from the paper and not from the code above.
    fn fleiss(table: &[[f64; 3]; 3]) -> (f64, f64) {
        let n: f64 = table.iter().flatten().sum();
        let p = |i: usize, j: usize| table[i][j] / n;
        let first = |i: usize| (0..3).map(|j| p(i, j)).sum::<f64>();
        let second = |j: usize| (0..3).map(|i| p(i, j)).sum::<f64>();
        let observed: f64 = (0..3).map(|i| p(i, i)).sum();
        let expected: f64 = (0..3).map(|i| first(i) * second(i)).sum();
        let kappa = (observed - expected) / (1.0 - expected);
        let mut on = 0.0;
        let mut off = 0.0;
        for i in 0..3 {
            on += p(i, i) * (1.0 - (first(i) + second(i)) * (1.0 - kappa)).powi(2);
            for j in (0..3).filter(|j| *j != i) {
                off += p(i, j) * (second(i) + first(j)).powi(2);
            }
        }
        let last = (kappa - expected * (1.0 - kappa)).powi(2);
        let variance = (on + (1.0 - kappa).powi(2) * off - last) / (n * (1.0 - expected).powi(2));
        (kappa, variance)
    }

    #[test]
    fn of_a_simple_sample_the_error_is_that_of_fleiss_cohen_and_everitt() {
        let table = [[53.0, 5.0, 2.0], [11.0, 14.0, 5.0], [1.0, 6.0, 3.0]];
        let counted: Vec<(u32, u32, usize)> = (0..3)
            .flat_map(|i| (0..3).map(move |j| (i, j, table[i as usize][j as usize] as usize)))
            .collect();
        let (first, second) = rows(&counted);
        let design = simple(100, vec![1.0; 100]);
        let found = classes(&design, &first, &second, 3).unwrap();
        let (kappa, variance) = fleiss(&table);
        assert!((found.values[1] - kappa).abs() < 1e-14);
        let ours = design.covariance(&found.influence).unwrap()[(1, 1)];
        // The design divides by n - 1.
        assert!((ours * 99.0 / 100.0 - variance).abs() < 1e-14);
    }

    /// Byrt, Bishop and Carlin's measures by hand: a = 40, b = 9, c = 6, d = 45.
    #[test]
    fn prevalence_bias_and_agreement_by_hand() {
        let (first, second) = rows(&[(1, 1, 40), (1, 0, 9), (0, 1, 6), (0, 0, 45)]);
        let found = yes_no(&simple(100, vec![1.0; 100]), &first, &second).unwrap();
        let expected = [
            0.49,
            0.46,
            0.85,
            (0.85 - (0.49 * 0.46 + 0.51 * 0.54)) / (1.0 - (0.49 * 0.46 + 0.51 * 0.54)),
            80.0 / 95.0,
            90.0 / 105.0,
            -0.05,
            0.03,
            0.70,
        ];
        for (found, expected) in found.values.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    #[test]
    fn what_cannot_be_told_is_no_number() {
        let design = simple(3, vec![1.0; 3]);
        let found = yes_no(&design, &[0, 0, 0], &[0, 0, 0]).unwrap();
        assert!(found.values[Measure::Kappa as usize].is_nan());
        assert!(found.values[Measure::Positive as usize].is_nan());
        assert_eq!(found.values[Measure::Negative as usize], 1.0);
        assert!(found.influence.iter().all(|value| value.is_finite()));
    }

    proptest! {
        /// Twice the weight is the same as twice the person; classes have no order; two raters may change places.
        #[test]
        fn weights_are_people_and_names_of_classes_do_not_matter(
            rows in proptest::collection::vec((0_u32..3, 0_u32..3, 1_u32..4), 6..40),
        ) {
            let of = |f: &dyn Fn(&(u32, u32, u32)) -> u32| rows.iter().map(f).collect::<Vec<u32>>();
            let (first, second) = (of(&|row| row.0), of(&|row| row.1));
            let weights: Vec<f64> = rows.iter().map(|row| f64::from(row.2)).collect();
            let weighted = classes(&simple(rows.len(), weights.clone()), &first, &second, 3).unwrap();
            let many: Vec<(u32, u32)> =
                rows.iter().flat_map(|row| std::iter::repeat_n((row.0, row.1), row.2 as usize)).collect();
            let (a, b): (Vec<u32>, Vec<u32>) = many.into_iter().unzip();
            let counted = classes(&simple(a.len(), vec![1.0; a.len()]), &a, &b, 3).unwrap();
            let design = simple(rows.len(), weights);
            let turned = |codes: &[u32]| codes.iter().map(|code| 2 - code).collect::<Vec<u32>>();
            let renamed = classes(&design, &turned(&first), &turned(&second), 3).unwrap();
            let changed = classes(&design, &second, &first, 3).unwrap();
            for other in [&counted, &renamed, &changed] {
                for (a, b) in weighted.values.iter().zip(&other.values) {
                    prop_assert!((a.is_nan() && b.is_nan()) || (a - b).abs() < 1e-12);
                }
            }
            let total: f64 = weighted.influence.column(1).iter().sum();
            prop_assert!(total.abs() < 1e-9);
        }
    }
}
