//! Tables that are ready to be read: what every layout (page, workbook, CSV, JSON, Markdown) prints, and nothing else.
//!
//! Numbers are exact here; [`crate::print`] says how they are written. What is hidden is not here at all, so that no layout can
//! show it by mistake.

pub mod beside;

use schemars::JsonSchema;
use serde::Serialize;

use crate::Methods;

mod published;
mod thresholds;

pub use published::{LeftOut, Published, PublishedLine};
pub use thresholds::{ThresholdRow, Thresholds};

/// A report of tables.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Book {
    pub title: String,
    /// The people are invented: every page and sheet says so.
    pub synthetic: bool,
    /// The columns of all tables, by group. The first group is the total alone.
    pub banner: Vec<Group>,
    pub tables: Vec<Table>,
    pub conventions: Conventions,
    /// Remarks that concern all tables: rows left out, weights, what was assumed. A sentence each.
    pub notes: Vec<String>,
    /// Where people or types stand between two measures.
    pub planes: Vec<Plane>,
    /// What stands beside each other: asked and traced, one wave and the next.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub comparisons: Vec<beside::Comparison>,
    /// Figures that were published beside what the answers give; none where there are no such figures.
    pub published: Option<Published>,
    /// How the study was done, as its `study.toml` says; none where there is no such file.
    pub methods: Option<Methods>,
}

/// Columns that are compared with each other and with no others.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Group {
    /// "Age", "Country"; empty for the total.
    pub title: String,
    pub columns: Vec<Column>,
    /// Whether columns share respondents. Tests know of it.
    pub overlap: bool,
}

/// The head of a column.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Column {
    pub label: String,
    /// A, B, ... within the group; empty for the total.
    pub letter: String,
}

/// One question by the whole banner.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Table {
    /// From 1 on.
    pub number: usize,
    /// A name for links and file names: letters, digits, `_`.
    pub id: String,
    pub title: String,
    /// The wording as people saw it; may be empty.
    pub question: String,
    /// Who was asked: "all respondents", "follows influencers".
    pub base: String,
    pub kind: Kind,
    /// For each column of each group, in the order of the banner.
    pub bases: Vec<Base>,
    pub rows: Vec<Row>,
    /// One for each group of the banner; none where it cannot be tested.
    pub tests: Vec<Option<Test>>,
    /// Which of the rows a map shows; none for its first net, or else its first answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub map: Option<usize>,
    /// Remarks that concern this table. A sentence each.
    pub notes: Vec<String>,
}

/// What a table counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// One answer each: percents add up to 100, but for rounding.
    Single,
    /// Several answers each: percents may add up to more than 100.
    Multiple,
    /// A number each: means.
    Number,
}

/// Who stands behind a column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Base {
    /// Rows with a weight above 0; nothing if even that is hidden.
    pub unweighted: Option<u64>,
    /// The sum of their weights.
    pub weighted: Option<f64>,
    /// `(Σw)² / Σw²`. Kish (1965).
    pub effective: Option<f64>,
    /// Whether it is so small that its figures are marked.
    pub small: bool,
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Row {
    pub label: String,
    pub kind: RowKind,
    /// For each column of each group, in the order of the banner.
    pub cells: Vec<Cell>,
}

/// What a line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// The share of an answer.
    Category,
    /// The share of several answers together, counted from respondents.
    Net,
    /// A mean of codes or numbers.
    Mean,
}

/// One figure, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Cell {
    Shown(Figure),
    /// Nobody is in the base.
    Nobody,
    /// Hidden: the base is too small for a figure that means anything.
    SmallBase,
    /// Hidden, so that nobody of a few is found by it or by what stands beside it; which of the two is not told.
    FewPeople,
}

impl Cell {
    /// The figure of a cell that shows one.
    pub const fn figure(&self) -> Option<&Figure> {
        if let Self::Shown(figure) = self { Some(figure) } else { None }
    }
}

/// An estimate with what stands behind it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Figure {
    /// A share (0 to 1) or a mean.
    pub value: f64,
    /// The standard error under the design, in the same unit.
    pub error: f64,
    /// The interval at the level of [`Conventions::level`]; none where there are no degrees of freedom.
    pub interval: Option<(f64, f64)>,
    /// Rows that gave the answer; of a mean those in its base.
    pub count: u64,
    /// The sum of their weights.
    pub weighted: f64,
    /// The design effect, against a simple random sample with replacement; none where nothing varies.
    pub design_effect: Option<f64>,
    /// Columns of the same group that it is higher than: upper case at the strict level, lower case at the loose one.
    pub letters: String,
}

/// Whether answers differ between the columns of a group.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Test {
    pub statistic: f64,
    pub df: Vec<f64>,
    pub p_value: f64,
}

/// How all tables were made.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Conventions {
    /// Of intervals: 0.95.
    pub level: f64,
    /// "Korn and Graubard's beta interval".
    pub interval: String,
    /// "differences under the design, Student's t", or "pooled z on effective bases".
    pub letters: String,
    /// "Holm, within a row of one group".
    pub correction: String,
    pub strict: f64,
    pub loose: f64,
    /// "Rao and Scott, second order".
    pub test: String,
    /// Bases below are hidden.
    pub least_base: u64,
    /// Bases below are marked.
    pub small_base: u64,
    /// Answers (and their complements) of fewer people are hidden.
    pub least_people: u64,
    /// Weights: "w", or none.
    pub weight: Option<String>,
    /// "strata `h`, units `psu`, single units: ...".
    pub design: String,
    /// The sample is one of volunteers: intervals rest on a model and are no margins of error.
    pub opt_in: bool,
}

/// People or types between two measures: hours online a day across, posts a day up.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Plane {
    pub title: String,
    /// Who is drawn: "all respondents".
    pub base: String,
    /// What is drawn, before the picture. A sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub says: Vec<String>,
    pub across: Axis,
    pub up: Axis,
    /// Fields with a name, drawn beneath the spots.
    pub areas: Vec<Area>,
    pub spots: Vec<Spot>,
    /// The shares at other thresholds; none where nobody worked them out.
    pub thresholds: Option<Thresholds>,
    /// Remarks. A sentence each.
    pub notes: Vec<String>,
}

/// One of the two measures of a [`Plane`].
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Axis {
    /// With its unit: "hours online a day".
    pub label: String,
    pub from: f64,
    pub to: f64,
    /// Whether a factor is a distance; `from` is above 0 then.
    pub log: bool,
}

/// A part of a [`Plane`]: "Lurker", from 2 to 16 hours, from 0 to 1 post.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Area {
    pub label: String,
    pub across: (f64, f64),
    pub up: (f64, f64),
    /// Who is in it, 0 to 1; none where it is not known or hidden.
    pub share: Option<f64>,
}

/// A type, a country, a group of people: where it stands on a [`Plane`] and how large it is.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Spot {
    pub label: String,
    pub across: f64,
    pub up: f64,
    /// 0 to 1: the area of the spot.
    pub share: f64,
}
