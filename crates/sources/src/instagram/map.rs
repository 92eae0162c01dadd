//! From records of the folder layouts to events: one short function per kind of record.

use archive::Frame;
use event::{At, Channel, Direction, Event, Party, PartyQuality, Text, Words};

use super::channels::*;
use crate::common::labels::Labels;
use crate::common::meta::{Flat, MetaRecord, Pair, is_address, last_part};
use crate::reading::{Out, Unreadable, parse};

type Mapped = Result<(), Unreadable>;

fn flat<'r>(frame: &Frame<'r>) -> Result<Flat<'r>, Unreadable> {
    parse::<MetaRecord<'r>>(frame.bytes).map(Flat::from)
}

fn handle(name: Option<Words<'_>>) -> Option<Party<'_>> {
    name.map(|name| Party { name, quality: PartyQuality::Handle })
}

/// The account of an entry of a list of connections: its value, else the record's title, else the end of its address.
fn connected<'r>(flat: &Flat<'r>, entry: &Pair<'r>) -> Option<Words<'r>> {
    let value = entry.value.clone().filter(|value| !is_address(value));
    value.or_else(|| flat.title.clone()).or_else(|| entry.href.as_ref().and_then(last_part))
}

fn connection(
    frame: &Frame<'_>,
    out: &mut Out<'_>,
    channel: &'static Channel,
    direction: Direction,
) -> Mapped {
    let flat = flat(frame)?;
    for entry in &flat.list {
        let mut event = out.event(channel, direction, entry.at.unwrap_or(At::NONE));
        event.party = handle(connected(&flat, entry));
        out.send(event);
    }
    if flat.list.is_empty() && !flat.pairs.is_empty() {
        let mut event = out.event(channel, direction, flat.at());
        event.party = handle(flat.itself(&out.context.labels).or_else(|| flat.title.clone()));
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

/// One event for each entry of the list, towards the account in the title; one for the record where there is no list,
/// towards the account that it names.
fn towards<'r>(
    frame: &Frame<'r>,
    out: &mut Out<'_>,
    channel: &'static Channel,
    change: impl Fn(&mut Event<'r>, &Flat<'r>, Option<&Pair<'r>>),
) -> Mapped {
    let flat = flat(frame)?;
    let party = handle(flat.towards(&out.context.labels));
    let entries: Vec<Option<&Pair<'r>>> =
        if flat.list.is_empty() { vec![None] } else { flat.list.iter().map(Some).collect() };
    for entry in entries {
        let at = entry.and_then(|entry| entry.at).unwrap_or_else(|| flat.at());
        let mut event = out.event(channel, Direction::Outgoing, at);
        event.party = party.clone();
        event.item = entry.map_or_else(|| flat.address(), |entry| entry.href.clone());
        change(&mut event, &flat, entry);
        out.send(event);
    }
    Ok(())
}

pub fn like(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards(frame, out, &LIKE, |_, _, _| {})
}

pub fn story_reaction(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards(frame, out, &STORY_REACTION, |_, _, _| {})
}

pub fn story_answer(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let labels = out.context.labels.clone();
    towards(frame, out, &STORY_ANSWER, |event, flat, entry| {
        let answer = entry.map_or_else(|| flat.said(&labels), |entry| entry.value.clone());
        event.item = None;
        event.text = answer.map(Text::owner);
    })
}

pub fn attend(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards(frame, out, &ATTEND, |_, _, _| {})
}

pub fn save(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards(frame, out, &SAVE, |_, _, _| {})
}

pub fn comment(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    let (words, owner) = said_to(&flat, &out.context.labels);
    // The layout of 2021 keeps the comment in a list and the owner in the title.
    let words = words.or_else(|| flat.list.first().and_then(|entry| entry.value.clone()));
    let mut event = out.event(&COMMENT, Direction::Outgoing, flat.at());
    event.party = handle(owner.or_else(|| flat.towards(&out.context.labels)));
    event.text = words.map(Text::owner);
    out.send_with_mentions(event, &MENTION);
    Ok(())
}

/// A comment, and whose post it is on. Labels are in the account's language; where neither is known, the order decides:
/// comment, owner, time. One value alone could be either, and is
/// left out, unless the owner stands inside the record as a thing of its own.
fn said_to<'r>(flat: &Flat<'r>, labels: &Labels) -> (Option<Words<'r>>, Option<Words<'r>>) {
    let (comment, owner) = (flat.labelled(labels, "comment"), flat.labelled(labels, "media_owner"));
    if flat.has(labels, "comment") || flat.has(labels, "media_owner") {
        return (comment, owner);
    }
    let own = flat.pairs.iter().filter(|pair| pair.at.is_none() && pair.href.is_none() && !pair.nested);
    let owner_apart = flat.pairs.iter().any(|pair| pair.nested);
    let mut in_order = own.map(|pair| pair.value.clone());
    match (in_order.next(), in_order.next()) {
        (first, _) if owner_apart => (first.flatten(), None),
        (Some(first), Some(second)) => (first, second),
        _ => (None, None),
    }
}

pub fn repost(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    let event = out.event(&REPOST, Direction::Own, flat.at());
    out.send(event);
    Ok(())
}

pub fn subscribe(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    let mut event = out.event(&SUBSCRIBE, Direction::Outgoing, flat.at());
    event.party = handle(flat.account(&out.context.labels, "subscribed"));
    event.item = flat.address();
    out.send(event);
    Ok(())
}

/// The entries of the list are parts of one record: an address, a time.
pub fn hide_post(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    let mut event = out.event(&HIDE, Direction::Outgoing, flat.at());
    event.item = flat.address();
    out.send(event);
    Ok(())
}

pub fn hide_account(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    let mut event = out.event(&HIDE, Direction::Outgoing, flat.at());
    event.party = handle(flat.account(&out.context.labels, "username"));
    out.send(event);
    Ok(())
}

pub fn view(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    let mut event = out.event(&VIEW, Direction::Outgoing, flat.at());
    event.party = handle(flat.account(&out.context.labels, "author"));
    out.send(event);
    Ok(())
}

pub fn story_view(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards(frame, out, &VIEW, |_, _, _| {})
}

/// Shown, not sought: it tells that the owner was there, and nothing of the account.
pub fn shown(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    own_act(frame, out, &SHOWN)
}

pub fn ad_click(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    own_act(frame, out, &AD_CLICK)
}

pub fn login(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    // Some exports keep the time only in the title.
    let titled = flat.title.as_ref().and_then(|title| crate::common::time::iso(title.expose()));
    let at = if flat.at() == At::NONE { titled.unwrap_or(At::NONE) } else { flat.at() };
    let event = out.event(&LOGIN, Direction::Own, at);
    out.send(event);
    Ok(())
}

pub fn change(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    own_act(frame, out, &CHANGE)
}

fn own_act(frame: &Frame<'_>, out: &mut Out<'_>, channel: &'static Channel) -> Mapped {
    let flat = flat(frame)?;
    let event = out.event(channel, Direction::Own, flat.at());
    out.send(event);
    Ok(())
}

pub fn search_account(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    let sought = flat.labelled(&out.context.labels, "search").or_else(|| flat.title.clone());
    let by_address = || flat.list.iter().find_map(|entry| entry.href.as_ref().and_then(last_part));
    let mut event = out.event(&SEARCH, Direction::Outgoing, flat.at());
    event.party = handle(sought.or_else(|| flat.plain().next().cloned()).or_else(by_address));
    out.send(event);
    Ok(())
}

pub fn search_words(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    let mut event = out.event(&SEARCH, Direction::Own, flat.at());
    event.text = flat.only(&out.context.labels, "search").map(Text::owner);
    out.send(event);
    Ok(())
}

pub fn link(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let flat = flat(frame)?;
    let mut event = out.event(&LINK, Direction::Own, flat.at());
    event.item = flat.address();
    out.send(event);
    Ok(())
}

pub fn time_spent(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    for (from, to) in flat(frame)?.intervals {
        let mut event = out.event(&TIME_SPENT, Direction::Own, from);
        let seconds = |at: At| at.time().map_or(0, event::Timestamp::as_second);
        event.duration_s = u64::try_from(seconds(to) - seconds(from)).ok();
        out.send(event);
    }
    Ok(())
}
