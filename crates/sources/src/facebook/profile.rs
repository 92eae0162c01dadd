//! The owner's profile, and where Facebook thinks that they are.

use archive::Frame;
use event::{Audience, Basis, Direction, ProfileKey, Words};
use serde::Deserialize;

use super::acts::seconds;
use super::channels::CHANGE;
use super::records::{Coordinate, Named};
use crate::common::meta::Many;
use crate::common::meta_text::MetaText;
use crate::common::profile_labels::send;
use crate::common::scalar::Scalar;
use crate::context::Context;
use crate::reading::{Out, Unreadable, parse};
use crate::section::Next;

type Mapped = Result<(), Unreadable>;

#[derive(Deserialize)]
struct Profile<'a> {
    #[serde(borrow, default)]
    name: Option<FullName<'a>>,
    #[serde(borrow, default)]
    username: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    profile_uri: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    emails: Option<Emails<'a>>,
    #[serde(borrow, default)]
    birthday: Option<Birthday<'a>>,
    #[serde(borrow, default)]
    gender: Option<Gender<'a>>,
    #[serde(borrow, default)]
    hometown: Option<Named<'a>>,
    #[serde(borrow, default)]
    current_city: Option<Named<'a>>,
    #[serde(borrow, default)]
    phone_numbers: Many<Named<'a>>,
    #[serde(borrow, default)]
    websites: Many<Named<'a>>,
    #[serde(borrow, default)]
    registration_timestamp: Scalar<'a>,
}

#[derive(Deserialize)]
struct FullName<'a> {
    #[serde(borrow, default)]
    full_name: Option<MetaText<'a>>,
}

#[derive(Deserialize)]
struct Emails<'a> {
    #[serde(borrow, default)]
    emails: Many<Named<'a>>,
    #[serde(borrow, default)]
    previous_emails: Many<Named<'a>>,
}

#[derive(Deserialize)]
struct Birthday<'a> {
    #[serde(borrow, default)]
    year: Scalar<'a>,
    #[serde(borrow, default)]
    month: Scalar<'a>,
    #[serde(borrow, default)]
    day: Scalar<'a>,
}

#[derive(Deserialize)]
struct Gender<'a> {
    #[serde(borrow, default)]
    gender_option: Option<MetaText<'a>>,
}

fn text(words: Option<Words<'_>>) -> Option<String> {
    words.map(|words| words.expose().to_string())
}

fn words(text: Option<MetaText<'_>>) -> Option<Words<'_>> {
    text.and_then(MetaText::words)
}

/// The handle in the address of a profile, and the number where it holds that instead.
fn account_in(address: &str) -> (Option<&str>, Option<&str>) {
    let Some((_, path)) = address.split_once("://").and_then(|(_, rest)| rest.split_once('/')) else {
        return (None, None);
    };
    if let Some(id) = path.strip_prefix("profile.php?id=") {
        return (Some(id).filter(|id| !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit())), None);
    }
    let name = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    (None, Some(name).filter(|name| !name.is_empty() && !name.contains('/')))
}

/// Who the owner is and when the account began.
pub fn owner(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    let profile: Profile<'_> = parse(frame.bytes)?;
    let name = text(words(profile.name.and_then(|name| name.full_name)));
    let address = text(words(profile.profile_uri)).unwrap_or_default();
    let (id, handle) = account_in(&address);
    let username = text(words(profile.username));
    context.learn_owner(id, username.as_deref().or(handle), name.as_deref());
    context.began = context.began.or(seconds(&profile.registration_timestamp).time());
    let numbers = profile.phone_numbers.0.into_iter().filter_map(|number| words(number.0));
    context.phones.extend(numbers.map(Words::into_owned));
    Ok(Next::Continue)
}

/// A name is seen by everybody. What an account is made with is for the platform alone unless somebody shows it; of the rest
/// the export does not say who sees it.
pub fn profile(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let profile: Profile<'_> = parse(frame.bytes)?;
    if profile.registration_timestamp != Scalar::Null {
        let event = out.event(&CHANGE, Direction::Own, seconds(&profile.registration_timestamp));
        out.send(event);
    }
    let mut fields: Vec<(ProfileKey, Option<Words<'_>>, Audience)> = vec![
        (ProfileKey::Name, words(profile.name.and_then(|name| name.full_name)), Audience::Public),
        (ProfileKey::Handle, words(profile.username), Audience::Public),
        (ProfileKey::BirthDate, profile.birthday.and_then(|date| born(&date)), Audience::Private),
        (
            ProfileKey::Gender,
            words(profile.gender.and_then(|gender| gender.gender_option)),
            Audience::Unknown,
        ),
        (ProfileKey::Location, words(profile.hometown.and_then(|town| town.0)), Audience::Unknown),
        (ProfileKey::Location, words(profile.current_city.and_then(|city| city.0)), Audience::Unknown),
    ];
    let emails = profile.emails.map(|emails| emails.emails.0.into_iter().chain(emails.previous_emails.0));
    let emails = emails.into_iter().flatten().map(|email| (ProfileKey::Email, Audience::Private, email));
    let numbers =
        profile.phone_numbers.0.into_iter().map(|number| (ProfileKey::Phone, Audience::Private, number));
    let sites = profile.websites.0.into_iter().map(|site| (ProfileKey::Website, Audience::Unknown, site));
    let listed = emails.chain(numbers).chain(sites);
    fields.extend(listed.map(|(key, audience, value)| (key, words(value.0), audience)));
    for (key, value, audience) in fields {
        if let Some(value) = value {
            send(out, key, value, audience, Basis::Stated);
        }
    }
    out.nothing_to_tell();
    Ok(())
}

/// `YYYY-MM-DD`, where the year is told.
fn born(date: &Birthday<'_>) -> Option<Words<'static>> {
    let (year, month, day) = (date.year.as_int()?, date.month.as_int()?, date.day.as_int()?);
    let real = (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    real.then(|| format!("{year:04}-{month:02}-{day:02}").into())
}

#[derive(Deserialize)]
struct LastLocation<'a> {
    #[serde(borrow, default)]
    coordinate: Option<Coordinate<'a>>,
}

pub fn last_location(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: LastLocation<'_> = parse(frame.bytes)?;
    let place = record.coordinate.as_ref().and_then(|at| at.latitude.as_float().zip(at.longitude.as_float()));
    if let Some((latitude, longitude)) = place {
        let value = format!("{latitude},{longitude}").into();
        send(out, ProfileKey::Coordinates, value, Audience::Private, Basis::Inferred);
    }
    Ok(())
}

/// The account's time zone.
pub fn zone_known(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    let zone = parse::<Option<MetaText<'_>>>(frame.bytes)?.and_then(MetaText::words);
    context.zone = context.zone.take().or(zone.map(Words::into_owned));
    Ok(Next::Stop)
}

pub fn zone(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    if let Some(zone) = parse::<Option<MetaText<'_>>>(frame.bytes)?.and_then(MetaText::words) {
        send(out, ProfileKey::Zone, zone, Audience::Private, Basis::Inferred);
    }
    Ok(())
}
