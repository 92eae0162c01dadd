//! Rows, or ids, that occur more than once.

use std::hash::{DefaultHasher, Hash, Hasher};

use microdata::{Chunk, Column};
use serde::Serialize;

/// Pairs that are listed.
const MOST: usize = 20;

/// Rows that are like an earlier one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Duplicates {
    /// Rows that are like one before them.
    pub rows: u64,
    /// The first of them: a row and the first one that it is like.
    pub first: Vec<(u64, u64)>,
    /// Rows that were looked at. Beyond them nothing is known.
    pub looked_at: u64,
}

/// A hash of 64 bits and the number of each row: 16 bytes. Of ten million different rows, two have the same hash with a
/// chance of 3 in a million.
pub struct Hashes {
    columns: Vec<usize>,
    most: usize,
    seen: Vec<(u64, u64)>,
    looked_at: u64,
}

impl Hashes {
    pub fn new(columns: Vec<usize>, most: usize) -> Hashes {
        Hashes { columns, most, seen: Vec::new(), looked_at: 0 }
    }

    /// Takes in rows; `before` counts those that came earlier. A row that is blank in all columns is like no other.
    pub fn update(&mut self, chunk: &Chunk, before: u64) {
        for row in 0..chunk.rows() {
            if self.seen.len() >= self.most {
                return;
            }
            self.looked_at += 1;
            let mut hasher = DefaultHasher::new();
            let mut blank = true;
            for at in &self.columns {
                match &chunk.columns[*at] {
                    Column::Numbers(numbers) => {
                        let number = numbers[row];
                        blank &= number.is_nan();
                        // All NaN are one, and -0 is 0.
                        let bits = if number.is_nan() { u64::MAX } else { (number + 0.0).to_bits() };
                        bits.hash(&mut hasher);
                    }
                    Column::Texts(texts) => {
                        blank &= texts[row].is_none();
                        texts[row].hash(&mut hasher);
                    }
                }
            }
            if !blank {
                self.seen.push((hasher.finish(), before + row as u64 + 1));
            }
        }
    }

    pub fn finish(mut self) -> Duplicates {
        self.seen.sort_unstable();
        let mut first: Vec<(u64, u64)> = Vec::new();
        let mut rows = 0;
        for same in self.seen.chunk_by(|a, b| a.0 == b.0) {
            rows += same.len() as u64 - 1;
            first.extend(same.iter().skip(1).map(|later| (later.1, same[0].1)));
            if first.len() > 10 * MOST {
                first.sort_unstable();
                first.truncate(MOST);
            }
        }
        first.sort_unstable();
        first.truncate(MOST);
        Duplicates { rows, first, looked_at: self.looked_at }
    }
}
