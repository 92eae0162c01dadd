//! How donors differ from those who could have donated and did not, and who is likelier to donate.

use book::beside::{Estimate, Line, Part, PartKind, Picture, Side, Unit, Weights};
use survey::agreement::contrast::difference;
use survey::agreement::{Found, Scale};

use super::asked::{self, Item};
use super::null::{self, Lies};
use super::{Study, ones};
use crate::donated::basis;
use crate::line::{Draft, at};

/// What donors and others are compared by, beside age and gender.
const ITEMS: [&Item; 8] = [
    &asked::LONG,
    &asked::OFTEN,
    &asked::FOLLOWS,
    &asked::VITAL,
    &asked::DEPENDENT,
    &asked::ABSENCE,
    &asked::TRUST,
    &asked::HARMED,
];

/// Donors beside others: shares, their difference with its interval, and what the weights for donating make of the donors.
pub(crate) fn part(study: &Study<'_>) -> Part {
    let mut lines = Vec::new();
    for variable in ["age_group", "gender"] {
        let codes = study.joined.answers.codes(variable);
        let mut all: Vec<&String> = codes.iter().flatten().collect();
        all.sort();
        all.dedup();
        let answers: Vec<Vec<Option<bool>>> = all
            .iter()
            .map(|code| codes.iter().map(|found| found.as_ref().map(|found| found == *code)).collect())
            .collect();
        // Its categories add up to everybody.
        let hidden = [true, false].map(|donors| hidden(study, donors, &answers));
        for (at, code) in all.into_iter().enumerate() {
            let hidden = [hidden[0][at], hidden[1][at]];
            lines.extend(item(study, &label(study, variable, code), &answers[at], hidden));
        }
    }
    for asked in ITEMS {
        if let Some(answers) = asked.of(study.joined) {
            let answers = [answers];
            let hidden = [true, false].map(|donors| hidden(study, donors, &answers)[0]);
            lines.extend(item(study, asked.label, &answers[0], hidden));
        }
    }
    let mut says = vec![
        "Here those who gave data and those who did not are set beside each other by what they were asked, among all who use social media. The last line of each shows donors once they are weighted for their chance of donating, which should bring them near to everybody."
            .to_owned(),
    ];
    says.extend(most_apart(&lines));
    let points = lines.iter().filter(|line| line.unit == Unit::Points);
    says.extend(null::of_several(points, "difference between donors and the others"));
    Part {
        id: "donors".into(),
        title: "Donors and the others".into(),
        kind: PartKind::Description,
        says,
        picture: Picture::Dots,
        lines,
        notes: Vec::new(),
    }
}

/// Where donors and others are furthest apart, in a sentence; none where no difference can be told.
pub(crate) fn most_apart(lines: &[Line]) -> Option<String> {
    let told = |line: &&Line| {
        line.unit == Unit::Points && null::lies(line).is_some_and(|lies| lies != Lies::Nowhere)
    };
    let size = |line: &Line| match line.estimate {
        Estimate::Shown { value, .. } => value.abs(),
        _ => 0.0,
    };
    let most = lines.iter().filter(told).max_by(|a, b| size(a).total_cmp(&size(b)))?;
    Some(format!(
        "Donors differ from the others most by \u{201c}{}\u{201d}, in percentage points {}, before they are weighted for donating.",
        most.item,
        null::with_base(most)?
    ))
}

/// A category in words, with its variable.
pub(crate) fn label(study: &Study<'_>, variable: &str, code: &str) -> String {
    let dictionary = &study.joined.answers.dictionary;
    let value = match code.parse::<f64>() {
        Ok(number) if dictionary.variable(variable).is_some_and(|variable| !variable.is_text()) => {
            microdata::Value::from(number)
        }
        _ => microdata::Value::from(code),
    };
    let found = dictionary.variable(variable).and_then(|variable| variable.label_of(&value));
    let name = match variable {
        "age_group" => "Age",
        "gender" => "Gender",
        "hours" => "Hours a day",
        "posts" => "How often they post",
        "follows" => "Follows influencers",
        other => other,
    };
    format!("{name}: {}", found.filter(|label| !label.is_empty()).unwrap_or(code))
}

/// Donors who answered, or the others who could have donated.
fn answered(study: &Study<'_>, donors: bool, answers: &[Option<bool>]) -> Vec<bool> {
    let joined = study.joined;
    (0..answers.len())
        .map(|row| joined.could[row] && joined.donor[row] == donors && answers[row].is_some())
        .collect()
}

/// Which of the categories of a question are hidden among donors, or among the others.
fn hidden(study: &Study<'_>, donors: bool, answers: &[Vec<Option<bool>>]) -> Vec<bool> {
    let Some(first) = answers.first() else { return Vec::new() };
    let yes: Vec<Vec<bool>> = answers.iter().map(|answers| asked::yes(answers)).collect();
    let yes: Vec<&[bool]> = yes.iter().map(Vec::as_slice).collect();
    study.hidden(&answered(study, donors, first), &yes)
}

/// Five lines about one yes/no answer, and whether it is hidden among donors and among the others.
fn item(study: &Study<'_>, label: &str, answers: &[Option<bool>], hidden: [bool; 2]) -> Vec<Line> {
    let joined = study.joined;
    let (donors, others) = (answered(study, true, answers), answered(study, false, answers));
    let both: Vec<bool> = donors.iter().zip(&others).map(|(donor, other)| *donor || *other).collect();
    let yes = asked::yes(answers);
    let share = |side: Side, inside: &[bool], hidden: bool| {
        let draft = study.sample_draft(label, "share", inside);
        study.sample_share(Draft { side, hidden, ..draft }, inside, &yes)
    };
    let (first, second) = (share(Side::Donors, &donors, hidden[0]), share(Side::Others, &others, hidden[1]));
    let found = compared(study, &both, &yes);
    let draft = |measure: &str, unit: Unit| Draft {
        item: label.to_owned(),
        side: Side::Donors,
        measure: measure.to_owned(),
        unit,
        basis: basis(joined.design.weights(), &donors),
        // A difference and one of its two shares give the other.
        hidden: hidden[0] || hidden[1],
        coverage: None,
        weights: Weights::Sample,
        drawn: false,
    };
    let points = draft("less others", Unit::Points).line(found.0, study.limits);
    let spreads = draft("less others, in standard deviations", Unit::Spreads).line(found.1, study.limits);
    let mut weighted = study.draft(label, Side::Donors, "share, weighted for donating", Unit::Share, &donors);
    weighted.hidden = hidden[0];
    vec![first, second, points, spreads, study.donor_share(weighted, &donors, &yes)]
}

/// The difference in points and in standard deviations.
fn compared(study: &Study<'_>, both: &[bool], yes: &[bool]) -> (Option<Found>, Option<Found>) {
    let found = study.joined.design.domain(both).and_then(|design| {
        let linearised = difference(&design, &ones(yes), &study.joined.donor)?;
        let df = design.degrees_of_freedom();
        linearised.found(&study.joined.design, &[Scale::Plain; 2], df, study.limits.level)
    });
    (at(&found, 0), at(&found, 1))
}

/// Who is likelier to donate, and what the weights cost.
pub(crate) fn weights(study: &Study<'_>) -> Part {
    let donated = study.donated;
    let all = study.donors(|_| true);
    let (before, after) = (basis(study.joined.design.weights(), &all), donated.basis(&all));
    let mut says = Vec::new();
    if donated.is_weighted() && !study.limits.is_few(after.rows) {
        says.push(format!(
            "Each donor counts by the weight of the sample divided by the chance of donating as a logistic regression under the design gives it, then raked so that donors have the sample's own margins. {} donors then weigh as much as {} with equal weights would (with the weights of the sample alone: {}): a design effect of weighting of {}.",
            after.rows,
            book::print::decimal(after.effective, 0),
            book::print::decimal(before.effective, 0),
            book::print::decimal(after.rows as f64 / after.effective.max(1.0), 2),
        ));
        says.push(trimmed(study, donated.trimmed()));
    }
    let lines = odds(study);
    says.extend(null::of_several(lines.iter(), "difference in the chance of donating"));
    says.push(
        "These weights mend what was asked and what the model holds. Reasons to donate that nobody asked about stay.".into(),
    );
    Part {
        id: "weights".into(),
        title: "Who is likelier to donate".into(),
        kind: PartKind::Description,
        says,
        picture: Picture::Forest,
        lines,
        notes: donated.notes.clone(),
    }
}

fn trimmed(study: &Study<'_>, trimmed: usize) -> String {
    match trimmed {
        0 => "No chance was so small that it had to be cut off.".into(),
        count => format!(
            "The chances of {} were cut off, so that nobody counts for too many.",
            study.limits.number(count)
        ),
    }
}

/// Odds ratios of donating, with intervals.
fn odds(study: &Study<'_>) -> Vec<Line> {
    let Some((coefficients, df)) = study.donated.regression() else { return Vec::new() };
    let line = |(column, (value, error)): (&crate::donated::Column, &(f64, f64))| {
        let names = |codes: &[String]| {
            let names: Vec<String> = codes.iter().map(|code| label(study, &column.variable, code)).collect();
            let rest = names
                .iter()
                .skip(1)
                .filter_map(|name| name.split_once(": ").map(|(_, name)| name.to_owned()));
            names.first().cloned().into_iter().chain(rest).collect::<Vec<_>>().join(" or ")
        };
        let against = names(&column.against);
        let against = against.split_once(": ").map_or(against.as_str(), |(_, name)| name).to_owned();
        let interval = Scale::Plain.interval(*value, *error, df, study.limits.level).ok();
        let found = super::ratio(Some(Found { value: *value, error: *error, interval }));
        let draft = Draft {
            item: names(&column.codes),
            side: Side::Both,
            measure: format!("odds of donating against {against}"),
            unit: Unit::Ratio,
            basis: basis(study.joined.design.weights(), &study.joined.could),
            hidden: study.limits.is_few(column.donors as u64),
            coverage: None,
            weights: Weights::Sample,
            drawn: true,
        };
        let mut line = draft.line(found, study.limits);
        line.side = Side::Donors;
        line
    };
    study.donated.columns.iter().zip(&coefficients).map(line).collect()
}
