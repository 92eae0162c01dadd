//! Published figures beside estimates, a line for each, compared or left out.

use super::{number, state, whole};
use crate::Published;
use crate::formula::defused;
use crate::words;

/// The head of the file. Percents run from 0 to 100, shares from 0 to 1. Cells that do not apply are empty.
pub const HEAD: [&str; 17] = [
    "id",
    "item",
    "place",
    "group",
    "base",
    "published_percent",
    "state",
    "value",
    "error",
    "low",
    "high",
    "unweighted_base",
    "effective_base",
    "points_apart",
    "within_half_a_point",
    "source",
    "note",
];

/// The section as CSV (RFC 4180, UTF-8), like [`super::text`].
///
/// # Errors
/// When a row does not fit its head, which would be a bug.
pub fn published(published: &Published) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(HEAD)?;
    let text = |text: &str| defused(text).into_owned();
    for line in &published.lines {
        let figure = line.estimate.figure();
        let interval = figure.and_then(|figure| figure.interval);
        writer.write_record([
            text(&line.id),
            text(&line.item),
            text(&line.place),
            text(&line.group),
            text(&line.base),
            line.published.to_string(),
            state(&line.estimate).into(),
            number(figure.map(|figure| figure.value)),
            number(figure.map(|figure| figure.error)),
            number(interval.map(|(low, _)| low)),
            number(interval.map(|(_, high)| high)),
            whole(line.size.unweighted),
            number(line.size.effective),
            number(line.difference),
            words::within(line.within).into(),
            text(&line.source),
            text(&line.note),
        ])?;
    }
    for figure in &published.left_out {
        let note = if figure.note.is_empty() {
            figure.why.clone()
        } else {
            format!("{}: {}", figure.why, figure.note)
        };
        let mut record = vec![String::new(); HEAD.len()];
        for (place, said) in [
            (0, &figure.id),
            (1, &figure.item),
            (2, &figure.place),
            (3, &figure.group),
            (15, &figure.source),
            (16, &note),
        ] {
            record[place] = text(said);
        }
        record[5] = figure.published.to_string();
        record[6] = "left_out".into();
        writer.write_record(record)?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
