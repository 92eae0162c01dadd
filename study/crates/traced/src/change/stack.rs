//! Two waves as one sample.

use std::collections::{BTreeMap, BTreeSet};

use microdata::Rows;
use survey::Matrix;
use survey::agreement::{Found, Scale};
use survey::design::Design;
use survey::estimates::Estimates;
use survey::linear::means;
use survey::matrix::columns;
use survey::proportion::{Base, Method, interval};

use crate::joined::{RESPONDENT, Roles, build, by_respondent};
use crate::{Settings, Table, TracedError};

/// Rows of the first wave, then those of the second.
pub(super) struct Stack {
    pub first: Table,
    pub second: Table,
    pub is_second: Vec<bool>,
    pub weights: Vec<f64>,
    /// Of each wave, for its own rows.
    waves: [Design; 2],
    /// Of the units that both have: which rows of the stack, and their design; none where nothing is shared.
    common: Option<(Vec<usize>, Design)>,
    /// Of all rows, for degrees of freedom.
    all: Design,
    pub shared: Shared,
}

/// What both waves have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Shared {
    pub people: usize,
    /// First-stage units; people where there are none.
    pub units: usize,
    /// Shared people who are in another unit in the second wave.
    pub moved: usize,
}

impl Stack {
    pub(super) fn read(
        first: &mut dyn Rows,
        second: &mut dyn Rows,
        roles: &Roles,
        settings: &Settings,
    ) -> Result<Self, TracedError> {
        let (first, second) = (Table::read(first, |_| true)?, Table::read(second, |_| true)?);
        let (of_first, of_second) = (by(&first, "the first wave")?, by(&second, "the second wave")?);
        let strata = [roles.strata(&first)?, roles.strata(&second)?].concat();
        let units = match (roles.units(&first)?, roles.units(&second)?) {
            (Some(first), Some(second)) => [first, second].concat(),
            _ => [people(&first, 1), people(&second, 2)].concat(),
        };
        let weights = [roles.weights(&first)?, roles.weights(&second)?].concat();
        let unit = |row: usize| (&strata[row], &units[row]);
        let in_both: Vec<(usize, usize)> = of_first
            .iter()
            .filter_map(|(person, row)| Some((*row, *of_second.get(person)? + first.rows)))
            .collect();
        let all = |rows: std::ops::Range<usize>| rows.map(unit).collect::<BTreeSet<_>>();
        let (before, after) = (all(0..first.rows), all(first.rows..strata.len()));
        let shared = Shared {
            people: in_both.len(),
            units: before.intersection(&after).count(),
            moved: in_both.iter().filter(|(before, after)| unit(*before) != unit(*after)).count(),
        };
        let of = |rows: &[usize], settings: &Settings| {
            let pick = |from: &[String]| rows.iter().map(|row| from[*row].clone()).collect::<Vec<String>>();
            let weights = rows.iter().map(|row| weights[*row]).collect();
            build(&pick(&strata), &pick(&units), weights, settings)
        };
        let rows = |from: usize, to: usize| (from..to).collect::<Vec<usize>>();
        let end = strata.len();
        let waves = [of(&rows(0, first.rows), settings)?, of(&rows(first.rows, end), settings)?];
        let both: BTreeSet<_> = before.intersection(&after).copied().collect();
        let common: Vec<usize> = (0..end).filter(|row| both.contains(&unit(*row))).collect();
        // A stratum that shares a single unit says nothing of how the two go together.
        let mut loose = settings.clone();
        loose.design.single = survey::design::SinglePsu::Certainty;
        let design = if common.is_empty() { None } else { Some(of(&common, &loose)?) };
        let common = design.map(|design| (common, design));
        let all = of(&rows(0, end), settings)?;
        let is_second = (0..end).map(|row| row >= first.rows).collect();
        Ok(Self { first, second, is_second, weights: weights.clone(), waves, common, all, shared })
    }

    /// The mean of both waves, with their covariance; none where one is empty or a design does not hold.
    pub(super) fn estimates(&self, values: &[f64], inside: &[bool]) -> Option<Both> {
        let split = self.first.rows;
        let mut found = Vec::new();
        for (design, rows) in self.waves.iter().zip([0..split, split..values.len()]) {
            let domain = design.domain(inside.get(rows.clone())?).ok()?;
            found.push(means(&domain, &columns(&[values.get(rows)?]).ok()?).ok()?);
        }
        let variance = |at: usize| Some(self.waves[at].covariance(&found[at].influence).ok()?[(0, 0)]);
        let covariance = match &self.common {
            None => 0.0,
            Some((rows, design)) => {
                let z = Matrix::from_fn(rows.len(), 2, |at, column| {
                    match (rows[at].checked_sub(split), column) {
                        (None, 0) => found[0].influence[(rows[at], 0)],
                        (Some(row), 1) => found[1].influence[(row, 0)],
                        _ => 0.0,
                    }
                });
                // Where all strata share a single unit, nothing is known of it.
                design.covariance(&z).map_or(0.0, |found| found[(0, 1)])
            }
        };
        let (first, second) = (variance(0)?, variance(1)?);
        Some(Both(Estimates {
            values: vec![found[0].values[0], found[1].values[0]],
            covariance: Matrix::from_row_slice(2, 2, &[first, covariance, covariance, second]),
            df: self.all.domain(inside).ok()?.degrees_of_freedom(),
        }))
    }
}

/// The people of a wave, if it tells them apart.
fn by(table: &Table, of: &'static str) -> Result<BTreeMap<String, usize>, TracedError> {
    if table.has(RESPONDENT) { by_respondent(table, of) } else { Ok(BTreeMap::new()) }
}

/// Each person as a unit: by who they are, or else one that no other wave has.
fn people(table: &Table, wave: u32) -> Vec<String> {
    let name = |(row, person): (usize, Option<String>)| match person {
        Some(person) => person,
        None => format!("\u{0}{wave} {row}"),
    };
    table.codes(RESPONDENT).into_iter().enumerate().map(name).collect()
}

/// Estimates of both waves.
pub(super) struct Both(Estimates);

impl Both {
    /// Of one wave: of a share Korn and Graubard's interval, of a mean Student's.
    pub(super) fn wave(
        &self,
        at: usize,
        share: bool,
        inside: &[bool],
        stack: &Stack,
        level: f64,
    ) -> Option<Found> {
        let (value, error) = (self.0.values[at], self.0.errors()[at]);
        let df = stack.all.domain(inside).ok()?.degrees_of_freedom();
        let interval = if share {
            let rows = inside.iter().filter(|inside| **inside).count() as f64;
            interval(value, error, Base { rows, df, design_df: df }, Method::Beta, level).ok()
        } else {
            Scale::Plain.interval(value, error, df, level).ok().filter(|_| error > 0.0)
        };
        Some(Found { value, error, interval })
    }

    /// The second less the first; with the covariance of what they share, or without.
    pub(super) fn change(&self, with: bool, level: f64) -> Option<Found> {
        let covariance = &self.0.covariance;
        let apart = covariance[(0, 0)] + covariance[(1, 1)];
        let variance = if with { apart - 2.0 * covariance[(0, 1)] } else { apart };
        let (value, error) = (self.0.values[1] - self.0.values[0], variance.max(0.0).sqrt());
        let interval = Scale::Plain.interval(value, error, self.0.df, level).ok().filter(|_| error > 0.0);
        Some(Found { value, error, interval })
    }
}
