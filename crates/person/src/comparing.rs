//! A person beside a population: the same measures that a donor would give, which is what the population's are made of.

use donation::traced::{Cell, Holds};
use donation::{About, DonorId, WithdrawalCode, traced};
use reference::{Group, Reference};
use report::build::{Compared, Findings, Own};

use crate::donating::bundle;
use crate::kit::{Kit, Options};

/// A population to compare with, and which group of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    reference: Reference,
    /// The place of the group.
    group: usize,
}

impl Comparison {
    /// A population with the group of that label ("18-34", "South-East Asia, 18-34"); all people where none is given.
    ///
    /// # Errors
    /// When there is no such group: the labels of those that there are.
    pub fn new(reference: Reference, group: Option<&str>) -> Result<Self, Vec<String>> {
        let wanted = |one: &Group| match group {
            Some(label) => one.label().eq_ignore_ascii_case(label.trim()),
            None => one.age.is_none() && one.place.is_none(),
        };
        let labels = || reference.groups.iter().map(Group::label).collect::<Vec<_>>();
        let group = reference.groups.iter().position(wanted).ok_or_else(labels)?;
        Ok(Self { reference, group })
    }
}

/// Sets a person beside the population.
pub fn compared<'c>(
    comparison: &'c Comparison,
    findings: &Findings<'_>,
    options: &Options,
    kit: &Kit,
) -> Option<Compared<'c>> {
    let group = comparison.reference.groups.get(comparison.group)?;
    // Only its numbers are read; it is given to nobody, so nobody needs to tell it from others.
    let about = About {
        study: None,
        participant: None,
        donor: DonorId::of([0; 16]),
        withdrawal: WithdrawalCode::new([0; 10]).hash(),
        names: false,
    };
    let bundle = bundle(findings, options, kit, about);
    let numbers = traced::columns().into_iter().zip(traced::row(&bundle)).filter_map(|(column, cell)| {
        let Holds::Amount(decimals) = column.holds else { return None };
        let value = match cell {
            Some(Cell::Number(value)) => Some(value),
            _ => None,
        };
        Some(Own { id: column.name, value, decimals: usize::from(decimals).min(2) })
    });
    Some(Compared { reference: &comparison.reference, group, own: numbers.collect() })
}
