//! The closest accounts over time: a row for each, a field for each month, darker for more.

use super::super::svg::Svg;
use super::{Room, shorten};
use crate::document::TimelineRow;

const TOP: f64 = 26.0;
const FIELD: f64 = 21.0;
/// The widest that a field gets.
const WIDEST: f64 = 40.0;

pub fn draw(months: &[String], rows: &[TimelineRow], room: Room) -> Svg {
    let row_height = room.pick(26.0, 42.0);
    let names = room.pick(200.0, 0.0);
    // On telephones the name stands above its fields.
    let lower = room.pick(2.0, 18.0);
    let bottom = TOP + row_height * rows.len() as f64;
    let mut svg = Svg::new(room.width(), bottom + 4.0);
    let field = ((room.width() - names) / months.len() as f64).min(WIDEST);
    for (at, month) in months.iter().enumerate() {
        let x = names + field * at as f64;
        // A year that ends at once has no room for its number.
        let next_is_january = months.get(at + 1).is_some_and(|next| next.ends_with("-01"));
        if month.ends_with("-01") || (at == 0 && !next_is_january) {
            svg.text("small", (x, 14.0), month.get(..4).unwrap_or(month));
            svg.line("grid", (x - 1.5, 18.0), (x - 1.5, bottom));
        }
    }
    for (number, row) in rows.iter().enumerate() {
        let top = TOP + row_height * number as f64;
        svg.name(
            room_label(room),
            (0.0, top + room.pick(16.0, 13.0)),
            &shorten(&row.name, room.pick(24.0, 40.0) as usize),
        );
        for (at, (outgoing, incoming)) in row.outgoing.iter().zip(&row.incoming).enumerate() {
            let (x, width) = (names + field * at as f64, field - field.min(30.0) / 10.0);
            svg.rect(step(*outgoing), (x, top + lower), (width, FIELD));
            if *incoming > 0 {
                svg.circle("dot", (x + width / 2.0, top + lower + FIELD / 2.0), 2.8);
            }
        }
    }
    svg
}

const fn room_label(room: Room) -> &'static str {
    match room {
        Room::Wide => "label",
        Room::Compact => "label over",
    }
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
