//! Bootstraps of first-stage units, and one of all stages.

use super::Replicates;
use crate::design::Design;
use crate::draws::Draws;
use crate::{Matrix, SurveyError};

/// Units of each stratum at the first stage, with each row's unit.
struct Units {
    of_row: Vec<u32>,
    strata: Vec<Vec<u32>>,
    count: usize,
}

fn units(design: &Design, replicates: usize) -> Result<Units, SurveyError> {
    if replicates < 2 {
        return Err(SurveyError::TooFew { what: "replicates", found: replicates, least: 2 });
    }
    let (of_row, stratum_of) = design.first_stage();
    let count = of_row.iter().max().map_or(0, |last| *last as usize + 1);
    let mut home = vec![0; count];
    for (unit, stratum) in of_row.iter().zip(&stratum_of) {
        home[*unit as usize] = *stratum as usize;
    }
    let mut strata = vec![Vec::new(); home.iter().max().map_or(0, |last| last + 1)];
    for (unit, stratum) in (0..).zip(&home) {
        strata[*stratum].push(unit);
    }
    if let Some(alone) = strata.iter().find(|units: &&Vec<u32>| units.len() < 2) {
        let row = alone.first().and_then(|unit| of_row.iter().position(|of| of == unit)).unwrap_or(0);
        return Err(SurveyError::SingleUnit { stage: 1, row });
    }
    Ok(Units { of_row, strata, count })
}

impl Units {
    /// Replicates from the factors of each unit.
    fn replicates(&self, design: &Design, factors: &Matrix, scale: f64) -> Result<Replicates, SurveyError> {
        let weights = Matrix::from_fn(design.rows(), factors.ncols(), |row, replicate| {
            design.weights()[row] * factors[(self.of_row[row] as usize, replicate)]
        });
        Replicates::new(design.weights().to_vec(), weights, scale, vec![1.0; factors.ncols()])
    }
}

/// The bootstrap of Canty and Davison (1999): as many units as there are, drawn with replacement within strata. The scale
/// makes up for small strata by their harmonic mean size; see [`bootstrap_scale`]. The same seed gives the same draws.
///
/// # Errors
/// When a stratum holds one unit only, or fewer than two replicates are asked.
pub fn bootstrap(design: &Design, replicates: usize, seed: u64) -> Result<Replicates, SurveyError> {
    let units = units(design, replicates)?;
    let factors = drawn(&units, replicates, seed, 0);
    let sizes: Vec<usize> = units.strata.iter().map(Vec::len).collect();
    units.replicates(design, &factors, bootstrap_scale(&sizes, replicates))
}

/// `m / ((m - 1)(R - 1))` for the harmonic mean `m` of the numbers of units in the strata.
pub fn bootstrap_scale(sizes: &[usize], replicates: usize) -> f64 {
    let mean = sizes.len() as f64 / sizes.iter().map(|size| 1.0 / *size as f64).sum::<f64>();
    mean / ((mean - 1.0) * (replicates as f64 - 1.0))
}

/// The rescaled bootstrap of Rao and Wu (1988): `n - 1` of the `n` units of a stratum, drawn with replacement, each counted
/// for `n/(n - 1)`; `scale = 1/(R - 1)`.
///
/// # Errors
/// As [`bootstrap`].
pub fn rescaled(design: &Design, replicates: usize, seed: u64) -> Result<Replicates, SurveyError> {
    let units = units(design, replicates)?;
    let factors = drawn(&units, replicates, seed, 1);
    units.replicates(design, &factors, 1.0 / (replicates as f64 - 1.0))
}

/// How often each unit is drawn when `fewer` less than all of a stratum are, times what makes the total the same.
fn drawn(units: &Units, replicates: usize, seed: u64, fewer: usize) -> Matrix {
    let mut draws = Draws::new(seed);
    let mut factors = Matrix::zeros(units.count, replicates);
    for replicate in 0..replicates {
        for stratum in &units.strata {
            let times = stratum.len() - fewer;
            for _ in 0..times {
                let unit = stratum[draws.index(stratum.len())] as usize;
                factors[(unit, replicate)] += stratum.len() as f64 / times as f64;
            }
        }
    }
    factors
}

/// Preston's (2009) rescaled bootstrap for several stages without replacement: half of the units of each stratum are kept at
/// each stage, and weights are moved by as much as the finite population corrections of all stages say; `scale = 1/(R - 1)`
/// as rscales. Replicate weights may be negative.
///
/// # Errors
/// When fewer than two replicates are asked.
pub fn multistage(design: &Design, replicates: usize, seed: u64) -> Result<Replicates, SurveyError> {
    if replicates < 2 {
        return Err(SurveyError::TooFew { what: "replicates", found: replicates, least: 2 });
    }
    let mut draws = Draws::new(seed);
    let mut weights = Matrix::zeros(design.rows(), replicates);
    for mut column in weights.column_iter_mut() {
        let factors = design.halves(&mut draws);
        for (row, weight) in column.iter_mut().enumerate() {
            *weight = design.weights()[row] * factors[row];
        }
    }
    let rscale = 1.0 / (replicates as f64 - 1.0);
    Replicates::new(design.weights().to_vec(), weights, 1.0, vec![rscale; replicates])
}
