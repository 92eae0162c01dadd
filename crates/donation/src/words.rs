//! Words for the values of rows. Numbers are shown as they stand in the bundle.

use crate::bundle::Interval;
use crate::codes::{GradeCode, RungCode, TypeCode, VerdictCode};
use crate::scalars::{Amount, Share, Signed};

/// `1 week`, `2 weeks`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// An amount as it stands in the bundle.
pub fn number(amount: Amount) -> String {
    amount.get().to_string()
}

pub fn share(share: Share) -> String {
    share.get().to_string()
}

pub fn signed(number: Signed) -> String {
    number.get().to_string()
}

/// From the least to the most; nothing for no upper end.
pub fn bounds(low: Amount, high: Option<Amount>) -> String {
    match high {
        Some(high) => format!("{} to {}", number(low), number(high)),
        None => format!("{} or more", number(low)),
    }
}

pub fn interval(of: &str, interval: Option<&Interval>) -> Option<String> {
    interval.map(|one| format!("{of} {} to {}", number(one.low), number(one.high)))
}

/// A sentence of parts that are there.
pub fn joined(parts: impl IntoIterator<Item = Option<String>>) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

/// One type, or two with "or" between them.
pub fn types(types: &[TypeCode]) -> Option<String> {
    let titles: Vec<&str> = types.iter().map(|code| code.title()).collect();
    (!titles.is_empty()).then(|| titles.join(" or "))
}

pub const fn grade(grade: GradeCode) -> &'static str {
    match grade {
        GradeCode::A => "A, seen to be one-sided",
        GradeCode::B => "B, not returned",
        GradeCode::C => "C, a return would not be visible",
        GradeCode::None => "no grade",
    }
}

pub const fn verdict(verdict: VerdictCode) -> &'static str {
    match verdict {
        VerdictCode::OneSided => "one-sided",
        VerdictCode::TowardsOwner => "towards you",
        VerdictCode::Mutual => "mutual",
        VerdictCode::Unclear => "unclear",
        VerdictCode::TooFew => "too few contacts",
        VerdictCode::NotVisible => "not visible from both sides",
    }
}

pub const fn rung(rung: RungCode) -> &'static str {
    match rung {
        RungCode::Follow => "followed",
        RungCode::Watch => "watched",
        RungCode::React => "reacted",
        RungCode::Comment => "commented",
        RungCode::Message => "wrote messages",
        RungCode::Pay => "paid or subscribed",
        RungCode::Attend => "attended",
    }
}
