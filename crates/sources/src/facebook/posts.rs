//! The owner's posts, stories, albums and check-ins.

use archive::Frame;
use event::{
    At, Audience, Channel, Direction, Gps, GpsSource, Media, MediaKind, OwnText, Party, PartyQuality, Text,
};

use super::acts::{newer, seconds};
use super::channels::*;
use super::records::{ActRecord, Named, Place};
use crate::common::meta_post::MediumRecord;
use crate::common::meta_text::MetaText;
use crate::reading::{Out, Unreadable, parse};

type Mapped = Result<(), Unreadable>;

/// Through which channels a post speaks: as a post, as a link that was passed on, and by whom it tags.
type Through = (&'static Channel, &'static Channel, &'static Channel);

pub fn post(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    post_seen_by(frame, out, Audience::Unknown, (&POST, &SHARE, &TAG))
}

/// Deleted or put away: nobody else sees it any more.
pub fn deleted_post(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    post_seen_by(frame, out, Audience::Private, (&DELETED_POST, &DELETED_SHARE, &DELETED_TAG))
}

pub fn story(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    post_seen_by(frame, out, Audience::Unknown, (&STORY, &STORY, &TAG))
}

fn post_seen_by(
    frame: &Frame<'_>,
    out: &mut Out<'_>,
    audience: Audience,
    (as_post, as_share, as_tag): Through,
) -> Mapped {
    let record: ActRecord<'_> = parse(frame.bytes)?;
    let file = record.media().find_map(MediumRecord::address);
    let link = record.link();
    let channel = if file.is_none() && link.is_some() { as_share } else { as_post };
    let words = record.first(|data| data.post.clone()?.words());
    // What was written under a picture stands there; the title of a medium is its album's.
    let words = words.or_else(|| record.media().find_map(MediumRecord::description));
    let mut event = out.event(channel, Direction::Own, seconds(&record.timestamp));
    event.item = file.or(link);
    event.audience = audience;
    event.text = words.map(Text::owner);
    let tagged = event.clone();
    out.send(event);
    for name in record.tags.0.iter().filter_map(|Named(name)| name.clone()?.words()) {
        if out.context.is_owner_name(name.expose()) {
            continue;
        }
        let mut mention = out.event(as_tag, Direction::Outgoing, tagged.at);
        mention.party = Some(Party { name, quality: PartyQuality::DisplayName });
        mention.item.clone_from(&tagged.item);
        mention.audience = audience;
        out.send(mention);
    }
    for medium in record.media() {
        medium.send(out, audience);
    }
    for place in record.attached().filter_map(|attached| attached.place.as_ref()) {
        send_place(place, tagged.at, audience, out);
    }
    Ok(())
}

/// Where the owner said that they were: words of theirs, and a place on the map.
fn send_place(place: &Place<'_>, at: At, audience: Audience, out: &mut Out<'_>) {
    let parts = [place.name.clone(), place.address.clone()].into_iter().flatten();
    let parts: Vec<String> = parts.filter_map(|part| Some(part.words()?.expose().to_string())).collect();
    let (platform, origin) = (out.platform(), out.origin());
    if !parts.is_empty() {
        let body = parts.join(", ").into();
        out.sink().own_text(&OwnText { platform, body, at, audience, item: None, origin });
    }
    let gps = place.coordinate.as_ref().and_then(|coordinate| {
        Gps::new(coordinate.latitude.as_float()?, coordinate.longitude.as_float()?, GpsSource::Export)
    });
    if gps.is_some() {
        send_gps(gps, at, audience, out);
    }
}

fn send_gps(gps: Option<Gps>, at: At, audience: Audience, out: &mut Out<'_>) {
    let (platform, origin) = (out.platform(), out.origin());
    let media =
        Media { platform, kind: MediaKind::Other, at, audience, uri: None, gps, device: None, origin };
    out.sink().media(&media);
}

/// A picture or film of an album. That it was posted stands in the posts.
pub fn medium(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let medium: MediumRecord<'_> = parse(frame.bytes)?;
    medium.send(out, Audience::Unknown);
    out.nothing_to_tell();
    Ok(())
}

/// A check-in: the post itself stands among the posts; the place stands here, as `(latitude, longitude)`.
pub fn check_in(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    out.nothing_to_tell();
    let Some(flat) = newer(frame)? else { return Ok(()) };
    let mut plain = flat.plain();
    let gps = plain.find_map(|value| {
        let inside = value.expose().trim().strip_prefix('(')?.strip_suffix(')')?;
        let (latitude, longitude) = inside.split_once(',')?;
        Gps::new(latitude.trim().parse().ok()?, longitude.trim().parse().ok()?, GpsSource::Export)
    });
    if gps.is_some() {
        send_gps(gps, flat.at(), Audience::Unknown, out);
    }
    Ok(())
}

/// Somebody, who is not told, tagged the owner at a place.
pub fn tagged(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    if let Some(flat) = newer(frame)? {
        let event = out.event(&TAGGED, Direction::Incoming, flat.at());
        out.send(event);
    }
    Ok(())
}

/// A post on somebody's page, in the newer dialect: which label is its text is not confirmed, so only that it was done.
pub fn post_elsewhere(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    match newer(frame)? {
        Some(flat) => {
            let event = out.event(&POST, Direction::Own, flat.at());
            out.send(event);
            Ok(())
        }
        None => post(frame, out),
    }
}

/// The words of a search, a name: whatever the record's data holds as text.
pub fn data_text<'r>(record: &ActRecord<'r>) -> Option<event::Words<'r>> {
    let attached = || record.attached().find_map(|attached| attached.text.clone()?.words());
    record.first(|data| data.text.clone().and_then(MetaText::words)).or_else(attached)
}
