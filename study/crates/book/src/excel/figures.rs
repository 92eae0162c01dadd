//! The sheet of all figures in long form, as in the CSV file.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::style::Style;
use super::{FIGURES, cut, print_setup, way_back};
use crate::Book;
use crate::csv::{HEAD, kind, row_kind, state};
use crate::figures::{Line, lines};

/// Rows of a sheet, without the way back and the head.
const ROWS: usize = 1_048_576 - 2;

/// Whether all figures fit into a sheet.
pub(super) fn fit(book: &Book) -> bool {
    lines(book).take(ROWS + 1).count() <= ROWS
}

/// Writes the sheet.
pub(super) fn sheet(sheet: &mut Worksheet, book: &Book, style: &Style) -> Result<(), XlsxError> {
    sheet.set_name(FIGURES)?;
    print_setup(sheet);
    way_back(sheet, book, style)?;
    for (column, head) in (0..).zip(HEAD) {
        sheet.write_string_with_format(1, column, head, &style.strong)?;
        sheet.set_column_width(column, if matches!(column, 2 | 3 | 5 | 8) { 26 } else { 16 })?;
    }
    let mut row = 1;
    for line in lines(book) {
        row += 1;
        figure(sheet, row, &line, style)?;
    }
    sheet.set_freeze_panes(2, 0)?.set_repeat_rows(1, 1)?;
    sheet.autofilter(1, 0, row, HEAD.len() as u16 - 1)?;
    Ok(())
}

fn figure(sheet: &mut Worksheet, row: u32, line: &Line<'_>, style: &Style) -> Result<(), XlsxError> {
    let Line { table, row: of, group, column, base, cell } = line;
    sheet.write_number(row, 0, table.number as f64)?;
    let figure = cell.figure();
    let texts = [
        (1, table.id.as_str()),
        (2, &table.title),
        (3, &table.base),
        (4, kind(table.kind)),
        (5, &of.label),
        (6, row_kind(of.kind)),
        (7, &group.title),
        (8, &column.label),
        (9, &column.letter),
        (10, state(cell)),
        (18, figure.map_or("", |figure| &figure.letters)),
    ];
    for (column, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
        sheet.write_string_with_format(row, column, cut(text), &style.text)?;
    }
    let interval = figure.and_then(|figure| figure.interval);
    let numbers = [
        (11, figure.map(|figure| figure.value)),
        (12, figure.map(|figure| figure.error)),
        (13, interval.map(|(low, _)| low)),
        (14, interval.map(|(_, high)| high)),
        (15, figure.map(|figure| figure.count as f64)),
        (16, figure.map(|figure| figure.weighted)),
        (17, figure.and_then(|figure| figure.design_effect)),
        (19, base.unweighted.map(|count| count as f64)),
        (20, base.weighted),
        (21, base.effective),
    ];
    for (column, number) in numbers {
        if let Some(number) = number.filter(|number| number.is_finite()) {
            let whole = matches!(column, 15 | 19);
            if whole {
                sheet.write_number(row, column, number)?;
            } else {
                sheet.write_number_with_format(row, column, number, &style.number)?;
            }
        }
    }
    Ok(())
}
