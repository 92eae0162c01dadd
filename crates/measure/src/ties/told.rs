//! What the owner says of an account, which no export holds, and what an export holds of lately.

use std::collections::BTreeMap;

use event::Kind;

use super::Tie;
use super::share::Verdict;

impl Tie {
    /// Takes the owner's own answers: that the account is a public figure, and that they know each other in person. An
    /// answer of "yes" is evidence (codebook, 2.2); everything else leaves what was known before.
    ///
    /// A tie with somebody whom the owner knows in person is not parasocial, whatever the export shows of it.
    pub fn told(&mut self, public_figure: bool, in_person: bool) {
        self.public_figure |= public_figure;
        self.in_person |= in_person;
        self.parasocial = self.is_parasocial();
    }

    /// Not mutual, regular, a public figure, with a grade; and nobody whom the owner knows in person.
    pub(super) fn is_parasocial(&self) -> bool {
        let mutual = self.share.is_some_and(|share| share.verdict == Verdict::Mutual);
        !mutual && self.regular && self.public_figure && self.grade.is_some() && !self.in_person
    }

    /// Outgoing acts by kind on that day (from 1970-01-01) or later, in channels that log everything, each counted.
    pub fn logged_since(&self, day: i32) -> BTreeMap<Kind, u64> {
        let mut acts: BTreeMap<Kind, u64> = BTreeMap::new();
        let wanted = |act: &super::tally::Contact| !act.incoming && act.logged && act.day >= day;
        for act in self.tally.contacts().into_iter().filter(wanted) {
            *acts.entry(act.kind).or_default() += u64::from(act.count);
        }
        acts
    }
}
