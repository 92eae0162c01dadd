//! Likes, follows, blocks, ads, searches, logins: small records, one event each.

use archive::Frame;
use event::{At, Channel, Direction, Party, PartyQuality, Text, Words};

use super::channels::*;
use super::records::{Engagement, Impression, LinkClickRecord, Small, Wrapped};
use crate::common::html::unescape;
use crate::common::scalar::Scalar;
use crate::common::time;
use crate::reading::{Out, Unreadable, parse};

type Mapped = Result<(), Unreadable>;

fn small<'r>(frame: &Frame<'r>) -> Result<Small<'r>, Unreadable> {
    Ok(parse::<Wrapped<Small<'r>>>(frame.bytes)?.into_inner().unwrap_or_default())
}

fn instant(written: &Scalar<'_>) -> At {
    written.as_text().and_then(time::iso_instant).unwrap_or(At::NONE)
}

pub fn like(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let like = small(frame)?;
    let mut event = out.event(&LIKE, Direction::Outgoing, At::NONE);
    event.item = like.tweet_id;
    event.text = like.full_text.filter(|text| !text.is_blank()).map(unescape).map(Text::other);
    out.send(event);
    Ok(())
}

fn towards(frame: &Frame<'_>, out: &mut Out<'_>, channel: &'static Channel, direction: Direction) -> Mapped {
    let record = small(frame)?;
    let mut event = out.event(channel, direction, instant(&record.created_at));
    event.party = record.account_id.map(|name| Party { name, quality: PartyQuality::Id });
    out.send(event);
    Ok(())
}

pub fn follower(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards(frame, out, &FOLLOWER, Direction::Incoming)
}

pub fn following(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards(frame, out, &FOLLOWING, Direction::Outgoing)
}

pub fn block(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards(frame, out, &BLOCK, Direction::Outgoing)
}

pub fn mute(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards(frame, out, &MUTE, Direction::Outgoing)
}

pub fn note_rating(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let rating = small(frame)?;
    let at = match instant(&rating.created_at) {
        At::NONE => time::unix_millis(&rating.created_at).unwrap_or(At::NONE),
        at => at,
    };
    let mut event = out.event(&NOTE_RATING, Direction::Outgoing, at);
    event.item = rating.note_id;
    out.send(event);
    Ok(())
}

pub fn saved_search(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let search = small(frame)?;
    let mut event = out.event(&SEARCH, Direction::Own, At::NONE);
    event.item = search.saved_search_id;
    event.text = search.query.filter(|query| !query.is_blank()).map(Text::owner);
    out.send(event);
    Ok(())
}

pub fn login(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let login = small(frame)?;
    let event = out.event(&LOGIN, Direction::Own, instant(&login.created_at));
    out.send(event);
    Ok(())
}

/// Signed in at one time, last seen at another: the owner was there at both.
pub fn device(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let device = small(frame)?;
    let (first, last) = (instant(&device.created_at), instant(&device.last_seen_at));
    let event = out.event(&DEVICE, Direction::Own, first);
    out.send(event);
    if last != At::NONE && last != first {
        let event = out.event(&DEVICE, Direction::Own, last);
        out.send(event);
    }
    Ok(())
}

fn utc(written: &Scalar<'_>) -> At {
    written.as_text().and_then(|text| time::utc_second(text).or_else(|| time::iso(text))).unwrap_or(At::NONE)
}

/// Shown, not sought: it tells that the owner was there, and nothing of the advertiser.
pub fn ad_impression(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let impression: Impression<'_> = parse(frame.bytes)?;
    let mut event = out.event(&AD_SHOWN, Direction::Own, utc(&impression.impression_time));
    event.item = impression.promoted_tweet_info.and_then(|info| info.tweet_id);
    out.send(event);
    Ok(())
}

/// Parts of the names of engagements that somebody has to make. Others (a video that starts to play) just happen.
const MADE: [&str; 9] =
    ["Click", "Follow", "Favorite", "Like", "Retweet", "Reply", "Install", "Detail", "Profile"];

pub fn ad_engagement(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let engagement: Engagement<'_> = parse(frame.bytes)?;
    let (item, advertiser) = match engagement.impression_attributes {
        Some(shown) => (shown.promoted_tweet_info.and_then(|info| info.tweet_id), shown.advertiser_info),
        None => (None, None),
    };
    let advertiser = advertiser.and_then(|info| info.screen_name).and_then(without_at);
    for attribute in engagement.engagement_attributes.0 {
        let kind = attribute.engagement_type.as_ref().map(|kind| &**kind.expose()).unwrap_or_default();
        let made = MADE.iter().any(|part| kind.contains(part));
        let at = utc(&attribute.engagement_time);
        let mut event = match (made, &advertiser) {
            (true, Some(name)) => {
                let mut event = out.event(&AD_CLICK, Direction::Outgoing, at);
                event.party = Some(Party { name: name.clone(), quality: PartyQuality::Handle });
                event
            }
            (true, None) => out.event(&AD_CLICK, Direction::Own, at),
            (false, _) => out.event(&AD_WATCHED, Direction::Own, at),
        };
        event.item = item.clone();
        out.send(event);
    }
    Ok(())
}

fn without_at(name: Words<'_>) -> Option<Words<'_>> {
    let bare = name.expose().trim_start_matches('@').to_owned();
    (!bare.trim().is_empty()).then(|| bare.into())
}

pub fn link_click(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: LinkClickRecord<'_> = parse(frame.bytes)?;
    let Some(click) = record.user_interactions_data.and_then(|data| data.link_click) else { return Ok(()) };
    let mut event = out.event(&LINK, Direction::Own, instant(&click.time_stamp_of_interaction));
    event.item = click.tweet_id;
    out.send(event);
    Ok(())
}
