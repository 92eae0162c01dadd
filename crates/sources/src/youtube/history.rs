//! What was watched and searched for. An item says what it is by its address, not by the file it stands in and not by its
//! title, which follows the language of the account.

use archive::Frame;
use event::{At, Direction, Party, PartyQuality, Text, Words};

use super::address::{self, Address};
use super::channels::{AD, LIKE, SEARCH, VIEW};
use super::pages;
use super::records::Item;
use crate::common::scalar::Scalar;
use crate::common::time;
use crate::reading::{Out, Unreadable, parse};

type Mapped = Result<(), Unreadable>;

/// An item, whatever the form it came in.
pub struct Activity<'a> {
    pub header: Option<Words<'a>>,
    pub title: Option<Words<'a>>,
    pub url: Option<Words<'a>>,
    pub channel: Option<Named<'a>>,
    pub at: At,
    /// Something stands where a time is expected, and it is none.
    pub odd_time: bool,
    pub is_ad: bool,
}

/// Whose video it is.
pub struct Named<'a> {
    pub name: Option<Words<'a>>,
    pub url: Option<Words<'a>>,
}

/// What an item without any address is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum WithoutAddress {
    /// In the history of what was watched, a video that is gone.
    Watched,
    Unknown,
}

fn instant(written: &Scalar<'_>) -> (At, bool) {
    let read = written.as_text().and_then(time::iso);
    (read.unwrap_or(At::NONE), read.is_none() && *written != Scalar::Null)
}

fn item<'r>(frame: &Frame<'r>) -> Result<Activity<'r>, Unreadable> {
    let item: Item<'r> = parse(frame.bytes)?;
    // Until 2017 a history was a playlist, with the channel left out.
    if let (Some(snippet), Scalar::Null) = (&item.snippet, &item.time) {
        let id = item.content_details.and_then(|details| details.video_id);
        let url = id.map(|id| format!("https://www.youtube.com/watch?v={}", &**id.expose()));
        let (at, odd_time) = instant(&snippet.published_at);
        let url = url.map(Words::from);
        return Ok(Activity { header: None, title: None, url, channel: None, at, odd_time, is_ad: false });
    }
    let (at, odd_time) = instant(&item.time);
    let says_google =
        |name: &Option<Words<'_>>| name.as_ref().is_some_and(|name| name.expose().contains("Google"));
    let is_ad = item.details.0.iter().any(|detail| says_google(&detail.name));
    let channel = item.subtitles.0.into_iter().next();
    let channel = channel.map(|channel| Named { name: channel.name, url: channel.url });
    Ok(Activity { header: item.header, title: item.title, url: item.title_url, channel, at, odd_time, is_ad })
}

pub fn watched_json(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    tell(item(frame)?, WithoutAddress::Watched, out);
    Ok(())
}

pub fn mixed_json(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    tell(item(frame)?, WithoutAddress::Unknown, out);
    Ok(())
}

pub fn watched_html(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    tell(pages::activity(frame)?, WithoutAddress::Watched, out);
    Ok(())
}

pub fn mixed_html(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    tell(pages::activity(frame)?, WithoutAddress::Unknown, out);
    Ok(())
}

fn tell(activity: Activity<'_>, without_address: WithoutAddress, out: &mut Out<'_>) {
    // My Activity holds other products' items too.
    let foreign = |header: &Words<'_>| !header.is_blank() && !header.expose().starts_with("YouTube");
    if activity.header.as_ref().is_some_and(foreign) {
        return out.nothing_to_tell();
    }
    if activity.odd_time {
        out.odd_field("time", "a time in a form and a zone that are known", "another text");
    }
    let url = activity.url.as_ref().or(activity.title.as_ref());
    let address = url.map_or(Address::Other, |url| address::read(url.expose()));
    let at = activity.at;
    match address {
        Address::Results(query) if !activity.is_ad => {
            let mut event = out.event(&SEARCH, Direction::Own, at);
            event.text = Some(query).filter(|query| !query.trim().is_empty()).map(Text::owner);
            out.send(event);
        }
        Address::Video(id) | Address::Post(id) if activity.is_ad => shown(Some(id), at, out),
        Address::Video(id) | Address::Post(id) => seen(Some(id), activity.channel, at, out),
        _ if activity.is_ad => shown(None, at, out),
        _ if activity.url.is_none() && without_address == WithoutAddress::Watched => {
            seen(None, activity.channel, at, out);
        }
        _ => out.nothing_to_tell(),
    }
}

/// An ad was shown, not chosen: it tells that the owner was there, and nothing of whose it is.
fn shown(id: Option<String>, at: At, out: &mut Out<'_>) {
    let mut event = out.event(&AD, Direction::Own, at);
    event.item = id.map(Words::from);
    out.send(event);
}

fn seen(id: Option<String>, channel: Option<Named<'_>>, at: At, out: &mut Out<'_>) {
    let mut event = out.event(&VIEW, Direction::Outgoing, at);
    event.item = id.map(Words::from);
    event.party = channel.and_then(|channel| party(channel, out));
    out.send(event);
}

/// The channel by its id or its name in addresses, else by what it is called.
fn party<'a>(channel: Named<'a>, out: &mut Out<'_>) -> Option<Party<'a>> {
    let name = channel.name.filter(|name| !name.is_blank());
    let found = channel.url.and_then(|url| address::channel(url.expose()));
    let Some(found) = found else {
        return name.map(|name| Party { name, quality: PartyQuality::DisplayName });
    };
    learn(&found, name, out);
    Some(found)
}

/// Tells which names belong together.
pub fn learn(party: &Party<'_>, display_name: Option<Words<'_>>, out: &mut Out<'_>) {
    let platform = out.platform();
    let known = Some(party.name.clone());
    let (id, handle) = if party.quality == PartyQuality::Id { (known, None) } else { (None, known) };
    out.sink().account(&event::Account { platform, id, handle, display_name });
}

/// `likes.json` of older exports: a playlist as the platform's interface for programs writes it.
pub fn like(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let item: Item<'_> = parse(frame.bytes)?;
    let (at, odd) = instant(&item.snippet.unwrap_or_default().published_at);
    if odd {
        out.odd_field("publishedAt", "a time", "another text");
    }
    let mut event = out.event(&LIKE, Direction::Outgoing, at);
    event.item = item.content_details.and_then(|details| details.video_id);
    out.send(event);
    Ok(())
}
