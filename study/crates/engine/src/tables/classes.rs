//! From values of a column to classes: small numbers that sums are kept for.

use std::collections::BTreeMap;

use datafusion::arrow::array::{
    Array, ArrayRef, ArrowPrimitiveType, AsArray, BooleanArray, Float64Array, PrimitiveArray,
    downcast_dictionary_array, downcast_integer_array,
};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{ArrowNativeType, DataType};
use datafusion::common::{DataFusionError, Result};

use crate::request::Code;

/// Integers up to this far apart are looked up in a table.
const WIDEST: i64 = 4096;

/// Up to here f64 tells all integers apart.
const EXACT: f64 = 9e15;

/// Which code belongs to which class.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Classes {
    /// By code.
    numbers: Vec<(f64, u16)>,
    texts: BTreeMap<String, u16>,
    /// The class of any other value, and of none.
    other: u16,
    /// For integers from `least` on.
    table: Vec<u16>,
    least: i64,
}

impl Classes {
    /// Codes with their classes; the first mention of a code counts.
    pub fn new<'a>(codes: impl IntoIterator<Item = (&'a Code, u16)>, other: u16) -> Self {
        let mut classes = Self { other, ..Self::default() };
        for (code, class) in codes {
            match code {
                Code::Text(text) => _ = classes.texts.entry(text.clone()).or_insert(class),
                Code::Number(number) if classes.listed(*number + 0.0).is_none() => {
                    classes.numbers.push((*number + 0.0, class));
                    classes.numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
                }
                Code::Number(_) => {}
            }
        }
        classes.tabulate();
        classes
    }

    /// Fills the table, where whole codes lie close together.
    fn tabulate(&mut self) {
        let whole: Vec<(i64, u16)> = self
            .numbers
            .iter()
            .filter(|(number, _)| number.fract() == 0.0 && number.abs() < EXACT)
            .map(|(number, class)| (*number as i64, *class))
            .collect();
        let (Some((least, _)), Some((most, _))) = (whole.first(), whole.last()) else { return };
        if most - least < WIDEST {
            self.least = *least;
            self.table = vec![self.other; (most - least) as usize + 1];
            whole.iter().for_each(|(number, class)| self.table[(number - least) as usize] = *class);
        }
    }

    /// The class of a number that is among the codes.
    fn listed(&self, number: f64) -> Option<u16> {
        let place = self.numbers.binary_search_by(|(code, _)| code.total_cmp(&number)).ok()?;
        Some(self.numbers[place].1)
    }

    fn of_integer(&self, number: i64) -> u16 {
        match self.table.get(number.wrapping_sub(self.least) as usize) {
            Some(class) => *class,
            None if self.table.is_empty() => self.of_number(number as f64),
            None => self.other,
        }
    }

    fn of_number(&self, number: f64) -> u16 {
        // -0 is 0.
        self.listed(number + 0.0).unwrap_or(self.other)
    }

    fn of_text(&self, text: &str) -> u16 {
        self.texts.get(text).copied().unwrap_or(self.other)
    }

    /// The class of each row.
    ///
    /// # Errors
    /// For columns that hold neither numbers nor text, which a plan does not let through.
    pub fn of(&self, column: &ArrayRef) -> Result<Vec<u16>> {
        let column: &dyn Array = column;
        downcast_integer_array!(
            column => Ok(self.of_integers(column)),
            DataType::Float64 => Ok(self.of_numbers(column.as_primitive())),
            DataType::Boolean => Ok(self.of_booleans(column.as_boolean())),
            DataType::Utf8 => Ok(self.of_texts(column.as_string::<i32>().iter())),
            DataType::Null => Ok(vec![self.other; column.len()]),
            DataType::Dictionary(_, _) => self.of_dictionary(column),
            _ => Ok(self.of_numbers(cast(column, &DataType::Float64)?.as_primitive()))
        )
    }

    fn of_integers<T: ArrowPrimitiveType>(&self, column: &PrimitiveArray<T>) -> Vec<u16> {
        if size_of::<T::Native>() == 1 {
            // What most codes are: one look into a table of all bytes.
            let bytes: [u16; 256] = std::array::from_fn(|byte| match *column.data_type() {
                DataType::Int8 => self.of_integer(i64::from(byte as u8 as i8)),
                _ => self.of_integer(byte as i64),
            });
            let class = |value: &T::Native| bytes[usize::from(value.to_i64().unwrap_or(0) as u8)];
            return self.masked(column.values().iter().map(class), column);
        }
        let class = |value: &T::Native| value.to_i64().map_or(self.other, |value| self.of_integer(value));
        self.masked(column.values().iter().map(class), column)
    }

    fn of_numbers(&self, column: &Float64Array) -> Vec<u16> {
        self.masked(column.values().iter().map(|value| self.of_number(*value)), column)
    }

    fn of_booleans(&self, column: &BooleanArray) -> Vec<u16> {
        let values = column.values().iter().map(|value| self.of_number(f64::from(u8::from(value))));
        self.masked(values, column)
    }

    fn masked(&self, values: impl Iterator<Item = u16>, column: &dyn Array) -> Vec<u16> {
        match column.nulls() {
            None => values.collect(),
            Some(nulls) => values
                .zip(nulls.iter())
                .map(|(class, valid)| if valid { class } else { self.other })
                .collect(),
        }
    }

    fn of_texts<'a>(&self, texts: impl Iterator<Item = Option<&'a str>>) -> Vec<u16> {
        texts.map(|text| text.map_or(self.other, |text| self.of_text(text))).collect()
    }

    fn of_dictionary(&self, column: &dyn Array) -> Result<Vec<u16>> {
        downcast_dictionary_array!(
            column => {
                let classes = self.of(column.values())?;
                let keys = column.keys();
                // Where there is none, the key is any number.
                let class = |key: &_| classes.get(ArrowNativeType::as_usize(*key)).copied().unwrap_or(self.other);
                Ok(self.masked(keys.values().iter().map(class), keys))
            },
            found => Err(DataFusionError::NotImplemented(format!("classes of {found}")))
        )
    }
}
