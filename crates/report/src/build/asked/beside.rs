//! Correlates: things that are not the same, and may stand beside each other without a judgement.

use event::Kind;
use measure::coverage::ChannelCoverage;
use measure::oversharing::ConsequenceFound;

use super::{Asked, NO_FIGURE, beside_row, is_read, public_figures};
use crate::beside::BesideRow;
use crate::build::Findings;
use crate::build::words::{lower_first, row};
use crate::numbers::{count, counted, fixed};
use crate::rich::Rich;

pub fn rows(asked: &Asked, findings: &Findings<'_>) -> Vec<BesideRow> {
    let mut rows = Vec::new();
    let chosen = |words: &String| Rich::from(lower_first(words));
    rows.extend(asked.dependent.as_ref().map(|said| {
        let what = "“I would find it hard to do without what they post”";
        beside_row("dependent", what, chosen(said), regularity(findings))
    }));
    rows.extend(asked.absence.as_ref().map(|said| {
        let what = "“When one of them does not post, something is missing”";
        beside_row("absence", what, chosen(said), rebound(findings))
    }));
    rows.extend(asked.escape.as_ref().map(|said| {
        let what = "“With them I can leave everyday life behind for a while”";
        let traced =
            "nothing: long visits with these accounts would stand beside it, and they are not measured";
        beside_row("escape", what, chosen(said), Rich::from(traced))
    }));
    rows.extend(asked.tolerance.as_ref().map(|said| {
        let what = "Patience with what one disagrees with, since the pandemic";
        beside_row("tolerance", what, chosen(said), distance(findings))
    }));
    rows.extend(asked.happened.as_ref().map(|said| happened(said, findings)));
    rows
}

/// The public-figure account that is most regular beyond chance.
fn regularity(findings: &Findings<'_>) -> Rich {
    let known = public_figures(findings);
    let tested: Vec<_> = known.iter().filter_map(|tie| Some((tie, tie.regularity.as_deref()?))).collect();
    let excess = |one: &measure::ties::regularity::Regularity| one.share_of_days - one.by_chance;
    let largest = tested.iter().max_by(|a, b| excess(&a.1.result).total_cmp(&excess(&b.1.result)));
    let Some((tie, tested_one)) = largest else {
        return untested(findings, "has enough contact to be tested");
    };
    let result = tested_one.result;
    Rich::from("days with ").name(&tie.label.shown).text(format!(
        ": {}% of your active days, where chance would make {}% (adjusted p = {}; {} could be tested)",
        fixed(100.0 * result.share_of_days, 0),
        fixed(100.0 * result.by_chance, 0),
        fixed(tested_one.adjusted, 3),
        counted(tested.len() as u64, "public figure", "public figures"),
    ))
}

/// The public-figure account with most contact after a long pause.
fn rebound(findings: &Findings<'_>) -> Rich {
    let known = public_figures(findings);
    let tested: Vec<_> = known.iter().filter_map(|tie| Some((tie, tie.rebound.as_deref()?))).collect();
    let largest = tested.iter().max_by(|a, b| a.1.result.ratio.total_cmp(&b.1.result.ratio));
    let Some((tie, tested_one)) = largest else {
        return untested(findings, "has enough long pauses to be tested");
    };
    let result = tested_one.result;
    Rich::from("after a long pause with ").name(&tie.label.shown).text(format!(
        ", {} times the usual contact ({} to {}, over {}; {} could be tested)",
        fixed(result.ratio, 1),
        fixed(result.low, 1),
        fixed(result.high, 1),
        counted(result.gaps as u64, "pause", "pauses"),
        counted(tested.len() as u64, "public figure", "public figures"),
    ))
}

fn untested(findings: &Findings<'_>, lacks: &str) -> Rich {
    Rich::from(match public_figures(findings).len() {
        0 => NO_FIGURE.to_owned(),
        1 => format!("unknown: the one account that is known to be a public figure is not one that {lacks}"),
        known => format!("unknown: none of the {known} accounts that are known to be public figures {lacks}"),
    })
}

/// Whom the person blocked, muted and unfollowed.
fn distance(findings: &Findings<'_>) -> Rich {
    let of = |kind: Kind| {
        let rows: Vec<&ChannelCoverage> =
            findings.coverage.iter().filter(|row| row.channel.kind == kind && is_read(row)).collect();
        (!rows.is_empty()).then(|| rows.iter().map(|row| row.events).sum::<u64>())
    };
    let kinds =
        [(Kind::Block, "blocked"), (Kind::Mute, "muted or restricted"), (Kind::Unfollow, "unfollowed")];
    let (mut seen, mut unseen) = (Vec::new(), Vec::new());
    for (kind, says) in kinds {
        match of(kind) {
            Some(number) => seen.push(format!("{} {says}", count(number))),
            None => unseen.push(says),
        }
    }
    if seen.is_empty() {
        return Rich::from("unknown: whom you blocked, muted or unfollowed is not in these exports");
    }
    let seen: Vec<&str> = seen.iter().map(String::as_str).collect();
    let unseen = match unseen[..] {
        [] => String::new(),
        _ => format!("; whom you {} is not in them", unseen.join(" or ")),
    };
    Rich::from(format!(
        "accounts in the lists of these exports: {}{unseen}. The lists show what stands or is recent, so no change over time can be told",
        row(&seen)
    ))
}

/// What happened, beside what still lies open to a stranger.
fn happened(said: &[(String, &'static str)], findings: &Findings<'_>) -> BesideRow {
    let what = "What happened to you online";
    if said.is_empty() {
        let traced = "not set beside anything";
        return beside_row("happened", what, Rich::from("none of these"), Rich::from(traced));
    }
    let words: Vec<String> = said.iter().map(|(words, _)| format!("“{words}”")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let found = &findings.oversharing.consequences;
    let level = |(_, id): &(String, &'static str)| {
        let one: &ConsequenceFound = found.iter().find(|one| one.id == *id)?;
        Some(format!("{}: {}", lower_first(&one.title), one.level.as_str()))
    };
    let levels: Vec<String> = said.iter().filter_map(level).collect();
    let levels: Vec<&str> = levels.iter().map(String::as_str).collect();
    let traced = format!("what in your data a stranger could use today ({})", levels.join("; "));
    let mut one = beside_row("happened", what, Rich::from(row(&words)), Rich::from(traced));
    one.says = Rich::from(
        "Whoever did it is to blame for it, and what is found now need not be what was used then.",
    );
    one
}
