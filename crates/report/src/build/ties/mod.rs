//! "Whom you are attached to".

mod entry;
mod figures;

use measure::ties::share::Verdict;
use measure::ties::{Grade, Tie};

use super::Findings;
use super::words::{grade, row};
use crate::document::{Answer, Block, Section};
use crate::numbers::{count, counted, fixed};
use crate::rich::Rich;
use entry::entry;
use figures::{reciprocity, timeline};

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
    } else if a > 0 {
        let is = if a == 1 { "is" } else { "are" };
        Rich::from(format!("{a} of your {} closest {is} one-sided", closest.len()))
    } else if b > 0 {
        let does = if b == 1 { "does" } else { "do" };
        Rich::from(format!("{b} of your {} closest {does} not return it", closest.len()))
    } else {
        Rich::from("No tie is seen to be one-sided")
    };
    let detail = match closest.first() {
        None => Rich::from("The export holds no dated acts towards accounts that it names."),
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
            let says = match parts[..] {
                [] => " Too little passed to say more.".to_owned(),
                _ => format!(" Among the {}: {}.", closest.len(), row(&parts)),
            };
            Rich::from("Closest: ").name(&first.label.shown).text(".").text(says)
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
        blocks.extend(timeline(closest, findings.ties_parameters).map(|figure| Block::Figure { figure }));
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
    let named = all.iter().filter(|tie| tie.public_figure).count() as u64;
    let second = match parasocial[..] {
        [] if named > 0 => Rich::from(format!(
            "{} here {}: pages on Facebook, and whom you named; none of these ties is regular, not mutual and graded.",
            counted(named, "account", "accounts"),
            if named == 1 { "is a public figure" } else { "are public figures" },
        )),
        [] => Rich::from(
            "Whether an account is a public figure is not in the data, but for pages on Facebook. If you name some (a text file with one name in a line, \
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
            "A contact is a day on which something was done in one way (a message, a like), not an act: a long evening of messages \
             is one contact. Contacts cling together; for you, {} count as one. For the shares, {prior}.",
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

/// The closest ties that are one-sided or not returned, but for people whom the owner knows in person, and those that are
/// mutual: what balance speaks of.
pub fn for_balance<'a>(findings: &'a Findings<'_>) -> (Vec<&'a Tie>, Vec<&'a Tie>) {
    let closest = closest(findings);
    let is_silent = |tie: &&Tie| matches!(tie.grade, Some(Grade::A | Grade::B)) && !tie.in_person;
    let silent = closest.iter().filter(is_silent).collect();
    let mutual = findings.ties.accounts.iter().filter(|tie| is_mutual(tie)).take(5).collect();
    (silent, mutual)
}
