//! A release as CSV in long form: one line for each table, row and column, every number exact.

use super::Release;
use crate::csv::row_kind;
use crate::formula::defused;

/// The head of the file. Shares run from 0 to 1. Cells that do not apply are empty.
pub const HEAD: [&str; 15] = [
    "table",
    "id",
    "title",
    "base",
    "row",
    "row_kind",
    "group",
    "column",
    "state",
    "value",
    "low",
    "high",
    "sampling_error",
    "noise_error",
    "noisy_weighted_base",
];

/// The release as CSV (RFC 4180, UTF-8). Texts that a spreadsheet would run as a formula begin with an apostrophe.
///
/// # Errors
/// When a row does not fit its head, which would be a bug.
pub fn text(release: &Release) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(HEAD)?;
    let heads =
        || release.banner.iter().flat_map(|group| group.columns.iter().map(move |column| (group, column)));
    let text = |text: &str| defused(text).into_owned();
    let number = |number: Option<f64>| number.map(|number| number.to_string()).unwrap_or_default();
    for table in &release.tables {
        for row in &table.rows {
            for ((group, column), (cell, base)) in heads().zip(row.cells.iter().zip(&table.bases)) {
                let figure = cell.figure();
                writer.write_record([
                    table.number.to_string(),
                    text(&table.id),
                    text(&table.title),
                    text(&table.base),
                    text(&row.label),
                    row_kind(row.kind).into(),
                    text(&group.title),
                    text(&column.label),
                    if figure.is_some() { "shown" } else { "too_noisy" }.into(),
                    number(figure.map(|figure| figure.value)),
                    number(figure.map(|figure| figure.low)),
                    number(figure.map(|figure| figure.high)),
                    number(figure.map(|figure| figure.sampling)),
                    number(figure.map(|figure| figure.noise)),
                    number(base.weighted),
                ])?;
            }
        }
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
