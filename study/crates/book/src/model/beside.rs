//! Figures that stand beside each other and are no answers to one question: asked beside traced, one wave beside the next.

use schemars::JsonSchema;
use serde::Serialize;

/// A chapter of such figures.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Comparison {
    /// A name for links and file names: letters, digits, `-`.
    pub id: String,
    pub title: String,
    /// What it is and what it found, in plain words. A sentence each.
    pub lead: Vec<String>,
    pub parts: Vec<Part>,
    /// How it was worked out and what errors know. A sentence each.
    pub notes: Vec<String>,
}

/// Lines that belong together.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Part {
    /// Unique in its chapter: letters, digits, `-`.
    pub id: String,
    pub title: String,
    pub kind: PartKind,
    /// What its figures say. A sentence each.
    pub says: Vec<String>,
    pub picture: Picture,
    pub lines: Vec<Line>,
    /// Remarks. A sentence each.
    pub notes: Vec<String>,
}

/// What the figures of a part are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PartKind {
    /// Who is who: shares and means.
    Description,
    /// The same thing twice, asked and traced.
    Agreement,
    /// Two different things that may go together.
    Correlate,
    /// The same thing at two times.
    Change,
}

/// How a part is drawn, beside its lines as a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Picture {
    /// Lines of one item on one line of the picture, as dots with intervals.
    Dots,
    /// A line each, with the value that stands for no difference marked.
    Forest,
}

/// A figure with all that it rests on.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Line {
    /// What it is about: "Hours online a day".
    pub item: String,
    pub side: Side,
    /// What kind of figure: "geometric mean", "kappa".
    pub measure: String,
    pub unit: Unit,
    pub estimate: Estimate,
    /// People with all that the figure needs; none if hidden.
    pub base: Option<u64>,
    /// `(Σw)² / Σw²` of them. Kish (1965).
    pub effective: Option<f64>,
    /// Whether the base is so small that the figure is marked.
    pub small: bool,
    /// Of how many a trace is known; none where that does not apply or is hidden.
    pub coverage: Option<Coverage>,
    pub weights: Weights,
    /// Whether the picture of its part shows it.
    pub drawn: bool,
}

/// Of whom the trace that a figure needs is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Coverage {
    pub known: u64,
    /// Who could have one: donors of whom the question was asked.
    pub of: u64,
}

/// Where a figure comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Asked of the whole sample.
    Sample,
    /// Those who donated, by the description of themselves that they pick.
    Picked,
    /// Asked of those who donated.
    Asked,
    /// From their own data.
    Traced,
    /// From both.
    Both,
    Donors,
    Others,
    /// The first wave, the second, and the second less the first.
    Before,
    After,
    Change,
}

impl Side {
    /// In words, for a column of a table.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Sample => "asked, whole sample",
            Self::Picked => "own description",
            Self::Asked => "asked",
            Self::Traced => "traced",
            Self::Both => "asked and traced",
            Self::Donors => "donors",
            Self::Others => "others",
            Self::Before => "first wave",
            Self::After => "second wave",
            Self::Change => "change",
        }
    }
}

/// In what a figure is counted, and so how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 0 to 1, written as percents.
    Share,
    /// A difference of shares, -1 to 1, written as percentage points.
    Points,
    /// Hours a day.
    Hours,
    /// A count, a mean of codes.
    Number,
    /// A difference of counts or means.
    Difference,
    /// Differences by a standard deviation.
    Spreads,
    /// A ratio; 1 stands for no difference.
    Ratio,
    /// A correlation or a kappa, -1 to 1; 0 stands for nothing in common.
    Correlation,
    /// An area under a curve, 0 to 1; one half is what chance would give.
    Area,
}

/// The weights behind a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    /// Those of the sample.
    Sample,
    /// Those of the sample by the chance of donating, raked to the sample's margins.
    Donating,
}

impl Weights {
    /// In words, for a column of a table.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Sample => "sample",
            Self::Donating => "donating",
        }
    }
}

/// A figure, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Estimate {
    Shown {
        value: f64,
        /// Standard error in the same unit.
        error: f64,
        /// None at the edge of a scale, or where nothing varies.
        interval: Option<(f64, f64)>,
    },
    /// Hidden: the base is too small.
    SmallBase,
    /// Hidden: too few people say so, or do not, or figures of so few could be worked out from it. Which of these is not told.
    FewPeople,
    /// Nothing is known: the question or the trace is not there, or does not vary. Why, in a few words.
    Unknown { why: String },
}
