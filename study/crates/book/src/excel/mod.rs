//! A book as an Excel workbook: contents with links, published figures, planes, a sheet for each table and
//! chapter, methods, all figures in long form.
//!
//! Texts are written as texts with Excel's quote prefix, so that none becomes a formula, even when somebody edits its cell.

mod beside;
mod contents;
mod figures;
mod methods;
mod planes;
mod published;
mod style;
mod table;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};

use crate::{Book, words};
use style::Style;

/// Most letters of a cell; Excel holds twice as many UTF-16 units.
const LETTERS: usize = 16_000;
/// A4.
const PAPER: u8 = 9;
const CONTENTS: &str = "Contents";
const FIGURES: &str = "Figures";
const METHODS: &str = "Methods";
const PLANES: &str = "Planes";
const PUBLISHED: &str = "Published";
/// Points of a line of text.
const LINE: f64 = 15.0;

/// The workbook as the bytes of an `.xlsx` file. The same book gives the same bytes.
///
/// # Errors
/// When the banner has more columns than a sheet (16,383) or two tables have the same number.
pub fn workbook(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let style = Style::new();
    let mut workbook = Workbook::new();
    // A day that says nothing, so that the same book gives the same bytes.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(cut(&book.title)).set_creation_datetime(&day));
    contents::sheet(workbook.add_worksheet(), book, &style)?;
    if let Some(published) = &book.published {
        published::sheet(workbook.add_worksheet(), book, published, &style)?;
    }
    if !book.planes.is_empty() {
        planes::sheet(workbook.add_worksheet(), book, &style)?;
    }
    for table in &book.tables {
        table::sheet(workbook.add_worksheet(), book, table, &style)?;
    }
    for (at, chapter) in book.comparisons.iter().enumerate() {
        beside::sheet(workbook.add_worksheet(), book, (at, chapter), &style)?;
    }
    methods::sheet(workbook.add_worksheet(), book, &style)?;
    if !book.tables.is_empty() && figures::fit(book) {
        figures::sheet(workbook.add_worksheet(), book, &style)?;
    }
    workbook.save_to_buffer()
}

/// The name of a table's sheet.
fn name(number: usize) -> String {
    format!("T{number}")
}

/// A text as long as a cell can hold.
fn cut(text: &str) -> String {
    text.chars().take(LETTERS).collect()
}

/// On paper: across, as wide as a page, numbered.
fn print_setup(sheet: &mut Worksheet) {
    sheet.set_paper_size(PAPER).set_landscape().set_print_fit_to_pages(1, 0).set_footer("&L&A&R&P / &N");
}

/// Back to the contents, and that people are invented where they are; in the first row.
fn way_back(sheet: &mut Worksheet, book: &Book, style: &Style) -> Result<(), XlsxError> {
    sheet.write_url_with_text(0, 0, format!("internal:'{CONTENTS}'!A1").as_str(), "← Contents")?;
    if book.synthetic {
        sheet.write_string_with_format(0, 1, words::SYNTHETIC, &style.warning)?;
    }
    Ok(())
}

/// A sentence without the backticks around its names, which a page sets in another face.
fn plain(sentence: &str) -> String {
    cut(sentence).replace('`', "")
}

/// Sentences, a row each from a row on; returns the next row.
fn sentences(sheet: &mut Worksheet, mut row: u32, texts: &[String], style: &Style) -> Result<u32, XlsxError> {
    for text in texts {
        sheet.write_string_with_format(row, 0, plain(text), &style.text)?;
        row += 1;
    }
    Ok(row)
}

/// Makes a row as high as its texts need in columns of these widths: programs that open a workbook do not all do so.
fn fit_height<'a>(
    sheet: &mut Worksheet,
    row: u32,
    texts: impl Iterator<Item = (&'a str, usize)>,
) -> Result<(), XlsxError> {
    let lines = texts.map(|(text, width)| lines(text, width)).max().unwrap_or(1);
    // Excel's highest row has 409 points.
    sheet.set_row_height(row, (lines as f64 * LINE).min(409.0))?;
    Ok(())
}

/// Lines of a text that is parted between words.
fn lines(text: &str, width: usize) -> usize {
    let mut lines = 1;
    let mut used = 0;
    for word in text.split(' ') {
        let letters = word.chars().count();
        if used > 0 && used + 1 + letters > width {
            lines += 1;
            used = 0;
        }
        lines += letters.saturating_sub(1) / width;
        used += letters + usize::from(used > 0);
    }
    lines
}
