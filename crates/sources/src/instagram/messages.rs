//! Conversations. The owner is known by name only, and so are the others.

use archive::Frame;
use event::{At, Audience, Direction, Event, Party, PartyQuality, Text, Words};
use serde::Deserialize;

use super::channels::*;
use crate::common::meta::Many;
use crate::common::meta_text::MetaText;
use crate::common::scalar::Scalar;
use crate::common::time;
use crate::context::Context;
use crate::reading::{Out, Unreadable, parse};
use crate::section::Next;

type Mapped = Result<(), Unreadable>;

#[derive(Deserialize)]
struct Participant<'a> {
    #[serde(borrow, default)]
    name: Option<MetaText<'a>>,
}

#[derive(Deserialize)]
struct MessageRecord<'a> {
    #[serde(borrow, default)]
    sender_name: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    timestamp_ms: Scalar<'a>,
    #[serde(borrow, default)]
    content: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    reactions: Many<ReactionRecord<'a>>,
    #[serde(borrow, default)]
    call_duration: Scalar<'a>,
    #[serde(borrow, default)]
    share: Option<ShareRecord<'a>>,
}

#[derive(Deserialize)]
struct ReactionRecord<'a> {
    #[serde(borrow, default)]
    actor: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
}

/// A profile that was sent: it says which handle belongs to which name.
#[derive(Deserialize)]
struct ShareRecord<'a> {
    #[serde(borrow, default)]
    profile_share_username: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    profile_share_name: Option<MetaText<'a>>,
}

/// Counts in how many conversations each name takes part. Participants come first; nothing behind them is needed.
pub fn participants(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    if frame.path == 0 && context.owner.names.is_empty() {
        let people = parse::<Many<Participant<'_>>>(frame.bytes)?;
        context.count_participants(people.0.iter().filter_map(|person| Some(person.name.as_ref()?.text())));
    }
    Ok(Next::Stop)
}

pub fn message(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let thread = out.folder().map(Words::into_owned);
    in_thread(frame, out, thread)
}

/// A message file on its own: the folder that it happens to lie in is no conversation.
pub fn loose_message(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    in_thread(frame, out, None)
}

fn in_thread(frame: &Frame<'_>, out: &mut Out<'_>, thread: Option<Words<'static>>) -> Mapped {
    if frame.path == 0 {
        let names = parse::<Many<Participant<'_>>>(frame.bytes)?;
        let names = names.0.into_iter().filter_map(|participant| participant.name.and_then(MetaText::words));
        out.aside.participants = names.map(Words::into_owned).collect();
        return Ok(());
    }
    let record: MessageRecord<'_> = parse(frame.bytes)?;
    if let Some(share) = record.share {
        let (handle, name) = (share.profile_share_username, share.profile_share_name);
        if let (Some(handle), Some(name)) = (handle.and_then(MetaText::words), name.and_then(MetaText::words))
        {
            let platform = out.platform();
            out.sink().account(&event::Account {
                platform,
                id: None,
                handle: Some(handle),
                display_name: Some(name),
            });
        }
    }
    let sender = record.sender_name.and_then(MetaText::words);
    let said = Said { sender: sender.clone(), thread: thread.clone(), quality: PartyQuality::DisplayName };
    let at = time::unix_millis(&record.timestamp_ms).unwrap_or_else(|| {
        out.odd_field("timestamp_ms", "milliseconds since 1970", record.timestamp_ms.type_name());
        At::NONE
    });
    let content = record.content.and_then(MetaText::words);
    let generated = content.as_ref().is_some_and(|content| out.context.labels.is_generated(content.expose()));
    if let Some(seconds) = record.call_duration.as_int().and_then(|seconds| u64::try_from(seconds).ok()) {
        let mut event = said.event(out, at, Medium::Call);
        event.duration_s = Some(seconds);
        out.send(event);
    } else if !generated {
        said.send_message(out, at, content);
    }
    for reaction in record.reactions.0 {
        let at = time::unix_seconds(&reaction.timestamp).unwrap_or(At::NONE);
        said.send_reaction(out, at, reaction.actor.and_then(MetaText::words));
    }
    Ok(())
}

/// One message, with what tells its direction. Shared with the flat layout, which knows people by handle.
pub struct Said<'a> {
    pub sender: Option<Words<'a>>,
    pub thread: Option<Words<'a>>,
    pub quality: PartyQuality,
}

#[derive(Clone, Copy, PartialEq)]
enum Medium {
    Message,
    Call,
}

impl<'a> Said<'a> {
    fn party(&self, name: Words<'a>) -> Party<'a> {
        Party { name, quality: self.quality }
    }

    /// What the owner is called may be known from the conversations alone: then it counts as a name, even a handle.
    fn is_owner(&self, out: &Out<'_>, name: &Words<'a>) -> bool {
        out.is_owner(&self.party(name.clone())) || out.context.is_owner_name(name.expose())
    }

    fn owner_known(&self, out: &Out<'_>) -> bool {
        match self.quality {
            PartyQuality::DisplayName => !out.context.owner.names.is_empty(),
            _ => {
                let participants = &out.aside.participants;
                out.context.owner.handle.is_some() || participants.iter().any(|name| self.is_owner(out, name))
            }
        }
    }

    /// The event without its text.
    fn event(&self, out: &Out<'_>, at: At, medium: Medium) -> Event<'a> {
        let group = out.aside.participants.len() > 2;
        let channel = match (medium, group) {
            (Medium::Message, false) => &MESSAGE,
            (Medium::Message, true) => &GROUP_MESSAGE,
            (Medium::Call, false) => &CALL,
            (Medium::Call, true) => &GROUP_CALL,
        };
        let direction = match &self.sender {
            Some(sender) if self.owner_known(out) && self.is_owner(out, sender) => Direction::Outgoing,
            Some(_) if self.owner_known(out) => Direction::Incoming,
            _ => Direction::Unknown,
        };
        let mut event = out.event(channel, direction, at);
        event.thread = self.thread.clone();
        event.audience = Audience::Private;
        if !group && direction != Direction::Unknown {
            event.party = self.other_side(out, direction).map(|name| self.party(name));
        }
        event
    }

    /// The other one of two: the participant who is not the owner, else the sender.
    fn other_side(&self, out: &Out<'_>, direction: Direction) -> Option<Words<'a>> {
        let others = out.aside.participants.iter().filter(|name| !self.is_owner(out, name));
        let other = others.map(|name| name.clone().into_owned()).next();
        other.or_else(|| self.sender.clone().filter(|_| direction == Direction::Incoming))
    }

    /// Sends the message on.
    pub fn send_message(&self, out: &mut Out<'_>, at: At, content: Option<Words<'a>>) {
        let mut event = self.event(out, at, Medium::Message);
        let own = event.direction == Direction::Outgoing;
        event.text = content.map(if own { Text::owner } else { Text::other });
        if own && out.aside.participants.len() > 2 {
            out.send_with_mentions(event, &MENTION);
        } else {
            out.send(event);
        }
    }

    /// Sends a reaction on: the owner's to another's message, or another's to the owner's.
    pub fn send_reaction(&self, out: &mut Out<'_>, at: At, actor: Option<Words<'a>>) {
        let (Some(actor), Some(sender), true) = (actor, self.sender.clone(), self.owner_known(out)) else {
            return;
        };
        let (by_owner, on_own) = (self.is_owner(out, &actor), self.is_owner(out, &sender));
        let (direction, party) = match (by_owner, on_own) {
            (true, false) => (Direction::Outgoing, sender),
            (false, true) => (Direction::Incoming, actor),
            _ => return,
        };
        let mut event = out.event(&MESSAGE_REACTION, direction, at);
        event.party = Some(self.party(party));
        event.thread = self.thread.clone();
        event.audience = Audience::Private;
        out.send(event);
    }
}
