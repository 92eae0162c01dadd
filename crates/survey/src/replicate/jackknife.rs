//! Jackknives: each replicate leaves one first-stage unit out.

use super::Replicates;
use crate::design::Design;
use crate::{Matrix, SurveyError};

/// JK1, for a design without strata: `n` replicates, `scale = (1 - f)(n - 1)/n`.
///
/// # Errors
/// When there are strata, or fewer than two units.
pub fn jackknife(design: &Design) -> Result<Replicates, SurveyError> {
    if design.is_stratified() {
        let (what, design) =
            ("the jackknife without strata", "a design with strata; take the stratified one");
        return Err(SurveyError::NotForDesign { what, design });
    }
    let mut found = jackknife_stratified(design)?;
    found.scale = found.rscales.first().copied().unwrap_or(1.0);
    found.rscales.fill(1.0);
    Ok(found)
}

/// JKn: one replicate for each first-stage unit; the others of its stratum count for `n/(n - 1)`, the replicate for
/// `(1 - f)(n - 1)/n`. Rust, Rao (1996). Replicates are in the order of the units' numbers.
///
/// # Errors
/// When a stratum holds one unit only.
pub fn jackknife_stratified(design: &Design) -> Result<Replicates, SurveyError> {
    let (unit_of, stratum_of) = design.first_stage();
    let fractions = design.first_fraction();
    let units = unit_of.iter().max().map_or(0, |last| *last as usize + 1);
    // The stratum and a row of each unit.
    let mut homes = vec![(0, 0); units];
    for row in 0..unit_of.len() {
        homes[unit_of[row] as usize] = (stratum_of[row], row);
    }
    let count = |stratum: u32| homes.iter().filter(|(home, _)| *home == stratum).count() as f64;
    let counts: Vec<f64> = homes.iter().map(|(stratum, _)| count(*stratum)).collect();
    if let Some(alone) = counts.iter().position(|count| *count < 2.0) {
        return Err(SurveyError::SingleUnit { stage: 1, row: homes[alone].1 });
    }
    let weights = Matrix::from_fn(design.rows(), units, |row, left_out| {
        let weight = design.weights()[row];
        if unit_of[row] as usize == left_out {
            0.0
        } else if stratum_of[row] == homes[left_out].0 {
            weight * (counts[left_out] / (counts[left_out] - 1.0))
        } else {
            weight
        }
    });
    let rscale = |unit: usize| (1.0 - fractions[homes[unit].1]) * (counts[unit] - 1.0) / counts[unit];
    Replicates::new(design.weights().to_vec(), weights, 1.0, (0..units).map(rscale).collect())
}
