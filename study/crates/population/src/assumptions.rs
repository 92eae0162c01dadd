//! What is assumed of the invented people: `data/study/population.toml`.

use std::collections::BTreeMap;

use microdata::{Error, Value};
use serde::Deserialize;

/// Everything that was assumed, with its place in the file. Shares are percents unless said otherwise.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assumptions {
    /// Of all draws.
    pub seed: u64,
    pub title: String,
    /// First and last day of fieldwork, ISO 8601.
    pub dates: [String; 2],
    pub design: Design,
    pub traits: Traits,
    pub types: Types,
    pub donations: Donations,
    pub traced: Traced,
    #[serde(rename = "aggregate")]
    pub aggregates: Vec<Aggregate>,
    #[serde(rename = "region")]
    pub regions: Vec<Region>,
    #[serde(rename = "country")]
    pub countries: Vec<Country>,
    #[serde(rename = "fact")]
    pub facts: Vec<Fact>,
}

/// How people are sampled.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Design {
    /// People of a first-stage unit, about; at least 2.
    pub unit_people: usize,
    /// Strata of a country without regions.
    pub strata: usize,
    /// Part of the variance of each trait that lies between units. Range: 0 to 1.
    pub between_units: f64,
    /// Of design weights between units, on the log scale.
    pub weight_spread: f64,
    /// Achieved by intended interviews, by age group.
    pub achieved: [f64; 3],
    /// Part of women. Range: 0 to 1.
    pub women: f64,
    /// Part of those who say `other`. Range: 0 to 1.
    pub other: f64,
    /// Part of questions that are put and not answered. Range: 0 to 1.
    pub unanswered: f64,
    /// Spread of each fact between countries, log-odds.
    pub between_countries: f64,
}

/// Correlations of the three traits.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traits {
    pub attachment_use: f64,
    pub attachment_worry: f64,
    pub use_worry: f64,
}

/// How answers spread within the five types, as weights in the order of the codes.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Types {
    pub light_hours: Vec<f64>,
    pub heavy_hours: Vec<f64>,
    pub few_posts: Vec<f64>,
    pub many_posts: Vec<f64>,
    pub offline: Vec<f64>,
    pub picked: f64,
}

/// The steps of consent.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Donations {
    pub invited: f64,
    pub willing: Step,
    pub made: Step,
}

/// A step of consent: a level in percent, the rest log-odds.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub level: f64,
    pub young: f64,
    pub middle: f64,
    pub posts: f64,
    pub oversharer: f64,
    pub worry: f64,
}

/// What a donor's data shows, by what was asked.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Traced {
    pub hours_over: f64,
    pub hours_spread: f64,
    pub posts_over: f64,
    pub messages_over: f64,
    pub comments_over: f64,
    pub count_spread: f64,
    /// On average, of those who say no and of those who say yes.
    pub reactions: [f64; 2],
    pub reactions_by_usage: f64,
    pub events: [f64; 2],
    pub lower: [f64; 2],
    pub upper: [f64; 2],
    pub no_upper: f64,
    pub regularity_unknown: f64,
    pub rebound_unknown: f64,
    pub grades: Vec<f64>,
    pub truth_public: [f64; 4],
    pub truth_in_person: [f64; 4],
    pub truth_knows: [f64; 4],
    pub truth_friends: [f64; 4],
    pub truth_escape: [f64; 4],
    pub not_sure: f64,
}

/// Countries whose figures are printed together.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Aggregate {
    pub id: String,
    pub name: String,
    /// ISO 3166-1 alpha-2.
    pub countries: Vec<String>,
}

/// A part of a country.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    pub code: String,
    pub name: String,
    pub country: String,
    pub people: usize,
    /// Of the country's adults.
    pub share: f64,
}

/// One country.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166-1 alpha-2.
    pub code: String,
    pub name: String,
    pub people: usize,
    pub known: Known,
    /// By age group.
    pub ages: [f64; 3],
    /// Who follow influencers, where nothing is printed.
    pub follows: Option<f64>,
}

/// Why a country is in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    Results,
    Size,
    Figure,
    Region,
    Assumed,
}

/// A yes or no about an answer.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fact {
    pub variable: String,
    pub codes: Vec<Value>,
    pub base: Base,
    /// Where nothing is printed.
    pub level: f64,
    pub attachment: f64,
    #[serde(rename = "use")]
    pub usage: f64,
    pub worry: f64,
    pub young: f64,
    pub middle: f64,
    pub women: f64,
}

/// Who is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    All,
    Joined,
    Followers,
    Heard,
    /// Who heard; only those who changed something can say yes.
    Changed,
    /// Followers; only those who have been in contact can say yes.
    Contact,
    /// All but Offliners.
    Users,
    /// Of those two hours a day or more.
    Heavy,
    /// Of those less.
    Light,
}

impl Assumptions {
    /// Those that come with the program.
    ///
    /// # Errors
    /// When the file is damaged, which would be a bug.
    pub fn builtin() -> Result<Self, Error> {
        Self::parse(&crate::file("study/population.toml")?)
    }

    /// Reads a file of assumptions.
    ///
    /// # Errors
    /// When it is no TOML, or names something that is not known; with the line.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let read: Self = toml::from_str(text).map_err(|error| {
            let line =
                error.span().map_or(0, |span| text[..span.start.min(text.len())].matches('\n').count() + 1);
            Error::new(format!("line {line} of the assumptions: {}", error.message().replace('\n', ", ")))
        })?;
        read.check()?;
        Ok(read)
    }

    fn check(&self) -> Result<(), Error> {
        let known = |code: &String| self.countries.iter().any(|country| country.code == *code);
        let named = self.aggregates.iter().flat_map(|aggregate| &aggregate.countries);
        if let Some(code) =
            named.chain(self.regions.iter().map(|region| &region.country)).find(|code| !known(code))
        {
            return Err(Error::new(format!(
                "the assumptions name the country `{code}`, which is not in their list"
            )));
        }
        for country in &self.countries {
            let regions: Vec<usize> = self
                .regions
                .iter()
                .filter(|region| region.country == country.code)
                .map(|region| region.people)
                .collect();
            if !regions.is_empty() && regions.iter().sum::<usize>() != country.people {
                return Err(Error::new(format!(
                    "the regions of `{}` do not add up to its people",
                    country.code
                )));
            }
        }
        Ok(())
    }

    /// How many people there are.
    pub fn people(&self) -> usize {
        self.countries.iter().map(|country| country.people).sum()
    }

    /// The same with about so many people, each country and region in proportion, at least 60 of each.
    pub fn scaled(mut self, people: usize) -> Self {
        let factor = people as f64 / self.people().max(1) as f64;
        let part = |count: usize| ((count as f64 * factor).round() as usize).max(60);
        let mut sums: BTreeMap<String, usize> = BTreeMap::new();
        for region in &mut self.regions {
            region.people = part(region.people);
            *sums.entry(region.country.clone()).or_default() += region.people;
        }
        for country in &mut self.countries {
            country.people = sums.get(&country.code).copied().unwrap_or_else(|| part(country.people));
        }
        self
    }
}
