//! Answers and traces of the same people, under the design of the sample.

use std::collections::BTreeMap;

use microdata::{Dictionary, Rows};
use survey::design::{Design, DesignBuilder, SinglePsu, Stage};

use crate::{Settings, Table, TracedError};

/// What tells one person from another, in both files.
pub(crate) const RESPONDENT: &str = "respondent";

/// All who answered, with what was traced of those who donated.
#[derive(Debug, Clone)]
pub struct Joined {
    /// One row for each who answered.
    pub answers: Table,
    /// The same rows; nothing is known of those who did not donate.
    pub traces: Table,
    /// Of the whole sample.
    pub design: Design,
    /// Who donated, by row.
    pub donor: Vec<bool>,
    /// Who could have: uses social media, as far as asked. Nobody else leaves a trace.
    pub could: Vec<bool>,
    pub matching: Matching,
    /// The name of the weights, and the design in words.
    pub weight: Option<String>,
    pub described: String,
}

/// How the two files fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Matching {
    pub traces: usize,
    pub joined: usize,
    /// Traces of people who did not answer: left out.
    pub without_answer: usize,
    /// Traces of people who say that they did not donate: left out.
    pub without_consent: usize,
    /// People who say that they donated, without a trace.
    pub without_trace: usize,
}

/// Reads and joins both files. Traces of people who did not answer, or who say that they did not donate, are left out.
///
/// # Errors
/// When a file cannot be read, has no `respondent` or one twice, the design cannot be used, or nobody is in both.
pub fn join(
    answers: &mut dyn Rows,
    traces: &mut dyn Rows,
    settings: &Settings,
) -> Result<Joined, TracedError> {
    let roles = Roles::find(answers.dictionary(), settings);
    let wanted = |name: &str| !name.starts_with("weight_") || roles.names(name);
    let mut answers = Table::read(answers, wanted)?;
    let traces = Table::read(traces, |_| true)?;
    derive_age(&mut answers);
    let of = by_respondent(&traces, "the traces")?;
    let people = by_respondent(&answers, "the answers")?;
    let made = answers.yes("donation_made");
    let mut matching = Matching { traces: traces.rows, ..Matching::default() };
    matching.without_answer = of.keys().filter(|person| !people.contains_key(*person)).count();
    let ids = answers.codes(RESPONDENT);
    let row_of = |row: usize| {
        let found = ids[row].as_ref().and_then(|person| of.get(person)).copied();
        match (found, made[row]) {
            (Some(_), Some(false)) => {
                matching.without_consent += 1;
                None
            }
            (None, Some(true)) => {
                matching.without_trace += 1;
                None
            }
            (found, _) => found,
        }
    };
    let rows: Vec<Option<usize>> = (0..answers.rows).map(row_of).collect();
    let donor: Vec<bool> = rows.iter().map(Option::is_some).collect();
    matching.joined = donor.iter().filter(|donor| **donor).count();
    if matching.joined == 0 {
        return Err(TracedError::NobodyJoined { traces: traces.rows, answers: answers.rows });
    }
    let joined = answers.codes("joined");
    let could = (0..answers.rows)
        .map(|row| donor[row] || joined[row].as_deref().is_none_or(|joined| joined == "active"))
        .collect();
    let design = roles.design(&answers, settings)?;
    let (weight, described) = (roles.weight.clone(), roles.described(settings));
    Ok(Joined { traces: traces.aligned(&rows), answers, design, donor, could, matching, weight, described })
}

/// Ages in three groups, where only years were asked.
fn derive_age(answers: &mut Table) {
    if answers.has("age_group") || !answers.has("age") {
        return;
    }
    let group = |age: f64| match age {
        age if age.is_nan() => None,
        age if age < 35.0 => Some("18-34".to_owned()),
        age if age < 55.0 => Some("35-54".to_owned()),
        _ => Some("55+".to_owned()),
    };
    let groups = answers.numbers("age").into_iter().map(group).collect();
    answers.add_texts("age_group", groups);
}

/// The row of each person.
pub(crate) fn by_respondent(table: &Table, of: &'static str) -> Result<BTreeMap<String, usize>, TracedError> {
    if !table.has(RESPONDENT) {
        let hint = "it tells people apart; `import --mapping` renames columns";
        return Err(TracedError::Missing { column: RESPONDENT.into(), of, hint });
    }
    let mut people = BTreeMap::new();
    let mut twice = 0;
    for (row, person) in table.codes(RESPONDENT).into_iter().enumerate() {
        let Some(person) = person else { continue };
        twice += usize::from(people.insert(person, row).is_some());
    }
    if twice > 0 { Err(TracedError::Twice { of, rows: twice }) } else { Ok(people) }
}

/// Which variables say how people were sampled.
pub(crate) struct Roles {
    pub weight: Option<String>,
    pub stratum: Option<String>,
    pub psu: Option<String>,
}

impl Roles {
    /// From the plan, or the dictionary, or the names that a study's files have.
    pub(crate) fn find(dictionary: &Dictionary, settings: &Settings) -> Self {
        let usual = |name: &str| dictionary.variable(name).map(|_| name.to_owned());
        let pick = |plan: &Option<String>, said: &Option<String>, name: &str| {
            plan.clone().or_else(|| said.clone()).or_else(|| usual(name))
        };
        Self {
            weight: pick(&settings.weight, &dictionary.weight, "weight"),
            stratum: pick(&settings.design.stratum, &dictionary.design.stratum, "stratum"),
            psu: pick(&settings.design.psu, &dictionary.design.psu, "psu"),
        }
    }

    fn names(&self, name: &str) -> bool {
        [&self.weight, &self.stratum, &self.psu].into_iter().flatten().any(|role| role == name)
    }

    /// Weights of all rows; 1 without a variable.
    pub(crate) fn weights(&self, table: &Table) -> Result<Vec<f64>, TracedError> {
        let Some(name) = &self.weight else { return Ok(vec![1.0; table.rows]) };
        present(table, name)?;
        Ok(table.numbers(name))
    }

    /// Strata as texts, one for all without a variable.
    pub(crate) fn strata(&self, table: &Table) -> Result<Vec<String>, TracedError> {
        let Some(name) = &self.stratum else { return Ok(vec![String::new(); table.rows]) };
        present(table, name)?;
        Ok(table.codes(name).into_iter().map(Option::unwrap_or_default).collect())
    }

    /// First-stage units as texts, none where each person is one.
    pub(crate) fn units(&self, table: &Table) -> Result<Option<Vec<String>>, TracedError> {
        let Some(name) = &self.psu else { return Ok(None) };
        present(table, name)?;
        Ok(Some(table.codes(name).into_iter().map(Option::unwrap_or_default).collect()))
    }

    fn design(&self, table: &Table, settings: &Settings) -> Result<Design, TracedError> {
        let strata = self.strata(table)?;
        let units = match self.units(table)? {
            Some(units) => units,
            None => (0..table.rows).map(|row| row.to_string()).collect(),
        };
        build(&strata, &units, self.weights(table)?, settings)
    }

    /// In words, for the methods.
    pub(crate) fn described(&self, settings: &Settings) -> String {
        let strata = self.stratum.as_ref().map_or("no strata".to_owned(), |name| format!("strata `{name}`"));
        let units =
            self.psu.as_ref().map_or("each person a unit".to_owned(), |name| format!("units `{name}`"));
        let single = match settings.design.single {
            SinglePsu::Fail => "none allowed",
            SinglePsu::Certainty => "taken with certainty",
            SinglePsu::Average => "as the others on average",
            SinglePsu::Adjust => "compared with the mean of all",
        };
        format!("{strata}, {units}, single units: {single}; errors by linearisation")
    }
}

fn present(table: &Table, name: &str) -> Result<(), TracedError> {
    if table.has(name) {
        return Ok(());
    }
    let hint = "name the variables of the design in the plan, `[design]`, or in the codebook";
    Err(TracedError::Missing { column: name.to_owned(), of: "the answers", hint })
}

/// A design of one stage from names of strata and units; units are told apart within their strata.
pub(crate) fn build(
    strata: &[String],
    units: &[String],
    weights: Vec<f64>,
    settings: &Settings,
) -> Result<Design, TracedError> {
    let mut stratum_of: BTreeMap<&str, u64> = BTreeMap::new();
    let mut unit_of: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    let (mut first, mut second) = (Vec::with_capacity(strata.len()), Vec::with_capacity(units.len()));
    for (stratum, unit) in strata.iter().zip(units) {
        let next = stratum_of.len() as u64;
        first.push(*stratum_of.entry(stratum).or_insert(next));
        let next = unit_of.len() as u64;
        second.push(*unit_of.entry((stratum, unit)).or_insert(next));
    }
    DesignBuilder::new(vec![Stage::of(second).within(first)])
        .weights(weights)
        .single(settings.design.single)
        .build()
        .map_err(TracedError::at("the design of the sample"))
}
