//! What changed between two exports of one person: what was taken back, how ties moved, what became of the type.
//!
//! A finding that is no longer in the newer export was taken back, or lies in a part that the newer export does not hold: the
//! document says which kinds of files that could be.

use std::collections::{BTreeMap, BTreeSet};

use event::{Platform, SectionState};
use lexicon::mask;
use measure::oversharing::ValueFound;
use measure::ties::Tie;

use super::words::{date, lower_first, row};
use super::{Findings, frame, limits};
use crate::document::{Answer, Block, Document, Section};
use crate::numbers::{Quantity, count, counted, fixed};
use crate::rich::Rich;

/// Lines of a list; the rest is counted.
const LISTED: usize = 50;

/// Builds the document that compares an older with a newer state.
pub fn changes(old: &Findings<'_>, new: &Findings<'_>) -> Document {
    let shared = Shared::new(old, new);
    let (ties, moved) = ties(old, new);
    let (types, typed) = types(old, new);
    let sections = vec![shared.section(old, new), ties, types, limits::section(new), limits::about(new)];
    frame("What has changed", new, vec![shared.answer(new), moved, typed], sections)
}

/// Findings by what became of them.
struct Shared<'f> {
    fixed: Vec<(&'f str, &'f ValueFound)>,
    still: Vec<(&'f str, &'f ValueFound)>,
    new: Vec<(&'f str, &'f ValueFound)>,
}

/// All values with the ids of their rules.
fn values<'f>(findings: &'f Findings<'_>) -> BTreeMap<(&'f str, &'f str), &'f ValueFound> {
    let of_kind = |kind: &'f measure::oversharing::KindFound| {
        let id = findings.lexicon.rules().get(kind.rule).map_or("", |rule| rule.id.as_str());
        kind.values.iter().map(move |value| ((id, value.value.expose().as_str()), value))
    };
    findings.oversharing.kinds.iter().flat_map(of_kind).collect()
}

impl<'f> Shared<'f> {
    fn new(old: &'f Findings<'_>, new: &'f Findings<'_>) -> Self {
        let (before, after) = (values(old), values(new));
        let worst_first = |mut list: Vec<(&'f str, &'f ValueFound)>| {
            list.sort_by(|a, b| b.1.finding.weight().total_cmp(&a.1.finding.weight()).then(a.0.cmp(b.0)));
            list
        };
        let pick = |from: &BTreeMap<(&'f str, &'f str), &'f ValueFound>,
                    wanted: &dyn Fn(&(&str, &str)) -> bool| {
            worst_first(
                from.iter().filter(|(key, _)| wanted(key)).map(|((id, _), value)| (*id, *value)).collect(),
            )
        };
        Self {
            fixed: pick(&before, &|key| !after.contains_key(key)),
            still: pick(&after, &|key| before.contains_key(key)),
            new: pick(&after, &|key| !before.contains_key(key)),
        }
    }

    fn answer(&self, findings: &Findings<'_>) -> Answer {
        let (fixed, still, new) = (self.fixed.len(), self.still.len(), self.new.len());
        Answer {
            question: "What became of what a stranger could use?".into(),
            answer: Rich::from(format!("{fixed} gone, {still} still there, {new} new")),
            detail: match self.still.first().or(self.new.first()) {
                Some((id, value)) => Rich::from(format!("Look first at: {}.", told(findings, id, value))),
                None => Rich::from("Nothing of the kinds that we look for is left."),
            },
            section: "findings".into(),
        }
    }

    fn section(&self, old: &Findings<'_>, new: &Findings<'_>) -> Section {
        let mut blocks = Vec::new();
        for (title, list) in
            [("New since then", &self.new), ("Still there", &self.still), ("No longer there", &self.fixed)]
        {
            blocks.push(Block::Heading { text: format!("{title}: {}", list.len()) });
            let lines = list.iter().take(LISTED).map(|(id, value)| {
                Rich::new().strong(format!("{}: ", lower_first(title))).text(told(new, id, value))
            });
            let rest = list.len().saturating_sub(LISTED);
            let more = (rest > 0).then(|| Rich::from(format!("and {} more", count(rest as u64))));
            let items: Vec<Rich> = lines.chain(more).collect();
            blocks.push(match items.is_empty() {
                true => Block::Paragraph { text: Rich::from("None.") },
                false => Block::List { items },
            });
        }
        blocks.push(scores(old, new));
        let mut lead = vec![Rich::from(
            "Findings are compared by what they say, not by where: the same address in another post is still there.",
        )];
        lead.extend(no_longer_held(old, new));
        Section { id: "findings".into(), title: "What a stranger could use".into(), lead, blocks }
    }
}

/// One finding in a line, with its secret masked.
fn told(findings: &Findings<'_>, id: &str, value: &ValueFound) -> String {
    let finding = &value.finding;
    let at = finding.at.time().map(|time| format!(", {}", date(time))).unwrap_or_default();
    let masked = mask(id, finding.snippet.found.expose());
    let title = findings.lexicon.rule(id).map_or(String::new(), |rule| lower_first(&rule.title));
    format!(
        "{title} ({masked}) in {} on {}{at}",
        super::words::place(finding.place),
        finding.platform.title()
    )
}

/// Kinds of files that were there before and are not any more: what lay in them is unknown now, not gone.
fn no_longer_held(old: &Findings<'_>, new: &Findings<'_>) -> Option<Rich> {
    let held = |findings: &Findings<'_>| -> BTreeSet<(Platform, &'static str)> {
        let there = findings.sections.iter().filter(|section| section.state != SectionState::Missing);
        there.map(|section| (section.platform, section.section)).collect()
    };
    let (before, after) = (held(old), held(new));
    let lost: Vec<&str> = before.difference(&after).map(|(_, section)| *section).take(12).collect();
    (!lost.is_empty()).then(|| {
        Rich::from(format!(
            "The newer exports do not hold {}: what was found there before may still be online.",
            row(&lost)
        ))
    })
}

fn scores(old: &Findings<'_>, new: &Findings<'_>) -> Block {
    let before: BTreeMap<&str, f64> =
        old.oversharing.consequences.iter().map(|one| (one.id.as_str(), one.score)).collect();
    let rows = new.oversharing.consequences.iter().map(|one| {
        let was = before.get(one.id.as_str()).copied().unwrap_or(0.0);
        Quantity::new(one.title.clone(), one.score, "", 0)
            .of(format!("was {}", fixed(was, 0)))
            .note("an index from 0 to 100, not a probability")
    });
    Block::Quantities { title: "What a stranger could do".into(), rows: rows.collect() }
}

fn key(tie: &Tie) -> (Platform, String) {
    (tie.platform, tie.label.name.to_lowercase())
}

fn ties(old: &Findings<'_>, new: &Findings<'_>) -> (Section, Answer) {
    let closest = |findings: &Findings<'_>| -> BTreeMap<(Platform, String), (usize, Option<&'static str>)> {
        let ranked = findings.ties.accounts.iter().filter(|tie| tie.closeness > 0.0).enumerate();
        ranked.map(|(at, tie)| (key(tie), (at + 1, tie.grade.map(|grade| grade.as_str())))).collect()
    };
    let before = closest(old);
    let shown = new.ties_parameters.shown.closest;
    let mut items = Vec::new();
    let (mut new_ones, mut regraded) = (0_u64, 0_u64);
    for (at, tie) in new.ties.accounts.iter().filter(|tie| tie.closeness > 0.0).take(shown).enumerate() {
        let grade = tie.grade.map(|grade| grade.as_str());
        let name = Rich::new().name(&tie.label.shown).text(format!(" on {}: ", tie.platform.title()));
        let says = match before.get(&key(tie)) {
            None => {
                new_ones += 1;
                format!("number {}, and was not there before", at + 1)
            }
            Some((rank, was)) => {
                regraded += u64::from(*was != grade);
                let graded = |grade: Option<&str>| {
                    grade.map_or("no grade".to_owned(), |grade| format!("grade {grade}"))
                };
                let change = if *was == grade {
                    graded(grade)
                } else {
                    format!("{}, was {}", graded(grade), graded(*was))
                };
                format!("number {}, was {rank}; {change}", at + 1)
            }
        };
        items.push(name.text(says));
    }
    let now: BTreeSet<(Platform, String)> = new.ties.accounts.iter().take(shown).map(key).collect();
    let left =
        old.ties.accounts.iter().take(shown).filter(|tie| tie.closeness > 0.0 && !now.contains(&key(tie)));
    let left: Vec<Rich> = left
        .map(|tie| Rich::new().name(&tie.label.shown).text(format!(" on {}", tie.platform.title())))
        .collect();
    let answer = Answer {
        question: "How have your closest ties moved?".into(),
        answer: Rich::from(format!("{} came, {} left", new_ones, left.len())),
        detail: Rich::from(format!(
            "Compared are the {} now; another grade than before: {}.",
            counted(items.len() as u64, "closest account", "closest accounts"),
            count(regraded)
        )),
        section: "ties".into(),
    };
    let mut blocks = vec![Block::List { items }];
    if !left.is_empty() {
        blocks.push(Block::Heading { text: "No longer among the closest".into() });
        blocks.push(Block::List { items: left });
    }
    let lead = vec![Rich::from(
        "Closeness counts what was done lately more than what was done long ago, so ties move with time.",
    )];
    (Section { id: "ties".into(), title: "Whom you are attached to".into(), lead, blocks }, answer)
}

fn types(old: &Findings<'_>, new: &Findings<'_>) -> (Section, Answer) {
    let named = |findings: &Findings<'_>| {
        let named = findings.types.and_then(|types| types.named);
        named.map_or("cannot be told".to_owned(), |named| named.to_string())
    };
    let (was, is) = (named(old), named(new));
    let says =
        if was == is { format!("{is}, as before") } else { format!("{is}; was {}", lower_first(&was)) };
    let mut rows = Vec::new();
    for (label, pick) in [
        ("Hours online a day, at least", (|types| types.hours.low) as fn(&measure::types::TypesFound) -> f64),
        ("Items posted a day", |types| types.posts),
    ] {
        let value = |findings: &Findings<'_>| findings.types.map(pick);
        rows.push(match (value(old), value(new)) {
            (was, Some(is)) => Quantity::new(label, is, "", 2)
                .of(was.map_or("was unknown".to_owned(), |was| format!("was {}", fixed(was, 2)))),
            (_, None) => Quantity::unknown(label, "no act with a time in the newer export"),
        });
    }
    let answer = Answer {
        question: "What kind of user are you now?".into(),
        answer: Rich::from(says),
        detail: Rich::from("Each by the rule of the report, on its own export."),
        section: "type".into(),
    };
    let blocks = vec![Block::Quantities { title: "The numbers behind it".into(), rows }];
    (
        Section { id: "type".into(), title: "What kind of user you are".into(), lead: Vec::new(), blocks },
        answer,
    )
}
