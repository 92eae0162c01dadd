//! Weights for the chance of donating, and estimates that rest on donors.

use std::collections::BTreeMap;

use survey::agreement::{Found, Scale};
use survey::design::Design;
use survey::linear::Linearised;
use survey::participation::{Options, Participation};
use survey::{Matrix, SurveyError};

use crate::{Joined, Settings, TracedError};

/// A category with fewer donors, or fewer others, is joined with its neighbour.
const LEAST: usize = 10;

/// Donors with weights that let them stand for all who could have donated.
pub(crate) struct Donated {
    /// All who could have donated.
    could: Design,
    /// None where chances could not be modelled: then donors count by the weights of the sample.
    participation: Option<Participation>,
    /// The design of donors, with the weights that are used.
    design: Design,
    /// What explains who donates: each column of the regression but its first, in words.
    pub columns: Vec<Column>,
    /// What a reader has to know: what was joined, what failed. A sentence each.
    pub notes: Vec<String>,
}

/// A column of the regression.
pub(crate) struct Column {
    /// The variable, and the category as its code or codes.
    pub variable: String,
    pub codes: Vec<String>,
    /// The category that it is compared with.
    pub against: Vec<String>,
    /// How many donors are in it.
    pub donors: usize,
}

/// What an estimate rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Basis {
    pub rows: u64,
    pub effective: f64,
}

/// A variable by its categories, small ones joined.
struct Factor {
    variable: String,
    /// For each row its category; none outside of who could have donated.
    codes: Vec<u32>,
    /// The codes of each category.
    categories: Vec<Vec<String>>,
}

impl Donated {
    /// Models who donated.
    ///
    /// # Errors
    /// When the design cannot be used at all. Where chances cannot be modelled, weights of the sample are used and that is said.
    pub(crate) fn new(joined: &Joined, settings: &Settings) -> Result<Self, TracedError> {
        let could =
            joined.design.domain(&joined.could).map_err(TracedError::at("those who could have donated"))?;
        let factors: Vec<Factor> = settings
            .donating
            .explain
            .iter()
            .filter(|name| joined.answers.has(name))
            .filter_map(|name| Factor::of(joined, name))
            .collect();
        let mut notes = joined_categories(&factors);
        let absent: Vec<&str> = settings
            .donating
            .explain
            .iter()
            .filter(|name| !factors.iter().any(|factor| factor.variable == **name))
            .map(String::as_str)
            .collect();
        if !absent.is_empty() {
            notes.push(format!(
                "The chance of donating does not hang on {}: not asked, or all donors are in one category.",
                absent.join(", ")
            ));
        }
        let x = columns(&factors, joined.answers.rows);
        let raked = |factor: &&Factor| settings.donating.rake.contains(&factor.variable);
        let codes: Vec<Vec<u32>> = factors.iter().filter(raked).map(|factor| factor.codes.clone()).collect();
        let options = Options { least: settings.donating.least, ..Options::default() };
        let participation = match Participation::new(&could, &x, &joined.donor, &codes, options) {
            Ok(participation) => Some(participation),
            Err(error) => {
                let why = error.to_string().lines().next().unwrap_or_default().to_owned();
                notes.push(format!(
                    "The chance of donating could not be modelled ({why}): donors count by the weights of the sample, and figures speak of donors only."
                ));
                None
            }
        };
        let design = match &participation {
            Some(participation) => participation.design.clone(),
            None => joined.design.domain(&joined.donor).map_err(TracedError::at("the donors"))?,
        };
        let columns = described(&factors, &joined.donor);
        Ok(Self { could, participation, design, columns, notes })
    }

    /// The regression of having donated, if there is one: log odds ratios with errors, in the order of [`Donated::columns`], and
    /// degrees of freedom.
    pub(crate) fn regression(&self) -> Option<(Vec<(f64, f64)>, f64)> {
        let fit = &self.participation.as_ref()?.fit;
        let pairs = fit.coefficients.iter().copied().zip(fit.errors()).skip(1).collect();
        Some((pairs, fit.df))
    }

    /// Whether donors stand for all who could have donated.
    pub(crate) const fn is_weighted(&self) -> bool {
        self.participation.is_some()
    }

    /// How many chances were cut off.
    pub(crate) fn trimmed(&self) -> usize {
        self.participation.as_ref().map_or(0, |participation| participation.trimmed)
    }

    /// The weights of donors; 0 for all others.
    pub(crate) fn weights(&self) -> &[f64] {
        self.design.weights()
    }

    /// How many donors with something known there are, and how much their weights cost.
    pub(crate) fn basis(&self, inside: &[bool]) -> Basis {
        basis(self.weights(), inside)
    }

    /// Figures of donors within `inside`, with errors of the sample's design that know of the chances.
    ///
    /// # Errors
    /// Those of the estimator.
    pub(crate) fn found(
        &self,
        inside: &[bool],
        scales: &[Scale],
        level: f64,
        estimator: impl Fn(&Design) -> Result<Linearised, SurveyError>,
    ) -> Result<Vec<Found>, SurveyError> {
        let domain = self.design.domain(inside)?;
        let linearised = estimator(&domain)?;
        let df = domain.degrees_of_freedom();
        match &self.participation {
            Some(participation) => {
                participation.corrected(&linearised)?.found(&self.could, scales, df, level)
            }
            None => linearised.found(&self.could, scales, df, level),
        }
    }
}

/// Of rows with a weight within a part.
pub(crate) fn basis(weights: &[f64], inside: &[bool]) -> Basis {
    let rows = || weights.iter().zip(inside).filter(|(weight, inside)| **inside && **weight != 0.0);
    let (sum, squares) =
        rows().fold((0.0, 0.0), |(sum, squares), (weight, _)| (sum + weight, squares + weight * weight));
    let effective = if squares > 0.0 { sum * sum / squares } else { 0.0 };
    Basis { rows: rows().count() as u64, effective }
}

impl Factor {
    /// None where all donors would be in one category.
    fn of(joined: &Joined, name: &str) -> Option<Self> {
        let answered = joined.answers.codes(name);
        let codes: Vec<Option<String>> = answered
            .into_iter()
            .zip(&joined.could)
            .map(|(code, could)| could.then(|| code.unwrap_or_else(|| "no answer".into())))
            .collect();
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (code, donor) in codes.iter().zip(&joined.donor) {
            let Some(code) = code else { continue };
            let (with, without) = counts.entry(code).or_default();
            *if *donor { with } else { without } += 1;
        }
        let categories = merged(&counts);
        if categories.len() < 2 {
            return None;
        }
        let place = |code: &String| categories.iter().position(|codes| codes.contains(code));
        let code =
            |code: &Option<String>| code.as_ref().and_then(place).map_or(u32::MAX, |place| place as u32);
        Some(Self { variable: name.to_owned(), codes: codes.iter().map(code).collect(), categories })
    }
}

/// Categories in their order, each with enough donors and enough others: a small one goes with the next, the last with the one
/// before.
fn merged(counts: &BTreeMap<&str, (usize, usize)>) -> Vec<Vec<String>> {
    let mut categories: Vec<(Vec<String>, usize, usize)> = Vec::new();
    let enough = |with: usize, without: usize| with >= LEAST && without >= LEAST;
    for (code, (with, without)) in counts {
        match categories.last_mut() {
            Some(last) if !enough(last.1, last.2) => {
                last.0.push((*code).to_owned());
                last.1 += with;
                last.2 += without;
            }
            _ => categories.push((vec![(*code).to_owned()], *with, *without)),
        }
    }
    if let Some((codes, with, without)) = categories.pop() {
        match categories.last_mut() {
            Some(last) if !enough(with, without) => last.0.extend(codes),
            _ => categories.push((codes, with, without)),
        }
    }
    categories.into_iter().map(|(codes, ..)| codes).collect()
}

fn joined_categories(factors: &[Factor]) -> Vec<String> {
    let sentence = |factor: &Factor| {
        let joined: Vec<String> = factor
            .categories
            .iter()
            .filter(|codes| codes.len() > 1)
            .map(|codes| codes.join(" with "))
            .collect();
        let what = format!(
            "For the chance of donating, small categories of {} were joined: {}.",
            factor.variable,
            joined.join("; ")
        );
        (!joined.is_empty()).then_some(what)
    };
    factors.iter().filter_map(sentence).collect()
}

/// A column of ones, and one for each category but the first.
fn columns(factors: &[Factor], rows: usize) -> Matrix {
    let places: Vec<(usize, u32)> = factors
        .iter()
        .enumerate()
        .flat_map(|(at, factor)| (1..factor.categories.len() as u32).map(move |code| (at, code)))
        .collect();
    Matrix::from_fn(rows, places.len() + 1, |row, column| match column.checked_sub(1) {
        None => 1.0,
        Some(column) => {
            let (factor, code) = places[column];
            f64::from(u8::from(factors[factor].codes[row] == code))
        }
    })
}

fn described(factors: &[Factor], donor: &[bool]) -> Vec<Column> {
    let mut columns = Vec::new();
    for factor in factors {
        for (code, codes) in factor.categories.iter().enumerate().skip(1) {
            let inside = |(found, donor): &(&u32, &bool)| **found as usize == code && **donor;
            columns.push(Column {
                variable: factor.variable.clone(),
                codes: codes.clone(),
                against: factor.categories[0].clone(),
                donors: factor.codes.iter().zip(donor).filter(inside).count(),
            });
        }
    }
    columns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_categories_go_with_their_neighbours() {
        for (counts, expected) in [
            (vec![("1", 20, 90), ("2", 3, 90), ("3", 30, 4), ("4", 2, 2)], vec!["1", "2+3+4"]),
            (vec![("1", 2, 90), ("2", 20, 90), ("3", 30, 40)], vec!["1+2", "3"]),
            (vec![("1", 2, 90), ("2", 2, 90)], vec!["1+2"]),
            (vec![], vec![]),
        ] {
            let counts = counts.into_iter().map(|(code, with, without)| (code, (with, without))).collect();
            let found: Vec<String> = merged(&counts).iter().map(|codes| codes.join("+")).collect();
            assert_eq!(found, expected);
        }
    }
}
