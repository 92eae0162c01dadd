//! Different things that may go together: a feeling or an act that was asked beside a pattern that was traced.

use book::beside::{Estimate, Line, Part, PartKind, Picture, Side, Unit};
use survey::agreement::Scale;
use survey::agreement::contrast::{difference, log_odds_ratio};
use survey::agreement::correlation::spearman;

use super::asked::{self, Item};
use super::null::{Lies, lies, with_base};
use super::{Study, ratio};
use crate::line::{Draft, at};

/// A yes/no answer and the codes that it was made from, beside a traced number.
struct Correlate {
    asked: &'static Item,
    /// Codes with an order; the yes/no answer itself where there are none.
    codes: Option<&'static str>,
    traced: &'static str,
    words: &'static str,
}

const FEELINGS: [Correlate; 4] = [
    Correlate {
        asked: &asked::DEPENDENT,
        codes: Some("influencer_dependent"),
        traced: "traced_regularity",
        words: "regularity of the most regular account",
    },
    Correlate {
        asked: &asked::ABSENCE,
        codes: Some("influencer_absence"),
        traced: "traced_rebound",
        words: "rebound after a gap",
    },
    Correlate {
        asked: &asked::ESCAPE,
        codes: Some("influencer_escape"),
        traced: "traced_long_sessions",
        words: "long sessions with close accounts",
    },
    Correlate {
        asked: &asked::TOLERANT,
        codes: Some("tolerance"),
        traced: "traced_distance",
        words: "blocks, mutes and unfollows per active day",
    },
];

/// What people did is no feeling, and once in a life is not how often in 30 days.
const ACTS: [Correlate; 2] = [
    Correlate {
        asked: &asked::REACTION,
        codes: None,
        traced: "traced_reactions",
        words: "reactions to public-figure accounts in 30 days",
    },
    Correlate {
        asked: &asked::EVENT,
        codes: None,
        traced: "traced_events",
        words: "events attended, which few exports hold",
    },
];

/// What a finding of oversharing is counted by.
const FINDINGS: &str = "traced_findings_";

/// The measure of a pair that is drawn and put into sentences.
pub(crate) const CORRELATION: &str = "Spearman's correlation";

/// Odds ratios above this, or below its inverse, are not printed. At even odds and one standard deviation above the mean the chance
/// of a yes is then above 98%, one below under 2%: the traced number nearly separates yes from no, and how large the ratio comes out
/// hangs on the few people in between and on the form of the curve, not on the data as a whole (Heinze and Schemper 2002).
const MOST_ODDS: f64 = 50.0;
const TOO_CLOSE: &str = "too closely linked for odds to say more";

/// Feelings as a forest, with differences and odds beside.
pub(crate) fn feelings(study: &Study<'_>) -> Part {
    part(
        study,
        "correlates",
        "What people feel beside what their data show",
        "A pattern in data is no feeling: somebody may look at an account each day out of habit or for work, and feel dependent on another that leaves no trace. So these figures only say whether people who say more also show more. Nobody can be told apart by them, and they are no diagnosis.",
        FEELINGS.iter().flat_map(|correlate| correlate.lines(study)).collect(),
    )
}

/// Acts and what happened to people, in the same way.
pub(crate) fn acts(study: &Study<'_>) -> Part {
    let mut lines: Vec<Line> = ACTS.iter().flat_map(|correlate| correlate.lines(study)).collect();
    lines.extend(oversharing(study));
    part(
        study,
        "acts",
        "What people did, and what happened to them, beside what their data show",
        "Asked is whether somebody ever did so or whether it happened to them; traced is how often in the window of the export, or how much a stranger could find there. These are not the same, but could go together.",
        lines,
    )
}

fn part(study: &Study<'_>, id: &str, title: &str, what: &str, lines: Vec<Line>) -> Part {
    let mut says = vec![what.to_owned()];
    says.extend(lines.iter().filter_map(sentence));
    let drawn = lines.iter().filter(|line| line.drawn).count();
    let mut notes = vec![
        "Spearman's correlations of the answer (1 to 5, or no and yes) with the traced number, intervals by Fisher's z. Odds ratios are for one standard deviation more of the traced number, by logistic regression under the design.".to_owned(),
    ];
    if lines.iter().any(is_too_close) {
        notes.push(format!(
            "Odds ratios above {MOST_ODDS} or below 1/{MOST_ODDS} are not printed ({TOO_CLOSE}): the traced number then nearly separates those who say yes from those who say no, and the size of the ratio hangs on a few people."
        ));
    }
    if drawn > 0 {
        let wrong = book::print::decimal_percent(1.0 - study.limits.level, 0);
        let things = if drawn == 1 { "thing stands" } else { "things stand" };
        notes
            .push(format!("{drawn} {things} here, most with two intervals each, which hang together: {wrong}% of all intervals miss the truth by chance, and none is corrected for that."));
    }
    Part {
        id: id.into(),
        title: title.into(),
        kind: PartKind::Correlate,
        says,
        picture: Picture::Forest,
        lines,
        notes,
    }
}

/// What a correlation says: whether those who say more also show more, less, or neither.
pub(crate) fn sentence(line: &Line) -> Option<String> {
    if line.measure != CORRELATION {
        return None;
    }
    let (asked, traced) = line.item.split_once(BETWEEN)?;
    let figure = with_base(line)?;
    Some(match lies(line)? {
        Lies::Above => format!(
            "\u{201c}{asked}\u{201d} goes with more of what the data show ({traced}): correlation {figure}."
        ),
        Lies::Below => format!(
            "\u{201c}{asked}\u{201d} goes with less of what the data show ({traced}): correlation {figure}."
        ),
        Lies::Nowhere => format!(
            "\u{201c}{asked}\u{201d} goes with no pattern that the data shows ({traced}): correlation {figure}, an interval that holds 0."
        ),
    })
}

/// Between what was asked and what was traced.
const BETWEEN: &str = " / ";

impl Correlate {
    fn lines(&self, study: &Study<'_>) -> Vec<Line> {
        let item = format!("{}{BETWEEN}{}", self.asked.label, self.words);
        let answers = self.asked.of(study.joined).filter(|_| study.joined.traces.has(self.traced));
        let Some(answers) = answers else {
            let nobody = vec![false; study.joined.donor.len()];
            let draft = study.draft(&item, Side::Both, CORRELATION, Unit::Correlation, &nobody);
            return vec![draft.unknown("not asked, or not in the traces")];
        };
        let codes = match self.codes {
            Some(name) => study.joined.answers.numbers(name),
            None => super::ones(&asked::yes(&answers)),
        };
        both(study, &item, &answers, &codes, &study.joined.traces.numbers(self.traced))
    }
}

/// Correlation, difference of means, odds ratio.
fn both(study: &Study<'_>, item: &str, answers: &[Option<bool>], codes: &[f64], traced: &[f64]) -> Vec<Line> {
    let inside = study.donors(|row| answers[row].is_some() && !traced[row].is_nan());
    let coverage = study.coverage(|row| answers[row].is_some(), |row| !traced[row].is_nan());
    let yes = asked::yes(answers);
    let hidden = study.is_hidden(&inside, &yes);
    let draft = |measure: &str, unit: Unit| {
        let mut draft: Draft = study.draft(item, Side::Both, measure, unit, &inside);
        (draft.coverage, draft.hidden) = (Some(coverage), hidden);
        draft
    };
    // Outside of the domain anything may stand, but no NaN.
    let clean =
        |values: &[f64]| values.iter().map(|value| if value.is_nan() { 0.0 } else { *value }).collect();
    let (codes, traced): (Vec<f64>, Vec<f64>) = (clean(codes), clean(traced));
    let found = study.found(&inside, &[Scale::Fisher], |design| spearman(design, &codes, &traced));
    let mut first = draft(CORRELATION, Unit::Correlation).line(at(&found, 0), study.limits);
    first.drawn = true;
    let found = study.found(&inside, &[Scale::Plain; 2], |design| difference(design, &traced, &yes));
    let second = draft("traced number, those who say yes less the others", Unit::Difference)
        .line(at(&found, 0), study.limits);
    let found = study.found(&inside, &[Scale::Plain], |design| log_odds_ratio(design, &yes, &traced, false));
    let third = draft("odds of yes for one standard deviation more", Unit::Ratio)
        .line(ratio(at(&found, 0)), study.limits);
    vec![first, second, bounded(third)]
}

/// Without a figure where the odds ratio is out of bounds.
fn bounded(line: Line) -> Line {
    let is_far = |value: f64| !(1.0 / MOST_ODDS..=MOST_ODDS).contains(&value);
    match line.estimate {
        Estimate::Shown { value, .. } if is_far(value) => {
            Line { estimate: Estimate::Unknown { why: TOO_CLOSE.into() }, ..line }
        }
        _ => line,
    }
}

fn is_too_close(line: &Line) -> bool {
    matches!(&line.estimate, Estimate::Unknown { why } if why == TOO_CLOSE)
}

/// What happened to people beside what a stranger could find of theirs.
fn oversharing(study: &Study<'_>) -> Vec<Line> {
    let traces = &study.joined.traces;
    let names: Vec<&str> = traces.names().filter(|name| name.starts_with(FINDINGS)).collect();
    let (Some(answers), false) = (asked::HARMED.of(study.joined), names.is_empty()) else {
        return Vec::new();
    };
    let mut total = vec![0.0; traces.rows];
    for name in names {
        for (total, count) in total.iter_mut().zip(traces.numbers(name)) {
            *total += count;
        }
    }
    let item = format!("{}{BETWEEN}findings of oversharing, all categories", asked::HARMED.label);
    both(study, &item, &answers, &super::ones(&asked::yes(&answers)), &total)
}

#[cfg(test)]
mod tests {
    use book::beside::Weights;

    use super::*;

    fn line(measure: &str, unit: Unit, value: f64, interval: (f64, f64)) -> Line {
        Line {
            item: "Sad / visits".into(),
            side: Side::Both,
            measure: measure.into(),
            unit,
            estimate: Estimate::Shown { value, error: 0.1, interval: Some(interval) },
            base: Some(99),
            effective: None,
            small: true,
            coverage: None,
            weights: Weights::Donating,
            drawn: false,
        }
    }

    #[test]
    fn odds_of_what_is_nearly_separated_are_words() {
        for (value, is_shown) in [(608.0, false), (50.0, true), (0.02, true), (0.001, false), (1.0, true)] {
            let found = bounded(line("odds", Unit::Ratio, value, (value / 2.0, value * 2.0)));
            assert_eq!(matches!(found.estimate, Estimate::Shown { .. }), is_shown, "{value}");
            assert_eq!((is_too_close(&found), found.base), (!is_shown, Some(99)));
        }
    }

    #[test]
    fn correlations_are_put_into_sentences() {
        for (value, interval, words) in [
            (0.3, (0.1, 0.5), "goes with more"),
            (-0.3, (-0.5, -0.1), "goes with less"),
            (0.0, (-0.1, 0.1), "goes with no pattern that the data shows"),
        ] {
            let said = sentence(&line(CORRELATION, Unit::Correlation, value, interval)).unwrap();
            assert!(said.contains(words) && said.contains("99 donors"), "{said}");
        }
        assert_eq!(sentence(&line("odds", Unit::Ratio, 2.0, (1.5, 2.5))), None);
    }
}
