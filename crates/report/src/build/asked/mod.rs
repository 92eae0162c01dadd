//! "Asked beside traced": what a person said of themselves, next to what their data shows. Neither is the right one.

mod accounts;
mod beside;
mod like;

use event::SectionState;
use measure::coverage::ChannelCoverage;
use measure::ties::Tie;
use measure::types::{Named, UserType};

use super::Findings;
use super::words::row;
use crate::beside::{BesideRow, Range, Said, Together};
use crate::document::{Answer, Block, Section};
use crate::numbers::counted;
use crate::rich::Rich;

/// What a person answered, as far as a report speaks of it. Nothing, or an empty list, for what was not asked or not answered.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Questions that were answered.
    pub answered: usize,
    /// The day on which they were, counted from 1970-01-01.
    pub day: i32,
    /// Hours online and posts, a day: a class.
    pub hours: Option<Class>,
    pub posts: Option<Class>,
    /// The type by the rule on these answers.
    pub by_rule: Option<Named>,
    /// The description of a type that the person picked, with its words.
    pub picked: Option<(UserType, String)>,
    /// Platforms that the person uses and of which there is no export here, by their names.
    pub elsewhere: Vec<String>,
    /// Private messages and comments to influencers in the last 30 days before that day.
    pub messages: Option<u64>,
    pub comments: Option<u64>,
    /// Ways in which the person ever was in contact with an influencer.
    pub contact: Option<Vec<Contact>>,
    /// How far the person agrees, in words: an escape, dependent, a sense of absence.
    pub escape: Option<String>,
    pub dependent: Option<String>,
    pub absence: Option<String>,
    /// More or less patient than before the pandemic.
    pub tolerance: Option<String>,
    /// What happened to the person, each with its words and the consequence (of `consequences.toml`) that it is.
    pub happened: Option<Vec<(String, &'static str)>>,
    pub accounts: Vec<AccountAsked>,
    /// Answers that nothing in an export can stand beside: question and answer.
    pub others: Vec<(String, String)>,
}

/// A class of an amount: its words, and what it holds from the lower end on, without the upper one unless they are the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Class {
    pub words: String,
    pub range: Range,
}

/// A way to be in contact with somebody, by the questionnaire's codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contact {
    Comment,
    Reaction,
    Message,
    Event,
    /// Something that no export shows.
    Other,
}

/// What was said of one account.
#[derive(Debug, Clone, Default)]
pub struct AccountAsked {
    /// Its place in the list of ties.
    pub tie: usize,
    pub public_figure: Option<Said>,
    pub in_person: Option<Said>,
    pub knows_you: Option<Said>,
    pub friends: Option<Said>,
    pub escape: Option<Said>,
}

/// The tie that was asked about.
fn tie<'f>(findings: &'f Findings<'_>, asked: &AccountAsked) -> Option<&'f Tie> {
    findings.ties.accounts.get(asked.tie)
}

/// Accounts of which something says that they are public figures.
fn public_figures<'f>(findings: &'f Findings<'_>) -> Vec<&'f Tie> {
    findings.ties.accounts.iter().filter(|tie| tie.public_figure).collect()
}

const NO_FIGURE: &str = "unknown: of none of your accounts it is known that it is a public figure";

/// Whether there was a list to read, be it empty.
fn is_read(row: &ChannelCoverage) -> bool {
    matches!(row.state, SectionState::Read | SectionState::Empty) || row.events > 0
}

/// A row of words, without a judgement.
fn beside_row(id: &str, what: &str, asked: Rich, traced: Rich) -> BesideRow {
    BesideRow {
        id: id.into(),
        what: what.into(),
        asked,
        traced,
        asked_range: None,
        traced_range: None,
        together: None,
        says: Rich::new(),
    }
}

/// The answer and the section, if the person was asked.
pub fn told(findings: &Findings<'_>) -> Option<(Answer, Section)> {
    let asked = findings.asked?;
    let like = like::rows(asked, findings);
    Some((answer(&like), section(asked, like, findings)))
}

fn answer(rows: &[BesideRow]) -> Answer {
    let differ: Vec<&BesideRow> = rows.iter().filter(|row| row.together == Some(Together::Differ)).collect();
    let compared = rows.iter().filter(|row| row.together.is_some_and(|one| one != Together::Open)).count();
    let answer = match (compared, differ.len()) {
        (0, _) => Rich::from("Your data leaves it open"),
        (all, 0) => Rich::from(format!(
            "Yes, in {}",
            counted(all as u64, "thing that both tell", "things that both tell")
        )),
        (all, differ) if all == differ => Rich::from(format!(
            "Not in {}",
            counted(all as u64, "thing that both tell", "things that both tell")
        )),
        (all, differ) => Rich::from(format!("In {} of {all} things that both tell", all - differ)),
    };
    let detail = match differ.first() {
        Some(first) => Rich::from(format!("{}: you said ", first.what))
            .then(first.asked.clone())
            .text("; your data shows ")
            .then(first.traced.clone())
            .text("."),
        None => Rich::from("What you said stands beside what your exports show, one by one."),
    };
    Answer {
        question: "Does what you said fit what your data shows?".into(),
        answer,
        detail,
        section: "asked".into(),
    }
}

fn section(asked: &Asked, like: Vec<BesideRow>, findings: &Findings<'_>) -> Section {
    let correlates = beside::rows(asked, findings);
    let accounts = accounts::entries(asked, findings);
    let lead = lead(asked, &like);
    let mut blocks = Vec::new();
    if !like.is_empty() {
        blocks.push(Block::Beside { title: "The same thing, asked and traced".into(), rows: like });
    }
    if !correlates.is_empty() {
        let title = "Not the same thing, only beside each other: what was done is no evidence of a feeling";
        blocks.push(Block::Beside { title: title.into(), rows: correlates });
    }
    if !accounts.is_empty() {
        blocks.push(Block::Heading { text: "Your closest accounts, as you see them".into() });
        blocks.push(Block::Paragraph { text: accounts::evidence(asked, findings) });
        blocks.push(Block::AskedAccounts { accounts });
    }
    blocks.extend(others(asked));
    Section { id: "asked".into(), title: "Asked beside traced".into(), lead, blocks }
}

fn lead(asked: &Asked, like: &[BesideRow]) -> Vec<Rich> {
    let count = |wanted: Together| like.iter().filter(|row| row.together == Some(wanted)).count();
    let (agree, differ, open) = (count(Together::Agree), count(Together::Differ), count(Together::Open));
    let parts = [
        (agree, format!("the two agree in {agree}")),
        (differ, format!("{} in {differ}", if agree > 0 { "differ" } else { "the two differ" })),
        (open, format!("the data leaves {open} open")),
    ];
    let parts: Vec<&str> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(_, says)| says.as_str()).collect();
    let told = match like.len() {
        0 => String::new(),
        all => {
            format!(
                " {} both asked and traced: {}.",
                counted(all as u64, "thing was", "things were"),
                row(&parts)
            )
        }
    };
    let mut lead = vec![
        Rich::from(format!(
            "You answered {} before anything of this report was shown to you.{told}",
            counted(asked.answered as u64, "question", "questions")
        )),
        Rich::from(
            "What one says and what one's data shows may differ for good reasons: other devices, other apps, accounts that are \
             not in these exports, another time, and memory, which is nobody's ledger. Neither of the two is the right one.",
        ),
    ];
    let elsewhere: Vec<&str> = asked.elsewhere.iter().map(String::as_str).collect();
    if !elsewhere.is_empty() {
        lead.push(Rich::from(format!(
            "You also use {}, of which no export is here: what you did there is in your answers and not in the data.",
            row(&elsewhere)
        )));
    }
    lead
}

/// Answers without a counterpart: kept for the person, judged by nobody.
fn others(asked: &Asked) -> Option<Block> {
    let line = |(question, answer): &(String, String)| {
        Rich::from(format!("{question} ")).strong(crate::rich::cut(answer, LONGEST_ANSWER))
    };
    let items: Vec<Rich> = asked.others.iter().map(line).collect();
    (!items.is_empty()).then(|| Block::More {
        summary: "What else you said: nothing in an export can stand beside it".into(),
        blocks: vec![Block::List { items }],
    })
}

/// Letters of an answer that was typed.
const LONGEST_ANSWER: usize = 300;
