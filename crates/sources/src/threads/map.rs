//! From records to events: one short function per kind of record.

use archive::Frame;
use event::{At, Audience, Channel, Direction, Party, PartyQuality, Text, Words};

use super::{BLOCK, FOLLOWER, FOLLOWING, LIKE, MENTION, POST, REPLY, RESTRICT, SAVE, UNFOLLOW, VIEW};
use crate::common::mentions;
use crate::common::meta::{Flat, MetaRecord, Pair, is_address, last_part};
use crate::common::meta_post::PostRecord;
use crate::reading::{Out, Unreadable, parse};

type Mapped = Result<(), Unreadable>;

fn flat<'r>(frame: &Frame<'r>) -> Result<Flat<'r>, Unreadable> {
    parse::<MetaRecord<'r>>(frame.bytes).map(Flat::from)
}

fn handle(name: Option<Words<'_>>) -> Option<Party<'_>> {
    name.map(|name| Party { name, quality: PartyQuality::Handle })
}

pub fn post(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let audience = out.context.posts_audience();
    post_seen_by(frame, out, audience)
}

pub fn archived_post(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    post_seen_by(frame, out, Audience::Private)
}

fn post_seen_by(frame: &Frame<'_>, out: &mut Out<'_>, audience: Audience) -> Mapped {
    let record: PostRecord<'_> = parse(frame.bytes)?;
    let words = record.words();
    let mut event = if record.is_reply() {
        let answered = words.as_ref().and_then(|words| mentions::leading(words, out.platform()));
        let mut event = out.event(&REPLY, Direction::Outgoing, record.at());
        event.party = answered.map(|name| Party { name: name.into(), quality: PartyQuality::Inferred });
        event
    } else {
        out.event(&POST, Direction::Own, record.at())
    };
    event.item = record.item();
    event.audience = audience;
    event.text = words.map(Text::owner);
    out.send_with_mentions(event, &MENTION);
    record.send_media(out, audience);
    Ok(())
}

/// The author's name in the address of a post: `https://www.threads.net/@name/post/...`.
fn author_in(address: &Words<'_>) -> Option<Words<'static>> {
    let (_, rest) = address.expose().split_once("/@")?;
    let name = rest.split(['/', '?', '#']).next().filter(|name| !name.is_empty())?;
    Some(name.to_owned().into())
}

fn towards_author(frame: &Frame<'_>, out: &mut Out<'_>, channel: &'static Channel) -> Mapped {
    let flat = flat(frame)?;
    let entries: Vec<Option<&Pair<'_>>> = if flat.list.is_empty() {
        let told = flat.pairs.iter().find(|pair| !pair.nested && (pair.href.is_some() || pair.at.is_some()));
        if flat.pairs.is_empty() { Vec::new() } else { vec![told] }
    } else {
        flat.list.iter().map(Some).collect()
    };
    let named = flat.towards(&out.context.labels);
    for entry in entries {
        let at = entry.and_then(|entry| entry.at).unwrap_or_else(|| flat.at());
        let mut event = out.event(channel, Direction::Outgoing, at);
        event.item = entry.and_then(|entry| entry.href.clone()).or_else(|| flat.address());
        let by_address = || event.item.as_ref().and_then(author_in);
        event.party = handle(named.clone().or_else(by_address));
        out.send(event);
    }
    Ok(())
}

pub fn like(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards_author(frame, out, &LIKE)
}

pub fn save(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards_author(frame, out, &SAVE)
}

pub fn view(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    let mut event = out.event(&VIEW, Direction::Outgoing, flat.at());
    event.item = flat.address();
    event.party = handle(flat.account(&out.context.labels, "author"));
    out.send(event);
    Ok(())
}

/// Here the title is a display name, and the value or the address the handle.
fn connection(
    frame: &Frame<'_>,
    out: &mut Out<'_>,
    channel: &'static Channel,
    direction: Direction,
) -> Mapped {
    let flat = flat(frame)?;
    for entry in &flat.list {
        let value = entry.value.clone().filter(|value| !is_address(value));
        let name = value.or_else(|| entry.href.as_ref().and_then(last_part)).or_else(|| flat.title.clone());
        if let (Some(_), Some(name)) = (&flat.title, &name) {
            let platform = out.platform();
            let (handle, display_name) = (Some(name.clone()), flat.title.clone());
            out.sink().account(&event::Account { platform, id: None, handle, display_name });
        }
        let mut event = out.event(channel, direction, entry.at.unwrap_or(At::NONE));
        event.party = handle(name);
        out.send(event);
    }
    if flat.list.is_empty() && !flat.pairs.is_empty() {
        let mut event = out.event(channel, direction, flat.at());
        event.party = handle(flat.itself(&out.context.labels));
        out.send(event);
    }
    Ok(())
}

pub fn follower(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    connection(frame, out, &FOLLOWER, Direction::Incoming)
}

pub fn following(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    connection(frame, out, &FOLLOWING, Direction::Outgoing)
}

pub fn block(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    connection(frame, out, &BLOCK, Direction::Outgoing)
}

pub fn restrict(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    connection(frame, out, &RESTRICT, Direction::Outgoing)
}

pub fn unfollow(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    connection(frame, out, &UNFOLLOW, Direction::Outgoing)
}
