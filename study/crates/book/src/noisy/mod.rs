//! Tables whose figures hold noise, so that nobody can be found by them: model and layouts.

pub mod csv;
pub mod html;
pub mod json;
pub mod markdown;
mod words;

use schemars::JsonSchema;
use serde::Serialize;

use crate::{Group, RowKind};

/// A release under differential privacy.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Release {
    pub title: String,
    /// The people are invented: every page says so.
    pub synthetic: bool,
    /// The columns of all tables, by group. The first group is the total alone.
    pub banner: Vec<Group>,
    pub tables: Vec<Table>,
    pub noise: Noise,
}

/// How the noise was made, and what it protects.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Noise {
    /// Of this release on its own, at `delta`.
    pub epsilon: f64,
    pub delta: f64,
    /// Epsilon for all that the study ever releases.
    pub budget: f64,
    /// Of intervals: 0.95.
    pub level: f64,
    /// The standard deviation of the noise of each cell's sum of weights.
    pub deviation: f64,
    /// How many times a respondent is counted: the noise grows with its root.
    pub histograms: usize,
    pub weight: Option<String>,
    /// Larger weights were cut to this.
    pub weight_bound: f64,
    /// Stated, not worked out.
    pub cluster_effect: f64,
    /// Which part of the weight is of people whose weights were cut, from and to; none where the noise does not tell.
    pub cut: Option<(f64, f64)>,
}

/// One question by the whole banner.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Table {
    /// From 1 on.
    pub number: usize,
    pub id: String,
    pub title: String,
    pub question: String,
    pub base: String,
    /// Several answers each: percents may add up to more than 100.
    pub multiple: bool,
    /// For each column of each group, in the order of the banner.
    pub bases: Vec<Base>,
    pub rows: Vec<Row>,
}

/// Who stands behind a column. All of it holds noise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Base {
    /// The sum of weights; none where noise left nothing.
    pub weighted: Option<f64>,
    /// The sum of weights by the effect of weights and clusters.
    pub effective: Option<f64>,
    /// The standard deviation of the noise in `weighted`.
    pub deviation: f64,
}

/// A line of a table.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Row {
    pub label: String,
    pub kind: RowKind,
    pub cells: Vec<Cell>,
}

/// A share, or that noise leaves none.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Cell {
    Shown(Figure),
    /// So few people that the noise drowns them.
    TooNoisy,
}

/// A share with its interval, which holds sampling and noise.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Figure {
    /// 0 to 1.
    pub value: f64,
    pub low: f64,
    pub high: f64,
    /// The part of the standard error that is of sampling.
    pub sampling: f64,
    /// The part that is of noise.
    pub noise: f64,
}

impl Cell {
    /// The figure of a cell that shows one.
    pub const fn figure(&self) -> Option<&Figure> {
        if let Self::Shown(figure) = self { Some(figure) } else { None }
    }
}
