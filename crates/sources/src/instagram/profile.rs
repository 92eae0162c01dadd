//! The owner's profile, and what Instagram knows or guesses beside it.

use archive::Frame;
use event::{Audience, Basis, ProfileKey};
use serde::Deserialize;

use crate::common::meta::{Flat, MetaRecord};
use crate::common::meta_text::MetaText;
use crate::common::profile_labels::{learn_owner, send, send_fields};
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

pub fn coordinates(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    let labels = &out.context.labels;
    let both = flat.labelled(labels, "latitude").zip(flat.labelled(labels, "longitude"));
    let mut plain = flat.plain();
    let in_order = || plain.next().cloned().zip(plain.next().cloned());
    if let Some((latitude, longitude)) = both.or_else(in_order) {
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
    street_address: Scalar<'a>,
}

pub fn autofill(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: Autofill<'_> = parse(frame.bytes)?;
    let fields = [
        (ProfileKey::Phone, record.tel),
        (ProfileKey::Email, record.email),
        (ProfileKey::Name, record.name),
        (ProfileKey::Address, record.street_address),
    ];
    for (key, value) in fields {
        if let Scalar::Text(text) = value
            && let Some(words) = MetaText::from(text).words()
        {
            send(out, key, words, Audience::Private, Basis::Stated);
        }
    }
    Ok(())
}
