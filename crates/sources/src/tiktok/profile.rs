//! The account: who the owner is, what the platform knows and the settings say.

use archive::Frame;
use event::{Audience, Basis, ProfileField, ProfileKey, Words};
use jiff::fmt::strtime;

use super::records::object;
use crate::context::Context;
use crate::reading::{Out, Unreadable};
use crate::section::Next;

type Mapped = Result<(), Unreadable>;
type Learned = Result<Next, Unreadable>;

/// Sends one field on.
pub fn send(out: &mut Out<'_>, key: ProfileKey, value: Words<'_>, audience: Audience, basis: Basis) {
    let (platform, origin) = (out.platform(), out.origin());
    out.sink().profile(&ProfileField { platform, key, value, audience, basis, origin });
}

/// Who the owner is.
pub fn owner(frame: &Frame<'_>, context: &mut Context) -> Learned {
    let Some(row) = object(frame.bytes)? else { return Ok(Next::Continue) };
    let (handle, name) = (row.text(&["userName"]), row.text(&["displayName"]));
    let open = |words: &Option<Words<'_>>| words.as_ref().map(|words| words.expose().to_string());
    context.learn_owner(None, open(&handle).as_deref(), open(&name).as_deref());
    context.phones.extend(row.text(&["telephoneNumber"]).map(Words::into_owned));
    Ok(Next::Continue)
}

/// Whether the account is private.
pub fn privacy(frame: &Frame<'_>, context: &mut Context) -> Learned {
    let Some(row) = object(frame.bytes)? else { return Ok(Next::Continue) };
    let is = |words: &[&str], value: &str| words.iter().any(|word| value.eq_ignore_ascii_case(word));
    if let Some(value) = row.text(&["Private Account"]) {
        let value = value.expose();
        if is(&["Enabled", "On"], value) {
            context.private_account = Some(true);
        } else if is(&["Disabled", "Off"], value) {
            context.private_account = Some(false);
        }
    }
    Ok(Next::Continue)
}

/// What the profile holds: its key, what it is, who sees it, how it is known.
const FIELDS: &[(&str, ProfileKey, Audience, Basis)] = &[
    ("userName", ProfileKey::Handle, Audience::Public, Basis::Stated),
    ("displayName", ProfileKey::Name, Audience::Public, Basis::Stated),
    ("bioDescription", ProfileKey::Bio, Audience::Public, Basis::Stated),
    ("emailAddress", ProfileKey::Email, Audience::Private, Basis::Stated),
    ("telephoneNumber", ProfileKey::Phone, Audience::Private, Basis::Stated),
    ("accountRegion", ProfileKey::Location, Audience::Private, Basis::Inferred),
    ("inferredGender", ProfileKey::Gender, Audience::Private, Basis::Inferred),
    ("instagramLink", ProfileKey::Website, Audience::Public, Basis::Stated),
    ("youtubeLink", ProfileKey::Website, Audience::Public, Basis::Stated),
    ("lemon8Link", ProfileKey::Website, Audience::Public, Basis::Stated),
];

pub fn profile(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    out.nothing_to_tell();
    let Some(row) = object(frame.bytes)? else { return Ok(()) };
    for (field, key, audience, basis) in FIELDS {
        if let Some(value) = row.text(&[field]) {
            send(out, *key, value, *audience, *basis);
        }
    }
    let born = row.text(&["birthDate"]).and_then(|born| birth_date(born.expose()));
    if let Some(born) = born {
        send(out, ProfileKey::BirthDate, born.into(), Audience::Private, Basis::Stated);
    }
    Ok(())
}

/// `12-Apr-1996`, as a date.
fn birth_date(text: &str) -> Option<String> {
    let date = strtime::parse("%d-%b-%Y", text.trim()).ok()?.to_date().ok()?;
    Some(date.to_string())
}

pub fn settings(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    out.nothing_to_tell();
    let Some(row) = object(frame.bytes)? else { return Ok(()) };
    if let Some(value) = row.text(&["Private Account"]) {
        send(out, ProfileKey::PrivateAccount, value, Audience::Public, Basis::Stated);
    }
    if let Some(value) = row.text(&["App Language"]) {
        send(out, ProfileKey::Language, value, Audience::Private, Basis::Stated);
    }
    Ok(())
}

/// Where the app was used last.
pub fn location(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    out.nothing_to_tell();
    let Some(row) = object(frame.bytes)? else { return Ok(()) };
    for (field, key) in [("GpsData", ProfileKey::Coordinates), ("LastRegion", ProfileKey::Location)] {
        if let Some(value) = row.text(&[field]) {
            send(out, key, value, Audience::Private, Basis::Inferred);
        }
    }
    Ok(())
}

/// What fills forms in.
pub fn autofill(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    out.nothing_to_tell();
    let Some(row) = object(frame.bytes)? else { return Ok(()) };
    let joined = |keys: &[&str], between: &str| {
        let texts: Vec<String> =
            keys.iter().filter_map(|key| Some(row.text(&[key])?.expose().to_string())).collect();
        (!texts.is_empty()).then(|| texts.join(between))
    };
    let fields = [
        (ProfileKey::Phone, joined(&["PhoneNumber"], "")),
        (ProfileKey::Email, joined(&["Email"], "")),
        (ProfileKey::Name, joined(&["FirstName", "LastName"], " ")),
        (ProfileKey::Address, joined(&["Address", "Unit", "ZipCode", "City", "State", "Country"], ", ")),
    ];
    for (key, value) in fields {
        if let Some(value) = value {
            send(out, key, value.into(), Audience::Private, Basis::Stated);
        }
    }
    Ok(())
}
