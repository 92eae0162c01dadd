//! A code as it stands in a data set, and what it means.

use std::cmp::Ordering;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A code: a finite number, or a short text. In JSON a bare number or string.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A finite number; never NaN, which stands for a blank cell.
    Number(f64),
    /// A text without trailing blanks, which no format of survey data keeps.
    Text(String),
}

/// Integers up to this size are exact as 64-bit floating point: 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Value {
    /// The number, if it is one.
    pub fn number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            Value::Text(_) => None,
        }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Value::Number(_) => None,
            Value::Text(text) => Some(text),
        }
    }

    /// Numbers by size, then texts by their bytes.
    pub fn order(&self, other: &Value) -> Ordering {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => a.total_cmp(b),
            (Value::Text(a), Value::Text(b)) => a.cmp(b),
            (Value::Number(_), Value::Text(_)) => Ordering::Less,
            (Value::Text(_), Value::Number(_)) => Ordering::Greater,
        }
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Value {
        Value::Number(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl std::fmt::Display for Value {
    /// The code as people write it: `1`, `2.5`, `DE`.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Number(number) => write!(out, "{number}"),
            Value::Text(text) => out.write_str(text),
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            // `1`, not `1.0`: a codebook is read by people.
            Value::Number(number) if number.fract() == 0.0 && number.abs() < EXACT => {
                to.serialize_i64(*number as i64)
            }
            Value::Number(number) => to.serialize_f64(*number),
            Value::Text(text) => to.serialize_str(text),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Value, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Raw {
            Number(f64),
            Text(String),
        }
        match Raw::deserialize(from)? {
            Raw::Number(number) if number.is_finite() => Ok(Value::Number(number)),
            Raw::Number(_) => Err(serde::de::Error::custom("a code has to be a finite number")),
            Raw::Text(text) => Ok(Value::Text(text)),
        }
    }
}

/// One answer of a closed question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    pub value: Value,
    #[serde(default)]
    pub label: String,
}

impl Category {
    pub fn new(value: impl Into<Value>, label: impl Into<String>) -> Category {
        Category { value: value.into(), label: label.into() }
    }
}
