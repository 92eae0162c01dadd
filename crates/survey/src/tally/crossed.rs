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
    /// no column or no slot are out. None if columns overlap: there is no table then.
    ///
    /// # Errors
    /// When nobody is in the table, or a stratum holds one unit and no rule was chosen.
    pub fn crossed(&self, columns: &Columns<'_>, slots: &[usize]) -> Result<Option<Crossed>, SurveyError> {
        // The last member of a pattern is the total.
        if columns.members.iter().any(|members| members.len() > 2) {
            return Ok(None);
        }
        let own = |pattern: usize| match columns.members[pattern].as_slice() {
            [column, _] => Some(*column),
            _ => None,
        };
        let cells = slots.len() * (columns.count - 1);
        let mut sums = vec![Sum::default(); cells];
        let mut base = 0;
        for pattern in 0..columns.members.len() {
            let Some(column) = own(pattern) else { continue };
            for (place, slot) in slots.iter().enumerate() {
                sums[place + column * slots.len()].merge(columns.cells[pattern][*slot].sum);
                base += columns.cells[pattern][*slot].rows;
            }
        }
        let all = crate::sums::sum(sums.iter().map(|sum| sum.value()));
        if all <= 0.0 {
            return Err(SurveyError::NoRows);
        }
        let shares: Vec<f64> = sums.iter().map(|sum| sum.value() / all).collect();
        let covariance = match (self.tally.shape.sampling, &self.variance.scales) {
            (Sampling::Replicates(count), Some(scales)) => {
                let mut repeats = Matrix::zeros(count, cells);
                for part in &columns.replicates {
                    let Some(column) = own(part.pattern) else { continue };
                    for (place, slot) in slots.iter().enumerate() {
                        for replicate in 0..count {
                            repeats[(replicate, place + column * slots.len())] +=
                                part.sums[slot * count + replicate].value();
                        }
                    }
                }
                for mut repeat in repeats.row_iter_mut() {
                    let all: f64 = repeat.iter().sum();
                    repeat /= all;
                }
                spread(&shares, &repeats, scales.scale, &scales.rscales, scales.centre)
            }
            _ => {
                let terms = |pattern: usize| {
                    own(pattern).map_or_else(Vec::new, |column| terms(column, slots, &shares, all))
                };
                let terms: Vec<Vec<Term>> = (0..columns.members.len()).map(terms).collect();
                self.covariance(columns, &terms, cells)?
            }
        };
        Ok(Some(Crossed { size: (slots.len(), columns.count - 1), shares, covariance, base, df: self.df }))
    }
}

/// How the slots of a column move all shares.
fn terms(column: usize, slots: &[usize], shares: &[f64], all: f64) -> Vec<Term> {
    let mut order: Vec<(usize, usize)> = slots.iter().copied().enumerate().collect();
    order.sort_unstable_by_key(|(_, slot)| *slot);
    let mut terms = Vec::with_capacity(slots.len() * shares.len());
    for (place, slot) in order {
        for (estimate, share) in shares.iter().enumerate() {
            let own = f64::from(u8::from(estimate == place + column * slots.len()));
            terms.push(Term { slot, estimate, factor: (own - share) / all });
        }
    }
    terms
}
