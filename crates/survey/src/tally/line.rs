//! One line of a table: a share or a mean in each column of a group and in total, with the covariances between them.

use std::collections::BTreeMap;

use super::blocks::Key;
use super::cell::Cell;
use super::covariance::{Finished, Part, Term};
use super::degrees::Degrees;
use super::{Sampling, Scales};
use crate::estimates::Estimates;
use crate::replicate::spread;
use crate::sums::Sum;
use crate::{Matrix, SurveyError};

/// The columns of a group, the total last.
#[derive(Debug, Clone)]
pub struct Columns<'a> {
    /// How many, with the total.
    pub(super) count: usize,
    /// For each pattern the columns that hold it, with the total.
    pub(super) members: Vec<Vec<usize>>,
    /// For each pattern its cells, over all strata.
    pub(super) cells: Vec<Vec<Cell>>,
    /// By stratum, unit and pattern; of a sample of units.
    pub(super) units: Vec<Part<'a, Sum>>,
    /// By stratum and pattern; of a sample of rows.
    pub(super) rows: Vec<Part<'a, Cell>>,
    /// By pattern; of replicates.
    pub(super) replicates: Vec<Part<'a, Sum>>,
}

/// What is estimated: `Σ factor × sum` over the slots above by the sum over the slots below.
///
/// A share of answers: above the slots that count, each with factor 1, below all of the base. A mean of codes: above each slot
/// with its code as factor. A mean of numbers: above the question's second slot with factor 1, below its first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    pub above: Vec<(usize, f64)>,
    pub below: Vec<usize>,
}

/// How many stand behind an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Base {
    /// Rows of the base, with a weight above 0: the unweighted base.
    pub rows: u64,
    /// The sum of their weights: the weighted base.
    pub weight: f64,
    /// `(Σ w)² / Σ w²`. Kish (1965). Range: 1 to `rows`; 0 without any.
    pub effective: f64,
    /// Rows of the base that count above: those who gave the answer.
    pub count: u64,
    /// The sum of their weights; of a mean of numbers the weighted total.
    pub weighted: f64,
}

/// A line with its estimates.
#[derive(Debug, Clone, PartialEq)]
pub struct Lined {
    /// One for each column, the total last.
    pub bases: Vec<Base>,
    /// Columns with somebody in their base: those that `estimates` and `effects` speak of, in this order.
    pub present: Vec<usize>,
    /// Shares (0 to 1) or means. A covariance is NaN where a replicate leaves a column empty.
    /// Its degrees of freedom are those of the whole sample.
    pub estimates: Estimates,
    /// Degrees of freedom of each column that is present, as its own figure has them.
    pub degrees: Degrees,
    /// Design effects against a simple random sample with replacement; none where nothing varies.
    pub effects: Vec<Option<f64>>,
}

impl Finished {
    /// The columns of a group: `holds` says for a pattern which of the `count` columns hold it. The total is added last.
    pub fn columns(&self, group: usize, count: usize, holds: impl Fn(u64) -> Vec<usize>) -> Columns<'_> {
        let mut columns = Columns {
            count: count + 1,
            members: Vec::new(),
            cells: Vec::new(),
            units: Vec::new(),
            rows: Vec::new(),
            replicates: Vec::new(),
        };
        let Some(group) = self.tally.groups.get(group) else { return columns };
        let mut cells: Vec<(Key, &[Cell])> = group.cells.iter().collect();
        cells.sort_unstable_by_key(|(key, _)| *key);
        let mut places = BTreeMap::new();
        for ((.., pattern), cells) in &cells {
            let place = *places.entry(*pattern).or_insert(columns.members.len());
            if place == columns.members.len() {
                columns.members.push(holds(*pattern).into_iter().chain([count]).collect());
                columns.cells.push(cells.to_vec());
            } else {
                columns.cells[place].iter_mut().zip(*cells).for_each(|(ours, theirs)| ours.merge(theirs));
            }
        }
        let place = |pattern: u64| places.get(&pattern).copied().unwrap_or(0);
        match self.tally.shape.sampling {
            Sampling::Rows => {
                columns.rows.extend(cells.into_iter().map(|((stratum, _, pattern), sums)| {
                    let stratum = self.stratum(stratum);
                    Part { stratum, unit: 0, pattern: place(pattern), sums }
                }));
            }
            Sampling::Units => {
                columns.units.extend(group.sums.iter().map(|((stratum, unit, pattern), sums)| Part {
                    stratum: self.stratum(stratum),
                    unit,
                    pattern: place(pattern),
                    sums,
                }));
                columns.units.sort_unstable_by_key(|part| (part.stratum, part.unit, part.pattern));
                for part in &columns.units {
                    let cells = columns.cells[part.pattern].iter_mut();
                    cells.zip(part.sums).for_each(|(cell, sum)| cell.sum.merge(*sum));
                }
            }
            Sampling::Replicates(_) => {
                columns.replicates.extend(group.sums.iter().map(|((.., pattern), sums)| Part {
                    stratum: 0,
                    unit: 0,
                    pattern: place(pattern),
                    sums,
                }));
                columns.replicates.sort_unstable_by_key(|part| part.pattern);
            }
        }
        columns
    }

    /// One line of a table.
    ///
    /// # Errors
    /// When a stratum holds one unit and no rule was chosen.
    pub fn line(&self, columns: &Columns<'_>, line: &Line) -> Result<Lined, SurveyError> {
        let bases = columns.bases(line);
        let present: Vec<usize> = (0..columns.count).filter(|column| bases[*column].weight > 0.0).collect();
        let above = columns.above(line);
        let values: Vec<f64> =
            present.iter().map(|column| above[*column].value() / bases[*column].weight).collect();
        let covariance = match (self.tally.shape.sampling, &self.variance.scales) {
            (Sampling::Replicates(count), Some(scales)) => {
                columns.repeated(line, &present, &values, count, scales)
            }
            _ => {
                let terms = columns.terms(line, &present, &values, &bases);
                self.covariance(columns, &terms, present.len())?
            }
        };
        let estimates = Estimates { values, covariance, df: self.df };
        let effects = self.effects(columns, line, &present, &bases, &estimates);
        let degrees = self.degrees(columns, &columns.members, &line.below, columns.count).pick(&present);
        Ok(Lined { bases, present, estimates, degrees, effects })
    }

    /// `V / (S² / n)`, as [`crate::moments::mean_effects`] with replacement.
    fn effects(
        &self,
        columns: &Columns<'_>,
        line: &Line,
        present: &[usize],
        bases: &[Base],
        estimates: &Estimates,
    ) -> Vec<Option<f64>> {
        let squares = columns.squares(line, present, &estimates.values, &self.tally.shape.numbers);
        let effect = |(place, column): (usize, &usize)| {
            let (rows, weight) = (bases[*column].rows as f64, bases[*column].weight);
            let simple = squares[place] / weight / (rows - 1.0);
            (rows > 1.0 && simple > 0.0).then(|| estimates.covariance[(place, place)] / simple)
        };
        present.iter().enumerate().map(effect).collect()
    }
}

impl Columns<'_> {
    /// Adds up something for each column, in the order of patterns.
    fn each<T: Clone + Default>(&self, mut add: impl FnMut(&mut T, usize)) -> Vec<T> {
        let mut sums = vec![T::default(); self.count];
        for (pattern, members) in self.members.iter().enumerate() {
            members.iter().for_each(|column| add(&mut sums[*column], pattern));
        }
        sums
    }

    /// Who stands behind a line, for each column and in total.
    pub fn bases(&self, line: &Line) -> Vec<Base> {
        #[derive(Clone, Default)]
        struct Sums {
            below: Cell,
            above: Cell,
        }
        let sums = self.each(|sums: &mut Sums, pattern| {
            let cells = &self.cells[pattern];
            line.below.iter().for_each(|slot| sums.below.merge(&cells[*slot]));
            let counting = line.above.iter().filter(|(_, factor)| *factor != 0.0);
            counting.for_each(|(slot, _)| sums.above.merge(&cells[*slot]));
        });
        let base = |Sums { below, above }: Sums| {
            let (weight, squares) = (below.sum.value(), below.products.value());
            let effective = if squares > 0.0 { weight * weight / squares } else { 0.0 };
            Base { rows: below.rows, weight, effective, count: above.rows, weighted: above.sum.value() }
        };
        sums.into_iter().map(base).collect()
    }

    fn above(&self, line: &Line) -> Vec<Sum> {
        self.each(|sum: &mut Sum, pattern| {
            for (slot, factor) in &line.above {
                sum.merge(self.cells[pattern][*slot].sum.scaled(*factor));
            }
        })
    }

    /// How each slot of a pattern moves a ratio: `(factor above - ratio × 1 if below) / base`.
    fn terms(&self, line: &Line, present: &[usize], values: &[f64], bases: &[Base]) -> Vec<Vec<Term>> {
        let mut factors: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        line.above.iter().for_each(|(slot, factor)| factors.entry(*slot).or_default().0 += factor);
        line.below.iter().for_each(|slot| factors.entry(*slot).or_default().1 = 1.0);
        let of = |members: &Vec<usize>| {
            let mut terms = Vec::with_capacity(members.len() * factors.len());
            for (slot, (above, below)) in &factors {
                for column in members {
                    let Ok(estimate) = present.binary_search(column) else { continue };
                    let factor = (above - values[estimate] * below) / bases[*column].weight;
                    terms.push(Term { slot: *slot, estimate, factor });
                }
            }
            terms
        };
        self.members.iter().map(of).collect()
    }

    /// The covariance from the ratio in each replicate.
    fn repeated(
        &self,
        line: &Line,
        present: &[usize],
        values: &[f64],
        count: usize,
        scales: &Scales,
    ) -> Matrix {
        let mut above = vec![vec![Sum::default(); count]; self.count];
        let mut below = above.clone();
        for part in &self.replicates {
            let of = |slot: usize| &part.sums[slot * count..(slot + 1) * count];
            for column in &self.members[part.pattern] {
                for (slot, factor) in &line.above {
                    let parts = above[*column].iter_mut().zip(of(*slot));
                    parts.for_each(|(sum, part)| sum.merge(part.scaled(*factor)));
                }
                for slot in &line.below {
                    below[*column].iter_mut().zip(of(*slot)).for_each(|(sum, part)| sum.merge(*part));
                }
            }
        }
        let repeats = Matrix::from_fn(count, present.len(), |replicate, place| {
            above[present[place]][replicate].value() / below[present[place]][replicate].value()
        });
        spread(values, &repeats, scales.scale, &scales.rscales, scales.centre)
    }

    /// `Σ w (x - m)²` for each column that is present.
    fn squares(&self, line: &Line, present: &[usize], values: &[f64], numbers: &[usize]) -> Vec<f64> {
        let factor = |slot: usize| -> f64 {
            line.above.iter().filter(|(above, _)| *above == slot).map(|(_, factor)| factor).sum()
        };
        let below: Vec<(usize, f64)> = line.below.iter().map(|slot| (*slot, factor(*slot))).collect();
        let sums = self.each(|sums: &mut [Sum; 3], pattern| {
            for (slot, factor) in &below {
                let cells = &self.cells[pattern];
                let (values, squares) = match numbers.contains(slot) {
                    true => (cells[slot + 1].sum, cells[slot + 2].sum),
                    false => {
                        (cells[*slot].sum.scaled(*factor), cells[*slot].sum.scaled(*factor).scaled(*factor))
                    }
                };
                for (sum, part) in sums.iter_mut().zip([cells[*slot].sum, values, squares]) {
                    sum.merge(part);
                }
            }
        });
        let about_mean = |(column, mean): (&usize, &f64)| {
            let [weights, total, squares] = sums[*column];
            let mut about = squares;
            about.merge(total.scaled(-2.0 * mean));
            about.merge(weights.scaled(*mean).scaled(*mean));
            about.value()
        };
        present.iter().zip(values).map(about_mean).collect()
    }
}
