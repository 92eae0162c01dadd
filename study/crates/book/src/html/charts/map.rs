//! A map of countries as squares, each with its share.

use maud::{Markup, html};

use super::super::svg::{Svg, n};
use super::{by, figure, sentence, value};
use crate::places::{Place, SIZE, squares};
use crate::{Cell, Column, Group, RowKind, Table, print};

const TILE: f64 = 34.0;
const GAP: f64 = 2.0;
/// Steps of shade.
const STEPS: usize = 5;
/// Least countries of a map.
const COUNTRIES: usize = 4;

/// All squares of the world, once for the whole page: maps lay theirs over it.
pub(in super::super) fn background() -> Markup {
    let side = n(TILE - GAP);
    let path: String =
        squares().map(|(_, x, y)| format!("M{} {}h{side}v{side}h-{side}z", n(left(x)), n(left(y)))).collect();
    html! {
        svg.hidden width="0" height="0" aria-hidden="true" { defs { path #world d=(path) {} } }
    }
}

fn left(place: usize) -> f64 {
    place as f64 * TILE
}

/// The first net of a table, or else its first answer, where columns are countries. `places` are those of all columns, of which
/// the group begins at `first`.
pub(super) fn countries(table: &Table, group: &Group, first: usize, places: &[Option<Place>]) -> Markup {
    let of = |kind| table.rows.iter().find(|row| row.kind == kind);
    let places: Vec<Option<Place>> = places.iter().skip(first).take(group.columns.len()).copied().collect();
    let known = places.iter().flatten().count();
    let Some(row) = of(RowKind::Net).or_else(|| of(RowKind::Category)).filter(|_| known >= COUNTRIES) else {
        return html! {};
    };
    let cells: Vec<(&Column, &Cell)> = group.columns.iter().zip(row.cells.iter().skip(first)).collect();
    let shades = Shades::over(&cells);
    let mut svg = Svg::new(left(SIZE.0), left(SIZE.1));
    svg.add(html! { use class="world" href="#world" {} });
    let mut elsewhere = Vec::new();
    for ((column, cell), place) in cells.iter().zip(places) {
        match place {
            Some((code, x, y)) => tile(&mut svg, code, (left(x), left(y)), cell, &shades),
            None => elsewhere.push(sentence(&column.label, cell, row.kind)),
        }
    }
    let title = format!("{}: {}", by(table, group), row.label);
    let words: Vec<String> =
        cells.iter().map(|(column, cell)| sentence(&column.label, cell, row.kind)).collect();
    let picture = svg.finish("map", &format!("t{}-map{first}", table.number), &title, &words.join("; "));
    let below = html! {
        (shades.legend())
        @if !elsewhere.is_empty() { p.legend { "Not on the map: " bdi { (elsewhere.join("; ")) } } }
    };
    figure(&title, &html! { div.scroll tabindex="0" role="region" aria-label=(title) { (picture) } }, &below)
}

fn tile(svg: &mut Svg, code: &str, (x, y): (f64, f64), cell: &Cell, shades: &Shades) {
    let step = cell.figure().map(|figure| shades.step(figure.value));
    let class = step.map_or_else(|| "unseen".to_owned(), |step| format!("step-{step}"));
    svg.rect(&format!("tile {class}"), (x, y), (TILE - GAP, TILE - GAP));
    let on = step.map_or("", |step| if step >= 3 { "on-dark" } else { "" });
    let middle = x + (TILE - GAP) / 2.0;
    svg.text(&format!("code {on}"), (middle, y + 11.5), code);
    let text = match cell {
        Cell::Shown(_) => value(cell, RowKind::Category).trim_end_matches('%').to_owned(),
        Cell::Nobody => "none".into(),
        _ => value(cell, RowKind::Category).trim_matches(['[', ']']).to_owned(),
    };
    let class = if step.is_some() { "number" } else { "mark" };
    svg.text(&format!("{class} {on}"), (middle, y + 26.0), &text);
}

/// Steps of equal width, in whole twentieths, over the shares that are shown.
struct Shades {
    from: f64,
    width: f64,
}

impl Shades {
    fn over(cells: &[(&Column, &Cell)]) -> Self {
        let values = cells.iter().filter_map(|(_, cell)| cell.figure()).map(|figure| figure.value);
        let (low, high) =
            values.fold((1.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let from = (low.min(high) * 20.0).floor() / 20.0;
        // Whole percents for each step.
        let width = ((high - from) * 100.0 / STEPS as f64).ceil().max(1.0) / 100.0;
        Self { from, width }
    }

    fn step(&self, share: f64) -> usize {
        let step = print::rounded((share - self.from) / self.width, 6).floor();
        (step.max(0.0) as usize).min(STEPS - 1) + 1
    }

    fn legend(&self) -> Markup {
        let bound = |step: usize| print::decimal_percent(self.from + self.width * step as f64, 0);
        html! {
            ul.legend {
                @for step in 0..STEPS {
                    li { span class={ "key step-" (step + 1) } {} (bound(step)) " to " (bound(step + 1)) "%" }
                }
                li { span.key.unseen {} "hidden or nobody asked" }
            }
        }
    }
}
