//! End-to-end-encrypted messages: a download of its own, one file `<Thread>_<N>.json` for each part of a conversation,
//! in correct UTF-8.

use archive::{Frame, Frames, Path, Step};
use event::{At, PartyQuality, Words};
use serde::Deserialize;

use super::messages::channels;
use crate::common::meta::Many;
use crate::common::meta_messages::Said;
use crate::common::scalar::Scalar;
use crate::common::time;
use crate::context::{Context, Place};
use crate::reading::{Out, Unreadable, parse};
use crate::section::Next;

type Mapped = Result<(), Unreadable>;

pub const CONVERSATION: Frames = Frames {
    paths: &[
        Path::aside(&[Step::Key("participants")]),
        Path::aside(&[Step::Key("threadName")]),
        Path::records(&[Step::Key("messages"), Step::Items]),
    ],
    single: &[],
};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MessageRecord<'a> {
    #[serde(borrow, default)]
    sender_name: Scalar<'a>,
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    text: Scalar<'a>,
    #[serde(borrow, default)]
    reactions: Many<ReactionRecord<'a>>,
}

#[derive(Deserialize)]
struct ReactionRecord<'a> {
    #[serde(borrow, default)]
    actor: Scalar<'a>,
}

fn words(scalar: &Scalar<'_>) -> Option<Words<'static>> {
    scalar.as_text().map(|text| text.to_owned().into())
}

fn names(bytes: &[u8]) -> Result<Vec<Words<'static>>, Unreadable> {
    Ok(parse::<Many<Scalar<'_>>>(bytes)?.0.iter().filter_map(words).collect())
}

/// That encrypted messages are there at all, who takes part, who wrote.
pub fn participants(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    context.encrypted = true;
    let place = Place { folder: None, ..context.reading.clone() };
    let conversation = context.conversation(place);
    match frame.path {
        0 => conversation.people.extend(names(frame.bytes)?),
        2 => conversation.senders.extend(words(&parse::<MessageRecord<'_>>(frame.bytes)?.sender_name)),
        _ => {}
    }
    Ok(if conversation.people.len() > 2 { Next::Stop } else { Next::Continue })
}

pub fn message(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    match frame.path {
        0 => out.aside.participants = names(frame.bytes)?,
        1 => out.aside.conversation = words(&parse::<Scalar<'_>>(frame.bytes)?),
        _ => one_message(frame, out)?,
    }
    Ok(())
}

fn one_message(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: MessageRecord<'_> = parse(frame.bytes)?;
    let at = time::unix_millis(&record.timestamp).unwrap_or_else(|| {
        out.odd_field("timestamp", "milliseconds since 1970", record.timestamp.type_name());
        At::NONE
    });
    let (thread, place, channels) =
        (out.aside.conversation.clone(), out.place_alone(), channels(out.context));
    let quality = PartyQuality::DisplayName;
    let said = Said::new(words(&record.sender_name), thread, quality, out, &place, channels);
    said.send_message(out, at, words(&record.text));
    for reaction in &record.reactions.0 {
        said.send_reaction(out, At::NONE, words(&reaction.actor));
    }
    Ok(())
}
