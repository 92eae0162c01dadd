//! Published figures beside estimates, and shares at other thresholds.

use maud::{Markup, html};

use super::svg::Svg;
use super::{coded, notes};
use crate::words::{self, LEFT_OUT};
use crate::{Cell, Conventions, LeftOut, Published, PublishedLine, RowKind, Thresholds, print};

const WIDTH: f64 = 200.0;
const HEIGHT: f64 = 18.0;

/// The section: how to read it, a table by item, what is left out.
pub(super) fn section(published: &Published, conventions: &Conventions) -> Markup {
    let level = print::decimal_percent(conventions.level, 0);
    html! {
        section.published #published {
            h2 { (words::PUBLISHED) }
            (notes(&published.summary()))
            (notes(&published.notes))
            (legend())
            div.scroll.table tabindex="0" role="region" aria-label=(words::PUBLISHED) {
                table {
                    thead {
                        tr {
                            th scope="col" { "Place" }
                            th scope="col" { "People" }
                            th scope="col" { "Published %" }
                            th scope="col" { "Estimated %" }
                            th scope="col" { (level) "% interval" }
                            th scope="col" { "Points apart" }
                            th scope="col" { "Within half a point" }
                            th scope="col" { "0 to 100%" }
                            th scope="col" { "Printed by" }
                        }
                    }
                    @for (item, lines) in published.items() {
                        tbody {
                            @let base = same_base(&lines);
                            tr.item {
                                th scope="rowgroup" colspan="9" {
                                    bdi { (item) }
                                    @if let Some(base) = base { span.faint { " Base: " bdi { (base) } } }
                                }
                            }
                            @for line in lines { (self::line(line, base.is_none())) }
                        }
                    }
                }
            }
            (left_out(&published.left_out))
        }
    }
}

/// The base of all lines, if they have one.
fn same_base<'a>(lines: &[&'a PublishedLine]) -> Option<&'a str> {
    let first = lines.first()?.base.as_str();
    lines.iter().all(|line| line.base == first).then_some(first)
}

/// A line; with its base where that is not the same for the whole item.
fn line(line: &PublishedLine, with_base: bool) -> Markup {
    html! {
        tr {
            th scope="row" {
                bdi { (place(&line.place, &line.group)) }
                @if with_base { small.faint { " Base: " bdi { (line.base) } } }
            }
            td { (print::base(line.size.unweighted.map(|count| count as f64))) @if line.size.small { span.flag { "!" } } }
            td { strong { (print::rounded(line.published, 1)) } }
            td { (words::estimate(&line.estimate)) }
            td { (words::bounds(&line.estimate)) }
            td { (words::points(line.difference)) }
            td { (words::within(line.within)) }
            td { (picture(line)) }
            td.words { bdi { (words::host(&line.source)) } @if !line.note.is_empty() { small { bdi { (coded(&line.note)) } } } }
        }
    }
}

fn place(place: &str, group: &str) -> String {
    if group.is_empty() { place.to_owned() } else { format!("{place}, {group}") }
}

/// Of what the row says in numbers too: nothing for those who do not see it.
fn picture(line: &PublishedLine) -> Markup {
    let mut svg = Svg::new(WIDTH, HEIGHT);
    let x = |share: f64| 4.0 + share.clamp(0.0, 1.0) * (WIDTH - 8.0);
    let middle = HEIGHT / 2.0;
    svg.line("tick", (x(0.0), middle), (x(1.0), middle));
    if let Cell::Shown(figure) = &line.estimate {
        if let Some((low, high)) = figure.interval {
            svg.line("range", (x(low), middle), (x(high), middle));
        }
        svg.circle("spot", (x(figure.value), middle), 4.0);
    }
    svg.line("total", (x(line.published / 100.0), 1.0), (x(line.published / 100.0), HEIGHT - 1.0));
    svg.hidden("pair")
}

/// What the shapes of the pictures mean, drawn.
fn legend() -> Markup {
    let key = |draw: fn(&mut Svg)| {
        let mut svg = Svg::new(24.0, HEIGHT);
        draw(&mut svg);
        svg.hidden("")
    };
    html! {
        p.legend {
            span.key-side { (key(|svg| svg.line("total", (12.0, 1.0), (12.0, HEIGHT - 1.0)))) " published" }
            span.key-side { (key(|svg| svg.circle("spot", (12.0, HEIGHT / 2.0), 4.0))) " estimated" }
            span.key-side { (key(|svg| svg.line("range", (1.0, HEIGHT / 2.0), (23.0, HEIGHT / 2.0)))) " its interval" }
            span.key-side { (key(|svg| svg.line("tick", (1.0, HEIGHT / 2.0), (23.0, HEIGHT / 2.0)))) " 0 to 100%" }
            "People: the unweighted base."
        }
    }
}

fn left_out(left_out: &[LeftOut]) -> Markup {
    html! {
        @if !left_out.is_empty() {
            h3 { (LEFT_OUT) }
            ul.notes {
                @for figure in left_out {
                    li {
                        bdi { (figure.item) } ", " bdi { (place(&figure.place, &figure.group)) } ", "
                        strong { (print::rounded(figure.published, 1)) "%" } ": " bdi { (figure.why) }
                        @if !figure.note.is_empty() { " (" bdi { (coded(&figure.note)) } ")" }
                        @if !figure.source.is_empty() { ". " bdi { (words::host(&figure.source)) } }
                    }
                }
            }
        }
    }
}

/// Shares at other thresholds.
pub(super) fn thresholds(thresholds: &Thresholds) -> Markup {
    html! {
        h3 { bdi { (thresholds.title) } }
        div.scroll.table tabindex="0" role="region" aria-label=(thresholds.title) {
            table {
                thead {
                    tr {
                        td {}
                        @for column in &thresholds.columns { th scope="col" { bdi { (column) } } }
                    }
                }
                tbody {
                    @for row in &thresholds.rows {
                        tr class=(if row.usual { "net" } else { "" }) {
                            th scope="row" { bdi { (row.label) } }
                            @for cell in &row.cells {
                                td {
                                    (print::cell(cell, RowKind::Category))
                                    @if let Some(bounds) = words::interval(cell, RowKind::Category) { small { (bounds) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
