//! What was seen, searched and logged, and what notifications tell of others.

use archive::Frame;
use event::{Channel, Direction, Party, PartyQuality, Text, Words};
use serde::Deserialize;

use super::acts::{newer, seconds};
use super::channels::*;
use super::posts::data_text;
use super::records::ActRecord;
use super::titles;
use crate::common::meta_text::MetaText;
use crate::common::scalar::Scalar;
use crate::reading::{Out, Unreadable, parse};

type Mapped = Result<(), Unreadable>;

#[derive(Deserialize)]
struct Seen<'a> {
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    data: Thing<'a>,
}

#[derive(Deserialize, Default)]
struct Thing<'a> {
    #[serde(borrow, default)]
    name: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    uri: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    watch_time: Scalar<'a>,
}

/// Shown, or watched for so many seconds. Whose it was is not told.
pub fn view(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: Seen<'_> = parse(frame.bytes)?;
    let mut event = out.event(&VIEW, Direction::Own, seconds(&record.timestamp));
    event.item = record.data.uri.and_then(MetaText::words);
    let watched = record.data.watch_time.as_float().filter(|seconds| (0.0..86_400.0).contains(seconds));
    event.duration_s = watched.map(|seconds| seconds as u64);
    out.send(event);
    Ok(())
}

/// Addresses of what is no account.
const NO_ACCOUNT: [&str; 4] = ["/events/", "/groups/", "/marketplace/", "/watch/"];

/// A visit to a profile or a page; one to a group, an event or an offer is a view.
pub fn visit(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: Seen<'_> = parse(frame.bytes)?;
    let uri = record.data.uri.and_then(MetaText::words);
    let is_account =
        !uri.as_ref().is_some_and(|uri| NO_ACCOUNT.iter().any(|part| uri.expose().contains(part)));
    let name = record.data.name.and_then(MetaText::words);
    let at = seconds(&record.timestamp);
    let mut event = match name {
        Some(name) if is_account => {
            let mut event = out.event(&VISIT, Direction::Outgoing, at);
            event.party = Some(Party { name, quality: PartyQuality::DisplayName });
            event
        }
        _ => out.event(&VIEW, Direction::Own, at),
    };
    event.item = uri;
    out.send(event);
    Ok(())
}

pub fn search(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let (at, words) = match newer(frame)? {
        Some(flat) => (flat.at(), flat.plain().next().cloned()),
        None => {
            let record: ActRecord<'_> = parse(frame.bytes)?;
            (seconds(&record.timestamp), data_text(&record))
        }
    };
    let mut event = out.event(&SEARCH, Direction::Own, at);
    event.text = words.map(Text::owner);
    out.send(event);
    Ok(())
}

pub fn link(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    if let Some(flat) = newer(frame)? {
        let mut event = out.event(&LINK, Direction::Own, flat.at());
        event.item = flat.address();
        out.send(event);
    }
    Ok(())
}

pub fn time_spent(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    for (from, to) in newer(frame)?.map(|flat| flat.intervals).unwrap_or_default() {
        let mut event = out.event(&TIME_SPENT, Direction::Own, from);
        let second = |at: event::At| at.time().map_or(0, event::Timestamp::as_second);
        event.duration_s = u64::try_from(second(to) - second(from)).ok();
        out.send(event);
    }
    Ok(())
}

#[derive(Deserialize)]
struct Dated<'a> {
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
}

fn own_act(frame: &Frame<'_>, out: &mut Out<'_>, channel: &'static Channel) -> Mapped {
    let at = match newer(frame)? {
        Some(flat) => flat.at(),
        None => seconds(&parse::<Dated<'_>>(frame.bytes)?.timestamp),
    };
    let event = out.event(channel, Direction::Own, at);
    out.send(event);
    Ok(())
}

pub fn login(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    own_act(frame, out, &LOGIN)
}

pub fn ad_click(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    own_act(frame, out, &AD_CLICK)
}

pub fn change(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    own_act(frame, out, &CHANGE)
}

#[derive(Deserialize)]
struct AdminRecord<'a> {
    #[serde(borrow, default)]
    session: Option<Created<'a>>,
}

#[derive(Deserialize)]
struct Created<'a> {
    #[serde(borrow, default)]
    created_timestamp: Scalar<'a>,
}

pub fn admin(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: AdminRecord<'_> = parse(frame.bytes)?;
    let at = record.session.map_or(event::At::NONE, |session| seconds(&session.created_timestamp));
    let event = out.event(&CHANGE, Direction::Own, at);
    out.send(event);
    Ok(())
}

#[derive(Deserialize)]
struct Notification<'a> {
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    href: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    text: Option<MetaText<'a>>,
}

/// What somebody did to the owner, where the sentence says it; most notifications tell of something else.
pub fn notification(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    out.nothing_to_tell();
    let record: Notification<'_> = parse(frame.bytes)?;
    let Some(text) = record.text.and_then(MetaText::words) else { return Ok(()) };
    let Some((channel, party)) = titles::told(text.expose(), out.context) else { return Ok(()) };
    let mut event = out.event(channel, Direction::Incoming, seconds(&record.timestamp));
    event.party = party;
    event.item = record.href.and_then(MetaText::words).map(Words::into_owned);
    out.send(event);
    Ok(())
}
