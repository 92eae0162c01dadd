//! Tables of many questions by many columns from one pass over the rows, in any order and any split.
//!
//! A row falls into one *pattern* of each group of columns (which of the group's columns hold it) and for each question into
//! at most one *slot* (its answer). A [`Tally`] sums up weights for each pattern and slot, and as the sample asks for it for
//! each unit, stratum or replicate; two of them merge. [`Tally::finish`] makes of it shares, means and the covariances
//! between columns, as [`crate::linear`] would from the rows.
//!
//! All sums are [`Sum`]s, and what is worked out of them is worked out in the order of strata, units and patterns, so that
//! neither the order of rows nor how they were split can be told from the result.
//!
//! ```
//! use survey::design::SinglePsu;
//! use survey::tally::{Answers, Batch, Line, Sampling, Shape, Tally, Variance};
//! // One question with the answers 0 and 1, one group with the columns 0 and 1; four rows, each its own unit.
//! let mut tally = Tally::new(Shape { sampling: Sampling::Rows, groups: 1, slots: 2, ..Shape::default() });
//! let (weights, columns, answers) = ([1.0, 1.0, 1.0, 3.0], vec![0, 0, 1, 1], [0, 1, 0, 1]);
//! let question = Answers::Codes { first: 0, classes: &answers };
//! tally.update(&Batch { weights: &weights, patterns: &[columns], answers: &[question], ..Batch::default() }).unwrap();
//! let done = tally.finish(&Variance::default()).unwrap();
//! let columns = done.columns(0, 2, |pattern| vec![pattern as usize]);
//! let line = done.line(&columns, &Line { above: vec![(1, 1.0)], below: vec![0, 1] }).unwrap();
//! assert_eq!(line.estimates.values, [0.5, 0.75, 4.0 / 6.0]); // the last is the total
//! ```

mod blocks;
mod cell;
mod count;
mod covariance;
mod crossed;
mod degrees;
mod frame;
mod line;

use crate::SurveyError;
use crate::design::SinglePsu;
use crate::replicate::Centre;
use crate::sums::{Grid, Sum};
use blocks::{Blocks, Key};
pub use cell::Cell;
use count::Rows;
pub use covariance::Finished;
pub use degrees::Degrees;
use frame::Frame;
pub use frame::Known;
pub use line::{Base, Columns, Line, Lined};

/// How variances come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sampling {
    /// Units of several rows: sums for each unit are kept. Memory: 16 bytes for each unit, pattern and slot.
    Units,
    /// Each row is a unit: sums and sums of squares for each stratum suffice, so that memory does not grow with rows.
    #[default]
    Rows,
    /// So many replicate weights: sums for each of them.
    Replicates(usize),
}

/// What is to be summed up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shape {
    pub sampling: Sampling,
    /// How many groups of columns.
    pub groups: usize,
    /// How many slots all questions have together. One of answers has one for each; one of numbers has three.
    pub slots: usize,
    /// The first slots of questions of numbers.
    pub numbers: Vec<usize>,
}

/// No slot: not in the question's base.
pub const NONE: u16 = u16::MAX;

/// The answers to one question, one for each row.
#[derive(Debug, Clone, Copy)]
pub enum Answers<'a> {
    /// A slot counted from the question's first on, or [`NONE`].
    Codes { first: usize, classes: &'a [u16] },
    /// Numbers; NaN for none.
    Numbers { first: usize, values: &'a [f64] },
}

/// Some rows. What is left empty is 0 for all of them, `inside` true.
#[derive(Debug, Clone, Copy, Default)]
pub struct Batch<'a> {
    pub strata: &'a [u64],
    pub units: &'a [u64],
    /// What rows say of the population of their stratum; see [`Known`].
    pub populations: &'a [f64],
    pub weights: &'a [f64],
    /// One column for each replicate.
    pub replicates: &'a [Vec<f64>],
    /// Whether a row is in the domain. Those outside count for strata and units only.
    pub inside: &'a [bool],
    /// For each group the pattern of each row: any number that tells which columns hold it.
    pub patterns: &'a [Vec<u64>],
    pub answers: &'a [Answers<'a>],
}

/// Rows that cannot be counted. They are not: whoever finds any here has to say so.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Problems {
    pub missing_weights: u64,
    /// Negative or infinite.
    pub bad_weights: u64,
    /// Missing or infinite.
    pub bad_replicates: u64,
}

/// What is to be known for variances beside the sums.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Variance {
    pub single: SinglePsu,
    pub known: Known,
    /// For replicates.
    pub scales: Option<Scales>,
}

/// The constants that make a variance of replicates.
#[derive(Debug, Clone, PartialEq)]
pub struct Scales {
    pub scale: f64,
    /// One for each replicate.
    pub rscales: Vec<f64>,
    pub centre: Centre,
    /// Degrees of freedom; above 0.
    pub df: f64,
}

/// Sums of rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally {
    shape: Shape,
    frame: Frame,
    groups: Vec<Group>,
    /// The largest weight so far.
    largest: f64,
    /// What sums of a sample of units lie on: of weights, and of their squares. None after a merge.
    grids: Option<(Grid, Grid)>,
    problems: Problems,
}

/// A row of a batch that counts.
struct Kept {
    row: u32,
    weight: f64,
    /// The stratum if rows or units are sampled, the unit if units are; else 0.
    stratum: u64,
    unit: u64,
}

/// The sums of one group of columns.
#[derive(Debug, Clone, PartialEq)]
struct Group {
    /// By pattern, and in a sample of rows by stratum.
    cells: Blocks<Cell>,
    /// Weights by unit and pattern. By pattern: weights of all replicates, slot by slot.
    sums: Blocks<Sum>,
    /// In a sample of units, for each place of `sums` that of the cells of its pattern.
    cells_of: Vec<u32>,
}

impl Tally {
    /// Of no rows.
    pub fn new(shape: Shape) -> Self {
        let sums = match shape.sampling {
            Sampling::Units => shape.slots,
            Sampling::Rows => 0,
            Sampling::Replicates(count) => shape.slots * count,
        };
        let group = Group { cells: Blocks::new(shape.slots), sums: Blocks::new(sums), cells_of: Vec::new() };
        let groups = vec![group; shape.groups];
        Self {
            shape,
            frame: Frame::default(),
            groups,
            largest: 0.0,
            grids: None,
            problems: Problems::default(),
        }
    }

    /// Takes rows: the more at a time, the faster, up to some ten thousand.
    ///
    /// # Errors
    /// When columns differ in length or number from what is expected.
    pub fn update(&mut self, batch: &Batch<'_>) -> Result<(), SurveyError> {
        batch.check(&self.shape)?;
        let (kept, rows) = (self.keep(batch), Rows::of(batch));
        self.largest = kept.iter().fold(self.largest, |largest, kept| largest.max(kept.weight));
        let grids = self.lay();
        for (group, patterns) in self.groups.iter_mut().zip(batch.patterns) {
            match self.shape.sampling {
                Sampling::Units => {
                    group.count_units(&kept, patterns, &rows, grids, &mut self.frame);
                }
                Sampling::Rows => group.count(&kept, patterns, &rows),
                Sampling::Replicates(_) => {
                    group.count(&kept, patterns, &rows);
                    group.repeat(&kept, patterns, &rows, batch.replicates);
                }
            }
        }
        Ok(())
    }

    /// Lays all sums on the grids for the largest weight so far, if they do not lie there: sums on two grids would be rounded where
    /// they are added up, and the order of rows would show.
    fn lay(&mut self) -> (Grid, Grid) {
        let grids = (Grid::up_to(self.largest), Grid::up_to(self.largest * self.largest));
        if self.shape.sampling == Sampling::Units && self.grids != Some(grids) {
            let of_numbers =
                |slot: usize| self.shape.numbers.iter().any(|first| (*first..first + 3).contains(&slot));
            let coded: Vec<bool> = (0..self.shape.slots).map(|slot| !of_numbers(slot)).collect();
            for group in &mut self.groups {
                group.sums.each(&coded, |sum| *sum = sum.laid_on(grids.0));
                group.cells.each(&coded, |cell| cell.products = cell.products.laid_on(grids.1));
            }
            self.grids = Some(grids);
        }
        grids
    }

    /// Takes all rows into the frame, but for units of rows that count: they are taken with their first sums. Gives rows that count.
    fn keep(&mut self, batch: &Batch<'_>) -> Vec<Kept> {
        let sampling = self.shape.sampling;
        let mut all = Vec::with_capacity(batch.weights.len());
        for (row, weight) in batch.weights.iter().enumerate() {
            if !self.problems.usable(*weight) {
                continue;
            }
            if !batch.replicates.iter().all(|weights| weights[row].is_finite()) {
                self.problems.bad_replicates += 1;
                continue;
            }
            let stratum = batch.strata.get(row).copied().unwrap_or(0);
            let unit = batch.units.get(row).copied().unwrap_or(0);
            if let Some(population) = batch.populations.get(row).filter(|population| population.is_finite()) {
                self.frame.population(stratum, *population);
            }
            let inside = batch.inside.get(row).copied().unwrap_or(true);
            let counts = inside && (*weight != 0.0 || !batch.replicates.is_empty());
            let mut kept = Kept { row: row as u32, weight: *weight, stratum, unit };
            match sampling {
                Sampling::Units if counts && !self.groups.is_empty() => {}
                Sampling::Units => self.frame.unit(stratum, unit, *weight > 0.0),
                Sampling::Rows => {
                    self.frame.row(stratum, *weight);
                    kept.unit = 0;
                }
                Sampling::Replicates(_) => {
                    self.frame.row(stratum, *weight);
                    (kept.stratum, kept.unit) = (0, 0);
                }
            }
            if counts {
                all.push(kept);
            }
        }
        all
    }

    /// Takes in what another gathered.
    ///
    /// # Errors
    /// When it is of another shape.
    pub fn merge(&mut self, other: &Self) -> Result<(), SurveyError> {
        if other.shape != self.shape {
            let (what, expected) = ("the shape of a tally", "that of the one it is merged into");
            return Err(SurveyError::OutOfRange { what, expected });
        }
        self.problems.merge(other.problems);
        self.largest = self.largest.max(other.largest);
        self.grids = None;
        self.frame.merge(&other.frame);
        for (ours, theirs) in self.groups.iter_mut().zip(&other.groups) {
            ours.merge(theirs);
        }
        Ok(())
    }

    /// Rows that were not counted.
    pub const fn problems(&self) -> Problems {
        self.problems
    }

    /// About how much memory this takes. Unit: bytes.
    pub fn bytes(&self) -> usize {
        let groups = self.groups.iter().map(|group| group.cells.bytes() + group.sums.bytes());
        self.frame.bytes() + groups.sum::<usize>()
    }
}

impl Group {
    /// Counts rows in the cells of their pattern, and stratum if there is one.
    fn count(&mut self, kept: &[Kept], patterns: &[u64], rows: &Rows<'_>) {
        let place = |kept: &Kept| self.cells.place((kept.stratum, kept.unit, patterns[kept.row as usize]));
        let places: Vec<u32> = kept.iter().map(place).collect();
        rows.count(&count::in_order(kept, &places, self.cells.len()), &mut self.cells);
    }

    /// Counts rows in the sums of their unit and pattern, and in the cells of their pattern.
    fn count_units(
        &mut self,
        kept: &[Kept],
        patterns: &[u64],
        rows: &Rows<'_>,
        grids: (Grid, Grid),
        frame: &mut Frame,
    ) {
        let place = |kept: &Kept| {
            let key = (kept.stratum, kept.unit, patterns[kept.row as usize]);
            self.sums_of(key, || frame.unit(kept.stratum, kept.unit, true))
        };
        let places: Vec<u32> = kept.iter().map(place).collect();
        let ordered = count::in_order(kept, &places, self.sums.len());
        rows.count_units(&ordered, grids, &mut self.sums, &mut self.cells, &self.cells_of);
    }

    /// The place of the sums of a unit and pattern; says if it is a new one.
    fn sums_of(&mut self, key: Key, new: impl FnOnce()) -> u32 {
        let place = self.sums.place(key);
        if place as usize == self.cells_of.len() {
            self.cells_of.push(self.cells.place((0, 0, key.2)));
            new();
        }
        place
    }

    /// Adds up replicate weights by pattern.
    fn repeat(&mut self, kept: &[Kept], patterns: &[u64], rows: &Rows<'_>, replicates: &[Vec<f64>]) {
        for Kept { row, .. } in kept {
            let weights: Vec<f64> = replicates.iter().map(|weights| weights[*row as usize]).collect();
            let place = self.sums.place((0, 0, patterns[*row as usize]));
            rows.repeat(*row, &weights, self.sums.block(place));
        }
    }

    /// Takes in what another gathered.
    fn merge(&mut self, other: &Self) {
        for (key, theirs) in other.cells.iter() {
            let place = self.cells.place(key);
            self.cells.block(place).iter_mut().zip(theirs).for_each(|(ours, theirs)| ours.merge(theirs));
        }
        for (key, theirs) in other.sums.iter() {
            let place = match other.cells_of.is_empty() {
                true => self.sums.place(key),
                false => self.sums_of(key, || ()),
            };
            self.sums.block(place).iter_mut().zip(theirs).for_each(|(ours, theirs)| ours.merge(*theirs));
        }
    }
}

impl Batch<'_> {
    fn check(&self, shape: &Shape) -> Result<(), SurveyError> {
        let rows = self.weights.len();
        let replicates = match shape.sampling {
            Sampling::Replicates(count) => count,
            _ => 0,
        };
        let or_none = |length: usize| if length == 0 { rows } else { length };
        let mut lengths = vec![
            ("the strata", or_none(self.strata.len()), rows),
            ("the units", or_none(self.units.len()), rows),
            ("the populations", or_none(self.populations.len()), rows),
            ("the domain", or_none(self.inside.len()), rows),
            ("the groups of columns", self.patterns.len(), shape.groups),
            ("the replicates", self.replicates.len(), replicates),
        ];
        lengths.extend(self.patterns.iter().map(|patterns| ("the patterns", patterns.len(), rows)));
        lengths.extend(self.replicates.iter().map(|weights| ("replicate weights", weights.len(), rows)));
        lengths.extend(self.answers.iter().map(|answers| ("the answers", answers.rows(), rows)));
        for (what, found, expected) in lengths {
            if found != expected {
                return Err(SurveyError::Length { what, found, expected });
            }
        }
        Ok(())
    }
}

impl Problems {
    fn usable(&mut self, weight: f64) -> bool {
        let bad = weight < 0.0 || weight.is_infinite();
        self.missing_weights += u64::from(weight.is_nan());
        self.bad_weights += u64::from(bad);
        !(bad || weight.is_nan())
    }

    fn merge(&mut self, other: Self) {
        self.missing_weights += other.missing_weights;
        self.bad_weights += other.bad_weights;
        self.bad_replicates += other.bad_replicates;
    }
}
