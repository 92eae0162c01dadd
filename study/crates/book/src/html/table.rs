//! One table with its bases, letters, intervals and pictures.

use maud::{Markup, html};

use super::{charts, notes};
use crate::figures::{columns, groups};
use crate::places::Place;
use crate::words::{self, BASES, group_title};
use crate::{Base, Book, Cell, Column, Row, RowKind, Table, print};

/// Columns that fit a page in letters of the usual size. More are printed smaller, since nothing can be scrolled on paper.
const MOST_ON_PAPER: usize = 24;

/// A question: its words, its table, what was tested, its pictures. Of each column `places` holds where it lies on a map.
pub(super) fn section(book: &Book, table: &Table, places: &[Option<Place>]) -> Markup {
    html! {
        section.question id={ "t" (table.number) } {
            h2 { bdi { (words::heading(table)) } }
            @if !table.question.is_empty() { p.wording { bdi { (table.question) } } }
            p { strong { "Base: " } bdi { (table.base) } ". " (words::counts(table.kind)) }
            div.scroll.table tabindex="0" role="region" aria-label=(table.title) { (grid(book, table)) }
            (legend(book, table))
            (notes(&words::tests(book, table)))
            (notes(&table.notes))
            div.charts { (charts::charts(book, table, places)) }
            p.to { a href="#main" { "Top" } " · " a href="#reading" { "How to read" } }
        }
    }
}

fn grid(book: &Book, table: &Table) -> Markup {
    let starts: Vec<usize> = groups(book).map(|(first, _)| first).collect();
    // A line before each group but the first.
    let edge = |at: usize| if at > 0 && starts.contains(&at) { "edge" } else { "" };
    html! {
        table class=(if columns(book).count() > MOST_ON_PAPER { "wide" } else { "" }) {
            (heads(book, edge))
            tbody.bases {
                @for (label, size) in BASES {
                    tr {
                        th scope="row" { (label) }
                        @for (at, base) in table.bases.iter().enumerate() { td class=(edge(at)) { (self::base(base, size)) } }
                    }
                }
            }
            tbody {
                @for row in &table.rows {
                    tr class=(if row.kind == RowKind::Category { "" } else { "net" }) {
                        th scope="row" { bdi { (row.label) } }
                        @for (at, (cell, base)) in row.cells.iter().zip(&table.bases).enumerate() {
                            td class={ (edge(at)) (if base.small { " small" } else { "" }) } { (self::cell(cell, row)) }
                        }
                    }
                }
            }
        }
    }
}

fn heads(book: &Book, edge: impl Fn(usize) -> &'static str) -> Markup {
    html! {
        thead {
            tr.groups {
                td {}
                @for (first, group) in groups(book) {
                    th scope="colgroup" colspan=(group.columns.len()) class=(edge(first)) {
                        bdi { (group_title(group)) }
                        @if group.overlap { span.faint { " (columns share respondents)" } }
                    }
                }
            }
            tr {
                td {}
                @for (at, (_, column)) in columns(book).enumerate() {
                    th scope="col" class=(edge(at)) { bdi { (column.label) } (letter(column)) }
                }
            }
        }
    }
}

fn letter(column: &Column) -> Markup {
    html! { @if !column.letter.is_empty() { " " span.letter { (column.letter) } } }
}

fn base(base: &Base, size: fn(&Base) -> Option<f64>) -> Markup {
    let size = size(base);
    html! {
        @if size.is_none() { span.hid { "hidden" } } @else { (print::spaced(size)) }
        @if base.small { span.flag title="small base" { "!" span.hidden { " small base" } } }
    }
}

fn cell(cell: &Cell, row: &Row) -> Markup {
    let text = print::cell(cell, row.kind);
    let Some(figure) = cell.figure() else { return html! { span.hid { (text) } } };
    html! {
        (text)
        @if !figure.letters.is_empty() { sup { (figure.letters) } }
        @if let Some(interval) = words::interval(cell, row.kind) { small { (interval) } }
    }
}

/// What the marks of this table mean; only those that stand in it.
fn legend(book: &Book, table: &Table) -> Markup {
    let cells = || table.rows.iter().flat_map(|row| &row.cells);
    let base = cells().any(|cell| matches!(cell, Cell::SmallBase));
    let few = cells().any(|cell| matches!(cell, Cell::FewPeople));
    let nobody = cells().any(|cell| matches!(cell, Cell::Nobody));
    html! {
        p.legend {
            "Below each figure its interval."
            @if let Some(letters) = words::letters(&book.conventions, table) { " " (letters) }
            @if table.bases.iter().any(|base| base.small) { " " span.flag { "!" } " small base." }
            @if base { " " (print::HIDDEN[0]) "." }
            @if few { " " (print::HIDDEN[1]) "." }
            @if nobody { " An empty cell: nobody is in its base." }
        }
    }
}
