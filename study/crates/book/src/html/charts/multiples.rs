//! The same small picture for each column of a group, on one scale.

use maud::{Markup, html};

use super::super::svg::{Svg, wrapped};
use super::scale::Scale;
use super::{by, drawn, extent, figure, sentence, value};
use crate::{Cell, Column, Group, Row, Table};

const WIDTH: f64 = 172.0;
/// Letters of a label.
const LETTERS: usize = 27;
const LINES: usize = 3;
/// Room for the figure behind the longest bar.
const BEHIND: f64 = 44.0;
/// Of a line of a label, and of the bar beneath it with the room to the next.
const LINE: f64 = 13.0;
const BAR: f64 = 15.0;

/// A panel for each column of the group; the tick in each bar is the total.
pub(super) fn columns(table: &Table, first: usize, group: &Group) -> Markup {
    let rows = drawn(table);
    let cells = rows.iter().flat_map(|row| row.cells.iter().skip(first).take(group.columns.len()));
    let totals = rows.iter().filter_map(|row| row.cells.first());
    let scale = Scale::over(extent(cells.chain(totals)));
    if rows.is_empty() {
        return html! {};
    }
    let panels = html! {
        div.panels {
            @for (at, column) in group.columns.iter().enumerate() {
                (panel(table, &rows, first + at, column, &scale))
            }
        }
    };
    let legend = html! {
        p.legend {
            "All on one scale. The upright mark is the total; the thin line is the interval; "
            span.flag { "!" } " small base."
        }
    };
    figure(&by(table, group), &html! { (legend) (panels) }, &html! {})
}

fn panel(table: &Table, rows: &[&Row], at: usize, column: &Column, scale: &Scale) -> Markup {
    let label = |row: &Row| wrapped(&row.label, LETTERS, LINES);
    let height: f64 = rows.iter().map(|row| label(row).len() as f64 * LINE + BAR).sum();
    let mut svg = Svg::new(WIDTH, height + 2.0);
    let mut words = Vec::new();
    let mut y = 0.0;
    for row in rows {
        let Some(cell) = row.cells.get(at) else { continue };
        for line in label(row) {
            svg.text("tiny", (1.0, y + 10.0), &line);
            y += LINE;
        }
        draw(&mut svg, scale, row, cell, y);
        y += BAR;
        words.push(sentence(&row.label, cell, row.kind));
    }
    let small = table.bases.get(at).is_some_and(|base| base.small);
    let picture = svg.finish("panel", &format!("t{}-c{at}", table.number), &column.label, &words.join("; "));
    html! {
        div.panel {
            p { bdi { (column.label) } @if small { span.flag title="small base" { "!" span.hidden { " small base" } } } }
            (picture)
        }
    }
}

/// The bar of a cell, its top a little below `y`.
fn draw(svg: &mut Svg, scale: &Scale, row: &Row, cell: &Cell, y: f64) {
    let ends = (1.0, WIDTH - BEHIND);
    let zero = scale.along(0.0, ends);
    let (top, bottom) = (y + 1.0, y + 10.0);
    let mut end = zero;
    if let Some(shown) = cell.figure() {
        let x = scale.along(shown.value, ends);
        svg.rect("bar", (zero.min(x), top), ((x - zero).abs(), bottom - top));
        end = x.max(zero);
        if let Some((low, high)) = shown.interval {
            let (low, high) = (scale.along(low, ends), scale.along(high, ends));
            let middle = f64::midpoint(top, bottom);
            svg.line("halo", (low, middle), (high, middle));
            svg.line("whisker", (low, middle), (high, middle));
            end = end.max(high);
        }
    }
    if let (Some(_), Some(total)) = (cell.figure(), row.cells.first().and_then(Cell::figure)) {
        let x = scale.along(total.value, ends);
        svg.line("total", (x, top - 2.0), (x, bottom + 2.0));
        end = end.max(x);
    }
    svg.text("tiny value", (end + 7.0, bottom), &value(cell, row.kind));
}
