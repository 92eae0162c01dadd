//! Two pictures of the closest accounts: what came back, and when.

use std::collections::BTreeSet;

use measure::parameters::TiesParameters;
use measure::ties::Tie;
use measure::ties::share::Verdict;

use crate::document::{Figure, FigureData, ReciprocityRow, TimelineRow};
use crate::rich::name;

/// Months of the picture of time.
const MONTHS: usize = 24;

pub fn reciprocity(closest: &[Tie]) -> Figure {
    let rows: Vec<ReciprocityRow> = closest
        .iter()
        .map(|tie| {
            let days = tie.days;
            ReciprocityRow {
                name: name(&tie.label.shown),
                platform: tie.platform.title().into(),
                outgoing: days.outgoing_answerable,
                incoming: days.incoming_answerable,
                unanswerable: days.outgoing - days.outgoing_answerable,
                both_seen: tie.share.is_some(),
                says: says_shortly(tie),
            }
        })
        .collect();
    let describe = |row: &ReciprocityRow| {
        let back = if row.both_seen {
            format!("{} back", row.incoming)
        } else {
            "what came back cannot be seen".into()
        };
        format!("{}: {} days from you, {back}", row.name, row.outgoing + row.unanswerable)
    };
    Figure {
        title: "What went out, and what came back".into(),
        description: format!(
            "Days with contact, for the closest accounts. Left: from you. Right: from them; hatched where the export would \
             not show it. {}.",
            rows.iter().map(describe).collect::<Vec<_>>().join("; ")
        ),
        data: FigureData::Reciprocity { rows },
    }
}

fn says_shortly(tie: &Tie) -> String {
    match (tie.grade, tie.share.map(|share| share.verdict)) {
        (Some(grade), _) => format!("grade {}", grade.as_str()),
        (None, Some(Verdict::Mutual)) => "mutual".into(),
        (None, Some(Verdict::TowardsOwner)) => "towards you".into(),
        (None, Some(Verdict::OneSided)) => "messages missing".into(),
        (None, Some(Verdict::Unclear)) => "unclear".into(),
        (None, _) if tie.follow.incoming => "follows you".into(),
        (None, _) => "too few contacts".into(),
    }
}

pub fn timeline(closest: &[Tie], parameters: &TiesParameters) -> Option<Figure> {
    let of_each: Vec<_> = closest.iter().map(|tie| tie.months(parameters)).collect();
    let all: BTreeSet<(i16, i8)> = of_each.iter().flat_map(|months| months.keys().copied()).collect();
    let (first, last) = (*all.first()?, *all.last()?);
    let mut months: Vec<(i16, i8)> = std::iter::successors(Some(last), |(year, month)| match month {
        1 => Some((year - 1, 12)),
        _ => Some((*year, month - 1)),
    })
    .take(MONTHS)
    .take_while(|month| *month >= first)
    .collect();
    months.reverse();
    if months.len() < 2 {
        return None;
    }
    let rows: Vec<TimelineRow> = closest
        .iter()
        .zip(&of_each)
        .map(|(tie, of_tie)| {
            let of = |month: &(i16, i8)| of_tie.get(month).copied().unwrap_or_default();
            TimelineRow {
                name: name(&tie.label.shown),
                outgoing: months.iter().map(|month| of(month).0).collect(),
                incoming: months.iter().map(|month| of(month).1).collect(),
            }
        })
        .collect();
    let labels: Vec<String> = months.iter().map(|(year, month)| format!("{year}-{month:02}")).collect();
    let busiest = |row: &TimelineRow| {
        let (at, days) =
            row.outgoing.iter().enumerate().max_by_key(|(at, days)| (**days, std::cmp::Reverse(*at)))?;
        Some(format!("{}: most in {} ({days} days)", row.name, labels.get(at)?))
    };
    Some(Figure {
        title: "The closest accounts over time".into(),
        description: format!(
            "Days with contact in each month from {} to {}, darker for more; a dot where something came back. Only what the \
             exports log for the whole time counts: what you looked at is kept for a few weeks only. {}.",
            labels.first()?,
            labels.last()?,
            rows.iter().filter_map(busiest).collect::<Vec<_>>().join("; ")
        ),
        data: FigureData::Timeline { months: labels, rows },
    })
}
