//! Bars with intervals.

use maud::{Markup, html};

use super::super::svg::{Svg, wrapped};
use super::scale::Scale;
use super::{drawn, extent, figure, sentence, value};
use crate::{Book, Cell, Row, Table};

/// Letters of a label in a line.
const LETTERS: usize = 56;
const LINES: usize = 3;
const WIDTH: f64 = 420.0;
/// Room for the figure behind the longest bar.
const BEHIND: f64 = 56.0;
const BAR: f64 = 12.0;

/// The first column of a table: of everybody.
pub(super) fn total(book: &Book, table: &Table) -> Markup {
    let rows: Vec<(&Row, &Cell)> =
        drawn(table).into_iter().filter_map(|row| Some((row, row.cells.first()?))).collect();
    let label = book.banner.first().and_then(|group| group.columns.first());
    let (Some(label), Some((first, _))) = (label, rows.first()) else { return html! {} };
    let title = format!("{}: {}", table.title, label.label);
    let scale = Scale::over(extent(rows.iter().map(|(_, cell)| *cell)));
    let kind = first.kind;
    let mut svg = Svg::new(WIDTH, height(&rows) + 20.0);
    let mut y = 0.0;
    for (row, cell) in &rows {
        y = bar(&mut svg, &scale, row, cell, y);
    }
    for mark in scale.marks() {
        let x = scale.along(mark, (1.0, WIDTH - BEHIND));
        svg.line("tick", (x, y), (x, y + 4.0));
        svg.text("small middle", (x.max(8.0), y + 16.0), &scale.label(mark, kind));
    }
    let words: Vec<String> = rows.iter().map(|(row, cell)| sentence(&row.label, cell, row.kind)).collect();
    let picture = svg.finish("bars", &format!("t{}-bars", table.number), &title, &words.join("; "));
    figure(&title, &picture, &html! { p.legend { "The thin line is the interval." } })
}

fn height(rows: &[(&Row, &Cell)]) -> f64 {
    rows.iter().map(|(row, _)| wrapped(&row.label, LETTERS, LINES).len() as f64 * 15.0 + BAR + 10.0).sum()
}

/// A label, its bar below; returns where the next begins.
fn bar(svg: &mut Svg, scale: &Scale, row: &Row, cell: &Cell, mut y: f64) -> f64 {
    for line in wrapped(&row.label, LETTERS, LINES) {
        y += 15.0;
        svg.text(if row.kind == crate::RowKind::Net { "label net" } else { "label" }, (1.0, y - 2.0), &line);
    }
    let ends = (1.0, WIDTH - BEHIND);
    let zero = scale.along(0.0, ends);
    let mut end = zero;
    if let Some(shown) = cell.figure() {
        let x = scale.along(shown.value, ends);
        svg.rect("bar", (zero.min(x), y + 2.0), ((x - zero).abs(), BAR));
        end = x.max(zero);
        if let Some((low, high)) = shown.interval {
            let (low, high) = (scale.along(low, ends), scale.along(high, ends));
            let middle = y + 2.0 + BAR / 2.0;
            svg.line("halo", (low, middle), (high, middle));
            svg.line("whisker", (low, middle), (high, middle));
            for at in [low, high] {
                svg.line("whisker", (at, middle - 4.0), (at, middle + 4.0));
            }
            end = end.max(high);
        }
    }
    svg.text("value", (end + 8.0, y + BAR + 1.0), &value(cell, row.kind));
    y + BAR + 10.0
}
