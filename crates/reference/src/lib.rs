//! A population to compare one person with: what a study publishes of it, and where a value stands in it.
//!
//! A file (`docs/reference.schema.json`) holds, for groups of people by age and country, shares of answers and quantiles of what
//! exports show, each with its base and interval. The study's side writes it, the person's side reads it. What was hidden, so that
//! nobody is found by it, is not in it.
//!
//! **Invariants.** No file system. Asked and traced are never mixed: each measure says which of the two it is.

mod check;
mod stand;

pub use stand::{Standing, stand};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the format, with its version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Format {
    #[serde(rename = "parasocial-reference/1")]
    One,
}

/// A reference population.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    pub schema: Format,
    /// The people are invented. Whatever is made of it says so.
    pub synthetic: bool,
    pub title: String,
    /// Whom it speaks of: "adults from 18 on who are online".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub population: Option<String>,
    /// How its people were found; nothing where the study does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<Sample>,
    /// First and last day of the field work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<Dates>,
    pub rules: Rules,
    /// Remarks, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Everybody first.
    pub groups: Vec<Group>,
}

/// How the people of a sample were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sample {
    /// Everybody in a frame had a known chance above 0.
    Probability,
    /// Volunteers: intervals rest on a model.
    OptIn,
}

/// Days like `2026-05-18`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    pub start: String,
    pub end: String,
}

/// How figures were made and what was left out.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Of intervals: 0.95.
    pub level: f64,
    /// Figures on fewer people are left out.
    pub least_base: u64,
    /// Bases below are marked as small.
    pub small_base: u64,
    /// Shares of fewer people, or of all but fewer, are left out, as are quantiles with fewer on one of their sides, and bounds of
    /// their intervals.
    pub least_people: u64,
}

/// People of an age and of some countries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// "18-34"; nothing for all ages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<String>,
    /// "South-East Asia"; nothing for all countries of the study.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// ISO 3166-1 alpha-2, where `place` is there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    pub measures: Vec<Measure>,
}

/// One measure in one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// "hours", "posts", "type_asked", "traced_posts": as in the codebook.
    pub id: String,
    /// "Hours a day".
    pub label: String,
    pub evidence: Evidence,
    /// Who was asked, or has it: "who ever joined a social network".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub of: String,
    pub base: Base,
    /// Of answers, in their order. Of those that are left out nothing is known, not that they are 0.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<Share>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantiles: Vec<Quantile>,
}

/// What people say, or what their exports show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    Asked,
    Traced,
}

/// Who stands behind a measure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Base {
    pub unweighted: u64,
    /// `(Σw)² / Σw²`. Kish (1965).
    pub effective: f64,
    pub small: bool,
}

/// The share of an answer, 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Share {
    pub label: String,
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

/// The value that a part of the people does not exceed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quantile {
    /// The part: 0.25.
    pub at: f64,
    /// Rounded to two digits.
    pub value: f64,
    /// Bounds of the interval; nothing where it has none on that side, or fewer people than [`Rules::least_people`] lie beyond it:
    /// a bound is a person's value too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

/// Why bytes are no reference population. Says where, not what stands there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    #[error("not of the form parasocial-reference/1: line {line}, column {column}")]
    Form { line: usize, column: usize },
    #[error("{0}")]
    DoesNotFit(&'static str),
}

impl Reference {
    /// Reads a file, and checks that its numbers make sense.
    ///
    /// # Errors
    /// When it is no such file.
    pub fn read(bytes: &[u8]) -> Result<Self, Problem> {
        let read: Self = serde_json::from_slice(bytes)
            .map_err(|error| Problem::Form { line: error.line(), column: error.column() })?;
        check::check(&read).map_err(Problem::DoesNotFit)?;
        Ok(read)
    }

    /// As indented JSON with a line end.
    ///
    /// # Errors
    /// When a number has no JSON form.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// The group of all people.
    pub fn everybody(&self) -> Option<&Group> {
        self.groups.iter().find(|group| group.age.is_none() && group.place.is_none())
    }
}

impl Group {
    /// The measure of that name.
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures.iter().find(|measure| measure.id == id)
    }

    /// "all", "18-34", "South-East Asia, 18-34".
    pub fn label(&self) -> String {
        match (&self.place, &self.age) {
            (None, None) => "all".into(),
            (Some(one), None) | (None, Some(one)) => one.clone(),
            (Some(place), Some(age)) => format!("{place}, {age}"),
        }
    }
}

/// The JSON Schema (2020-12) of a file.
///
/// # Errors
/// As [`Reference::to_json`].
pub fn schema() -> Result<String, serde_json::Error> {
    Ok(serde_json::to_string_pretty(&schemars::schema_for!(Reference))? + "\n")
}
