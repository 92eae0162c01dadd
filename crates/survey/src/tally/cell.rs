//! What is summed up of the rows that share pattern and slot.

use serde::{Deserialize, Serialize};

use super::{Answers, NONE};
use crate::sums::Sum;

/// Sums of one slot.
///
/// A question of answers has one slot for each: `sum` is `Σ w`, `products` `Σ w²`. One of numbers `x`, with `y = w x`, has
/// three: `Σ w` and `Σ w²`; `Σ y` and `Σ y²`; `Σ y x` and `Σ w y`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    pub sum: Sum,
    pub products: Sum,
    /// Rows with a weight above 0.
    pub rows: u64,
}

impl Cell {
    fn add(&mut self, value: f64, product: Sum, counts: bool) {
        self.sum.add(value);
        self.products.merge(product);
        self.rows += u64::from(counts);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.sum.merge(other.sum);
        self.products.merge(other.products);
        self.rows += other.rows;
    }
}

impl Answers<'_> {
    pub(super) fn rows(&self) -> usize {
        match self {
            Self::Codes { classes, .. } => classes.len(),
            Self::Numbers { values, .. } => values.len(),
        }
    }

    /// Counts a row in the cells of its pattern, and in a sample of units in the sums of its unit (else there are none).
    #[inline]
    pub(super) fn count(&self, row: usize, weight: f64, square: Sum, cells: &mut [Cell], unit: &mut [Sum]) {
        let counts = weight > 0.0;
        let mut count = |slot: usize, value: f64, product: Sum| {
            cells[slot].add(value, product, counts);
            if let Some(sum) = unit.get_mut(slot) {
                sum.add(value);
            }
        };
        match self {
            Self::Codes { first, classes } if classes[row] != NONE => {
                count(first + usize::from(classes[row]), weight, square);
            }
            Self::Numbers { first, values } if !values[row].is_nan() => {
                let (x, y) = (values[row], weight * values[row]);
                count(*first, weight, square);
                count(first + 1, y, Sum::product(y, y));
                let third = &mut cells[first + 2];
                third.sum.merge(Sum::product(y, x));
                third.products.merge(Sum::product(weight, y));
                third.rows += u64::from(counts);
            }
            _ => {}
        }
    }

    /// Adds its replicate weights.
    #[inline]
    pub(super) fn repeat(&self, row: usize, weights: &[f64], count: usize, sums: &mut [Sum]) {
        let mut add = |slot: usize, by: f64| {
            let sums = &mut sums[slot * count..(slot + 1) * count];
            sums.iter_mut().zip(weights).for_each(|(sum, weight)| sum.add(weight * by));
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
