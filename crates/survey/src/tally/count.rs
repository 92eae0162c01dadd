//! From the rows of a batch to sums: the innermost loops.
//!
//! Rows are counted in the order of the places of their sums, of which there may be more than lie near a processor: so they are
//! walked through, and not jumped about in. All that a row has to say is said at once, while its sums are at hand.

use super::blocks::Blocks;
use super::cell::Cell;
use super::{Answers, Batch, Kept, NONE};
use crate::sums::{Grid, Sum};

/// The answers of a batch, row by row, so that those of one row lie together.
pub(super) struct Rows<'a> {
    /// The first slot of each question whose classes fit into a byte.
    firsts: Vec<usize>,
    /// The class of each row's answer to each of these questions, [`NO_CLASS`] for none.
    classes: Vec<u8>,
    /// The first slot and the classes of each other question with codes.
    wide: Vec<(usize, &'a [u16])>,
    /// The first slot and the values of each question of numbers.
    numbers: Vec<(usize, &'a [f64])>,
}

/// [`NONE`] as a byte.
const NO_CLASS: u8 = NONE as u8;

/// With so many places for each row of a batch a walk through all places would take longer than a sort: where each respondent is
/// a unit, there are as many as rows so far.
const FEW_ROWS: usize = 8;

/// A row that counts.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Row {
    /// Which of the batch.
    row: u32,
    /// The place of its sums.
    place: u32,
    weight: f64,
}

/// Puts rows in the order of the places of their sums, of which there are so many.
pub(super) fn in_order(kept: &[Kept], place_of: &[u32], places: usize) -> Vec<Row> {
    let row = |(kept, place): (&Kept, &u32)| Row { row: kept.row, place: *place, weight: kept.weight };
    if places > FEW_ROWS * kept.len() {
        let mut ordered: Vec<Row> = kept.iter().zip(place_of).map(row).collect();
        ordered.sort_by_key(|row| row.place);
        return ordered;
    }
    let mut next = vec![0_u32; places + 1];
    place_of.iter().for_each(|place| next[*place as usize + 1] += 1);
    for place in 0..places {
        next[place + 1] += next[place];
    }
    let mut ordered = vec![Row::default(); kept.len()];
    for (kept, place) in kept.iter().zip(place_of) {
        let next = &mut next[*place as usize];
        ordered[*next as usize] = row((kept, place));
        *next += 1;
    }
    ordered
}

fn fit_bytes(classes: &[u16]) -> bool {
    classes.iter().fold(true, |fit, class| fit & (*class == NONE || *class < u16::from(NO_CLASS)))
}

impl<'a> Rows<'a> {
    pub fn of(batch: &Batch<'a>) -> Self {
        let (mut narrow, mut wide, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        for answers in batch.answers {
            match *answers {
                Answers::Codes { first, classes } if fit_bytes(classes) => narrow.push((first, classes)),
                Answers::Codes { first, classes } => wide.push((first, classes)),
                Answers::Numbers { first, values } => numbers.push((first, values)),
            }
        }
        let mut classes = Vec::with_capacity(narrow.len() * batch.weights.len());
        for row in 0..batch.weights.len() {
            classes.extend(narrow.iter().map(|(_, column)| column[row] as u8));
        }
        Self { firsts: narrow.iter().map(|(first, _)| *first).collect(), classes, wide, numbers }
    }

    /// Tells the slots of a row's answers to questions with codes.
    #[inline]
    fn slots(&self, row: u32, mut tell: impl FnMut(usize)) {
        let classes = &self.classes[row as usize * self.firsts.len()..][..self.firsts.len()];
        for (class, first) in classes.iter().zip(&self.firsts) {
            if *class != NO_CLASS {
                tell(first + usize::from(*class));
            }
        }
        for (first, classes) in &self.wide {
            if classes[row as usize] != NONE {
                tell(first + usize::from(classes[row as usize]));
            }
        }
    }

    /// A row's numbers, each with its first slot.
    fn numbers(&self, row: u32) -> impl Iterator<Item = (usize, f64)> {
        let numbers = self.numbers.iter().map(move |(first, values)| (*first, values[row as usize]));
        numbers.filter(|(_, value)| !value.is_nan())
    }

    /// Counts rows in the cells at their places.
    pub fn count(&self, rows: &[Row], cells: &mut Blocks<Cell>) {
        for row in rows {
            let cells = cells.block(row.place);
            let square = Sum::product(row.weight, row.weight);
            self.slots(row.row, |slot| {
                cells[slot].sum.gather(row.weight);
                cells[slot].square(row.weight, square);
            });
            for (first, value) in self.numbers(row.row) {
                cells[first].sum.gather(row.weight);
                cells[first + 1].sum.gather(row.weight * value);
                Cell::number(&mut cells[first..], row.weight, square, value);
            }
        }
    }

    /// Counts rows, which all have weights above 0, in the sums of units at their places, and in the cells that `cells_of` says
    /// belong to these.
    pub fn count_units(
        &self,
        rows: &[Row],
        (weights, squares): (Grid, Grid),
        units: &mut Blocks<Sum>,
        cells: &mut Blocks<Cell>,
        cells_of: &[u32],
    ) {
        for rows in rows.chunk_by(|a, b| a.place == b.place) {
            let place = rows[0].place;
            let sums = units.block(place);
            let cells = cells.block(cells_of[place as usize]);
            for row in rows {
                let (weight, square) = (weights.split(row.weight), squares.split(row.weight * row.weight));
                self.slots(row.row, |slot| {
                    sums[slot].add_parts(weight);
                    cells[slot].products.add_parts(square);
                    cells[slot].rows += 1;
                });
                for (first, value) in self.numbers(row.row) {
                    sums[first].gather(row.weight);
                    sums[first + 1].gather(row.weight * value);
                    let square = Sum::product(row.weight, row.weight);
                    Cell::number(&mut cells[first..], row.weight, square, value);
                }
            }
        }
    }

    /// Adds a row's replicate weights to sums: for each slot as many as there are replicates.
    pub fn repeat(&self, row: u32, weights: &[f64], sums: &mut [Sum]) {
        let mut add = |slot: usize, by: f64| {
            let sums = sums[slot * weights.len()..][..weights.len()].iter_mut();
            sums.zip(weights).for_each(|(sum, weight)| sum.add(weight * by));
        };
        self.slots(row, |slot| add(slot, 1.0));
        for (first, value) in self.numbers(row) {
            add(first, 1.0);
            add(first + 1, value);
        }
    }
}

impl Answers<'_> {
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::Codes { classes, .. } => classes.len(),
            Self::Numbers { values, .. } => values.len(),
        }
    }
}
