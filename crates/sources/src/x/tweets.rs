//! Posts: what is a repost, a reply, a quote, a mention (see `docs/events.md`, "A post on X").

use std::collections::BTreeSet;

use archive::Frame;
use event::{
    At, Audience, Channel, Direction, Event, Media, MediaKind, OwnText, Party, PartyQuality, Text, Words,
};

use super::channels::*;
use super::records::{Entities, Mentioned, NoteRecord, Tweet, TweetRecord};
use crate::common::html::unescape;
use crate::common::scalar::Scalar;
use crate::common::time;
use crate::reading::{Out, Unreadable, parse};

type Mapped = Result<(), Unreadable>;

/// The channels that posts of one file are seen through.
struct Through {
    post: &'static Channel,
    reply: &'static Channel,
    share: &'static Channel,
    mention: &'static Channel,
}

const STANDING: Through = Through { post: &POST, reply: &REPLY, share: &SHARE, mention: &MENTION };
/// Only the last two weeks of these are kept.
const DELETED: Through =
    Through { post: &DELETED_POST, reply: &DELETED_REPLY, share: &DELETED_SHARE, mention: &DELETED_MENTION };

pub fn tweet(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let audience = posts_audience(out);
    tweet_seen_by(frame, out, audience, &STANDING)
}

pub fn deleted_tweet(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let audience = posts_audience(out);
    tweet_seen_by(frame, out, audience, &DELETED)
}

pub fn community_tweet(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    tweet_seen_by(frame, out, Audience::Public, &STANDING)
}

pub fn circle_tweet(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    tweet_seen_by(frame, out, Audience::Followers, &STANDING)
}

/// Posts on X are public unless the account is protected.
pub fn posts_audience(out: &Out<'_>) -> Audience {
    if out.context.private_account == Some(true) { Audience::Followers } else { Audience::Public }
}

fn tweet_in<'r>(frame: &Frame<'r>) -> Result<Tweet<'r>, Unreadable> {
    let record: TweetRecord<'r> = parse(frame.bytes)?;
    match record.tweet {
        Some(tweet) => Ok(tweet),
        None => parse(frame.bytes),
    }
}

/// The time of a post, as archives of all years write it.
fn created(out: &mut Out<'_>, written: &Scalar<'_>) -> At {
    let read = written.as_text().and_then(|text| time::tweet(text).or_else(|| time::iso(text)));
    read.unwrap_or_else(|| {
        out.odd_field("created_at", "a time as in `Sat Feb 18 12:33:11 +0000 2023`", written.type_name());
        At::NONE
    })
}

fn filled(words: Option<Words<'_>>) -> Option<Words<'_>> {
    words.filter(|words| !words.is_blank())
}

fn by_id_or_handle<'r>(id: Option<Words<'r>>, handle: Option<Words<'r>>) -> Option<Party<'r>> {
    let by_id = filled(id).map(|name| Party { name, quality: PartyQuality::Id });
    by_id.or_else(|| filled(handle).map(|name| Party { name, quality: PartyQuality::Handle }))
}

fn tweet_seen_by(frame: &Frame<'_>, out: &mut Out<'_>, audience: Audience, through: &Through) -> Mapped {
    let tweet = tweet_in(frame)?;
    let at = created(out, &tweet.created_at);
    let text = filled(tweet.full_text).map(unescape);
    let entities = tweet.entities.unwrap_or_default();
    learn_names(&entities.user_mentions.0, out);
    let item = filled(tweet.id_str);
    let base = Event { item, audience, ..out.event(through.post, Direction::Own, at) };
    if let Some(name) = text.as_ref().and_then(reposted_from) {
        let mut event = Event { channel: through.share, direction: Direction::Outgoing, ..base };
        event.party = Some(reposted_party(&name, &entities.user_mentions.0));
        event.text = text.map(Text::other);
        out.send(event);
        return Ok(());
    }
    let answered_handle = filled(tweet.in_reply_to_screen_name);
    let answered = by_id_or_handle(tweet.in_reply_to_user_id_str, answered_handle.clone());
    let thread = filled(tweet.in_reply_to_status_id_str);
    let is_reply = thread.is_some() || answered.is_some();
    let to_self = answered.as_ref().is_some_and(|party| out.is_owner(party));
    let (channel, direction) = match is_reply && !to_self {
        true => (through.reply, Direction::Outgoing),
        false => (through.post, Direction::Own),
    };
    let mut event = Event { channel, direction, ..base };
    event.party = answered.filter(|_| !to_self);
    event.thread = thread;
    event.text = text.map(Text::owner);
    let mentions = mentioned(&event, answered_handle, entities.user_mentions.0, out);
    let mentions = mentions.into_iter().map(|mention| Event { channel: through.mention, ..mention });
    let quote = quoted(&event, &entities.urls.0, out).map(|quote| Event { channel: through.share, ..quote });
    out.send(event);
    mentions.chain(quote).for_each(|event| out.send(event));
    let attached = tweet.extended_entities.filter(|entities| !entities.media.0.is_empty());
    send_media(
        attached.unwrap_or(Entities { media: entities.media, ..Entities::default() }),
        at,
        audience,
        out,
    );
    Ok(())
}

/// Mentions tell which id, handle and name belong together.
fn learn_names(mentions: &[Mentioned<'_>], out: &mut Out<'_>) {
    for mentioned in mentions {
        let platform = out.platform();
        let (id, handle) = (mentioned.id_str.clone(), mentioned.screen_name.clone());
        out.sink().account(&event::Account { platform, id, handle, display_name: mentioned.name.clone() });
    }
}

/// The handle that a repost begins with: `RT @handle: ...`.
fn reposted_from(text: &Words<'_>) -> Option<String> {
    let (handle, _) = text.expose().strip_prefix("RT @")?.split_once(':')?;
    let fits = !handle.is_empty() && handle.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    fits.then(|| handle.to_owned())
}

fn reposted_party<'r>(handle: &str, mentions: &[Mentioned<'r>]) -> Party<'r> {
    let same = |mentioned: &&Mentioned<'_>| {
        mentioned.screen_name.as_ref().is_some_and(|name| name.expose().eq_ignore_ascii_case(handle))
    };
    let id = mentions.iter().find(same).and_then(|mentioned| filled(mentioned.id_str.clone()));
    match id {
        Some(name) => Party { name, quality: PartyQuality::Id },
        None => Party { name: handle.to_owned().into(), quality: PartyQuality::Handle },
    }
}

/// One event for each account mentioned, but for the one that is answered anyway, and the owner.
fn mentioned<'r>(
    event: &Event<'r>,
    answered_handle: Option<Words<'r>>,
    mentions: Vec<Mentioned<'r>>,
    out: &Out<'_>,
) -> Vec<Event<'r>> {
    let handle_of = |mentioned: &Mentioned<'_>| {
        let handle = filled(mentioned.screen_name.clone());
        handle.map(|handle| handle.expose().to_lowercase())
    };
    // The reply names its party by id or by handle; the mention of the same account may hold the other one only.
    let answered_handle = answered_handle.map(|handle| handle.expose().to_lowercase());
    let (mut seen_ids, mut seen_handles) = (BTreeSet::new(), BTreeSet::new());
    let mut parties: Vec<Party<'r>> = Vec::new();
    for mentioned in mentions {
        let handle = handle_of(&mentioned);
        let Some(party) = by_id_or_handle(mentioned.id_str, mentioned.screen_name) else { continue };
        let answered =
            event.party.as_ref() == Some(&party) || (handle.is_some() && handle == answered_handle);
        let new = match party.quality {
            PartyQuality::Id => seen_ids.insert(party.name.clone()),
            _ => handle.is_none_or(|handle| seen_handles.insert(handle)),
        };
        if new && !answered && !out.is_owner(&party) {
            parties.push(party);
        }
    }
    let base = Event { channel: &MENTION, direction: Direction::Outgoing, text: None, ..event.clone() };
    parties.into_iter().map(|party| Event { party: Some(party), ..base.clone() }).collect()
}

/// A share with the owner's own words: the first link that is a post of somebody else.
fn quoted<'r>(event: &Event<'r>, urls: &[super::records::Url<'_>], out: &Out<'_>) -> Option<Event<'r>> {
    let addresses = urls.iter().filter_map(|url| post_address(url.expanded_url.as_ref()?.expose()));
    let (handle, id) = addresses.into_iter().find(|(handle, _)| !out.context.is_owner_handle(handle))?;
    Some(Event {
        channel: &SHARE,
        direction: Direction::Outgoing,
        party: Some(Party { name: handle.to_owned().into(), quality: PartyQuality::Handle }),
        item: Some(id.to_owned().into()),
        thread: event.item.clone(),
        text: None,
        ..event.clone()
    })
}

/// Handle and id in `https://x.com/<handle>/status/<id>`.
fn post_address(url: &str) -> Option<(&str, &str)> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let rest = rest.strip_prefix("www.").or_else(|| rest.strip_prefix("mobile.")).unwrap_or(rest);
    let rest = rest.strip_prefix("twitter.com/").or_else(|| rest.strip_prefix("x.com/"))?;
    let (handle, rest) = rest.split_once("/status/")?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (id, after) = rest.split_at(digits);
    // `i` is no account: X puts it where it does not say whose the post is.
    let named = !handle.is_empty()
        && handle != "i"
        && handle.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    (named && !id.is_empty() && (after.is_empty() || after.starts_with(['?', '/', '#'])))
        .then_some((handle, id))
}

fn send_media(entities: Entities<'_>, at: At, audience: Audience, out: &mut Out<'_>) {
    for medium in entities.media.0 {
        let kind = match medium.kind.as_ref().map(|kind| &**kind.expose()) {
            Some("photo") => MediaKind::Photo,
            Some("video" | "animated_gif") => MediaKind::Video,
            _ => MediaKind::Other,
        };
        let (platform, origin) = (out.platform(), out.origin());
        let uri = medium.media_url_https;
        out.sink().media(&Media { platform, kind, at, audience, uri, gps: None, device: None, origin });
    }
}

/// A post of which only the time is left.
pub fn header(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    time_of(frame, out, &POST)
}

/// A deleted post of which only the time is left.
pub fn deleted_header(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    time_of(frame, out, &DELETED_POST)
}

fn time_of(frame: &Frame<'_>, out: &mut Out<'_>, channel: &'static Channel) -> Mapped {
    let tweet = tweet_in(frame)?;
    let at = created(out, &tweet.created_at);
    let mut event = out.event(channel, Direction::Own, at);
    event.item = filled(tweet.tweet_id.or(tweet.id_str));
    event.audience = posts_audience(out);
    out.send(event);
    Ok(())
}

/// The long form of a post: a text beside the event that the post itself is.
pub fn note(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: NoteRecord<'_> = parse(frame.bytes)?;
    let Some(note) = record.note_tweet else { return Ok(()) };
    let Some(body) = note.core.and_then(|core| filled(core.text)) else { return Ok(()) };
    let at = note.created_at.as_text().and_then(time::iso_instant).unwrap_or(At::NONE);
    let (platform, audience, origin) = (out.platform(), posts_audience(out), out.origin());
    out.sink().own_text(&OwnText { platform, body: unescape(body), at, audience, item: None, origin });
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_posts() {
        let cases = [
            ("https://twitter.com/quiet_heron/status/123", Some(("quiet_heron", "123"))),
            ("https://x.com/quiet_heron/status/123?s=20", Some(("quiet_heron", "123"))),
            ("http://mobile.twitter.com/a/status/1/photo/1", Some(("a", "1"))),
            ("https://x.com/i/web/status/123", None),
            ("https://x.com/i/status/123", None),
            ("https://x.com/a/status/12b", None),
            ("https://notx.com/a/status/1", None),
        ];
        for (url, expected) in cases {
            assert_eq!(post_address(url), expected, "{url}");
        }
    }

    #[test]
    fn reposts_are_known_by_their_beginning() {
        assert_eq!(reposted_from(&"RT @a_b: hello".into()).as_deref(), Some("a_b"));
        assert_eq!(reposted_from(&"RT @a b: hello".into()), None);
        assert_eq!(reposted_from(&"so true RT @a_b: hello".into()), None);
    }
}
