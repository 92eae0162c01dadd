//! Hours a day, asked in classes and traced between bounds: by how much people over-report.

use book::beside::{Coverage, Estimate, Line, Part, PartKind, Picture, Side, Unit};
use book::print::decimal;
use questionnaire::types::HOURS;
use survey::agreement::Scale;
use survey::agreement::ratio::{Pair, limits, log_ratio};

use super::null::{self, Lies};
use super::{Study, ratio};
use crate::line::{at, said};

const ITEM: &str = "Hours online a day";
/// Of people's own ratios lie within the limits of agreement.
const COVER: f64 = 0.95;

/// Hours a day of each class of `hours`, from 1 on; none for another code. The last is taken as open: nothing is known of its end.
fn hours_of(class: f64) -> Option<(f64, f64)> {
    let at = (0..HOURS.len()).find(|at| (at + 1) as f64 == class)?;
    let (low, high) = HOURS[at];
    Some((low, if at + 1 == HOURS.len() { f64::INFINITY } else { high }))
}

/// What is known of each donor's hours.
struct Hours {
    /// Asked class, for each row; none where there is no answer, or nobody joined.
    asked: Vec<Option<(f64, f64)>>,
    low: Vec<f64>,
    high: Vec<f64>,
}

impl Hours {
    fn of(study: &Study<'_>) -> Self {
        let traced = |name: &str| study.joined.traces.numbers(name);
        let asked = study.joined.answers.numbers("hours").into_iter().map(hours_of).collect();
        Self { asked, low: traced("traced_hours_low"), high: traced("traced_hours_high") }
    }

    fn has_lower(&self, row: usize) -> bool {
        self.low[row] > 0.0
    }

    fn is_bounded(&self, row: usize) -> bool {
        self.has_lower(row) && self.high[row].is_finite() && self.high[row] >= self.low[row]
    }

    /// A trace without an upper bound counts as one that is at least the lower.
    fn pair(&self, row: usize, traced: (f64, f64)) -> Option<Pair> {
        Pair::of_amounts(self.asked[row]?, traced)
    }

    fn open(&self, row: usize) -> (f64, f64) {
        (self.low[row], if self.high[row].is_nan() { f64::INFINITY } else { self.high[row] })
    }
}

/// Asked and traced hours, and their ratio; and what the ratio says in a sentence, if it is shown.
pub(crate) fn part(study: &Study<'_>) -> (Part, Option<String>) {
    let hours = Hours::of(study);
    let inside = study.donors(|row| hours.asked[row].is_some() && hours.is_bounded(row));
    let coverage = study.coverage(|row| hours.asked[row].is_some(), |row| hours.is_bounded(row));
    let rows = 0..hours.asked.len();
    let asked: Vec<Option<Pair>> = rows.clone().map(|row| hours.pair(row, (1.0, 1.0))).collect();
    let bounds = |row: usize| Pair::of_amounts((hours.low[row], hours.high[row]), (1.0, 1.0));
    let traced: Vec<Option<Pair>> = rows.clone().map(bounds).collect();
    let pairs: Vec<Option<Pair>> =
        rows.map(|row| hours.pair(row, (hours.low[row], hours.high[row]))).collect();
    let mut lines = Vec::new();
    for (side, of) in [(Side::Asked, &asked), (Side::Traced, &traced)] {
        let mut draft = study.draft(ITEM, side, "geometric mean", Unit::Hours, &inside);
        (draft.coverage, draft.drawn) = (Some(coverage), true);
        let found = study.found(&inside, &[Scale::Plain; 2], |design| log_ratio(design, of));
        lines.push(draft.line(ratio(at(&found, 0)), study.limits));
    }
    let found =
        study.found(&inside, &[Scale::Plain; 3], |design| Ok(limits(&log_ratio(design, &pairs)?, COVER)));
    for (place, measure) in [
        "asked by traced, geometric mean of people's own ratios",
        "lower limit of agreement: 2.5% of people's own ratios lie below",
        "upper limit of agreement: 2.5% of people's own ratios lie above",
    ]
    .into_iter()
    .enumerate()
    {
        let mut draft = study.draft(ITEM, Side::Both, measure, Unit::Ratio, &inside);
        draft.coverage = Some(coverage);
        lines.push(draft.line(ratio(at(&found, place)), study.limits));
    }
    let ratio = ratio_in_words(&lines[2]);
    let says =
        [means_in_words(&lines), ratio.clone(), limits_in_words(&lines)].into_iter().flatten().collect();
    lines.extend(ends(study, &hours, &inside, coverage));
    lines.extend(open(study, &hours));
    let part = Part {
        id: "hours".into(),
        title: "Hours a day: asked and traced".into(),
        kind: PartKind::Agreement,
        says,
        picture: Picture::Dots,
        lines,
        notes: vec![
            "Asked hours come in classes, traced hours between what is measured and what sessions add; both are taken as known between these bounds only, and the log of asked by traced as normal. Within its bounds a trace counts evenly on the log scale; the two lines for the ends of the bounds show how much hangs on that.".into(),
            "Traces see what is exported: hours on a platform that exports no use are not in them, which makes the ratio larger.".into(),
        ],
    };
    (part, ratio)
}

fn means_in_words(lines: &[Line]) -> Option<String> {
    let hours = |value: f64| decimal(value, 1);
    let (asked, traced) = (said(&lines[0], hours)?, said(&lines[1], hours)?);
    Some(format!(
        "Donors say that they are online {asked} hours a day; their data show {traced} hours (geometric means)."
    ))
}

fn ratio_in_words(line: &Line) -> Option<String> {
    let Estimate::Shown { value: ratio, interval, .. } = line.estimate else { return None };
    let percent = decimal((ratio - 1.0).abs() * 100.0, 0);
    let way = if ratio >= 1.0 { "more" } else { "less" };
    let base = null::base(line).map(|base| format!("; {base}")).unwrap_or_default();
    let bounds = interval
        .map(|(low, high)| format!(" (asked by traced: {} to {}{base})", decimal(low, 2), decimal(high, 2)))
        .unwrap_or_default();
    let holds = null::lies(line) == Some(Lies::Nowhere);
    let end = if holds { ": too little to be told from no difference." } else { "." };
    Some(format!(
        "Person by person, the hours that people say are {percent}% {way} than those that their data show{bounds}{end}"
    ))
}

fn limits_in_words(lines: &[Line]) -> Option<String> {
    let value = |at: usize| match lines.get(at)?.estimate {
        Estimate::Shown { value, .. } => Some(decimal(value, 2)),
        _ => None,
    };
    let (low, high) = (value(3)?, value(4)?);
    Some(format!(
        "People differ: for 19 in 20 the hours they say are between {low} and {high} times those traced."
    ))
}

/// The ratio if all traces lay at their lower, or at their upper bounds.
fn ends(study: &Study<'_>, hours: &Hours, inside: &[bool], coverage: Coverage) -> Vec<Line> {
    [("lower", &hours.low), ("upper", &hours.high)]
        .into_iter()
        .map(|(name, at_end)| {
            let pairs: Vec<Option<Pair>> =
                (0..inside.len()).map(|row| hours.pair(row, (at_end[row], at_end[row]))).collect();
            let found = study.found(inside, &[Scale::Plain; 2], |design| log_ratio(design, &pairs));
            let measure = format!("asked by traced, were all traces at their {name} bounds");
            let mut draft = study.draft(ITEM, Side::Both, &measure, Unit::Ratio, inside);
            draft.coverage = Some(coverage);
            draft.line(ratio(at(&found, 0)), study.limits)
        })
        .collect()
}

/// With those of whom a lower bound is known only, if there are some.
fn open(study: &Study<'_>, hours: &Hours) -> Option<Line> {
    let pairs: Vec<Option<Pair>> =
        (0..hours.asked.len()).map(|row| hours.pair(row, hours.open(row))).collect();
    let inside = study.donors(|row| hours.has_lower(row) && pairs[row].is_some());
    if !study.donors(|row| inside[row] && !hours.is_bounded(row)).contains(&true) {
        return None;
    }
    let coverage = study.coverage(|row| hours.asked[row].is_some(), |row| inside[row]);
    let found = study.found(&inside, &[Scale::Plain; 2], |design| log_ratio(design, &pairs));
    let measure = "asked by traced, with traces that have a lower bound only";
    let mut draft = study.draft(ITEM, Side::Both, measure, Unit::Ratio, &inside);
    draft.coverage = Some(coverage);
    Some(draft.line(ratio(at(&found, 0)), study.limits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_hours() {
        assert_eq!(hours_of(1.0), Some((0.0, 1.0 / 6.0)));
        assert_eq!(hours_of(5.0), Some((2.0, 3.0)));
        assert_eq!(hours_of(8.0), Some((6.0, f64::INFINITY)));
        assert!([0.0, 9.0, 2.5, -9.0, f64::NAN].iter().all(|class| hours_of(*class).is_none()));
    }
}
