//! What the owner wrote: comments, answers, messages in live chats.

use archive::Frame;
use event::{At, Audience, Channel, Direction, Text, Words};

use super::address::{self, Address};
use super::channels::{COMMENT, LIVE_CHAT, REPLY, SUPER_CHAT};
use super::columns::{Cells, Column};
use super::pages;
use super::records::{Segment, Segments};
use crate::common::repair;
use crate::context::Context;
use crate::reading::{Out, Unreadable, parse};
use crate::section::Next;

type Mapped = Result<(), Unreadable>;

/// Whose comments they are: the channel in them is the owner's.
pub fn owner(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    context.learn_owner(Cells::of(frame)?.channel_id(), None, None);
    Ok(if context.owner.id.is_some() { Next::Stop } else { Next::Continue })
}

pub fn comment(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    said(frame, out, |cells| if cells.parent_id().is_some() { &REPLY } else { &COMMENT })
}

pub fn live_chat(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    said(frame, out, |_| &LIVE_CHAT)?;
    let cells = Cells::of(frame)?;
    if cells.is_paid() {
        let mut event = out.event(&SUPER_CHAT, Direction::Outgoing, cells.time(Column::Time).0);
        event.item = cells.video_id().map(|id| Words::from(id.to_owned()));
        event.audience = Audience::Public;
        out.send(event);
    }
    Ok(())
}

fn said(frame: &Frame<'_>, out: &mut Out<'_>, which: fn(&Cells) -> &'static Channel) -> Mapped {
    let cells = Cells::of(frame)?;
    if cells.is_blank() {
        out.nothing_to_tell();
        return Ok(());
    }
    let channel = which(&cells);
    let text = cells.text().map(|text| words(frame, text)).transpose()?;
    let (at, odd_time) = cells.time(Column::Time);
    if odd_time {
        out.odd_field("time", "a time with its offset", "another text");
    }
    let mut event = out.event(channel, Direction::Outgoing, at);
    let owned = |text: &str| Words::from(text.to_owned());
    event.item = cells.video_id().or_else(|| cells.post_id()).map(owned);
    event.thread = cells.parent_id().map(owned);
    event.audience = Audience::Public;
    event.text = text.filter(|text| !text.trim().is_empty()).map(Text::owner);
    out.send(event);
    Ok(())
}

/// The text of a comment, which is cut into segments of JSON: in one object until 2024, side by side since. A text that is
/// no JSON stands for itself.
fn words(frame: &Frame<'_>, written: &str) -> Result<String, Unreadable> {
    if !written.starts_with('{') {
        return Ok(written.to_owned());
    }
    let listed = format!("[{written}]");
    let bytes = listed.as_bytes();
    let json = Frame { bytes, header: &[], ..*frame };
    // Line breaks stand in them as they are.
    joined(&json).or_else(|_| repair::with_repaired(&json, joined))
}

fn joined(json: &Frame<'_>) -> Result<String, Unreadable> {
    /// Either form of a text.
    #[derive(serde::Deserialize)]
    struct Part<'a> {
        #[serde(borrow, flatten)]
        segment: Segment<'a>,
        #[serde(borrow, flatten)]
        segments: Segments<'a>,
    }
    let parts: Vec<Part<'_>> = parse(json.bytes)?;
    let mut text = String::new();
    for part in &parts {
        for segment in std::iter::once(&part.segment).chain(&part.segments.takeout_segments.0) {
            let link = segment.link.as_ref().and_then(|link| link.link_url.as_ref());
            if let Some(words) = segment.text.as_ref().or(link) {
                text.push_str(words.expose());
            }
        }
    }
    Ok(text)
}

pub fn older_comment(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    said_on_page(frame, out, &COMMENT)
}

pub fn older_live_chat(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    said_on_page(frame, out, &LIVE_CHAT)
}

fn said_on_page(frame: &Frame<'_>, out: &mut Out<'_>, channel: &'static Channel) -> Mapped {
    let said = pages::said(frame)?;
    if said.at == At::NONE {
        out.odd_field("time", "a time in the first line", "none");
    }
    let mut event = out.event(channel, Direction::Outgoing, said.at);
    event.item = match said.address.map(|address| address::read(&address)) {
        Some(Address::Video(id) | Address::Post(id)) => Some(id.into()),
        _ => None,
    };
    event.audience = Audience::Public;
    event.text = Some(said.text).filter(|text| !text.is_empty()).map(Text::owner);
    out.send(event);
    Ok(())
}
