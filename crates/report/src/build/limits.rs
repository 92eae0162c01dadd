//! What could not be read or seen, and what the report is made of.

use std::collections::BTreeMap;

use event::{Mode, Platform, Reverse, SectionState};
use measure::coverage::ChannelCoverage;

use super::Findings;
use super::words::{date, row};
use crate::document::{Block, CoverageRow, Section};
use crate::numbers::{counted, twelve};
use crate::rich::Rich;

pub fn section(findings: &Findings<'_>) -> Section {
    let mut blocks = Vec::new();
    let notes: Vec<String> =
        findings.refused.iter().cloned().chain(findings.notes.iter().map(ToString::to_string)).collect();
    if !notes.is_empty() {
        blocks.push(Block::Heading { text: "What could not be read".into() });
        blocks.push(Block::Notes { notes });
    }
    blocks.push(Block::Heading { text: "What each export shows".into() });
    blocks.push(Block::Coverage { rows: findings.coverage.iter().map(coverage).collect() });
    blocks.push(missing(findings));
    Section { id: "limits".into(), title: "What this report cannot see".into(), lead: lead(findings), blocks }
}

fn lead(findings: &Findings<'_>) -> Vec<Rich> {
    let lossy: u64 = findings.notes.iter().filter(|note| note.lossy).map(|note| note.count).sum();
    let refused = findings.refused.len() as u64;
    let read = match (refused, lossy) {
        (0, 0) => "Everything in the files that we know was read.".to_owned(),
        (0, lossy) => format!("{} could not be read; the rest was.", counted(lossy, "thing", "things")),
        (refused, 0) => {
            format!("{} could not be used; the rest was read.", counted(refused, "input", "inputs"))
        }
        (refused, lossy) => format!(
            "{} could not be used, and {} in the others could not be read; the rest was.",
            counted(refused, "input", "inputs"),
            counted(lossy, "thing", "things")
        ),
    };
    let mut lead = vec![Rich::from(format!(
        "{read} What an export does not hold is unknown here, and never counted as nothing. Platforms do not tell you who liked, \
         commented on or looked at what you posted; only messages show both sides."
    ))];
    for export in findings.exports.iter().filter(|export| !export.follow_lists) {
        lead.push(Rich::from(format!(
            "The lists of follows on {} are not both there and whole, so a follow that is not returned cannot be told.",
            export.platform.title()
        )));
    }
    if let Some(period) = &findings.period {
        lead.push(Rich::from(format!("You limited the report to {period}.")));
    }
    lead
}

fn coverage(channel: &ChannelCoverage) -> CoverageRow {
    let percent = |share: Option<f64>| share.map(|share| twelve((100.0 * share).round()));
    CoverageRow {
        platform: channel.channel.platform.title().into(),
        what: channel.channel.name.into(),
        state: match channel.state {
            SectionState::Read => "read",
            SectionState::Empty => "there, and empty",
            SectionState::Missing => "not in the export",
            SectionState::Failed => "could not be read wholly",
        }
        .into(),
        events: channel.events,
        from: channel.from.map(date),
        to: channel.to.map(date),
        mode: match channel.channel.mode {
            Mode::Log => "everything, but what was deleted",
            Mode::Snapshot => "what still stood on the day of the export",
            Mode::Recent => "only the last days or weeks",
            Mode::Aggregate => "sums only",
        }
        .into(),
        reverse: match channel.channel.reverse {
            Reverse::Full => "yes",
            Reverse::State => "as a state",
            Reverse::Partial => "sometimes",
            Reverse::None => "no",
        }
        .into(),
        undated: percent(channel.undated),
        party_known: percent(channel.party_known),
    }
}

fn missing(findings: &Findings<'_>) -> Block {
    let mut by_platform: BTreeMap<Platform, Vec<&str>> = BTreeMap::new();
    for section in findings.sections.iter().filter(|section| section.state == SectionState::Missing) {
        by_platform.entry(section.platform).or_default().push(section.section);
    }
    let line = |(platform, files): (Platform, Vec<&str>)| {
        Rich::new().strong(format!("{}: ", platform.title())).text(format!(
            "{} that others of its exports hold, among them {}.",
            counted(files.len() as u64, "kind of file", "kinds of files"),
            row(&files.iter().take(12).copied().collect::<Vec<_>>())
        ))
    };
    let items: Vec<Rich> = by_platform.into_iter().map(line).collect();
    if items.is_empty() {
        return Block::Paragraph { text: Rich::from("No kind of file that we know is missing.") };
    }
    Block::More {
        summary: "Files that are not in these exports".into(),
        blocks: vec![
            Block::Paragraph {
                text: Rich::from(
                    "Not chosen when the export was asked for, not written in that year, or nothing to write: an export does not say which.",
                ),
            },
            Block::List { items },
        ],
    }
}

pub fn about(findings: &Findings<'_>) -> Section {
    let zone = match &findings.zone {
        Some(zone) => format!("Hours of the night are those of {zone}. Days are days in UTC."),
        None => "No time zone is known, so nothing is said about nights; give one with `--zone`. Days are days in UTC.".into(),
    };
    let events: u64 = findings.exports.iter().map(|export| export.events).sum();
    let items = vec![
        Rich::from(
            "This file is as private as a diary. It holds names, dates and, behind folds, your own words. It was made on your own machine; the program that made it has no way to reach a network, and this file loads nothing.",
        ),
        Rich::from(format!(
            "Made by parasocial {} from {}, with the rules and thresholds {}{}.",
            findings.program.version,
            counted(events, "event", "events"),
            findings.program.data,
            if findings.program.own_data { ", some of them your own" } else { "" }
        )),
        Rich::from(zone),
        Rich::from(format!(
            "The five types and the idea come from a survey of more than 15{}000 adults in 25 countries (2021). That study asked people; this \
             looks at what was done. Its thresholds were never published; those used here are ours, and stand in the files of the program.",
            '\u{202f}'
        )),
        Rich::from("Nothing here is a diagnosis, and nothing here knows what you felt."),
        Rich::from(format!(
            "{} were read.",
            counted(
                findings.sections.iter().filter(|section| section.state == SectionState::Read).count() as u64,
                "kind of file",
                "kinds of files"
            )
        )),
    ];
    Section {
        id: "about".into(),
        title: "About this report".into(),
        lead: Vec::new(),
        blocks: vec![Block::List { items }],
    }
}
