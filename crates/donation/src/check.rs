//! What has to hold between the values of a bundle, whoever wrote it.

use std::collections::BTreeSet;

use event::Kind;

use crate::bundle::{Bundle, Interval};
use crate::codes::ConsentStep;
use crate::scalars::Amount;

/// Rows of one sort, at most: more than any export gives.
const MOST: usize = 500;

impl Bundle {
    /// Whether the values fit together.
    ///
    /// # Errors
    /// The first rule that does not hold, in words of ours.
    pub fn check(&self) -> Result<(), &'static str> {
        let rules: [(bool, &'static str); 8] = [
            (self.lists_are_short(), "a list is longer than any export makes it"),
            (self.rows_are_told_apart(), "two rows have the same place"),
            (self.consents_are_told_apart(), "a step of consent stands twice"),
            (
                self.names.is_empty() || self.agreed(ConsentStep::Names),
                "there are names without consent to names",
            ),
            (
                self.intervals().iter().flatten().all(|one| one.low <= one.high),
                "an interval ends before it begins",
            ),
            (
                self.bounds().iter().all(|(low, high)| high.is_none_or(|high| *low <= high)),
                "an upper bound lies below its lower one",
            ),
            (self.closest.iter().all(|one| (1..=10).contains(&one.rank)), "a rank is not from 1 to 10"),
            (self.type_lists_are_short() && self.contact_is_known(), "a code stands where it has no meaning"),
        ];
        rules.into_iter().find(|(holds, _)| !holds).map_or(Ok(()), |(_, what)| Err(what))
    }

    /// Whether the person said yes at that step.
    pub fn agreed(&self, step: ConsentStep) -> bool {
        self.consent.iter().any(|one| one.step == step && one.given)
    }

    fn lists_are_short(&self) -> bool {
        let lengths = [
            self.exports.len(),
            self.time_by_platform.len(),
            self.thresholds.len(),
            self.months.len(),
            self.closest.len(),
            self.contact.len(),
            self.findings.len(),
            self.coverage.len(),
            self.names.len(),
            self.consent.len(),
            self.looked_for.len(),
        ];
        lengths.iter().all(|length| *length <= MOST)
    }

    fn rows_are_told_apart(&self) -> bool {
        let places = self.places();
        places.iter().collect::<BTreeSet<_>>().len() == places.len()
    }

    fn consents_are_told_apart(&self) -> bool {
        let steps: BTreeSet<ConsentStep> = self.consent.iter().map(|one| one.step).collect();
        steps.len() == self.consent.len()
    }

    fn intervals(&self) -> Vec<Option<&Interval>> {
        let time = self.time.as_ref();
        vec![
            time.and_then(|time| time.low_interval.as_ref()),
            time.and_then(|time| time.high_interval.as_ref()),
            self.posting.as_ref().and_then(|posting| posting.interval.as_ref()),
            self.rebound.as_ref().map(|rebound| &rebound.interval),
        ]
    }

    fn bounds(&self) -> Vec<(Amount, Option<Amount>)> {
        let time = self.time.iter().map(|time| (time.low, time.high));
        let platforms = self.time_by_platform.iter().map(|time| (time.low, time.high));
        let months = self.months.iter().map(|month| (month.hours_low, month.hours_high));
        time.chain(platforms).chain(months).collect()
    }

    fn type_lists_are_short(&self) -> bool {
        let user = self.user_type.iter().flat_map(|user| {
            std::iter::once(&user.types).chain(user.probabilities.iter().map(|one| &one.types))
        });
        let others = self.thresholds.iter().map(|one| &one.types);
        let months = self.months.iter().map(|one| &one.types);
        user.chain(others).chain(months).all(|types| types.len() <= 2)
    }

    fn contact_is_known(&self) -> bool {
        self.contact.iter().all(|one| matches!(one.kind, Kind::Message | Kind::Comment | Kind::React))
    }
}
