//! Full dates of birth: written out, or an age with the day of the post.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::pattern::Candidate;
use crate::rule::Language;
use crate::scan::Subject;
use crate::validate::date::{Order, parse};
use crate::validate::{Accepted, Verdict};

/// Nobody who posts was born before.
const FIRST_YEAR: i16 = 1900;

/// Nobody posts about themselves at a younger age, in years.
const YOUNGEST: i16 = 5;

/// The latest year of birth where it is not known when the text was posted. Ours.
const LATEST_YEAR_UNDATED: i16 = 2025;

/// Accepts a day in a plausible year. With a group `who`, only if that is what the owner is called.
pub(super) fn check(candidate: &Candidate<'_>, subject: Subject) -> Option<Verdict> {
    if let Some(who) = candidate.group("who")
        && !candidate.context.owner_names.iter().any(|name| is_called(who, name))
    {
        return None;
    }
    let posted = candidate.context.posted.map(day);
    let latest = match (posted, subject) {
        (Some(posted), Subject::Owner) => posted.year() - YOUNGEST,
        (Some(posted), Subject::Other) => posted.year(),
        (None, _) => LATEST_YEAR_UNDATED,
    };
    let born = match candidate.group("age") {
        Some(age) => {
            let posted = posted?;
            // On 29 February of a year without one, the day before is as near as it gets.
            let year = posted.year() - age.parse::<i16>().ok()?;
            Date::new(year, posted.month(), posted.day())
                .or_else(|_| Date::new(year, posted.month(), 28))
                .ok()?
        }
        None => parse(candidate.group("value")?, order(candidate), latest)?,
    };
    let plausible =
        (FIRST_YEAR..=latest).contains(&born.year()) && posted.is_none_or(|posted| born <= posted);
    plausible.then(|| Verdict::Accepted(Accepted::new(candidate.value(), born.to_string())))
}

/// The day of the post, in UTC: the author's own zone is not known here.
fn day(posted: Timestamp) -> Date {
    posted.to_zoned_datetime(TimeZone::UTC).date()
}

/// The month comes first in English, in the United States or where nothing says otherwise.
fn order(candidate: &Candidate<'_>) -> Order {
    let american = candidate.context.regions.first().is_none_or(|region| region.eq_ignore_ascii_case("US"));
    match candidate.pattern.language {
        Some(Language::English) if american => Order::MonthFirst,
        _ => Order::DayFirst,
    }
}

/// Whether one is a part of the other, word by word: "Nadia" and "Nadia Invented".
fn is_called(who: &str, name: &str) -> bool {
    let words = |text: &str| text.to_lowercase().split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (who, name) = (words(who), words(name));
    !who.is_empty() && who.iter().all(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_match_word_by_word() {
        assert!(is_called("Nadia", "nadia invented") && is_called("Nadia Invented", "Nadia Invented"));
        assert!(!is_called("Nadia Other", "Nadia Invented") && !is_called("", "Nadia"));
    }
}
