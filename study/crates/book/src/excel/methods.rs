//! The sheet of methods: how to read the tables, what the study discloses and what it does not state.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::style::Style;
use super::{METHODS, fit_height, plain, print_setup, sentences, way_back};
use crate::Book;
use crate::methods::{Item, disclosure};
use crate::words::{self, NOT_STATED};

/// Width of what is said, in letters.
const SAYS: usize = 90;

/// Writes the sheet.
pub(super) fn sheet(sheet: &mut Worksheet, book: &Book, style: &Style) -> Result<(), XlsxError> {
    sheet.set_name(METHODS)?;
    print_setup(sheet);
    sheet.set_column_width(0, 50)?.set_column_width(1, 26)?.set_column_width(2, SAYS as f64)?;
    sheet.set_row_height(1, 20)?;
    way_back(sheet, book, style)?;
    sheet.write_string_with_format(1, 0, "How to read the tables", &style.heading)?;
    let mut row = sentences(sheet, 2, &words::reading(book), style)?;
    let mut standard = None;
    for item in disclosure(book) {
        if standard != Some(item.standard) {
            standard = Some(item.standard);
            sheet.write_string_with_format(row + 1, 0, item.standard.name(), &style.heading)?;
            sheet.set_row_height(row + 1, 20)?;
            row += 2;
        }
        row = self::item(sheet, row, &item, style)?;
    }
    Ok(())
}

/// Its title, then a row for each part; returns the next row.
fn item(sheet: &mut Worksheet, mut row: u32, item: &Item, style: &Style) -> Result<u32, XlsxError> {
    let title = format!("{}. {}", item.number, item.title);
    sheet.write_string_with_format(row, 0, title, &style.strong)?;
    for part in &item.parts {
        sheet.write_string_with_format(row, 1, part.what, &style.text)?;
        let says = part.says.as_deref().unwrap_or(NOT_STATED);
        fit_height(sheet, row, std::iter::once((says, SAYS - 8)))?;
        match &part.says {
            Some(says) => sheet.write_string_with_format(row, 2, plain(says), &style.wrapped)?,
            None => sheet.write_string_with_format(row, 2, NOT_STATED, &style.unstated)?,
        };
        row += 1;
    }
    Ok(row)
}
