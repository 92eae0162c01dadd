//! Answers that no code and no range allows.

use std::collections::BTreeMap;

use microdata::{Chunk, Column, Dictionary, Error, State, Value, Variable};
use serde::Serialize;

use super::{Settings, position};

/// Different codes that are listed for a variable, the first that came.
const MOST: usize = 20;

/// A variable with answers outside of what is declared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Undeclared {
    pub variable: String,
    /// Rows with such an answer.
    pub rows: u64,
    /// Codes with how often they occur: at most 20, and numbers only, as texts are people's words.
    pub codes: Vec<(f64, u64)>,
    /// Rows with codes that are not listed.
    pub other: u64,
}

pub struct Codes {
    watched: Vec<Watched>,
}

struct Watched {
    at: usize,
    variable: Variable,
    /// In order.
    declared: Vec<Value>,
    range: Option<(f64, f64)>,
    rows: u64,
    found: BTreeMap<Ordered, u64>,
    other: u64,
}

/// A number that can be looked up.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Ordered(i64);

impl Ordered {
    /// Numbers in their order, as integers.
    fn of(number: f64) -> Ordered {
        let bits = number.to_bits() as i64;
        Ordered(bits ^ (((bits >> 63) as u64) >> 1) as i64)
    }

    fn number(&self) -> f64 {
        f64::from_bits((self.0 ^ (((self.0 >> 63) as u64) >> 1) as i64) as u64)
    }
}

impl Codes {
    pub fn new(dictionary: &Dictionary, settings: &Settings) -> Result<Codes, Error> {
        for name in settings.ranges.keys() {
            position(dictionary, name)?;
        }
        let mut watched = Vec::new();
        for (at, variable) in dictionary.variables.iter().enumerate() {
            let range = settings.ranges.get(&variable.name).copied();
            if variable.categories.is_empty() && range.is_none() {
                continue;
            }
            let mut declared: Vec<Value> = variable.categories.iter().map(|one| one.value.clone()).collect();
            declared.sort_by(Value::order);
            let (variable, found) = (variable.clone(), BTreeMap::new());
            watched.push(Watched { at, variable, declared, range, rows: 0, found, other: 0 });
        }
        Ok(Codes { watched })
    }

    pub fn update(&mut self, chunk: &Chunk) {
        for watched in &mut self.watched {
            match &chunk.columns[watched.at] {
                Column::Numbers(numbers) => numbers.iter().for_each(|number| watched.number(*number)),
                Column::Texts(texts) => texts.iter().for_each(|text| watched.text(text.as_deref())),
            }
        }
    }

    pub fn finish(self) -> Vec<Undeclared> {
        let odd = self.watched.into_iter().filter(|watched| watched.rows > 0);
        let all = odd.map(|watched| Undeclared {
            variable: watched.variable.name,
            rows: watched.rows,
            codes: watched.found.into_iter().map(|(code, count)| (code.number(), count)).collect(),
            other: watched.other,
        });
        all.collect()
    }
}

impl Watched {
    fn number(&mut self, number: f64) {
        let declared = || {
            let value = Value::Number(number + 0.0);
            self.declared.binary_search_by(|code| code.order(&value)).is_ok()
        };
        let inside = self.range.is_some_and(|(low, high)| (low..=high).contains(&number));
        if self.variable.state_of_number(number) != State::Answered || number.is_nan() || inside || declared()
        {
            return;
        }
        self.rows += 1;
        let code = Ordered::of(number);
        if self.found.len() < MOST || self.found.contains_key(&code) {
            *self.found.entry(code).or_default() += 1;
        } else {
            self.other += 1;
        }
    }

    fn text(&mut self, text: Option<&str>) {
        let declared = |text: &str| {
            self.declared.binary_search_by(|code| code.text().unwrap_or_default().cmp(text)).is_ok()
        };
        let answered = self.variable.state_of_text(text) == State::Answered;
        if answered && text.is_some_and(|text| !text.is_empty() && !declared(text)) {
            self.rows += 1;
            self.other += 1;
        }
    }
}
