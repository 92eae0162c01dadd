//! Balanced repeated replication: each replicate takes one of the two units of each stratum.

use super::Replicates;
use crate::design::Design;
use crate::{Matrix, SurveyError};

/// BRR and Fay's variant: in each replicate one unit of a stratum counts for `2 - ρ`, the other for `ρ`, in the pattern of a
/// Hadamard matrix, so that strata are balanced; `scale = 1/(R (1 - ρ)²)`. McCarthy (1966); Judkins (1990). Range:
/// `0 <= ρ < 1`; 0 is BRR. Finite population corrections are not used.
///
/// # Errors
/// When a stratum does not hold exactly two units, or `ρ` is out of range.
pub fn balanced(design: &Design, rho: f64) -> Result<Replicates, SurveyError> {
    if !(0.0..1.0).contains(&rho) {
        return Err(SurveyError::OutOfRange { what: "Fay's rho", expected: "0 to below 1" });
    }
    let (unit_of, stratum_of) = design.first_stage();
    let strata = stratum_of.iter().max().map_or(0, |last| *last as usize + 1);
    let mut units: Vec<Vec<u32>> = vec![Vec::new(); strata];
    for (unit, stratum) in unit_of.iter().zip(&stratum_of) {
        if !units[*stratum as usize].contains(unit) {
            units[*stratum as usize].push(*unit);
        }
    }
    if let Some(other) = units.iter().find(|units| units.len() != 2) {
        let what = "units of a stratum of balanced replicates (exactly two are needed in each)";
        return Err(SurveyError::TooFew { what, found: other.len(), least: 2 });
    }
    // One row more than strata, since the first has no change of sign.
    let size = (strata + 1).next_power_of_two();
    let weights = Matrix::from_fn(design.rows(), size, |row, replicate| {
        let stratum = stratum_of[row] as usize;
        let first = units[stratum][0] == unit_of[row];
        let factor = if first == plus(stratum + 1, replicate) { 2.0 - rho } else { rho };
        design.weights()[row] * factor
    });
    Replicates::new(design.weights().to_vec(), weights, fay_scale(size, rho), vec![1.0; size])
}

/// `1/(R (1 - ρ)²)` for `R` replicates.
pub fn fay_scale(replicates: usize, rho: f64) -> f64 {
    1.0 / (replicates as f64 * (1.0 - rho) * (1.0 - rho))
}

/// Sylvester's Hadamard matrix: plus where the two numbers have an even number of binary ones in common.
const fn plus(row: usize, column: usize) -> bool {
    (row & column).count_ones().is_multiple_of(2)
}
