//! Speeders: interviews much shorter than the median.

use microdata::{Chunk, Column, Dictionary, Error, State, Variable};
use serde::Serialize;

/// Parts of a unit (a second or a minute, as the variable counts) that are told apart, and units up to which they are.
const PARTS: f64 = 100.0;
const UNITS: usize = 10_000;

/// Interviews that were much shorter than the median.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Speeders {
    pub variable: String,
    /// Rows with a duration above zero.
    pub rows: u64,
    /// Rows with a duration of zero or less.
    pub not_positive: u64,
    /// To a hundredth of the variable's unit; above 10,000 units "10,000 or more" as 10,000. NaN without rows.
    pub median: f64,
    /// Durations below this are a speeder's.
    pub below: f64,
    pub speeders: u64,
}

/// A histogram of durations: 8 MB, whatever the number of rows.
pub struct Durations {
    at: usize,
    variable: Variable,
    share: f64,
    counts: Vec<u64>,
    not_positive: u64,
}

impl Durations {
    pub fn new(dictionary: &Dictionary, at: usize, share: f64) -> Result<Durations, Error> {
        let variable = dictionary.variables[at].clone();
        if variable.is_text() {
            let what = format!("the duration `{}` has to be a number", variable.name);
            return Err(Error::new(what).found("a text"));
        }
        let counts = vec![0; UNITS * PARTS as usize + 1];
        Ok(Durations { at, variable, share, counts, not_positive: 0 })
    }

    pub fn update(&mut self, chunk: &Chunk) {
        let Column::Numbers(numbers) = &chunk.columns[self.at] else { return };
        for number in numbers {
            if number.is_nan() || self.variable.state_of_number(*number) != State::Answered {
                continue;
            }
            if *number <= 0.0 {
                self.not_positive += 1;
                continue;
            }
            let bin = (number * PARTS) as usize; // saturates
            self.counts[bin.min(UNITS * PARTS as usize)] += 1;
        }
    }

    pub fn finish(self) -> Speeders {
        let rows: u64 = self.counts.iter().sum();
        // The mean of the two middle ones if their number is even.
        let middle = |rank: u64| {
            let mut before = 0;
            let bin = self.counts.iter().position(|count| {
                before += count;
                before > rank
            });
            bin.map_or(f64::NAN, |bin| bin as f64 / PARTS)
        };
        let median = if rows == 0 { f64::NAN } else { (middle((rows - 1) / 2) + middle(rows / 2)) / 2.0 };
        let below = median * self.share;
        let short = self.counts.iter().enumerate().filter(|(bin, _)| (*bin as f64) / PARTS < below);
        let speeders = short.map(|(_, count)| count).sum();
        Speeders {
            variable: self.variable.name,
            rows,
            not_positive: self.not_positive,
            median,
            below,
            speeders,
        }
    }
}
