//! Each finding of the study both ways, as far as a trace can show it.

use book::beside::{Estimate, Line, Part, PartKind, Picture, Side, Unit};

use super::asked::{self, Item};
use super::{Study, null};

/// A finding, and the traced number above 0 that is the like of it, if there is one.
const FINDINGS: [(&Item, Option<&str>); 17] = [
    (&asked::ESCAPE, None),
    (&asked::FRIENDS, None),
    (&asked::MESSAGE, Some("traced_messages")),
    (&asked::MET, None),
    (&asked::LEARNS, None),
    (&asked::UNIQUE, None),
    (&asked::DEPENDENT, None),
    (&asked::ABSENCE, None),
    (&asked::COMMENT, Some("traced_comments")),
    (&asked::REACTION, Some("traced_reactions")),
    (&asked::EVENT, Some("traced_events")),
    (&asked::FAN_ART, None),
    (&asked::AGENT, None),
    (&asked::FOLLOWS, None),
    (&asked::VITAL, None),
    (&asked::TOLERANT, None),
    (&asked::HARMED, None),
];

/// What all say, what donors say, and what donors' data show.
pub(crate) fn part(study: &Study<'_>) -> Part {
    let mut lines = Vec::new();
    for (item, traced) in FINDINGS {
        let Some(answers) = item.of(study.joined) else { continue };
        let yes = asked::yes(&answers);
        let all: Vec<bool> = answers.iter().map(Option::is_some).collect();
        let draft = study.sample_draft(item.label, "share of those asked", &all);
        lines.push(study.sample_share(draft, &all, &yes));
        let inside = study.donors(|row| answers[row].is_some());
        let mut draft = study.draft(item.label, Side::Asked, "share of donors", Unit::Share, &inside);
        draft.drawn = true;
        lines.push(study.donor_share(draft, &inside, &yes));
        let Some(name) = traced.filter(|name| study.joined.traces.has(name)) else { continue };
        let numbers = study.joined.traces.numbers(name);
        let inside = study.donors(|row| answers[row].is_some() && !numbers[row].is_nan());
        let mut draft = study.draft(
            item.label,
            Side::Traced,
            "share of donors with any in the window",
            Unit::Share,
            &inside,
        );
        draft.drawn = true;
        draft.coverage = Some(study.coverage(|row| answers[row].is_some(), |row| !numbers[row].is_nan()));
        let any: Vec<bool> = numbers.iter().map(|number| *number > 0.0).collect();
        lines.push(study.donor_share(draft, &inside, &any));
    }
    let mut says = vec![
        "Most of what the study asked is a feeling or happened away from a screen: no export shows it, and it stays asked only. Four findings leave acts behind, counted in the window that an export covers, while the question asks for ever.".to_owned(),
    ];
    says.extend(most_apart(&lines));
    says.extend(together(&lines));
    Part {
        id: "findings".into(),
        title: "The findings, as asked and as far as a trace can show them".into(),
        kind: PartKind::Description,
        says,
        picture: Picture::Dots,
        lines,
        notes: Vec::new(),
    }
}

/// What donors say and what their data show of one act.
struct Act<'a> {
    asked: &'a Line,
    traced: &'a Line,
    /// Between the two shares, 0 to 1.
    apart: f64,
    /// Whether their intervals overlap.
    overlaps: bool,
}

/// Acts with both shares shown.
fn acts(lines: &[Line]) -> Vec<Act<'_>> {
    let of = |item: &str, side: Side| lines.iter().find(|line| line.item == item && line.side == side);
    let traced = lines.iter().filter(|line| line.side == Side::Traced);
    let act = |traced: &'_ Line| {
        let asked = of(&traced.item, Side::Asked)?;
        let (Estimate::Shown { value: a, interval: x, .. }, Estimate::Shown { value: t, interval: y, .. }) =
            (&asked.estimate, &traced.estimate)
        else {
            return None;
        };
        let overlaps = matches!((x, y), (Some(x), Some(y)) if x.0 <= y.1 && y.0 <= x.1);
        Some((asked, (a - t).abs(), overlaps))
    };
    traced
        .filter_map(|traced| {
            let (asked, apart, overlaps) = act(traced)?;
            Some(Act { asked, traced, apart, overlaps })
        })
        .collect()
}

/// Where what donors say and what their data show are furthest apart, in a sentence.
pub(crate) fn most_apart(lines: &[Line]) -> Option<String> {
    let acts = acts(lines);
    let most = acts
        .iter()
        .filter(|act| !act.overlaps)
        .max_by(|first, second| first.apart.total_cmp(&second.apart))?;
    Some(format!(
        "Asked and traced differ most on \u{201c}{}\u{201d}: {} say so, and {} have at least one trace of it in the window of their export; a single one counts as a trace.",
        most.asked.item,
        null::with_base(most.asked)?,
        null::with_base(most.traced)?
    ))
}

/// Acts of which both shares are much alike.
fn together(lines: &[Line]) -> Option<String> {
    let acts = acts(lines);
    let names: Vec<&str> =
        acts.iter().filter(|act| act.overlaps).map(|act| act.asked.item.as_str()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "The intervals of what donors say and of what their data show overlap for: {}.",
            names.join("; ")
        )
    })
}
