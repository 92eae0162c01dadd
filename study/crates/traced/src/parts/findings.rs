//! Each finding of the study both ways, as far as a trace can show it.

use book::beside::{Part, PartKind, Picture, Side, Unit};

use super::Study;
use super::asked::{self, Item};

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
    Part {
        id: "findings".into(),
        title: "The findings, as asked and as far as a trace can show them".into(),
        kind: PartKind::Description,
        says: vec![
            "Most of what the study asked is a feeling or happened away from a screen: no export shows it, and it stays asked only. Four findings leave acts behind, counted in the window that an export covers, while the question asks for ever.".into(),
        ],
        picture: Picture::Dots,
        lines,
        notes: Vec::new(),
    }
}
