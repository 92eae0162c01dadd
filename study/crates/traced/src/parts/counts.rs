//! Messages and comments to influencers in 30 days, asked and traced.

use book::beside::{Line, Part, PartKind, Picture, Side, Unit};
use book::print::decimal;
use survey::agreement::Scale;
use survey::agreement::correlation::spearman;
use survey::agreement::kappa::{Measure, yes_no};
use survey::linear::{means, ratios};
use survey::matrix::columns;

use super::correlates::CORRELATION;
use super::{Study, null};
use crate::line::{Draft, at, said};

const RATIO: &str = "asked by traced, ratio of the means";
const KAPPA: &str = "any or none: kappa";

/// Both counts, side by side.
pub(crate) fn part(study: &Study<'_>) -> Part {
    let mut lines = Vec::new();
    let mut says = Vec::new();
    for (item, asked, traced) in [
        ("Private messages in 30 days", "messages_month", "traced_messages"),
        ("Comments in 30 days", "comments_month", "traced_comments"),
    ] {
        let found = one(study, item, asked, traced);
        let number = |value: f64| decimal(value, 1);
        let says_so = |at: usize| found.get(at).and_then(|line| said(line, number));
        if let (Some(first), Some(second)) = (says_so(0), says_so(1)) {
            says.push(format!("{item}: {first} by what people say, {second} by their data (means)."));
        }
        lines.extend(found);
    }
    let of = |measure: &'static str| lines.iter().filter(move |line| line.measure == measure);
    says.extend(null::of_several(
        of(RATIO),
        "difference between the counts that people say and those of their data",
    ));
    says.extend(null::of_several(
        of(CORRELATION),
        "sign that people who say larger counts have larger ones in their data",
    ));
    says.extend(null::of_several(of(KAPPA), "agreement beyond chance on whether there were any"));
    Part {
        id: "counts".into(),
        title: "Messages and comments to influencers: asked and traced".into(),
        kind: PartKind::Agreement,
        says,
        picture: Picture::Dots,
        lines,
        notes: vec![
            "Asked of those who follow influencers. Traced are messages and comments to accounts with evidence that they are public figures; what went to others is not in them. Traces count per 30 days of the window that the export covers, answers the last 30 days."
                .into(),
        ],
    }
}

fn one(study: &Study<'_>, item: &str, asked: &str, traced: &str) -> Vec<Line> {
    let x = study.joined.answers.numbers(asked);
    let y = study.joined.traces.numbers(traced);
    let inside = study.donors(|row| !x[row].is_nan() && !y[row].is_nan());
    let coverage = study.coverage(|row| !x[row].is_nan(), |row| !y[row].is_nan());
    let draft = |side: Side, measure: &str, unit: Unit| {
        let mut draft = study.draft(item, side, measure, unit, &inside);
        draft.coverage = Some(coverage);
        draft
    };
    if !inside.contains(&true) {
        return vec![draft(Side::Both, "asked and traced", Unit::Number).line(None, study.limits)];
    }
    let mut lines = Vec::new();
    let both = study.found(&inside, &[Scale::Plain; 2], |design| means(design, &columns(&[&x, &y])?));
    for (place, side) in [Side::Asked, Side::Traced].into_iter().enumerate() {
        let draft = Draft { drawn: true, ..draft(side, "mean", Unit::Number) };
        lines.push(draft.line(at(&both, place), study.limits));
    }
    let found =
        study.found(&inside, &[Scale::Log], |design| ratios(design, &columns(&[&x])?, &columns(&[&y])?));
    lines.push(draft(Side::Both, RATIO, Unit::Ratio).line(at(&found, 0), study.limits));
    let found = study.found(&inside, &[Scale::Fisher], |design| spearman(design, &x, &y));
    lines.push(draft(Side::Both, CORRELATION, Unit::Correlation).line(at(&found, 0), study.limits));
    lines.extend(any(study, &x, &y, &inside, &draft));
    lines
}

/// Whether there was any: shares, agreement, kappa.
fn any(
    study: &Study<'_>,
    x: &[f64],
    y: &[f64],
    inside: &[bool],
    draft: &impl Fn(Side, &str, Unit) -> Draft,
) -> Vec<Line> {
    let some = |values: &[f64]| values.iter().map(|value| u32::from(*value > 0.0)).collect::<Vec<u32>>();
    let (first, second) = (some(x), some(y));
    let scales = Measure::ALL.map(Measure::scale);
    let found = study.found(inside, &scales, |design| yes_no(design, &first, &second));
    let yes = |codes: &[u32]| codes.iter().map(|code| *code == 1).collect::<Vec<bool>>();
    let [of_first, of_second] = [&first, &second].map(|codes| study.is_hidden(inside, &yes(codes)));
    // Both together and one of the two shares give the other.
    let of_both = of_first || of_second;
    [
        (Measure::First, Side::Asked, "share with any", Unit::Share, of_first),
        (Measure::Second, Side::Traced, "share with any", Unit::Share, of_second),
        (Measure::Observed, Side::Both, "any or none: both say the same", Unit::Share, of_both),
        (Measure::Kappa, Side::Both, KAPPA, Unit::Correlation, of_both),
    ]
    .into_iter()
    .map(|(measure, side, words, unit, hidden)| {
        let draft = Draft { hidden, ..draft(side, words, unit) };
        draft.line(at(&found, measure as usize), study.limits)
    })
    .collect()
}
