//! What is asked for: the `[design]`, `[conventions]` and `[donating]` of a plan.

use serde::Deserialize;
use serde::de::IgnoredAny;
use survey::design::SinglePsu;

use crate::TracedError;

/// How a chapter is made. Everything has a default; the same file may hold the plan of `tables`, whose other fields are not for us.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The variable of weights; otherwise the one that the dictionary of the answers names.
    pub weight: Option<String>,
    pub design: Design,
    pub conventions: Conventions,
    pub donating: Donating,
    title: IgnoredAny_,
    banner: IgnoredAny_,
    table: IgnoredAny_,
    #[serde(rename = "where")]
    filter: IgnoredAny_,
}

/// A field of somebody else's.
type IgnoredAny_ = Option<IgnoredAny>;

/// Which variables say how people were sampled; otherwise those that the dictionary of the answers names.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Design {
    pub stratum: Option<String>,
    pub psu: Option<String>,
    /// What a stratum with one first-stage unit adds.
    pub single: SinglePsu,
    population_units: IgnoredAny_,
    population_fraction: IgnoredAny_,
    replicates: IgnoredAny_,
}

impl Design {
    /// Whether something was asked for that these chapters do not take into account.
    pub const fn has_more(&self) -> bool {
        self.population_units.is_some() || self.population_fraction.is_some() || self.replicates.is_some()
    }
}

/// How figures are shown.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Conventions {
    /// Of intervals. Between 0 and 1.
    pub level: f64,
    /// Bases below are hidden.
    pub least_base: u64,
    /// Bases below are marked.
    pub small_base: u64,
    /// Answers (and their complements) of fewer people are hidden.
    pub least_people: u64,
    /// The sample is one of volunteers.
    pub opt_in: bool,
    interval: IgnoredAny_,
    letters: IgnoredAny_,
    correction: IgnoredAny_,
    strict: IgnoredAny_,
    loose: IgnoredAny_,
    complementary: IgnoredAny_,
}

impl Default for Conventions {
    fn default() -> Self {
        Self {
            level: 0.95,
            least_base: 30,
            small_base: 100,
            least_people: 10,
            opt_in: false,
            interval: None,
            letters: None,
            correction: None,
            strict: None,
            loose: None,
            complementary: None,
        }
    }
}

impl Conventions {
    /// Whether so many people are too few for anything to be said of them. Nobody is not few.
    pub(crate) const fn is_few(&self, people: u64) -> bool {
        people > 0 && people < self.least_people
    }

    /// A number of people in words: "fewer than 10" of few.
    pub(crate) fn number(&self, people: usize) -> String {
        if self.is_few(people as u64) {
            format!("fewer than {}", self.least_people)
        } else {
            people.to_string()
        }
    }
}

/// How the chance of donating is modelled.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Donating {
    /// Asked variables that explain who donates, each by its categories.
    pub explain: Vec<String>,
    /// Of these the sample's own margins are met exactly.
    pub rake: Vec<String>,
    /// No chance counts as less than this share of the mean chance. Range: 0 to 1.
    pub least: f64,
}

impl Default for Donating {
    fn default() -> Self {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self {
            explain: names(&["age_group", "gender", "hours", "posts", "follows"]),
            rake: names(&["age_group", "gender"]),
            least: 0.2,
        }
    }
}

impl Settings {
    /// Reads a plan.
    ///
    /// # Errors
    /// Names the line of what is no TOML, no field, or out of range.
    ///
    /// ```
    /// let plan = "[design]\nsingle = 'adjust'\n[donating]\nexplain = ['age_group']\n[[table]]\nvariable = 'trust'\n";
    /// let settings = traced::Settings::from_toml(plan).unwrap();
    /// assert_eq!(settings.donating.explain, ["age_group"]);
    /// assert!(traced::Settings::from_toml("[donating]\nexplains = []").is_err());
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, TracedError> {
        let settings: Self = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start.min(text.len()));
            let line = text.as_bytes()[..start].iter().filter(|byte| **byte == b'\n').count() + 1;
            TracedError::Plan { line, what: error.message().trim().replace('\n', ", ") }
        })?;
        let share = |value: f64| value > 0.0 && value < 1.0;
        if !share(settings.conventions.level) || !share(settings.donating.least) {
            let what = "`level` and `least` have to lie between 0 and 1".to_owned();
            return Err(TracedError::Plan { line: 1, what });
        }
        Ok(settings)
    }
}
