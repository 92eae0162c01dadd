//! What the measures say, by the codes of a bundle.

use measure::ties::Grade as MeasuredGrade;
use measure::ties::closeness::Rung as MeasuredRung;
use measure::ties::share::Verdict as MeasuredVerdict;
use measure::types::UserType as MeasuredType;

use crate::codes::{GradeCode, RungCode, TypeCode, VerdictCode};

impl From<MeasuredType> for TypeCode {
    fn from(measured: MeasuredType) -> Self {
        match measured {
            MeasuredType::Offliner => Self::Offliner,
            MeasuredType::SavvySocial => Self::SavvySocial,
            MeasuredType::BreezyPoster => Self::BreezyPoster,
            MeasuredType::Oversharer => Self::Oversharer,
            MeasuredType::Lurker => Self::Lurker,
        }
    }
}

impl From<Option<MeasuredGrade>> for GradeCode {
    fn from(measured: Option<MeasuredGrade>) -> Self {
        match measured {
            Some(MeasuredGrade::A) => Self::A,
            Some(MeasuredGrade::B) => Self::B,
            Some(MeasuredGrade::C) => Self::C,
            None => Self::None,
        }
    }
}

impl From<Option<MeasuredVerdict>> for VerdictCode {
    fn from(measured: Option<MeasuredVerdict>) -> Self {
        match measured {
            Some(MeasuredVerdict::OneSided) => Self::OneSided,
            Some(MeasuredVerdict::TowardsOwner) => Self::TowardsOwner,
            Some(MeasuredVerdict::Mutual) => Self::Mutual,
            Some(MeasuredVerdict::Unclear) => Self::Unclear,
            Some(MeasuredVerdict::TooFew) => Self::TooFew,
            None => Self::NotVisible,
        }
    }
}

impl From<MeasuredRung> for RungCode {
    fn from(measured: MeasuredRung) -> Self {
        match measured {
            MeasuredRung::Follow => Self::Follow,
            MeasuredRung::Watch => Self::Watch,
            MeasuredRung::React => Self::React,
            MeasuredRung::Comment => Self::Comment,
            MeasuredRung::Message => Self::Message,
            MeasuredRung::Pay => Self::Pay,
            MeasuredRung::Attend => Self::Attend,
        }
    }
}
