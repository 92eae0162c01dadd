//! The types by what a person says of themselves: the same rule on asked hours and posts (codebook, section 3).
//!
//! The classes are those of `data/questionnaire/standard.json`, by their codes from 1 on.

use super::{Named, UserType};
use crate::parameters::TypologyParameters;

/// What a class holds, a day: from the lower end on, up to and without the upper one. Both the same: that value alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Class {
    pub low: f64,
    pub high: f64,
}

/// Hours a day of a class of the question `hours`; nothing for a code that it does not have.
pub fn hours_of(code: u64) -> Option<Class> {
    const ENDS: [f64; 9] = [0.0, 1.0 / 6.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, f64::INFINITY];
    let at = usize::try_from(code).ok()?.checked_sub(1)?;
    Some(Class { low: *ENDS.get(at)?, high: *ENDS.get(at + 1)? })
}

/// Posts a day of a class of the question `posts`, as it is worded: "4 to 6 a week" is 4/7 to 6/7.
pub fn posts_of(code: u64) -> Option<Class> {
    const CLASSES: [(f64, f64); 7] = [
        (0.0, 0.0),
        (0.0, 1.0 / 7.0),
        (1.0 / 7.0, 3.0 / 7.0),
        (4.0 / 7.0, 6.0 / 7.0),
        (1.0, 1.0),
        (2.0, 5.0),
        (5.0, f64::INFINITY),
    ];
    let (low, high) = *CLASSES.get(usize::try_from(code).ok()?.checked_sub(1)?)?;
    Some(Class { low, high })
}

/// The same with the gaps between the classes shared out, half each: a measured 0.5 a day belongs to a class too.
pub fn posts_around(code: u64) -> Option<Class> {
    let class = posts_of(code)?;
    let before = code.checked_sub(1).and_then(posts_of).map(|before| before.high);
    let after = posts_of(code + 1).map(|after| after.low);
    let low = before.map_or(class.low, |before| (before + class.low) / 2.0);
    let high = after.map_or(class.high, |after| (after + class.high) / 2.0);
    Some(Class { low, high })
}

impl Class {
    /// Whether values of it lie below an edge, and at or above it.
    fn sides(self, edge: f64) -> (bool, bool) {
        (self.low < edge, self.low >= edge || self.high > edge)
    }
}

/// The answers to the question `joined`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joined {
    /// Used it in the last 90 days.
    Active,
    Not90Days,
    /// Deleted or closed most accounts.
    Deleted,
    Never,
}

impl Joined {
    /// By its code in the questionnaire.
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "active" => Self::Active,
            "not_90_days" => Self::Not90Days,
            "deleted" => Self::Deleted,
            "never" => Self::Never,
            _ => return None,
        })
    }
}

impl UserType {
    /// By its code in the questionnaire.
    pub fn from_code(code: &str) -> Option<Self> {
        Some(match code {
            "offliner" => Self::Offliner,
            "savvy_social" => Self::SavvySocial,
            "breezy_poster" => Self::BreezyPoster,
            "oversharer" => Self::Oversharer,
            "lurker" => Self::Lurker,
            _ => return None,
        })
    }
}

impl Named {
    /// The type that a person's own answers make by the rule. `hours` and `posts` are codes of classes. With thresholds that
    /// part a class, both types are named; nothing where an answer is missing or more than two types are left.
    pub fn asked(
        joined: Option<Joined>,
        (hours, posts): (Option<u64>, Option<u64>),
        parameters: &TypologyParameters,
    ) -> Option<Self> {
        match joined {
            Some(Joined::Never | Joined::Not90Days) => return Some(Self::One(UserType::Offliner)),
            Some(Joined::Deleted) if hours == Some(1) => return Some(Self::One(UserType::Offliner)),
            _ => {}
        }
        let (short, long) = hours_of(hours?)?.sides(parameters.hours);
        let (few, many) = posts_of(posts?)?.sides(parameters.posts);
        let possible = [
            (short && few, UserType::SavvySocial),
            (short && many, UserType::BreezyPoster),
            (long && many, UserType::Oversharer),
            (long && few, UserType::Lurker),
        ];
        let possible: Vec<UserType> = possible.iter().filter(|(is, _)| *is).map(|(_, one)| *one).collect();
        match possible[..] {
            [one] => Some(Self::One(one)),
            [first, second] => Some(Self::Either(first, second)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_of_the_codebook_on_answers() {
        use UserType::{BreezyPoster, Lurker, Offliner, Oversharer, SavvySocial};
        let usual: TypologyParameters =
            crate::parameters::load(&data::Data::builtin(), "typology.toml").unwrap();
        for (joined, hours, posts, expected) in [
            ("active", Some(4), Some(4), Some(SavvySocial)),
            ("active", Some(4), Some(5), Some(BreezyPoster)),
            ("active", Some(5), Some(5), Some(Oversharer)),
            ("active", Some(8), Some(1), Some(Lurker)),
            ("never", None, None, Some(Offliner)),
            ("not_90_days", Some(5), Some(5), Some(Offliner)),
            ("deleted", Some(1), Some(5), Some(Offliner)),
            ("deleted", Some(2), Some(1), Some(SavvySocial)),
            ("active", None, Some(1), None),
            ("active", Some(9), Some(1), None),
        ] {
            let named = Named::asked(Joined::from_code(joined), (hours, posts), &usual);
            assert_eq!(named, expected.map(Named::One), "{joined} {hours:?} {posts:?}");
        }
        let parted = TypologyParameters { hours: 2.5, ..usual };
        let named = Named::asked(None, (Some(5), Some(1)), &parted);
        assert_eq!(named, Some(Named::Either(SavvySocial, Lurker)), "2 to 3 hours, parted at 2.5");
    }

    #[test]
    fn classes_of_posts_leave_no_gap() {
        for code in 2..7 {
            let (here, next) = (posts_around(code).unwrap(), posts_around(code + 1).unwrap());
            assert_eq!(here.high, next.low, "{code}");
            let worded = posts_of(code).unwrap();
            assert!(here.low <= worded.low && worded.high <= here.high);
        }
        assert_eq!(posts_around(1), Some(Class { low: 0.0, high: 0.0 }));
        assert!(posts_around(8).is_none() && hours_of(0).is_none() && hours_of(9).is_none());
    }
}
