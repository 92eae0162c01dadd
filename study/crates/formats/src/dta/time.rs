//! Display formats of Stata that are dates, which it counts from 1960.

use microdata::Kind;

use crate::dates::{DAY, STATA_DAYS};

/// Format of a time of day or a duration.
const TIME: &str = "%tcHH:MM:SS";

/// What a number with that format is.
pub fn kind(format: &str) -> Kind {
    let bare = format.trim_start_matches(['%', '-']);
    if format == TIME {
        Kind::Time
    } else if bare.starts_with("td") || bare.starts_with('d') {
        Kind::Date
    } else if bare.starts_with("tc") || bare.starts_with("tC") {
        Kind::DateTime
    } else {
        let decimals = bare.split(['.', ',']).nth(1).and_then(|end| end.strip_suffix('f'));
        Kind::Number { decimals: decimals.and_then(|digits| digits.parse().ok()).unwrap_or(0).min(16) }
    }
}

/// The format for a kind.
pub fn format(kind: Kind, width: usize) -> String {
    match kind {
        Kind::Text => format!("%{}s", width.clamp(1, 244)),
        Kind::Number { decimals: 0 } => "%12.0g".to_owned(),
        Kind::Number { decimals } => format!("%{}.{decimals}f", decimals + 8),
        Kind::Date => "%td".to_owned(),
        Kind::DateTime => "%tc".to_owned(),
        Kind::Time => TIME.to_owned(),
    }
}

/// A number of Stata as ours: days, and milliseconds as seconds.
pub fn from_stata(kind: Kind, number: f64) -> f64 {
    match kind {
        Kind::Date => number - STATA_DAYS,
        Kind::DateTime => number / 1000.0 - STATA_DAYS * DAY,
        Kind::Time => number / 1000.0,
        Kind::Number { .. } | Kind::Text => number,
    }
}

/// The other way.
pub fn to_stata(kind: Kind, number: f64) -> f64 {
    match kind {
        Kind::Date => number + STATA_DAYS,
        Kind::DateTime => (number + STATA_DAYS * DAY) * 1000.0,
        Kind::Time => number * 1000.0,
        Kind::Number { .. } | Kind::Text => number,
    }
}
