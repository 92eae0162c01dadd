//! What weighting did, and what it cost.

use std::fmt::Write as _;

use serde::Serialize;

use crate::Among;

/// The weighting of a sample.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    pub name: String,
    pub rows: u64,
    /// `(Σw)² / Σw²`. Kish (1965).
    pub effective: f64,
    /// Rows by effective base: how many times as large variances are, at most about.
    pub design_effect: f64,
    pub parts: Vec<PartReport>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub aggregates: Vec<AggregateReport>,
    pub replicates: Option<usize>,
    /// What the sum over replicates is multiplied by; each counts by its own factor too (the jackknife's `rscales`).
    pub replicate_scale: Option<f64>,
}

/// One part, as a country.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PartReport {
    pub label: String,
    pub rows: u64,
    pub total: f64,
    pub effective: f64,
    pub design_effect: f64,
    /// The smallest and largest weight, as parts of the mean.
    pub least: f64,
    pub most: f64,
    /// After each round the largest part by which a category missed its target.
    pub steps: Vec<f64>,
    pub margins: Vec<MarginReport>,
}

/// Parts together that have a weight of their own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AggregateReport {
    pub name: String,
    pub label: String,
    pub parts: Vec<String>,
    pub among: Among,
    pub rows: u64,
    pub effective: f64,
    pub design_effect: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MarginReport {
    pub variable: String,
    pub source: String,
    /// The largest part by which a category misses its target at the end; above 0 where weights were trimmed.
    pub missed: f64,
}

impl Report {
    /// As Markdown, for people.
    pub fn markdown(&self) -> String {
        let mut out = format!("# Weights `{}`\n\n", self.name);
        let _ = writeln!(
            out,
            "{} rows, effective base {:.0}, design effect of weighting {:.2}.\n",
            self.rows, self.effective, self.design_effect
        );
        out.push_str("| part | rows | sum | effective base | design effect | weights (of their mean) | rounds | largest miss by round |\n");
        out.push_str("| --- | ---: | ---: | ---: | ---: | --- | ---: | --- |\n");
        for part in &self.parts {
            let label = if part.label.is_empty() { "all" } else { &part.label };
            let _ = writeln!(
                out,
                "| {} | {} | {:.1} | {:.0} | {:.2} | {:.2} to {:.2} | {} | {} |",
                label.replace('|', "\\|"),
                part.rows,
                part.total,
                part.effective,
                part.design_effect,
                part.least,
                part.most,
                part.steps.len(),
                steps(&part.steps)
            );
        }
        out.push_str("\n| part | margin | source | largest miss |\n| --- | --- | --- | ---: |\n");
        for part in &self.parts {
            for margin in &part.margins {
                let label = if part.label.is_empty() { "all" } else { &part.label };
                let source = if margin.source.is_empty() { "not stated" } else { &margin.source };
                let _ = writeln!(
                    out,
                    "| {} | {} | {} | {} |",
                    label.replace('|', "\\|"),
                    margin.variable.replace('|', "\\|"),
                    source.replace('|', "\\|"),
                    miss(margin.missed)
                );
            }
        }
        self.write_aggregates(&mut out);
        match (self.replicates, self.replicate_scale) {
            (Some(count), Some(scale)) => {
                let _ = writeln!(
                    out,
                    "\n{count} replicate weights, each raked like the full ones; scale {scale}."
                );
            }
            _ => out.push_str("\nNo replicate weights: errors will not know that weights were raked.\n"),
        }
        out
    }

    fn write_aggregates(&self, out: &mut String) {
        if self.aggregates.is_empty() {
            return;
        }
        out.push_str(
            "\n| together | weight | countries count by | rows | effective base | design effect |\n",
        );
        out.push_str("| --- | --- | --- | ---: | ---: | ---: |\n");
        for aggregate in &self.aggregates {
            let count = match aggregate.among {
                Among::Interviews => "interviews",
                Among::Equal => "one each",
                Among::Population => "population",
            };
            let _ = writeln!(
                out,
                "| {}: {} | `{}` | {count} | {} | {:.0} | {:.2} |",
                aggregate.label.replace('|', "\\|"),
                aggregate.parts.join(", "),
                aggregate.name,
                aggregate.rows,
                aggregate.effective,
                aggregate.design_effect
            );
        }
    }
}

/// The first rounds and the last.
fn steps(steps: &[f64]) -> String {
    let shown: Vec<String> = match steps.len() {
        0..=5 => steps.iter().map(|step| miss(*step)).collect(),
        count => {
            let mut shown: Vec<String> = steps[..4].iter().map(|step| miss(*step)).collect();
            shown.push("…".into());
            shown.push(miss(steps[count - 1]));
            shown
        }
    };
    shown.join(" → ")
}

/// A part as a percent, or how little it is.
fn miss(part: f64) -> String {
    match part {
        0.0 => "none".into(),
        part if part >= 0.0005 => format!("{:.1}%", part * 100.0),
        _ => format!("{part:.0e}"),
    }
}
