//! What a sample is raked to: `targets.toml`.

use microdata::{Error, Value};
use serde::{Deserialize, Serialize};

/// Targets of a sample.
///
/// ```
/// let targets = weighting::Targets::from_toml(r#"
///     [[margin]]
///     variable = "sex"
///     source = "census of 2021"
///     targets = [{ code = 1, share = 49.0 }, { code = 2, share = 51.0 }]
/// "#).unwrap();
/// assert_eq!(targets.name, "weight");
/// ```
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Targets {
    /// Name of the new variable.
    #[serde(default = "weight")]
    pub name: String,
    /// A variable of weights to start from; 1 for all without.
    pub start: Option<String>,
    /// A variable, mostly the country: each of its codes is raked on its own.
    pub by: Option<String>,
    /// How the parts count in the whole.
    #[serde(default)]
    pub among: Among,
    /// How many persons each part stands for; with `among = "population"`.
    #[serde(default)]
    pub population: Vec<Target>,
    /// Largest part by which a category may miss its target at the end.
    #[serde(default = "near")]
    pub near: f64,
    #[serde(default = "rounds")]
    pub rounds: usize,
    #[serde(rename = "margin")]
    pub margins: Vec<TargetMargin>,
    pub trim: Option<Trim>,
    pub replicates: Option<Replicates>,
    /// Parts together that count in a way of their own.
    #[serde(default, rename = "aggregate")]
    pub aggregates: Vec<Aggregate>,
}

/// Parts (countries) together: "South-East Asia". They get a weight of their own, 0 for all others, by which these parts count
/// among each other as `among` says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aggregate {
    /// Name of the new variable.
    pub name: String,
    #[serde(default)]
    pub label: String,
    /// Codes of `by`.
    pub parts: Vec<Value>,
    pub among: Among,
}

fn weight() -> String {
    "weight".into()
}

const fn near() -> f64 {
    1e-12
}

const fn rounds() -> usize {
    1000
}

/// How parts (countries) count in the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Among {
    /// By how many were interviewed.
    #[default]
    Interviews,
    /// All alike.
    Equal,
    /// By how many persons live there.
    Population,
}

/// The distribution of one variable in the population.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TargetMargin {
    pub variable: String,
    /// Only in this part; without it in all parts.
    pub within: Option<Value>,
    /// Where the numbers come from; printed in the report.
    #[serde(default)]
    pub source: String,
    pub targets: Vec<Target>,
}

/// A code with its share of the population, in any unit.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    pub code: Value,
    #[serde(alias = "persons")]
    pub share: f64,
}

/// Bounds of weights, as parts of their mean within each part of the sample.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trim {
    #[serde(default)]
    pub lower: f64,
    pub upper: f64,
}

/// Replicate weights, each raked like the full ones.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, tag = "kind", rename_all = "snake_case")]
pub enum Replicates {
    /// Rao and Wu's rescaled bootstrap.
    Bootstrap {
        count: usize,
        #[serde(default)]
        seed: u64,
    },
    /// One for each first-stage unit (JKn).
    Jackknife {},
}

impl Targets {
    /// Reads targets.
    ///
    /// # Errors
    /// When they are no TOML, name something that is not known, or a number is out of range; with the line.
    pub fn from_toml(text: &str) -> Result<Self, Error> {
        let targets: Self = toml::from_str(text).map_err(|error| {
            let line =
                error.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            Error::new(format!("line {line} of the targets: {}", error.message()))
        })?;
        targets.check()?;
        Ok(targets)
    }

    fn check(&self) -> Result<(), Error> {
        if self.margins.is_empty() {
            return Err(
                Error::new("the targets hold no `[[margin]]`").hint("each has a variable and its targets")
            );
        }
        let all = self.margins.iter().flat_map(|margin| &margin.targets).chain(&self.population);
        if all.into_iter().any(|target| !target.share.is_finite() || target.share < 0.0) {
            return Err(Error::new("a share of the targets is not a number of 0 or more"));
        }
        let nothing = |margin: &&TargetMargin| margin.targets.iter().all(|target| target.share == 0.0);
        if let Some(margin) = self.margins.iter().find(nothing) {
            return Err(Error::new(format!("all targets of `{}` are 0", margin.variable)));
        }
        if self.among != Among::Interviews && self.by.is_none() {
            return Err(Error::new("`among` says how parts count, and `by` does not say what the parts are"));
        }
        self.check_aggregates()?;
        if self.trim.is_some_and(|trim| !(trim.lower >= 0.0 && trim.lower < 1.0 && trim.upper > 1.0)) {
            return Err(Error::new("the bounds of `[trim]` have to lie on both sides of 1, the mean weight"));
        }
        Ok(())
    }

    fn check_aggregates(&self) -> Result<(), Error> {
        for (number, aggregate) in self.aggregates.iter().enumerate() {
            let name = &aggregate.name;
            if self.by.is_none() {
                return Err(Error::new(format!("`by` does not say what the parts of `{name}` are")));
            }
            if aggregate.parts.is_empty() {
                return Err(Error::new(format!("the aggregate `{name}` has no `parts`")));
            }
            if self.aggregates[..number].iter().any(|other| other.name == *name) || *name == self.name {
                return Err(Error::new(format!("two weights are called `{name}`")));
            }
            // Replicate weights are found by how their names begin.
            if name.starts_with(&format!("{}_", self.name)) {
                let what = format!("the name `{name}` begins like those of replicates of `{}`", self.name);
                return Err(Error::new(what).hint("put the word `weight` behind: `asia_weight`"));
            }
        }
        Ok(())
    }
}
