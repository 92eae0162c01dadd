//! The normalised events as JSON lines, in the fields of the codebook, section 1.
//!
//! One event, one line, every field always there, `null` for what is not known:
//!
//! ```text
//! {"platform":"x","owner_account":"14","account":"22","account_quality":"id","kind":"reply",
//!  "direction":"outgoing","at":"2024-03-05T14:02:11Z","at_quality":"second","duration_s":null,"amount":null,
//!  "currency":null,"item":"17","thread":"16","audience":"public","text":"agreed",
//!  "origin":{"archive":"x.zip","member":"data/tweets.js","record":1}}
//! ```
//!
//! Media and profile fields have lines of their own, told apart by a first field `record`. This is data for the
//! person who asked for it, on standard output: it opens [`Private`](crate::Private) on purpose. Words of other
//! people are left out (`"text":null`) unless they are asked for.

use std::io::{self, Write};

use serde::Serialize;

use crate::interaction::{Author, Event, Origin};
use crate::private::Words;
use crate::records::{Media, ProfileField};

/// The names of an origin's archive and member.
#[derive(Debug, Clone, Copy)]
pub struct OriginNames<'a> {
    pub archive: &'a str,
    pub member: &'a str,
}

/// Writes one event as one line.
///
/// # Errors
/// Those of the writer.
pub fn write_event(
    out: &mut impl Write,
    event: &Event<'_>,
    names: OriginNames<'_>,
    others_text: bool,
) -> io::Result<()> {
    let text = event.text.as_ref().filter(|text| others_text || text.author == Author::Owner);
    write_line(
        out,
        &EventLine {
            platform: event.platform().as_str(),
            owner_account: open(event.owner.as_ref()),
            account: open(event.party.as_ref().map(|party| &party.name)),
            account_quality: event.party_quality().as_str(),
            kind: event.kind().as_str(),
            direction: event.direction.as_str(),
            at: event.at.to_text(),
            at_quality: event.at.quality().as_str(),
            duration_s: event.duration_s,
            amount: event.amount,
            currency: open(event.currency.as_ref()),
            item: open(event.item.as_ref()),
            thread: open(event.thread.as_ref()),
            audience: event.audience.as_str(),
            text: open(text.map(|text| &text.body)),
            origin: OriginLine::new(event.origin, names),
        },
    )
}

/// Writes one medium as one line.
///
/// # Errors
/// Those of the writer.
pub fn write_media(out: &mut impl Write, media: &Media<'_>, names: OriginNames<'_>) -> io::Result<()> {
    write_line(
        out,
        &MediaLine {
            record: "media",
            platform: media.platform.as_str(),
            kind: media.kind.as_str(),
            at: media.at.to_text(),
            at_quality: media.at.quality().as_str(),
            audience: media.audience.as_str(),
            uri: open(media.uri.as_ref()),
            latitude: media.gps.map(|gps| *gps.latitude.expose()),
            longitude: media.gps.map(|gps| *gps.longitude.expose()),
            gps_source: media.gps.map(|gps| gps.source.as_str()),
            device: open(media.device.as_ref()),
            origin: OriginLine::new(media.origin, names),
        },
    )
}

/// Writes one profile field as one line.
///
/// # Errors
/// Those of the writer.
pub fn write_profile(
    out: &mut impl Write,
    field: &ProfileField<'_>,
    names: OriginNames<'_>,
) -> io::Result<()> {
    write_line(
        out,
        &ProfileLine {
            record: "profile",
            platform: field.platform.as_str(),
            key: field.key.as_str(),
            value: field.value.expose(),
            audience: field.audience.as_str(),
            basis: field.basis.as_str(),
            origin: OriginLine::new(field.origin, names),
        },
    )
}

fn write_line(out: &mut impl Write, line: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

fn open<'a>(words: Option<&'a Words<'_>>) -> Option<&'a str> {
    words.map(|words| &**words.expose())
}

#[derive(Serialize)]
struct OriginLine<'a> {
    archive: &'a str,
    member: &'a str,
    record: u64,
}

impl<'a> OriginLine<'a> {
    const fn new(origin: Origin, names: OriginNames<'a>) -> Self {
        Self { archive: names.archive, member: names.member, record: origin.record }
    }
}

#[derive(Serialize)]
struct EventLine<'a> {
    platform: &'static str,
    owner_account: Option<&'a str>,
    account: Option<&'a str>,
    account_quality: &'static str,
    kind: &'static str,
    direction: &'static str,
    at: Option<String>,
    at_quality: &'static str,
    duration_s: Option<u64>,
    amount: Option<f64>,
    currency: Option<&'a str>,
    item: Option<&'a str>,
    thread: Option<&'a str>,
    audience: &'static str,
    text: Option<&'a str>,
    origin: OriginLine<'a>,
}

#[derive(Serialize)]
struct MediaLine<'a> {
    record: &'static str,
    platform: &'static str,
    kind: &'static str,
    at: Option<String>,
    at_quality: &'static str,
    audience: &'static str,
    uri: Option<&'a str>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    gps_source: Option<&'static str>,
    device: Option<&'a str>,
    origin: OriginLine<'a>,
}

#[derive(Serialize)]
struct ProfileLine<'a> {
    record: &'static str,
    platform: &'static str,
    key: &'static str,
    value: &'a str,
    audience: &'static str,
    basis: &'static str,
    origin: OriginLine<'a>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{At, Channel, Direction, Kind, Mode, Party, PartyQuality, Platform, Reverse, Text};

    static REPLY: Channel = Channel::new(Platform::X, Kind::Reply, "replies", Mode::Log, Reverse::None);

    #[test]
    fn a_line_holds_every_field_and_hides_other_peoples_words() {
        let time = "2024-03-05T14:02:11Z".parse().unwrap();
        let origin = Origin { archive: 0, member: 0, record: 1 };
        let mut event = Event::new(&REPLY, Direction::Outgoing, At::second(time), origin);
        event.party = Some(Party { name: "22".into(), quality: PartyQuality::Id });
        event.text = Some(Text::other("\u{202e}agreed"));
        let names = OriginNames { archive: "x.zip", member: "data/tweets.js" };
        let line = |others| {
            let mut out = Vec::new();
            write_event(&mut out, &event, names, others).unwrap();
            String::from_utf8(out).unwrap()
        };
        assert_eq!(
            line(false),
            concat!(
                r#"{"platform":"x","owner_account":null,"account":"22","account_quality":"id","kind":"reply","#,
                r#""direction":"outgoing","at":"2024-03-05T14:02:11Z","at_quality":"second","duration_s":null,"#,
                r#""amount":null,"currency":null,"item":null,"thread":null,"audience":"unknown","text":null,"#,
                r#""origin":{"archive":"x.zip","member":"data/tweets.js","record":1}}"#,
                "\n"
            )
        );
        assert!(line(true).contains("agreed"));
    }
}
