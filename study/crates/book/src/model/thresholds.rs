//! Shares of people that hang on thresholds, at several of them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::Cell;

/// A small table beside a [`crate::Plane`]: how its shares move with the thresholds that part its areas.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Thresholds {
    pub title: String,
    /// What the columns are shares of: "Lurker".
    pub columns: Vec<String>,
    pub rows: Vec<ThresholdRow>,
}

/// The shares at one set of thresholds.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ThresholdRow {
    /// "2 hours, 1 post".
    pub label: String,
    /// Whether these are the thresholds of the plane itself.
    pub usual: bool,
    /// A share for each column.
    pub cells: Vec<Cell>,
}
