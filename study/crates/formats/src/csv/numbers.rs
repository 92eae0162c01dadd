//! Numbers as they are written in CSV files.

/// What R (`NA`), Stata (`.`) and others write where there is no number.
pub fn blank(field: &str) -> bool {
    matches!(field, "" | "NA" | "." | "N/A" | "NULL" | "NaN" | "nan")
}

/// The number that is written there. With `comma`, a comma is the decimal point, as where `;` separates fields.
pub fn parse(field: &str, comma: bool) -> Option<f64> {
    let plain = |byte: u8| byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.' | b'e' | b'E');
    let number: f64 = if comma && field.contains(',') {
        let changed = field.replacen(',', ".", 1);
        changed.bytes().all(plain).then(|| changed.parse().ok())??
    } else {
        field.bytes().all(plain).then(|| field.parse().ok())??
    };
    number.is_finite().then_some(number)
}

/// Decimals of a number (at most 16); `None` if it is none.
pub fn decimals(field: &str, comma: bool) -> Option<u8> {
    parse(field, comma)?;
    let mantissa = field.split(['e', 'E']).next().unwrap_or(field);
    let decimals = mantissa.split(['.', ',']).nth(1).unwrap_or("");
    Some(decimals.len().min(16) as u8)
}

/// A number so that reading gives the same: digits, with an exponent where there would be many zeros.
pub fn print(number: f64) -> String {
    let size = number.abs();
    if size != 0.0 && !(1e-7..1e17).contains(&size) { format!("{number:e}") } else { format!("{number}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_what_is_none() {
        for (field, number) in [("1", 1.0), ("-2.50", -2.5), ("1e3", 1000.0), (".5", 0.5)] {
            assert_eq!(parse(field, false), Some(number), "{field}");
        }
        assert_eq!(parse("1,5", true), Some(1.5));
        for field in ["", "inf", "nan", "1,5", "0x10", "1 000", "1e999", "--1", "e"] {
            assert_eq!(parse(field, false), None, "{field}");
        }
        assert_eq!(decimals("1.250", false), Some(3));
        assert_eq!(decimals("1,5", true), Some(1));
    }

    proptest::proptest! {
        #[test]
        fn what_is_printed_is_read(number in proptest::num::f64::NORMAL) {
            proptest::prop_assert_eq!(parse(&print(number), false), Some(number));
        }
    }
}
