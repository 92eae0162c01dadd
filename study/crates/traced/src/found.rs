//! What was found, in a few sentences for the head of the chapter. Each is made from figures that the parts show, and is left out
//! where its figure is hidden or unknown.

use book::beside::{Line, Part};

use crate::parts::null::{self, Lies};
use crate::parts::{asked, correlates, donors, findings, kinds, truth};

/// By how much hours differ, how far types agree, whether grades follow what people say of accounts, whether dependence goes with
/// regularity, where asked and traced are furthest apart, and how donors differ from others.
pub(crate) fn sentences(parts: &[Part], hours: Option<String>) -> Vec<String> {
    let lines = |id: &str| parts.iter().find(|part| part.id == id).map_or(&[][..], |part| &part.lines);
    let dependent = |line: &&Line| line.item.starts_with(asked::DEPENDENT.label);
    let knows = |line: &&Line| line.item == truth::KNOWS_BY_GRADE;
    [
        hours,
        types(lines("types-agreement")),
        lines("truth").iter().find(knows).and_then(truth::sentence),
        lines("correlates").iter().find(dependent).and_then(correlates::sentence),
        findings::most_apart(lines("findings")),
        donors::most_apart(lines("donors")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How far the two ways to ask agree with what is traced.
fn types(lines: &[Line]) -> Option<String> {
    let of = |pair: &str, measure: &str| {
        let item = format!("{}{pair}", kinds::ALL);
        lines.iter().find(|line| line.item == item && line.measure == measure)
    };
    let way = |pair: &str| {
        let (same, kappa) = (of(pair, kinds::SAME)?, of(pair, kinds::KAPPA)?);
        let chance = if null::lies(kappa)? == Lies::Nowhere { ", no more than chance" } else { "" };
        Some(format!("{}{chance}", null::with_base(same)?))
    };
    let (rule, picked) = (way(kinds::ASKED)?, way(kinds::PICKED)?);
    Some(format!(
        "Of the five types, what people say of their hours and posts and what their data show give the same for {rule}; the description that people pick and their data, for {picked}. Counted are donors whose trace fixes a type."
    ))
}
