//! Lines of a chapter, with what may not be shown left out.

use book::beside::{Coverage, Estimate, Line, Side, Unit, Weights};
use survey::SurveyError;
use survey::agreement::Found;

use crate::Conventions;
use crate::donated::Basis;

/// What a line is about, before it has a figure.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub item: String,
    pub side: Side,
    pub measure: String,
    pub unit: Unit,
    pub basis: Basis,
    /// Whether few people stand behind it, or it would tell what is hidden of few.
    pub hidden: bool,
    pub coverage: Option<Coverage>,
    pub weights: Weights,
    pub drawn: bool,
}

impl Draft {
    /// With its figure, or the mark of what is hidden.
    pub(crate) fn line(self, found: Option<Found>, limits: &Conventions) -> Line {
        let few = |count: u64| limits.is_few(count);
        let rows = self.basis.rows;
        let hidden_base = few(rows) || rows == 0;
        let estimate = if rows == 0 {
            Estimate::Unknown { why: "not asked, or not traced".into() }
        } else if rows < limits.least_base {
            Estimate::SmallBase
        } else if self.hidden {
            Estimate::FewPeople
        } else {
            match found {
                Some(found) if found.value.is_finite() => {
                    Estimate::Shown { value: found.value, error: found.error, interval: found.interval }
                }
                _ => Estimate::Unknown { why: "it does not vary, or cannot be told".into() },
            }
        };
        let coverage = self
            .coverage
            .filter(|found| found.of > 0 && !few(found.known) && !few(found.of - found.known.min(found.of)));
        Line {
            item: self.item,
            side: self.side,
            measure: self.measure,
            unit: self.unit,
            estimate,
            base: (!hidden_base).then_some(rows),
            effective: (!hidden_base).then_some(self.basis.effective),
            small: rows > 0 && rows < limits.small_base,
            coverage,
            weights: self.weights,
            drawn: self.drawn,
        }
    }

    /// A line for which the question or the trace is missing.
    pub(crate) fn unknown(self, why: &str) -> Line {
        Line {
            item: self.item,
            side: self.side,
            measure: self.measure,
            unit: self.unit,
            estimate: Estimate::Unknown { why: why.to_owned() },
            base: None,
            effective: None,
            small: false,
            coverage: self.coverage,
            weights: self.weights,
            drawn: false,
        }
    }
}

/// One figure of several, or none if nothing could be worked out: a class that nobody is in, a measure that does not vary.
pub(crate) fn at(found: &Result<Vec<Found>, SurveyError>, place: usize) -> Option<Found> {
    found.as_ref().ok().and_then(|found| found.get(place)).copied()
}

/// A figure in words, for a sentence: "1.40 (1.31 to 1.49)"; none where it is hidden or unknown.
pub(crate) fn said(line: &Line, write: impl Fn(f64) -> String) -> Option<String> {
    let Estimate::Shown { value, interval, .. } = line.estimate else { return None };
    let bounds = interval.map(|(low, high)| format!(" ({} to {})", write(low), write(high)));
    Some(format!("{}{}", write(value), bounds.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(rows: u64, hidden: bool) -> Draft {
        Draft {
            item: "x".into(),
            side: Side::Asked,
            measure: "share".into(),
            unit: Unit::Share,
            basis: Basis { rows, effective: rows as f64 },
            hidden,
            coverage: Some(Coverage { known: rows, of: rows + 3 }),
            weights: Weights::Sample,
            drawn: true,
        }
    }

    #[test]
    fn small_bases_and_few_people_are_hidden() {
        let limits = Conventions::default();
        let found = Some(Found { value: 0.3, error: 0.1, interval: None });
        for (rows, few, hidden, base, small) in [
            (29, false, "small_base", Some(29), true),
            (5, true, "small_base", None, true),
            (0, false, "unknown", None, false),
            (30, true, "few_people", Some(30), true),
            (99, false, "", Some(99), true),
            (100, false, "", Some(100), false),
        ] {
            let line = draft(rows, few).line(found, &limits);
            let state = match line.estimate {
                Estimate::SmallBase => "small_base",
                Estimate::FewPeople => "few_people",
                Estimate::Unknown { .. } => "unknown",
                _ => "",
            };
            assert_eq!((state, line.base, line.small), (hidden, base, small), "{rows} {few}");
            // Three without a trace are few.
            assert_eq!(line.coverage, None);
        }
    }
}
