//! "Getting back to a balance": what to do, from what was found. Kind and plain; nobody is diagnosed.

use measure::ties::{Grade, Tie};
use measure::types::{Named, UserType};

use super::words::lower_first;
use super::{Findings, ties};
use crate::document::{Action, Answer, Block, Section};
use crate::numbers::{counted, fixed};
use crate::rich::Rich;

pub fn answer(findings: &Findings<'_>) -> Answer {
    let actions = actions(findings);
    let question = "How do you get back to a balance?".into();
    let section = "balance".into();
    match actions.first() {
        None => Answer {
            question,
            answer: Rich::from("Nothing found that asks for a change"),
            detail: Rich::from("That is what the export shows; it does not show everything."),
            section,
        },
        Some(first) => Answer {
            question,
            answer: Rich::from(counted(actions.len() as u64, "step to take", "steps to take")),
            detail: Rich::from("Begin here: ").then(first.title.clone()).text("."),
            section,
        },
    }
}

pub fn section(findings: &Findings<'_>) -> Section {
    let actions = actions(findings);
    let lead = if actions.is_empty() {
        vec![Rich::from("What the export shows asks for no change. It does not show everything.")]
    } else {
        vec![Rich::from(
            "A few steps, the ones that change most first. None of them is urgent but where it says so.",
        )]
    };
    let blocks = if actions.is_empty() { Vec::new() } else { vec![Block::Actions { actions }] };
    Section { id: "balance".into(), title: "Getting back to a balance".into(), lead, blocks }
}

fn actions(findings: &Findings<'_>) -> Vec<Action> {
    let mut actions = Vec::new();
    actions.extend(take_back(findings));
    actions.extend(findings.oversharing.chains.first().map(|chain| Action {
        title: Rich::from(format!("Break the chain: {}", lower_first(&chain.title))),
        why: Rich::from(format!("{} {}", chain.says, chain.advice)),
    }));
    let (silent, mutual) = ties::for_balance(findings);
    if let Some(first) = silent.first() {
        let others = match silent.len() - 1 {
            0 => String::new(),
            others => format!(" and {}", counted(others as u64, "other", "others")),
        };
        actions.push(Action {
            title: Rich::from("See less of ").name(&first.label.shown).text(others),
            why: Rich::from(format!(
                "{} Muting an account for a month costs nothing, tells nobody, and shows whether you miss it.",
                one_way(&silent)
            )),
        });
    }
    if let [first, ..] = mutual[..]
        && !silent.is_empty()
    {
        let mut why = Rich::from("These write back: ");
        for (at, tie) in mutual.iter().take(3).enumerate() {
            why = if at > 0 { why.text(", ") } else { why }.name(&tie.label.shown);
        }
        actions.push(Action {
            title: Rich::from("Write to ").name(&first.label.shown).text(" instead"),
            why: why.text(". An hour there is answered."),
        });
    }
    actions.extend(time(findings));
    actions.extend(posting(findings));
    actions
}

/// What is known of ties that are not returned: what was observed and what only stands in a list are told apart.
fn one_way(silent: &[&Tie]) -> String {
    let observed = silent.iter().filter(|tie| tie.grade == Some(Grade::A)).count();
    let (go, not) = (if observed == 1 { "goes" } else { "go" }, silent.len() - observed);
    let do_not = if not == 1 { "does" } else { "do" };
    match (observed, not) {
        (0, _) => format!("{not} {do_not} not follow you back, or never answered."),
        (_, 0) => format!("{observed} {go} one way, by what you wrote and what came back."),
        _ => format!(
            "{observed} {go} one way, by what you wrote and what came back; {not} {do_not} not follow you back, or never answered."
        ),
    }
}

/// What can be taken back: the severe, else all there is.
fn take_back(findings: &Findings<'_>) -> Option<Action> {
    let least = if worst(findings) >= 4 { 4 } else { 1 };
    let severe: Vec<&str> = findings
        .oversharing
        .kinds
        .iter()
        .filter(|kind| kind.values.first().is_some_and(|value| value.finding.severity >= least))
        .filter_map(|kind| findings.lexicon.rules().get(kind.rule))
        .map(|rule| rule.title.as_str())
        .collect();
    let number: usize = findings
        .oversharing
        .kinds
        .iter()
        .flat_map(|kind| &kind.values)
        .filter(|value| value.finding.severity >= least)
        .count();
    let first = severe.first()?;
    let rest = match severe.len() - 1 {
        0 => String::new(),
        rest => format!(" and {}", counted(rest as u64, "other kind", "other kinds")),
    };
    if least == 1 {
        return Some(Action {
            title: Rich::from(format!("Look through {}", counted(number as u64, "finding", "findings"))),
            why: Rich::from(format!(
                "{first}{rest}: none of them is a danger alone, and together they tell a stranger more. Delete what you do not need \
                 to have said; each is listed above with its place."
            )),
        });
    }
    Some(Action {
        title: Rich::from(format!("Take back {}", counted(number as u64, "finding", "findings"))),
        why: Rich::from(format!(
            "{first}{rest}: usable at once or one step away from harm. Change what can be changed (passwords, answers, cards), then \
             delete or edit the posts; each is listed above with its place."
        )),
    })
}

/// The worst severity of any finding.
fn worst(findings: &Findings<'_>) -> u8 {
    let kinds = findings.oversharing.kinds.iter();
    kinds.filter_map(|kind| kind.values.first()).map(|value| value.finding.severity).max().unwrap_or(0)
}

fn time(findings: &Findings<'_>) -> Option<Action> {
    let types = findings.types.filter(|types| !types.inactive)?;
    let much = match types.named? {
        Named::One(UserType::Oversharer | UserType::Lurker) => true,
        Named::One(_) | Named::Either(..) => false,
    };
    much.then(|| Action {
        title: Rich::from("Choose a time of the day for it"),
        why: Rich::from(format!(
            "You are online at least {} hours a day. A limit in the phone's settings, half of that for two weeks, is enough to see \
             what is missing and what is not.",
            fixed(types.hours.low, 1)
        )),
    })
}

fn posting(findings: &Findings<'_>) -> Option<Action> {
    let types = findings.types.filter(|types| !types.inactive)?;
    let many = matches!(types.named?, Named::One(UserType::Oversharer | UserType::BreezyPoster));
    let busiest = types.busiest_days.filter(|share| *share > 0.5);
    (many && !findings.oversharing.kinds.is_empty()).then(|| Action {
        title: Rich::from("Let a post rest for an hour"),
        why: Rich::from(match busiest {
            Some(share) => format!(
                "{}% of what you post comes on the busiest tenth of your days. What is written in a run is what one takes back later.",
                fixed(100.0 * share, 0)
            ),
            None => "A draft that is still good after an hour is one that you will not want to take back.".into(),
        }),
    })
}
