//! What a stranger could do, by how much points there.

use super::super::svg::Svg;
use crate::document::{ConsequenceBar, Figure};

const WIDTH: f64 = 760.0;
const ROW: f64 = 46.0;
const TOP: f64 = 26.0;
const LEFT: f64 = 330.0;
const RIGHT: f64 = 640.0;

pub fn draw(raised_from: f64, high_from: f64, bars: &[ConsequenceBar], figure: &Figure, id: &str) -> String {
    let bottom = TOP + ROW * bars.len() as f64;
    let mut svg = Svg::new(WIDTH, bottom + 6.0);
    let x = |score: f64| LEFT + (RIGHT - LEFT) * score / 100.0;
    for (score, word) in [(0.0, "low"), (raised_from, "raised"), (high_from, "high")] {
        svg.line("grid", (x(score), TOP - 6.0), (x(score), bottom - 6.0));
        svg.text("small", (x(score) + 4.0, TOP - 10.0), word);
    }
    for (number, bar) in bars.iter().enumerate() {
        let y = TOP + ROW * number as f64;
        svg.text("label", (0.0, y + 14.0), &bar.title);
        svg.text("small", (0.0, y + 30.0), &feeding(bar));
        svg.rect("track", (LEFT, y + 4.0), (RIGHT - LEFT, 14.0));
        let class = match bar.score {
            score if score >= high_from => "score high",
            score if score >= raised_from => "score raised",
            _ => "score",
        };
        svg.rect(class, (LEFT, y + 4.0), (x(bar.score) - LEFT, 14.0));
        svg.text(
            "small",
            (RIGHT + 10.0, y + 16.0),
            &format!("{}, {}", bar.level, crate::numbers::fixed(bar.score, 0)),
        );
    }
    svg.finish(id, &figure.title, &figure.description)
}

/// As much of what feeds it as fits in a line.
fn feeding(bar: &ConsequenceBar) -> String {
    let mut line = String::new();
    for (at, name) in bar.fed_by.iter().enumerate() {
        let next = if line.is_empty() { name.clone() } else { format!(", {}", name.to_lowercase()) };
        if line.chars().count() + next.chars().count() > 50 {
            return format!("{line} and {} more", bar.fed_by.len() - at);
        }
        line += &next;
    }
    line
}
