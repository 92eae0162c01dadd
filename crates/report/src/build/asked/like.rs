//! The same thing asked and traced: hours, posts, the type, messages and comments to public figures.

use std::ops::RangeInclusive;

use event::{Kind, Mode, Platform, day_of};
use measure::ties::Tie;
use measure::types::{Named, TypesFound, UserType};

use super::{Asked, Class, Contact, NO_FIGURE, beside_row, is_read, public_figures};
use crate::beside::{BesideRow, Range, Together};
use crate::build::Findings;
use crate::build::words::{day, lower_first, row, type_says};
use crate::numbers::{count, counted, fixed, twelve};
use crate::rich::Rich;

/// The days that questions about "the last 30 days" speak of.
const LATELY: i32 = 30;

const NOT_TOLD: &str = "The data does not tell.";

pub fn rows(asked: &Asked, findings: &Findings<'_>) -> Vec<BesideRow> {
    let mut rows = Vec::new();
    rows.extend(asked.hours.as_ref().map(|hours| self::hours(hours, findings)));
    rows.extend(asked.posts.as_ref().map(|posts| self::posts(posts, findings)));
    rows.extend(asked.by_rule.map(|named| by_rule(named, findings)));
    rows.extend(asked.picked.as_ref().map(|picked| self::picked(picked, asked.by_rule, findings)));
    let days = asked.day - LATELY + 1..=asked.day;
    let messages = ("messages", "Private messages to influencers, in 30 days");
    rows.extend(asked.messages.map(|said| lately(said, messages, &[Kind::Message], &days, findings)));
    let comments = ("comments", "Comments under posts of influencers, in 30 days");
    let kinds = [Kind::Comment, Kind::Reply];
    rows.extend(asked.comments.map(|said| lately(said, comments, &kinds, &days, findings)));
    rows.extend(asked.contact.as_ref().map(|contact| ever(contact, findings)));
    rows
}

/// A row of words, with what they come to.
fn plain(id: &str, what: &str, asked: Rich, traced: Rich, (together, says): (Together, Rich)) -> BesideRow {
    BesideRow { together: Some(together), says, ..beside_row(id, what, asked, traced) }
}

/// Whether a class and bounds can both be true.
fn together(class: Range, traced: Range) -> Together {
    let above = traced.high.is_some_and(|high| class.low > high);
    match (is_below(class, traced) || above, traced.high) {
        (true, _) => Together::Differ,
        (false, Some(_)) => Together::Agree,
        (false, None) => Together::Open,
    }
}

/// Whether a class lies below the bounds. It does not hold its upper end, unless it holds nothing else.
fn is_below(class: Range, traced: Range) -> bool {
    class.high.is_some_and(|high| high < traced.low || (high <= traced.low && class.low < high))
}

/// What an answer about hours or posts comes to. A few days say nothing of what somebody does as a rule, so the records have to be
/// as long as for a type.
fn rate(class: Range, traced: Range, types: &TypesFound, findings: &Findings<'_>) -> (Together, Rich) {
    match types.weeks < findings.typology.weeks_for_month {
        true => (Together::Open, Rich::from("The records are too short to tell.")),
        false => (together(class, traced), says(class, traced)),
    }
}

/// What stands behind `together`, in a sentence.
fn says(class: Range, traced: Range) -> Rich {
    Rich::from(match together(class, traced) {
        Together::Agree => "Both can be true.",
        Together::Open => "The data does not speak against it; it gives no upper bound.",
        Together::Differ if is_below(class, traced) => "Your data shows more than you said.",
        Together::Differ => "You said more than your data shows.",
    })
}

fn ranges(mut row: BesideRow, class: Range, traced: Range) -> BesideRow {
    let rounded = |range: Range| Range { low: twelve(range.low), high: range.high.map(twelve) };
    row.asked_range = Some(rounded(class));
    row.traced_range = Some(rounded(traced));
    row
}

fn hours(asked: &Class, findings: &Findings<'_>) -> BesideRow {
    let (id, what) = ("hours", "Time online on a day");
    let words = Rich::from(lower_first(&asked.words));
    let Some(types) = active(findings) else {
        let open = (Together::Open, Rich::from("The data tells no hours."));
        return plain(id, what, words, no_rates(findings), open);
    };
    let traced = Range { low: types.hours.low, high: types.hours.high };
    let shown = match traced.high {
        Some(high) => format!("{} to {} hours", fixed(traced.low, 1), fixed(high, 1)),
        None => format!("at least {} hours", fixed(traced.low, 1)),
    };
    let verdict = rate(asked.range, traced, types, findings);
    ranges(plain(id, what, words, Rich::from(shown + &window(types)), verdict), asked.range, traced)
}

fn posts(asked: &Class, findings: &Findings<'_>) -> BesideRow {
    let (id, what) = ("posts", "Posts, stories, comments and replies");
    let words = Rich::from(lower_first(&asked.words));
    let Some(types) = active(findings) else {
        let open = (Together::Open, Rich::from("The data tells no rate."));
        return plain(id, what, words, no_rates(findings), open);
    };
    let (low, high) = types.posts_interval.unwrap_or((types.posts, types.posts));
    // Posts without a date may be of these days.
    let whole = types.unposted.is_empty() && types.whole_log.undated == 0;
    let traced = Range { low, high: whole.then_some(high) };
    let at_least = if whole { "" } else { "at least " };
    let interval = match types.posts_interval {
        Some((low, high)) if whole => format!(" ({} to {})", fixed(low, 2), fixed(high, 2)),
        _ => String::new(),
    };
    let shown = format!("{at_least}{} a day{interval}{}", fixed(types.posts, 2), window(types));
    let verdict = rate(asked.range, traced, types, findings);
    ranges(plain(id, what, words, Rich::from(shown), verdict), asked.range, traced)
}

/// The types, where anything was done of late.
fn active<'f>(findings: &'f Findings<'_>) -> Option<&'f TypesFound> {
    findings.types.filter(|types| !types.inactive)
}

fn no_rates(findings: &Findings<'_>) -> Rich {
    Rich::from(match findings.types {
        Some(types) => format!("nothing since {}", day(types.last_day)),
        None => "unknown: no act has a time".into(),
    })
}

fn window(types: &TypesFound) -> String {
    format!(", {} to {}", day(types.window.0), day(types.window.1))
}

fn by_rule(named: Named, findings: &Findings<'_>) -> BesideRow {
    let verdict = same_type(named, findings);
    plain(
        "type",
        "The type, by your hours and posts",
        Rich::from(named.to_string()),
        traced_type(findings),
        verdict,
    )
}

fn picked(
    (one, words): &(UserType, String),
    by_answers: Option<Named>,
    findings: &Findings<'_>,
) -> BesideRow {
    let asked = Rich::from(format!("{} (“{words}”)", one.as_str()));
    let (together, mut says) = same_type(Named::One(*one), findings);
    if let Some(named) = by_answers.filter(|named| !named.holds(*one)) {
        says = says.text(format!(" Your own hours and posts say {named}."));
    }
    plain(
        "type_picked",
        "The type, by the description that you picked",
        asked,
        traced_type(findings),
        (together, says),
    )
}

fn traced_type(findings: &Findings<'_>) -> Rich {
    Rich::from(match findings.types {
        Some(types) if types.inactive => format!("inactive here since {}", day(types.last_day)),
        Some(types) => types.named.map_or_else(|| "no type can be told".into(), |named| named.to_string()),
        None => "no type can be told".into(),
    })
}

/// Whether a type that was asked is the one that is traced.
fn same_type(asked: Named, findings: &Findings<'_>) -> (Together, Rich) {
    let offliner = Named::One(UserType::Offliner);
    let traced = match findings.types {
        Some(types) if types.inactive && asked == offliner => {
            return (Together::Agree, Rich::from("Nothing was done here of late."));
        }
        Some(types) => types.named,
        None => None,
    };
    traced.map_or((Together::Open, Rich::from(NOT_TOLD)), |traced| compared(asked, traced))
}

/// What two types come to, each of which may be one of two.
fn compared(asked: Named, traced: Named) -> (Together, Rich) {
    let is_shared = |one: UserType| asked.holds(one) && traced.holds(one);
    if !UserType::ALL.into_iter().any(is_shared) {
        return (Together::Differ, Rich::from(differs(asked, traced)));
    }
    let (together, says) = match (asked, traced) {
        (Named::One(_), Named::One(_)) => (Together::Agree, "The same type both ways."),
        (Named::One(_), Named::Either(..)) => {
            (Together::Open, "It is one of the two that your data leaves open.")
        }
        (Named::Either(..), Named::One(_)) => {
            (Together::Open, "Your data shows one of the two that your answers leave open.")
        }
        (Named::Either(..), Named::Either(..)) if asked == traced => {
            (Together::Open, "Both leave the same two types open.")
        }
        (Named::Either(..), Named::Either(..)) => {
            (Together::Open, "Both leave two types open, and they share one.")
        }
    };
    (together, Rich::from(says))
}

fn differs(asked: Named, traced: Named) -> String {
    match (asked, traced) {
        (Named::One(asked), Named::One(traced)) => {
            format!(
                "You describe somebody who {}; your data, somebody who {}.",
                type_says(asked),
                type_says(traced)
            )
        }
        _ => format!("By what you said {asked}, by your data {traced}."),
    }
}

/// A number of the 30 days before the answer, beside what the exports hold of the same days. Those that end before them say nothing
/// of them, and those that end in them not all: so it is a lower bound.
fn lately(
    said: u64,
    (id, what): (&str, &str),
    kinds: &[Kind],
    days: &RangeInclusive<i32>,
    findings: &Findings<'_>,
) -> BesideRow {
    let words = Rich::from(count(said));
    let open = |traced: &str, says: &str| {
        plain(id, what, words.clone(), Rich::from(traced), (Together::Open, Rich::from(says)))
    };
    let figures = public_figures(findings);
    if figures.is_empty() {
        return open(NO_FIGURE, NOT_TOLD);
    }
    let logged: Vec<(Platform, i32)> =
        ends(findings).into_iter().filter(|(platform, _)| is_logged(*platform, kinds, findings)).collect();
    let Some(newest) = logged.iter().map(|(_, end)| *end).max() else {
        return open("unknown: no list of them is in the exports", NOT_TOLD);
    };
    let reaching: Vec<(Platform, i32)> = logged.into_iter().filter(|(_, end)| end >= days.start()).collect();
    if reaching.is_empty() {
        let traced = format!("unknown: the newest export with a list of them is of {}", day(newest));
        return open(&traced, "The export is older than the 30 days you were asked about.");
    }
    let known: Vec<&Tie> = figures
        .into_iter()
        .filter(|tie| reaching.iter().any(|(platform, _)| *platform == tie.platform))
        .collect();
    if known.is_empty() {
        let traced =
            "unknown: of no account on the platforms that list them it is known that it is a public figure";
        return open(traced, NOT_TOLD);
    }
    let of = |tie: &&Tie| {
        let acts = tie.logged_on(days.clone());
        kinds.iter().filter_map(|kind| acts.get(kind)).sum::<u64>()
    };
    let seen: u64 = known.iter().map(of).sum();
    let shown = format!(
        "{} in the 30 days up to {}{}, to {}",
        if seen == 0 { "none seen".to_owned() } else { format!("at least {}", count(seen)) },
        day(*days.end()),
        reach(&reaching, *days.end()),
        counted(
            known.len() as u64,
            "account that is known to be a public figure",
            "accounts that are known to be public figures"
        ),
    );
    let verdict = match seen > said {
        true => (Together::Differ, Rich::from("Your data shows more than you said.")),
        false => {
            let says =
                "The data does not speak against it; there may be more accounts that are public figures.";
            (Together::Open, Rich::from(says))
        }
    };
    let row = plain(id, what, words, Rich::from(shown), verdict);
    let (said, low) = (said as f64, seen as f64);
    ranges(row, Range { low: said, high: Some(said) }, Range { low, high: None })
}

/// The day that each platform's export is of.
fn ends(findings: &Findings<'_>) -> Vec<(Platform, i32)> {
    findings.exports.iter().filter_map(|export| Some((export.platform, day_of(export.as_of?.0)))).collect()
}

/// Whether a platform's export holds a whole list of such acts.
fn is_logged(platform: Platform, kinds: &[Kind], findings: &Findings<'_>) -> bool {
    findings.coverage.iter().any(|row| {
        let channel = row.channel;
        channel.platform == platform
            && kinds.contains(&channel.kind)
            && channel.mode == Mode::Log
            && is_read(row)
    })
}

/// Until when exports show those days, where one of them ends earlier.
fn reach(exports: &[(Platform, i32)], last_day: i32) -> String {
    let ends = exports.iter().map(|(_, end)| *end);
    match (ends.clone().min(), ends.max()) {
        (Some(first), Some(last)) if first < last_day && first == last => {
            format!(" (the export ends with {})", day(last))
        }
        (Some(first), Some(last)) if first < last_day => {
            format!(" (the exports end with {} to {})", day(first), day(last))
        }
        _ => String::new(),
    }
}

/// Ways of contact that were ever used, beside those that are seen with public figures.
fn ever(asked: &[Contact], findings: &Findings<'_>) -> BesideRow {
    let (id, what) = ("contact", "Contact with influencers, ever");
    let said = |one: &(Contact, &'static str, &[Kind])| asked.contains(&one.0).then_some(one.1);
    let named: Vec<&str> = WAYS.iter().filter_map(said).collect();
    let words = Rich::from(match (named.len(), asked.contains(&Contact::Other)) {
        (0, false) => "none of these ways".to_owned(),
        (0, true) => "in ways that no export shows".to_owned(),
        (_, false) => row(&named),
        (_, true) => format!("{}, and in ways that no export shows", row(&named)),
    });
    let known = public_figures(findings);
    if known.is_empty() {
        let verdict = (Together::Open, Rich::from(NOT_TOLD));
        return plain(id, what, words, Rich::from(NO_FIGURE), verdict);
    }
    let seen = |kinds: &[Kind]| -> u64 {
        let of = |tie: &&Tie| {
            let acts = tie.acts(findings.ties_parameters);
            kinds.iter().filter_map(|kind| acts.get(kind)).map(|number| u64::from(*number)).sum::<u64>()
        };
        known.iter().map(of).sum()
    };
    let found: Vec<(Contact, &str)> =
        WAYS.iter().filter(|(_, _, kinds)| seen(kinds) > 0).map(|(way, says, _)| (*way, *says)).collect();
    let shown: Vec<&str> = found.iter().map(|(_, says)| *says).collect();
    let not_said: Vec<&str> =
        found.iter().filter(|(way, _)| !asked.contains(way)).map(|(_, says)| *says).collect();
    let all_seen =
        WAYS.iter().filter(|way| asked.contains(&way.0)).all(|way| found.iter().any(|one| one.0 == way.0));
    let verdict = match (not_said.is_empty(), all_seen && !named.is_empty()) {
        (false, _) => (Together::Differ, Rich::from(format!("Your data also shows {}.", row(&not_said)))),
        (true, true) => (Together::Agree, Rich::from("Your data shows the same.")),
        (true, false) => {
            (Together::Open, Rich::from("What the data does not show may be where it does not look."))
        }
    };
    let with = counted(known.len() as u64, "known public figure", "known public figures");
    let traced = match shown.is_empty() {
        true => format!("none of these ways, with {with}"),
        false => format!("{}, with {with}", row(&shown)),
    };
    plain(id, what, words, Rich::from(traced), verdict)
}

const WAYS: [(Contact, &str, &[Kind]); 4] = [
    (Contact::Comment, "comments", &[Kind::Comment, Kind::Reply]),
    (Contact::Reaction, "likes and reactions", &[Kind::React]),
    (Contact::Message, "private messages", &[Kind::Message]),
    (Contact::Event, "events", &[Kind::Attend]),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Each pair of what was asked and what is traced, in words that are true of it.
    #[test]
    fn types_are_compared_in_words_that_are_true() {
        use UserType::{BreezyPoster, Lurker, Oversharer, SavvySocial};
        let (one, either) = (Named::One(Lurker), Named::Either(SavvySocial, Lurker));
        let pairs = [
            (one, one),
            (one, either),
            (either, one),
            (either, either),
            (either, Named::Either(Lurker, Oversharer)),
            (one, Named::One(Oversharer)),
            (either, Named::Either(BreezyPoster, Oversharer)),
        ];
        let told = pairs.map(|(asked, traced)| {
            let (together, says) = compared(asked, traced);
            format!("asked {asked}, traced {traced}: {}. {}", together.as_str(), says.plain())
        });
        insta::assert_snapshot!(told.join("\n"));
    }

    #[test]
    fn an_export_that_ends_earlier_says_so() {
        let told = |ends: &[i32]| {
            let exports: Vec<(Platform, i32)> = ends.iter().map(|end| (Platform::X, *end)).collect();
            reach(&exports, 20_000)
        };
        assert_eq!(told(&[20_000, 20_400]), "");
        assert_eq!(told(&[19_990]), " (the export ends with 2024-09-24)");
        assert_eq!(told(&[19_990, 20_400]), " (the exports end with 2024-09-24 to 2025-11-08)");
    }
}
