//! The flat layout before 2021: tuples and maps, ISO times, handles instead of names.

use archive::{Frame, Frames, Path, Step};
use event::{
    At, Audience, Basis, Channel, Direction, Media, MediaKind, OwnText, Party, PartyQuality, ProfileField,
    ProfileKey, Text, Words,
};
use serde::Deserialize;

use super::channels::*;
use super::messages::CHANNELS;
use crate::common::meta::Many;
use crate::common::meta_messages::Said;
use crate::common::meta_post::kind_by_ending;
use crate::common::meta_text::MetaText;
use crate::common::scalar::Scalar;
use crate::common::time;
use crate::context::{Context, Place};
use crate::reading::{Out, Unreadable, parse};
use crate::section::Next;

type Mapped = Result<(), Unreadable>;

/// `{"followers": {"<user>": "<time>"}, ...}`.
pub const CONNECTIONS: Frames = Frames {
    paths: &[
        Path::records(&[Step::Key("followers"), Step::Entries]),
        Path::records(&[Step::Key("following"), Step::Entries]),
        Path::records(&[Step::Key("blocked_users"), Step::Entries]),
    ],
    single: &[],
};

/// Logins, logouts, the making of the account.
pub const HISTORY: Frames = Frames {
    paths: &[
        Path::records(&[Step::Key("login_history"), Step::Items]),
        Path::records(&[Step::Key("logout_history"), Step::Items]),
        Path::records(&[Step::Key("registration_info")]),
    ],
    single: &[],
};

/// A row of texts.
#[derive(Deserialize)]
struct Row<'a>(#[serde(borrow)] Vec<Scalar<'a>>);

impl<'a> Row<'a> {
    fn at(&self) -> At {
        self.0.first().and_then(Scalar::as_text).and_then(time::iso).unwrap_or(At::NONE)
    }

    fn words(&self, index: usize) -> Option<Words<'a>> {
        match self.0.get(index)? {
            Scalar::Text(text) => MetaText::from(text.clone()).words(),
            _ => None,
        }
    }

    fn handle(&self, index: usize) -> Option<Party<'a>> {
        self.words(index).map(by_handle)
    }
}

fn by_handle(name: Words<'_>) -> Party<'_> {
    Party { name, quality: PartyQuality::Handle }
}

/// `[time, user]`.
fn towards(frame: &Frame<'_>, out: &mut Out<'_>, channel: &'static Channel) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let mut event = out.event(channel, Direction::Outgoing, row.at());
    event.party = row.handle(1);
    out.send(event);
    Ok(())
}

pub fn like(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards(frame, out, &LIKE)
}

pub fn story_answer(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards(frame, out, &STORY_ANSWER)
}

pub fn save(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    towards(frame, out, &SAVE)
}

/// `[time, text, user]`.
pub fn comment(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let row: Row<'_> = parse(frame.bytes)?;
    let mut event = out.event(&COMMENT, Direction::Outgoing, row.at());
    event.party = row.handle(2);
    event.text = row.words(1).map(Text::owner);
    out.send_with_mentions(event, &MENTION);
    Ok(())
}

pub fn connection(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let (channel, direction): (&'static Channel, _) = match frame.path {
        0 => (&FOLLOWER, Direction::Incoming),
        1 => (&FOLLOWING, Direction::Outgoing),
        _ => (&BLOCK, Direction::Outgoing),
    };
    let since: Scalar<'_> = parse(frame.bytes)?;
    let name: MetaText<'_> = parse(frame.key.unwrap_or("\"\"").as_bytes())?;
    let mut event = out.event(channel, direction, since.as_text().and_then(time::iso).unwrap_or(At::NONE));
    event.party = name.words().map(by_handle);
    out.send(event);
    Ok(())
}

#[derive(Deserialize)]
struct MediumRecord<'a> {
    #[serde(borrow, default)]
    caption: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    taken_at: Scalar<'a>,
    #[serde(borrow, default)]
    path: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    location: Scalar<'a>,
}

/// Photos, videos, stories and profile pictures, in the order of the section's paths.
pub fn media(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: MediumRecord<'_> = parse(frame.bytes)?;
    let at = record.taken_at.as_text().and_then(time::iso).unwrap_or(At::NONE);
    let channel: &'static Channel = match frame.path {
        0 | 1 => &POST,
        2 => &STORY,
        _ => &PROFILE_PHOTO,
    };
    let is_photo = frame.path == 3;
    let kind = match frame.path {
        1 => MediaKind::Video,
        2 => kind_by_ending(record.path.as_ref().map_or("", |path| path.text())),
        _ => MediaKind::Photo,
    };
    let audience = if is_photo { Audience::Unknown } else { out.context.posts_audience() };
    let uri = record.path.and_then(MetaText::words);
    let mut event = out.event(channel, Direction::Own, at);
    event.item = uri.clone();
    event.audience = audience;
    event.text = record.caption.and_then(MetaText::words).filter(|_| !is_photo).map(Text::owner);
    out.send_with_mentions(event, &MENTION);
    let (platform, origin) = (out.platform(), out.origin());
    // The place that the owner named stands beside the post, and says as much as a text.
    if let Scalar::Text(place) = record.location
        && let Some(body) = MetaText::from(place).words()
    {
        out.sink().own_text(&OwnText { platform, body, at, audience, item: uri.clone(), origin });
    }
    out.sink().media(&Media { platform, kind, at, audience, uri, gps: None, device: None, origin });
    Ok(())
}

/// Who takes part in each conversation, and who wrote in it.
pub fn participants(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    let place = Place { folder: None, ..context.reading.clone() };
    let conversation = context.conversation(place);
    if frame.path == 0 {
        let handles = parse::<Many<MetaText<'_>>>(frame.bytes)?.0.into_iter();
        conversation.people.extend(handles.filter_map(MetaText::words).map(Words::into_owned));
    } else {
        let sender = parse::<MessageRecord<'_>>(frame.bytes)?.sender.and_then(MetaText::words);
        conversation.senders.extend(sender.map(Words::into_owned));
    }
    Ok(Next::Continue)
}

#[derive(Deserialize)]
struct MessageRecord<'a> {
    #[serde(borrow, default)]
    sender: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    created_at: Scalar<'a>,
    #[serde(borrow, default)]
    text: Option<MetaText<'a>>,
}

pub fn message(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    if frame.path == 0 {
        let names = parse::<Many<MetaText<'_>>>(frame.bytes)?;
        out.aside.participants =
            names.0.into_iter().filter_map(MetaText::words).map(Words::into_owned).collect();
        return Ok(());
    }
    let record: MessageRecord<'_> = parse(frame.bytes)?;
    let at = record.created_at.as_text().and_then(time::iso).unwrap_or(At::NONE);
    let sender = record.sender.and_then(MetaText::words);
    let said = Said::new(sender, None, PartyQuality::Handle, out, &out.place_alone(), &CHANNELS);
    said.send_message(out, at, record.text.and_then(MetaText::words));
    Ok(())
}

#[derive(Deserialize)]
struct HistoryRecord<'a> {
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    registration_time: Scalar<'a>,
}

pub fn history(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: HistoryRecord<'_> = parse(frame.bytes)?;
    let (channel, when): (&'static Channel, _) = match frame.path {
        2 => (&CHANGE, &record.registration_time),
        _ => (&LOGIN, &record.timestamp),
    };
    let event = out.event(channel, Direction::Own, when.as_text().and_then(time::iso).unwrap_or(At::NONE));
    out.send(event);
    Ok(())
}

#[derive(Deserialize)]
struct SeenRecord<'a> {
    #[serde(borrow, default)]
    timestamp: Scalar<'a>,
    #[serde(borrow, default)]
    author: Option<MetaText<'a>>,
}

/// Posts, videos, ads, suggestions, clicks, in the order of the section's paths.
pub fn seen(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: SeenRecord<'_> = parse(frame.bytes)?;
    let at = record.timestamp.as_text().and_then(time::iso).unwrap_or(At::NONE);
    let (channel, direction): (&'static Channel, _) = match frame.path {
        0 | 1 => (&VIEW, Direction::Outgoing),
        4 => (&AD_CLICK, Direction::Own),
        _ => (&SHOWN, Direction::Own),
    };
    let mut event = out.event(channel, direction, at);
    event.party =
        record.author.and_then(MetaText::words).filter(|_| direction == Direction::Outgoing).map(by_handle);
    out.send(event);
    Ok(())
}

#[derive(Deserialize)]
struct SearchRecord<'a> {
    #[serde(borrow, default)]
    time: Scalar<'a>,
    #[serde(borrow, default)]
    search_click: Option<MetaText<'a>>,
}

pub fn search(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: SearchRecord<'_> = parse(frame.bytes)?;
    let at = record.time.as_text().and_then(time::iso).unwrap_or(At::NONE);
    let mut event = out.event(&SEARCH, Direction::Own, at);
    event.text = record.search_click.and_then(MetaText::words).map(Text::owner);
    out.send(event);
    Ok(())
}

#[derive(Deserialize)]
struct ProfileRecord<'a> {
    #[serde(borrow, default)]
    username: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    name: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    biography: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    website: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    email: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    phone_number: Option<MetaText<'a>>,
    #[serde(borrow, default)]
    gender: Option<MetaText<'a>>,
    /// True or false.
    #[serde(default)]
    private_account: Option<bool>,
    #[serde(borrow, default)]
    date_joined: Scalar<'a>,
}

/// Who the owner is.
pub fn owner(frame: &Frame<'_>, context: &mut Context) -> Result<Next, Unreadable> {
    let record: ProfileRecord<'_> = parse(frame.bytes)?;
    context.learn_owner(
        None,
        record.username.as_ref().map(MetaText::text),
        record.name.as_ref().map(MetaText::text),
    );
    context.private_account = context.private_account.or(record.private_account);
    context.began = record.date_joined.as_text().and_then(time::iso).and_then(At::time).or(context.began);
    Ok(Next::Stop)
}

pub fn profile(frame: &Frame<'_>, out: &mut Out<'_>) -> Mapped {
    let record: ProfileRecord<'_> = parse(frame.bytes)?;
    let fields = [
        (ProfileKey::Handle, record.username, Audience::Public),
        (ProfileKey::Name, record.name, Audience::Public),
        (ProfileKey::Bio, record.biography, Audience::Public),
        (ProfileKey::Website, record.website, Audience::Public),
        (ProfileKey::Email, record.email, Audience::Private),
        (ProfileKey::Phone, record.phone_number, Audience::Private),
        (ProfileKey::Gender, record.gender, Audience::Private),
    ];
    let fields = fields.map(|(key, value, audience)| (key, value.and_then(MetaText::words), audience));
    let private = record.private_account.map(|private| Words::from(if private { "true" } else { "false" }));
    for (key, value, audience) in
        fields.into_iter().chain([(ProfileKey::PrivateAccount, private, Audience::Public)])
    {
        if let Some(value) = value {
            let (platform, origin) = (out.platform(), out.origin());
            out.sink().profile(&ProfileField {
                platform,
                key,
                value,
                audience,
                basis: Basis::Stated,
                origin,
            });
        }
    }
    Ok(())
}
