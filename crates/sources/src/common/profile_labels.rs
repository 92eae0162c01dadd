//! The labelled fields of a Meta profile, the same on Instagram and Threads.

use event::{Audience, Basis, ProfileField, ProfileKey, Words};

use super::labels::Labels;
use super::meta::Flat;
use super::time;
use crate::context::Context;
use crate::reading::Out;

/// A default that Instagram writes where no date was given.
const NO_BIRTH_DATE: &str = "1919-01-01";

/// Labels of a profile, what they hold, and who sees it.
const FIELDS: &[(&str, ProfileKey, Audience)] = &[
    ("username", ProfileKey::Handle, Audience::Public),
    ("name", ProfileKey::Name, Audience::Public),
    ("bio", ProfileKey::Bio, Audience::Public),
    ("website", ProfileKey::Website, Audience::Public),
    ("private_account", ProfileKey::PrivateAccount, Audience::Public),
    ("email", ProfileKey::Email, Audience::Private),
    ("phone", ProfileKey::Phone, Audience::Private),
    ("phone_confirmed", ProfileKey::Phone, Audience::Private),
    ("gender", ProfileKey::Gender, Audience::Private),
    ("birth_date", ProfileKey::BirthDate, Audience::Private),
];

/// Takes the owner's handle and name, and whether the account is private.
pub fn learn_owner(flat: &Flat<'_>, context: &mut Context) {
    let labels = context.labels.clone();
    let (handle, name) = (flat.labelled(&labels, "username"), flat.labelled(&labels, "name"));
    let text = |words: &'_ Option<Words<'_>>| words.as_ref().map(|words| words.expose().to_string());
    context.learn_owner(None, text(&handle).as_deref(), text(&name).as_deref());
    let private = flat.labelled(&labels, "private_account");
    let answer = private.and_then(|answer| labels.yes_or_no(answer.expose()));
    context.private_account = context.private_account.or(answer);
    context.phones.extend(flat.labelled(&labels, "phone").map(Words::into_owned));
}

/// Sends every field that holds something. Where no label is known, what tells itself by its form is sent.
pub fn send_fields(flat: &Flat<'_>, out: &mut Out<'_>) {
    let mut known = false;
    for (label, key, audience) in FIELDS {
        known |= flat.has(&out.context.labels, label);
        let Some(value) = flat.labelled(&out.context.labels, label) else { continue };
        if !holds_nothing(*key, &value, out) {
            send(out, *key, value, *audience, Basis::Stated);
        }
    }
    if known {
        return;
    }
    for value in flat.plain() {
        if let Some(key) = by_form(value)
            && !holds_nothing(key, value, out)
        {
            send(out, key, value.clone(), Audience::Private, Basis::Stated);
        }
    }
}

fn holds_nothing(key: ProfileKey, value: &Words<'_>, out: &Out<'_>) -> bool {
    match key {
        ProfileKey::BirthDate => &**value.expose() == NO_BIRTH_DATE,
        ProfileKey::Phone | ProfileKey::Email => out.context.labels.yes_or_no(value.expose()).is_some(),
        _ => false,
    }
}

/// The field that a label of a profile names.
pub fn field_labelled(labels: &Labels, label: &str) -> Option<ProfileKey> {
    FIELDS.iter().find(|(key, _, _)| labels.is(key, label)).map(|(_, key, _)| *key)
}

/// What a value says by its form alone: an e-mail address, a phone number with its country, a date of birth.
pub fn by_form(value: &Words<'_>) -> Option<ProfileKey> {
    let text = value.expose().trim();
    let is_email = || {
        let (user, host) = text.split_once('@')?;
        let fits = !user.is_empty() && host.contains('.') && !text.contains(char::is_whitespace);
        (fits && !host.contains('@')).then_some(ProfileKey::Email)
    };
    let is_phone = || {
        let rest = text.strip_prefix('+')?;
        let digits = rest.bytes().filter(u8::is_ascii_digit).count();
        let fits = rest.bytes().all(|byte| byte.is_ascii_digit() || b" -()".contains(&byte));
        (fits && (7..=15).contains(&digits)).then_some(ProfileKey::Phone)
    };
    let is_date = || time::is_iso_date(text).then_some(ProfileKey::BirthDate);
    is_email().or_else(is_phone).or_else(is_date)
}

/// Sends one field of the profile.
pub fn send(out: &mut Out<'_>, key: ProfileKey, value: Words<'_>, audience: Audience, basis: Basis) {
    let field = ProfileField { platform: out.platform(), key, value, audience, basis, origin: out.origin() };
    out.sink().profile(&field);
}
