//! The parts of the chapter, each made from the same joined data.

pub(crate) mod asked;
pub(crate) mod consent;
pub(crate) mod correlates;
pub(crate) mod counts;
pub(crate) mod donors;
pub(crate) mod findings;
pub(crate) mod hours;
pub(crate) mod kinds;
pub(crate) mod null;
pub(crate) mod truth;

use book::beside::{Coverage, Line, Side, Unit, Weights};
use survey::SurveyError;
use survey::agreement::{Found, Scale};
use survey::design::Design;
use survey::disclosure;
use survey::linear::{Linearised, means};
use survey::matrix::columns;
use survey::proportion::{Method, proportion};

use crate::donated::{Donated, basis};
use crate::line::Draft;
use crate::{Conventions, Joined};

/// What all parts look at.
pub(crate) struct Study<'a> {
    pub joined: &'a Joined,
    pub donated: &'a Donated,
    pub limits: &'a Conventions,
}

impl Study<'_> {
    /// Which donors have what a figure needs.
    pub(crate) fn donors(&self, known: impl Fn(usize) -> bool) -> Vec<bool> {
        self.joined.donor.iter().enumerate().map(|(row, donor)| *donor && known(row)).collect()
    }

    /// Of how many donors for whom `asked` holds the trace is known.
    pub(crate) fn coverage(&self, asked: impl Fn(usize) -> bool, traced: impl Fn(usize) -> bool) -> Coverage {
        let of = self.donors(asked);
        let known = of.iter().enumerate().filter(|(row, of)| **of && traced(*row)).count() as u64;
        Coverage { known, of: of.iter().filter(|of| **of).count() as u64 }
    }

    /// Whether few of a part say yes, or all but few.
    pub(crate) fn is_hidden(&self, inside: &[bool], yes: &[bool]) -> bool {
        self.hidden(inside, &[yes])[0]
    }

    /// Which of several answers are hidden, of which each person of a part gives one: of few, and those that would tell them.
    pub(crate) fn hidden(&self, inside: &[bool], answers: &[&[bool]]) -> Vec<bool> {
        // Who has no weight is in no figure.
        let weights = self.joined.design.weights();
        let inside: Vec<bool> =
            inside.iter().zip(weights).map(|(inside, weight)| *inside && *weight != 0.0).collect();
        let mut counts: Vec<u64> = answers.iter().map(|yes| count(&inside, yes)).collect();
        let all = inside.iter().filter(|inside| **inside).count() as u64;
        // Who gives none of them.
        counts.push(all.saturating_sub(counts.iter().sum()));
        let mut hidden = disclosure::hidden(&counts, self.limits.least_people);
        hidden.truncate(answers.len());
        hidden
    }

    /// The weights of figures of donors.
    pub(crate) const fn weights(&self) -> Weights {
        if self.donated.is_weighted() { Weights::Donating } else { Weights::Sample }
    }

    /// A line about donors.
    pub(crate) fn draft(&self, item: &str, side: Side, measure: &str, unit: Unit, inside: &[bool]) -> Draft {
        Draft {
            item: item.to_owned(),
            side,
            measure: measure.to_owned(),
            unit,
            basis: self.donated.basis(inside),
            hidden: false,
            coverage: None,
            weights: self.weights(),
            drawn: false,
        }
    }

    /// Figures of donors, with errors that know of the design and of the chance of donating.
    pub(crate) fn found(
        &self,
        inside: &[bool],
        scales: &[Scale],
        estimator: impl Fn(&Design) -> Result<Linearised, SurveyError>,
    ) -> Result<Vec<Found>, SurveyError> {
        self.donated.found(inside, scales, self.limits.level, estimator)
    }

    /// The share of donors who say or do something, as a line.
    pub(crate) fn donor_share(&self, draft: Draft, inside: &[bool], yes: &[bool]) -> Line {
        let found = self.found(inside, &[Scale::Logit], |design| means(design, &columns(&[&ones(yes)])?));
        let hidden = draft.hidden || self.is_hidden(inside, yes);
        Draft { hidden, ..draft }.line(crate::line::at(&found, 0), self.limits)
    }

    /// A line about a share of a part of the sample.
    pub(crate) fn sample_draft(&self, item: &str, measure: &str, inside: &[bool]) -> Draft {
        Draft {
            item: item.to_owned(),
            side: Side::Sample,
            measure: measure.to_owned(),
            unit: Unit::Share,
            basis: basis(self.joined.design.weights(), inside),
            hidden: false,
            coverage: None,
            weights: Weights::Sample,
            drawn: true,
        }
    }

    /// The share of a part of the sample, with Korn and Graubard's interval, as a line.
    pub(crate) fn sample_share(&self, draft: Draft, inside: &[bool], yes: &[bool]) -> Line {
        let design = self.joined.design.domain(inside);
        let found = design.and_then(|design| {
            let df = Some(design.degrees_of_freedom());
            proportion(&design, &ones(yes), Method::Beta, self.limits.level, df)
        });
        let found = found.ok().map(|found| Found {
            value: found.value,
            error: found.error,
            interval: Some(found.interval),
        });
        let hidden = draft.hidden || self.is_hidden(inside, yes);
        Draft { hidden, ..draft }.line(found, self.limits)
    }
}

/// With its first letter large.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Yes and no as 1 and 0.
pub(crate) fn ones(yes: &[bool]) -> Vec<f64> {
    yes.iter().map(|yes| f64::from(u8::from(*yes))).collect()
}

/// How many of a part say yes.
pub(crate) fn count(inside: &[bool], yes: &[bool]) -> u64 {
    inside.iter().zip(yes).filter(|(inside, yes)| **inside && **yes).count() as u64
}

/// From a log with its interval to a ratio.
pub(crate) fn ratio(found: Option<Found>) -> Option<Found> {
    found.map(|found| {
        let value = libm::exp(found.value);
        let bounds = |(low, high): (f64, f64)| (libm::exp(low), libm::exp(high));
        Found { value, error: value * found.error, interval: found.interval.map(bounds) }
    })
}
