//! Straight lines: the same answer down a grid.

use microdata::{Chunk, Column, Dictionary, Error, State, Variable};
use serde::Serialize;

use super::{Settings, position};

/// Straight lines in all grids.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StraightLines {
    pub grids: Vec<Lines>,
    /// Rows that answered two grids or more.
    pub several: u64,
    /// Of these, rows with a straight line in each grid that they answered.
    pub everywhere: u64,
}

/// Straight lines in one grid.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lines {
    pub grid: String,
    /// Rows that answered enough items.
    pub answered: u64,
    pub straight: u64,
    /// Over these rows, the mean share of a person's items that have that person's most frequent answer; NaN without rows.
    pub mean_share: f64,
}

pub struct Grids {
    grids: Vec<Grid>,
    least: usize,
    from: f64,
    several: u64,
    everywhere: u64,
}

struct Grid {
    items: Vec<(usize, Variable)>,
    lines: Lines,
    shares: f64,
}

impl Grids {
    pub fn new(dictionary: &Dictionary, settings: &Settings) -> Result<Grids, Error> {
        let mut grids = Vec::new();
        for (name, items) in &settings.grids {
            let item = |name: &String| {
                let at = position(dictionary, name)?;
                Ok((at, dictionary.variables[at].clone()))
            };
            let items = items.iter().map(item).collect::<Result<Vec<(usize, Variable)>, Error>>()?;
            if let Some((_, text)) = items.iter().find(|(_, variable)| variable.is_text()) {
                let what = format!("the grid `{name}` holds `{}`, which is a text", text.name);
                return Err(Error::new(what).hint("the items of a grid share one list of numbers"));
            }
            let lines = Lines { grid: name.clone(), answered: 0, straight: 0, mean_share: f64::NAN };
            grids.push(Grid { items, lines, shares: 0.0 });
        }
        let (least, from) = (settings.least_items.max(1), settings.straight_from);
        Ok(Grids { grids, least, from, several: 0, everywhere: 0 })
    }

    pub fn update(&mut self, chunk: &Chunk) {
        let mut answers = Vec::new();
        for row in 0..chunk.rows() {
            let (mut answered, mut straight) = (0, 0);
            for grid in &mut self.grids {
                grid.answers(chunk, row, &mut answers);
                if answers.len() < self.least {
                    continue;
                }
                let share = most(&answers) as f64 / answers.len() as f64;
                answered += 1;
                grid.lines.answered += 1;
                grid.shares += share;
                if share >= self.from {
                    straight += 1;
                    grid.lines.straight += 1;
                }
            }
            self.several += u64::from(answered > 1);
            self.everywhere += u64::from(answered > 1 && answered == straight);
        }
    }

    pub fn finish(self) -> StraightLines {
        let lines = self
            .grids
            .into_iter()
            .map(|grid| Lines { mean_share: grid.shares / grid.lines.answered as f64, ..grid.lines });
        StraightLines { grids: lines.collect(), several: self.several, everywhere: self.everywhere }
    }
}

impl Grid {
    /// The answers of one row, in order of their size.
    fn answers(&self, chunk: &Chunk, row: usize, into: &mut Vec<f64>) {
        into.clear();
        for (at, variable) in &self.items {
            if let Column::Numbers(numbers) = &chunk.columns[*at] {
                let number = numbers[row];
                into.extend(
                    (!number.is_nan() && variable.state_of_number(number) == State::Answered)
                        .then_some(number),
                );
            }
        }
        into.sort_by(f64::total_cmp);
    }
}

/// How often the most frequent answer occurs.
fn most(answers: &[f64]) -> usize {
    answers.chunk_by(|a, b| a == b).map(<[f64]>::len).max().unwrap_or(0)
}
