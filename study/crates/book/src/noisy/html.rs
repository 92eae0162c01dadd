//! A release as one HTML file, with the style and the content security policy of the other pages.

use maud::{DOCTYPE, Markup, html};

use super::{Release, Table, words};
use crate::html::{head, notes};
use crate::{RowKind, print, words as common};

/// The whole file.
pub fn page(release: &Release) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(&release.title))
            body {
                a.skip href="#main" { "Skip to the tables" }
                header.page {
                    @if release.synthetic { p.synthetic role="note" { strong { (common::SYNTHETIC) } } }
                    p.brand { "parasocial" }
                    h1 { bdi { (release.title) } }
                    p { strong { (words::first(release)) } }
                    nav aria-label="Contents" {
                        h2 { "Contents" }
                        ol.contents {
                            @for table in &release.tables {
                                li { a href={ "#t" (table.number) } { bdi { (words::heading(table)) } } }
                            }
                            li { a href="#reading" { "How the noise was made" } }
                        }
                    }
                }
                main #main {
                    @for table in &release.tables { (section(release, table)) }
                    section #reading { h2 { "How the noise was made" } (notes(&words::reading(release))) }
                }
                footer.page {
                    p { "Made by parasocial. This file loads nothing." @if release.synthetic { " " strong { (common::SYNTHETIC) } } }
                }
            }
        }
    };
    page.into_string()
}

fn section(release: &Release, table: &Table) -> Markup {
    html! {
        section.question id={ "t" (table.number) } {
            h2 { bdi { (words::heading(table)) } }
            @if !table.question.is_empty() { p.wording { bdi { (table.question) } } }
            p { strong { "Base: " } bdi { (table.base) } ". " (words::counts(table)) }
            div.scroll.table tabindex="0" role="region" aria-label=(table.title) { (grid(release, table)) }
            p.legend { "Below each figure its interval, which includes the noise. " (words::TOO_NOISY) ": the noise drowns the figure." }
            p.to { a href="#main" { "Top" } " · " a href="#reading" { "How the noise was made" } }
        }
    }
}

fn grid(release: &Release, table: &Table) -> Markup {
    let starts: Vec<usize> = release
        .banner
        .iter()
        .scan(0, |next, group| Some(std::mem::replace(next, *next + group.columns.len())))
        .collect();
    // A line before each group but the first.
    let edge = |at: usize| if at > 0 && starts.contains(&at) { "edge" } else { "" };
    html! {
        table {
            thead {
                tr.groups {
                    td {}
                    @for (group, first) in release.banner.iter().zip(&starts) {
                        th scope="colgroup" colspan=(group.columns.len()) class=(edge(*first)) { bdi { (common::group_title(group)) } }
                    }
                }
                tr {
                    td {}
                    @for (at, column) in release.banner.iter().flat_map(|group| &group.columns).enumerate() {
                        th scope="col" class=(edge(at)) { bdi { (column.label) } }
                    }
                }
            }
            tbody.bases {
                tr {
                    th scope="row" { "Weighted base ± noise" }
                    @for (at, base) in table.bases.iter().enumerate() {
                        td class=(edge(at)) {
                            @if let Some(weighted) = base.weighted { (print::spaced(Some(weighted))) " ± " (print::spaced(Some(base.deviation))) }
                            @else { span.hid { (words::TOO_NOISY) } }
                        }
                    }
                }
            }
            tbody {
                @for row in &table.rows {
                    tr class=(if row.kind == RowKind::Category { "" } else { "net" }) {
                        th scope="row" { bdi { (row.label) } }
                        @for (at, cell) in row.cells.iter().enumerate() {
                            td class=(edge(at)) {
                                @if let Some(interval) = words::interval(cell) { (words::cell(cell)) small { (interval) } }
                                @else { span.hid { (words::cell(cell)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
