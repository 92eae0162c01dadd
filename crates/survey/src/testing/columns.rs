//! Which columns of a table are higher than which others: the letters of market research.

use super::adjust::{Adjust, adjusted};
use crate::SurveyError;
use crate::distribution::{normal_tail, student_two_sided};
use crate::estimates::Estimates;

/// A proportion and the base it counts for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Range: 0 to 1.
    pub share: f64,
    /// The unweighted base, or with weights the effective one ([`crate::moments::effective_base`]); above 0.
    pub base: f64,
}

/// Two columns compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    pub first: usize,
    pub second: usize,
    /// Above 0 if the first is higher.
    pub z: f64,
    /// Two-sided, before any correction.
    pub p_value: f64,
}

/// The z test of two independent proportions with a pooled variance. `z = (p₁ - p₂)/√(p (1 - p)(1/n₁ + 1/n₂))`; 0 where both
/// are 0 or both are 1.
pub fn compared(first: Cell, second: Cell) -> (f64, f64) {
    let pooled = (first.share * first.base + second.share * second.base) / (first.base + second.base);
    let error = (pooled * (1.0 - pooled) * (1.0 / first.base + 1.0 / second.base)).sqrt();
    let z = if error > 0.0 { (first.share - second.share) / error } else { 0.0 };
    (z, 2.0 * normal_tail(z.abs()))
}

/// All pairs of the columns of one row: first with second, first with third, and so on.
///
/// # Errors
/// When a share or base is out of range.
pub fn pairs(cells: &[Cell]) -> Result<Vec<Pair>, SurveyError> {
    if cells.iter().any(|cell| !(0.0..=1.0).contains(&cell.share) || cell.base.is_nan() || cell.base <= 0.0) {
        let expected = "a share from 0 to 1 on a base above 0";
        return Err(SurveyError::OutOfRange { what: "a cell of a table", expected });
    }
    let mut pairs = Vec::new();
    for first in 0..cells.len() {
        for second in first + 1..cells.len() {
            let (z, p_value) = compared(cells[first], cells[second]);
            pairs.push(Pair { first, second, z, p_value });
        }
    }
    Ok(pairs)
}

/// All pairs of the columns of one row under the design: differences by their own errors, compared with Student's t. Knows of
/// clusters and weights, and of columns that overlap or hold each other, as a part and the total do, since their covariance
/// is in the errors. `shares` are one estimate for each column ([`crate::table::cells`], [`crate::domain::each`]); `df` says the
/// degrees of freedom of two columns ([`crate::tally::Degrees::of_both`], or [`Estimates::df`] of the whole sample). Without any,
/// a p-value is NaN.
pub fn pairs_under_design(shares: &Estimates, df: impl Fn(usize, usize) -> f64) -> Vec<Pair> {
    let covariance = |i: usize, j: usize| shares.covariance[(i, j)];
    let mut pairs = Vec::new();
    for first in 0..shares.values.len() {
        for second in first + 1..shares.values.len() {
            let variance =
                covariance(first, first) + covariance(second, second) - 2.0 * covariance(first, second);
            let off = shares.values[first] - shares.values[second];
            let z = if variance > 0.0 { off / variance.sqrt() } else { 0.0 };
            let df = df(first, second);
            let p_value = if df > 0.0 { student_two_sided(z, df) } else { f64::NAN };
            pairs.push(Pair { first, second, z, p_value });
        }
    }
    pairs
}

/// For each of `columns` columns the letters of those that it is higher than: upper case where the corrected p-value is below
/// `strict` (as 0.05), lower case below `loose` (as 0.10; give `strict` twice for none). Columns are A to Z, then AA and on.
///
/// ```
/// use survey::testing::adjust::Adjust;
/// use survey::testing::columns::{Cell, letters, pairs};
/// let cells = [Cell { share: 0.5, base: 400.0 }, Cell { share: 0.4, base: 400.0 }, Cell { share: 0.48, base: 400.0 }];
/// let found = letters(&pairs(&cells).unwrap(), 3, Adjust::Bonferroni, 0.05, 0.10);
/// assert_eq!(found, ["B", "", "b"]);
/// ```
pub fn letters(pairs: &[Pair], columns: usize, by: Adjust, strict: f64, loose: f64) -> Vec<String> {
    let p_values = adjusted(&pairs.iter().map(|pair| pair.p_value).collect::<Vec<_>>(), by);
    let mut higher: Vec<Vec<(usize, bool)>> = vec![Vec::new(); columns];
    for (pair, p) in pairs.iter().zip(p_values) {
        if p >= strict.max(loose) || pair.z == 0.0 {
            continue;
        }
        let (high, low) = if pair.z > 0.0 { (pair.first, pair.second) } else { (pair.second, pair.first) };
        if let Some(column) = higher.get_mut(high) {
            column.push((low, p < strict));
        }
    }
    let written = |(column, strict): &(usize, bool)| {
        if *strict { letter(*column) } else { letter(*column).to_lowercase() }
    };
    higher
        .into_iter()
        .map(|mut found| {
            found.sort_unstable();
            found.iter().map(written).collect()
        })
        .collect()
}

/// The letter of a column: A for 0.
pub fn letter(column: usize) -> String {
    let own = char::from(b'A' + (column % 26) as u8);
    if column < 26 { own.to_string() } else { letter(column / 26 - 1) + &own.to_string() }
}
