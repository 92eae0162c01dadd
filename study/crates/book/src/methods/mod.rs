//! How a study was done, as its `study.toml` says: what AAPOR and ESOMAR/WAPOR ask to be disclosed.

mod disclosure;
mod study;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use disclosure::{Item, Part, Standard, disclosure, precision};
pub use study::Error;

/// A `study.toml` with every field, explained, to begin one's own with.
pub const EXAMPLE: &str = include_str!("example.toml");

/// How a study was done. What is `None` or empty was not stated, and every layout says so.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Methods {
    pub title: Option<String>,
    /// Who paid.
    pub sponsor: Option<String>,
    /// Who did it.
    pub conductor: Option<String>,
    /// Whom results speak of: "adults from 18 on who are online".
    pub population: Option<String>,
    pub sample: Option<Sample>,
    /// How people were found and asked to take part.
    pub recruitment: Option<String>,
    /// "web", "telephone".
    pub modes: Vec<String>,
    pub languages: Vec<String>,
    pub dates: Option<Dates>,
    pub countries: Vec<Country>,
    /// Figures for several countries together.
    pub aggregates: Vec<Aggregate>,
    /// Where the wording of all questions is.
    pub questionnaire: Option<String>,
    /// How weights were made: variables and where their targets come from.
    pub weighting: Option<String>,
    /// How answers were processed and their quality was looked at.
    pub quality: Option<String>,
    pub limitations: Option<String>,
    /// Whom to ask.
    pub contact: Option<String>,
    pub where_full_tables_are: Option<String>,
}

/// Where the people of a sample come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sample {
    /// Everybody in a frame had a known chance above 0.
    Probability,
    /// Volunteers: a panel, an open link.
    OptIn,
}

/// First and last day of data collection: `2026-05-18`, in quotes or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dates {
    #[serde(deserialize_with = "study::day")]
    pub start: String,
    #[serde(deserialize_with = "study::day")]
    pub end: String,
}

/// One country of the study.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Country {
    pub name: String,
    /// ISO 3166-1 alpha-2: "DE".
    pub code: Option<String>,
    /// How many were to be asked.
    pub quota: Option<u64>,
}

/// Several countries together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Aggregate {
    pub name: String,
    /// Names of [`Methods::countries`].
    pub countries: Vec<String>,
    pub weighting: Counts,
}

/// What each country counts for in an [`Aggregate`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    /// The same, whatever its size.
    Equal,
    /// Its population.
    Population,
    /// How many were interviewed there.
    Interviews,
}
