//! What has to be known of all rows before the first one is written.

use microdata::{Chunk, Column, Error, Rows};

/// Rows and the size of what is in each column, from a pass over the data. Memory grows with columns, not with rows.
///
/// SPSS and Stata state the width of texts and the number of rows before the rows.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shape {
    pub rows: u64,
    pub columns: Vec<ColumnShape>,
}

/// The size of what is in one column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ColumnShape {
    /// The smallest and the largest number, and whether all are whole; with no number `low` is above `high`.
    Numbers { low: f64, high: f64, whole: bool },
    /// Bytes of the longest text.
    Texts { longest: usize },
}

impl Shape {
    /// Reads all rows.
    ///
    /// # Errors
    /// Those of reading.
    pub fn measure(rows: &mut dyn Rows) -> Result<Shape, Error> {
        let empty = Chunk::of(rows.dictionary());
        let mut shape = Shape { rows: 0, columns: empty.columns.iter().map(ColumnShape::of).collect() };
        while let Some(chunk) = rows.next()? {
            shape.update(&chunk);
        }
        Ok(shape)
    }

    /// Takes in some rows.
    pub fn update(&mut self, chunk: &Chunk) {
        self.rows += chunk.rows() as u64;
        self.columns.iter_mut().zip(&chunk.columns).for_each(|(shape, column)| shape.update(column));
    }
}

impl ColumnShape {
    fn of(column: &Column) -> ColumnShape {
        match column {
            Column::Numbers(_) => {
                ColumnShape::Numbers { low: f64::INFINITY, high: f64::NEG_INFINITY, whole: true }
            }
            Column::Texts(_) => ColumnShape::Texts { longest: 0 },
        }
    }

    fn update(&mut self, column: &Column) {
        match (self, column) {
            (ColumnShape::Numbers { low, high, whole }, Column::Numbers(numbers)) => {
                for number in numbers.iter().filter(|number| !number.is_nan()) {
                    *low = low.min(*number);
                    *high = high.max(*number);
                    *whole &= number.fract() == 0.0;
                }
            }
            (ColumnShape::Texts { longest }, Column::Texts(texts)) => {
                let lengths = texts.iter().flatten().map(String::len);
                *longest = lengths.fold(*longest, usize::max);
            }
            _ => {}
        }
    }
}

/// An error for a second pass that brings what the first did not.
pub fn changed() -> Error {
    Error::new("the rows are not those that were measured")
        .hint("the file changed while it was read; try again")
}
