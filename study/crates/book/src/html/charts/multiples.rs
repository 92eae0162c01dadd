//! The same small picture for each column of a group, on one scale.

use maud::{Markup, html};

use super::super::svg::{Svg, shorten};
use super::scale::Scale;
use super::{by, drawn, extent, figure, sentence, value};
use crate::{Cell, Column, Group, Row, Table};

const WIDTH: f64 = 172.0;
/// Letters of a label.
const LETTERS: usize = 25;
/// Room for the figure behind the longest bar.
const BEHIND: f64 = 42.0;
const LINE: f64 = 27.0;

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
    figure(&by(table, group), &panels, &legend)
}

fn panel(table: &Table, rows: &[&Row], at: usize, column: &Column, scale: &Scale) -> Markup {
    let mut svg = Svg::new(WIDTH, rows.len() as f64 * LINE + 2.0);
    let mut words = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        let Some(cell) = row.cells.get(at) else { continue };
        draw(&mut svg, scale, row, cell, place as f64 * LINE);
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

fn draw(svg: &mut Svg, scale: &Scale, row: &Row, cell: &Cell, y: f64) {
    svg.text("tiny", (1.0, y + 10.0), &shorten(&row.label, LETTERS));
    let ends = (1.0, WIDTH - BEHIND);
    let zero = scale.along(0.0, ends);
    let (top, bottom) = (y + 14.0, y + 23.0);
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
    svg.text("tiny value", (end + 4.0, bottom), &value(cell, row.kind));
}
