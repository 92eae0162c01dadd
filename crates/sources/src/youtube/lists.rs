//! Tables of what stands: subscriptions, playlists, own videos, the channel.

use archive::Frame;
use event::{
    At, Audience, Basis, Direction, Gps, GpsSource, Media, MediaKind, OwnText, Party, PartyQuality,
    ProfileField, ProfileKey, Text, Words,
};

use super::channels::{POST, SAVE, SUBSCRIPTION};
use super::columns::{Cells, Column};
use super::history::learn;
use crate::common::time;
use crate::context::Context;
use crate::reading::{Out, Unreadable};
use crate::section::Next;

type Mapped = Result<(), Unreadable>;

fn owned(text: &str) -> Words<'static> {
    Words::from(text.to_owned())
}

/// The channel and what it is called.
pub fn owner(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    let cells = Cells::of(frame)?;
    context.learn_owner(cells.channel_id(), None, cells.get(Column::ChannelTitle));
    Ok(Next::Continue)
}

pub fn subscription(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let cells = Cells::of(frame)?;
    if cells.is_blank() {
        out.nothing_to_tell();
        return Ok(());
    }
    let is_address = |field: &str| field.starts_with("http");
    let by_address = || cells.find(Column::ChannelUrl, is_address).and_then(super::address::channel);
    let id = cells.channel_id().map(|id| Party { name: owned(id), quality: PartyQuality::Id });
    let title = cells.find(Column::ChannelTitle, |field| {
        !field.is_empty() && !is_address(field) && Some(field) != cells.channel_id()
    });
    let mut event = out.event(&SUBSCRIPTION, Direction::Outgoing, At::NONE);
    event.party = id.or_else(by_address);
    match &event.party {
        Some(party) => learn(party, title.map(owned), out),
        None => {
            event.party = title.map(|title| Party { name: owned(title), quality: PartyQuality::DisplayName });
        }
    }
    out.send(event);
    Ok(())
}

/// A video in a playlist.
pub fn saved(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let cells = Cells::of(frame)?;
    let Some(video) = cells.video_id() else {
        out.nothing_to_tell();
        return Ok(());
    };
    let (at, odd_time) = cells.time(Column::Time);
    if odd_time {
        out.odd_field("time", "a time with its offset", "another text");
    }
    let mut event = out.event(&SAVE, Direction::Outgoing, at);
    event.item = Some(owned(video));
    out.send(event);
    Ok(())
}

/// Who sees it, where it is said in English; other languages' words are not known.
fn audience(cells: &Cells) -> Audience {
    match cells.get(Column::Visibility).map(str::to_lowercase).as_deref() {
        Some("public") => Audience::Public,
        Some("private") => Audience::Private,
        _ => Audience::Unknown,
    }
}

/// A video of one's own: its title is a text, its description another.
pub fn video(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let cells = Cells::of(frame)?;
    let Some(id) = cells.get(Column::VideoId) else {
        if cells.is_blank() {
            out.nothing_to_tell();
        }
        return Ok(());
    };
    // Two times stand in a row, so only a name can tell which is which.
    let named = |column| cells.get(column).and_then(time::iso);
    let at = named(Column::Published).or_else(|| named(Column::Time)).unwrap_or(At::NONE);
    let mut event = out.event(&POST, Direction::Own, at);
    event.item = Some(owned(id));
    event.audience = audience(&cells);
    event.text = cells.get(Column::VideoTitle).map(owned).map(Text::owner);
    out.send(event);
    if let Some(description) = cells.get(Column::Description) {
        let (platform, origin) = (out.platform(), out.origin());
        let (body, item, audience) = (owned(description), Some(owned(id)), audience(&cells));
        out.sink().own_text(&OwnText { platform, body, at, audience, item, origin });
    }
    Ok(())
}

fn place(cells: &Cells) -> Option<(f64, f64)> {
    cells.number(Column::Latitude).zip(cells.number(Column::Longitude))
}

/// Where a video was recorded.
pub fn recording(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let cells = Cells::of(frame)?;
    let place =
        place(&cells).and_then(|(latitude, longitude)| Gps::new(latitude, longitude, GpsSource::Export));
    if place.is_none() {
        out.nothing_to_tell();
        return Ok(());
    }
    let media = Media {
        platform: out.platform(),
        kind: MediaKind::Video,
        at: At::NONE,
        audience: Audience::Unknown,
        uri: cells.get(Column::VideoId).map(owned),
        gps: place,
        device: None,
        origin: out.origin(),
    };
    out.sink().media(&media);
    Ok(())
}

fn field(out: &mut Out<'_>, key: ProfileKey, value: Words<'_>, audience: Audience) {
    let (platform, origin, basis) = (out.platform(), out.origin(), Basis::Stated);
    out.sink().profile(&ProfileField { platform, key, value, audience, basis, origin });
}

pub fn channel(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let cells = Cells::of(frame)?;
    let audience = audience(&cells);
    if let Some(id) = cells.channel_id() {
        field(out, ProfileKey::Id, owned(id), audience);
    }
    if let Some(title) = cells.get(Column::ChannelTitle) {
        field(out, ProfileKey::Name, owned(title), audience);
    }
    Ok(())
}

/// The place that every new video is given, if one is set.
pub fn defaults(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let cells = Cells::of(frame)?;
    match place(&cells) {
        Some((latitude, longitude)) if (latitude, longitude) != (0.0, 0.0) => {
            let value = format!("{latitude},{longitude}");
            field(out, ProfileKey::Coordinates, value.into(), Audience::Private);
        }
        _ => out.nothing_to_tell(),
    }
    Ok(())
}

/// The names that lead to the channel.
pub fn addresses(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let names = Cells::of(frame)?.vanities();
    if names.is_empty() {
        out.nothing_to_tell();
    }
    for name in names {
        field(out, ProfileKey::Handle, name, Audience::Public);
    }
    Ok(())
}
