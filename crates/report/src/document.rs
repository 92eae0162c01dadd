//! The document: what is said, and nothing of how it looks.

use schemars::JsonSchema;
use serde::Serialize;

use crate::beside::{AskedAccount, BesideRow};
use crate::numbers::Quantity;
use crate::rich::Rich;

/// The name of this shape, so that readers of the JSON know what they read.
pub const SCHEMA: &str = "parasocial-report/1";

/// A whole report.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Document {
    pub schema: &'static str,
    pub title: String,
    /// The data is invented. Every rendering says so.
    pub synthetic: bool,
    /// The day it was made, `2026-06-30`.
    pub made: String,
    pub program: Program,
    pub exports: Vec<ExportLine>,
    /// The questions and their answers, in order.
    pub answers: Vec<Answer>,
    pub sections: Vec<Section>,
}

/// What made it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Program {
    pub version: String,
    /// Changes with any byte of the rules and thresholds.
    pub data: String,
    /// Rules or thresholds of the person's own were used.
    pub own_data: bool,
}

/// One export that was read.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ExportLine {
    pub platform: String,
    pub account: Option<String>,
    pub variant: String,
    pub archives: Vec<String>,
    /// First and last day of anything dated in it.
    pub from: Option<String>,
    pub to: Option<String>,
    /// What "recent" is seen from, and where that is known from.
    pub as_of: Option<String>,
    pub events: u64,
}

/// One question, answered in a line.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Answer {
    pub question: String,
    /// A few words.
    pub answer: Rich,
    /// A sentence.
    pub detail: Rich,
    /// The section that says more.
    pub section: String,
}

/// A section.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Section {
    pub id: String,
    pub title: String,
    /// What it says, first.
    pub lead: Vec<Rich>,
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "block", rename_all = "snake_case")]
pub enum Block {
    Paragraph {
        text: Rich,
    },
    List {
        items: Vec<Rich>,
    },
    Heading {
        text: String,
    },
    Quantities {
        title: String,
        rows: Vec<Quantity>,
    },
    Figure {
        figure: Figure,
    },
    Accounts {
        accounts: Vec<AccountEntry>,
    },
    Findings {
        kinds: Vec<KindEntry>,
    },
    Chains {
        chains: Vec<ChainEntry>,
    },
    Actions {
        actions: Vec<Action>,
    },
    Coverage {
        rows: Vec<CoverageRow>,
    },
    Notes {
        notes: Vec<String>,
    },
    /// What was asked beside what is traced.
    Beside {
        title: String,
        rows: Vec<BesideRow>,
    },
    /// What the person says of their closest accounts, in the order in which they were asked.
    AskedAccounts {
        accounts: Vec<AskedAccount>,
    },
    /// Something to unfold.
    More {
        summary: String,
        blocks: Vec<Block>,
    },
}

/// A picture, as the data it shows, with the words for those who do not see it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Figure {
    pub title: String,
    /// What it shows, for those who do not see it.
    pub description: String,
    pub data: FigureData,
}

/// The data of a picture.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(tag = "figure", rename_all = "snake_case")]
pub enum FigureData {
    /// What went out against what came in.
    Reciprocity { rows: Vec<ReciprocityRow> },
    /// The closest accounts over time.
    Timeline { months: Vec<String>, rows: Vec<TimelineRow> },
    /// Time online against posting.
    Plane(Plane),
    /// What a stranger could do, by how much points there.
    Consequences { raised_from: f64, high_from: f64, bars: Vec<ConsequenceBar> },
}

/// One account of the picture of reciprocity: contacts (days) in each direction.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReciprocityRow {
    pub name: String,
    pub platform: String,
    /// In channels that show both directions.
    pub outgoing: u32,
    pub incoming: u32,
    /// In channels that would not show an answer.
    pub unanswerable: u32,
    /// Whether anything shows what came in.
    pub both_seen: bool,
    /// A few words: "grade A", "mutual".
    pub says: String,
}

/// One account over time.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct TimelineRow {
    pub name: String,
    /// Contacts from the owner and from the account, by month.
    pub outgoing: Vec<u32>,
    pub incoming: Vec<u32>,
}

/// The plane of the five types, with the person on it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Plane {
    /// Hours and items a day that part the types.
    pub hours_edge: f64,
    pub posts_edge: f64,
    /// Hours a day; no upper bound where nothing consumed is exported.
    pub low: f64,
    pub high: Option<f64>,
    pub posts: f64,
    pub posts_interval: Option<(f64, f64)>,
    /// Of the lower and of the upper bound, over weeks.
    pub low_interval: Option<(f64, f64)>,
    pub high_interval: Option<(f64, f64)>,
    pub named: Option<String>,
    /// Nothing was done for long, though the export would show it.
    pub inactive: bool,
    pub path: Vec<PathPoint>,
}

/// One month of the path.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct PathPoint {
    /// `2026-05`.
    pub month: String,
    pub low: f64,
    pub high: Option<f64>,
    pub posts: f64,
}

/// One consequence.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ConsequenceBar {
    pub id: String,
    pub title: String,
    /// 0 to 100; an index, not a probability.
    pub score: f64,
    pub level: String,
    /// What feeds it, largest first.
    pub fed_by: Vec<String>,
}

/// One account in the list of the closest.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AccountEntry {
    pub rank: usize,
    pub name: String,
    pub platform: String,
    /// A, B or C, if the account has a grade.
    pub grade: Option<String>,
    /// What can honestly be said of the tie.
    pub says: Rich,
    pub closeness: f64,
    /// The highest rung of the ladder follow, watch, react, comment, message, pay, attend.
    pub ladder: Option<String>,
    /// The same in words.
    pub reached: Option<String>,
    pub public_figure: bool,
    pub parasocial: bool,
    pub quantities: Vec<Quantity>,
    pub records: Vec<RecordLine>,
    pub records_total: u64,
    /// What prints all of them.
    pub command: String,
}

/// One record that a number unfolds to.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct RecordLine {
    pub at: Option<String>,
    pub what: String,
    pub archive: String,
    pub member: String,
    pub record: u64,
}

/// All findings of one kind.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct KindEntry {
    pub id: String,
    pub title: String,
    /// "found 3 times, 2 different ones".
    pub says: String,
    /// What a stranger could do with it.
    pub consequence: String,
    /// Titles of the consequences that it feeds.
    pub feeds: Vec<String>,
    pub advice: String,
    /// 1 to 5, of the worst.
    pub severity: u8,
    pub findings: Vec<FindingLine>,
    /// Findings that are not listed.
    pub more: u64,
    pub command: String,
}

/// One finding.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct FindingLine {
    pub severity: u8,
    /// In words: "strong", "weak alone".
    pub weight: String,
    /// What is shown before somebody unfolds it.
    pub masked: String,
    /// The words, to unfold in the HTML file only.
    #[serde(skip)]
    pub open: OpenText,
    pub at: Option<String>,
    /// "in a post on X, which everybody can see".
    pub place: String,
    pub times: u64,
    /// Doubts and hints: "no longer holds", "about somebody else".
    pub remarks: Vec<String>,
    /// The post, where an address can be made.
    pub link: Option<String>,
    pub origin: RecordLine,
}

impl ConsequenceBar {
    /// The level with the index, where anything feeds it.
    pub fn in_words(&self) -> String {
        match self.score > 0.0 {
            true => format!("{}, {}", self.level, crate::numbers::fixed(self.score, 0)),
            false => self.level.clone(),
        }
    }
}

/// Words that only the HTML file shows, behind a fold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenText {
    pub before: String,
    pub found: String,
    pub after: String,
}

/// Findings that are worse together.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ChainEntry {
    pub title: String,
    pub says: String,
    pub advice: String,
    pub consequence: String,
    pub severity: u8,
}

/// Something to do.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Action {
    pub title: Rich,
    pub why: Rich,
}

/// What one channel can show.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct CoverageRow {
    pub platform: String,
    pub what: String,
    pub state: String,
    pub events: u64,
    pub from: Option<String>,
    pub to: Option<String>,
    pub mode: String,
    /// Whether an answer would be seen.
    pub reverse: String,
    /// Percent without a time, and percent that say whom it was done to.
    pub undated: Option<f64>,
    pub party_known: Option<f64>,
}
