//! What is summed up of the rows that share pattern and slot.

use serde::{Deserialize, Serialize};

use super::blocks::Blocks;
use super::{Answers, Kept, NONE};
use crate::sums::Sum;

/// Sums of one slot.
///
/// A question of answers has one slot for each: `sum` is `Σ w`, `products` `Σ w²`. One of numbers `x`, with `y = w x`, has
/// three: `Σ w` and `Σ w²`; `Σ y` and `Σ y²`; `Σ y x` and `Σ w y`.
///
/// In a sample of units, a `sum` that the sums of units hold too is left out while rows are counted: it is added up from them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    pub sum: Sum,
    pub products: Sum,
    /// Rows with a weight above 0.
    pub rows: u64,
}

impl Cell {
    pub(super) fn merge(&mut self, other: &Self) {
        self.sum.merge(other.sum);
        self.products.merge(other.products);
        self.rows += other.rows;
    }
}

/// The rows of a batch that count, each with the places of its sums. Columns are walked through one by one, so that a
/// processor may work on several rows at once.
pub(super) struct Counted {
    rows: Vec<Row>,
    /// The place of the sums of the row's unit and pattern; empty if not a sample of units.
    units: Vec<u32>,
}

/// One of them.
#[derive(Clone, Copy)]
pub(super) struct Row {
    /// Which row of the batch.
    row: u32,
    /// The place of the cells of its pattern.
    cells: u32,
    weight: f64,
    /// Of the weight, to the last bit: variances are differences of squares.
    square: Sum,
}

impl Counted {
    /// `cells` are the places of the cells of the rows' patterns, `units` those of the sums of their units, if there are any.
    pub(super) fn new(kept: &Kept, cells: Vec<u32>, units: Vec<u32>) -> Self {
        let row = |at: usize| Row {
            row: kept.rows[at],
            cells: cells[at],
            weight: kept.weights[at],
            square: Sum::product(kept.weights[at], kept.weights[at]),
        };
        if units.is_empty() {
            return Self { rows: (0..cells.len()).map(row).collect(), units };
        }
        // In the order of the sums of units, of which there may be more than lie near a processor: so they are walked through,
        // and not jumped about in.
        let mut order: Vec<(u32, u32)> = units.into_iter().zip(0..).collect();
        order.sort_unstable();
        let (rows, units) = order.into_iter().map(|(unit, at)| (row(at as usize), unit)).unzip();
        Self { rows, units }
    }

    #[inline]
    fn each(&self, count: impl FnMut(&Row)) {
        self.rows.iter().for_each(count);
    }

    /// Each with the place of the sums of its unit.
    #[inline]
    fn each_of_units(&self, mut count: impl FnMut(&Row, usize)) {
        self.rows.iter().zip(&self.units).for_each(|(row, unit)| count(row, *unit as usize));
    }
}

impl Cell {
    #[inline]
    fn square(&mut self, row: &Row) {
        self.products.gather_all(row.square);
        self.rows += u64::from(row.weight > 0.0);
    }
}

/// All of a number but what the sums of units hold too. Its slots are so far from each other.
fn count_number(cells: &mut [Cell], next: usize, row: &Row, x: f64) {
    let (first, y) = (row.cells as usize, row.weight * x);
    cells[first].square(row);
    let second = &mut cells[next + first];
    second.products.gather_all(Sum::product(y, y));
    second.rows += u64::from(row.weight > 0.0);
    let third = &mut cells[2 * next + first];
    third.sum.merge(Sum::product(y, x));
    third.products.merge(Sum::product(row.weight, y));
    third.rows += u64::from(row.weight > 0.0);
}

impl Answers<'_> {
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::Codes { classes, .. } => classes.len(),
            Self::Numbers { values, .. } => values.len(),
        }
    }

    /// Counts rows in the cells of their patterns, and in a sample of units in the sums of their units.
    pub(super) fn count(&self, rows: &Counted, cells: &mut Blocks<Cell>, units: &mut Blocks<Sum>) {
        let of_units = !rows.units.is_empty();
        match self {
            Self::Codes { first, classes } => {
                let (cells, next) = cells.slots_from(*first);
                let cell_of = |row: &Row| {
                    let class = classes[row.row as usize];
                    let at = usize::from(class);
                    (class != NONE).then_some((at, at * next + row.cells as usize))
                };
                if of_units {
                    let (units, next) = units.slots_from(*first);
                    rows.each_of_units(|row, unit| {
                        if let Some((class, cell)) = cell_of(row) {
                            units[class * next + unit].gather(row.weight);
                            cells[cell].square(row);
                        }
                    });
                } else {
                    rows.each(|row| {
                        if let Some((_, cell)) = cell_of(row) {
                            cells[cell].sum.gather(row.weight);
                            cells[cell].square(row);
                        }
                    });
                }
            }
            Self::Numbers { first, values } => {
                let (cells, next) = cells.slots_from(*first);
                let valid = |row: &Row| Some(values[row.row as usize]).filter(|value| !value.is_nan());
                if of_units {
                    let (units, next_unit) = units.slots_from(*first);
                    rows.each_of_units(|row, unit| {
                        if let Some(value) = valid(row) {
                            units[unit].gather(row.weight);
                            units[next_unit + unit].gather(row.weight * value);
                            count_number(cells, next, row, value);
                        }
                    });
                } else {
                    rows.each(|row| {
                        if let Some(value) = valid(row) {
                            let first = row.cells as usize;
                            cells[first].sum.gather(row.weight);
                            cells[next + first].sum.gather(row.weight * value);
                            count_number(cells, next, row, value);
                        }
                    });
                }
            }
        }
    }

    /// Adds the replicate weights of a row to the sums at a place.
    #[inline]
    pub(super) fn repeat(&self, row: usize, weights: &[f64], place: u32, sums: &mut Blocks<Sum>) {
        let mut add = |slot: usize, by: f64| {
            let sums = sums.run(place, slot).iter_mut();
            sums.zip(weights).for_each(|(sum, weight)| sum.add(weight * by));
        };
        match self {
            Self::Codes { first, classes } if classes[row] != NONE => {
                add(first + usize::from(classes[row]), 1.0);
            }
            Self::Numbers { first, values } if !values[row].is_nan() => {
                add(*first, 1.0);
                add(first + 1, values[row]);
            }
            _ => {}
        }
    }
}
