//! What the layouts of a [`Comparison`] say in the same words.

use crate::beside::{Comparison, Coverage, Estimate, Line, PartKind, Side, Unit};
use crate::print::{decimal, decimal_percent, percent, spaced};

/// The columns of a part as a table.
pub(crate) const HEADS: [&str; 9] =
    ["", "Who and what", "Figure", "Interval", "Error", "Base", "Effective base", "Trace known", "Weights"];

/// What a kind of part means for a reader.
pub(crate) const fn kind(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Description => "Description: who people are and what they say.",
        PartKind::Agreement => "Agreement: the same thing twice, asked and traced.",
        PartKind::Correlate => {
            "Correlate: two different things that may go together. It is not a cause, and not a measure of what people feel."
        }
        PartKind::Change => "Change between two waves.",
    }
}

/// A number as it is written in a unit: `44%`, `+3.2`, `1.40`.
pub(crate) fn number(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Share => format!("{}%", percent(value)).replace("*%", "*").replace("-%", "-"),
        Unit::Points => signed(value * 100.0, 1),
        Unit::Hours => format!("{} h", decimal(value, 1)),
        Unit::Ratio => format!("× {}", decimal(value, 2)),
        Unit::Number | Unit::Area => decimal(value, 2),
        Unit::Spreads | Unit::Correlation | Unit::Difference => signed(value, 2),
    }
}

/// With its sign; zero has none.
fn signed(value: f64, decimals: i32) -> String {
    let text = decimal(value, decimals);
    let text = text.strip_prefix('-').map_or(text.clone(), |digits| format!("\u{2212}{digits}"));
    let plus = value > 0.0 && text.chars().any(|letter| ('1'..='9').contains(&letter));
    if plus { format!("+{text}") } else { text }
}

/// A figure, or the mark of what is hidden.
pub(crate) fn figure(line: &Line) -> String {
    match &line.estimate {
        Estimate::Shown { value, .. } => number(*value, line.unit),
        Estimate::SmallBase => "[base]".into(),
        Estimate::FewPeople => "[c]".into(),
        Estimate::Unknown { .. } => "unknown".into(),
    }
}

/// "1.31 to 1.49"; why there is no figure where there is none.
pub(crate) fn interval(line: &Line) -> String {
    match &line.estimate {
        Estimate::Shown { interval: Some((low, high)), .. } => {
            let bound = |value: f64| match line.unit {
                Unit::Share => decimal_percent(value, 0),
                Unit::Hours => decimal(value, 1),
                Unit::Ratio => decimal(value, 2),
                unit => number(value, unit),
            };
            format!("{} to {}", bound(*low), bound(*high))
        }
        Estimate::Unknown { why } => why.clone(),
        _ => String::new(),
    }
}

/// The standard error.
pub(crate) fn error(line: &Line) -> String {
    let Estimate::Shown { error, .. } = line.estimate else { return String::new() };
    match line.unit {
        Unit::Share | Unit::Points => decimal(error * 100.0, 1),
        Unit::Hours => decimal(error, 2),
        _ => decimal(error, 3),
    }
}

/// "412 of 530".
pub(crate) fn coverage(coverage: Option<Coverage>) -> String {
    let whole = |count: u64| spaced(Some(count as f64));
    coverage.map(|found| format!("{} of {}", whole(found.known), whole(found.of))).unwrap_or_default()
}

/// A base; hidden ones are said to be.
pub(crate) fn base(line: &Line) -> String {
    // Of a hidden one it is not told whether it is small.
    let mark = if line.small && line.base.is_some() { " (small)" } else { "" };
    match (line.base, &line.estimate) {
        (None, Estimate::Unknown { .. }) => String::new(),
        (base, _) => format!("{}{mark}", spaced(base.map(|base| base as f64))),
    }
}

/// Who and what, in a few words: "traced, geometric mean".
pub(crate) fn what(line: &Line) -> String {
    match line.side {
        Side::Both => line.measure.clone(),
        side => format!("{}: {}", side.words(), line.measure),
    }
}

/// How to read the figures of chapters, a sentence each.
pub(crate) fn reading(chapters: &[Comparison]) -> Vec<String> {
    let units: Vec<Unit> = chapters
        .iter()
        .flat_map(|chapter| &chapter.parts)
        .flat_map(|part| &part.lines)
        .map(|line| line.unit)
        .collect();
    let mut sentences = vec![
        "Trace known: of how many who could have one the trace that a figure needs is known. Unknown is never counted as zero."
            .to_owned(),
    ];
    for (unit, sentence) in [
        (Unit::Ratio, "× is a ratio: × 1 stands for no difference, × 1.40 for 40% more."),
        (
            Unit::Correlation,
            "Correlations and kappa lie between −1 and +1. A kappa of 0 is what chance alone would give, +1 full agreement; it falls where a class is rare, which is why shares and agreement on yes and no stand beside it.",
        ),
        (
            Unit::Area,
            "An area (AUC) is the chance that, of two accounts with different answers, the one with the stronger evidence is the one with the expected answer: 0.50 is what no evidence would give, 1.00 is never wrong.",
        ),
        (Unit::Points, "Differences of shares are in percentage points."),
        (
            Unit::Spreads,
            "Some differences are in standard deviations of everybody compared, so that they can be set beside each other.",
        ),
    ] {
        if units.contains(&unit) {
            sentences.push(sentence.into());
        }
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_their_units() {
        for (value, unit, expected) in [
            (0.444, Unit::Share, "44%"),
            (0.001, Unit::Share, "*"),
            (0.0, Unit::Share, "-"),
            (0.0321, Unit::Points, "+3.2"),
            (-0.0321, Unit::Points, "\u{2212}3.2"),
            (0.000_01, Unit::Points, "0.0"),
            (-0.000_01, Unit::Correlation, "0.00"),
            (1.4, Unit::Ratio, "× 1.40"),
            (2.04, Unit::Hours, "2.0 h"),
        ] {
            assert_eq!(number(value, unit), expected, "{value} {unit:?}");
        }
    }
}
