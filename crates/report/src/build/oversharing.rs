//! "What you have overshared".

use lexicon::{Rule, Subject, mask};
use measure::oversharing::{Finding, KindFound, Level, ValueFound};

use super::Findings;
use super::words::{date, lower_first, place, row, seen_by, severity};
use crate::document::{
    Answer, Block, ChainEntry, ConsequenceBar, Figure, FigureData, FindingLine, KindEntry, OpenText, Section,
};
use crate::numbers::{count, counted, fixed, twelve};
use crate::rich::{Rich, cut};

/// Findings of one kind that a report lists.
const LISTED: usize = 50;
/// Letters of the words that a fold shows.
const OPEN: usize = 130;

pub fn answer(findings: &Findings<'_>) -> Answer {
    let found = findings.oversharing;
    let different: usize = found.kinds.iter().map(|kind| kind.distinct).sum();
    let at_least = if found.kinds.iter().any(|kind| kind.at_least) { "at least " } else { "" };
    let worst: Vec<&str> = found
        .consequences
        .iter()
        .filter(|consequence| consequence.level >= Level::Raised)
        .map(|consequence| consequence.title.as_str())
        .collect();
    let answer = match different {
        0 => Rich::from("Nothing of the twelve kinds we look for"),
        _ => Rich::from(at_least).text(counted(
            different as u64,
            "thing a stranger could use",
            "things a stranger could use",
        )),
    };
    let detail = match (different, worst.first()) {
        (0, _) => Rich::from(format!("{} and {} were looked at.", texts(findings), media(findings))),
        (_, None) => Rich::from("Every index is low."),
        (_, Some(_)) => Rich::from(format!("Could lead to: {}.", lower(&worst))),
    };
    Answer {
        question: "What have you shared that a stranger could use?".into(),
        answer,
        detail,
        section: "oversharing".into(),
    }
}

fn lower(titles: &[&str]) -> String {
    let lower: Vec<String> = titles.iter().take(3).map(|title| lower_first(title)).collect();
    row(&lower.iter().map(String::as_str).collect::<Vec<_>>())
}

fn texts(findings: &Findings<'_>) -> String {
    counted(findings.oversharing.seen.texts, "text of yours", "texts of yours")
}

fn media(findings: &Findings<'_>) -> String {
    let seen = findings.oversharing.seen;
    format!(
        "{} ({} with a place)",
        counted(seen.media, "picture or film", "pictures and films"),
        count(seen.media_with_place)
    )
}

pub fn section(findings: &Findings<'_>) -> Section {
    let found = findings.oversharing;
    let mut blocks = Vec::new();
    if !found.kinds.is_empty() {
        blocks.push(Block::Figure { figure: consequences(findings) });
    }
    if !found.chains.is_empty() {
        let chains = found
            .chains
            .iter()
            .map(|chain| ChainEntry {
                title: chain.title.clone(),
                says: chain.says.clone(),
                advice: chain.advice.clone(),
                consequence: title_of(findings, &chain.consequence),
                severity: chain.severity,
            })
            .collect();
        blocks.push(Block::Heading { text: "Worse together".into() });
        blocks.push(Block::Chains { chains });
    }
    if !found.kinds.is_empty() {
        blocks.push(Block::Heading { text: "What was found, worst first".into() });
        let kinds = found.kinds.iter().filter_map(|kind| entry(kind, findings)).collect();
        blocks.push(Block::Findings { kinds });
    }
    blocks.push(how_to_read(findings));
    Section {
        id: "oversharing".into(),
        title: "What you have overshared".into(),
        lead: lead(findings),
        blocks,
    }
}

fn lead(findings: &Findings<'_>) -> Vec<Rich> {
    let found = findings.oversharing;
    let looked =
        format!("{} and {} were looked at, for twelve kinds of things.", texts(findings), media(findings));
    if found.kinds.is_empty() {
        return vec![Rich::from(format!(
            "{looked} None of them was found. That is no proof that there is nothing: rules miss things."
        ))];
    }
    let total: u64 = found.kinds.iter().map(|kind| kind.total).sum();
    let different: usize = found.kinds.iter().map(|kind| kind.distinct).sum();
    let at_least = if found.kinds.iter().any(|kind| kind.at_least) { "at least " } else { "" };
    vec![
        Rich::from(format!(
            "{looked} {} turned up, {at_least}{} different ones; what to do stands beside each.",
            counted(total, "finding", "findings"),
            count(different as u64)
        )),
        Rich::from(
            "What is secret is hidden here until you unfold it. Unfold it when nobody looks over your shoulder.",
        ),
    ]
}

fn title_of(findings: &Findings<'_>, id: &str) -> String {
    let all = &findings.oversharing_parameters.consequences;
    all.iter().find(|consequence| consequence.id == id).map(|text| text.title.clone()).unwrap_or_default()
}

fn consequences(findings: &Findings<'_>) -> Figure {
    let found = findings.oversharing;
    let title =
        |rule: usize| findings.lexicon.rules().get(rule).map(|rule| rule.title.clone()).unwrap_or_default();
    let mut bars: Vec<ConsequenceBar> = found
        .consequences
        .iter()
        .map(|consequence| {
            let chains = consequence
                .chains
                .iter()
                .filter_map(|&at| found.chains.get(at))
                .map(|chain| chain.title.clone());
            let kinds = consequence.fed_by.iter().map(|(rule, _)| title(*rule));
            ConsequenceBar {
                id: consequence.id.clone(),
                title: consequence.title.clone(),
                score: twelve(consequence.score),
                level: consequence.level.as_str().into(),
                fed_by: kinds.chain(chains).collect(),
            }
        })
        .collect();
    bars.sort_by(|a, b| b.score.total_cmp(&a.score));
    let describe = |bar: &ConsequenceBar| format!("{}: {}", bar.title, bar.in_words());
    let score = &findings.oversharing_parameters.score;
    Figure {
        title: "What a stranger could do, and how much points there".into(),
        description: format!(
            "An index from 0 to 100 for each, not a probability. {}.",
            bars.iter().map(describe).collect::<Vec<_>>().join("; ")
        ),
        data: FigureData::Consequences { raised_from: score.raised_from, high_from: score.high_from, bars },
    }
}

fn entry(kind: &KindFound, findings: &Findings<'_>) -> Option<KindEntry> {
    let rule = findings.lexicon.rules().get(kind.rule)?;
    let feeds =
        rule.consequences.iter().map(|consequence| title_of(findings, consequence.as_str())).collect();
    let listed: Vec<FindingLine> =
        kind.values.iter().take(LISTED).map(|value| line(value, rule, findings)).collect();
    let says = match kind.total {
        1 => "found once".to_owned(),
        total if kind.distinct == 1 => format!("found {} times, always the same", count(total)),
        total => {
            let at_least = if kind.at_least { "at least " } else { "" };
            format!("found {} times, {at_least}{} different ones", count(total), count(kind.distinct as u64))
        }
    };
    Some(KindEntry {
        id: rule.id.clone(),
        title: rule.title.clone(),
        says,
        consequence: rule.consequence.clone(),
        feeds,
        advice: rule.advice.clone(),
        severity: kind.values.first().map_or(1, |value| value.finding.severity),
        more: (kind.distinct.saturating_sub(listed.len())) as u64,
        findings: listed,
        command: format!("parasocial events --finding {} PATH...", rule.id),
    })
}

fn line(value: &ValueFound, rule: &Rule, findings: &Findings<'_>) -> FindingLine {
    let finding = &value.finding;
    let at = finding.at.time().map(date);
    let snippet = &finding.snippet;
    let found = snippet.found.expose();
    let open = OpenText {
        before: cut(snippet.before.expose(), OPEN),
        found: cut(found, OPEN),
        after: cut(snippet.after.expose(), OPEN),
    };
    FindingLine {
        severity: finding.severity,
        weight: severity(finding.severity).into(),
        masked: mask(&rule.id, found),
        open,
        at: at.clone(),
        place: format!(
            "in {} on {}, which {}",
            place(finding.place),
            finding.platform.title(),
            seen_by(finding.audience)
        ),
        times: value.count,
        remarks: remarks(finding, value.count),
        link: finding.link.clone(),
        origin: findings.record(at, String::new(), finding.origin),
    }
}

fn remarks(finding: &Finding, times: u64) -> Vec<String> {
    let mut remarks = Vec::new();
    if finding.expired {
        remarks.push("no longer holds, so it weighs less".into());
    }
    if finding.home {
        remarks.push(
            "more of your pictures come from here than from any other place: perhaps where you live".into(),
        );
    }
    if finding.subject == Subject::Other {
        remarks.push("about somebody else, who may not know".into());
    }
    if times > 1 {
        remarks.push(format!("said {} times", count(times)));
    }
    if finding.confidence < 0.7 {
        remarks.push(format!("may be a mistake of ours: {}% sure", fixed(100.0 * finding.confidence, 0)));
    }
    remarks
}

fn how_to_read(findings: &Findings<'_>) -> Block {
    let score = &findings.oversharing_parameters.score;
    let kinds: Vec<String> = findings.lexicon.rules().iter().map(|rule| lower_first(&rule.title)).collect();
    let items = vec![
        Rich::from(format!("Looked for: {}. Nothing else was looked for.", kinds.join(", "))),
        Rich::from(format!(
            "The index of a consequence grows with the severity and certainty of what feeds it; at most {} findings of a kind \
             count. Under {} it is called low, from {} on high. It is no probability.",
            score.per_kind,
            fixed(score.raised_from, 0),
            fixed(score.high_from, 0)
        )),
        Rich::from(
            "Severity is for something that everybody can see. What only followers or few can see weighs less; what no longer holds, \
             much less; what was said again and again, a little more. Where the export does not tell who can see it, everybody is \
             assumed.",
        ),
        Rich::from(
            "Rules make mistakes both ways. Each carries examples of what it must find and what it must not; this runs them: ",
        )
        .code("parasocial rules check")
        .text("."),
    ];
    Block::More { summary: "How to read this".into(), blocks: vec![Block::List { items }] }
}
