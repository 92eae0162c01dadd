//! The same thing asked and traced: hours, posts, the type, messages and comments to public figures.

use event::{Kind, Timestamp};
use jiff::SignedDuration;
use measure::ties::Tie;
use measure::types::{Named, TypesFound, UserType};

use super::{Asked, Class, Contact};
use crate::beside::{BesideRow, Range, Together};
use crate::build::Findings;
use crate::build::words::{date, day, lower_first, row, type_says};
use crate::numbers::{count, counted, fixed, twelve};
use crate::rich::Rich;

/// The days that questions about "the last 30 days" speak of.
const LATELY: i64 = 30;

pub fn rows(asked: &Asked, findings: &Findings<'_>) -> Vec<BesideRow> {
    let mut rows = Vec::new();
    rows.extend(asked.hours.as_ref().map(|hours| self::hours(hours, findings)));
    rows.extend(asked.posts.as_ref().map(|posts| self::posts(posts, findings)));
    rows.extend(asked.by_rule.map(|named| by_rule(named, findings)));
    rows.extend(asked.picked.as_ref().map(|picked| self::picked(picked, asked.by_rule, findings)));
    let messages = "Private messages to influencers, in 30 days";
    rows.extend(asked.messages.map(|said| lately(said, "messages", messages, &[Kind::Message], findings)));
    let comments = "Comments under posts of influencers, in 30 days";
    let kinds = [Kind::Comment, Kind::Reply];
    rows.extend(asked.comments.map(|said| lately(said, "comments", comments, &kinds, findings)));
    rows.extend(asked.contact.as_ref().map(|contact| ever(contact, findings)));
    rows
}

/// A row without ranges.
fn plain(id: &str, what: &str, asked: Rich, traced: Rich, (together, says): (Together, Rich)) -> BesideRow {
    BesideRow {
        id: id.into(),
        what: what.into(),
        asked,
        traced,
        asked_range: None,
        traced_range: None,
        together: Some(together),
        says,
    }
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
    let verdict = (together(asked.range, traced), says(asked.range, traced));
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
    let whole = types.unposted.is_empty();
    let traced = Range { low, high: whole.then_some(high) };
    let at_least = if whole { "" } else { "at least " };
    let interval = match types.posts_interval {
        Some((low, high)) if whole => format!(" ({} to {})", fixed(low, 2), fixed(high, 2)),
        _ => String::new(),
    };
    let shown = format!("{at_least}{} a day{interval}{}", fixed(types.posts, 2), window(types));
    let verdict = (together(asked.range, traced), says(asked.range, traced));
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
    let Some(traced) = traced else { return (Together::Open, Rich::from("The data does not tell.")) };
    let shared: Vec<UserType> =
        ALL.into_iter().filter(|one| asked.holds(*one) && traced.holds(*one)).collect();
    match (traced, asked) {
        _ if shared.is_empty() => (Together::Differ, Rich::from(differs(asked, traced))),
        (Named::One(_), Named::One(_)) => (Together::Agree, Rich::from("The same type both ways.")),
        (Named::Either(..), Named::One(_)) => {
            (Together::Open, Rich::from("It is one of the two that your data leaves open."))
        }
        _ => (Together::Open, Rich::from("Both leave more than one type open, and they share one.")),
    }
}

const ALL: [UserType; 5] = [
    UserType::Offliner,
    UserType::SavvySocial,
    UserType::BreezyPoster,
    UserType::Oversharer,
    UserType::Lurker,
];

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

/// Accounts of which something says that they are public figures.
fn public_figures<'f>(findings: &'f Findings<'_>) -> Vec<&'f Tie> {
    findings.ties.accounts.iter().filter(|tie| tie.public_figure).collect()
}

const NONE_KNOWN: &str = "unknown: of none of your accounts it is known that it is a public figure";

/// A number of the last 30 days, beside those of the last 30 days of each export.
fn lately(asked: u64, id: &str, what: &str, kinds: &[Kind], findings: &Findings<'_>) -> BesideRow {
    let words = Rich::from(count(asked));
    let open = |traced: String, says: &str| {
        plain(id, what, words.clone(), Rich::from(traced), (Together::Open, Rich::from(says.to_owned())))
    };
    let known = public_figures(findings);
    if known.is_empty() {
        return open(NONE_KNOWN.into(), "The data does not tell.");
    }
    let logged = findings.coverage.iter().filter(|row| {
        kinds.contains(&row.channel.kind)
            && row.channel.mode == event::Mode::Log
            && super::beside::is_read(row)
    });
    let platforms: Vec<_> = logged.map(|row| row.channel.platform).collect();
    let ends: Vec<Timestamp> = findings
        .exports
        .iter()
        .filter(|export| platforms.contains(&export.platform))
        .filter_map(|export| Some(export.as_of?.0))
        .collect();
    let (Some(first), Some(last)) = (ends.iter().min(), ends.iter().max()) else {
        return open("unknown: no list of them is in the exports".into(), "The data does not tell.");
    };
    let since = |platform| {
        let end = findings.exports.iter().find(|export| export.platform == platform)?.as_of?.0;
        let start = end - SignedDuration::from_hours(24 * LATELY);
        i32::try_from(start.as_second().div_euclid(86_400) + 1).ok()
    };
    let of = |tie: &&Tie| {
        let acts = since(tie.platform).map(|day| tie.logged_since(day)).unwrap_or_default();
        kinds.iter().filter_map(|kind| acts.get(kind)).sum::<u64>()
    };
    let seen: u64 = known.iter().map(of).sum();
    let until = if first == last {
        date(*last)
    } else {
        format!("the day of each export ({} to {})", date(*first), date(*last))
    };
    let shown = format!(
        "{} in the 30 days up to {until}, to {}",
        if seen == 0 { "none seen".to_owned() } else { format!("at least {}", count(seen)) },
        counted(
            known.len() as u64,
            "account that is known to be a public figure",
            "accounts that are known to be public figures"
        ),
    );
    let says = match seen > asked {
        true => "Your data shows more than you said.",
        false => "The data does not speak against it; there may be more accounts that are public figures.",
    };
    let verdict = (if seen > asked { Together::Differ } else { Together::Open }, Rich::from(says));
    let row = plain(id, what, words, Rich::from(shown), verdict);
    let (asked, low) = (asked as f64, seen as f64);
    ranges(row, Range { low: asked, high: Some(asked) }, Range { low, high: None })
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
        let verdict = (Together::Open, Rich::from("The data does not tell."));
        return plain(id, what, words, Rich::from(NONE_KNOWN), verdict);
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
