//! What is summed up of the rows that share pattern and slot.

use crate::sums::Sum;

/// Sums of one slot.
///
/// A question of answers has one slot for each: `sum` is `Σ w`, `products` `Σ w²`. One of numbers `x`, with `y = w x`, has
/// three: `Σ w` and `Σ w²`; `Σ y` and `Σ y²`; `Σ y x` and `Σ w y`.
///
/// In a sample of units, a `sum` that the sums of units hold too is left out while rows are counted: it is added up from them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
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

    /// A row with the square of its weight, to the last bit: variances of a sample of rows are differences of squares.
    pub(super) fn square(&mut self, weight: f64, square: Sum) {
        self.products.gather_all(square);
        self.rows += u64::from(weight > 0.0);
    }

    /// A number in its three cells: all but what the sums of units hold too.
    pub(super) fn number(cells: &mut [Self], weight: f64, square: Sum, x: f64) {
        let [first, second, third, ..] = cells else { return };
        let y = weight * x;
        first.square(weight, square);
        second.square(weight, Sum::product(y, y));
        third.sum.merge(Sum::product(y, x));
        third.products.merge(Sum::product(weight, y));
        third.rows += u64::from(weight > 0.0);
    }
}
