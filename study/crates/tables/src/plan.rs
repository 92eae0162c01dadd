//! What tables are wanted and how they are to be made: `tables.toml`.
//!
//! Everything may be left out: then each variable with categories, each multiple-response set and each amount is a table, by the
//! total alone.

use microdata::Value;
use serde::Deserialize;
use survey::design::SinglePsu;

use crate::TablesError;

/// A plan of tables.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Plan {
    pub title: Option<String>,
    /// The variable of weights; otherwise the one that the dictionary names.
    pub weight: Option<String>,
    pub design: Design,
    pub conventions: Conventions,
    /// Rows to look at: those with one of these codes in each of these variables.
    #[serde(rename = "where")]
    pub filter: Vec<Condition>,
    /// Groups of columns.
    pub banner: Vec<Group>,
    /// Tables; none for all that the dictionary has.
    #[serde(rename = "table")]
    pub tables: Vec<Asked>,
    /// Who donates: for `traced`, which takes the same file.
    pub donating: Option<serde::de::IgnoredAny>,
}

/// A variable with some of its codes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    pub variable: String,
    pub codes: Vec<Value>,
}

/// Columns that are compared with each other: the categories of a variable, or any conditions.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    #[serde(default)]
    pub title: String,
    pub variable: Option<String>,
    #[serde(default)]
    pub columns: Vec<Column>,
    /// The variable of weights of these columns; that of the plan without. For countries together that count in another way
    /// than in the total, as `weight` writes them.
    pub weight: Option<String>,
}

/// A column made of conditions, all of which hold.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub label: String,
    #[serde(rename = "where")]
    pub conditions: Vec<Condition>,
}

/// A table: of one variable, or of one multiple-response set.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Asked {
    pub variable: Option<String>,
    pub set: Option<String>,
    /// The variable of the set that says "none of these": it is a row, and not counted in "Any of these".
    pub none: Option<String>,
    pub title: Option<String>,
    /// Who was asked, if the dictionary does not say or should not be believed.
    pub base: Option<String>,
    pub nets: Vec<Net>,
    /// Whether the mean of the codes is shown too.
    pub mean: bool,
    /// A net of the highest so many categories, and of the lowest.
    pub top: usize,
    pub bottom: usize,
    /// The answer that a map of countries shows, by its code; of a set by the name of its variable. The first net, or else the
    /// first answer, without.
    pub map: Option<Value>,
}

/// Several answers counted together, from respondents.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Net {
    pub label: String,
    pub codes: Vec<Value>,
}

/// How rows were sampled. Strata and units are those that the dictionary names unless said otherwise.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Design {
    pub stratum: Option<String>,
    pub psu: Option<String>,
    /// A variable with the number of units in the row's stratum.
    pub population_units: Option<String>,
    /// A variable with the share of the units of the row's stratum that was sampled.
    pub population_fraction: Option<String>,
    pub single: SinglePsu,
    pub replicates: Option<Replicates>,
}

/// Replicate weights.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replicates {
    /// Variables whose names begin so, in the order of the dictionary.
    pub prefix: String,
    pub scale: f64,
    /// One for each replicate; 1 for all if it is left out.
    #[serde(default)]
    pub rscales: Vec<f64>,
    /// Whether replicates are compared with the estimate (as for BRR), not with their mean.
    #[serde(default)]
    pub around_estimate: bool,
    pub df: Option<f64>,
}

/// How figures are worked out and what is hidden.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Conventions {
    /// Range: between 0 and 1.
    pub level: f64,
    pub interval: Interval,
    pub letters: Letters,
    pub correction: Correction,
    pub strict: f64,
    pub loose: f64,
    pub least_base: u64,
    pub small_base: u64,
    pub least_people: u64,
    /// Whether what a hidden figure could be worked out from is hidden too.
    pub complementary: bool,
    pub opt_in: bool,
}

impl Default for Conventions {
    fn default() -> Self {
        Self {
            level: 0.95,
            interval: Interval::Beta,
            letters: Letters::Design,
            correction: Correction::Holm,
            strict: 0.05,
            loose: 0.10,
            least_base: 30,
            small_base: 100,
            least_people: 10,
            complementary: true,
            opt_in: false,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interval {
    Beta,
    Logit,
    Wilson,
    Mean,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Letters {
    /// Differences with their own errors under the design.
    Design,
    /// The convention of market research: two proportions, pooled, on effective bases.
    PooledZ,
    None,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Correction {
    None,
    Bonferroni,
    Holm,
    Fdr,
}

impl Plan {
    /// Reads a plan.
    ///
    /// # Errors
    /// When it is no TOML, names something that is not known, or a number is out of range; with the line.
    pub fn from_toml(text: &str) -> Result<Self, TablesError> {
        let plan: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            TablesError::Plan { line, what: error.message().to_owned() }
        })?;
        plan.conventions.check()?;
        Ok(plan)
    }
}

impl Conventions {
    fn check(&self) -> Result<(), TablesError> {
        for (what, value) in [("level", self.level), ("strict", self.strict), ("loose", self.loose)] {
            if !(value > 0.0 && value < 1.0) {
                let what = format!("`{what}` of `[conventions]` has to be between 0 and 1");
                return Err(TablesError::Plan { line: None, what });
            }
        }
        Ok(())
    }
}
