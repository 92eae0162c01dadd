//! The owner's posts, stories and profile photos.

use archive::Frame;
use event::{At, Audience, Channel, Direction, Text};

use super::channels::*;
use crate::common::meta_post::{MediumRecord, PostRecord};
use crate::reading::{Out, Unreadable, parse};

type Mapped = Result<(), Unreadable>;

pub fn post(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let audience = out.context.posts_audience();
    post_seen_by(frame, out, audience, (&POST, &MENTION))
}

/// Archived: nobody else sees it any more.
pub fn archived_post(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    post_seen_by(frame, out, Audience::Private, (&POST, &MENTION))
}

/// Deleted: nobody else sees it any more, and only the last of them are there.
pub fn deleted_post(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    post_seen_by(frame, out, Audience::Private, (&DELETED_POST, &DELETED_MENTION))
}

fn post_seen_by(
    frame: &Frame<'_>,
    out: &mut Out<'_>,
    audience: Audience,
    (channel, mentions): (&'static Channel, &'static Channel),
) -> Mapped {
    let record: PostRecord<'_> = parse(frame.bytes)?;
    let mut event = out.event(channel, Direction::Own, record.at());
    event.item = record.item();
    event.text = record.words().map(Text::owner);
    event.audience = audience;
    out.send_with_mentions(event, mentions);
    record.send_media(out, audience);
    Ok(())
}

pub fn story(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let audience = out.context.posts_audience();
    single_medium(frame, out, &STORY, audience)
}

pub fn profile_photo(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    single_medium(frame, out, &PROFILE_PHOTO, Audience::Unknown)
}

fn single_medium(
    frame: &Frame<'_>,
    out: &mut Out<'_>,
    channel: &'static Channel,
    audience: Audience,
) -> Mapped {
    let medium: MediumRecord<'_> = parse(frame.bytes)?;
    let mut event = out.event(channel, Direction::Own, medium.at().unwrap_or(At::NONE));
    event.item = medium.address();
    event.audience = audience;
    if channel == &STORY {
        event.text = medium.words().map(Text::owner);
    }
    out.send_with_mentions(event, &MENTION);
    medium.send(out, audience);
    Ok(())
}
