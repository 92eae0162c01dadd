//! What becomes of a row: one short function for each kind of list.

use archive::Frame;
use event::{At, Audience, Channel, Direction, Event, OwnText, Party, PartyQuality, Text, Words};

use super::channels::*;
use super::records::{Row, nested};
use crate::reading::{Out, Unreadable, parse};

type Mapped = Result<(), Unreadable>;

/// The addresses of videos, sounds, effects, hashtags have keys of their own in some years.
const LINKS: &[&str] = &["Link", "VideoLink", "EffectLink", "SoundLink", "HashtagLink"];

/// An act of the owner towards somebody whom the export does not name.
fn towards_nobody_known(frame: &Frame<'_>, out: &mut Out<'_>, channel: &'static Channel) -> Mapped {
    one_act(frame, out, channel, Direction::Outgoing)
}

fn one_act(frame: &Frame<'_>, out: &mut Out<'_>, channel: &'static Channel, direction: Direction) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let at = row.at("Date", out);
    let mut event = out.event(channel, direction, at);
    event.item = row.text(LINKS);
    out.send(event);
    Ok(())
}

pub fn watched(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards_nobody_known(frame, out, &WATCH)
}

pub fn like(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards_nobody_known(frame, out, &LIKE)
}

pub fn favourite(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards_nobody_known(frame, out, &SAVE)
}

pub fn favourite_thing(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards_nobody_known(frame, out, &SAVE_OTHER)
}

pub fn repost(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards_nobody_known(frame, out, &REPOST)
}

pub fn share(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards_nobody_known(frame, out, &SHARE)
}

pub fn login(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    one_act(frame, out, &LOGIN, Direction::Own)
}

/// A line of a list of users. A row without a user tells nothing.
fn tie(frame: &Frame<'_>, out: &mut Out<'_>, channel: &'static Channel, direction: Direction) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let Some(name) = row.text(&["UserName"]) else { return Ok(()) };
    let at = row.at("Date", out);
    let mut event = out.event(channel, direction, at);
    event.party = Some(Party { name, quality: PartyQuality::Handle });
    out.send(event);
    Ok(())
}

pub fn follower(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    tie(frame, out, &FOLLOWER, Direction::Incoming)
}

pub fn following(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    tie(frame, out, &FOLLOWING, Direction::Outgoing)
}

pub fn block(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    tie(frame, out, &BLOCK, Direction::Outgoing)
}

pub fn comment(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let at = row.at("Date", out);
    let mut event = out.event(&COMMENT, Direction::Outgoing, at);
    event.item = row.text(&["originalPostUrl", "original post link", "url"]);
    event.text = row.written(&["Comment"]).map(Text::owner);
    out.send_with_mentions(event, &MENTION);
    Ok(())
}

pub fn search(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let at = row.at("Date", out);
    let mut event = out.event(&SEARCH, Direction::Own, at);
    event.text = row.written(&["SearchTerm"]).map(Text::owner);
    out.send(event);
    Ok(())
}

pub fn post(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let at = row.at("Date", out);
    let audience = match row.text(&["WhoCanView"]) {
        Some(who) => audience(who.expose()),
        None => out.context.posts_audience(),
    };
    let event = Event { audience, ..out.event(&POST, Direction::Own, at) };
    published(&row, event, &MENTION, out);
    Ok(())
}

/// Who sees a post. The words are not confirmed, so what is none of these is not known.
fn audience(who: &str) -> Audience {
    let who = who.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| who.contains(word));
    if says(&["only me", "only you", "private"]) {
        Audience::Private
    } else if says(&["friend", "follower"]) {
        Audience::Followers
    } else if says(&["public", "everyone"]) {
        Audience::Public
    } else {
        Audience::Unknown
    }
}

/// A post that was deleted: nobody sees it any more.
pub fn deleted_post(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let at = row.at("Date", out);
    let event = Event { audience: Audience::Private, ..out.event(&DELETED_POST, Direction::Own, at) };
    published(&row, event, &DELETED_MENTION, out);
    Ok(())
}

/// A post with its title; where it was made and what was written on it are the owner's words too.
fn published(row: &Row<'_>, mut event: Event<'_>, mention: &'static Channel, out: &mut Out<'_>) {
    let item = row.text(LINKS).map(Words::into_owned);
    event.item.clone_from(&item);
    event.text = row.text(&["Title"]).map(Words::into_owned).map(Text::owner);
    let (at, audience) = (event.at, event.audience);
    out.send_with_mentions(event, mention);
    for key in ["Location", "AddYoursText"] {
        if let Some(body) = row.text(&[key]) {
            own_text(body, at, audience, item.clone(), out);
        }
    }
}

fn own_text(body: Words<'_>, at: At, audience: Audience, item: Option<Words<'_>>, out: &mut Out<'_>) {
    let (platform, origin) = (out.platform(), out.origin());
    out.sink().own_text(&OwnText { platform, body, at, audience, item, origin });
}

/// What the owner wrote about a place; the place tells where they were.
pub fn review(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let at = row.at("Date", out);
    let mut event = out.event(&REVIEW, Direction::Own, at);
    event.text = row.text(&["ReviewText"]).map(Text::owner);
    out.send_with_mentions(event, &MENTION);
    if let Some(place) = row.text(&["PlaceName"]) {
        own_text(place, at, Audience::Unknown, None, out);
    }
    Ok(())
}

/// A live that was watched, and what the owner said there. The key is its number.
pub fn live_watched(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let said = nested(frame.bytes, "Comments")?;
    let number = frame.key.and_then(|key| serde_json::from_str::<String>(key).ok()).map(Words::from);
    let item = row.text(LINKS).map(Words::into_owned);
    let at = row.at("WatchTime", out);
    let mut event = out.event(&LIVE_WATCH, Direction::Outgoing, at);
    event.item.clone_from(&item);
    event.thread.clone_from(&number);
    out.send(event);
    for comment in said {
        let at = comment.at("CommentTime", out);
        let mut event = out.event(&LIVE_COMMENT, Direction::Outgoing, at);
        event.item.clone_from(&item);
        event.thread.clone_from(&number);
        event.text = comment.written(&["CommentContent"]).map(Text::owner);
        out.send_with_mentions(event, &MENTION);
    }
    Ok(())
}

/// A live of the owner's own.
pub fn live(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let (start, end) = (row.at("LiveStartTime", out), row.at("LiveEndTime", out));
    let mut event = out.event(&LIVE, Direction::Own, start);
    if let (Some(start), Some(end)) = (start.time(), end.time()) {
        event.duration_s = u64::try_from(end.as_second() - start.as_second()).ok();
    }
    out.send(event);
    Ok(())
}

/// An advertiser's page that was opened.
pub fn ad_visit(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let at = row.at("CreateTime", out);
    let mut event = out.event(&AD_CLICK, Direction::Own, at);
    event.item = row.text(&["AdLink"]);
    out.send(event);
    Ok(())
}
