//! A book as CSV in long form: one line for each table, row and column, every number exact.

pub mod beside;
mod published;

pub use published::{HEAD as PUBLISHED_HEAD, published};

use crate::figures::{Line, lines};
use crate::formula::defused;
use crate::{Book, Cell, Kind, RowKind};

/// The head of the file. Shares run from 0 to 1. Cells that do not apply are empty.
pub const HEAD: [&str; 22] = [
    "table",
    "id",
    "title",
    "base",
    "kind",
    "row",
    "row_kind",
    "group",
    "column",
    "letter",
    "state",
    "value",
    "error",
    "low",
    "high",
    "count",
    "weighted_count",
    "design_effect",
    "letters",
    "unweighted_base",
    "weighted_base",
    "effective_base",
];

/// The book as CSV (RFC 4180, UTF-8). Texts that a spreadsheet would run as a formula begin with an apostrophe.
///
/// # Errors
/// When a row does not fit its head, which would be a bug.
pub fn text(book: &Book) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(HEAD)?;
    for line in lines(book) {
        writer.write_record(record(&line))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn record(line: &Line<'_>) -> [String; 22] {
    let text = |text: &str| defused(text).into_owned();
    let Line { table, row, group, column, base, cell } = line;
    let figure = cell.figure();
    [
        table.number.to_string(),
        text(&table.id),
        text(&table.title),
        text(&table.base),
        kind(table.kind).into(),
        text(&row.label),
        row_kind(row.kind).into(),
        text(&group.title),
        text(&column.label),
        text(&column.letter),
        state(cell).into(),
        number(figure.map(|figure| figure.value)),
        number(figure.map(|figure| figure.error)),
        number(figure.and_then(|figure| figure.interval).map(|(low, _)| low)),
        number(figure.and_then(|figure| figure.interval).map(|(_, high)| high)),
        whole(figure.map(|figure| figure.count)),
        number(figure.map(|figure| figure.weighted)),
        number(figure.and_then(|figure| figure.design_effect)),
        figure.map(|figure| text(&figure.letters)).unwrap_or_default(),
        whole(base.unweighted),
        number(base.weighted),
        number(base.effective),
    ]
}

/// A number that reads back the same; empty for none.
fn number(number: Option<f64>) -> String {
    number.filter(|number| number.is_finite()).map(|number| number.to_string()).unwrap_or_default()
}

fn whole(number: Option<u64>) -> String {
    number.map(|number| number.to_string()).unwrap_or_default()
}

/// As in the JSON.
pub(crate) const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Single => "single",
        Kind::Multiple => "multiple",
        Kind::Number => "number",
    }
}

/// As in the JSON.
pub(crate) const fn row_kind(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Category => "category",
        RowKind::Net => "net",
        RowKind::Mean => "mean",
    }
}

/// As in the JSON.
pub(crate) const fn state(cell: &Cell) -> &'static str {
    match cell {
        Cell::Shown(_) => "shown",
        Cell::Nobody => "nobody",
        Cell::SmallBase => "small_base",
        Cell::FewPeople => "few_people",
    }
}
