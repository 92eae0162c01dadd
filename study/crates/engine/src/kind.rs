//! What a column holds, as far as tables care.

use datafusion::arrow::datatypes::DataType;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Integers of any width, floating or decimal numbers, true and false (1 and 0).
    Number,
    /// Text.
    Text,
    /// Anything else, as dates or lists: it can be stored, not counted.
    Other,
}

impl Kind {
    pub(crate) fn of(data_type: &DataType) -> Self {
        match data_type {
            DataType::Boolean | DataType::Null => Self::Number,
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Self::Text,
            DataType::Dictionary(_, values) => Self::of(values),
            numeric if numeric.is_numeric() => Self::Number,
            _ => Self::Other,
        }
    }

    /// For messages.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Number => "numbers",
            Self::Text => "text",
            Self::Other => "neither numbers nor text",
        }
    }
}
