//! The sheet of planes: where people or types stand between two measures, as numbers.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::style::Style;
use super::{PLANES, cut, print_setup, sentences, way_back};
use crate::{Book, Plane, RowKind, print};

/// Writes the sheet.
pub(super) fn sheet(sheet: &mut Worksheet, book: &Book, style: &Style) -> Result<(), XlsxError> {
    sheet.set_name(PLANES)?;
    print_setup(sheet);
    sheet.set_column_width(0, 40)?.set_column_range_width(1, 5, 22)?;
    way_back(sheet, book, style)?;
    let mut row = 2;
    for plane in &book.planes {
        row = self::plane(sheet, row, plane, style)? + 1;
    }
    Ok(())
}

/// A row for each spot and each part with a known share; returns the next row.
fn plane(sheet: &mut Worksheet, mut row: u32, plane: &Plane, style: &Style) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(row, 0, cut(&plane.title), &style.heading)?;
    sheet.set_row_height(row, 20)?;
    sheet.write_string_with_format(row + 1, 0, cut(&format!("Base: {}", plane.base)), &style.text)?;
    row = sentences(sheet, row + 2, &plane.says, style)?;
    for (column, head) in (1..).zip([&plane.across.label, &plane.up.label, "share"]) {
        sheet.write_string_with_format(row, column, cut(head), &style.column)?;
    }
    let share = Style::figure(RowKind::Category, false);
    for spot in &plane.spots {
        row += 1;
        sheet.write_string_with_format(row, 0, cut(&spot.label), &style.label)?;
        // More digits than two would say more than classes of answers can.
        sheet.write_number_with_format(row, 1, print::rounded(spot.across, 2), &style.number)?;
        sheet.write_number_with_format(row, 2, print::rounded(spot.up, 2), &style.number)?;
        sheet.write_number_with_format(row, 3, spot.share, &share)?;
    }
    for (area, part) in plane.areas.iter().filter_map(|area| Some((area, area.share?))) {
        row += 1;
        sheet.write_string_with_format(row, 0, cut(&area.label), &style.label)?;
        sheet.write_number_with_format(row, 3, part, &share)?;
    }
    row = thresholds(sheet, row + 1, plane, style)?;
    sentences(sheet, row, &plane.notes, style)
}

/// The shares at other thresholds; returns the next row.
fn thresholds(sheet: &mut Worksheet, mut row: u32, plane: &Plane, style: &Style) -> Result<u32, XlsxError> {
    let Some(thresholds) = &plane.thresholds else { return Ok(row) };
    row += 1;
    sheet.write_string_with_format(row, 0, cut(&thresholds.title), &style.strong)?;
    row += 1;
    for (column, head) in (1..).zip(&thresholds.columns) {
        sheet.write_string_with_format(row, column, cut(head), &style.column)?;
    }
    for line in &thresholds.rows {
        row += 1;
        let kind = if line.usual { RowKind::Net } else { RowKind::Category };
        let label = if line.usual { &style.net } else { &style.label };
        sheet.write_string_with_format(row, 0, cut(&line.label), label)?;
        for (column, cell) in (1..).zip(&line.cells) {
            match cell.figure() {
                Some(figure) => {
                    sheet.write_number_with_format(row, column, figure.value, &Style::figure(kind, false))?
                }
                None => sheet.write_string_with_format(row, column, print::cell(cell, kind), &style.mark)?,
            };
        }
    }
    Ok(row + 1)
}
