//! "Whom you are attached to".

use std::collections::{BTreeMap, BTreeSet};

use event::Kind;
use measure::ties::share::{Share, Verdict};
use measure::ties::{Grade, Tie};

use super::words::{act, acts, day, grade, noun, row};
use super::{Findings, words};
use crate::document::{
    AccountEntry, Answer, Block, Figure, FigureData, ReciprocityRow, Section, TimelineRow,
};
use crate::numbers::{Quantity, count, counted, fixed};
use crate::rich::{Rich, name};

/// Months of the picture of time.
const MONTHS: usize = 24;

/// The closest accounts.
fn closest<'a>(findings: &'a Findings<'_>) -> &'a [Tie] {
    let accounts = &findings.ties.accounts;
    let with_closeness = accounts.iter().take_while(|tie| tie.closeness > 0.0).count();
    &accounts[..with_closeness.min(findings.ties_parameters.shown.closest)]
}

pub fn answer(findings: &Findings<'_>) -> Answer {
    let closest = closest(findings);
    let graded = |wanted: Grade| closest.iter().filter(|tie| tie.grade == Some(wanted)).count();
    let (a, b, c) = (graded(Grade::A), graded(Grade::B), graded(Grade::C));
    let mutual = closest.iter().filter(|tie| is_mutual(tie)).count();
    let answer = if closest.is_empty() {
        Rich::from("No account stands out")
    } else if a + b == 0 {
        Rich::from("No tie is seen to be one-sided")
    } else {
        Rich::from(format!("{} of your {} closest do not answer", a + b, closest.len()))
    };
    let detail = match closest.first() {
        None => Rich::from("The export holds no acts towards other accounts."),
        Some(first) => {
            let mut parts = vec![];
            let mut part = |number: usize, says: &str| {
                if number > 0 {
                    parts.push(format!("{number} {says}"));
                }
            };
            part(a, "one-sided (grade A)");
            part(b, "not returned (grade B)");
            part(c, "where a return would not be visible (grade C)");
            part(mutual, "mutual");
            let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
            Rich::from("Closest: ").name(&first.label.shown).text(format!(
                ". Among the {}: {}.",
                closest.len(),
                row(&parts)
            ))
        }
    };
    Answer {
        question: "Which accounts are you attached to that do not answer?".into(),
        answer,
        detail,
        section: "ties".into(),
    }
}

fn is_mutual(tie: &Tie) -> bool {
    tie.share.is_some_and(|share| share.verdict == Verdict::Mutual)
}

pub fn section(findings: &Findings<'_>) -> Section {
    let closest = closest(findings);
    let mut blocks = Vec::new();
    if !closest.is_empty() {
        blocks.push(Block::Figure { figure: reciprocity(closest) });
        blocks.extend(timeline(closest).map(|figure| Block::Figure { figure }));
        blocks.push(Block::Heading { text: "The closest accounts, one by one".into() });
        let accounts = closest.iter().enumerate().map(|(at, tie)| entry(at + 1, tie, findings)).collect();
        blocks.push(Block::Accounts { accounts });
        blocks.push(Block::Paragraph { text: sensitivity(findings) });
    }
    blocks.push(how_to_read(findings));
    Section {
        id: "ties".into(),
        title: "Whom you are attached to".into(),
        lead: lead(findings, closest.len()),
        blocks,
    }
}

fn lead(findings: &Findings<'_>, closest: usize) -> Vec<Rich> {
    let all = &findings.ties.accounts;
    if closest == 0 {
        return vec![Rich::from(
            "The export holds no dated acts towards other accounts, so no tie can be described.",
        )];
    }
    let in_contact = all.iter().filter(|tie| tie.outgoing_contacts > 0).count() as u64;
    let by = |wanted: Grade| all.iter().filter(|tie| tie.grade == Some(wanted)).count() as u64;
    let judged =
        all.iter().filter(|tie| tie.share.is_some_and(|share| share.verdict != Verdict::TooFew)).count()
            as u64;
    let first = Rich::from(format!(
        "You were in contact with {}. For {} of them the export shows both directions often enough to judge: \
         {} one-sided (grade A). {} more do not return a follow or never answered messages (grade B). For {} the export \
         would not show an answer at all (grade C): these are never called one-sided.",
        counted(in_contact, "account", "accounts"),
        count(judged),
        count(by(Grade::A)),
        count(by(Grade::B)),
        count(by(Grade::C)),
    ));
    let parasocial: Vec<&Tie> = all.iter().filter(|tie| tie.parasocial).collect();
    let second = match parasocial[..] {
        [] => Rich::from(
            "Whether an account is a public figure is not in the data. If you name some (a text file with one name in a line, \
             given with ",
        )
        .code("--public-figures FILE")
        .text("), regular ties with them are marked."),
        [tie] => Rich::from("One tie is regular, not mutual, and with a public figure: ").name(&tie.label.shown).text("."),
        [first, ..] => Rich::from(format!("{} ties are regular, not mutual, and with public figures, the closest with ", parasocial.len()))
            .name(&first.label.shown)
            .text("."),
    };
    vec![first, second]
}

fn reciprocity(closest: &[Tie]) -> Figure {
    let rows: Vec<ReciprocityRow> = closest
        .iter()
        .map(|tie| {
            let (outgoing, incoming) = tie.share.map_or((0, 0), |share| (share.outgoing, share.incoming));
            ReciprocityRow {
                name: name(&tie.label.shown),
                platform: tie.platform.title().into(),
                outgoing,
                incoming,
                unanswerable: tie.outgoing_contacts.saturating_sub(outgoing),
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
        (None, Some(Verdict::Unclear)) => "unclear".into(),
        (None, _) if tie.follow.incoming => "follows you".into(),
        (None, _) => "too few contacts".into(),
    }
}

fn timeline(closest: &[Tie]) -> Option<Figure> {
    let all: BTreeSet<(i16, i8)> = closest.iter().flat_map(|tie| tie.months.keys().copied()).collect();
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
        .map(|tie| {
            let of = |month: &(i16, i8)| tie.months.get(month).copied().unwrap_or_default();
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
            "Days with contact in each month from {} to {}, darker for more; a dot where something came back. {}.",
            labels.first()?,
            labels.last()?,
            rows.iter().filter_map(busiest).collect::<Vec<_>>().join("; ")
        ),
        data: FigureData::Timeline { months: labels, rows },
    })
}

fn entry(rank: usize, tie: &Tie, findings: &Findings<'_>) -> AccountEntry {
    let records = tie
        .samples
        .iter()
        .map(|sample| {
            let at = sample.at.and_then(|at| event::Timestamp::from_second(at).ok()).map(words::date);
            findings.record(at, act(sample.kind, sample.incoming).into(), sample.origin)
        })
        .collect();
    AccountEntry {
        rank,
        name: name(&tie.label.shown),
        platform: tie.platform.title().into(),
        grade: tie.grade.map(|grade| grade.as_str().into()),
        says: says(tie, findings),
        closeness: crate::numbers::twelve(tie.closeness),
        ladder: tie.ladder.map(|rung| rung.as_str().into()),
        reached: tie.ladder.map(|rung| words::rung(rung).into()),
        public_figure: tie.public_figure,
        parasocial: tie.parasocial,
        quantities: quantities(tie, findings),
        records,
        records_total: tie.records,
        command: format!(
            "parasocial events --platform {} --account {} PATH...",
            tie.platform,
            shell_word(&crate::rich::cut(&tie.label.name, 80))
        ),
    }
}

/// A word as a shell takes it.
fn shell_word(word: &str) -> String {
    let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-@".contains(&byte));
    if plain && !word.is_empty() { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

/// What can honestly be said of a tie, in one or two sentences.
fn says(tie: &Tie, findings: &Findings<'_>) -> Rich {
    let share = tie.share;
    let between = share.map(|share| {
        format!(
            "you wrote on {}, they on {}",
            counted(u64::from(share.outgoing), "day", "days"),
            count(u64::from(share.incoming))
        )
    });
    let base = match (tie.grade, share.map(|share| share.verdict)) {
        (Some(Grade::A), _) => {
            Rich::new().strong("One-sided, as observed: ").text(between.unwrap_or_default() + ".")
        }
        (Some(Grade::B), _) => Rich::new().strong("Not returned: ").text(not_returned(tie)),
        (Some(Grade::C), _) => Rich::new().strong("Broadcast tie, return not visible: ").text(
            "everything you did here goes through channels of which the export would not show an answer.",
        ),
        (None, Some(Verdict::Mutual)) => {
            Rich::new().strong("Mutual: ").text(between.unwrap_or_default() + ".")
        }
        (None, Some(Verdict::TowardsOwner)) => {
            Rich::new().strong("Towards you: ").text(between.unwrap_or_default() + ".")
        }
        (None, Some(Verdict::Unclear)) => {
            Rich::new().strong("Unclear: ").text(between.unwrap_or_default() + &unsure(share))
        }
        (None, Some(_)) => {
            Rich::new().strong("Too few contacts to judge: ").text(between.unwrap_or_default() + ".")
        }
        (None, None) => Rich::new().strong("Something came back: ").text(if tie.follow.incoming {
            "the account follows you; nothing else would be visible."
        } else {
            "the export shows an answer, but not how many there were."
        }),
    };
    let mut extra = Vec::new();
    if tie.regular {
        extra.push(format!(
            "contact in {} of the last {} weeks",
            tie.weeks, findings.ties_parameters.regular.of_weeks
        ));
    }
    if let Some(tested) = tie.regularity.filter(|tested| tested.flagged) {
        extra.push(format!(
            "part of {}% of your active days, where chance would make {}%",
            fixed(100.0 * tested.result.share_of_days, 0),
            fixed(100.0 * tested.result.by_chance, 0)
        ));
    }
    if let Some(tested) = tie.rebound.filter(|tested| tested.flagged) {
        extra.push(format!("{} times the usual contact after a long pause", fixed(tested.result.ratio, 1)));
    }
    if extra.is_empty() {
        return base;
    }
    let extra: Vec<&str> = extra.iter().map(String::as_str).collect();
    let mut sentence = row(&extra);
    if let Some(first) = sentence.get(..1).map(str::to_uppercase) {
        sentence.replace_range(..1, &first);
    }
    base.text(format!(" {sentence}."))
}

/// Between which verdicts the numbers leave it open.
fn unsure(share: Option<Share>) -> String {
    let one_way = match share {
        Some(share) if share.estimate < 0.5 => "towards you",
        _ => "one-sided",
    };
    format!(", which may be mutual or {one_way}: too close to call.")
}

fn not_returned(tie: &Tie) -> String {
    let unanswered = tie.share.filter(|share| share.incoming == 0 && share.outgoing > 0);
    let follow = tie.follow.returned() == Some(Some(false));
    match (follow, unanswered) {
        (true, Some(share)) => format!(
            "you follow the account and it does not follow you; messages on {} were never answered.",
            counted(u64::from(share.outgoing), "day", "days")
        ),
        (true, None) => {
            "you follow the account and it does not follow you; nothing else would be visible.".into()
        }
        (false, Some(share)) => {
            format!("messages on {} were never answered.", counted(u64::from(share.outgoing), "day", "days"))
        }
        (false, None) => "nothing came back.".into(),
    }
}

fn quantities(tie: &Tie, findings: &Findings<'_>) -> Vec<Quantity> {
    let mut rows = Vec::new();
    match tie.share {
        Some(share) => rows.push(
            Quantity::share("Share of contacts that came from you", share.estimate)
                .between(100.0 * share.low, 100.0 * share.high)
                .of(format!(
                    "{} of {} contacts, which count for {} because they cling together",
                    share.outgoing,
                    share.outgoing + share.incoming,
                    fixed(share.effective, 1)
                )),
        ),
        None => rows.push(Quantity::unknown(
            "Share of contacts that came from you",
            "no messages between the two of you in the export; other channels would not show an answer",
        )),
    }
    rows.push(
        Quantity::new("Days with contact from you", f64::from(tie.outgoing_contacts), "", 0).note(span(tie)),
    );
    let incoming = "Days with contact from the account";
    rows.push(if tie.share.is_some() || tie.incoming_contacts > 0 {
        Quantity::new(incoming, f64::from(tie.incoming_contacts), "", 0)
            .note("messages and reactions to messages only")
    } else {
        Quantity::unknown(incoming, "would not be visible")
    });
    let follow = match tie.follow.returned() {
        None => "you do not follow the account",
        Some(Some(true)) => "followed back",
        Some(Some(false)) => "not followed back; both lists are whole",
        Some(None) => "unknown: the lists of follows are not whole",
    };
    rows.push(Quantity::new("Your follow", f64::from(u8::from(tie.follow.outgoing)), "", 0).note(follow));
    rows.push(
        Quantity::new("Closeness", tie.closeness, "", 1)
            .note("acts by effort and time; it ranks and means nothing beyond that"),
    );
    rows.push(
        Quantity::new("Weeks with contact", tie.weeks as f64, "", 0)
            .of(format!("the last {} weeks", findings.ties_parameters.regular.of_weeks)),
    );
    if let Some(tested) = tie.regularity {
        let result = tested.result;
        rows.push(Quantity::share("Part of your active days", result.share_of_days).note(format!(
            "{}% by chance; adjusted p = {}",
            fixed(100.0 * result.by_chance, 0),
            fixed(tested.adjusted, 3)
        )));
    }
    if let Some(tested) = tie.rebound {
        let result = tested.result;
        rows.push(
            Quantity::new("Contact after a long pause, against a short one", result.ratio, "times", 1)
                .between(result.low, result.high)
                .of(counted(result.gaps as u64, "gap", "gaps"))
                .note(format!(
                    "adjusted p = {}; the account's own pauses cannot be seen",
                    fixed(tested.adjusted, 3)
                )),
        );
    }
    if let Some((share, acts)) = tie.night {
        let night = &findings.ties_parameters.night;
        rows.push(
            Quantity::share(
                format!("Contact between {}:00 and {}:00", night.from_hour, night.before_hour),
                share,
            )
            .of(counted(
                acts,
                "quarter of an hour with contact",
                "quarters of an hour with contact",
            )),
        );
    }
    rows.extend(by_kind(&tie.acts));
    rows
}

fn by_kind(all: &BTreeMap<Kind, u32>) -> Vec<Quantity> {
    // The follow has a row of its own.
    let acts_done = all.iter().filter(|(kind, _)| **kind != Kind::Follow);
    acts_done.map(|(kind, number)| Quantity::new(acts(*kind), f64::from(*number), "", 0)).collect()
}

fn span(tie: &Tie) -> String {
    match (tie.first_day, tie.last_day) {
        (Some(first), Some(last)) => format!("from {} to {}", day(first), day(last)),
        _ => "undated".into(),
    }
}

fn sensitivity(findings: &Findings<'_>) -> Rich {
    let all = findings.ties.closest;
    let others: Vec<String> =
        findings.ties.sensitivity.iter().map(|(name, same)| format!("{name}: {same} of {all}")).collect();
    Rich::from(format!(
        "Does the order hang on our weights? With other weights, this is how many of the {all} stay among the closest: {}.",
        others.join("; ")
    ))
}

fn how_to_read(findings: &Findings<'_>) -> Block {
    let pooled = findings.ties.pooled;
    let prior = match pooled.prior_accounts {
        0 => "every share was taken to be as likely as any other beforehand".to_owned(),
        accounts => format!(
            "what is usual for you was learned from {accounts} of your accounts (Beta({}, {}))",
            fixed(pooled.prior.0, 2),
            fixed(pooled.prior.1, 2)
        ),
    };
    let parameters = &findings.ties_parameters;
    let mut items = vec![
        Rich::new().strong(format!("Grade A, {}. ", grade(Grade::A))).text(format!(
            "At least {} contacts in messages, and at least {}% sure that more than {}% of them come from you.",
            parameters.share.least_contacts,
            fixed(100.0 * parameters.share.sure, 0),
            fixed(100.0 * parameters.share.one_sided_above, 0)
        )),
        Rich::new().strong(format!("Grade B, {}. ", grade(Grade::B))).text(format!(
            "You follow an account that does not follow you, and both lists are whole; or messages on {} or more days were \
             never answered.",
            parameters.grade.unanswered_days
        )),
        Rich::new().strong(format!("Grade C, {}. ", grade(Grade::C))).text(
            "Likes, comments, views and the like: platforms do not export who answers them. Nothing can be said of the other \
             side, and nothing is.",
        ),
        Rich::from(format!(
            "A contact is a day on which something was done, not an act: a long evening is one contact. Contacts cling \
             together; for you, {} count as one. For the shares, {prior}.",
            fixed(pooled.dispersion, 1)
        )),
        Rich::from(
            "Regularity and contact after pauses are things that were done, tested against chance with a correction for many \
             accounts. They are no evidence of a feeling.",
        ),
    ];
    if findings.ties.undated > 0 {
        items.push(Rich::from(format!(
            "{} have no date in the export and count in no contact.",
            counted(findings.ties.undated, "act", "acts")
        )));
    }
    let tested = format!(
        "{} tested for regularity, {} for contact after pauses.",
        counted(findings.ties.regularity_tested as u64, "account was", "accounts were"),
        count(findings.ties.rebound_tested as u64)
    );
    items.push(Rich::from(tested));
    Block::More { summary: "How to read this".into(), blocks: vec![Block::List { items }] }
}

/// The closest ties that are one-sided or not returned, and those that are mutual: what balance speaks of.
pub fn for_balance<'a>(findings: &'a Findings<'_>) -> (Vec<&'a Tie>, Vec<&'a Tie>) {
    let closest = closest(findings);
    let silent = closest.iter().filter(|tie| matches!(tie.grade, Some(Grade::A | Grade::B))).collect();
    let mutual = findings.ties.accounts.iter().filter(|tie| is_mutual(tie)).take(5).collect();
    (silent, mutual)
}

/// What to call a tie's other side.
pub const fn called(tie: &Tie) -> &'static str {
    noun(tie)
}
