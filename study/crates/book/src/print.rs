//! How figures are written: the same in every layout.

use crate::{Cell, Figure, RowKind};

/// What stands for a share that is not zero and rounds to 0.
pub const LESS: &str = "*";
/// What stands for a share that is zero.
pub const NONE: &str = "-";

/// A whole percent, half away from zero, from 12 significant digits, so that machines agree; `*` for one that is not zero and
/// rounds to 0, `-` for zero.
///
/// ```
/// use book::print::percent;
/// assert_eq!([0.125, 0.004, 0.0, 0.995, 1.0].map(percent), ["13", "*", "-", "100", "100"]);
/// ```
pub fn percent(share: f64) -> String {
    let whole = rounded(share * 100.0, 0);
    if share == 0.0 {
        NONE.into()
    } else if whole == 0.0 {
        LESS.into()
    } else {
        format!("{whole:.0}")
    }
}

/// A percent with decimals.
///
/// ```
/// use book::print::decimal_percent;
/// assert_eq!(decimal_percent(0.12345, 1), "12.3");
/// ```
pub fn decimal_percent(share: f64, decimals: i32) -> String {
    decimal(share * 100.0, decimals)
}

/// A number with decimals, half away from zero, from 12 significant digits.
pub fn decimal(value: f64, decimals: i32) -> String {
    let value = rounded(value, decimals);
    // No minus before zero.
    let value = if value == 0.0 { 0.0 } else { value };
    format!("{value:.*}", decimals.max(0) as usize)
}

/// Rounded to decimals after it was rounded to 12 significant digits.
pub fn rounded(value: f64, decimals: i32) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let twelve: f64 = format!("{value:.11e}").parse().unwrap_or(value);
    let scale = 10_f64.powi(decimals);
    // The last digit of a decimal number has no exact binary form: a half may lie a hair below.
    let scaled: f64 = format!("{:.11e}", twelve * scale).parse().unwrap_or(twelve * scale);
    scaled.round() / scale
}

/// A base: whole, with thin spaces left to the layout.
pub fn base(size: Option<f64>) -> String {
    size.map_or_else(|| "hidden".into(), |size| decimal(size, 0))
}

/// The same, for people: digits in threes from five digits on, parted by narrow spaces that do not break.
///
/// ```
/// use book::print::spaced;
/// assert_eq!([1204.0, 15682.0, 1234567.0].map(|size| spaced(Some(size))), ["1204", "15\u{202f}682", "1\u{202f}234\u{202f}567"]);
/// ```
pub fn spaced(size: Option<f64>) -> String {
    let digits = base(size);
    if digits.len() < 5 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return digits;
    }
    let mut spaced = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            spaced.push('\u{202f}');
        }
        spaced.push(digit);
    }
    spaced
}

/// A cell without its letters.
pub fn cell(cell: &Cell, kind: RowKind) -> String {
    match cell {
        Cell::Shown(figure) => figure_of(figure, kind),
        Cell::Nobody => String::new(),
        Cell::SmallBase => "[base]".into(),
        Cell::FewPeople => "[c]".into(),
    }
}

/// What the marks of hidden cells mean, a line each.
pub const HIDDEN: [&str; 2] = [
    "[base]: hidden, the base is too small",
    "[c]: confidential: hidden, so that nobody can be found by it or by what stands beside it",
];

fn figure_of(figure: &Figure, kind: RowKind) -> String {
    match kind {
        RowKind::Category | RowKind::Net => percent(figure.value),
        RowKind::Mean => decimal(figure.value, 2),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero_whatever_their_binary_form() {
        for (value, decimals, expected) in [
            (0.285, 2, "0.29"),
            (1.005, 2, "1.01"),
            (-0.5, 0, "-1"),
            (-0.04, 1, "0.0"),
            (2.5, 0, "3"),
            (1e15, 0, "1000000000000000"),
        ] {
            assert_eq!(decimal(value, decimals), expected);
        }
        assert_eq!(percent(0.3 - 0.1 - 0.2 + 0.145), percent(0.145));
    }
}
