//! A book as one HTML file: readable without script, loading nothing, light and dark, on paper too.
//!
//! The content security policy allows the file's own style sheet (by its hash) and nothing else; every text is escaped by `maud`,
//! and those of the study are isolated from the direction of our own writing.

mod beside;
mod charts;
mod methods;
mod published;
mod svg;
mod table;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::figures::columns;
use crate::places::{Place, place};
use crate::{Book, Plane, words};

const STYLE: &str = include_str!("style.css");

/// The whole file.
///
/// ```
/// fn save(tables: &book::Book) -> std::io::Result<()> {
///     std::fs::write("tables.html", book::html::page(tables))
/// }
/// ```
pub fn page(book: &Book) -> String {
    let places: Vec<Option<Place>> = columns(book).map(|(_, column)| lies(book, &column.label)).collect();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(&book.title))
            body {
                a.skip href="#main" { @if book.tables.is_empty() { "Skip to the figures" } @else { "Skip to the tables" } }
                (header(book))
                (charts::background())
                main #main {
                    @if let Some(published) = &book.published { (published::section(published, &book.conventions)) }
                    @for (at, plane) in book.planes.iter().enumerate() { (self::plane(plane, at)) }
                    @for table in &book.tables { (table::section(book, table, &places)) }
                    @for chapter in &book.comparisons { (beside::section(chapter)) }
                    (reading(book))
                    (methods::section(book))
                }
                footer.page {
                    p { "Made by parasocial. This file loads nothing." @if book.synthetic { " " strong { (words::SYNTHETIC) } } }
                }
            }
        }
    };
    page.into_string()
}

/// Where a column lies on a map: by its label, or by the code that the study gives the country of that name.
fn lies(book: &Book, label: &str) -> Option<Place> {
    let stated = || {
        let countries = book.methods.iter().flat_map(|methods| &methods.countries);
        countries.filter(|country| country.name == label).find_map(|country| country.code.as_deref())
    };
    place(label).or_else(|| place(stated()?))
}

pub(crate) fn head(title: &str) -> Markup {
    let policy = format!(
        "default-src 'none'; style-src '{}'; base-uri 'none'; form-action 'none'",
        hash(STYLE.as_bytes())
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="color-scheme" content="light dark";
            title { (title) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// The hash by which the policy knows the style sheet: base64 of its SHA-256.
fn hash(style: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(style)))
}

fn header(book: &Book) -> Markup {
    html! {
        header.page {
            @if book.synthetic { p.synthetic role="note" { strong { (words::SYNTHETIC) } } }
            p.brand { "parasocial" }
            h1 { bdi { (book.title) } }
            (notes(&book.notes))
            nav aria-label="Contents" {
                h2 { "Contents" }
                ol.contents {
                    @if book.published.is_some() { li { a href="#published" { (words::PUBLISHED) } } }
                    @for (at, plane) in book.planes.iter().enumerate() {
                        li { a href={ "#plane-" (at) } { bdi { (plane.title) } } }
                    }
                    @for table in &book.tables {
                        li { a href={ "#t" (table.number) } { bdi { (words::heading(table)) } } }
                    }
                    @for chapter in &book.comparisons {
                        li { a href={ "#" (beside::name(chapter)) } { bdi { (chapter.title) } } }
                        @for part in &chapter.parts {
                            li.deeper { a href={ "#" (beside::name(chapter)) "-" (part.id) } { bdi { (part.title) } } }
                        }
                    }
                    li { a href="#reading" { (words::reading_title(book)) } }
                    li { a href="#methods" { "Methods" } }
                }
            }
        }
    }
}

/// A plane: what is drawn, its picture, its shares at other thresholds.
fn plane(plane: &Plane, at: usize) -> Markup {
    html! {
        section.plane id={ "plane-" (at) } {
            h2 { bdi { (plane.title) } }
            (notes(&plane.says))
            (charts::plane(plane, at))
            @if let Some(thresholds) = &plane.thresholds { (published::thresholds(thresholds)) }
        }
    }
}

fn reading(book: &Book) -> Markup {
    html! {
        section #reading {
            h2 { (words::reading_title(book)) }
            (notes(&words::reading(book)))
        }
    }
}

/// Sentences, one below the other; nothing where there are none.
pub(crate) fn notes(sentences: &[String]) -> Markup {
    html! {
        @if !sentences.is_empty() {
            ul.notes { @for sentence in sentences { li { bdi { (coded(sentence)) } } } }
        }
    }
}

/// A sentence; what stands in it between backticks is a name.
fn coded(sentence: &str) -> Markup {
    html! {
        @for (at, part) in sentence.split('`').enumerate() {
            @if at % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}
