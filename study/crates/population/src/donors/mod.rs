//! Those who donate: consent at each step, what their data shows, and the ten questions of truth.

mod consent;
mod grades;
mod traces;

use std::collections::BTreeMap;

use microdata::Column;

use crate::answers::{Columns, NO_ANSWER};
use crate::assumptions::Assumptions;
use crate::people::Person;

/// Categories of findings that a bundle counts; the words of the taxonomy.
pub const FINDINGS: [&str; 5] =
    ["identifiers", "money_and_access", "place_and_time", "about_me", "about_others"];
/// How many of the closest accounts are asked about.
pub(crate) const ACCOUNTS: usize = 10;

/// Adds consent and truth to the answers; returns the rows of donors and their traced columns, a cell for each of them.
pub fn donate(assumed: &Assumptions, people: &[Person], columns: &mut Columns) -> (Vec<usize>, Columns) {
    let donors = consent::steps(assumed, people, columns);
    let mut traced = traces::traced(assumed, people, columns, &donors);
    grades::truth(assumed, people, columns, &donors, &mut traced);
    (donors, traced)
}

fn number(columns: &Columns, name: &str, row: usize) -> Option<f64> {
    match columns.get(name) {
        Some(Column::Numbers(numbers)) => numbers
            .get(row)
            .copied()
            .filter(|number| number.is_finite() && *number != NO_ANSWER && *number >= 0.0),
        _ => None,
    }
}

fn text<'c>(columns: &'c Columns, name: &str, row: usize) -> &'c str {
    match columns.get(name) {
        Some(Column::Texts(texts)) => texts.get(row).and_then(Option::as_deref).unwrap_or(""),
        _ => "",
    }
}

/// Columns that are filled donor by donor; a blank where nothing is put.
#[derive(Default)]
struct Table(BTreeMap<String, Vec<f64>>);

impl Table {
    fn put(&mut self, name: &str, value: Option<f64>) {
        self.0.entry(name.to_owned()).or_default().push(value.unwrap_or(f64::NAN));
    }

    fn columns(self) -> impl Iterator<Item = (String, Column)> {
        self.0.into_iter().map(|(name, numbers)| (name, Column::Numbers(numbers)))
    }
}
