//! What went out against what came in: bars to both sides of a line, stripes where nothing can be seen.

use super::super::svg::Svg;
use super::{Room, shorten};
use crate::document::ReciprocityRow;

const TOP: f64 = 34.0;
const BAR: f64 = 20.0;
/// Room for the number at the end of a bar.
const NUMBER: f64 = 30.0;

/// Where things stand: beside the names on wide screens, below them on telephones.
struct Layout {
    row: f64,
    names: f64,
    /// From the top of a row to its bar.
    bar: f64,
    letters: usize,
    /// The line between the two sides.
    middle: f64,
    left: f64,
    right: f64,
}

impl Layout {
    const fn new(room: Room) -> Self {
        let names = room.pick(210.0, 0.0);
        let middle = names + 0.6 * (room.width() - names);
        Self {
            row: room.pick(38.0, 48.0),
            names,
            bar: room.pick(5.0, 19.0),
            letters: room.pick(26.0, 24.0) as usize,
            middle,
            left: middle - names - NUMBER,
            right: room.width() - middle - NUMBER,
        }
    }
}

pub fn draw(rows: &[ReciprocityRow], room: Room, id: &str) -> Svg {
    let at = Layout::new(room);
    let mut svg = Svg::new(room.width(), TOP + at.row * rows.len() as f64 + 8.0);
    let stripes = format!("{id}-stripes");
    svg.stripes(&stripes);
    let most_out = rows.iter().map(|row| row.outgoing + row.unanswerable).max().unwrap_or(1).max(1);
    let most_in = rows.iter().map(|row| row.incoming).max().unwrap_or(1).max(1);
    // One scale for both sides, so that lengths can be compared.
    let unit = (at.left / f64::from(most_out)).min(at.right / f64::from(most_in));
    svg.text("axis end", (at.middle - 10.0, 16.0), "← days, from you");
    svg.text("axis", (at.middle + 10.0, 16.0), "from them →");
    for (number, row) in rows.iter().enumerate() {
        let top = TOP + at.row * number as f64;
        names(&mut svg, row, top, room, &at);
        let y = top + at.bar;
        let (seen, other) = (f64::from(row.outgoing) * unit, f64::from(row.unanswerable) * unit);
        svg.rect("out", (at.middle - seen, y), (seen, BAR));
        svg.rect("pale", (at.middle - seen - other, y), (other, BAR));
        let total = row.outgoing + row.unanswerable;
        svg.text("small end", (at.middle - seen - other - 6.0, y + 15.0), &total.to_string());
        if row.both_seen {
            let back = f64::from(row.incoming) * unit;
            svg.rect("back", (at.middle, y), (back, BAR));
            svg.text("small", (at.middle + back + 6.0, y + 15.0), &row.incoming.to_string());
        } else {
            svg.striped(&stripes, (at.middle, y), (at.right + NUMBER, BAR));
        }
    }
    svg.line("rule", (at.middle, TOP - 8.0), (at.middle, TOP + at.row * rows.len() as f64));
    svg
}

fn names(svg: &mut Svg, row: &ReciprocityRow, top: f64, room: Room, at: &Layout) {
    let says = format!("{}, {}", row.platform, row.says);
    let name = shorten(&row.name, at.letters);
    match room {
        Room::Wide => {
            svg.name("label", (0.0, top + 14.0), &name);
            svg.text("small", (0.0, top + 29.0), &says);
            debug_assert!(at.names > 0.0);
        }
        Room::Compact => {
            svg.name("label over", (0.0, top + 13.0), &name);
            svg.text("small over end", (room.width(), top + 13.0), &says);
        }
    }
}
