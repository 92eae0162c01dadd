//! The variance of a sum under strata and stages.

use super::SinglePsu;
use crate::{Matrix, SurveyError};

/// One stage as it is worked with: units in runs by stratum, strata in runs by the unit of the stage above.
#[derive(Debug)]
pub struct Level {
    pub unit_of: Vec<u32>,
    pub units: Vec<Unit>,
    pub strata: Vec<Stratum>,
}

#[derive(Debug)]
pub struct Unit {
    pub stratum: u32,
    /// Share of its stratum that was sampled; 0 without a population.
    pub fraction: f64,
    /// Its first row.
    pub row: usize,
    /// Its stratum's.
    pub carry: f64,
}

#[derive(Debug)]
pub struct Stratum {
    pub first: usize,
    pub end: usize,
    /// The unit of the stage above that it lies in.
    pub parent: u32,
    /// The product of the sampling fractions of all stages above: what its variance counts for.
    pub carry: f64,
    /// Its first row.
    pub row: usize,
}

/// A stratum with less left to sample than this was taken as a whole.
const WHOLE: f64 = 1e-7;

/// The covariance of the sums of the columns of `z`, over all stages that count. `counts` says which rows are looked at:
/// a stratum without any adds nothing, whatever the rule for single units.
pub fn covariance(
    levels: &[Level],
    single: SinglePsu,
    z: &Matrix,
    counts: &[bool],
) -> Result<Matrix, SurveyError> {
    let mut total = Matrix::zeros(z.ncols(), z.ncols());
    for (number, level) in levels.iter().enumerate() {
        let sums = unit_sums(level, z);
        let seen = seen(level, counts);
        let mut first = 0;
        // Strata of one unit above belong together: what is averaged, is averaged among them.
        while first < level.strata.len() {
            let parent = level.strata[first].parent;
            let run = level.strata[first..].iter().take_while(|stratum| stratum.parent == parent).count();
            let strata = &level.strata[first..first + run];
            if strata[0].carry != 0.0 {
                let seen = &seen[first..first + run];
                total += group(level, strata, seen, &sums, single, number + 1)? * strata[0].carry;
            }
            first += run;
        }
    }
    Ok(total)
}

/// Sums of the columns for each unit, one column for each unit.
fn unit_sums(level: &Level, z: &Matrix) -> Matrix {
    let mut sums = Matrix::zeros(z.ncols(), level.units.len());
    for (column, values) in z.column_iter().enumerate() {
        for (value, unit) in values.iter().zip(&level.unit_of) {
            sums[(column, *unit as usize)] += value;
        }
    }
    sums
}

fn seen(level: &Level, counts: &[bool]) -> Vec<bool> {
    let mut seen = vec![false; level.strata.len()];
    for (unit, counts) in level.unit_of.iter().zip(counts) {
        seen[level.units[*unit as usize].stratum as usize] |= *counts;
    }
    seen
}

/// The variance among the strata of one unit above.
fn group(
    level: &Level,
    strata: &[Stratum],
    seen: &[bool],
    sums: &Matrix,
    single: SinglePsu,
    stage: usize,
) -> Result<Matrix, SurveyError> {
    let columns = sums.nrows();
    let strata: Vec<&Stratum> =
        strata.iter().zip(seen).filter(|(_, seen)| **seen).map(|(stratum, _)| stratum).collect();
    let mut total = Matrix::zeros(columns, columns);
    let mut known = 0;
    for stratum in &strata {
        let alone = stratum.end - stratum.first == 1;
        if alone && 1.0 - level.units[stratum.first].fraction < WHOLE {
            known += 1;
            continue;
        }
        match (alone, single) {
            (false, _) => total += spread(level, stratum, sums, &centre(stratum, sums)),
            (true, SinglePsu::Fail) => {
                return Err(SurveyError::SingleUnit { stage, row: stratum.row });
            }
            (true, SinglePsu::Certainty) => {}
            (true, SinglePsu::Average) => continue,
            (true, SinglePsu::Adjust) => total += spread(level, stratum, sums, &grand_centre(&strata, sums)),
        }
        known += 1;
    }
    if known == 0 && !strata.is_empty() {
        return Err(SurveyError::OnlySingleUnits);
    }
    Ok(total * (strata.len() as f64 / (known as f64).max(1.0)))
}

/// The mean of the units of a stratum.
fn centre(stratum: &Stratum, sums: &Matrix) -> Vec<f64> {
    let count = (stratum.end - stratum.first) as f64;
    let mean =
        |column: usize| (stratum.first..stratum.end).map(|unit| sums[(column, unit)]).sum::<f64>() / count;
    (0..sums.nrows()).map(mean).collect()
}

/// The mean of all units of all strata.
fn grand_centre(strata: &[&Stratum], sums: &Matrix) -> Vec<f64> {
    let units = || strata.iter().flat_map(|stratum| stratum.first..stratum.end);
    let count = units().count() as f64;
    (0..sums.nrows()).map(|column| units().map(|unit| sums[(column, unit)]).sum::<f64>() / count).collect()
}

/// `Σ (1 - f) n / (n - 1) (z - centre)(z - centre)'` over the units of a stratum; a unit alone counts once.
fn spread(level: &Level, stratum: &Stratum, sums: &Matrix, centre: &[f64]) -> Matrix {
    let columns = sums.nrows();
    let count = (stratum.end - stratum.first) as f64;
    let inflate = if count > 1.0 { count / (count - 1.0) } else { 1.0 };
    let mut total = Matrix::zeros(columns, columns);
    let mut off = vec![0.0; columns];
    for unit in stratum.first..stratum.end {
        let scale = (1.0 - level.units[unit].fraction) * inflate;
        for column in 0..columns {
            off[column] = sums[(column, unit)] - centre[column];
        }
        for j in 0..columns {
            for i in 0..=j {
                total[(i, j)] += scale * off[i] * off[j];
            }
        }
    }
    total.fill_lower_triangle_with_upper_triangle();
    total
}

/// One replicate of the multistage rescaled bootstrap: a factor for each row. Preston (2009), "Rescaled bootstrap for
/// stratified multistage sampling", Survey Methodology 35.
pub fn halves(levels: &[Level], rows: usize, draws: &mut crate::draws::Draws) -> Vec<f64> {
    let mut factor = vec![1.0; rows];
    // What earlier stages pass on to this one: `√(n/m)` of what was kept there, 0 else.
    let mut passed = vec![1.0; rows];
    for level in levels {
        let mut own: Vec<(f64, f64)> = vec![(0.0, 0.0); level.units.len()];
        for stratum in &level.strata {
            let count = stratum.end - stratum.first;
            let half = count / 2;
            let fraction = level.units[stratum.first].fraction;
            let lambda = if half == 0 {
                0.0
            } else {
                (stratum.carry * half as f64 * (1.0 - fraction) / (count - half) as f64).sqrt()
            };
            let ratio = count as f64 / (half as f64).max(1.0);
            own[stratum.first..stratum.end].fill((-lambda, 0.0));
            for kept in draws.sample(count, half) {
                own[stratum.first + kept] = (lambda * (ratio - 1.0), ratio.sqrt());
            }
        }
        for row in 0..rows {
            let (change, pass) = own[level.unit_of[row] as usize];
            factor[row] += change * passed[row];
            passed[row] *= pass;
        }
    }
    factor
}
