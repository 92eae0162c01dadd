//! What the owner says of an account, which no export holds.

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
}
