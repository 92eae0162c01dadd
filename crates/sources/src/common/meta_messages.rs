//! Conversations as Meta writes them, the same on Instagram and Facebook. The owner is known by name only, and so are
//! the others.

use archive::{Frame, Frames, Path, Step};
use event::{At, Audience, Channel, Direction, Event, Party, PartyQuality, Text, Words};
use serde::Deserialize;

use super::meta::Many;
use super::meta_text::MetaText;
use super::scalar::Scalar;
use super::time;
use crate::context::{Context, Place};
use crate::reading::{Out, Unreadable, parse};
use crate::section::Next;

type Mapped = Result<(), Unreadable>;

/// Where a conversation's participants and messages lie.
pub const CONVERSATION: Frames = Frames {
    paths: &[
        Path::aside(&[Step::Key("participants")]),
        Path::records(&[Step::Key("messages"), Step::Items]),
        Path::aside(&[Step::Key("joinable_mode")]),
    ],
    single: &[],
};

/// Through which channels a platform's conversations speak.
pub struct Channels {
    pub message: &'static Channel,
    pub group_message: &'static Channel,
    pub call: &'static Channel,
    pub group_call: &'static Channel,
    pub reaction: &'static Channel,
    pub mention: &'static Channel,
}

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
    /// Older exports say of each row what it is.
    #[serde(borrow, default, rename = "type")]
    sort: Scalar<'a>,
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

#[derive(Deserialize)]
struct SenderRecord<'a> {
    #[serde(borrow, default)]
    sender_name: Option<MetaText<'a>>,
}

/// Who takes part in the conversation, and whether it is a group: what stands behind its messages, and who wrote, tells.
pub fn participants(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    let place = Place { alone: None, ..context.reading.clone() };
    part_of(frame, context, place)
}

/// The same of a file on its own.
pub fn loose_participants(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    let place = context.reading.clone();
    part_of(frame, context, place)
}

fn part_of(frame: &Frame<'_>, context: &mut Context, place: Place) -> Result<Next, Unreadable> {
    // Nearly every record begins with a sender who was met before, and need not be parsed to say so again.
    if frame.path == 1 && context.met.iter().any(|beginning| frame.bytes.starts_with(beginning)) {
        return Ok(Next::Continue);
    }
    let conversation = context.conversations.entry(place).or_default();
    match frame.path {
        0 => {
            let people = parse::<Many<Participant<'_>>>(frame.bytes)?.0.into_iter();
            let names = people.filter_map(|person| person.name.and_then(MetaText::words));
            conversation.people.extend(names.map(Words::into_owned));
        }
        1 => {
            let sender = parse::<SenderRecord<'_>>(frame.bytes)?.sender_name.and_then(MetaText::words);
            if let Some(sender) = sender.filter(|sender| !conversation.senders.contains(sender)) {
                conversation.senders.insert(sender.into_owned());
            }
            if context.met.len() < MOST_MET {
                context.met.extend(up_to_sender(frame.bytes).map(<[u8]>::to_vec));
            }
        }
        _ => conversation.joinable = frame.bytes != b"null",
    }
    // Of more than two, nothing more needs to be known.
    Ok(if conversation.people.len() > 2 { Next::Stop } else { Next::Continue })
}

/// So many beginnings of records are compared with: a talk of two has two.
const MOST_MET: usize = 8;

/// The record up to the end of its sender, if it begins with that.
fn up_to_sender(record: &[u8]) -> Option<&[u8]> {
    let entry = record.strip_prefix(b"{")?.trim_ascii_start().strip_prefix(b"\"sender_name\"")?;
    let name = entry.trim_ascii_start().strip_prefix(b":")?.trim_ascii_start().strip_prefix(b"\"")?;
    let end = memchr::memchr(b'"', name)?;
    // Behind a backslash it may be a quote in the name.
    let ends = name[..end].last() != Some(&b'\\');
    ends.then(|| &record[..record.len() - name.len() + end + 1])
}

/// A record of a conversation's file in the folder that is the conversation.
pub fn message(frame: &Frame<'_>, out: &mut Out<'_>, channels: &'static Channels) -> Mapped {
    let (thread, place) = (out.folder().map(Words::into_owned), out.place_in_folder());
    in_thread(frame, out, channels, thread, &place)
}

/// A message file on its own: the folder that it happens to lie in is no conversation.
pub fn loose_message(frame: &Frame<'_>, out: &mut Out<'_>, channels: &'static Channels) -> Mapped {
    let place = Place { folder: out.folder().map(Words::into_owned), ..out.place_alone() };
    in_thread(frame, out, channels, None, &place)
}

fn in_thread(
    frame: &Frame<'_>,
    out: &mut Out<'_>,
    channels: &'static Channels,
    thread: Option<Words<'static>>,
    place: &Place,
) -> Mapped {
    match frame.path {
        0 => {
            let names = parse::<Many<Participant<'_>>>(frame.bytes)?.0.into_iter();
            let names = names.filter_map(|participant| participant.name.and_then(MetaText::words));
            out.aside.participants = names.map(Words::into_owned).collect();
            Ok(())
        }
        1 => one_message(frame, out, channels, thread, place),
        _ => Ok(()),
    }
}

fn one_message(
    frame: &Frame<'_>,
    out: &mut Out<'_>,
    channels: &'static Channels,
    thread: Option<Words<'static>>,
    place: &Place,
) -> Mapped {
    let record: MessageRecord<'_> = parse(frame.bytes)?;
    if let Some(share) = record.share {
        tell_account(share, out);
    }
    let sender = record.sender_name.and_then(MetaText::words);
    let said = Said::new(sender, thread, PartyQuality::DisplayName, out, place, channels);
    let at = time::unix_millis(&record.timestamp_ms).unwrap_or_else(|| {
        out.odd_field("timestamp_ms", "milliseconds since 1970", record.timestamp_ms.type_name());
        At::NONE
    });
    let content = record.content.and_then(MetaText::words);
    let generated = content.as_ref().is_some_and(|content| out.context.labels.is_generated(content.expose()));
    let seconds = record.call_duration.as_int().and_then(|seconds| u64::try_from(seconds).ok());
    let sort = record.sort.as_text().unwrap_or_default();
    if seconds.is_some() || sort == "Call" {
        said.send_call(out, at, seconds);
    } else if generated || ["Subscribe", "Unsubscribe"].contains(&sort) {
        out.nothing_to_tell();
    } else {
        said.send_message(out, at, content);
    }
    for reaction in record.reactions.0 {
        let at = time::unix_seconds(&reaction.timestamp).unwrap_or(At::NONE);
        said.send_reaction(out, at, reaction.actor.and_then(MetaText::words));
    }
    Ok(())
}

fn tell_account(share: ShareRecord<'_>, out: &mut Out<'_>) {
    let handle = share.profile_share_username.and_then(MetaText::words);
    let name = share.profile_share_name.and_then(MetaText::words);
    if let (Some(handle), Some(name)) = (handle, name) {
        let platform = out.platform();
        out.sink().account(&event::Account {
            platform,
            id: None,
            handle: Some(handle),
            display_name: Some(name),
        });
    }
}

/// One message, with what tells its direction. Shared with layouts that know people otherwise.
pub struct Said<'a> {
    channels: &'static Channels,
    sender: Option<Words<'a>>,
    thread: Option<Words<'a>>,
    quality: PartyQuality,
    /// The owner takes part under a name that is known.
    owner_known: bool,
    group: bool,
    /// The other one of two, where the participants stand behind the messages.
    other: Option<Words<'static>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Medium {
    Message,
    Call,
}

/// Whether a name is the owner's: conversations show a display name, a handle, or what was found out from them.
fn is_owner(context: &Context, name: &Words<'_>) -> bool {
    context.is_owner_name(name.expose()) || context.is_owner_handle(name.expose())
}

impl<'a> Said<'a> {
    /// A message in the conversation at that place. What was known of it before is added to what its member said.
    pub fn new(
        sender: Option<Words<'a>>,
        thread: Option<Words<'a>>,
        quality: PartyQuality,
        out: &Out<'_>,
        place: &Place,
        channels: &'static Channels,
    ) -> Self {
        let of_owner = |name: &Words<'_>| is_owner(out.context, name);
        let known = out.context.conversations.get(place);
        let participants = &out.aside.participants;
        let wrote = known.is_some_and(|known| known.senders.iter().any(of_owner));
        // Where the participants stand behind the messages, they were met when the conversation was looked at.
        let behind = known.filter(|_| participants.is_empty()).map(|known| &known.people);
        let takes_part =
            participants.iter().any(of_owner) || behind.is_some_and(|people| people.iter().any(of_owner));
        let owner_known = wrote || takes_part || sender.as_ref().is_some_and(of_owner);
        let other = behind.and_then(|people| people.iter().find(|name| !of_owner(name)).cloned());
        let group = participants.len() > 2 || known.is_some_and(|known| known.is_group(of_owner));
        Self { channels, sender, thread, quality, owner_known, group, other }
    }

    fn party(&self, name: Words<'a>) -> Party<'a> {
        Party { name, quality: self.quality }
    }

    /// The event without its text.
    fn event(&self, out: &Out<'_>, at: At, medium: Medium) -> Event<'a> {
        let channel = match (medium, self.group) {
            (Medium::Message, false) => self.channels.message,
            (Medium::Message, true) => self.channels.group_message,
            (Medium::Call, false) => self.channels.call,
            (Medium::Call, true) => self.channels.group_call,
        };
        let direction = match &self.sender {
            Some(sender) if is_owner(out.context, sender) => Direction::Outgoing,
            Some(_) if self.owner_known => Direction::Incoming,
            _ => Direction::Unknown,
        };
        let mut event = out.event(channel, direction, at);
        event.thread = self.thread.clone();
        event.audience = Audience::Private;
        if !self.group && direction != Direction::Unknown {
            event.party = self.other_side(out, direction).map(|name| self.party(name));
        }
        event
    }

    /// The other one of two: the sender, else the participant who is not the owner.
    fn other_side(&self, out: &Out<'_>, direction: Direction) -> Option<Words<'a>> {
        if direction == Direction::Incoming {
            return self.sender.clone();
        }
        let mut others = out.aside.participants.iter().filter(|name| !is_owner(out.context, name));
        others.next().map(|name| name.clone().into_owned()).or_else(|| self.other.clone())
    }

    /// Sends the message on.
    pub fn send_message(&self, out: &mut Out<'_>, at: At, content: Option<Words<'a>>) {
        let mut event = self.event(out, at, Medium::Message);
        let own = event.direction == Direction::Outgoing;
        event.text = content.map(if own { Text::owner } else { Text::other });
        if own && self.group {
            out.send_with_mentions(event, self.channels.mention);
        } else {
            out.send(event);
        }
    }

    /// Sends a call on.
    pub fn send_call(&self, out: &mut Out<'_>, at: At, seconds: Option<u64>) {
        let mut event = self.event(out, at, Medium::Call);
        event.duration_s = seconds;
        out.send(event);
    }

    /// Sends a reaction on: the owner's to another's message, or another's to the owner's.
    pub fn send_reaction(&self, out: &mut Out<'_>, at: At, actor: Option<Words<'a>>) {
        let (Some(actor), Some(sender)) = (actor, self.sender.clone()) else { return };
        let (by_owner, on_own) = (is_owner(out.context, &actor), is_owner(out.context, &sender));
        let (direction, party) = match (by_owner, on_own) {
            (true, false) => (Direction::Outgoing, sender),
            (false, true) => (Direction::Incoming, actor),
            _ => return,
        };
        let mut event = out.event(self.channels.reaction, direction, at);
        event.party = Some(self.party(party));
        event.thread = self.thread.clone();
        event.audience = Audience::Private;
        out.send(event);
    }
}

#[cfg(test)]
mod tests {
    use super::up_to_sender;

    #[test]
    fn records_begin_alike_up_to_the_end_of_the_sender() {
        let of = |record: &'static str| up_to_sender(record.as_bytes()).map(String::from_utf8_lossy);
        let whole = r#"{ "sender_name" : "Otter", "content": "hello"}"#;
        assert_eq!(of(whole).as_deref(), Some(r#"{ "sender_name" : "Otter""#));
        assert_eq!(of(r#"{"sender_name": "Ot\"ter"}"#), None);
        assert_eq!(of(r#"{"content": "x", "sender_name": "Otter"}"#), None);
        assert_eq!(of(r#"{"sender_name": null}"#), None);
    }
}
