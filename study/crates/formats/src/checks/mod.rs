//! What is odd in the answers: undeclared codes, straight lines, speeders, duplicates, gaps in quotas.
//!
//! An accumulator: [`Checks::update`] takes chunks, [`Checks::finish`] gives the [`Report`]. Memory is bounded by settings: 16
//! bytes for each row looked at for duplicates (at most [`Settings::most_rows`], twice if there is an id), 8 MB for the
//! median of durations, and what the dictionary and the settings take.
//!
//! ```
//! use formats::checks::{Checks, Settings};
//! use microdata::{Category, Chunk, Column, Dictionary, Variable};
//!
//! let trust = Variable { categories: vec![Category::new(1.0, "Yes")], ..Variable::number("trust") };
//! let dictionary = Dictionary { variables: vec![trust], ..Dictionary::default() };
//! let mut checks = Checks::new(&dictionary, Settings::default())?;
//! checks.update(&Chunk { columns: vec![Column::Numbers(vec![1.0, 7.0])] });
//! let report = checks.finish();
//! assert_eq!((report.rows, report.codes[0].rows), (2, 1));
//! # Ok::<(), microdata::Error>(())
//! ```

mod codes;
mod duplicates;
mod durations;
mod grids;
mod quotas;

use std::collections::BTreeMap;

use microdata::{Chunk, Dictionary, Error, Value};
use serde::{Deserialize, Serialize};

pub use codes::Undeclared;
pub use duplicates::Duplicates;
pub use durations::Speeders;
pub use grids::{Lines, StraightLines};
pub use quotas::{Found, Quota, QuotaCell};

/// What to look for. As TOML it is the `[checks]` of a study.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// Smallest and largest number of a variable, where its codes do not say.
    pub ranges: BTreeMap<String, (f64, f64)>,
    /// Grids: a name, and the items in their order.
    pub grids: BTreeMap<String, Vec<String>>,
    /// A grid counts for a person who answered at least so many of its items.
    pub least_items: usize,
    /// From this share of equal answers on, a person drew a straight line: 1 is all of them.
    pub straight_from: f64,
    /// A speeder took less than this share of the median duration.
    pub speeder_below: f64,
    /// Rows that are looked at for duplicates.
    pub most_rows: usize,
    /// Wanted numbers of people.
    pub quotas: Vec<Quota>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            ranges: BTreeMap::new(),
            grids: BTreeMap::new(),
            least_items: 3,
            straight_from: 1.0,
            // Half the median: a common rule of panels; ours as a default.
            speeder_below: 0.5,
            most_rows: 20_000_000,
            quotas: Vec::new(),
        }
    }
}

/// What was found. Row numbers count from 1.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    pub rows: u64,
    /// Variables with answers outside of their codes or range.
    pub codes: Vec<Undeclared>,
    pub straight_lines: StraightLines,
    /// `None` without a variable for the duration.
    pub speeders: Option<Speeders>,
    /// Rows that say the same in every variable but id, weight and duration.
    pub same_answers: Duplicates,
    /// Ids that occur more than once; `None` without a variable for the id.
    pub same_ids: Option<Duplicates>,
    pub quotas: Vec<Found>,
}

/// Gathers what is odd.
pub struct Checks {
    rows: u64,
    codes: codes::Codes,
    grids: grids::Grids,
    durations: Option<durations::Durations>,
    answers: duplicates::Hashes,
    ids: Option<duplicates::Hashes>,
    quotas: quotas::Quotas,
}

impl Checks {
    /// # Errors
    /// If a setting names a variable that is not there, or a share is outside of 0 to 1.
    pub fn new(dictionary: &Dictionary, settings: Settings) -> Result<Checks, Error> {
        for share in [settings.straight_from, settings.speeder_below] {
            if !(0.0..=1.0).contains(&share) {
                return Err(
                    Error::new("a share from 0 to 1 was expected in the checks").found(share.to_string())
                );
            }
        }
        let place = |name: Option<&str>| name.map(|name| position(dictionary, name)).transpose();
        let id = place(dictionary.design.id.as_deref())?;
        let duration = place(dictionary.design.duration.as_deref())?;
        let weight = place(dictionary.weight.as_deref())?;
        let aside = [id, duration, weight];
        let answers = (0..dictionary.variables.len()).filter(|at| !aside.contains(&Some(*at))).collect();
        Ok(Checks {
            rows: 0,
            codes: codes::Codes::new(dictionary, &settings)?,
            grids: grids::Grids::new(dictionary, &settings)?,
            durations: duration
                .map(|at| durations::Durations::new(dictionary, at, settings.speeder_below))
                .transpose()?,
            answers: duplicates::Hashes::new(answers, settings.most_rows),
            ids: id.map(|at| duplicates::Hashes::new(vec![at], settings.most_rows)),
            quotas: quotas::Quotas::new(dictionary, settings.quotas)?,
        })
    }

    /// Takes in some rows, which have to be those of the dictionary.
    pub fn update(&mut self, chunk: &Chunk) {
        self.codes.update(chunk);
        self.grids.update(chunk);
        self.durations.iter_mut().for_each(|durations| durations.update(chunk));
        self.answers.update(chunk, self.rows);
        self.ids.iter_mut().for_each(|ids| ids.update(chunk, self.rows));
        self.quotas.update(chunk);
        self.rows += chunk.rows() as u64;
    }

    pub fn finish(self) -> Report {
        Report {
            rows: self.rows,
            codes: self.codes.finish(),
            straight_lines: self.grids.finish(),
            speeders: self.durations.map(durations::Durations::finish),
            same_answers: self.answers.finish(),
            same_ids: self.ids.map(duplicates::Hashes::finish),
            quotas: self.quotas.finish(),
        }
    }
}

/// The column of a variable that a setting names.
fn position(dictionary: &Dictionary, name: &str) -> Result<usize, Error> {
    let at = dictionary.position(name);
    at.ok_or_else(|| Error::new(format!("the checks speak of `{name}`, which is not a variable")))
}

/// Whether a cell holds that code.
fn holds(column: &microdata::Column, row: usize, value: &Value) -> bool {
    match (column, value) {
        (microdata::Column::Numbers(numbers), Value::Number(number)) => numbers[row] == *number,
        (microdata::Column::Texts(texts), Value::Text(text)) => texts[row].as_deref() == Some(text.as_str()),
        _ => false,
    }
}

#[cfg(test)]
mod tests;
