//! The truth beside the exports, as one JSON document.
//!
//! | field | meaning |
//! | --- | --- |
//! | `synthetic` | the label: nobody in it is real |
//! | `schema` | version of this shape, 1 |
//! | `kind` | the true type (codebook, section 3) |
//! | `request`, `variant` | what was asked for, and the form the exports come in |
//! | `archives` | the exports: platform, file name, number of members and of expected lines |
//! | `owner` | names, numbers and addresses of the owner |
//! | `time` | hours per day over all days lived, in all and per platform; `evidence` is `measured` (time spent is exported), `seen` (views and ads only) or `none`; `seen_from` is the first second that views and ads are exported for, `hours_per_day_seen` the hours per day since then |
//! | `posting` | posts in the codebook's sense, and per day; bare reposts beside them |
//! | `accounts` | everybody else: role, names, who follows whom since when, contacts by messages (days with a message, per direction) with the outgoing share they were drawn with, and how often what was done towards them |
//! | `findings` | what was planted: kind, value in its normal form, the sentence, the whole text, and where it stands (archive, member, record) |
//! | `decoys` | what looks like a finding of that kind and is none |
//! | `sessions` | every visit: platform, first and last second since 1970 |
//!
//! Values: e-mail as written in full, phone as E.164, birth date as `YYYY-MM-DD`, coordinates as
//! `latitude,longitude` with five decimals, card and IBAN without blanks, recovery answer and password as they
//! stand, the place one is away at, and for a meeting its place, day and time with blanks between; empty for
//! `loc.home_alone`, where the sentence is the finding. For photos, `in_export` and `in_file` say whether the
//! export's JSON or the file itself holds the place.

use std::collections::BTreeMap;

use event::{Audience, Platform};
use serde::Serialize;

use crate::export::{Placed, Written};
use crate::life::act::{Act, Medium, Planted, PlantedIn, What, With};
use crate::life::days::zone_name;
use crate::life::people::{Account, Owner, Role, Tie};
use crate::person::Person;
use crate::request::{Country, Language, PersonKind, Variant};
use crate::stock::FindingKind;
use crate::text_time::zulu;

/// Tells the truth about a person whose exports have been written.
pub fn tell(person: &Person, written: &[Written]) -> String {
    let truth = Truth {
        synthetic: crate::LABEL,
        schema: 1,
        kind: person.request.kind,
        request: Asked {
            seed: person.request.seed,
            country: person.request.country,
            language: person.request.language,
            weeks: person.request.weeks,
            until: person.request.until.to_string(),
            volume: person.request.volume,
        },
        variant: &person.variant,
        archives: written.iter().map(archive).collect(),
        owner: owner(&person.owner),
        time: time(person),
        posting: posting(person),
        accounts: (0..person.accounts.len()).map(|at| account(person, at)).collect(),
        findings: planted(person, written, false),
        decoys: planted(person, written, true),
        sessions: person.days.sessions.iter().map(|s| (s.platform, s.start, s.end)).collect(),
    };
    // Only maps with keys that are no texts could fail, and there are none.
    serde_json::to_string_pretty(&truth).unwrap_or_default()
}

#[derive(Serialize)]
struct Truth<'p> {
    synthetic: &'static str,
    schema: u32,
    kind: PersonKind,
    request: Asked,
    variant: &'p Variant,
    archives: Vec<Archive<'p>>,
    owner: OwnerTruth<'p>,
    time: Time,
    posting: Posting,
    accounts: Vec<AccountTruth<'p>>,
    findings: Vec<Finding>,
    decoys: Vec<Finding>,
    sessions: Vec<(Platform, i64, i64)>,
}

#[derive(Serialize)]
struct Asked {
    seed: u64,
    country: Country,
    language: Language,
    weeks: u32,
    until: String,
    volume: f64,
}

#[derive(Serialize)]
struct Archive<'p> {
    platform: Platform,
    file_name: &'p str,
    members: usize,
    expected: usize,
}

#[derive(Serialize)]
struct OwnerTruth<'p> {
    name: &'p str,
    instagram: &'p str,
    x: &'p str,
    x_id: &'p str,
    email: &'p str,
    phone: &'p str,
    birth_date: String,
    town: &'p str,
    bio_instagram: &'p str,
    bio_x: &'p str,
}

#[derive(Serialize)]
struct Time {
    from: String,
    until: String,
    zone: &'static str,
    days: i64,
    hours_per_day: f64,
    hours_per_day_instagram: f64,
    hours_per_day_x: f64,
    evidence: &'static str,
    seen_from: Option<i64>,
    hours_per_day_seen: Option<f64>,
}

#[derive(Serialize)]
struct Posting {
    items: usize,
    per_day: f64,
    reposts: usize,
}

#[derive(Serialize)]
struct AccountTruth<'p> {
    role: Role,
    public_figure: bool,
    name: &'p str,
    instagram: Option<&'p str>,
    threads: Option<&'p str>,
    x: Option<&'p str>,
    x_id: Option<&'p str>,
    follows: BTreeMap<&'static str, Tie>,
    messages: Vec<Messages>,
    /// By platform and what was done, as in `instagram like`.
    acts: BTreeMap<String, usize>,
}

#[derive(Serialize)]
struct Messages {
    platform: Platform,
    share: f64,
    outgoing_contacts: usize,
    incoming_contacts: usize,
}

#[derive(Serialize)]
struct Finding {
    kind: FindingKind,
    value: String,
    platform: Platform,
    archive: Option<String>,
    member: Option<String>,
    record: Option<u64>,
    /// The sentence that was planted.
    sentence: String,
    /// The whole text that it stands in.
    text: String,
    #[serde(rename = "where")]
    place: &'static str,
    audience: Audience,
    at: Option<String>,
    #[serde(flatten)]
    photo: Option<Photo>,
}

#[derive(Serialize)]
struct Photo {
    uri: String,
    in_export: bool,
    in_file: bool,
}

fn archive(written: &Written) -> Archive<'_> {
    Archive {
        platform: written.export.platform,
        file_name: &written.export.file_name,
        members: written.export.members.len(),
        expected: written.export.expected.len(),
    }
}

fn owner(owner: &Owner) -> OwnerTruth<'_> {
    OwnerTruth {
        name: &owner.name,
        instagram: &owner.instagram,
        x: &owner.x.handle,
        x_id: &owner.x.id,
        email: &owner.email,
        phone: &owner.phone.e164,
        birth_date: owner.born.to_string(),
        town: &owner.town,
        bio_instagram: &owner.bio_instagram,
        bio_x: &owner.bio_x,
    }
}

fn time(person: &Person) -> Time {
    let days = &person.days;
    let count = days.count() as f64;
    let variant = &person.variant;
    let seen_from =
        variant.consumption.then(|| days.last_weeks(variant.seen_weeks).max(days.second(days.from, 0)));
    let hours_since = |from: i64| {
        let here = days.sessions.iter().filter(|session| session.start >= from);
        let seconds: i64 = here.map(|session| session.seconds()).sum();
        let lived = (days.second(days.until, 0) - from) as f64 / 86_400.0;
        seconds as f64 / 3600.0 / lived.max(1.0)
    };
    Time {
        from: days.from.to_string(),
        until: days.until.to_string(),
        zone: zone_name(person.request.country),
        days: days.count(),
        hours_per_day: person.hours_per_day(),
        hours_per_day_instagram: days.hours(Platform::Instagram) / count,
        hours_per_day_x: days.hours(Platform::X) / count,
        evidence: match (variant.consumption, variant.time_spent) {
            (_, true) => "measured",
            (true, false) => "seen",
            (false, false) => "none",
        },
        seen_from,
        hours_per_day_seen: seen_from.map(hours_since),
    }
}

fn posting(person: &Person) -> Posting {
    let per_day = person.posts_per_day();
    Posting {
        items: libm::round(per_day * person.days.count() as f64) as usize,
        per_day,
        reposts: person.acts.iter().filter(|act| act.what == What::Repost).count(),
    }
}

fn account(person: &Person, at: usize) -> AccountTruth<'_> {
    let account: &Account = &person.accounts[at];
    let follows = Platform::ALL
        .iter()
        .filter(|&&platform| account.handle(platform).is_some())
        .map(|&platform| (platform.as_str(), account.tie(platform)))
        .collect();
    let messages = account
        .talks
        .iter()
        .map(|&(platform, share)| {
            let mut talks =
                person.conversations.iter().filter(|talk| talk.platform == platform && !talk.group);
            let contacts = talks.find(|talk| talk.members == [at]).map_or((0, 0), |talk| talk.contacts());
            Messages { platform, share, outgoing_contacts: contacts.0, incoming_contacts: contacts.1 }
        })
        .collect();
    let mut acts = BTreeMap::new();
    for act in person.acts.iter().filter(|act| act.with == With::Account(at)) {
        *acts.entry(format!("{} {}", act.platform, name_of(act.what))).or_insert(0) += 1;
    }
    AccountTruth {
        role: account.role,
        public_figure: account.role == Role::PublicFigure,
        name: &account.name,
        instagram: account.instagram.as_deref(),
        threads: account.handle(Platform::Threads),
        x: account.x.as_ref().map(|x| x.handle.as_str()),
        x_id: account.x.as_ref().map(|x| x.id.as_str()),
        follows,
        messages,
        acts,
    }
}

/// What was done, in a word or two.
const fn name_of(what: What) -> &'static str {
    match what {
        What::Post(_) => "post",
        What::Story => "story",
        What::Comment(_) => "comment",
        What::Reply => "reply",
        What::Repost => "repost",
        What::Quote => "quote",
        What::Like => "like",
        What::LikeComment => "like of a comment",
        What::LikeStory => "like of a story",
        What::StoryReaction => "story reaction",
        What::Sticker(_) => "story answer",
        What::Save => "save",
        What::Attend => "attend",
        What::Subscribe => "subscribe",
        What::HidePost | What::HideProfile => "hide",
        What::SeePost | What::SeeThread => "view",
        What::WatchVideo => "video watched",
        What::SeeAd | What::EngageAd => "ad",
        What::SeeSuggestion => "suggestion",
        What::ClickAd => "ad click",
        What::SearchProfile | What::SearchWords => "search",
        What::OpenLink => "link",
        What::Login | What::Logout => "session",
        What::Change(_) => "change",
        What::Block => "block",
        What::Mute => "mute",
        What::Unfollow => "unfollow",
        What::RateNote => "rating",
    }
}

fn planted(person: &Person, written: &[Written], decoys: bool) -> Vec<Finding> {
    person
        .planted
        .iter()
        .filter(|planted| planted.decoy == decoys)
        .map(|it| finding(person, written, it))
        .collect()
}

fn finding(person: &Person, written: &[Written], planted: &Planted) -> Finding {
    let act = match planted.place {
        PlantedIn::Act(at) | PlantedIn::Photo(at, _) => Some((at, &person.acts[at])),
        PlantedIn::Bio(_) => None,
    };
    let platform = match planted.place {
        PlantedIn::Bio(platform) => platform,
        _ => act.map_or(Platform::X, |(_, act)| act.platform),
    };
    let home = if platform == Platform::X { Platform::X } else { Platform::Instagram };
    let export = written.iter().find(|written| written.export.platform == home);
    let placed: Option<&Placed> = export.and_then(|written| match act {
        Some((at, _)) => written.placed.get(&at),
        None => written.bio.as_ref(),
    });
    let bio = if platform == Platform::X { &person.owner.bio_x } else { &person.owner.bio_instagram };
    Finding {
        kind: planted.kind,
        value: planted.value.clone(),
        platform,
        archive: export.map(|written| written.export.file_name.clone()),
        member: placed.map(|placed| placed.member.clone()),
        record: placed.map(|placed| placed.record),
        sentence: planted.text.clone(),
        text: act.map_or_else(|| bio.clone(), |(_, act)| act.text.clone()),
        place: place(planted.place, act.map(|(_, act)| act)),
        audience: placed.map_or(Audience::Unknown, |placed| placed.audience),
        at: act.map(|(_, act)| zulu(act.at * 1000)),
        photo: photo(planted.place, act.map(|(_, act)| act)),
    }
}

fn place(planted: PlantedIn, act: Option<&Act>) -> &'static str {
    match (planted, act.map(|act| (act.platform, act.what))) {
        (PlantedIn::Photo(..), _) => "photo",
        (PlantedIn::Bio(_), _) | (_, None) => "bio",
        (_, Some((_, What::Comment(_)))) => "comment",
        (_, Some((Platform::Instagram, _))) => "caption",
        _ => "post",
    }
}

fn photo(planted: PlantedIn, act: Option<&Act>) -> Option<Photo> {
    let PlantedIn::Photo(_, number) = planted else { return None };
    let medium: &Medium = act?.media.get(number)?;
    Some(Photo { uri: medium.uri.clone(), in_export: medium.gps_in_json, in_file: medium.gps_in_file })
}
