//! Covariances of sums over all units, from a finished tally.

use super::cell::Cell;
use super::frame::Sampled;
use super::line::Columns;
use super::{Sampling, Tally, Variance};
use crate::strata::{Covariance, Stratum};
use crate::sums::Sum;
use crate::{Matrix, SurveyError};

/// A tally that takes no more rows.
#[derive(Debug, Clone)]
pub struct Finished {
    pub(super) tally: Tally,
    pub(super) strata: Vec<Sampled>,
    pub(super) variance: Variance,
    pub(super) df: f64,
}

/// How much the sum in a slot moves an estimate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Term {
    pub slot: usize,
    pub estimate: usize,
    pub factor: f64,
}

/// The sums of one unit and pattern, or one stratum and pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a, T> {
    /// Place in the list of strata.
    pub stratum: usize,
    /// Number of the unit in its stratum; 0 where rows are units.
    pub unit: u64,
    /// Place in the list of patterns.
    pub pattern: usize,
    pub sums: &'a [T],
}

impl Tally {
    /// Ends the counting.
    ///
    /// # Errors
    /// When rows could not be counted ([`Tally::problems`]), a population is not possible, or the constants of replicates are
    /// missing or too many.
    pub fn finish(self, variance: &Variance) -> Result<Finished, SurveyError> {
        if self.problems != super::Problems::default() {
            let expected = "a number of 0 or more in every row";
            return Err(SurveyError::OutOfRange { what: "a weight", expected });
        }
        let strata = self.frame.sampled(self.shape.sampling, variance.known)?;
        let df = match (self.shape.sampling, &variance.scales) {
            (Sampling::Replicates(count), Some(scales)) if scales.rscales.len() == count => scales.df,
            (Sampling::Replicates(expected), scales) => {
                let found = scales.as_ref().map_or(0, |scales| scales.rscales.len());
                let what = "the scales of the replicates";
                return Err(SurveyError::Length { what, found, expected });
            }
            _ => strata.iter().map(|stratum| stratum.weighted.saturating_sub(1) as f64).sum(),
        };
        Ok(Finished { tally: self, strata, variance: variance.clone(), df })
    }
}

impl Finished {
    /// Degrees of freedom of the whole sample: units less strata.
    pub const fn degrees_of_freedom(&self) -> f64 {
        self.df
    }

    pub(super) fn stratum(&self, number: u64) -> usize {
        self.strata.partition_point(|stratum| stratum.stratum < number)
    }

    /// The covariance of the estimates that `terms`, one list for each pattern, make of the sums.
    pub(super) fn covariance(
        &self,
        columns: &Columns<'_>,
        terms: &[Vec<Term>],
        estimates: usize,
    ) -> Result<Matrix, SurveyError> {
        let mut covariance = Covariance::new(estimates, self.variance.single);
        let mut active = Active::new(estimates);
        for parts in columns.units.chunk_by(|a, b| a.stratum == b.stratum) {
            active.find(parts.iter().map(|part| part.pattern), terms);
            let stratum = of_units(parts, terms, &active, &self.strata[parts[0].stratum]);
            stratum.into_iter().for_each(|stratum| covariance.add(stratum));
        }
        for parts in columns.rows.chunk_by(|a, b| a.stratum == b.stratum) {
            active.find(parts.iter().map(|part| part.pattern), terms);
            let atoms: Vec<Atom<'_>> =
                parts.iter().flat_map(|part| self.atoms(part.sums, &terms[part.pattern])).collect();
            let stratum = of_rows(&atoms, &active, &self.strata[parts[0].stratum]);
            stratum.into_iter().for_each(|stratum| covariance.add(stratum));
        }
        covariance.finish()
    }

    /// The terms of each slot with rows; of a question of numbers, those of its two sums together.
    fn atoms<'a>(&self, cells: &'a [Cell], terms: &'a [Term]) -> Vec<Atom<'a>> {
        let first = |slot: usize| match slot.checked_sub(1) {
            Some(before) if self.tally.shape.numbers.contains(&before) => before,
            _ => slot,
        };
        let atoms = terms.chunk_by(|a, b| first(a.slot) == first(b.slot)).map(|terms| {
            let slot = first(terms[0].slot);
            let numbers = self.tally.shape.numbers.contains(&slot);
            Atom { cells: if numbers { &cells[slot..slot + 3] } else { &cells[slot..=slot] }, terms, slot }
        });
        atoms.filter(|atom| atom.cells[0].rows > 0).collect()
    }
}

/// Which estimates vary in a stratum.
struct Active {
    columns: Vec<usize>,
    /// Place of each estimate in `columns`.
    places: Vec<Option<usize>>,
}

impl Active {
    fn new(estimates: usize) -> Self {
        Self { columns: Vec::new(), places: vec![None; estimates] }
    }

    fn find(&mut self, patterns: impl Iterator<Item = usize>, terms: &[Vec<Term>]) {
        self.columns.drain(..).for_each(|column| self.places[column] = None);
        let mut patterns: Vec<usize> = patterns.collect();
        patterns.sort_unstable();
        patterns.dedup();
        for term in patterns.into_iter().flat_map(|pattern| &terms[pattern]) {
            if self.places[term.estimate].is_none() {
                self.places[term.estimate] = Some(self.columns.len());
                self.columns.push(term.estimate);
            }
        }
    }

    fn place(&self, estimate: usize) -> usize {
        self.places[estimate].unwrap_or(0)
    }
}

/// A stratum of units; none if it has no row in the base.
fn of_units(
    parts: &[Part<'_, Sum>],
    terms: &[Vec<Term>],
    active: &Active,
    sampled: &Sampled,
) -> Option<Stratum> {
    let size = active.columns.len();
    let mut units: Vec<Vec<f64>> = Vec::new();
    let mut seen = false;
    for parts in parts.chunk_by(|a, b| a.unit == b.unit) {
        let mut unit = vec![0.0; size];
        for part in parts {
            for term in &terms[part.pattern] {
                let sum = part.sums[term.slot].value();
                unit[active.place(term.estimate)] += term.factor * sum;
                seen |= part.sums[term.slot] != Sum::default();
            }
        }
        units.push(unit);
    }
    let sum = |column: usize| crate::sums::sum(units.iter().map(|unit| unit[column]));
    let sums: Vec<f64> = (0..size).map(sum).collect();
    let count = sampled.units as f64;
    let mean: Vec<f64> = sums.iter().map(|sum| sum / count).collect();
    // Units without a row in the base have sums of 0.
    let empty = count - units.len() as f64;
    let mut spread = Matrix::from_fn(size, size, |i, j| empty * mean[i] * mean[j]);
    let mut off = vec![0.0; size];
    for unit in &units {
        off.iter_mut().zip(unit.iter().zip(&mean)).for_each(|(off, (unit, mean))| *off = unit - mean);
        // Half of it, column by column: a test of a table has hundreds of estimates.
        for j in 0..size {
            let column = &mut spread.as_mut_slice()[j * size + j..(j + 1) * size];
            column.iter_mut().zip(&off[j..]).for_each(|(sum, own)| *sum += own * off[j]);
        }
    }
    spread.fill_upper_triangle_with_lower_triangle();
    let (units, fraction) = (sampled.units, sampled.fraction);
    seen.then(|| Stratum { units, fraction, columns: active.columns.clone(), sums, spread })
}

/// Rows that all move estimates in the same way: those of one pattern and slot.
struct Atom<'a> {
    /// One cell, or the three of a question of numbers.
    cells: &'a [Cell],
    terms: &'a [Term],
    slot: usize,
}

/// What the weights and the weighted values of an atom are multiplied by.
#[derive(Clone, Copy, Default)]
struct Factors {
    weight: f64,
    value: f64,
}

impl Atom<'_> {
    /// For each estimate that it moves its place and how.
    fn factors(&self, active: &Active) -> Vec<(usize, Factors)> {
        let mut factors: Vec<(usize, Factors)> = Vec::new();
        for term in self.terms {
            let place = active.place(term.estimate);
            let own = match factors.iter().position(|(known, _)| *known == place) {
                Some(own) => own,
                None => {
                    factors.push((place, Factors::default()));
                    factors.len() - 1
                }
            };
            let factors = &mut factors[own].1;
            if term.slot == self.slot { factors.weight += term.factor } else { factors.value += term.factor }
        }
        factors
    }

    fn rows(&self) -> f64 {
        self.cells[0].rows as f64
    }

    /// The sum of one cell about its mean in the atom, with another: `Σ ab - Σ a Σ b / n`.
    fn centred(&self, products: Sum, a: usize, b: usize) -> Sum {
        let mut centred = products;
        centred.merge(self.cells[a].sum.times(self.cells[b].sum).over(self.rows()).scaled(-1.0));
        centred
    }

    /// The sum of what its rows add to an estimate.
    fn sum(&self, factors: Factors) -> f64 {
        let mut sum = self.cells[0].sum.scaled(factors.weight);
        if let Some(values) = self.cells.get(1) {
            sum.merge(values.sum.scaled(factors.value));
        }
        sum.value()
    }

    /// Centred products: of weights; of weights and values; of values.
    fn moments(&self) -> [Sum; 3] {
        let weights = self.centred(self.cells[0].products, 0, 0);
        match self.cells {
            [_, values, both] => {
                [weights, self.centred(both.products, 0, 1), self.centred(values.products, 1, 1)]
            }
            _ => [weights, Sum::default(), Sum::default()],
        }
    }
}

/// How two estimates vary together among the rows of an atom. Parts nearly cancel where values are far from 0.
fn together([ww, wy, yy]: [Sum; 3], a: Factors, b: Factors) -> f64 {
    let mut total = ww.scaled(a.weight).scaled(b.weight);
    if a.value != 0.0 || b.value != 0.0 {
        total.merge(wy.scaled(a.weight).scaled(b.value));
        total.merge(wy.scaled(a.value).scaled(b.weight));
        total.merge(yy.scaled(a.value).scaled(b.value));
    }
    total.value()
}

/// A stratum of rows, none if none is in the base: how rows vary within atoms, and atoms about the stratum's mean, so that
/// nothing large is subtracted from something large.
fn of_rows(atoms: &[Atom<'_>], active: &Active, sampled: &Sampled) -> Option<Stratum> {
    let size = active.columns.len();
    let factors: Vec<Vec<(usize, Factors)>> = atoms.iter().map(|atom| atom.factors(active)).collect();
    let mut parts = vec![Sum::default(); size];
    for (atom, factors) in atoms.iter().zip(&factors) {
        factors.iter().for_each(|(place, factors)| parts[*place].add(atom.sum(*factors)));
    }
    let sums: Vec<f64> = parts.into_iter().map(Sum::value).collect();
    let count = sampled.units as f64;
    let mean: Vec<f64> = sums.iter().map(|sum| sum / count).collect();
    let empty = count - atoms.iter().map(Atom::rows).sum::<f64>();
    let mut spread = Matrix::from_fn(size, size, |i, j| empty * mean[i] * mean[j]);
    for (atom, factors) in atoms.iter().zip(&factors) {
        let moments = atom.moments();
        let mut off: Vec<f64> = mean.iter().map(|mean| -mean).collect();
        for (i, a) in factors {
            off[*i] += atom.sum(*a) / atom.rows();
            for (j, b) in factors {
                spread[(*i, *j)] += together(moments, *a, *b);
            }
        }
        for j in 0..size {
            for i in 0..size {
                spread[(i, j)] += atom.rows() * off[i] * off[j];
            }
        }
    }
    let (units, fraction) = (sampled.units, sampled.fraction);
    (!atoms.is_empty()).then(|| Stratum { units, fraction, columns: active.columns.clone(), sums, spread })
}
