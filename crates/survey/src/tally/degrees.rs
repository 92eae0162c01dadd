//! Degrees of freedom of parts of the sample: units less strata, of those that have a row in the part. A figure on the people of
//! one country rests on the units of that country, however many others the sample has.

use super::Sampling;
use super::cell::Cell;
use super::covariance::{Finished, Part};
use super::line::Columns;
use crate::Matrix;
use crate::sums::Sum;

/// Of each part, and of two parts together.
#[derive(Debug, Clone, PartialEq)]
pub struct Degrees {
    /// Own ones on the diagonal; beside it units less strata of those that are in both.
    shared: Matrix,
}

impl Degrees {
    /// Of one part, as a figure on it has them.
    pub fn of(&self, part: usize) -> f64 {
        self.shared[(part, part)]
    }

    /// Of all that are in one of the two, as their difference has them.
    pub fn of_both(&self, first: usize, second: usize) -> f64 {
        self.of(first) + self.of(second) - self.shared[(first, second)]
    }

    /// The same of some of the parts, in this order.
    #[must_use]
    pub fn pick(&self, parts: &[usize]) -> Self {
        let shared = Matrix::from_fn(parts.len(), parts.len(), |i, j| self.shared[(parts[i], parts[j])]);
        Self { shared }
    }
}

/// Counts what each part, and each pair of parts, has of one thing: a unit, a stratum.
fn count(shared: &mut Matrix, seen: &[usize], times: f64) {
    for a in seen {
        for b in seen {
            shared[(*a, *b)] += times;
        }
    }
}

impl Finished {
    /// Of so many parts: `members` says for each pattern in which of them it is, and a row is in only if it stands in one of
    /// `slots`. Replicates have the same for all parts: what their scales say.
    pub(super) fn degrees(
        &self,
        columns: &Columns<'_>,
        members: &[Vec<usize>],
        slots: &[usize],
        parts: usize,
    ) -> Degrees {
        let mut shared = Matrix::zeros(parts, parts);
        match self.tally.shape.sampling {
            Sampling::Replicates(_) => shared.fill(self.df),
            Sampling::Units => of_units(&mut shared, &columns.units, members, slots),
            Sampling::Rows => of_rows(&mut shared, &columns.rows, members, slots),
        }
        Degrees { shared }
    }
}

fn of_units(shared: &mut Matrix, units: &[Part<'_, Sum>], members: &[Vec<usize>], slots: &[usize]) {
    let parts_of = |rows: &[Part<'_, Sum>]| {
        let inside = |part: &&Part<'_, Sum>| slots.iter().any(|slot| part.sums[*slot] != Sum::default());
        let mut parts: Vec<usize> =
            rows.iter().filter(inside).flat_map(|part| members[part.pattern].iter().copied()).collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    };
    for stratum in units.chunk_by(|a, b| a.stratum == b.stratum) {
        for unit in stratum.chunk_by(|a, b| a.unit == b.unit) {
            count(shared, &parts_of(unit), 1.0);
        }
        count(shared, &parts_of(stratum), -1.0);
    }
}

/// Each row is a unit; all rows of a pattern are in the same parts.
fn of_rows(shared: &mut Matrix, rows: &[Part<'_, Cell>], members: &[Vec<usize>], slots: &[usize]) {
    for stratum in rows.chunk_by(|a, b| a.stratum == b.stratum) {
        let mut seen = Vec::new();
        for part in stratum {
            let inside: u64 = slots.iter().map(|slot| part.sums[*slot].rows).sum();
            if inside > 0 {
                count(shared, &members[part.pattern], inside as f64);
                seen.extend(members[part.pattern].iter().copied());
            }
        }
        seen.sort_unstable();
        seen.dedup();
        count(shared, &seen, -1.0);
    }
}
