//! What went out against what came in: bars to both sides of a line, stripes where nothing can be seen.

use super::super::svg::Svg;
use crate::document::{Figure, ReciprocityRow};

const WIDTH: f64 = 760.0;
const ROW: f64 = 34.0;
const TOP: f64 = 34.0;
/// The line between the two sides, and how far bars can reach from it.
const MIDDLE: f64 = 470.0;
const REACH_LEFT: f64 = 230.0;
const REACH_RIGHT: f64 = 165.0;

pub fn draw(rows: &[ReciprocityRow], figure: &Figure, id: &str) -> String {
    let mut svg = Svg::new(WIDTH, TOP + ROW * rows.len() as f64 + 12.0);
    let stripes = format!("{id}-stripes");
    svg.stripes(&stripes);
    let most_out = rows.iter().map(|row| row.outgoing + row.unanswerable).max().unwrap_or(1).max(1);
    let most_in = rows.iter().map(|row| row.incoming).max().unwrap_or(1).max(1);
    // One scale for both sides, so that lengths can be compared.
    let unit = (REACH_LEFT / f64::from(most_out)).min(REACH_RIGHT / f64::from(most_in));
    svg.text("axis end", (MIDDLE - 10.0, 16.0), "← from you");
    svg.text("axis", (MIDDLE + 10.0, 16.0), "from them →");
    for (number, row) in rows.iter().enumerate() {
        let y = TOP + ROW * number as f64;
        svg.name("label", (0.0, y + 13.0), &shorten(&row.name));
        svg.text("small", (0.0, y + 27.0), &format!("{}, {}", row.platform, row.says));
        let (seen, other) = (f64::from(row.outgoing) * unit, f64::from(row.unanswerable) * unit);
        svg.rect("out", (MIDDLE - seen, y + 3.0), (seen, 20.0));
        svg.rect("pale", (MIDDLE - seen - other, y + 3.0), (other, 20.0));
        let total = row.outgoing + row.unanswerable;
        svg.text("small end", (MIDDLE - seen - other - 6.0, y + 18.0), &total.to_string());
        if row.both_seen {
            let back = f64::from(row.incoming) * unit;
            svg.rect("back", (MIDDLE, y + 3.0), (back, 20.0));
            svg.text("small", (MIDDLE + back + 6.0, y + 18.0), &row.incoming.to_string());
        } else {
            svg.striped(&stripes, (MIDDLE, y + 3.0), (REACH_RIGHT * 0.75, 20.0));
            svg.text("small", (MIDDLE + REACH_RIGHT * 0.75 + 6.0, y + 18.0), "not visible");
        }
    }
    svg.line("rule", (MIDDLE, TOP - 8.0), (MIDDLE, TOP + ROW * rows.len() as f64));
    svg.finish(id, &figure.title, &figure.description)
}

/// As many letters as fit beside the bars.
fn shorten(name: &str) -> String {
    if name.chars().count() <= 26 {
        return name.to_owned();
    }
    name.chars().take(25).chain(std::iter::once('…')).collect()
}
