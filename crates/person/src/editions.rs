//! Several exports of one account, made on different days: what stands in two of them counts once, and of what can change
//! (whom one follows, the profile) the newer export's word stands.
//!
//! The newest export is read first, whole. What is left of it is a number for each item (8 bytes); an older export then
//! passes on only what is not among them. That holds for any order of files and any number of threads, because the
//! numbers are complete before the older export is begun.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use event::{
    Account, At, Channel, Event, Media, Mode, Note, OwnText, Platform, ProfileField, SectionRead,
    SectionState, Sink, Timestamp, Words,
};

/// Channels are told apart by platform and name, sections by platform and pattern.
type Name = (Platform, &'static str);

/// What the exports that were read so far hold, as far as it decides what of an older one is new.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// One number for each item; in order and each once after [`Known::settle`].
    items: Vec<u64>,
    sections: BTreeSet<Name>,
    /// Channels of which a list is there and was read.
    channels: BTreeSet<Name>,
    /// The earliest time of each channel.
    from: BTreeMap<Name, Timestamp>,
    /// The earliest time of everything that is logged.
    logged_from: Option<Timestamp>,
}

impl Known {
    /// Takes in what another knows.
    pub fn merge(&mut self, mut other: Self) {
        self.items.append(&mut other.items);
        self.sections.append(&mut other.sections);
        self.channels.append(&mut other.channels);
        for (channel, time) in other.from {
            earlier(self.from.entry(channel).or_insert(time), time);
        }
        self.logged_from = [self.logged_from, other.logged_from].into_iter().flatten().min();
    }

    /// Ends an export: from here on it can be asked.
    pub fn settle(&mut self) {
        self.items.sort_unstable();
        self.items.dedup();
    }

    fn holds(&self, item: u64) -> bool {
        self.items.binary_search(&item).is_ok()
    }

    fn add(&mut self, event: &Event<'_>) {
        self.items.push(number_of(event));
        let Some(time) = event.at.time() else { return };
        earlier(self.from.entry(name_of(event.channel)).or_insert(time), time);
        if event.channel.mode == Mode::Log {
            self.logged_from = Some(self.logged_from.map_or(time, |from| from.min(time)));
        }
    }

    fn add_section(&mut self, section: &SectionRead) {
        if section.state != SectionState::Missing {
            self.sections.insert((section.platform, section.section));
        }
        if section.is_readable() {
            self.channels.extend(section.channels.iter().copied().map(name_of));
        }
    }

    /// Whether nothing is known of the time between an export of that day and these. To what is counted over time (what
    /// is logged, and what was seen) that time would look like one in which nothing was done.
    fn leaves_gap(&self, channel: &Channel, made: Option<Timestamp>) -> bool {
        let begins = match channel.mode {
            Mode::Log => self.logged_from,
            Mode::Recent if channel.consumption => self.from.get(&name_of(channel)).copied(),
            Mode::Recent | Mode::Snapshot | Mode::Aggregate => None,
        };
        begins.zip(made).is_some_and(|(begins, made)| made < begins)
    }
}

/// How the items of an older export compare with the newer ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Overlap {
    /// In a newer one too.
    pub both: u64,
    /// Only in the older one.
    pub only: u64,
    /// Of lists that say how things stood, where a newer one has the list.
    pub replaced: u64,
    /// Left out, because nothing is known of the time between.
    pub gap: u64,
}

impl Overlap {
    /// Takes in another count.
    pub const fn add(&mut self, other: Self) {
        self.both += other.both;
        self.only += other.only;
        self.replaced += other.replaced;
        self.gap += other.gap;
    }

    /// What is said of an older export.
    pub fn note(self, platform: Platform, label: &str) -> Note {
        let mut found = format!(
            "items in both: {}; only in the older one: {}; entries of its lists that the newer one replaces: {}",
            self.both, self.only, self.replaced
        );
        if self.gap > 0 {
            found.push_str(&format!(
                "; left out, because nothing is known of the time between the two: {}",
                self.gap
            ));
        }
        Note::info(
            "editions.older",
            "an older export of the same account was read too; what stands in both counts once",
        )
        .on(platform)
        .in_archive(label)
        .because(found)
    }
}

/// Remembers what passes.
pub struct Remember<'s> {
    pub inner: &'s mut dyn Sink,
    pub known: &'s mut Known,
}

impl Sink for Remember<'_> {
    fn event(&mut self, event: &Event<'_>) {
        self.known.add(event);
        self.inner.event(event);
    }
    fn account(&mut self, account: &Account<'_>) {
        self.inner.account(account);
    }
    fn own_text(&mut self, text: &OwnText<'_>) {
        self.known.items.push(number_of_text(text));
        self.inner.own_text(text);
    }
    fn media(&mut self, media: &Media<'_>) {
        self.known.items.push(number_of_media(media));
        self.inner.media(media);
    }
    fn profile(&mut self, field: &ProfileField<'_>) {
        self.known.items.push(number_of_field(field));
        self.inner.profile(field);
    }
    fn section(&mut self, section: &SectionRead) {
        self.known.add_section(section);
        self.inner.section(section);
    }
    fn note(&mut self, note: Note) {
        self.inner.note(note);
    }
}

/// Lets through only what no newer export holds.
pub struct OnlyNew<'s> {
    pub inner: &'s mut dyn Sink,
    pub known: &'s Known,
    /// The day of the export that is read.
    pub made: Option<Timestamp>,
    pub overlap: &'s mut Overlap,
}

impl OnlyNew<'_> {
    /// Counts an item, and says whether it is new.
    const fn counts(&mut self, known: bool) -> bool {
        if known {
            self.overlap.both += 1;
        } else {
            self.overlap.only += 1;
        }
        !known
    }
}

impl Sink for OnlyNew<'_> {
    fn event(&mut self, event: &Event<'_>) {
        let replaced =
            event.channel.mode == Mode::Snapshot && self.known.channels.contains(&name_of(event.channel));
        if replaced {
            self.overlap.replaced += 1;
        } else if self.known.holds(number_of(event)) {
            self.overlap.both += 1;
        } else if self.known.leaves_gap(event.channel, self.made) {
            self.overlap.gap += 1;
        } else {
            self.overlap.only += 1;
            self.inner.event(event);
        }
    }
    /// Names that belonged together still tell whose older acts are.
    fn account(&mut self, account: &Account<'_>) {
        self.inner.account(account);
    }
    fn own_text(&mut self, text: &OwnText<'_>) {
        if self.counts(self.known.holds(number_of_text(text))) {
            self.inner.own_text(text);
        }
    }
    fn media(&mut self, media: &Media<'_>) {
        if self.counts(self.known.holds(number_of_media(media))) {
            self.inner.media(media);
        }
    }
    fn profile(&mut self, field: &ProfileField<'_>) {
        if self.known.holds(number_of_field(field)) {
            self.overlap.replaced += 1;
        } else {
            self.overlap.only += 1;
            self.inner.profile(field);
        }
    }
    /// Of a section that a newer export has, the newer one says how much of it was read.
    fn section(&mut self, section: &SectionRead) {
        if !self.known.sections.contains(&(section.platform, section.section)) {
            self.inner.section(section);
        }
    }
    fn note(&mut self, note: Note) {
        self.inner.note(note);
    }
}

const fn name_of(channel: &Channel) -> Name {
    (channel.platform, channel.name)
}

fn earlier(known: &mut Timestamp, time: Timestamp) {
    *known = time.min(*known);
}

/// The number of an event. Exports of different days write names, precision and file names differently, so it is made of
/// what they agree on: platform, kind, direction, second, and one more thing, the best there is. Without a time it takes
/// all that tells the event from others.
fn number_of(event: &Event<'_>) -> u64 {
    let mut number = numbering(0, event.platform());
    (event.kind(), event.direction).hash(&mut number);
    let text = event.text.as_ref().map(|text| &text.body);
    let party = event.party.as_ref().map(|party| &party.name);
    match (second_of(event.at), &event.item) {
        (Some(second), item) => match item.as_ref().or(text).or(party) {
            Some(words) => (second, letters(words)).hash(&mut number),
            None => (second, event.duration_s).hash(&mut number),
        },
        (None, Some(item)) => (letters(item), party.map(letters)).hash(&mut number),
        (None, None) => {
            let thread = event.thread.as_ref();
            (party.map(letters), thread.map(letters), text.map(letters)).hash(&mut number);
        }
    }
    number.finish()
}

fn number_of_text(text: &OwnText<'_>) -> u64 {
    let mut number = numbering(1, text.platform);
    (second_of(text.at), letters(text.item.as_ref().unwrap_or(&text.body))).hash(&mut number);
    number.finish()
}

/// Folders are called otherwise in other years; the name of the file stays.
fn number_of_media(media: &Media<'_>) -> u64 {
    let mut number = numbering(2, media.platform);
    let name = |uri: &Words<'_>| letters(uri).rsplit('/').next().unwrap_or_default().to_owned();
    (second_of(media.at), media.uri.as_ref().map(name), media.gps.is_some()).hash(&mut number);
    number.finish()
}

/// One word for all values of a field: the newer export's stand.
fn number_of_field(field: &ProfileField<'_>) -> u64 {
    let mut number = numbering(3, field.platform);
    (field.key, field.basis).hash(&mut number);
    number.finish()
}

fn numbering(what: u8, platform: Platform) -> DefaultHasher {
    let mut number = DefaultHasher::new();
    (what, platform).hash(&mut number);
    number
}

fn second_of(at: At) -> Option<i64> {
    at.time().map(Timestamp::as_second)
}

fn letters<'w>(words: &'w Words<'_>) -> &'w str {
    words.expose()
}
