//! Pictures of tables: bars of the total, the same for the columns of a group, a map, a plane.

mod bars;
mod beside;
mod map;
mod multiples;
mod plane;
mod scale;

use maud::{Markup, html};

use crate::figures::groups;
use crate::places::Place;
use crate::words::{self, group_title};
use crate::{Book, Cell, Row, RowKind, Table, print};

pub(super) use beside::beside;
pub(super) use map::background;
pub(super) use plane::plane;

/// Columns from which a group has a picture of its own.
const MANY: usize = 3;

/// The pictures of a table.
pub(super) fn charts(book: &Book, table: &Table, places: &[Option<Place>]) -> Markup {
    html! {
        (bars::total(book, table))
        @for (first, group) in groups(book).filter(|(_, group)| group.columns.len() >= MANY) {
            (multiples::columns(table, first, group))
            (map::countries(table, group, first, places))
        }
    }
}

/// Rows that can be drawn beside each other: shares, or else means.
fn drawn(table: &Table) -> Vec<&Row> {
    let shares = table.rows.iter().any(|row| row.kind != RowKind::Mean);
    table.rows.iter().filter(|row| (row.kind != RowKind::Mean) == shares).collect()
}

/// What a scale has to hold of cells: figures and their bounds.
fn extent<'a>(cells: impl Iterator<Item = &'a Cell>) -> impl Iterator<Item = f64> {
    cells.filter_map(Cell::figure).flat_map(|figure| {
        let (low, high) = figure.interval.unwrap_or((figure.value, figure.value));
        [low, high, figure.value]
    })
}

/// A cell as it stands in a picture: "44%", "3.24", "[c]".
fn value(cell: &Cell, kind: RowKind) -> String {
    let text = print::cell(cell, kind);
    match cell {
        Cell::Shown(_) if kind != RowKind::Mean && text.ends_with(|end: char| end.is_ascii_digit()) => {
            text + "%"
        }
        Cell::Nobody => "nobody".into(),
        _ => text,
    }
}

/// A cell in words: "Commented 37% (32 to 42)".
fn sentence(label: &str, cell: &Cell, kind: RowKind) -> String {
    let bounds = words::interval(cell, kind).map(|bounds| format!(" ({bounds})"));
    format!("{label} {}{}", value(cell, kind), bounds.unwrap_or_default())
}

/// A picture with its caption.
fn figure(caption: &str, picture: &Markup, below: &Markup) -> Markup {
    html! {
        figure {
            figcaption { bdi { (caption) } }
            (picture)
            (below)
        }
    }
}

/// What a picture of the columns of a group shows.
fn by(table: &Table, group: &crate::Group) -> String {
    format!("{} · {}", table.title, group_title(group))
}
