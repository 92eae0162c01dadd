//! Messages, between two and in groups.

use archive::Frame;
use event::{At, Audience, Direction, Event, Party, PartyQuality, Text, Words};

use super::channels::*;
use super::records::{MessageCreate, MessageEntry, Reaction};
use crate::common::time;
use crate::context::{Context, Place};
use crate::reading::{Out, Unreadable, parse};
use crate::section::Next;

type Mapped = Result<(), Unreadable>;

/// Which two ids talk, for archives that do not say whose they are: the owner is in all conversations.
pub fn participants(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    if context.owner.id.is_some() {
        return Ok(Next::Stop);
    }
    if frame.path == 0 {
        let name = parse::<Words<'_>>(frame.bytes)?;
        if let Some((first, second)) = name.expose().split_once('-') {
            let conversation =
                context.conversation(Place { folder: Some(name.clone().into_owned()), alone: None });
            conversation.people.extend([first, second].map(|id| Words::from(id.to_owned())));
            conversation.by_id = true;
        }
    }
    Ok(Next::Continue)
}

pub fn between_two(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    entry(frame, out, false)
}

pub fn in_group(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    entry(frame, out, true)
}

fn entry(frame: &Frame<'_>, out: &mut Out<'_>, group: bool) -> Mapped {
    if frame.path == 0 {
        out.aside.conversation = Some(parse::<Words<'_>>(frame.bytes)?.into_owned());
        return Ok(());
    }
    // Joins, leaves and renamings are records of the conversation and no act towards anybody.
    let Some(mut message) = parse::<MessageEntry<'_>>(frame.bytes)?.message_create else {
        out.nothing_to_tell();
        return Ok(());
    };
    let at = message.created_at.as_text().and_then(time::iso_instant).unwrap_or_else(|| {
        out.odd_field("createdAt", "a time as in `2022-01-27T16:00:00.000Z`", message.created_at.type_name());
        At::NONE
    });
    let direction = direction(&message, out);
    let mut event = out.event(if group { &GROUP_MESSAGE } else { &MESSAGE }, direction, at);
    stand(&mut event, &message, out);
    if !group && direction != Direction::Unknown {
        event.party = other_side(&message, out).map(by_id);
    }
    let own = direction == Direction::Outgoing;
    let text = message.text.take().filter(|text| !text.is_blank());
    event.text = text.map(if own { Text::owner } else { Text::other });
    if group && own {
        out.send_with_mentions(event, &MENTION);
    } else {
        out.send(event);
    }
    for reaction in &message.reactions.0 {
        react(reaction, &message, out);
    }
    Ok(())
}

fn by_id(name: Words<'_>) -> Party<'_> {
    Party { name, quality: PartyQuality::Id }
}

fn stand<'r>(event: &mut Event<'r>, message: &MessageCreate<'r>, out: &Out<'_>) {
    event.item = message.id.clone();
    event.thread = out.aside.conversation.clone();
    event.audience = Audience::Private;
}

fn is_owner(id: Option<&Words<'_>>, out: &Out<'_>) -> bool {
    id.is_some_and(|id| out.context.is_owner_id(id.expose()))
}

fn direction(message: &MessageCreate<'_>, out: &Out<'_>) -> Direction {
    match (&out.context.owner.id, &message.sender_id) {
        (Some(_), Some(sender)) if out.context.is_owner_id(sender.expose()) => Direction::Outgoing,
        (Some(_), Some(_)) => Direction::Incoming,
        _ => Direction::Unknown,
    }
}

/// The other one of two: by the conversation's name (`A-B`), else by sender and recipient.
fn other_side<'r>(message: &MessageCreate<'r>, out: &Out<'_>) -> Option<Words<'r>> {
    let by_name = out.aside.conversation.as_ref().and_then(|name| {
        let (first, second) = name.expose().split_once('-')?;
        let other = if out.context.is_owner_id(first) { second } else { first };
        (out.context.is_owner_id(first) || out.context.is_owner_id(second))
            .then(|| Words::from(other.to_owned()))
    });
    let ids = [&message.sender_id, &message.recipient_id];
    by_name.or_else(|| ids.into_iter().flatten().find(|id| !out.context.is_owner_id(id.expose())).cloned())
}

/// The owner's reaction to another's message, or another's to the owner's.
fn react(reaction: &Reaction<'_>, message: &MessageCreate<'_>, out: &mut Out<'_>) {
    let (Some(actor), Some(sender), Some(_)) =
        (&reaction.sender_id, &message.sender_id, &out.context.owner.id)
    else {
        return;
    };
    let (by_owner, on_own) = (is_owner(Some(actor), out), is_owner(Some(sender), out));
    let (direction, party) = match (by_owner, on_own) {
        (true, false) => (Direction::Outgoing, sender),
        (false, true) => (Direction::Incoming, actor),
        _ => return,
    };
    let at = reaction.created_at.as_text().and_then(time::iso_instant).unwrap_or(At::NONE);
    let mut event = out.event(&MESSAGE_REACTION, direction, at);
    stand(&mut event, message, out);
    event.party = Some(by_id(party.clone()));
    out.send(event);
}
