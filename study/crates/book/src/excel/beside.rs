//! The sheet of a chapter of figures that stand beside each other.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use super::style::Style;
use super::{cut, fit_height, print_setup, sentences, way_back};
use crate::Book;
use crate::beside::{Comparison, Estimate, Line, Part, Unit};
use crate::print::rounded;
use crate::words::beside as words;

/// Widths of columns, in letters.
const WIDTHS: [usize; 11] = [36, 44, 11, 11, 11, 10, 10, 11, 12, 12, 20];
/// The row of the first sentence.
const FIRST: u32 = 2;
const HEADS: [&str; 11] = [
    "",
    "Who and what",
    "Figure",
    "Lower end",
    "Upper end",
    "Error",
    "Base",
    "Effective base",
    "Trace known",
    "of",
    "Weights",
];

/// The name of a chapter's sheet.
pub(super) fn name(at: usize) -> String {
    format!("C{}", at + 1)
}

/// The rows in which its parts begin.
pub(super) fn rows(chapter: &Comparison) -> Vec<u32> {
    let mut next = FIRST as usize + chapter.lead.len() + 1;
    let rows = chapter.parts.iter().map(|part| {
        // The head of lines, and an empty row behind the part.
        let lines = if part.lines.is_empty() { 0 } else { part.lines.len() + 1 };
        let first = next;
        next += 2 + part.says.len() + lines + part.notes.len() + 1;
        u32::try_from(first).unwrap_or(u32::MAX)
    });
    rows.collect()
}

/// Writes the sheet of one chapter.
pub(super) fn sheet(
    sheet: &mut Worksheet,
    book: &Book,
    (at, chapter): (usize, &Comparison),
    style: &Style,
) -> Result<(), XlsxError> {
    sheet.set_name(name(at))?;
    print_setup(sheet);
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width as f64)?;
    }
    way_back(sheet, book, style)?;
    sheet.write_string_with_format(1, 0, cut(&chapter.title), &style.title)?;
    sheet.set_row_height(1, 24)?;
    let mut row = sentences(sheet, FIRST, &chapter.lead, style)? + 1;
    for (part, first) in chapter.parts.iter().zip(rows(chapter)) {
        row = self::part(sheet, first, part, style)? + 1;
    }
    sheet.write_string_with_format(row, 0, "How these figures were worked out", &style.heading)?;
    sentences(sheet, row + 1, &chapter.notes, style)?;
    Ok(())
}

fn part(sheet: &mut Worksheet, mut row: u32, part: &Part, style: &Style) -> Result<u32, XlsxError> {
    sheet.write_string_with_format(row, 0, cut(&part.title), &style.heading)?;
    sheet.set_row_height(row, 20)?;
    sheet.write_string_with_format(row + 1, 0, words::kind(part.kind), &style.wording)?;
    row = sentences(sheet, row + 2, &part.says, style)?;
    if !part.lines.is_empty() {
        for (column, head) in (0..).zip(HEADS) {
            let left = column < 2 || column == 10;
            let format = if left { &style.group } else { &style.column };
            sheet.write_string_with_format(row, column, head, format)?;
        }
        for line in &part.lines {
            row += 1;
            self::line(sheet, row, line, style)?;
        }
        row += 1;
    }
    sentences(sheet, row, &part.notes, style)
}

fn line(sheet: &mut Worksheet, row: u32, line: &Line, style: &Style) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, 0, cut(&line.item), &style.label)?;
    sheet.write_string_with_format(row, 1, cut(&words::what(line)), &style.label)?;
    let texts = [(line.item.as_str(), WIDTHS[0] - 4), (line.measure.as_str(), WIDTHS[1] - 22)];
    fit_height(sheet, row, texts.into_iter())?;
    match &line.estimate {
        Estimate::Shown { value, error, interval } => {
            let (low, high) = interval.map_or((None, None), |(low, high)| (Some(low), Some(high)));
            for (column, value) in (2..).zip([Some(*value), low, high, Some(*error)]) {
                if let Some(value) = value.filter(|value| value.is_finite()) {
                    sheet.write_number_with_format(
                        row,
                        column,
                        value,
                        &number(value, line.unit, line.small),
                    )?;
                }
            }
        }
        Estimate::Unknown { why } => {
            sheet.write_string_with_format(row, 2, words::figure(line), &style.mark)?;
            sheet.write_string_with_format(row, 3, cut(why), &style.text)?;
        }
        _ => {
            sheet.write_string_with_format(row, 2, words::figure(line), &style.mark)?;
        }
    }
    let count = |count: u64| count as f64;
    let counts = [
        line.base.map(count),
        line.effective,
        line.coverage.map(|coverage| count(coverage.known)),
        line.coverage.map(|coverage| count(coverage.of)),
    ];
    for (column, value) in (6..).zip(counts) {
        if let Some(value) = value {
            sheet.write_number_with_format(row, column, value, &style.base)?;
        }
    }
    sheet.write_string_with_format(row, 10, line.weights.words(), &style.text)?;
    Ok(())
}

/// The format of a figure in its unit. What rounds to zero has no sign.
fn number(value: f64, unit: Unit, small: bool) -> Format {
    let format = match unit {
        Unit::Share => "0.0%",
        Unit::Points if rounded(value, 3) == 0.0 => "0.0%;0.0%;0.0%",
        Unit::Points => "+0.0%;\u{2212}0.0%;0.0%",
        Unit::Hours | Unit::Number | Unit::Ratio | Unit::Area => "0.00",
        Unit::Spreads | Unit::Correlation | Unit::Difference if rounded(value, 2) == 0.0 => "0.00;0.00;0.00",
        Unit::Spreads | Unit::Correlation | Unit::Difference => "+0.00;\u{2212}0.00;0.00",
    };
    let figure = Format::new().set_num_format(format).set_align(FormatAlign::Top);
    if small { figure.set_italic() } else { figure }
}
