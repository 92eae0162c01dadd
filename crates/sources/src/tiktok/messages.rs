//! Conversations. The key of each names the other one of two: `Chat History with <user>:`.

use archive::Frame;
use event::{Audience, Direction, Party, PartyQuality, Text, Words};

use super::channels::{GROUP_MESSAGE, MENTION, MESSAGE};
use super::records::Row;
use crate::context::{Context, Conversation, Place};
use crate::reading::{Out, Unreadable, parse};
use crate::section::Next;

/// The user whom a conversation is with: what its key says behind and before the platform's own words.
fn partner(frame: &Frame<'_>) -> Option<Words<'static>> {
    let key: String = serde_json::from_str(frame.key?).ok()?;
    let key = key.trim();
    const BEFORE: &str = "Chat History with ";
    let named = key.get(..BEFORE.len()).is_some_and(|start| start.eq_ignore_ascii_case(BEFORE));
    let name = if named { key[BEFORE.len()..].trim_end_matches(':').trim() } else { key };
    (!name.is_empty()).then(|| Words::from(name.to_owned()))
}

fn place(partner: Option<Words<'static>>) -> Place {
    Place { folder: partner, alone: None }
}

fn same(one: &Words<'_>, other: &Words<'_>) -> bool {
    one.expose().eq_ignore_ascii_case(other.expose())
}

fn is_owner(context: &Context, name: &Words<'_>) -> bool {
    context.is_owner_handle(name.expose()) || context.is_owner_name(name.expose())
}

/// Who takes part: the user of the key, and whoever wrote.
pub fn participants(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    let partner = partner(frame);
    let row: Row<'_> = parse(frame.bytes)?;
    let sender = row.text(&["From"]);
    let conversation = context.conversation(place(partner.clone()));
    conversation.people.extend(partner);
    if let Some(sender) = sender.filter(|sender| !conversation.senders.contains(sender)) {
        let sender = sender.into_owned();
        conversation.people.insert(sender.clone());
        conversation.senders.insert(sender);
    }
    Ok(Next::Continue)
}

/// What is known of the conversation with that user.
fn known<'c>(partner: Option<&Words<'_>>, context: &'c Context) -> Option<&'c Conversation> {
    context.conversations.get(&place(partner.map(|name| name.clone().into_owned())))
}

fn owner_wrote(partner: Option<&Words<'_>>, context: &Context) -> bool {
    known(partner, context).is_some_and(|known| known.senders.iter().any(|name| is_owner(context, name)))
}

/// Whether somebody else than these two wrote.
fn is_group(partner: Option<&Words<'_>>, context: &Context) -> bool {
    let stranger =
        |name: &Words<'_>| !is_owner(context, name) && !partner.is_some_and(|partner| same(partner, name));
    known(partner, context).is_some_and(|known| known.senders.iter().any(stranger))
}

pub fn message(frame: &Frame<'_>, out: &mut Out<'_>) -> Result<(), Unreadable> {
    let partner = partner(frame);
    let row: Row<'_> = parse(frame.bytes)?;
    let sender = row.text(&["From"]);
    let owner_known = out.context.owner.handle.is_some() || owner_wrote(partner.as_ref(), out.context);
    let direction = match &sender {
        Some(sender) if is_owner(out.context, sender) => Direction::Outgoing,
        Some(_) if owner_known => Direction::Incoming,
        _ => Direction::Unknown,
    };
    let group = direction != Direction::Unknown && is_group(partner.as_ref(), out.context);
    let channel = if group { &GROUP_MESSAGE } else { &MESSAGE };
    let at = row.at("Date", out);
    let mut event = out.event(channel, direction, at);
    event.audience = Audience::Private;
    event.thread.clone_from(&partner);
    let other = if direction == Direction::Incoming { sender } else { partner };
    if !group && direction != Direction::Unknown {
        event.party = other.map(|name| Party { name, quality: PartyQuality::Handle });
    }
    let own = direction == Direction::Outgoing;
    event.text = row.written(&["Content"]).map(if own { Text::owner } else { Text::other });
    if own && group {
        out.send_with_mentions(event, &MENTION);
    } else {
        out.send(event);
    }
    Ok(())
}
