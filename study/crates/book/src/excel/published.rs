//! The sheet of published figures beside estimates.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::style::Style;
use super::{PUBLISHED, plain, print_setup, sentences, way_back};
use crate::words::{self, LEFT_OUT};
use crate::{Book, LeftOut, Published, PublishedLine, RowKind, print};

const HEADS: [&str; 14] = [
    "item",
    "place",
    "group",
    "base",
    "unweighted base",
    "published",
    "estimated",
    "low",
    "high",
    "points apart",
    "within half a point",
    "source",
    "note",
    "id",
];

/// Writes the sheet.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    book: &Book,
    published: &Published,
    style: &Style,
) -> Result<(), XlsxError> {
    sheet.set_name(PUBLISHED)?;
    print_setup(sheet);
    for (column, width) in (0..).zip([38, 22, 12, 34, 12, 11, 11, 9, 9, 10, 12, 40, 40, 30]) {
        sheet.set_column_width(column, width)?;
    }
    way_back(sheet, book, style)?;
    sheet.write_string_with_format(1, 0, words::PUBLISHED, &style.heading)?;
    let mut row = sentences(sheet, 2, &published.summary(), style)?;
    row = sentences(sheet, row, &published.notes, style)? + 1;
    heads(sheet, row, style)?;
    for line in &published.lines {
        row += 1;
        self::line(sheet, row, line, style)?;
    }
    if published.left_out.is_empty() {
        return Ok(());
    }
    row += 2;
    sheet.write_string_with_format(row, 0, LEFT_OUT, &style.strong)?;
    for figure in &published.left_out {
        row += 1;
        left_out(sheet, row, figure, style)?;
    }
    Ok(())
}

fn heads(sheet: &mut Worksheet, row: u32, style: &Style) -> Result<(), XlsxError> {
    for (column, head) in (0..).zip(HEADS) {
        // Over words, words begin where they do.
        let format = if matches!(column, 4..=9) { &style.column } else { &style.words };
        sheet.write_string_with_format(row, column, head, format)?;
    }
    sheet.set_freeze_panes(row + 1, 1)?;
    Ok(())
}

fn texts(sheet: &mut Worksheet, row: u32, texts: &[(u16, &str)], style: &Style) -> Result<(), XlsxError> {
    for (column, text) in texts.iter().filter(|(_, text)| !text.is_empty()) {
        sheet.write_string_with_format(row, *column, plain(text), &style.text)?;
    }
    Ok(())
}

fn line(sheet: &mut Worksheet, row: u32, line: &PublishedLine, style: &Style) -> Result<(), XlsxError> {
    let words = [
        (0, line.item.as_str()),
        (1, &line.place),
        (2, &line.group),
        (3, &line.base),
        (10, words::within(line.within)),
        (11, &line.source),
        (12, &line.note),
        (13, &line.id),
    ];
    texts(sheet, row, &words, style)?;
    let percent = top("0.0%");
    let figure = line.estimate.figure();
    let interval = figure.and_then(|figure| figure.interval);
    let shares = [
        (5, Some(line.published / 100.0)),
        (6, figure.map(|figure| figure.value)),
        (7, interval.map(|(low, _)| low)),
        (8, interval.map(|(_, high)| high)),
    ];
    for (column, share) in shares {
        if let Some(share) = share.filter(|share| share.is_finite()) {
            sheet.write_number_with_format(row, column, share, &percent)?;
        }
    }
    if figure.is_none() {
        let mark = print::cell(&line.estimate, RowKind::Category);
        sheet.write_string_with_format(row, 6, mark, &style.mark)?;
    }
    if let Some(count) = line.size.unweighted {
        sheet.write_number_with_format(row, 4, count as f64, &style.base)?;
    }
    if let Some(points) = line.difference.filter(|points| points.is_finite()) {
        sheet.write_number_with_format(row, 9, points, &apart(points))?;
    }
    Ok(())
}

/// The format of a difference. What rounds to zero has no sign.
fn apart(points: f64) -> Format {
    let is_zero = print::rounded(points, 1) == 0.0;
    top(if is_zero { "0.0;0.0;0.0" } else { "+0.0;-0.0;0.0" })
}

/// A format of numbers that stand where the words of their row do.
fn top(format: &str) -> Format {
    Format::new().set_num_format(format).set_align(FormatAlign::Top)
}

fn left_out(sheet: &mut Worksheet, row: u32, figure: &LeftOut, style: &Style) -> Result<(), XlsxError> {
    let why =
        if figure.note.is_empty() { figure.why.clone() } else { format!("{}: {}", figure.why, figure.note) };
    let words = [
        (0, figure.item.as_str()),
        (1, &figure.place),
        (2, &figure.group),
        (3, &why),
        (11, &figure.source),
        (13, &figure.id),
    ];
    texts(sheet, row, &words, style)?;
    let percent = top("0.0%");
    sheet.write_number_with_format(row, 5, figure.published / 100.0, &percent)?;
    Ok(())
}
