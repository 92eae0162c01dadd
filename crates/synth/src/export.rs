//! An export in the making: its members, the lines that a reader should make of them, and where things went.

use std::collections::BTreeMap;

use event::jsonl::{self, OriginNames};
use event::{
    At, Audience, Author, Basis, Channel, Direction, Event, Gps, GpsSource, Kind, Media, MediaKind, Mode,
    Origin, Party, PartyQuality, Platform, ProfileField, ProfileKey, Reverse, Text,
};

use crate::jpeg;
use crate::json::Json;
use crate::life::act::{Act, Medium, What, With};
use crate::person::Person;
use crate::zip::Member;

/// One export of one person: a zip's worth of members, and what should come back from them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The platform that made it: [`Platform::Instagram`] (Threads lies inside it), [`Platform::X`],
    /// [`Platform::Facebook`] or [`Platform::YouTube`].
    pub platform: Platform,
    /// What the zip is called.
    pub file_name: String,
    pub members: Vec<Member>,
    /// JSON lines without their line ends, as [`event::jsonl`] writes them, in no particular order: events with
    /// others' texts, media, profile fields.
    pub expected: Vec<String>,
}

/// Where something ended up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub member: String,
    /// Number of the record in its member, from 1.
    pub record: u64,
    pub audience: Audience,
}

/// One line to be expected, before the names that every line of its platform carries are added.
#[derive(Debug, Clone)]
pub struct Row {
    pub platform: Platform,
    pub kind: Kind,
    pub direction: Direction,
    pub at: At,
    pub party: Option<(String, PartyQuality)>,
    pub duration_s: Option<u64>,
    pub item: String,
    pub thread: String,
    pub audience: Audience,
    pub text: Option<(Author, String)>,
}

impl Row {
    /// A line with nothing but these.
    pub const fn new(platform: Platform, kind: Kind, direction: Direction, at: At) -> Self {
        Self {
            platform,
            kind,
            direction,
            at,
            party: None,
            duration_s: None,
            item: String::new(),
            thread: String::new(),
            audience: Audience::Unknown,
            text: None,
        }
    }

    /// With an item, unless it is empty.
    #[must_use]
    pub fn item(mut self, item: &str) -> Self {
        item.clone_into(&mut self.item);
        self
    }

    /// With the owner's words, unless they are blank.
    #[must_use]
    pub fn own_text(mut self, text: &str) -> Self {
        self.text = (!text.trim().is_empty()).then(|| (Author::Owner, text.to_owned()));
        self
    }

    /// With somebody else's words, unless they are blank.
    #[must_use]
    pub fn others_text(mut self, text: &str) -> Self {
        self.text = (!text.trim().is_empty()).then(|| (Author::Other, text.to_owned()));
        self
    }

    /// With an audience.
    #[must_use]
    pub const fn audience(mut self, audience: Audience) -> Self {
        self.audience = audience;
        self
    }

    /// Towards a party of this name.
    #[must_use]
    pub fn party(mut self, name: &str, quality: PartyQuality) -> Self {
        self.party = Some((name.to_owned(), quality));
        self
    }
}

/// An export in the making.
pub struct Book<'p> {
    pub person: &'p Person,
    platform: Platform,
    file_name: String,
    prefix: String,
    members: Vec<Member>,
    expected: Vec<String>,
    placed: BTreeMap<usize, Placed>,
    bio: Option<Placed>,
    /// Whose export of YouTube it is, as far as its files say.
    channel: Option<String>,
}

/// What a writer has made.
pub struct Written {
    pub export: Export,
    /// By position in the person's list of acts.
    pub placed: BTreeMap<usize, Placed>,
    pub bio: Option<Placed>,
}

impl<'p> Book<'p> {
    /// An empty export. `folder` is the one that all members lie in, empty for none.
    pub fn new(person: &'p Person, platform: Platform, file_name: String, folder: &str) -> Self {
        let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let mut book = Self {
            person,
            platform,
            file_name,
            prefix,
            members: Vec::new(),
            expected: Vec::new(),
            placed: BTreeMap::new(),
            bio: None,
            channel: None,
        };
        book.add(crate::LABEL_MEMBER, format!("{}\n", crate::LABEL).into_bytes());
        book
    }

    /// The same with the owner's channel, where the export tells it.
    #[must_use]
    pub fn of_channel(mut self, channel: Option<String>) -> Self {
        self.channel = channel;
        self
    }

    /// A member's full name.
    pub fn name(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// Adds a member. `path` is without the export's folder.
    pub fn add(&mut self, path: &str, bytes: Vec<u8>) {
        self.members.push(Member { name: self.name(path), bytes });
    }

    /// Notes that an act has become this record.
    pub fn place(&mut self, act: usize, sheet: &Sheet, audience: Audience) {
        let placed = Placed { member: self.name(&sheet.path), record: sheet.count(), audience };
        self.placed.insert(act, placed);
    }

    /// Notes where the biography stands.
    pub fn place_bio(&mut self, sheet: &Sheet, audience: Audience) {
        self.bio = Some(Placed { member: self.name(&sheet.path), record: sheet.count(), audience });
    }

    /// Expects a line from the newest record of a sheet.
    pub fn expect(&mut self, sheet: &Sheet, row: &Row) {
        let channel = channel(row.platform, row.kind);
        let mut event = Event::new(channel, row.direction, row.at, origin(sheet));
        event.owner = self.owner_account(row.platform).map(Into::into);
        event.party =
            row.party.as_ref().map(|(name, quality)| Party { name: name.as_str().into(), quality: *quality });
        event.duration_s = row.duration_s;
        event.item = some(&row.item).map(Into::into);
        event.thread = some(&row.thread).map(Into::into);
        event.audience = row.audience;
        event.text =
            row.text.as_ref().map(|(author, body)| Text { author: *author, body: body.as_str().into() });
        let mut line = Vec::new();
        let member = self.name(&sheet.path);
        let names = OriginNames { archive: &self.file_name, member: &member };
        // Writing to a vector cannot fail.
        let _ = jsonl::write_event(&mut line, &event, names, true);
        self.keep(line);
    }

    /// Expects the line of an act, and one for each account that its text names. `row` says what it is when it
    /// goes to somebody or to nobody known; towards the owner it is the owner's own.
    pub fn expect_act(&mut self, sheet: &Sheet, row: Row, act: &Act) {
        let quality = match row.platform {
            Platform::X => PartyQuality::Id,
            Platform::Facebook => PartyQuality::DisplayName,
            _ => PartyQuality::Handle,
        };
        let platform = row.platform;
        let row = match act.with {
            With::Account(at) if row.party.is_none() => row.party(&self.party_name(platform, at), quality),
            With::Owner => Row { direction: Direction::Own, party: None, ..row },
            _ => row,
        };
        self.expect(sheet, &row);
        let party = if let With::Account(at) = act.with { Some(at) } else { None };
        self.expect_mentions(sheet, &row, &act.mentions, party);
    }

    /// Expects one line for each account that a text names, except the party of the event itself.
    pub fn expect_mentions(&mut self, sheet: &Sheet, row: &Row, mentions: &[usize], party: Option<usize>) {
        for &at in mentions.iter().filter(|&&at| Some(at) != party) {
            let mut mention =
                Row::new(row.platform, Kind::Mention, Direction::Outgoing, row.at).audience(row.audience);
            mention.item.clone_from(&row.item);
            mention.thread.clone_from(&row.thread);
            mention.party = Some(self.mentioned(row, at));
            self.expect(sheet, &mention);
        }
    }

    /// Expects a medium.
    pub fn expect_media(
        &mut self,
        sheet: &Sheet,
        platform: Platform,
        medium: &Medium,
        at: At,
        audience: Audience,
    ) {
        let gps = medium.gps.filter(|_| medium.gps_in_json);
        let media = Media {
            platform,
            kind: if medium.video { MediaKind::Video } else { MediaKind::Photo },
            at,
            audience,
            uri: some(&medium.uri).map(Into::into),
            gps: gps.and_then(|(latitude, longitude)| Gps::new(latitude, longitude, GpsSource::Export)),
            device: medium.device.as_deref().map(Into::into),
            origin: origin(sheet),
        };
        self.keep_media(&sheet.path, &media);
    }

    /// Adds the file of a picture, and expects what it tells about its place.
    pub fn add_photo(&mut self, photo: &PhotoFile, platform: Platform, audience: Audience) {
        self.add(&photo.path, jpeg::photo(photo.gps));
        let Some((latitude, longitude)) = photo.gps else { return };
        let name = self.name(&photo.path);
        let media = Media {
            platform,
            kind: MediaKind::Photo,
            at: At::NONE,
            audience,
            uri: Some(name.as_str().into()),
            gps: Gps::new(latitude, longitude, GpsSource::File),
            device: None,
            origin: Origin { archive: 0, member: 0, record: 1 },
        };
        self.keep_media(&photo.path, &media);
    }

    fn keep_media(&mut self, path: &str, media: &Media<'_>) {
        let mut line = Vec::new();
        let member = self.name(path);
        // Writing to a vector cannot fail.
        let _ =
            jsonl::write_media(&mut line, media, OriginNames { archive: &self.file_name, member: &member });
        self.keep(line);
    }

    /// Expects a profile field, unless its value is blank.
    pub fn expect_profile(
        &mut self,
        sheet: &Sheet,
        platform: Platform,
        field: (ProfileKey, &str, Audience, Basis),
    ) {
        let (key, value, audience, basis) = field;
        if value.trim().is_empty() {
            return;
        }
        let field =
            ProfileField { platform, key, value: value.into(), audience, basis, origin: origin(sheet) };
        let mut line = Vec::new();
        let member = self.name(&sheet.path);
        let _ = jsonl::write_profile(
            &mut line,
            &field,
            OriginNames { archive: &self.file_name, member: &member },
        );
        self.keep(line);
    }

    /// The acts of a platform that `which` picks, with their positions, newest first.
    pub fn acts(&self, platform: Platform, which: impl Fn(What) -> bool) -> Vec<(usize, &'p Act)> {
        let person = self.person;
        let mut acts: Vec<(usize, &'p Act)> = person
            .acts
            .iter()
            .enumerate()
            .filter(|(_, act)| act.platform == platform && which(act.what))
            .collect();
        acts.sort_by_key(|(at, act)| (std::cmp::Reverse(act.at), *at));
        acts
    }

    /// The handle of the party of an act; the owner's where it was done to oneself.
    pub fn handle(&self, platform: Platform, with: With) -> &'p str {
        let person = self.person;
        match with {
            With::Account(at) => person.accounts[at].handle(platform).unwrap_or_default(),
            With::Owner if platform == Platform::X => &person.owner.x.handle,
            With::Owner => &person.owner.instagram,
            With::Nobody => "",
        }
    }

    /// Everything, packed.
    pub fn close(self) -> Written {
        let export = Export {
            platform: self.platform,
            file_name: self.file_name,
            members: self.members,
            expected: self.expected,
        };
        Written { export, placed: self.placed, bio: self.bio }
    }

    /// The owner as lines of a platform name them. Where an export of Instagram holds no profile, its name says it.
    fn owner_account(&self, platform: Platform) -> Option<&str> {
        let person = self.person;
        match platform {
            Platform::X => Some(&person.owner.x.id),
            Platform::YouTube => self.channel.as_deref(),
            _ => Some(&person.owner.instagram),
        }
    }

    fn party_name(&self, platform: Platform, at: usize) -> String {
        let account = &self.person.accounts[at];
        match platform {
            Platform::X => account.x.as_ref().map(|x| x.id.clone()).unwrap_or_default(),
            _ => account.handle(platform).unwrap_or_default().to_owned(),
        }
    }

    /// Posts on X name people by number; everywhere else only the text does.
    fn mentioned(&self, row: &Row, at: usize) -> (String, PartyQuality) {
        let numbered = row.platform == Platform::X && row.kind != Kind::Message;
        if numbered {
            (self.party_name(Platform::X, at), PartyQuality::Id)
        } else {
            (self.handle(row.platform, With::Account(at)).to_owned(), PartyQuality::Inferred)
        }
    }

    fn keep(&mut self, mut line: Vec<u8>) {
        line.pop();
        self.expected.push(String::from_utf8(line).unwrap_or_default());
    }
}

/// A picture that lies in an export as a file.
pub struct PhotoFile {
    pub path: String,
    /// Where it was taken, if the file says so.
    pub gps: Option<(f64, f64)>,
}

/// One member whose records are being counted.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its name without the export's folder.
    pub path: String,
    records: Vec<Json>,
    counted: u64,
}

impl Sheet {
    pub const fn new(path: String) -> Self {
        Self { path, records: Vec::new(), counted: 0 }
    }

    /// Adds a record; from now on lines are expected from it.
    pub fn push(&mut self, record: Json) {
        self.records.push(record);
        self.counted += 1;
    }

    /// Counts a record that stands inside another list.
    pub const fn count_one(&mut self) {
        self.counted += 1;
    }

    /// Adds an item that only holds the records of a list inside it, which have been counted already.
    pub fn add_uncounted(&mut self, item: Json) {
        self.records.push(item);
    }

    /// Records so far.
    pub const fn count(&self) -> u64 {
        self.counted
    }

    /// The records, for writing.
    pub fn into_records(self) -> Vec<Json> {
        self.records
    }

    /// Whether nothing has been added.
    pub const fn is_empty(&self) -> bool {
        self.records.is_empty()
    }
}

fn origin(sheet: &Sheet) -> Origin {
    Origin { archive: 0, member: 0, record: sheet.count() }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

/// The channel that a reader would declare; only its platform and kind reach a line.
fn channel(platform: Platform, kind: Kind) -> &'static Channel {
    let found = CHANNELS.iter().find(|channel| channel.platform == platform && channel.kind == kind);
    debug_assert!(found.is_some(), "no channel for {platform} {kind}");
    found.unwrap_or(&CHANNELS[0])
}

macro_rules! channels {
    ($($platform:ident: $($kind:ident $mode:ident $reverse:ident),+;)+) => {
        &[$($(Channel::new(Platform::$platform, Kind::$kind, "invented", Mode::$mode, Reverse::$reverse)),+),+]
    };
}

static CHANNELS: &[Channel] = channels! {
    Facebook: Friend Snapshot State, Follow Snapshot State, Unfollow Snapshot None, React Log None, Comment Log None,
       Reply Recent Partial, Mention Log None, Post Log None, Share Log None, Story Log None, Save Snapshot None,
       PollAnswer Log None, Attend Log None, Search Recent None, View Recent None, ProfileVisit Recent None,
       AdClick Recent None, Session Recent None, Message Log Full, Call Log Full, AccountChange Log None;
    X: Post Log None, Reply Log None, Share Log None, Mention Log None, React Snapshot None, Follow Snapshot State,
       Block Snapshot None, Mute Snapshot None, Message Log Full, Session Recent None, View Recent None,
       AdClick Recent None, Search Snapshot None, AccountChange Log None;
    Instagram: Post Log None, Story Log None, Comment Log None, Mention Log None, React Log None, Save Snapshot None,
       Share Log None, Follow Snapshot State, Unfollow Recent None, Block Snapshot None, Mute Snapshot None,
       PollAnswer Log None, Attend Log None, Subscribe Log None, Message Log Full, Call Log Full, View Recent None,
       AdClick Recent None, Search Recent None, Session Recent None, AccountChange Log None;
    YouTube: View Log None, Search Log None, Follow Snapshot None, Comment Log None, Reply Log None, Pay Log None,
       Save Snapshot None, React Snapshot None, Post Snapshot None;
    Threads: Post Log None, Reply Log None, Mention Log None, React Log None, Save Snapshot None, View Recent None,
       Follow Snapshot State, Unfollow Recent None, Block Snapshot None, Mute Snapshot None;
};
