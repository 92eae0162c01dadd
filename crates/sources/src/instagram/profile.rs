//! The owner's profile, and what Instagram knows or guesses beside it.

use archive::Frame;
use event::{Audience, Basis, Direction, ProfileKey, Words};
use serde::Deserialize;

use super::channels::CHANGE;
use crate::common::meta::{Flat, MetaRecord};
use crate::common::meta_text::MetaText;
use crate::common::profile_labels::{by_form, field_labelled, learn_owner, send, send_fields};
use crate::common::scalar::Scalar;
use crate::context::Context;
use crate::reading::{Out, Unreadable, parse};
use crate::section::Next;

type Mapped = Result<(), Unreadable>;

fn flat<'r>(frame: &Frame<'r>) -> Result<Flat<'r>, Unreadable> {
    parse::<MetaRecord<'r>>(frame.bytes).map(Flat::from)
}

/// Who the owner is, and whether the account is private.
pub fn owner(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    learn_owner(&flat(frame)?, context);
    Ok(Next::Continue)
}

/// When the account was made.
pub fn began(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    context.began = flat(frame)?.at().time();
    Ok(Next::Stop)
}

pub fn profile(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    send_fields(&flat(frame)?, out);
    Ok(())
}

pub fn possible_email(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    guesses(frame, out, ProfileKey::Email)
}

pub fn possible_phone(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    guesses(frame, out, ProfileKey::Phone)
}

pub fn location(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    guesses(frame, out, ProfileKey::Location)
}

fn guesses(frame: &Frame<'_>, out: &mut Out<'_>, key: ProfileKey) -> Mapped {
    let flat = flat(frame)?;
    let values = flat.list.iter().chain(&flat.pairs).filter(|pair| pair.at.is_none() || pair.value.is_some());
    for value in values.filter_map(|pair| pair.value.clone()) {
        send(out, key, value, Audience::Private, Basis::Inferred);
    }
    Ok(())
}

/// The precise place, if it is there, else the imprecise one.
pub fn coordinates(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    let labels = &out.context.labels;
    let both = |latitude, longitude| flat.labelled(labels, latitude).zip(flat.labelled(labels, longitude));
    let mut plain = flat.plain();
    let in_order = || plain.next().cloned().zip(plain.next().cloned());
    let precise = both("precise_latitude", "precise_longitude");
    if let Some((latitude, longitude)) = precise.or_else(|| both("latitude", "longitude")).or_else(in_order) {
        let place = format!("{},{}", &**latitude.expose(), &**longitude.expose());
        send(out, ProfileKey::Coordinates, place.into(), Audience::Private, Basis::Inferred);
    }
    Ok(())
}

/// Only the parts that say who and where; the platform repeats them in many cuts.
#[derive(Deserialize)]
struct Autofill<'a> {
    #[serde(borrow, default)]
    tel: Scalar<'a>,
    #[serde(borrow, default)]
    email: Scalar<'a>,
    #[serde(borrow, default)]
    name: Scalar<'a>,
    #[serde(borrow, default)]
    given_name: Scalar<'a>,
    #[serde(borrow, default)]
    family_name: Scalar<'a>,
    #[serde(borrow, default)]
    street_address: Scalar<'a>,
    #[serde(borrow, default)]
    address_line1: Scalar<'a>,
    #[serde(borrow, default)]
    address_line2: Scalar<'a>,
    #[serde(borrow, default)]
    address_line3: Scalar<'a>,
    #[serde(borrow, default)]
    address_level4: Scalar<'a>,
    #[serde(borrow, default)]
    address_level3: Scalar<'a>,
    #[serde(borrow, default)]
    address_level2: Scalar<'a>,
    #[serde(borrow, default)]
    address_level1: Scalar<'a>,
    #[serde(borrow, default)]
    postal_code: Scalar<'a>,
    #[serde(borrow, default)]
    country: Scalar<'a>,
}

/// The address in one line: the street whole or in lines, then the places from small to large.
pub fn autofill(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: Autofill<'_> = parse(frame.bytes)?;
    let name = joined([record.name], " ").or_else(|| joined([record.given_name, record.family_name], " "));
    let lines = [record.address_line1, record.address_line2, record.address_line3];
    let street = joined([record.street_address], ", ").or_else(|| joined(lines, ", "));
    let places = [
        record.postal_code,
        record.address_level4,
        record.address_level3,
        record.address_level2,
        record.address_level1,
        record.country,
    ];
    let address = [street, joined(places, ", ")].into_iter().flatten().collect::<Vec<String>>().join(", ");
    let fields = [
        (ProfileKey::Phone, joined([record.tel], " ")),
        (ProfileKey::Email, joined([record.email], " ")),
        (ProfileKey::Name, name),
        (ProfileKey::Address, Some(address).filter(|address| !address.is_empty())),
    ];
    for (key, value) in fields {
        if let Some(value) = value {
            send(out, key, value.into(), Audience::Private, Basis::Stated);
        }
    }
    Ok(())
}

/// The texts that are not blank, in one.
fn joined<const N: usize>(parts: [Scalar<'_>; N], between: &str) -> Option<String> {
    let texts = parts.into_iter().filter_map(|part| match part {
        Scalar::Text(text) => Some(MetaText::from(text).words()?.expose().to_string()),
        _ => None,
    });
    let texts: Vec<String> = texts.collect();
    (!texts.is_empty()).then(|| texts.join(between))
}

/// What the owner filled in for an advertiser.
#[derive(Deserialize)]
struct Submitted<'a> {
    #[serde(borrow, default)]
    label: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    value: Option<MetaText<'a>>,
}

pub fn submitted(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: Submitted<'_> = parse(frame.bytes)?;
    let Some(value) = record.value.and_then(MetaText::words) else { return Ok(()) };
    let key = key_of(record.label.as_ref().map_or("", |label| label.text()), &value, out);
    send(out, key, value, Audience::Private, Basis::Stated);
    Ok(())
}

/// What a label or, where it is not known, the value itself says that it is.
fn key_of(label: &str, value: &Words<'_>, out: &Out<'_>) -> ProfileKey {
    let by_label = field_labelled(&out.context.labels, label);
    by_label.or_else(|| by_form(value)).unwrap_or(ProfileKey::Other)
}

/// How a professional account can be reached.
pub fn professional(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    for (label, key) in [("email", ProfileKey::Email), ("phone", ProfileKey::Phone)] {
        let value = flat.labelled(&out.context.labels, label);
        let said = value.filter(|value| out.context.labels.yes_or_no(value.expose()).is_none());
        if let Some(value) = said {
            send(out, key, value, Audience::Private, Basis::Stated);
        }
    }
    out.nothing_to_tell();
    Ok(())
}

/// A change of the profile: the event, and what stood there before and after. In a language that nobody listed the order
/// tells: what was changed, the old value, the new one.
pub fn change(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    let event = out.event(&CHANGE, Direction::Own, flat.at());
    out.send(event);
    let labels = &out.context.labels;
    let keys = ["changed", "previous_value", "new_value"];
    let values: Vec<Option<Words<'_>>> = if keys.iter().any(|key| flat.has(labels, key)) {
        keys.iter().map(|key| flat.labelled(labels, key)).collect()
    } else {
        flat.pairs.iter().filter(|pair| pair.at.is_none()).map(|pair| pair.value.clone()).collect()
    };
    let mut values = values.into_iter();
    let changed = values.next().flatten();
    for value in values.take(2).flatten() {
        let label = changed.as_ref().map_or("", |changed| &**changed.expose());
        let key = key_of(label, &value, out);
        send(out, key, value, Audience::Private, Basis::Stated);
    }
    Ok(())
}
