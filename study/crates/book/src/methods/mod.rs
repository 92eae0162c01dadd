//! How a study is done, as its `study.toml` says: what AAPOR and ESOMAR/WAPOR ask to be disclosed, and on what terms people give
//! data. [`Methods::parse`] is the reader of that file; `docs/study-folder.md` explains it to people.

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
    /// Why there are no dates, where there can be none: the answers are invented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_dates: Option<String>,
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
    /// Which round of interviews this is, from 1 on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wave: Option<u32>,
    /// What the sample is weighted to. The shares themselves stand in `targets.toml`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Target>,
    /// Version of the text by which people consented to take part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consent: Option<String>,
    /// On what terms people give figures from their own exports; none if nobody is asked to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub donation: Option<Donation>,
    /// The budget of differential privacy; none if nothing is published with noise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub privacy: Option<Privacy>,
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

/// A variable that the sample is weighted to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub variable: String,
    /// Where its shares come from: "census of 2021, table 12".
    pub source: String,
}

/// What people are told before they give figures from their own exports.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Donation {
    /// The study's code, which stands in every bundle.
    pub study: Option<String>,
    /// The public key that bundles are sealed to.
    pub recipient: Option<String>,
    /// The last day on which a donation can be taken back.
    #[serde(deserialize_with = "study::some_day")]
    pub withdraw_until: Option<String>,
    /// The last day on which bundles are kept.
    #[serde(deserialize_with = "study::some_day")]
    pub keep_until: Option<String>,
}

/// The budget of differential privacy. What it means is said where noise is made; here it is disclosed.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// For all that the study ever releases with noise. Range: above 0, at most 20.
    pub epsilon: f64,
    /// Range: above 0, below 0.001.
    pub delta: f64,
    /// Larger weights count as this. Range: above 0.
    pub weight_bound: f64,
    /// By how much clusters widen errors, as stated. Range: 1 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster_effect: Option<f64>,
}

impl Privacy {
    /// What is wrong with the first number that is out of its range.
    fn out_of_range(&self) -> Option<&'static str> {
        let Self { epsilon, delta, weight_bound, cluster_effect } = *self;
        let ranges = [
            (epsilon > 0.0 && epsilon <= 20.0, "`epsilon` of `privacy` has to be above 0 and at most 20"),
            (delta > 0.0 && delta < 1e-3, "`delta` of `privacy` has to be above 0 and below 0.001"),
            (weight_bound > 0.0 && weight_bound.is_finite(), "`weight_bound` of `privacy` has to be above 0"),
            (
                cluster_effect.is_none_or(|effect| (1.0..=100.0).contains(&effect)),
                "`cluster_effect` of `privacy` has to be between 1 and 100",
            ),
        ];
        ranges.into_iter().find_map(|(holds, what)| (!holds).then_some(what))
    }
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
