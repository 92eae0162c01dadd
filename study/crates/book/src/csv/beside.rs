//! Figures that stand beside each other, as CSV: one line each, every number exact.

use super::{number, whole};
use crate::Book;
use crate::beside::{Comparison, Estimate, Line, Part};
use crate::formula::defused;

/// The head of the file. Shares, points and areas run from 0 to 1. Cells that do not apply are empty.
pub const HEAD: [&str; 19] = [
    "chapter",
    "part",
    "part_title",
    "kind",
    "item",
    "side",
    "measure",
    "unit",
    "state",
    "value",
    "error",
    "low",
    "high",
    "base",
    "effective_base",
    "trace_known",
    "trace_of",
    "weights",
    "why",
];

/// All comparisons of a book as CSV (RFC 4180, UTF-8). Texts that a spreadsheet would run as a formula begin with an apostrophe.
///
/// # Errors
/// When a row does not fit its head, which would be a bug.
pub fn text(book: &Book) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(HEAD)?;
    for chapter in &book.comparisons {
        for part in &chapter.parts {
            for line in &part.lines {
                writer.write_record(record(chapter, part, line))?;
            }
        }
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn record(chapter: &Comparison, part: &Part, line: &Line) -> [String; 19] {
    let text = |text: &str| defused(text).into_owned();
    let (value, error, interval) = match line.estimate {
        Estimate::Shown { value, error, interval } => (Some(value), Some(error), interval),
        _ => (None, None, None),
    };
    let why = if let Estimate::Unknown { why } = &line.estimate { why.as_str() } else { "" };
    [
        text(&chapter.id),
        text(&part.id),
        text(&part.title),
        word(&part.kind),
        text(&line.item),
        word(&line.side),
        text(&line.measure),
        word(&line.unit),
        state(&line.estimate).into(),
        number(value),
        number(error),
        number(interval.map(|(low, _)| low)),
        number(interval.map(|(_, high)| high)),
        whole(line.base),
        number(line.effective),
        whole(line.coverage.map(|coverage| coverage.known)),
        whole(line.coverage.map(|coverage| coverage.of)),
        word(&line.weights),
        text(why),
    ]
}

/// A word as in the JSON.
fn word(value: &impl serde::Serialize) -> String {
    let word = serde_json::to_value(value).ok();
    word.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

/// As in the JSON.
const fn state(estimate: &Estimate) -> &'static str {
    match estimate {
        Estimate::Shown { .. } => "shown",
        Estimate::SmallBase => "small_base",
        Estimate::FewPeople => "few_people",
        Estimate::Unknown { .. } => "unknown",
    }
}
