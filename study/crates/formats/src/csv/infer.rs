//! What the columns of a CSV file are, from a first pass over all of it.

use microdata::{Dictionary, Kind, Measure, Variable};

use super::numbers::{self, blank};
use crate::dates;

/// A column is of numbers, or of dates, if at most one in so many of its values is neither. These few are faults of their
/// rows, which are told and kept out; a column with more of them is text.
pub const STRAY: u64 = 1000;

/// Digits beyond which a number is a name of something, such as a telephone number or an id: 64-bit floating point keeps no
/// more.
const DIGITS: usize = 15;

/// What was seen in one column.
#[derive(Default, Clone)]
pub struct Seen {
    filled: u64,
    numbers: u64,
    dates: u64,
    datetimes: u64,
    times: u64,
    decimals: u8,
    /// A number that has to be kept as it is written: `0049`, `+49`, or more than 15 digits.
    verbatim: bool,
}

impl Seen {
    pub fn update(&mut self, field: &str, comma: bool) {
        let field = field.trim();
        if blank(field) {
            return;
        }
        self.filled += 1;
        if let Some(decimals) = numbers::decimals(field, comma) {
            self.numbers += 1;
            self.decimals = self.decimals.max(decimals);
            let digits = field.trim_start_matches('-');
            let zeros =
                digits.starts_with('0') && digits[1..].starts_with(|next: char| next.is_ascii_digit());
            let whole = digits.len() > DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
            self.verbatim |= zeros || whole || field.starts_with('+');
        } else if dates::parse_date(field).is_some() {
            self.dates += 1;
        } else if dates::parse_datetime(field).is_some() {
            self.datetimes += 1;
        } else if dates::parse_time(field).is_some() {
            self.times += 1;
        }
    }

    fn kind(&self) -> Kind {
        let most = |count: u64| count > 0 && (self.filled - count) <= self.filled / STRAY;
        if most(self.numbers) && !self.verbatim {
            Kind::Number { decimals: self.decimals }
        } else if most(self.dates) {
            Kind::Date
        } else if most(self.datetimes) {
            Kind::DateTime
        } else if most(self.times) {
            Kind::Time
        } else {
            Kind::Text
        }
    }
}

/// A dictionary of names and types; a CSV file knows nothing else.
pub fn dictionary(names: &[String], seen: &[Seen]) -> Dictionary {
    let variable = |(name, seen): (&String, &Seen)| {
        let kind = seen.kind();
        let measure = if kind == Kind::Text { Measure::Nominal } else { Measure::Unknown };
        Variable { kind, measure, ..Variable::number(name.as_str()) }
    };
    Dictionary { variables: names.iter().zip(seen).map(variable).collect(), ..Dictionary::default() }
}
