//! Friends, follows, pages: who they are goes into the context too, because sentences name them.

use archive::Frame;
use event::{Channel, Direction, Party, PartyQuality, Words};
use serde::Deserialize;

use super::acts::{newer, seconds};
use super::channels::*;
use super::records::DataRecord;
use crate::common::meta::Many;
use crate::common::meta_text::MetaText;
use crate::common::scalar::Scalar;
use crate::context::Context;
use crate::reading::{Out, Unreadable, parse};
use crate::section::Next;

type Mapped = Result<(), Unreadable>;

/// A person or a page in a list: its name stands in the record or in its data.
#[derive(Deserialize)]
struct Listed<'a> {
    #[serde(borrow, default)]
    name: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    data: OneOrMany<'a>,
}

#[derive(Default)]
struct OneOrMany<'a>(Option<MetaText<'a>>);

impl<'de: 'a, 'a> Deserialize<'de> for OneOrMany<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Data<'a> {
            #[serde(borrow)]
            Many(Vec<DataRecord<'a>>),
            #[serde(borrow)]
            One(Box<DataRecord<'a>>),
            Nothing(serde::de::IgnoredAny),
        }
        Ok(Self(match Data::deserialize(deserializer)? {
            Data::Many(many) => many.into_iter().find_map(|one| one.name),
            Data::One(one) => one.name,
            Data::Nothing(_) => None,
        }))
    }
}

fn read<'r>(frame: &Frame<'r>) -> Result<(Option<Words<'r>>, event::At), Unreadable> {
    let record: Listed<'r> = parse(frame.bytes)?;
    let name = record.name.or(record.data.0).and_then(MetaText::words);
    Ok((name, seconds(&record.timestamp)))
}

/// People that sentences may name.
pub fn known(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    context.people.extend(read(frame)?.0.map(Words::into_owned));
    Ok(Next::Continue)
}

/// A friend, whom sentences may name.
pub fn known_friend(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    if let Some(name) = read(frame)?.0.map(Words::into_owned) {
        context.people.insert(name.clone());
        context.friends.insert(name);
    }
    Ok(Next::Continue)
}

/// A page is a public figure.
pub fn known_page(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    if let Some(name) = read(frame)?.0.map(Words::into_owned) {
        context.people.insert(name.clone());
        context.pages.insert(name);
    }
    Ok(Next::Continue)
}

fn listed(frame: &Frame<'_>, out: &mut Out<'_>, channel: &'static Channel, direction: Direction) -> Mapped {
    let (name, at) = read(frame)?;
    let mut event = out.event(channel, direction, at);
    event.party = name.map(|name| Party { name, quality: PartyQuality::DisplayName });
    out.send(event);
    Ok(())
}

/// Both sides said yes; the list tells it from the owner's.
pub fn friend(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    listed(frame, out, &FRIEND, Direction::Outgoing)
}

pub fn unfriend(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    listed(frame, out, &UNFRIEND, Direction::Outgoing)
}

pub fn following(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    listed(frame, out, &FOLLOWING, Direction::Outgoing)
}

pub fn follower(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    listed(frame, out, &FOLLOWER, Direction::Incoming)
}

pub fn page(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    listed(frame, out, &PAGE, Direction::Outgoing)
}

pub fn unfollow(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    if let Some(flat) = newer(frame)? {
        let mut event = out.event(&UNFOLLOW, Direction::Outgoing, flat.at());
        let name = flat.plain().next().cloned();
        event.party = name.map(|name| Party { name, quality: PartyQuality::DisplayName });
        out.send(event);
        return Ok(());
    }
    listed(frame, out, &UNFOLLOW, Direction::Outgoing)
}

pub fn block(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    listed(frame, out, &BLOCK, Direction::Outgoing)
}

/// Who takes part in conversations may be named too.
pub fn participants(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    #[derive(Deserialize)]
    struct Participant<'a> {
        #[serde(borrow, default)]
        name: Option<MetaText<'a>>,
    }
    if frame.path == 0 {
        let people = parse::<Many<Participant<'_>>>(frame.bytes)?.0.into_iter();
        let names = people.filter_map(|person| person.name.and_then(MetaText::words));
        context.people.extend(names.map(Words::into_owned));
    }
    crate::common::meta_messages::participants(frame, context)
}
