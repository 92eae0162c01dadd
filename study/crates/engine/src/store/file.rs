//! How columns lie in a file.

use datafusion::arrow::datatypes::DataType;

/// How the values of a column are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stored {
    /// Numbers in 8 bytes.
    Double,
    /// Integers from -128 to 127: what most codes are.
    Int8,
    /// Integers from -32,768 to 32,767.
    Int16,
    /// Integers from -2,147,483,648 to 2,147,483,647.
    Int32,
    /// Text.
    Text,
}

/// A column to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub stored: Stored,
}

impl Stored {
    /// The narrowest that holds a range of numbers.
    ///
    /// ```
    /// use engine::store::Stored;
    /// assert_eq!(Stored::narrowest(1.0, 99.0, true), Stored::Int8);
    /// assert_eq!(Stored::narrowest(1.0, 99.0, false), Stored::Double);
    /// ```
    pub fn narrowest(least: f64, most: f64, whole: bool) -> Self {
        let fits = |stored: &Self| stored.range().is_some_and(|(low, high)| least >= low && most <= high);
        if !whole {
            return Self::Double;
        }
        [Self::Int8, Self::Int16, Self::Int32].into_iter().find(fits).unwrap_or(Self::Double)
    }

    /// Smallest and largest integer.
    pub(super) fn range(self) -> Option<(f64, f64)> {
        match self {
            Self::Int8 => Some((f64::from(i8::MIN), f64::from(i8::MAX))),
            Self::Int16 => Some((f64::from(i16::MIN), f64::from(i16::MAX))),
            Self::Int32 => Some((f64::from(i32::MIN), f64::from(i32::MAX))),
            Self::Double | Self::Text => None,
        }
    }

    pub(super) const fn data_type(self) -> DataType {
        match self {
            Self::Double => DataType::Float64,
            Self::Int8 => DataType::Int8,
            Self::Int16 => DataType::Int16,
            Self::Int32 => DataType::Int32,
            Self::Text => DataType::Utf8,
        }
    }
}
