//! The single values of a bundle. Each accepts what it is made for and nothing else, whoever wrote the file.

use std::fmt;

use event::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that is not of its kind. Says what was expected, never what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{expected} expected")]
pub struct NotOfItsKind {
    pub expected: &'static str,
}

/// A text of a fixed form, checked when it is made and when it is read.
macro_rules! text_of_form {
    ($(#[$meta:meta])* $name:ident, $expected:literal, $schema:tt, $holds:expr) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The value, if the text is one.
            ///
            /// # Errors
            /// When it is not of this form.
            pub fn new(text: &str) -> Result<Self, NotOfItsKind> {
                let holds: fn(&str) -> bool = $holds;
                if holds(text) { Ok(Self(text.to_owned())) } else { Err(NotOfItsKind { expected: $expected }) }
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.pad(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as Deserialize<'de>>::deserialize(from)?;
                Self::new(&text).map_err(serde::de::Error::custom)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}

text_of_form!(
    /// A code of the study: its own name, or the one that it gave the person. Letters, digits, `-` and `_`, at most 40.
    Code,
    "a code of at most 40 letters, digits, `-` and `_`",
    { "type": "string", "pattern": "^[A-Za-z0-9_-]{1,40}$" },
    |text| (1..=40).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
);

text_of_form!(
    /// A random number for the donor, 128 bits. It is made anew for every bundle and says nothing about anybody.
    DonorId,
    "32 hexadecimal digits",
    { "type": "string", "pattern": "^[0-9a-f]{32}$" },
    |text| is_hexadecimal(text, 32)
);

text_of_form!(
    /// The SHA-256 of a withdrawal code.
    CodeHash,
    "64 hexadecimal digits",
    { "type": "string", "pattern": "^[0-9a-f]{64}$" },
    |text| is_hexadecimal(text, 64)
);

text_of_form!(
    /// Tells rules and thresholds apart: changes with any byte of them.
    Fingerprint,
    "16 hexadecimal digits",
    { "type": "string", "pattern": "^[0-9a-f]{16}$" },
    |text| is_hexadecimal(text, 16)
);

text_of_form!(
    /// The version of the program: `0.1.0`.
    Version,
    "three numbers with dots between them",
    { "type": "string", "pattern": "^[0-9]{1,5}\\.[0-9]{1,5}\\.[0-9]{1,5}$" },
    |text| {
        let number = |part: &str| (1..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        text.split('.').count() == 3 && text.split('.').all(number)
    }
);

text_of_form!(
    /// The name of a public-figure account, as its platform writes it. The only place for a name, filled with consent only.
    PublicName,
    "a name of at most 80 letters without control characters",
    { "type": "string", "minLength": 1, "maxLength": 80 },
    |text| !text.is_empty() && text.chars().count() <= 80 && !text.chars().any(is_disguise)
);

impl DonorId {
    /// The number of 16 random bytes.
    pub fn of(random: [u8; 16]) -> Self {
        Self(hexadecimal(&random))
    }
}

impl CodeHash {
    /// The hash of 32 bytes.
    pub(crate) fn of(digest: [u8; 32]) -> Self {
        Self(hexadecimal(&digest))
    }
}

impl Fingerprint {
    /// The fingerprint of a number.
    pub fn of(number: u64) -> Self {
        Self(hexadecimal(&number.to_be_bytes()))
    }
}

impl Version {
    /// That of this program.
    pub fn of_program() -> Self {
        Self(env!("CARGO_PKG_VERSION").to_owned())
    }
}

fn is_hexadecimal(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// Control characters, and those that turn the direction of what follows.
pub(crate) fn is_disguise(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// Lower-case hexadecimal digits of bytes.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A number within a range, rounded to so many decimals when it is made: more would say nothing, and would be a fingerprint.
macro_rules! number {
    ($(#[$meta:meta])* $name:ident, $low:literal, $high:literal, $decimals:literal, $expected:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize)]
        #[serde(transparent)]
        pub struct $name(f64);

        impl $name {
            /// The number, rounded; nothing outside of the range.
            pub fn new(number: f64) -> Option<Self> {
                let rounded = rounded(number, $decimals);
                ($low..=$high).contains(&rounded).then_some(Self(rounded))
            }

            /// The number.
            pub const fn get(self) -> f64 {
                self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Self::new(f64::deserialize(from)?)
                    .ok_or_else(|| serde::de::Error::custom(NotOfItsKind { expected: $expected }))
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "number", "minimum": $low, "maximum": $high })
            }
        }
    };
}

number!(
    /// A part of a whole, 0 to 1, three decimals.
    Share, 0.0, 1.0, 3, "a number from 0 to 1"
);
number!(
    /// An amount, 0 to a million, three decimals: hours, acts a day, times as much.
    Amount, 0.0, 1_000_000.0, 3, "a number from 0 to 1000000"
);
number!(
    /// A difference or an index, -1 to 1, three decimals.
    Signed, -1.0, 1.0, 3, "a number from -1 to 1"
);

/// The number to so many decimals, from 12 significant digits, so that machines agree. There is no minus zero.
fn rounded(number: f64, decimals: usize) -> f64 {
    let twelve: f64 = format!("{number:.11e}").parse().unwrap_or(number);
    let rounded: f64 = format!("{twelve:.decimals$}").parse().unwrap_or(twelve);
    rounded + 0.0
}

/// A day, `2026-06-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(Date);

impl Day {
    /// The day, in UTC, of a time.
    pub fn of(time: Timestamp) -> Self {
        Self(TimeZone::UTC.to_datetime(time).date())
    }

    /// The day as it is written; nothing if it is none.
    pub fn from_text(text: &str) -> Option<Self> {
        let day: Date = text.parse().ok().filter(|day: &Date| day.year() >= 1)?;
        (day.to_string() == text).then_some(Self(day))
    }

    /// The day in the calendar.
    pub const fn date(self) -> Date {
        self.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&self.0.to_string())
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as Deserialize<'de>>::deserialize(from)?;
        let expected = NotOfItsKind { expected: "a day such as 2026-06-30" };
        Self::from_text(&text).ok_or_else(|| serde::de::Error::custom(expected))
    }
}

impl JsonSchema for Day {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
    }
}

/// A month, `2026-06`: when acts begin and end is told no more exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    year: i16,
    month: i8,
}

impl Month {
    /// A month of the calendar; nothing outside of the years 1 to 9999.
    pub fn new(year: i16, month: i8) -> Option<Self> {
        ((1..=9999).contains(&year) && (1..=12).contains(&month)).then_some(Self { year, month })
    }

    /// The month, in UTC, of a time.
    pub fn of(time: Timestamp) -> Option<Self> {
        let day = TimeZone::UTC.to_datetime(time).date();
        Self::new(day.year(), day.month())
    }

    fn from_text(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let month = Self::new(year.parse().ok()?, month.parse().ok()?)?;
        (month.to_string() == text).then_some(month)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&format!("{:04}-{:02}", self.year, self.month))
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str> as Deserialize<'de>>::deserialize(from)?;
        let expected = NotOfItsKind { expected: "a month such as 2026-06" };
        Self::from_text(&text).ok_or_else(|| serde::de::Error::custom(expected))
    }
}

impl JsonSchema for Month {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Month".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_of_their_form_or_none() {
        assert!(Code::new("P-0042").is_ok() && Code::new("").is_err() && Code::new("Ida Heron").is_err());
        assert!(Code::new(&"a".repeat(41)).is_err());
        assert!(
            Fingerprint::new("00ff00ff00ff00ff").is_ok() && Fingerprint::new("00FF00FF00FF00FF").is_err()
        );
        assert!(
            Version::new("0.1.0").is_ok() && Version::new("0.1").is_err() && Version::new("1.2.x").is_err()
        );
        assert!(PublicName::new("Ángela").is_ok() && PublicName::new("a\u{202e}b").is_err());
        assert_eq!(
            Code::new("no spaces").unwrap_err().to_string(),
            "a code of at most 40 letters, digits, `-` and `_` expected"
        );
    }

    #[test]
    fn numbers_are_rounded_and_in_range() {
        assert_eq!(Share::new(1.0 / 3.0).map(Share::get), Some(0.333));
        assert_eq!(Share::new(1.000_4).map(Share::get), Some(1.0));
        assert_eq!(Share::new(1.1), None);
        assert_eq!(Amount::new(f64::INFINITY), None);
        assert_eq!(Amount::new(f64::NAN), None);
        assert!(Amount::new(-0.000_1).is_some_and(|zero| zero.get().is_sign_positive()));
    }

    #[test]
    fn days_and_months_have_one_form() {
        assert_eq!(Day::from_text("2026-06-30").map(|day| day.to_string()).as_deref(), Some("2026-06-30"));
        assert_eq!(
            ["2026-6-30", "2026-06-30T01:02", "20260630", "2026-02-30"].map(Day::from_text),
            [None; 4]
        );
        assert_eq!(["2026-6", "2026-13", "+026-06", "2026"].map(Month::from_text), [None; 4]);
        assert!(Month::from_text("2026-06").is_some());
    }
}
