//! The account: who the owner is, what the profile says, how it changed.

use archive::Frame;
use event::{At, Audience, Basis, Direction, ProfileField, ProfileKey, Words};

use super::channels::CHANGE;
use super::records::{
    AgeRecord, ChangeRecord, DevicesRecord, Manifest, PersonalizationRecord, ProfileRecord, Small, Wrapped,
};
use super::tweets::posts_audience;
use crate::common::scalar::Scalar;
use crate::common::time;
use crate::context::Context;
use crate::reading::{Out, Unreadable, parse};
use crate::section::Next;

type Mapped = Result<(), Unreadable>;
type Learned = Result<Next, Unreadable>;

fn small<'r>(frame: &Frame<'r>) -> Result<Small<'r>, Unreadable> {
    Ok(parse::<Wrapped<Small<'r>>>(frame.bytes)?.into_inner().unwrap_or_default())
}

fn instant(written: &Scalar<'_>) -> At {
    written.as_text().and_then(time::iso_instant).unwrap_or(At::NONE)
}

fn text<'w>(words: &'w Option<Words<'_>>) -> Option<&'w str> {
    words.as_ref().map(|words| &**words.expose())
}

/// Who the owner is, and when the account was made.
pub fn owner(frame: &Frame<'_>, context: &mut Context) -> Learned {
    let account = small(frame)?;
    context.learn_owner(
        text(&account.account_id),
        text(&account.username),
        text(&account.account_display_name),
    );
    context.began = instant(&account.created_at).time().or(context.began);
    Ok(Next::Stop)
}

/// The owner once more, and when the archive was made.
pub fn manifest(frame: &Frame<'_>, context: &mut Context) -> Learned {
    let manifest: Manifest<'_> = parse(frame.bytes)?;
    if let Some(user) = manifest.user_info {
        context.learn_owner(text(&user.account_id), text(&user.user_name), text(&user.display_name));
    }
    if let Some(info) = manifest.archive_info {
        let made = instant(&info.generation_date).time();
        context.exported_is_told |= made.is_some();
        context.exported = made.or(context.exported);
        context.partial |= info.is_partial_archive == Scalar::Bool(true);
    }
    Ok(Next::Stop)
}

/// Whether the account is protected: the newest entry tells.
pub fn privacy(frame: &Frame<'_>, context: &mut Context) -> Learned {
    let entry = small(frame)?;
    let at = instant(&entry.protected_at).time();
    if let Some(action) = text(&entry.action)
        && at >= context.privacy_told
    {
        let action = action.to_lowercase();
        context.private_account = Some(action.contains("protect") && !action.contains("unprotect"));
        context.privacy_told = at;
    }
    Ok(Next::Continue)
}

pub fn zone(frame: &Frame<'_>, context: &mut Context) -> Learned {
    context.zone = small(frame)?.time_zone.map(Words::into_owned).filter(|zone| !zone.is_blank());
    Ok(Next::Stop)
}

pub fn own_phone(frame: &Frame<'_>, context: &mut Context) -> Learned {
    context.phones.extend(small(frame)?.phone_number.map(Words::into_owned));
    Ok(Next::Continue)
}

/// For members that only give context.
pub fn nothing(_: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    out.nothing_to_tell();
    Ok(())
}

fn change(out: &mut Out<'_>, at: At) {
    let event = out.event(&CHANGE, Direction::Own, at);
    out.send(event);
}

fn field(out: &mut Out<'_>, key: ProfileKey, value: Option<Words<'_>>, audience: Audience, basis: Basis) {
    if let Some(value) = value.filter(|value| !value.is_blank()) {
        let (platform, origin) = (out.platform(), out.origin());
        out.sink().profile(&ProfileField { platform, key, value, audience, basis, origin });
    }
}

pub fn account(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let account = small(frame)?;
    change(out, instant(&account.created_at));
    field(out, ProfileKey::Id, account.account_id, Audience::Public, Basis::Stated);
    field(out, ProfileKey::Handle, account.username, Audience::Public, Basis::Stated);
    field(out, ProfileKey::Name, account.account_display_name, Audience::Public, Basis::Stated);
    field(out, ProfileKey::Email, account.email, Audience::Private, Basis::Stated);
    Ok(())
}

pub fn protected(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let entry = small(frame)?;
    change(out, instant(&entry.protected_at));
    Ok(())
}

pub fn application(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let entry = small(frame)?;
    change(out, instant(&entry.approved_at));
    Ok(())
}

pub fn screen_name(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    changed(frame, out, ProfileKey::Handle)
}

pub fn email_change(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    changed(frame, out, ProfileKey::Email)
}

/// `{"screenNameChange": {"screenNameChange": {"changedAt": ...}}}`, or the same with an e-mail address. What it was
/// before is known to X, and was known to others.
fn changed(frame: &Frame<'_>, out: &mut Out<'_>, key: ProfileKey) -> Mapped {
    let inner = parse::<Wrapped<ChangeRecord<'_>>>(frame.bytes)?.into_inner();
    let changed = inner.and_then(|inner| inner.screen_name_change.or(inner.email_change));
    change(out, changed.as_ref().map_or(At::NONE, |changed| instant(&changed.changed_at)));
    field(out, key, changed.and_then(|changed| changed.changed_from), Audience::Private, Basis::Stated);
    Ok(())
}

pub fn profile(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: ProfileRecord<'_> = parse(frame.bytes)?;
    let Some(description) = record.profile.and_then(|profile| profile.description) else { return Ok(()) };
    let audience = posts_audience(out);
    field(out, ProfileKey::Bio, description.bio, audience, Basis::Stated);
    field(out, ProfileKey::Website, description.website, audience, Basis::Stated);
    field(out, ProfileKey::Location, description.location, audience, Basis::Stated);
    Ok(())
}

pub fn phone(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let device = small(frame)?;
    field(out, ProfileKey::Phone, device.phone_number, Audience::Private, Basis::Stated);
    Ok(())
}

pub fn device_phone(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: DevicesRecord<'_> = parse(frame.bytes)?;
    let device = record.ni_device_response.and_then(|devices| devices.messaging_device);
    field(
        out,
        ProfileKey::Phone,
        device.and_then(|device| device.phone_number),
        Audience::Private,
        Basis::Stated,
    );
    Ok(())
}

pub fn age(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: AgeRecord<'_> = parse(frame.bytes)?;
    let Some(info) = record.age_meta.and_then(|meta| meta.age_info) else { return Ok(()) };
    let born = info.birth_date.filter(|date| time::is_iso_date(date.expose()));
    field(out, ProfileKey::BirthDate, born, Audience::Private, Basis::Stated);
    for age in info.age.into_words() {
        field(out, ProfileKey::Age, Some(age), Audience::Private, Basis::Inferred);
    }
    Ok(())
}

pub fn zone_field(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record = small(frame)?;
    field(out, ProfileKey::Zone, record.time_zone, Audience::Private, Basis::Stated);
    Ok(())
}

pub fn personalization(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: PersonalizationRecord<'_> = parse(frame.bytes)?;
    let Some(data) = record.data else { return Ok(()) };
    let mut tell = |key, value| field(out, key, value, Audience::Private, Basis::Inferred);
    if let Some(demographics) = data.demographics {
        tell(ProfileKey::Gender, demographics.gender_info.and_then(|info| info.gender));
        for language in demographics.languages.0 {
            tell(ProfileKey::Language, language.language);
        }
    }
    if let Some(info) = data.inferred_age_info {
        tell(ProfileKey::BirthDate, info.birth_date.filter(|date| time::is_iso_date(date.expose())));
        info.age.into_words().into_iter().for_each(|age| tell(ProfileKey::Age, Some(age)));
    }
    for place in data.location_history.0 {
        tell(ProfileKey::Location, place.as_text().map(|text| text.to_owned().into()));
    }
    Ok(())
}
