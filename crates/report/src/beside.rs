//! What was asked beside what is traced, as parts of a document.

use schemars::JsonSchema;
use serde::Serialize;

use crate::rich::Rich;

/// One thing that was asked, with what the data shows beside it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct BesideRow {
    /// `hours`, `posts`, `type`, `type_picked`, `messages`, `comments`, `contact`, `dependent`, `absence`, `escape`, `tolerance`,
    /// `happened`.
    pub id: String,
    pub what: String,
    /// The answer, in words.
    pub asked: Rich,
    /// What the data shows, in words.
    pub traced: Rich,
    /// The same in numbers, where both are.
    pub asked_range: Option<Range>,
    pub traced_range: Option<Range>,
    /// Whether the two fit together; nothing where they are not the same thing.
    pub together: Option<Together>,
    /// What that means, in a sentence.
    pub says: Rich,
}

/// From a lower to an upper end, or from a lower end on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Range {
    pub low: f64,
    pub high: Option<f64>,
}

/// Whether what was asked and what is traced can both be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Together {
    Agree,
    Differ,
    /// The data leaves it open.
    Open,
}

impl Together {
    /// A word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Differ => "differ",
            Self::Open => "left open",
        }
    }
}

/// What a person says of one of their closest accounts, beside its grade. Nothing for what was not answered.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct AskedAccount {
    pub name: String,
    pub platform: String,
    /// A, B or C, if the account has a grade.
    pub grade: Option<String>,
    /// What the export shows of the tie, in a few words.
    pub traced: String,
    pub public_figure: Option<Said>,
    pub in_person: Option<Said>,
    pub knows_you: Option<Said>,
    pub friends: Option<Said>,
    pub escape: Option<Said>,
    /// What the answers add to what the export shows, if anything.
    pub says: Option<Rich>,
}

/// An answer to a question about an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    Yes,
    No,
    NotSure,
}

impl Said {
    /// A word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::NotSure => "not sure",
        }
    }
}

impl AskedAccount {
    /// The answers, each with the question in a few words; a dash where there is none.
    pub fn answers(&self) -> [(&'static str, &'static str); 5] {
        let word = |said: Option<Said>| said.map_or("–", Said::as_str);
        [
            ("public figure", word(self.public_figure)),
            ("you know them in person", word(self.in_person)),
            ("they know you", word(self.knows_you)),
            ("could be friends", word(self.friends)),
            ("an escape", word(self.escape)),
        ]
    }
}
