//! A book as Markdown (with the tables of GitHub): one table for each question, or one for each group of columns where the
//! banner is wide.

mod beside;
mod published;

use crate::figures::{columns, groups};
use crate::methods::disclosure;
use crate::words::{self, BASES, NOT_STATED};
use crate::{Book, Cell, Column, Group, Table, print};

/// Columns of a banner that still fit beside each other.
const WIDE: usize = 8;

/// The whole book.
pub fn text(book: &Book) -> String {
    let mut out = format!("# {}\n\n", escape(&book.title));
    if book.synthetic {
        out.push_str(&format!("**{}**\n\n", words::SYNTHETIC));
    }
    list(&mut out, &book.notes);
    if let Some(published) = &book.published {
        published::section(&mut out, published);
    }
    for plane in &book.planes {
        self::plane(&mut out, plane);
    }
    for table in &book.tables {
        self::table(&mut out, book, table);
    }
    for chapter in &book.comparisons {
        beside::chapter(&mut out, chapter);
    }
    out.push_str("## How to read\n\n");
    list(&mut out, &words::reading(book));
    methods(&mut out, book);
    out
}

fn table(out: &mut String, book: &Book, table: &Table) {
    out.push_str(&format!("## {}\n\n", escape(&words::heading(table))));
    if !table.question.is_empty() {
        out.push_str(&format!("*{}*\n\n", escape(&table.question)));
    }
    out.push_str(&format!("Base: {}. {}\n\n", escape(&table.base), words::counts(table.kind)));
    for columns in parts(book) {
        grid(out, table, &columns);
    }
    list(out, &words::letters(&book.conventions, table).into_iter().collect::<Vec<_>>());
    list(out, &words::tests(book, table));
    list(out, &table.notes);
}

/// The columns that stand beside each other, with their places in rows: all, or those of a group with the total before them.
fn parts(book: &Book) -> Vec<Vec<(usize, &Group, &Column)>> {
    let all: Vec<_> = columns(book).enumerate().map(|(at, (group, column))| (at, group, column)).collect();
    if all.len() <= WIDE {
        return vec![all];
    }
    let mut parts =
        groups(book).map(|(first, group)| all.iter().skip(first).take(group.columns.len()).copied());
    let total: Vec<_> = parts.next().into_iter().flatten().collect();
    let parts: Vec<Vec<_>> = parts.map(|part| total.iter().copied().chain(part).collect()).collect();
    if parts.is_empty() { vec![total] } else { parts }
}

fn grid(out: &mut String, table: &Table, columns: &[(usize, &Group, &Column)]) {
    let heads = columns.iter().map(|(_, group, column)| head(group, column));
    line(out, std::iter::once(String::new()).chain(heads));
    out.push_str(&format!("| --- |{}\n", " ---: |".repeat(columns.len())));
    for (label, size) in BASES {
        let bases = columns.iter().filter_map(|(at, ..)| table.bases.get(*at));
        let bases = bases.map(|base| {
            let mark = if base.small { " (small)" } else { "" };
            format!("{}{mark}", print::base(size(base)))
        });
        line(out, std::iter::once(label.to_owned()).chain(bases));
    }
    for row in &table.rows {
        let cells = columns.iter().filter_map(|(at, ..)| row.cells.get(*at));
        let cells = cells.map(|cell| self::cell(cell, row.kind));
        line(out, std::iter::once(escape(&row.label)).chain(cells));
    }
    out.push('\n');
}

fn head(group: &Group, column: &Column) -> String {
    let group = if group.title.is_empty() { String::new() } else { format!("{}: ", group.title) };
    let letter = if column.letter.is_empty() { String::new() } else { format!(" ({})", column.letter) };
    escape(&format!("{group}{}{letter}", column.label))
}

/// A figure with its letters, then its interval.
fn cell(cell: &Cell, kind: crate::RowKind) -> String {
    let mut text = escape(&print::cell(cell, kind));
    if let Cell::Shown(figure) = cell
        && !figure.letters.is_empty()
    {
        text.push_str(&format!(" {}", escape(&figure.letters)));
    }
    if let Some(interval) = words::interval(cell, kind) {
        text.push_str(&format!(" ({interval})"));
    }
    text
}

fn plane(out: &mut String, plane: &crate::Plane) {
    out.push_str(&format!("## {}\n\nBase: {}.\n\n", escape(&plane.title), escape(&plane.base)));
    list(out, &plane.says);
    let heads = ["", &plane.across.label, &plane.up.label, "share"];
    line(out, heads.into_iter().map(escape));
    out.push_str("| --- | ---: | ---: | ---: |\n");
    for spot in &plane.spots {
        let numbers =
            [print::decimal(spot.across, 2), print::decimal(spot.up, 2), print::percent(spot.share)];
        line(out, std::iter::once(escape(&spot.label)).chain(numbers.map(|number| escape(&number))));
    }
    out.push('\n');
    let areas = plane
        .areas
        .iter()
        .filter_map(|area| area.share.map(|share| format!("{}: {}%", area.label, print::percent(share))));
    list(out, &areas.collect::<Vec<_>>());
    if let Some(thresholds) = &plane.thresholds {
        published::thresholds(out, thresholds);
    }
    list(out, &plane.notes);
}

fn methods(out: &mut String, book: &Book) {
    out.push_str("## Methods\n\n");
    let mut standard = None;
    for item in disclosure(book) {
        if standard != Some(item.standard) {
            standard = Some(item.standard);
            out.push_str(&format!("### {}\n\n", item.standard.name()));
        }
        out.push_str(&format!("{}. {}\n", item.number, item.title));
        for part in item.parts {
            let says = part.says.as_deref().map_or_else(|| format!("*{NOT_STATED}*"), escape);
            out.push_str(&format!("   - {}: {says}\n", part.what));
        }
        out.push('\n');
    }
}

pub(crate) fn list(out: &mut String, texts: &[String]) {
    for text in texts {
        out.push_str(&format!("- {}\n", escape(text)));
    }
    if !texts.is_empty() {
        out.push('\n');
    }
}

pub(crate) fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for cell in cells {
        out.push_str(&format!("| {cell} "));
    }
    out.push_str("|\n");
}

/// A text as it can stand in a line of Markdown: nothing in it is markup.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' | '\r' => out.push(' '),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' => out.extend(['\\', letter]),
            _ => out.push(letter),
        }
    }
    out
}
