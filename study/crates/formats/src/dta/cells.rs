//! Cells of a row: storage types, and the 27 kinds of missing.

use crate::input::float;

/// How a column is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// A text of at most so many bytes, up to 2,045.
    Text(u16),
    /// A reference to a long text (`strL`).
    LongText,
    Byte,
    Int,
    Long,
    Float,
    Double,
}

/// What stands in a cell of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    Present(f64),
    /// `.`
    Blank,
    /// `.a` to `.z`
    Tagged(char),
}

/// Smallest missing values of each type; `.a` is one step above.
const BYTE: i64 = 101;
const INT: i64 = 32_741;
const LONG: i64 = 2_147_483_621;
const FLOAT: u32 = 0x7f00_0000;
const FLOAT_STEP: u32 = 0x800;
const DOUBLE: u64 = 0x7fe0_0000_0000_0000;
const DOUBLE_STEP: u64 = 0x100_0000_0000;

impl Storage {
    pub fn of(code: u16) -> Option<Storage> {
        match code {
            1..=2045 => Some(Storage::Text(code)),
            32_768 => Some(Storage::LongText),
            65_526 => Some(Storage::Double),
            65_527 => Some(Storage::Float),
            65_528 => Some(Storage::Long),
            65_529 => Some(Storage::Int),
            65_530 => Some(Storage::Byte),
            _ => None,
        }
    }

    pub fn code(self) -> u16 {
        match self {
            Storage::Text(width) => width,
            Storage::LongText => 32_768,
            Storage::Double => 65_526,
            Storage::Float => 65_527,
            Storage::Long => 65_528,
            Storage::Int => 65_529,
            Storage::Byte => 65_530,
        }
    }

    /// Bytes of a cell.
    pub fn width(self) -> usize {
        match self {
            Storage::Text(width) => width.into(),
            Storage::Byte => 1,
            Storage::Int => 2,
            Storage::Long | Storage::Float => 4,
            Storage::LongText | Storage::Double => 8,
        }
    }

    pub fn is_text(self) -> bool {
        matches!(self, Storage::Text(_) | Storage::LongText)
    }

    /// The smallest type that holds all numbers of a column.
    pub fn holding(low: f64, high: f64, whole: bool) -> Storage {
        let fits = |least: f64, most: f64| whole && low >= least && high <= most;
        if fits(-127.0, 100.0) {
            Storage::Byte
        } else if fits(-32_767.0, 32_740.0) {
            Storage::Int
        } else if fits(-2_147_483_647.0, 2_147_483_620.0) {
            Storage::Long
        } else {
            Storage::Double
        }
    }

    /// Reads a cell of numbers.
    pub fn number(self, bytes: &[u8], big_endian: bool) -> Number {
        let mut eight = [0; 8];
        let length = bytes.len().min(8);
        // As little endian, in front.
        eight[..length].copy_from_slice(&bytes[..length]);
        if big_endian {
            eight[..length].reverse();
        }
        let four = [eight[0], eight[1], eight[2], eight[3]];
        match self {
            Storage::Byte => whole(i64::from(eight[0] as i8), BYTE),
            Storage::Int => whole(i64::from(i16::from_le_bytes([eight[0], eight[1]])), INT),
            Storage::Long => whole(i64::from(i32::from_le_bytes(four)), LONG),
            Storage::Float => {
                let number = f32::from_le_bytes(four);
                let missing = number.is_sign_positive() && number.to_bits() >= FLOAT;
                let step = number.to_bits().wrapping_sub(FLOAT) / FLOAT_STEP;
                if missing { tagged(step.into()) } else { present(number.into()) }
            }
            Storage::Double => {
                let number = float(eight, false);
                let missing = number.is_sign_positive() && number.to_bits() >= DOUBLE;
                let step = number.to_bits().wrapping_sub(DOUBLE) / DOUBLE_STEP;
                if missing { tagged(step) } else { present(number) }
            }
            Storage::Text(_) | Storage::LongText => Number::Blank,
        }
    }

    /// Appends a cell of numbers, little endian.
    pub fn write(self, number: Number, out: &mut Vec<u8>) {
        let step = match number {
            Number::Present(number) => {
                match self {
                    Storage::Byte => out.extend((number as i8).to_le_bytes()),
                    Storage::Int => out.extend((number as i16).to_le_bytes()),
                    Storage::Long => out.extend((number as i32).to_le_bytes()),
                    Storage::Float => out.extend((number as f32).to_le_bytes()),
                    Storage::Double => out.extend(number.to_le_bytes()),
                    Storage::Text(_) | Storage::LongText => {}
                }
                return;
            }
            Number::Blank => 0,
            Number::Tagged(letter) => u32::from(letter).saturating_sub(u32::from('a')).min(25) + 1,
        };
        match self {
            Storage::Byte => out.extend(((BYTE + i64::from(step)) as i8).to_le_bytes()),
            Storage::Int => out.extend(((INT + i64::from(step)) as i16).to_le_bytes()),
            Storage::Long => out.extend(((LONG + i64::from(step)) as i32).to_le_bytes()),
            Storage::Float => out.extend((FLOAT + step * FLOAT_STEP).to_le_bytes()),
            Storage::Double => out.extend((DOUBLE + u64::from(step) * DOUBLE_STEP).to_le_bytes()),
            Storage::Text(_) | Storage::LongText => {}
        }
    }
}

fn whole(number: i64, missing: i64) -> Number {
    if number < missing { present(number as f64) } else { tagged((number - missing) as u64) }
}

/// A code of a value label, which are stored like `long`.
pub fn label_code(code: i32) -> Number {
    whole(code.into(), LONG)
}

/// The code under which the label of a missing value stands.
pub fn tag_code(letter: char) -> i32 {
    (LONG + 1) as i32 + (u32::from(letter).saturating_sub(u32::from('a')).min(25) as i32)
}

fn present(number: f64) -> Number {
    if number.is_finite() { Number::Present(number) } else { Number::Blank }
}

fn tagged(step: u64) -> Number {
    match step {
        1..=26 => Number::Tagged(char::from(b'a' + (step - 1) as u8)),
        _ => Number::Blank,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_missing_value_of_every_type_comes_back() {
        for storage in [Storage::Byte, Storage::Int, Storage::Long, Storage::Float, Storage::Double] {
            let tags = ('a'..='z').map(Number::Tagged);
            for number in tags.chain([Number::Blank, Number::Present(-100.0), Number::Present(100.0)]) {
                let mut bytes = Vec::new();
                storage.write(number, &mut bytes);
                assert_eq!(storage.number(&bytes, false), number, "{storage:?}");
                bytes.reverse();
                assert_eq!(storage.number(&bytes, true), number, "{storage:?}");
            }
        }
    }

    /// From `help dta`: `.`, `.a` and `.z` of a double.
    #[test]
    fn missing_doubles_are_those_of_the_description() {
        let bits = |number| {
            let mut bytes = Vec::new();
            Storage::Double.write(number, &mut bytes);
            bytes
        };
        assert_eq!(bits(Number::Blank), [0, 0, 0, 0, 0, 0, 0xe0, 0x7f]);
        assert_eq!(bits(Number::Tagged('a')), [0, 0, 0, 0, 0, 1, 0xe0, 0x7f]);
        assert_eq!(bits(Number::Tagged('z')), [0, 0, 0, 0, 0, 0x1a, 0xe0, 0x7f]);
    }
}
