//! The closest accounts over time: a row for each, a field for each month, darker for more.

use super::super::svg::Svg;
use crate::document::{Figure, TimelineRow};

const NAMES: f64 = 190.0;
const ROW: f64 = 26.0;
const TOP: f64 = 26.0;
const WIDTH: f64 = 760.0;

pub fn draw(months: &[String], rows: &[TimelineRow], figure: &Figure, id: &str) -> String {
    let mut svg = Svg::new(WIDTH, TOP + ROW * rows.len() as f64 + 8.0);
    let field = ((WIDTH - NAMES) / months.len() as f64).min(40.0);
    for (at, month) in months.iter().enumerate() {
        let x = NAMES + field * at as f64;
        if at == 0 || month.ends_with("-01") {
            svg.text("small", (x, 14.0), month.get(..4).unwrap_or(month));
            svg.line("grid", (x - 1.5, 18.0), (x - 1.5, TOP + ROW * rows.len() as f64));
        }
    }
    for (number, row) in rows.iter().enumerate() {
        let y = TOP + ROW * number as f64;
        let short: String = if row.name.chars().count() > 24 {
            row.name.chars().take(23).chain(std::iter::once('…')).collect()
        } else {
            row.name.clone()
        };
        svg.name("label", (0.0, y + 16.0), &short);
        for (at, (outgoing, incoming)) in row.outgoing.iter().zip(&row.incoming).enumerate() {
            let x = NAMES + field * at as f64;
            svg.rect(step(*outgoing), (x, y + 2.0), (field - 3.0, ROW - 5.0));
            if *incoming > 0 {
                svg.circle("dot", (x + (field - 3.0) / 2.0, y + ROW / 2.0 - 0.5), 2.6);
            }
        }
    }
    svg.finish(id, &figure.title, &figure.description)
}

/// A shade for a number of days in a month.
const fn step(days: u32) -> &'static str {
    match days {
        0 => "step-0",
        1..=2 => "step-1",
        3..=5 => "step-2",
        6..=10 => "step-3",
        11..=17 => "step-4",
        _ => "step-5",
    }
}
