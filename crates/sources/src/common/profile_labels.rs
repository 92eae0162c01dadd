//! The labelled fields of a Meta profile, the same on Instagram and Threads.

use event::{Audience, Basis, ProfileField, ProfileKey, Words};

use super::meta::Flat;
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

/// Sends every field that holds something.
pub fn send_fields(flat: &Flat<'_>, out: &mut Out<'_>) {
    for (label, key, audience) in FIELDS {
        let Some(value) = flat.labelled(&out.context.labels, label) else { continue };
        let only_an_answer = out.context.labels.yes_or_no(value.expose()).is_some();
        let holds_nothing = match key {
            ProfileKey::BirthDate => &**value.expose() == NO_BIRTH_DATE,
            ProfileKey::Phone | ProfileKey::Email => only_an_answer,
            _ => false,
        };
        if !holds_nothing {
            send(out, *key, value, *audience, Basis::Stated);
        }
    }
}

/// Sends one field of the profile.
pub fn send(out: &mut Out<'_>, key: ProfileKey, value: Words<'_>, audience: Audience, basis: Basis) {
    let field = ProfileField { platform: out.platform(), key, value, audience, basis, origin: out.origin() };
    out.sink().profile(&field);
}
