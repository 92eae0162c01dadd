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

/// The answer that the table names, or its first net, or its first answer, where columns are countries. `places` are those of all
/// columns, of which the group begins at `first`.
pub(super) fn countries(table: &Table, group: &Group, first: usize, places: &[Option<Place>]) -> Markup {
    let of = |kind| table.rows.iter().find(|row| row.kind == kind);
    let places: Vec<Option<Place>> = places.iter().skip(first).take(group.columns.len()).copied().collect();
    let known = places.iter().flatten().count();
    let named = table.map.and_then(|row| table.rows.get(row));
    let row = named.or_else(|| of(RowKind::Net)).or_else(|| of(RowKind::Category));
    let Some(row) = row.filter(|_| known >= COUNTRIES) else { return html! {} };
    let cells: Vec<(&Column, &Cell)> = group.columns.iter().zip(row.cells.iter().skip(first)).collect();
    if !differ(&cells) {
        return html! {};
    }
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

/// Whether shares differ, as they are printed: a map of one shade says nothing.
fn differ(cells: &[(&Column, &Cell)]) -> bool {
    let mut shown =
        cells.iter().filter_map(|(_, cell)| cell.figure()).map(|figure| print::percent(figure.value));
    shown.next().is_some_and(|first| shown.any(|other| other != first))
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

/// Steps of equal width in whole percents, from a multiple of five on, over the shares that are shown as they are printed. The last
/// ends at 100% at most: from `5 k` on, five steps of a fifth of the rest do.
struct Shades {
    from: f64,
    width: f64,
}

impl Shades {
    fn over(cells: &[(&Column, &Cell)]) -> Self {
        let values = cells.iter().filter_map(|(_, cell)| cell.figure()).map(|figure| whole(figure.value));
        let (low, high) =
            values.fold((100.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        let from = (low.min(high) / 5.0).floor().min(19.0) * 5.0;
        let width = ((high - from) / STEPS as f64).ceil().max(1.0);
        Self { from, width }
    }

    fn step(&self, share: f64) -> usize {
        let step = ((whole(share) - self.from) / self.width).floor();
        (step.max(0.0) as usize).min(STEPS - 1) + 1
    }

    fn legend(&self) -> Markup {
        let bound = |step: usize| print::decimal(self.from + self.width * step as f64, 0);
        // The last step holds its end.
        let to = |step: usize| if step + 1 < STEPS { " to under " } else { " to " };
        html! {
            ul.legend {
                @for step in 0..STEPS {
                    li { span class={ "key step-" (step + 1) } {} (bound(step)) (to(step)) (bound(step + 1)) "%" }
                }
                li { span.key.unseen {} "hidden or nobody asked" }
            }
        }
    }
}

/// A share as it is printed, in whole percents.
fn whole(share: f64) -> f64 {
    print::rounded(share * 100.0, 0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Figure;

    fn shades(shares: &[f64]) -> (Shades, bool) {
        let cell = |value: &f64| {
            let (letters, value) = (String::new(), *value);
            Cell::Shown(Figure {
                value,
                error: 0.0,
                interval: None,
                count: 0,
                weighted: 0.0,
                design_effect: None,
                letters,
            })
        };
        let cells: Vec<Cell> = shares.iter().map(cell).collect();
        let column = Column { label: String::new(), letter: String::new() };
        let cells: Vec<(&Column, &Cell)> = cells.iter().map(|cell| (&column, cell)).collect();
        (Shades::over(&cells), differ(&cells))
    }

    proptest! {
        #[test]
        fn no_bound_is_over_everybody_and_every_share_has_its_step(shares in proptest::collection::vec(0.0_f64..=1.0, 1..9)) {
            let (shades, _) = shades(&shares);
            prop_assert!(shades.from + shades.width * STEPS as f64 <= 100.0);
            for share in shares {
                let low = shades.from + shades.width * (shades.step(share) - 1) as f64;
                prop_assert!(low <= whole(share) && whole(share) <= low + shades.width);
            }
        }
    }

    #[test]
    fn shares_that_are_printed_alike_do_not_differ() {
        for (shares, expected) in [
            (&[1.0, 1.0, 0.996][..], false),
            (&[0.301, 0.304], false),
            (&[0.304, 0.306], true),
            (&[0.0, 0.001], true),
            (&[], false),
        ] {
            assert_eq!(shades(shares).1, expected, "{shares:?}");
        }
    }
}
