//! What is missing, and why: the states of a cell.

use serde::{Deserialize, Serialize};

use crate::Value;

/// What a cell says about its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// There is an answer; in a 0/1 column of a multiple response also "shown and not chosen".
    Answered,
    /// The question was put and no answer given: don't know, refused.
    NotAnswered,
    /// The question was not put, by routing or by design. Not part of any base.
    #[default]
    NotAsked,
}

/// A code that stands for no answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingCode {
    pub value: Value,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// [`State::NotAnswered`] or [`State::NotAsked`].
    #[serde(default = "not_answered")]
    pub state: State,
    /// The letter of Stata's extended missing value `.a` to `.z` that this code was, so that it can become it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<char>,
}

fn not_answered() -> State {
    State::NotAnswered
}

impl MissingCode {
    /// A code for "asked, but no answer".
    pub fn new(value: impl Into<Value>, label: impl Into<String>) -> MissingCode {
        MissingCode { value: value.into(), label: label.into(), state: State::NotAnswered, tag: None }
    }
}

/// All numbers from `low` to `high`, both included, stand for no answer. `None` is an open end.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MissingRange {
    pub low: Option<f64>,
    pub high: Option<f64>,
    #[serde(default = "not_answered")]
    pub state: State,
}

impl MissingRange {
    pub fn holds(&self, number: f64) -> bool {
        self.low.is_none_or(|low| low <= number) && self.high.is_none_or(|high| number <= high)
    }
}

/// The missing values of one variable. A code of its own goes before the range.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Missing {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub codes: Vec<MissingCode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub range: Option<MissingRange>,
}

impl Missing {
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty() && self.range.is_none()
    }

    /// The declared code of that value.
    pub fn code(&self, value: &Value) -> Option<&MissingCode> {
        self.codes.iter().find(|code| code.value == *value)
    }
}

impl From<Vec<MissingCode>> for Missing {
    fn from(codes: Vec<MissingCode>) -> Missing {
        Missing { codes, range: None }
    }
}
