//! The tests in code that candidates have to pass. Each says which value a candidate stands for, written in one way.

mod birthdate;
mod card;
mod coordinates;
mod date;
mod email;
mod iban;
mod phone;
mod words;

use std::ops::Range;

pub use coordinates::place_value;
pub(crate) use phone::international;
pub use phone::phone_region;

use crate::pattern::Candidate;
use crate::rule::Validator;
use crate::scan::Subject;

/// What a validator says.
#[derive(Debug, PartialEq)]
pub(crate) enum Verdict {
    /// Not what it looked like.
    Refused,
    /// It is one, but published as an example: nobody's.
    Sample(Range<usize>),
    Accepted(Accepted),
}

/// A candidate that passed.
#[derive(Debug, PartialEq)]
pub(crate) struct Accepted {
    /// What to mask.
    pub span: Range<usize>,
    pub value: String,
    /// Multiplies the pattern's confidence.
    pub confidence: f64,
    /// Takes the place of the pattern's severity.
    pub severity: Option<u8>,
}

impl Accepted {
    pub(crate) const fn new(span: Range<usize>, value: String) -> Self {
        Self { span, value, confidence: 1.0, severity: None }
    }
}

impl Verdict {
    /// Accepted, or a sample if the rule lists the value as one.
    fn unless_sample(accepted: Accepted, candidate: &Candidate<'_>) -> Self {
        if candidate.is_listed("samples", &accepted.value) {
            Self::Sample(accepted.span)
        } else {
            Self::Accepted(accepted)
        }
    }

    fn or_refused(accepted: Option<Self>) -> Self {
        accepted.unwrap_or(Self::Refused)
    }
}

/// Puts a candidate to its rule's test.
pub(crate) fn validate(validator: Validator, candidate: &Candidate<'_>, subject: Subject) -> Verdict {
    match validator {
        Validator::Email => Verdict::or_refused(email::check(candidate)),
        Validator::Phone => Verdict::or_refused(phone::check(candidate)),
        Validator::Birthdate => Verdict::or_refused(birthdate::check(candidate, subject)),
        Validator::Coordinates => Verdict::or_refused(coordinates::check(candidate)),
        Validator::Card => Verdict::or_refused(card::check(candidate)),
        Validator::Iban => Verdict::or_refused(iban::check(candidate)),
        Validator::Answer => Verdict::or_refused(words::answer(candidate)),
        Validator::Password => Verdict::or_refused(words::password(candidate)),
        Validator::Phrase => Verdict::Accepted(words::phrase(candidate)),
        Validator::None => Verdict::Refused,
    }
}
