//! The closed lists of a bundle. What is on none of them has no way in.

use event::{Kind, Mode, Platform, Reverse, SectionState, named};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

named! {
    /// The shape of a bundle, by name and number.
    pub enum Format {
        One = "parasocial-donation/1",
    }
}

named! {
    /// The five types, by the codes of the questionnaire (`type_picked`).
    pub enum TypeCode {
        SavvySocial = "savvy_social",
        BreezyPoster = "breezy_poster",
        Oversharer = "oversharer",
        Lurker = "lurker",
        Offliner = "offliner",
    }
}

named! {
    /// How a return that does not come is known (codebook, section 2.2). `none`: it comes, or nothing can be said.
    pub enum GradeCode {
        A = "A",
        B = "B",
        C = "C",
        None = "none",
    }
}

named! {
    /// What can be said of the direction of a tie.
    pub enum VerdictCode {
        OneSided = "one_sided",
        TowardsOwner = "towards_owner",
        Mutual = "mutual",
        Unclear = "unclear",
        TooFew = "too_few",
        /// No channel shows both sides.
        NotVisible = "not_visible",
    }
}

named! {
    /// The rungs of the ladder of contact, lowest first.
    pub enum RungCode {
        Follow = "follow",
        Watch = "watch",
        React = "react",
        Comment = "comment",
        Message = "message",
        Pay = "pay",
        Attend = "attend",
    }
}

named! {
    /// A step at which the person was asked.
    pub enum ConsentStep {
        /// Every row was shown before anything was written.
        RowsShown = "rows_shown",
        /// Names of public-figure accounts may be in it.
        Names = "names",
        /// The bundle may be given to the study.
        Donate = "donate",
    }
}

named! {
    /// How the person answered.
    pub enum ConsentWay {
        /// Typed when asked.
        Typed = "typed",
        /// By an option of the command, without being asked.
        Option = "option",
    }
}

named! {
    /// Kinds of findings whose number may be given: those of the taxonomy that say nothing about health, sexuality, belief,
    /// politics, origin, offences or other people, from which nothing of that kind follows.
    ///
    /// Left out for good: `id.health_no`, `me.health`, `me.mental`, `me.substance`, `me.sex_orient`, `me.belief`,
    /// `me.relationship`, `me.legal`, `me.confession` (special categories and offences, GDPR articles 9 and 10); `oth.child`,
    /// `oth.third_party` (people who did not consent); `rep.hostile`; `loc.birthplace` (origin); `agg.inference`, `agg.combo`.
    pub enum FindingKind {
        Email = "id.email",
        Phone = "id.phone",
        Address = "id.address",
        Birthdate = "id.birthdate",
        NationalId = "id.national_id",
        Passport = "id.passport",
        DriverLicence = "id.driver_licence",
        Plate = "id.plate",
        UsernameLink = "id.username_link",
        Ip = "id.ip",
        Coords = "id.coords",
        Card = "fin.card",
        Iban = "fin.iban",
        Crypto = "fin.crypto",
        MoneyState = "fin.money_state",
        Password = "sec.password",
        ApiKey = "sec.api_key",
        OtpLink = "sec.otp_link",
        DocumentPhoto = "sec.document_photo",
        KbaAnswer = "sec.kba_answer",
        Live = "loc.live",
        AwayNow = "loc.away_now",
        AwayPlan = "loc.away_plan",
        HomeAlone = "loc.home_alone",
        HomeHint = "loc.home_hint",
        City = "loc.city",
        Routine = "loc.routine",
        PlanMeet = "loc.plan_meet",
        Gps = "meta.gps",
        Device = "meta.device",
        NameFull = "me.name_full",
        AgeBirthday = "me.age_birthday",
        Work = "me.work",
        Study = "me.study",
        Employer = "rep.employer",
    }
}

named! {
    /// The parts of the taxonomy that findings are counted by.
    pub enum FindingCategory {
        Identifiers = "identifiers",
        MoneyAndAccess = "money_and_access",
        PlaceAndTime = "place_and_time",
        AboutMe = "about_me",
    }
}

impl FindingKind {
    /// The part of the taxonomy that it belongs to.
    pub fn category(self) -> FindingCategory {
        match self.as_str().split('.').next() {
            Some("id") => FindingCategory::Identifiers,
            Some("fin" | "sec") => FindingCategory::MoneyAndAccess,
            Some("loc" | "meta") => FindingCategory::PlaceAndTime,
            _ => FindingCategory::AboutMe,
        }
    }

    /// What it is, for the person whose bundle it is.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Email => "e-mail address",
            Self::Phone => "telephone number",
            Self::Address => "home address",
            Self::Birthdate => "full date of birth",
            Self::NationalId => "national or tax number",
            Self::Passport => "passport or identity card number",
            Self::DriverLicence => "driving licence number",
            Self::Plate => "plate of a vehicle",
            Self::UsernameLink => "name on another platform",
            Self::Ip => "IP address",
            Self::Coords => "coordinates",
            Self::Card => "payment card number",
            Self::Iban => "bank account number",
            Self::Crypto => "wallet address",
            Self::MoneyState => "money earned, owed or won",
            Self::Password => "password or PIN",
            Self::ApiKey => "key of a program",
            Self::OtpLink => "one-time code or link to log in",
            Self::DocumentPhoto => "photo of a document",
            Self::KbaAnswer => "answer to a recovery question",
            Self::Live => "where you are right now",
            Self::AwayNow => "away from home right now",
            Self::AwayPlan => "when you will be away",
            Self::HomeAlone => "alone at home",
            Self::HomeHint => "hint at where home is",
            Self::City => "town where you live",
            Self::Routine => "place and time that repeat",
            Self::PlanMeet => "where and when to meet",
            Self::Gps => "place in a picture or film",
            Self::Device => "device of a picture",
            Self::NameFull => "full name",
            Self::AgeBirthday => "age or birthday",
            Self::Work => "employer or job",
            Self::Study => "school or university",
            Self::Employer => "complaint about an employer",
        }
    }
}

impl FindingCategory {
    /// What it is, for the head of a column.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Identifiers => "direct identifiers",
            Self::MoneyAndAccess => "money and access",
            Self::PlaceAndTime => "place and time",
            Self::AboutMe => "about the person",
        }
    }
}

impl TypeCode {
    /// The study's name for it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::SavvySocial => "Savvy Social",
            Self::BreezyPoster => "Breezy Poster",
            Self::Oversharer => "Oversharer",
            Self::Lurker => "Lurker",
            Self::Offliner => "Offliner",
        }
    }
}

/// A closed list: every name that it has.
pub(crate) trait Listed {
    fn names() -> Vec<&'static str>;
}

/// The schema of a closed list.
pub(crate) fn listed<T: Listed>(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": T::names() })
}

macro_rules! listed {
    (ours: $($ours:ident),+; of_others: $($theirs:ident),+) => {
        $(listed!(@ $ours);
        impl JsonSchema for $ours {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($ours).into()
            }
            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                listed::<Self>(generator)
            }
        })+
        $(listed!(@ $theirs);)+
    };
    (@ $list:ident) => {
        impl Listed for $list {
            fn names() -> Vec<&'static str> {
                Self::ALL.iter().map(|one| one.as_str()).collect()
            }
        }
    };
}

listed!(
    ours: Format, TypeCode, GradeCode, VerdictCode, RungCode, ConsentStep, ConsentWay, FindingKind, FindingCategory;
    of_others: Platform, Kind, Mode, Reverse, SectionState
);

#[cfg(test)]
mod tests {
    use super::*;

    /// What the taxonomy calls special, and what is about others, has no code.
    #[test]
    fn special_categories_have_no_code() {
        for never in [
            "id.health_no",
            "me.health",
            "me.mental",
            "me.substance",
            "me.sex_orient",
            "me.belief",
            "me.relationship",
            "me.legal",
            "me.confession",
            "oth.child",
            "oth.third_party",
            "rep.hostile",
            "loc.birthplace",
            "agg.inference",
            "agg.combo",
        ] {
            assert_eq!(FindingKind::from_name(never), None, "{never}");
        }
    }

    #[test]
    fn every_kind_has_a_category() {
        use FindingCategory::{AboutMe, Identifiers, MoneyAndAccess, PlaceAndTime};
        let of = |kind: FindingKind| kind.category();
        assert_eq!(of(FindingKind::Email), Identifiers);
        assert_eq!(of(FindingKind::Password), MoneyAndAccess);
        assert_eq!(of(FindingKind::Gps), PlaceAndTime);
        assert_eq!([of(FindingKind::Work), of(FindingKind::Employer)], [AboutMe; 2]);
    }
}
