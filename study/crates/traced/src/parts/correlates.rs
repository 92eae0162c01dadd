//! Different things that may go together: a feeling that was asked beside a pattern that was traced.

use book::beside::{Line, Part, PartKind, Picture, Side, Unit};
use survey::agreement::Scale;
use survey::agreement::contrast::{difference, log_odds_ratio};
use survey::agreement::correlation::spearman;

use super::asked::{self, Item};
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

const CORRELATES: [Correlate; 6] = [
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
        words: "events attended (weak: few exports hold them)",
    },
];

/// What a finding of oversharing is counted by.
const FINDINGS: &str = "traced_findings_";

/// All correlates as a forest, with differences and odds beside.
pub(crate) fn part(study: &Study<'_>) -> Part {
    let mut lines: Vec<Line> = CORRELATES.iter().flat_map(|correlate| correlate.lines(study)).collect();
    lines.extend(oversharing(study));
    let drawn = lines.iter().filter(|line| line.drawn).count();
    Part {
        id: "correlates".into(),
        title: "What people feel beside what their data show".into(),
        kind: PartKind::Correlate,
        says: vec![
            "A pattern in data is no feeling: somebody may look at an account each day out of habit or for work, and feel dependent on another that leaves no trace. So these figures only say whether people who say more also show more. Nobody can be told apart by them, and they are no diagnosis.".into(),
        ],
        picture: Picture::Forest,
        lines,
        notes: vec![
            "Spearman's correlations of the answer (1 to 5, or no and yes) with the traced number, intervals by Fisher's z. Odds ratios are for one standard deviation more of the traced number, by logistic regression under the design.".into(),
            format!(
                "{drawn} things stand here: of so many intervals, {}% miss the truth by chance.",
                book::print::decimal_percent(1.0 - study.limits.level, 0)
            ),
        ],
    }
}

impl Correlate {
    fn lines(&self, study: &Study<'_>) -> Vec<Line> {
        let item = format!("{} / {}", self.asked.label, self.words);
        let answers = self.asked.of(study.joined).filter(|_| study.joined.traces.has(self.traced));
        let Some(answers) = answers else {
            let nobody = vec![false; study.joined.donor.len()];
            let draft = study.draft(&item, Side::Both, "Spearman's correlation", Unit::Correlation, &nobody);
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
    let mut first = draft("Spearman's correlation", Unit::Correlation).line(at(&found, 0), study.limits);
    first.drawn = true;
    let found = study.found(&inside, &[Scale::Plain; 2], |design| difference(design, &traced, &yes));
    let second = draft("traced number, those who say yes less the others", Unit::Difference)
        .line(at(&found, 0), study.limits);
    let found = study.found(&inside, &[Scale::Plain], |design| log_odds_ratio(design, &yes, &traced, false));
    let third = draft("odds of yes for one standard deviation more", Unit::Ratio);
    vec![first, second, third.line(ratio(at(&found, 0)), study.limits)]
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
    let item = format!("{} / findings of oversharing, all categories", asked::HARMED.label);
    both(study, &item, &answers, &super::ones(&asked::yes(&answers)), &total)
}
