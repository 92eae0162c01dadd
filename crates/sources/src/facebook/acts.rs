//! What the owner did to what others had posted: reactions, comments, votes, savings.

use archive::Frame;
use event::{At, Audience, Channel, Direction, Event, Party, PartyQuality, Text, Words};
use serde::Deserialize;

use super::channels::*;
use super::records::ActRecord;
use super::titles::{Target, target};
use crate::common::meta::{Flat, MetaRecord, Pair};
use crate::common::meta_text::MetaText;
use crate::common::scalar::Scalar;
use crate::common::time;
use crate::context::Context;
use crate::reading::{Out, Unreadable, parse};

type Mapped = Result<(), Unreadable>;

/// The record in the newer dialect, if it is written in that.
pub fn newer<'r>(frame: &Frame<'r>) -> Result<Option<Flat<'r>>, Unreadable> {
    let flat = Flat::from(parse::<MetaRecord<'r>>(frame.bytes)?);
    Ok((!flat.pairs.is_empty()).then_some(flat))
}

pub fn seconds(scalar: &Scalar<'_>) -> At {
    time::unix_seconds(scalar).unwrap_or(At::NONE)
}

/// Says whom the act was done to, as far as the sentence tells.
fn aim(event: &mut Event<'_>, title: Option<Words<'_>>, actor: Option<MetaText<'_>>, out: &Out<'_>) {
    let Some(title) = title else { return };
    match target(title.expose(), actor.as_ref().map(MetaText::text), out.context) {
        Target::Unknown => {}
        Target::Oneself => event.direction = Direction::Own,
        Target::Somebody(party) => event.party = Some(party),
    }
}

pub fn reaction(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    if let Some(flat) = newer(frame)? {
        let mut event = out.event(&REACTION, Direction::Outgoing, flat.at());
        event.party = author(&flat, out.context);
        event.item = flat.address();
        out.send(event);
        return Ok(());
    }
    reacted(frame, out, &REACTION)
}

/// Whose post it was: the author by label; in another language, the last of several things that the record names (the group,
/// then the author), or the only one if it is somebody that the export knows. A group is no account.
fn author<'r>(flat: &Flat<'r>, context: &Context) -> Option<Party<'r>> {
    let nested = || flat.pairs.iter().filter(|pair| pair.nested && pair.plain().is_some());
    let is_author = |pair: &&Pair<'r>| {
        pair.within.as_ref().is_some_and(|within| context.labels.is("author", within.text()))
    };
    let last = nested().next_back()?;
    let several = nested().any(|pair| pair.within != last.within);
    let known = last.plain().is_some_and(|name| context.people.contains(name));
    let found = nested().find(is_author).or_else(|| (several || known).then_some(last))?;
    found.plain().map(|name| Party { name: name.clone(), quality: PartyQuality::DisplayName })
}

pub fn story_reaction(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    reacted(frame, out, &STORY_REACTION)
}

fn reacted(frame: &Frame<'_>, out: &mut Out<'_>, channel: &'static Channel) -> Mapped {
    let record: ActRecord<'_> = parse(frame.bytes)?;
    let actor = record.first(|data| data.reaction.as_ref()?.actor.clone());
    let mut event = out.event(channel, Direction::Outgoing, seconds(&record.timestamp));
    event.item = record.link();
    aim(&mut event, record.title(), actor, out);
    out.send(event);
    Ok(())
}

pub fn comment(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: ActRecord<'_> = parse(frame.bytes)?;
    let actor = record.first(|data| data.comment.as_ref()?.author.clone());
    let words = record.first(|data| data.comment.as_ref()?.comment.clone()?.words());
    let mut event = out.event(&COMMENT, Direction::Outgoing, seconds(&record.timestamp));
    event.item = record.link();
    event.text = words.map(Text::owner);
    aim(&mut event, record.title(), actor, out);
    out.send(event);
    for medium in record.media() {
        medium.send(out, Audience::Unknown);
    }
    Ok(())
}

pub fn save(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: ActRecord<'_> = parse(frame.bytes)?;
    let mut event = out.event(&SAVE, Direction::Outgoing, seconds(&record.timestamp));
    event.item = record.link();
    out.send(event);
    Ok(())
}

/// The options that were voted for are what the owner said. The newer dialect tells them under labels that nobody has
/// confirmed.
pub fn poll(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    if let Some(flat) = newer(frame)? {
        let event = out.event(&POLL, Direction::Outgoing, flat.at());
        out.send(event);
        return Ok(());
    }
    let record: ActRecord<'_> = parse(frame.bytes)?;
    let options = record.attached().filter_map(|attached| attached.poll.as_ref());
    let voted = options.flat_map(|poll| &poll.options.0).filter(|option| option.voted == Scalar::Bool(true));
    let voted: Vec<String> =
        voted.filter_map(|option| Some(option.option.clone()?.words()?.expose().to_string())).collect();
    let mut event = out.event(&POLL, Direction::Outgoing, seconds(&record.timestamp));
    event.text = (!voted.is_empty()).then(|| Text::owner(voted.join(", ")));
    out.send(event);
    Ok(())
}

#[derive(Deserialize)]
struct EventRecord<'a> {
    #[serde(borrow, default)]
    start_timestamp: Scalar<'a>,
}

/// At the time at which it begins: when the owner said that they would come is not told.
pub fn attend(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: EventRecord<'_> = parse(frame.bytes)?;
    let event = out.event(&ATTEND, Direction::Own, seconds(&record.start_timestamp));
    out.send(event);
    Ok(())
}

#[derive(Deserialize)]
struct Payment<'a> {
    #[serde(borrow, default)]
    created_timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    amount: Scalar<'a>,
    #[serde(borrow, default)]
    currency: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    sender: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    receiver: Option<MetaText<'a>>,
}

pub fn pay(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: Payment<'_> = parse(frame.bytes)?;
    let sender = record.sender.and_then(MetaText::words);
    let receiver = record.receiver.and_then(MetaText::words);
    let is_owner =
        |name: &Option<Words<'_>>| name.as_ref().is_some_and(|name| out.context.is_owner_name(name.expose()));
    let (direction, other) = match (is_owner(&sender), is_owner(&receiver)) {
        (true, _) => (Direction::Outgoing, receiver),
        (false, true) => (Direction::Incoming, sender),
        (false, false) => (Direction::Unknown, None),
    };
    let mut event = out.event(&PAY, direction, seconds(&record.created_timestamp));
    event.party = other.map(|name| Party { name, quality: PartyQuality::DisplayName });
    event.amount = record.amount.as_float();
    event.currency = record.currency.and_then(MetaText::words);
    out.send(event);
    Ok(())
}
