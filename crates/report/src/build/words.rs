//! Words that several sections use.

use event::{Audience, Kind, Platform, Timestamp};
use jiff::tz::TimeZone;
use lexicon::TextPlace;
use measure::ties::Grade;
use measure::ties::closeness::Rung;
use measure::types::UserType;

/// The date of a time, in UTC.
pub fn date(time: Timestamp) -> String {
    TimeZone::UTC.to_datetime(time).date().to_string()
}

/// The date of a day counted from 1970-01-01.
pub fn day(day: i32) -> String {
    Timestamp::from_second(i64::from(day) * 86_400).map(date).unwrap_or_default()
}

/// Platforms in a row: "Instagram and X".
pub fn platforms(list: &[Platform]) -> String {
    let titles: Vec<&str> = list.iter().map(|platform| platform.title()).collect();
    row(&titles)
}

/// "a", "a and b", "a, b and c".
pub fn row(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A title inside a sentence: its first letter small, unless it is an abbreviation.
pub fn lower_first(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next();
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return title.to_owned();
    }
    first.into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

/// What an act is called in front of people, from the owner's side.
pub const fn act(kind: Kind, incoming: bool) -> &'static str {
    match (kind, incoming) {
        (Kind::Message, false) => "you wrote a message",
        (Kind::Message, true) => "wrote you a message",
        (Kind::Call, false) => "you called",
        (Kind::Call, true) => "called you",
        (Kind::Follow, false) => "you followed",
        (Kind::Follow, true) => "followed you",
        (Kind::React, false) => "you liked or reacted",
        (Kind::React, true) => "reacted to a message of yours",
        (Kind::Comment, _) => "you commented",
        (Kind::Reply, _) => "you replied",
        (Kind::Mention, _) => "you mentioned",
        (Kind::Share, _) => "you shared",
        (Kind::Save, _) => "you saved",
        (Kind::View, _) => "you saw",
        (Kind::Search, _) => "you searched",
        (Kind::ProfileVisit, _) => "you visited the profile",
        (Kind::PollAnswer, _) => "you answered in a story",
        (Kind::Subscribe, _) => "you subscribed",
        (Kind::Pay, _) => "you paid",
        (Kind::Attend, _) => "you meant to attend",
        (Kind::AdClick, _) => "you clicked an ad",
        (Kind::Block, _) => "you blocked",
        (Kind::Mute, _) => "you muted or restricted",
        (Kind::Unfollow, _) => "you unfollowed",
        _ => "something else",
    }
}

/// The name of a kind of act in a list of counts.
pub const fn acts(kind: Kind) -> &'static str {
    match kind {
        // These two are counted by days: see `Tie::acts`.
        Kind::Message => "Days with messages",
        Kind::Call => "Days with calls",
        Kind::React => "Likes and reactions",
        Kind::Comment => "Comments",
        Kind::Reply => "Replies",
        Kind::Mention => "Mentions",
        Kind::Share => "Shares",
        Kind::Save => "Saves",
        Kind::View => "Views",
        Kind::Search => "Searches",
        Kind::ProfileVisit => "Visits of the profile",
        Kind::PollAnswer => "Answers in stories",
        Kind::Subscribe => "Subscriptions",
        Kind::Pay => "Payments",
        Kind::Attend => "Events",
        _ => "Other acts",
    }
}

/// A rung of the ladder of acts, in plain words.
pub const fn rung(rung: Rung) -> &'static str {
    match rung {
        Rung::Follow => "following",
        Rung::Watch => "watching",
        Rung::React => "liking",
        Rung::Comment => "commenting",
        Rung::Message => "writing messages",
        Rung::Pay => "paying",
        Rung::Attend => "going to an event",
    }
}

/// Who can see something, to follow "which".
pub const fn seen_by(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "everybody can see",
        Audience::Followers => "your followers can see",
        Audience::Private => "few can see",
        Audience::Unknown => "others may see",
    }
}

/// Where a text stands, to follow "in".
pub const fn place(place: TextPlace) -> &'static str {
    match place {
        TextPlace::Post => "a post",
        TextPlace::Comment => "a comment",
        TextPlace::Reply => "a reply",
        TextPlace::Story => "a story",
        TextPlace::Message => "a message",
        TextPlace::Bio => "your profile text",
        TextPlace::Profile => "your profile",
        TextPlace::Search => "a search",
        TextPlace::Media => "a picture or film",
    }
}

/// What a grade means.
pub const fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::A => "one-sided, as observed",
        Grade::B => "not returned, as it stands",
        Grade::C => "a return would not be visible",
    }
}

/// What the study says of a type, in our words.
pub const fn type_says(one: UserType) -> &'static str {
    match one {
        UserType::Offliner => "is hardly there",
        UserType::SavvySocial => "limits the time online and posts little",
        UserType::BreezyPoster => "posts a lot in short visits",
        UserType::Oversharer => "is online much and posts much",
        UserType::Lurker => "is online much and posts little",
    }
}

/// What a severity means.
pub const fn severity(severity: u8) -> &'static str {
    match severity {
        5 => "usable at once",
        4 => "one step away from harm",
        3 => "a useful piece of a puzzle",
        2 => "weak alone",
        _ => "good to know",
    }
}
