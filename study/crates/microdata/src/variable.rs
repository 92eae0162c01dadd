//! A variable: one column with its question and its codes.

use serde::{Deserialize, Serialize};

use crate::{Category, Missing, State, Value};

/// What the cells of a column are. All but [`Kind::Text`] are held as [`crate::Column::Numbers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A number, shown with so many decimals (0 to 16); the value itself is not rounded.
    Number { decimals: u8 },
    /// A text of any length.
    Text,
    /// A day, as days since 1970-01-01.
    Date,
    /// An instant of the clock on the wall, as seconds since 1970-01-01 00:00:00, without a zone.
    DateTime,
    /// A time of day or a duration, in seconds.
    Time,
}

/// What may be done with the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// The source did not say.
    #[default]
    Unknown,
    /// Codes are names: country, type.
    Nominal,
    /// Codes are ranks: from never to daily.
    Ordinal,
    /// Codes are amounts: hours, weights.
    Scale,
}

/// One column of a data set. [`Variable::number`] and [`Variable::text`] make one that knows only its name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// Unique in its dictionary; the column's heading in every format.
    pub name: String,
    /// A few words for the head of a table.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// The wording as the person saw it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// Who was asked, in words: the description of the base.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub universe: String,
    pub kind: Kind,
    #[serde(default)]
    pub measure: Measure,
    /// The answers, in the order of the questionnaire. Missing codes stand in `missing` only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub categories: Vec<Category>,
    #[serde(default, skip_serializing_if = "Missing::is_empty")]
    pub missing: Missing,
    /// What a blank cell means (SPSS: system-missing, Stata: `.`).
    #[serde(default)]
    pub blank: State,
}

impl Variable {
    /// A variable of whole numbers without labels.
    pub fn number(name: impl Into<String>) -> Variable {
        Variable {
            name: name.into(),
            label: String::new(),
            question: String::new(),
            universe: String::new(),
            kind: Kind::Number { decimals: 0 },
            measure: Measure::Unknown,
            categories: Vec::new(),
            missing: Missing::default(),
            blank: State::NotAsked,
        }
    }

    /// A variable of texts.
    pub fn text(name: impl Into<String>) -> Variable {
        Variable { kind: Kind::Text, measure: Measure::Nominal, ..Variable::number(name) }
    }

    /// Whether its column is [`crate::Column::Texts`].
    pub fn is_text(&self) -> bool {
        self.kind == Kind::Text
    }

    /// The state of a cell of numbers; NaN is a blank.
    pub fn state_of_number(&self, number: f64) -> State {
        if number.is_nan() {
            return self.blank;
        }
        if let Some(code) = self.missing.codes.iter().find(|code| code.value.number() == Some(number)) {
            return code.state;
        }
        match &self.missing.range {
            Some(range) if range.holds(number) => range.state,
            _ => State::Answered,
        }
    }

    /// The state of a cell of texts. No format of survey data tells an empty text from none, so both are blank.
    pub fn state_of_text(&self, text: Option<&str>) -> State {
        match text {
            None | Some("") => self.blank,
            Some(text) => {
                let code = self.missing.codes.iter().find(|code| code.value.text() == Some(text));
                code.map_or(State::Answered, |code| code.state)
            }
        }
    }

    /// The label of a code: of an answer, or of what is missing.
    pub fn label_of(&self, value: &Value) -> Option<&str> {
        let category = self.categories.iter().find(|category| category.value == *value);
        let label = category.map(|category| category.label.as_str());
        label.or_else(|| self.missing.code(value).map(|code| code.label.as_str()))
    }
}
