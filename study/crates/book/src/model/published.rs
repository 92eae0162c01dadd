//! Figures that somebody published, beside what the answers give.

use schemars::JsonSchema;
use serde::Serialize;

use crate::{Base, Cell};

/// The section of published figures.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Published {
    /// What stands beside what, and what it can show. A sentence each.
    pub notes: Vec<String>,
    /// Lines of one item stand together.
    pub lines: Vec<PublishedLine>,
    pub left_out: Vec<LeftOut>,
}

/// One published figure with its estimate.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PublishedLine {
    pub id: String,
    /// What was asked: "an escape from reality".
    pub item: String,
    pub place: String,
    /// "women"; empty for all.
    pub group: String,
    /// Who was asked.
    pub base: String,
    /// Percent as published, 0 to 100.
    pub published: f64,
    /// The page that printed it; may be empty.
    pub source: String,
    pub estimate: Cell,
    pub size: Base,
    /// Estimated less published, in percent points; none where the estimate is hidden.
    pub difference: Option<f64>,
    /// Whether they are half a point apart at most, so that the estimate may round to what was published.
    pub within: Option<bool>,
    /// May be empty.
    pub note: String,
}

/// A published figure that is not compared.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LeftOut {
    pub id: String,
    pub item: String,
    pub place: String,
    pub group: String,
    pub published: f64,
    pub source: String,
    /// Why.
    pub why: String,
    /// May be empty.
    pub note: String,
}

impl Published {
    /// Items with their lines, in the order in which they come.
    pub fn items(&self) -> Vec<(&str, Vec<&PublishedLine>)> {
        let mut items: Vec<(&str, Vec<&PublishedLine>)> = Vec::new();
        for line in &self.lines {
            match items.last_mut() {
                Some((item, lines)) if *item == line.item => lines.push(line),
                _ => items.push((&line.item, vec![line])),
            }
        }
        items
    }

    /// How many are near, how far the furthest is, how many are hidden or left out: sentences that all layouts and the terminal say.
    pub fn summary(&self) -> Vec<String> {
        let shown: Vec<&PublishedLine> = self.lines.iter().filter(|line| line.difference.is_some()).collect();
        let within = shown.iter().filter(|line| line.within == Some(true)).count();
        let mut said = vec![format!(
            "{within} of {} estimates lie within half a point of the published percent.",
            shown.len()
        )];
        let size = |line: &&PublishedLine| line.difference.map_or(0.0, f64::abs);
        if let Some(line) = shown.iter().copied().max_by(|a, b| size(a).total_cmp(&size(b))) {
            let group = if line.group.is_empty() { String::new() } else { format!(", {}", line.group) };
            let points = crate::print::decimal(line.difference.unwrap_or(0.0), 2);
            said.push(format!(
                "The largest difference is {points} points ({}: {}{group}).",
                line.item, line.place
            ));
        }
        let hidden = self.lines.len() - shown.len();
        if hidden > 0 {
            said.push(format!("Hidden, since they rest on too few people: {hidden}."));
        }
        if !self.left_out.is_empty() {
            said.push(format!("Left out, by name and with the reason: {}.", self.left_out.len()));
        }
        said
    }
}
