//! Print formats of SPSS and what they mean.

use microdata::{Column, Kind, Value};

use crate::dates::{DAY, SPSS_DAYS};

/// What a number with that print format is.
pub fn kind(format: (u8, u8)) -> Kind {
    match format.0 {
        // DATE, ADATE, JDATE, MOYR, QYR, WKYR, EDATE, SDATE
        20 | 23 | 24 | 28 | 29 | 30 | 38 | 39 => Kind::Date,
        // DATETIME, YMDHMS
        22 | 41 => Kind::DateTime,
        // TIME, DTIME, MTIME
        21 | 25 | 40 => Kind::Time,
        _ => Kind::Number { decimals: format.1.min(16) },
    }
}

/// Type, width and decimals of the print format for a kind; texts have their width.
pub fn format(kind: Kind, width: usize) -> i32 {
    let (kind, width, decimals) = match kind {
        Kind::Text => (1, width.min(255) as i32, 0),
        // F8.0, F8.2, wider where there are more decimals.
        Kind::Number { decimals } => (5, i32::from(decimals.min(16)).max(2) + 6, i32::from(decimals.min(16))),
        Kind::Date => (39, 10, 0),     // SDATE10: 2024/02/29
        Kind::DateTime => (22, 20, 0), // DATETIME20
        Kind::Time => (21, 8, 0),      // TIME8
    };
    kind << 16 | width << 8 | decimals
}

/// A number of SPSS, which counts seconds since 1582-10-14, as ours.
pub fn from_spss(kind: Kind, number: f64) -> f64 {
    match kind {
        Kind::Date => number / DAY - SPSS_DAYS,
        Kind::DateTime => number - SPSS_DAYS * DAY,
        _ => number,
    }
}

/// The other way.
pub fn to_spss(kind: Kind, number: f64) -> f64 {
    match kind {
        Kind::Date => (number + SPSS_DAYS) * DAY,
        Kind::DateTime => number + SPSS_DAYS * DAY,
        _ => number,
    }
}

/// A missing value or label of a number, if it is one that can be.
pub fn code(kind: Kind, number: f64) -> Option<Value> {
    let number = from_spss(kind, number);
    (number.is_finite() && number.abs() < f64::MAX).then_some(Value::Number(number))
}

/// Appends a number to a column of numbers.
pub fn push(column: &mut Column, number: f64) {
    if let Column::Numbers(numbers) = column {
        numbers.push(number);
    }
}
