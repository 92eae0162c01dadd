//! What changed between two waves, with the covariance of what they share.
//!
//! `V(b - a) = V(a) + V(b) - 2 C(a, b)`: the variance of each wave is that of its own design; the covariance comes from
//! first-stage units (or, without units, people) that are in both, be it a panel's people or towns that were drawn once. In each
//! stratum it is `c/(c-1) Σ (z_a - mean)(z_b - mean)` over the `c` units shared, whose linearised sums are `z_a` and `z_b`; without
//! anything shared it is 0. Kish (1965), section 12.4; Tam (1984), "On covariances from overlapping samples"; Berger (2004).

mod items;
mod stack;

use book::beside::{Comparison, Line, Part, PartKind, Picture, Side, Unit, Weights};
use microdata::Rows;
use survey::disclosure;

use crate::donated::basis;
use crate::joined::Roles;
use crate::line::Draft;
use crate::parts::null;
use crate::{Conventions, Settings, TracedError};
use items::{Item, Question, questions};
use stack::Stack;

/// What both files were found to be, for the methods.
#[derive(Debug, Clone)]
pub struct Changed {
    pub chapter: Comparison,
    pub weight: Option<String>,
    pub described: String,
    /// Whether one of the files says that its people are invented.
    pub synthetic: bool,
    /// Questions that only one of the waves has, and others that were left out. A sentence each.
    pub left_out: Vec<String>,
}

/// Makes the chapter of what changed from the first wave to the second.
///
/// # Errors
/// When a file cannot be read, the design cannot be used, or the waves have no question in common.
pub fn change(
    first: &mut dyn Rows,
    second: &mut dyn Rows,
    settings: &Settings,
) -> Result<Changed, TracedError> {
    let roles = Roles::find(first.dictionary(), settings);
    let stack = Stack::read(first, second, &roles, settings)?;
    let (asked, left_out) = questions(&stack, &roles);
    if asked.is_empty() {
        let hint = "both waves need variables of the same names and kinds";
        return Err(TracedError::Missing {
            column: "any question of the first wave".into(),
            of: "the second wave",
            hint,
        });
    }
    let parts = asked.iter().map(|question| part(&stack, question, &settings.conventions)).collect();
    let invented = |table: &crate::Table| table.dictionary.synthetic || table.says_synthetic();
    let synthetic = invented(&stack.first) || invented(&stack.second);
    let chapter = Comparison {
        id: "change".into(),
        title: "What changed between two waves".into(),
        lead: lead(&stack, &settings.conventions),
        parts,
        notes: notes(&roles, settings),
    };
    let described = roles.described(settings);
    Ok(Changed { chapter, weight: roles.weight, described, synthetic, left_out })
}

/// The measure of a change with its own error.
const CHANGE: &str = "second less first";

fn part(stack: &Stack, question: &Question, limits: &Conventions) -> Part {
    let hidden = hidden(stack, question, limits);
    let lines: Vec<Line> = question
        .items
        .iter()
        .zip(hidden)
        .flat_map(|(item, hidden)| three(stack, item, hidden, limits))
        .collect();
    let mut says = Vec::new();
    if !question.wording.is_empty() {
        says.push(format!("\u{201c}{}\u{201d}", question.wording));
    }
    says.extend(null::of_several(lines.iter().filter(|line| line.measure == CHANGE), "change"));
    Part {
        id: question.id.clone(),
        title: question.title.clone(),
        kind: PartKind::Change,
        says,
        picture: Picture::Dots,
        lines,
        notes: Vec::new(),
    }
}

/// Which items are hidden in the first wave and in the second: those of few people, of all but few, and what would tell them. A net
/// is hidden in both as soon as one of its answers is in either.
fn hidden(stack: &Stack, question: &Question, limits: &Conventions) -> Vec<[bool; 2]> {
    let items = &question.items;
    let plain: Vec<usize> =
        (0..items.len()).filter(|at| items[*at].share && items[*at].net.is_empty()).collect();
    let sums = if question.whole { vec![plain] } else { plain.into_iter().map(|at| vec![at]).collect() };
    let mut hidden = vec![[false; 2]; items.len()];
    for (wave, second) in [false, true].into_iter().enumerate() {
        for sum in sums.iter().filter(|sum| !sum.is_empty()) {
            let people = |at: usize, of: &dyn Fn(f64) -> bool| {
                let rows = items[at].values.iter().zip(&stack.is_second).zip(&stack.weights);
                rows.filter(|((value, is), weight)| **is == second && **weight != 0.0 && of(**value)).count()
                    as u64
            };
            let mut counts: Vec<u64> = sum.iter().map(|at| people(*at, &|value| value == 1.0)).collect();
            // Who gave none of these answers.
            counts.push(people(sum[0], &|value| !value.is_nan()).saturating_sub(counts.iter().sum()));
            for (at, is) in sum.iter().zip(disclosure::hidden(&counts, limits.least_people)) {
                hidden[*at][wave] = is;
            }
        }
    }
    for at in 0..items.len() {
        if items[at].net.iter().any(|part| hidden[*part].contains(&true)) {
            hidden[at] = [true; 2];
        }
    }
    hidden
}

/// First wave, second wave, their change; and the error that the change would have without what is shared.
fn three(stack: &Stack, item: &Item, hidden: [bool; 2], limits: &Conventions) -> Vec<Line> {
    let inside: Vec<bool> = item.values.iter().map(|value| !value.is_nan()).collect();
    let wave = |second: bool| -> Vec<bool> {
        inside.iter().zip(&stack.is_second).map(|(inside, found)| *inside && *found == second).collect()
    };
    let waves = [wave(false), wave(true)];
    let clean: Vec<f64> = item.values.iter().map(|value| if value.is_nan() { 0.0 } else { *value }).collect();
    let estimates = stack.estimates(&clean, &inside);
    let draft = |side: Side, measure: &str, unit: Unit, inside: &[bool], hidden: bool| Draft {
        item: item.label.clone(),
        side,
        measure: measure.to_owned(),
        unit,
        basis: basis(&stack.weights, inside),
        hidden,
        coverage: None,
        weights: Weights::Sample,
        drawn: side != Side::Change,
    };
    let (unit, by, word) = if item.share {
        (Unit::Share, Unit::Points, "share")
    } else {
        (Unit::Number, Unit::Difference, "mean")
    };
    let mut lines = Vec::new();
    for (at, side) in [Side::Before, Side::After].into_iter().enumerate() {
        let found =
            estimates.as_ref().and_then(|found| found.wave(at, item.share, &waves[at], stack, limits.level));
        lines.push(draft(side, word, unit, &waves[at], hidden[at]).line(found, limits));
    }
    for (with, measure) in [(true, CHANGE), (false, "the same, were nothing shared")] {
        let smaller = if lines[0].base < lines[1].base { &waves[0] } else { &waves[1] };
        // A change and one of the two shares give the other.
        let draft = draft(Side::Change, measure, by, smaller, hidden.contains(&true));
        let found = estimates.as_ref().and_then(|found| found.change(with, limits.level));
        lines.push(draft.line(found, limits));
    }
    lines
}

fn lead(stack: &Stack, limits: &Conventions) -> Vec<String> {
    let shared = &stack.shared;
    let few = |count: usize, what: &str| match count {
        0 => format!("no {what}"),
        count => format!("{} {what}", limits.number(count)),
    };
    let mut lead = vec![format!(
        "The first wave has {} answers, the second {}. They share {} and {}.",
        limits.number(stack.first.rows),
        limits.number(stack.second.rows),
        few(shared.people, "people"),
        few(shared.units, "first-stage units"),
    )];
    if shared.units == 0 {
        lead.push("Nothing is shared, so that the error of a change is that of two samples apart.".into());
    } else {
        lead.push("What is shared makes most changes known better than from two samples apart: each change stands there with its error, and with the error that it would have were nothing shared.".into());
    }
    if shared.moved > 0 {
        lead.push(format!(
            "{} are in another first-stage unit in the second wave: what they have in common with themselves is not in the errors.",
            few(shared.moved, "people")
        ));
    }
    lead
}

fn notes(roles: &Roles, settings: &Settings) -> Vec<String> {
    vec![
        "The variance of each wave is that of its own design, by linearisation; the covariance of the two comes from the first-stage units that are in both, stratum by stratum (Kish 1965; Tam 1984). A stratum in which a single unit is shared adds no covariance.".into(),
        "Errors take the weights of each wave as given.".into(),
        "Shares: Korn and Graubard's interval; changes and means: estimate ± t × error.".into(),
        "With as many changes as stand here, about one in twenty intervals misses by chance.".into(),
        format!("Design: {}.", roles.described(settings)),
    ]
}
