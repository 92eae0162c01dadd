//! What people answer: facts that are fitted to the published figures, and finer answers that follow from these.

mod chosen;
mod detail;
mod facts;
mod types;

use std::collections::BTreeMap;

use microdata::{Column, Error};

use crate::assumptions::Assumptions;
use crate::chance::stream;
use crate::people::Person;
use crate::places::Places;
use crate::published::Figure;

/// The code of a number that was asked for and not given, and of a text: those that an import of answers gives.
pub const NO_ANSWER: f64 = -9.0;
/// See [`NO_ANSWER`].
pub const NO_TEXT: &str = "-9";

/// Columns by name, one cell for each person; a blank where a question was not put.
pub type Columns = BTreeMap<String, Column>;

/// People, their weights, and what they have said so far.
pub(crate) struct Making<'a> {
    pub assumed: &'a Assumptions,
    pub figures: &'a [Figure],
    pub places: &'a Places,
    pub people: &'a [Person],
    /// The final weights: figures have to hold under these.
    pub weights: &'a [f64],
    /// By variable and codes: 1 yes, 0 no, NaN not asked or not answered.
    pub facts: BTreeMap<String, Vec<f64>>,
    pub columns: Columns,
    /// How many answers were turned so that figures hold.
    pub turned: usize,
}

/// All answers of people with these weights, and how many were turned so that figures hold.
///
/// # Errors
/// When figures contradict each other or nobody is there of whom they speak; says which.
pub fn answers(
    assumed: &Assumptions,
    figures: &[Figure],
    places: &Places,
    people: &[Person],
    weights: &[f64],
) -> Result<(Columns, usize), Error> {
    let (facts, columns) = (BTreeMap::new(), Columns::new());
    let mut making = Making { assumed, figures, places, people, weights, facts, columns, turned: 0 };
    for fact in &assumed.facts {
        making.fact(fact)?;
        if fact.variable == "light_posts" {
            making.types();
        }
    }
    making.details();
    making.chosen()?;
    Ok((making.columns, making.turned))
}

impl Making<'_> {
    /// The facts of a variable about some codes.
    pub fn said(&self, key: &str) -> &[f64] {
        self.facts.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether a person's fact is yes.
    pub fn is(&self, key: &str, row: usize) -> bool {
        self.said(key).get(row) == Some(&1.0)
    }

    /// For each person whether a question that was put stays without an answer.
    pub fn unanswered(&self, question: &str) -> Vec<bool> {
        let mut draws = stream(self.assumed.seed, &format!("unanswered {question}"));
        self.people.iter().map(|_| draws.share() < self.assumed.design.unanswered).collect()
    }

    pub fn numbers(&mut self, name: &str, numbers: Vec<f64>) {
        self.columns.insert(name.to_owned(), Column::Numbers(numbers));
    }

    pub fn texts(&mut self, name: &str, texts: Vec<Option<&str>>) {
        let texts = texts.into_iter().map(|text| text.map(str::to_owned)).collect();
        self.columns.insert(name.to_owned(), Column::Texts(texts));
    }

    /// A text as it stands.
    pub fn text(&self, name: &str, row: usize) -> &str {
        match self.columns.get(name) {
            Some(Column::Texts(texts)) => texts.get(row).and_then(Option::as_deref).unwrap_or(""),
            _ => "",
        }
    }
}
