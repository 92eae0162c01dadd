//! The first sheet: what there is, with links.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::style::Style;
use super::{CONTENTS, FIGURES, METHODS, PLANES, PUBLISHED, cut, figures, name, print_setup, sentences};
use crate::{Book, words};

/// Writes the sheet.
pub(super) fn sheet(sheet: &mut Worksheet, book: &Book, style: &Style) -> Result<(), XlsxError> {
    sheet.set_name(CONTENTS)?;
    print_setup(sheet);
    sheet.set_column_width(0, 60)?.set_column_width(1, 44)?;
    sheet.write_string_with_format(0, 0, cut(&book.title), &style.title)?;
    sheet.set_row_height(0, 24)?;
    let mut row = 1;
    if book.synthetic {
        sheet.write_string_with_format(row, 0, words::SYNTHETIC, &style.warning)?;
        row += 1;
    }
    row = sentences(sheet, row, &book.notes, style)? + 1;
    sheet.write_string_with_format(row, 0, "Table", &style.strong)?;
    sheet.write_string_with_format(row, 1, "Base", &style.strong)?;
    sheet.set_freeze_panes(row + 1, 0)?;
    if book.published.is_some() {
        row += 1;
        link(sheet, row, PUBLISHED, words::PUBLISHED)?;
    }
    for plane in &book.planes {
        row += 1;
        link(sheet, row, PLANES, &plane.title)?;
        sheet.write_string_with_format(row, 1, cut(&plane.base), &style.text)?;
    }
    for table in &book.tables {
        row += 1;
        link(sheet, row, &name(table.number), &words::heading(table))?;
        sheet.write_string_with_format(row, 1, cut(&table.base), &style.text)?;
    }
    for (at, chapter) in book.comparisons.iter().enumerate() {
        row += 1;
        link(sheet, row, &super::beside::name(at), &chapter.title)?;
        for (part, first) in chapter.parts.iter().zip(super::beside::rows(chapter)) {
            row += 1;
            let to = format!("internal:'{}'!A{}", super::beside::name(at), first + 1);
            let text = format!("    {}", cut(&part.title));
            sheet.write_url_with_text(row, 0, to.as_str(), text)?;
        }
    }
    row += 2;
    link(sheet, row, METHODS, "How to read the tables, and methods")?;
    if book.tables.is_empty() {
        return Ok(());
    }
    row += 1;
    if figures::fit(book) {
        return link(sheet, row, FIGURES, "All figures in long form, with intervals and errors");
    }
    let text = "All figures in long form are more than a sheet holds: see the CSV file.";
    sheet.write_string_with_format(row, 0, text, &style.text)?;
    Ok(())
}

fn link(sheet: &mut Worksheet, row: u32, to: &str, text: &str) -> Result<(), XlsxError> {
    sheet.write_url_with_text(row, 0, format!("internal:'{to}'!A1").as_str(), cut(text))?;
    Ok(())
}
