//! What a test of independence needs: the cells of a question by the columns of a group.

use super::Sampling;
use super::covariance::{Finished, Term};
use super::line::Columns;
use crate::replicate::spread;
use crate::sums::Sum;
use crate::testing::association::Crossed;
use crate::{Matrix, SurveyError};

impl Finished {
    /// The shares of all cells of the table of `slots` (the rows of the table) by the columns of a group. Rows of the sample in
    /// no column or no slot are out. None if columns overlap, so that there is no table, or nobody is in it.
    ///
    /// # Errors
    /// When a stratum holds one unit and no rule was chosen.
    pub fn crossed(&self, columns: &Columns<'_>, slots: &[usize]) -> Result<Option<Crossed>, SurveyError> {
        let Some(table) = Cells::new(columns, slots) else { return Ok(None) };
        let (sums, base) = table.sums();
        let all = crate::sums::sum(sums.iter().copied());
        if all <= 0.0 {
            return Ok(None);
        }
        let shares: Vec<f64> = sums.iter().map(|sum| sum / all).collect();
        let covariance = match (self.tally.shape.sampling, &self.variance.scales) {
            (Sampling::Replicates(count), Some(scales)) => {
                spread(&shares, &table.repeats(count), scales.scale, &scales.rscales, scales.centre)
            }
            _ => {
                let terms = |column: &Option<usize>| {
                    column.map_or_else(Vec::new, |column| table.terms(column, &shares, all))
                };
                let terms: Vec<Vec<Term>> = table.own.iter().map(terms).collect();
                self.covariance(columns, &terms, shares.len())?
            }
        };
        // A test of some columns rests on the units of these, not on the others.
        let inside: Vec<Vec<usize>> =
            table.own.iter().map(|own| own.map(|_| 0).into_iter().collect()).collect();
        let df = self.degrees(columns, &inside, slots, 1).of(0);
        Ok(Some(Crossed { size: table.size(), shares, covariance, base, df }))
    }
}

/// The table, rows fastest.
struct Cells<'a> {
    columns: &'a Columns<'a>,
    slots: &'a [usize],
    /// For each pattern its column, if it is in one.
    own: Vec<Option<usize>>,
}

impl<'a> Cells<'a> {
    fn new(columns: &'a Columns<'a>, slots: &'a [usize]) -> Option<Self> {
        // The last member of a pattern is the total.
        let own = |members: &Vec<usize>| match members.as_slice() {
            [_] => Some(None),
            [column, _] => Some(Some(*column)),
            _ => None,
        };
        Some(Self { columns, slots, own: columns.members.iter().map(own).collect::<Option<_>>()? })
    }

    fn size(&self) -> (usize, usize) {
        (self.slots.len(), self.columns.count - 1)
    }

    /// The cells of a column, each with its slot.
    fn cells(&self, column: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let first = column * self.slots.len();
        self.slots.iter().enumerate().map(move |(place, slot)| (first + place, *slot))
    }

    /// The sum of weights in each cell, and how many rows are in the table.
    fn sums(&self) -> (Vec<f64>, u64) {
        let mut sums = vec![Sum::default(); self.size().0 * self.size().1];
        let mut rows = 0;
        for (pattern, column) in self.own.iter().enumerate() {
            for (cell, slot) in column.iter().flat_map(|column| self.cells(*column)) {
                sums[cell].merge(self.columns.cells[pattern][slot].sum);
                rows += self.columns.cells[pattern][slot].rows;
            }
        }
        (sums.into_iter().map(Sum::value).collect(), rows)
    }

    /// The shares in each of so many replicates.
    fn repeats(&self, count: usize) -> Matrix {
        let mut repeats = Matrix::zeros(count, self.size().0 * self.size().1);
        for part in &self.columns.replicates {
            for (cell, slot) in self.own[part.pattern].iter().flat_map(|column| self.cells(*column)) {
                for replicate in 0..count {
                    repeats[(replicate, cell)] += part.sums[slot * count + replicate].value();
                }
            }
        }
        for mut repeat in repeats.row_iter_mut() {
            let all: f64 = repeat.iter().sum();
            repeat /= all;
        }
        repeats
    }

    /// How the slots of a column move all shares: `(1 if own - share) / all`.
    fn terms(&self, column: usize, shares: &[f64], all: f64) -> Vec<Term> {
        let mut cells: Vec<(usize, usize)> = self.cells(column).collect();
        cells.sort_unstable_by_key(|(_, slot)| *slot);
        let mut terms = Vec::with_capacity(cells.len() * shares.len());
        for (own, slot) in cells {
            for (estimate, share) in shares.iter().enumerate() {
                let factor = (f64::from(u8::from(estimate == own)) - share) / all;
                terms.push(Term { slot, estimate, factor });
            }
        }
        terms
    }
}
