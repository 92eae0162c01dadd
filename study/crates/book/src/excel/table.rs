//! The sheet of a table: bases on top, figures as numbers, letters in a row beneath.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::style::{Style, edged};
use super::{cut, fit_height, name, print_setup, sentences, way_back};
use crate::figures::{columns, groups};
use crate::words::{self, BASES, group_title};
use crate::{Base, Book, Row, RowKind, Table, print};

/// The rows of the head.
const GROUPS: u32 = 5;
const COLUMNS: u32 = 6;
const LETTERS: u32 = 7;
/// Widths of columns, in letters.
const LABEL: usize = 38;
const FIGURE: usize = 12;
/// Most pages of paper beside each other.
const PAGES: u16 = 3;

/// Writes the sheet.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    book: &Book,
    table: &Table,
    style: &Style,
) -> Result<(), XlsxError> {
    sheet.set_name(name(table.number))?;
    print_setup(sheet);
    // A wide table on one page would be too small to read; its labels stand on each.
    sheet.set_print_fit_to_pages(PAGES, 0);
    sheet.set_repeat_rows(GROUPS, LETTERS)?.set_repeat_columns(0, 0)?;
    sheet.set_freeze_panes(LETTERS + 1, 1)?;
    sheet.set_column_width(0, LABEL as f64)?;
    way_back(sheet, book, style)?;
    sheet.write_string_with_format(1, 0, cut(&words::heading(table)), &style.heading)?;
    sheet.set_row_height(1, 20)?;
    sheet.write_string_with_format(2, 0, cut(&table.question), &style.wording)?;
    let base = format!("Base: {}. {}", table.base, words::counts(table.kind));
    sheet.write_string_with_format(3, 0, cut(&base), &style.text)?;
    let edges: Vec<usize> = groups(book).map(|(first, _)| first).collect();
    let sheet = &mut Sheet { sheet, style, edges };
    sheet.heads(book)?;
    let row = sheet.bases(LETTERS + 1, &table.bases)?;
    let mut row = table.rows.iter().try_fold(row, |at, row| sheet.figures(at, row, &table.bases))? + 1;
    row = sentences(sheet.sheet, row, &words::tests(book, table), style)?;
    row = sentences(sheet.sheet, row, &table.notes, style)?;
    sentences(sheet.sheet, row, &legend(book, table), style)?;
    Ok(())
}

/// What the marks of this table mean.
fn legend(book: &Book, table: &Table) -> Vec<String> {
    let mut legend: Vec<String> = words::letters(&book.conventions, table).into_iter().collect();
    if table.bases.iter().any(|base| base.small) {
        legend.push("small: a small base; its figures are in italics.".to_owned());
    }
    if table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.figure().is_none()) {
        legend.extend(print::HIDDEN.map(|mark| format!("{mark}.")));
        legend.push("An empty cell: nobody is in its base.".to_owned());
    }
    legend
}

/// A sheet with the columns where groups begin.
struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    style: &'a Style,
    edges: Vec<usize>,
}

impl Sheet<'_> {
    fn edge(&self, at: usize) -> bool {
        self.edges.contains(&at)
    }

    /// Titles of groups, labels and letters of columns.
    fn heads(&mut self, book: &Book) -> Result<(), XlsxError> {
        for row in [GROUPS, COLUMNS, LETTERS] {
            let format = if row == LETTERS { &self.style.letter } else { &self.style.group };
            self.sheet.write_blank(row, 0, format)?;
        }
        let labels = columns(book).map(|(_, column)| (column.label.as_str(), FIGURE - 3));
        fit_height(self.sheet, COLUMNS, labels)?;
        let mut title = "";
        for (at, (group, column)) in columns(book).enumerate() {
            let (place, edge) = (place(at)?, self.edge(at));
            self.sheet.set_column_width(place, FIGURE as f64)?;
            if edge {
                title = group_title(group);
            }
            let group = edged(&self.style.group, edge);
            self.sheet.write_string_with_format(GROUPS, place, cut(title), &group)?;
            title = "";
            let format = edged(&self.style.column, edge);
            self.sheet.write_string_with_format(COLUMNS, place, cut(&column.label), &format)?;
            let format = edged(&self.style.letter, edge);
            self.sheet.write_string_with_format(LETTERS, place, &column.letter, &format)?;
        }
        Ok(())
    }

    /// The bases from a row on, and which are small; returns the next row.
    fn bases(&mut self, mut row: u32, bases: &[Base]) -> Result<u32, XlsxError> {
        for (label, size) in BASES {
            self.sheet.write_string_with_format(row, 0, label, &self.style.base_label)?;
            for (at, base) in bases.iter().enumerate() {
                let edge = self.edge(at);
                match size(base) {
                    Some(size) => {
                        let format = edged(&self.style.base, edge);
                        self.sheet.write_number_with_format(row, place(at)?, size, &format)?
                    }
                    None => {
                        let format = edged(&self.style.mark, edge);
                        self.sheet.write_string_with_format(row, place(at)?, print::base(None), &format)?
                    }
                };
            }
            row += 1;
        }
        if bases.iter().any(|base| base.small) {
            self.texts(row, "Small base", bases.iter().map(|base| if base.small { "small" } else { "" }))?;
            row += 1;
        }
        Ok(row)
    }

    /// The figures of a row, its letters beneath where there are any; returns the next row.
    fn figures(&mut self, at: u32, row: &Row, bases: &[Base]) -> Result<u32, XlsxError> {
        let label = if row.kind == RowKind::Category { &self.style.label } else { &self.style.net };
        self.sheet.write_string_with_format(at, 0, cut(&row.label), label)?;
        fit_height(self.sheet, at, std::iter::once((row.label.as_str(), LABEL - 4)))?;
        for (column, (cell, base)) in row.cells.iter().zip(bases).enumerate() {
            let (place, edge) = (place(column)?, self.edge(column));
            if let Some(figure) = cell.figure() {
                let format = edged(&Style::figure(row.kind, base.small), edge);
                self.sheet.write_number_with_format(at, place, figure.value, &format)?;
            } else {
                let format = edged(&self.style.mark, edge);
                self.sheet.write_string_with_format(at, place, print::cell(cell, row.kind), &format)?;
            }
        }
        let letters =
            || row.cells.iter().map(|cell| cell.figure().map_or("", |figure| figure.letters.as_str()));
        if letters().all(str::is_empty) {
            return Ok(at + 1);
        }
        fit_height(self.sheet, at + 1, letters().map(|letters| (letters, FIGURE - 4)))?;
        self.texts(at + 1, "", letters())?;
        Ok(at + 2)
    }

    /// A row of small texts: letters, marks.
    fn texts<'b>(
        &mut self,
        row: u32,
        label: &str,
        texts: impl Iterator<Item = &'b str>,
    ) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(row, 0, label, &self.style.base_label)?;
        for (at, text) in texts.enumerate() {
            let format = edged(&self.style.marks, self.edge(at));
            self.sheet.write_string_with_format(row, place(at)?, text, &format)?;
        }
        Ok(())
    }
}

/// The column of a sheet that a column of the banner goes to.
fn place(at: usize) -> Result<u16, XlsxError> {
    u16::try_from(at + 1).map_err(|_| XlsxError::RowColumnLimitError)
}
