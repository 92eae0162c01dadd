//! Numbers with what makes them honest: unit, interval, base, coverage.

use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// A number as it stands in a report.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Quantity {
    /// What it is.
    pub label: String,
    /// Nothing: unknown.
    #[serde(serialize_with = "rounded")]
    pub value: Option<f64>,
    /// The lower end of its interval or bound.
    #[serde(serialize_with = "rounded")]
    pub low: Option<f64>,
    /// The upper end. Nothing beside a lower end: there is none.
    #[serde(serialize_with = "rounded")]
    pub high: Option<f64>,
    pub unit: String,
    /// How many decimals are shown.
    #[serde(skip)]
    pub decimals: usize,
    /// What it was counted over: "13 weeks", "48 contacts".
    pub base: Option<String>,
    /// What the reader has to know beside it.
    pub note: Option<String>,
}

impl Quantity {
    /// A number with a unit.
    pub fn new(label: impl Into<String>, value: f64, unit: impl Into<String>, decimals: usize) -> Self {
        Self {
            label: label.into(),
            value: Some(value),
            low: None,
            high: None,
            unit: unit.into(),
            decimals,
            base: None,
            note: None,
        }
    }

    /// Something that cannot be seen, and why.
    pub fn unknown(label: impl Into<String>, why: impl Into<String>) -> Self {
        Self { value: None, note: Some(why.into()), ..Self::new(label, 0.0, "", 0) }
    }

    /// A share as a percentage.
    pub fn share(label: impl Into<String>, share: f64) -> Self {
        Self::new(label, 100.0 * share, "%", 0)
    }

    pub fn between(mut self, low: f64, high: f64) -> Self {
        (self.low, self.high) = (Some(low), Some(high));
        self
    }

    pub fn of(mut self, base: impl Into<String>) -> Self {
        self.base = Some(base.into());
        self
    }

    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }

    /// The number with its unit and interval: `2.4 hours a day (1.9 to 2.8)`.
    pub fn in_words(&self) -> String {
        let Some(value) = self.value else { return "unknown".into() };
        let space = if self.unit == "%" || self.unit.is_empty() { "" } else { " " };
        let mut words = format!("{}{space}{}", fixed(value, self.decimals), self.unit);
        if let (Some(low), Some(high)) = (self.low, self.high) {
            words += &format!(" ({} to {})", fixed(low, self.decimals), fixed(high, self.decimals));
        }
        words
    }
}

/// A number with so many decimals, rounded from 12 significant digits, so that the last bits of a machine never show.
pub fn fixed(value: f64, decimals: usize) -> String {
    let text = format!("{:.decimals$}", twelve(value));
    // There is no minus zero in a report.
    match text.strip_prefix('-') {
        Some(rest) if rest.bytes().all(|byte| byte == b'0' || byte == b'.') => rest.to_owned(),
        _ => text,
    }
}

/// The number rounded to 12 significant digits.
pub fn twelve(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

#[allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref)] // the shape that serde asks for
fn rounded<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => serializer.serialize_some(&twelve(*value)),
        None => serializer.serialize_none(),
    }
}

/// A whole number with thin spaces between thousands, as it reads in every country.
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) && digits.len() > 4 {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

/// `1 post`, `2 posts`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_the_same_everywhere() {
        assert_eq!(fixed(0.1 + 0.2, 2), "0.30");
        assert_eq!(fixed(2.5 - 1e-16, 0), "2");
        assert_eq!(fixed(-0.001, 2), "0.00");
        assert_eq!(count(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(count(1234), "1234");
        assert_eq!(counted(1, "post", "posts"), "1 post");
    }

    #[test]
    fn what_is_not_known_is_unknown() {
        assert_eq!(Quantity::unknown("Share", "no channel shows it").in_words(), "unknown");
        assert_eq!(Quantity::share("Share", 0.932).between(81.0, 98.0).in_words(), "93% (81 to 98)");
    }
}
