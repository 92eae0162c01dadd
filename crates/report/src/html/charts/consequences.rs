//! What a stranger could do, by how much points there.

use super::super::svg::Svg;
use super::Room;
use crate::build::lower_first;
use crate::document::ConsequenceBar;

const ROW: f64 = 58.0;
const TOP: f64 = 24.0;
const BAR: f64 = 12.0;

pub fn draw(raised_from: f64, high_from: f64, bars: &[ConsequenceBar], room: Room) -> Svg {
    let bottom = TOP + ROW * bars.len() as f64;
    let mut svg = Svg::new(room.width(), bottom);
    let x = |score: f64| room.width() * score / 100.0;
    for (score, word) in [(0.0, "low"), (raised_from, "raised"), (high_from, "high")] {
        let at = x(score).max(0.5);
        svg.line("grid", (at, 4.0), (at, bottom - 8.0));
        svg.text("small", (at + 4.0, 12.0), word);
    }
    for (number, bar) in bars.iter().enumerate() {
        let y = TOP + ROW * number as f64;
        svg.text("label over", (0.0, y + 13.0), &bar.title);
        svg.text("small over end", (room.width(), y + 13.0), &bar.in_words());
        svg.rect("track", (0.0, y + 19.0), (room.width(), BAR));
        let class = match bar.score {
            score if score >= high_from => "score high",
            score if score >= raised_from => "score raised",
            _ => "score",
        };
        svg.rect(class, (0.0, y + 19.0), (x(bar.score), BAR));
        let letters = room.pick(100.0, 46.0) as usize;
        svg.text("small over", (0.0, y + 19.0 + BAR + 14.0), &feeding(bar, letters));
    }
    svg
}

/// As much of what feeds it as fits in a line.
fn feeding(bar: &ConsequenceBar, letters: usize) -> String {
    let mut line = String::new();
    for (at, name) in bar.fed_by.iter().enumerate() {
        let next = if line.is_empty() { name.clone() } else { format!(", {}", lower_first(name)) };
        if line.chars().count() + next.chars().count() > letters {
            return format!("{line} and {} more", bar.fed_by.len() - at);
        }
        line += &next;
    }
    line
}
