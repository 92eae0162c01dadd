//! The normalised events as JSON lines.

use std::io::{self, Write};

use archive::Archive;
use event::jsonl::{OriginNames, write_event, write_media, write_profile};
use event::{Direction, Event, Kind, Media, Note, Origin, Platform, ProfileField, Sink, Timestamp};
use measure::oversharing::Oversharing;

use crate::export::{Recognised, recognise};
use crate::finder::Finder;
use crate::kit::{Kit, Options, Watch};
use crate::reading::read;
use crate::refused::Refused;

/// Which events are wanted. Nothing given: all of them.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    pub platform: Option<Platform>,
    pub kind: Option<Kind>,
    pub direction: Option<Direction>,
    /// The other party, by any of these names as the export writes them; without case and `@`.
    pub accounts: Vec<String>,
    /// The conversation, as the export writes it.
    pub thread: Option<String>,
    /// A rule's id: only acts with words of the owner in which it finds something.
    pub finding: Option<String>,
    pub from: Option<Timestamp>,
    pub before: Option<Timestamp>,
    /// Other people's words too.
    pub others_text: bool,
    /// Media and profile fields too, on lines of their own.
    pub all: bool,
}

impl EventFilter {
    fn wants(&self, event: &Event<'_>) -> bool {
        let name = event.party.as_ref().map(|party| party.name.expose().to_lowercase());
        let is_account = |account: &String| {
            name.as_ref().is_some_and(|name| *name == account.trim_start_matches('@').to_lowercase())
        };
        let is_thread =
            |thread: &String| event.thread.as_ref().is_some_and(|name| **name.expose() == **thread);
        let time = event.at.time();
        self.platform.is_none_or(|platform| event.platform() == platform)
            && self.kind.is_none_or(|kind| event.kind() == kind)
            && self.direction.is_none_or(|direction| event.direction == direction)
            && (self.accounts.is_empty() || self.accounts.iter().any(is_account))
            && self.thread.as_ref().is_none_or(is_thread)
            && self.from.is_none_or(|from| time.is_some_and(|time| time >= from))
            && self.before.is_none_or(|before| time.is_some_and(|time| time < before))
    }
}

/// What became of the stream.
pub struct Streamed {
    pub refused: Vec<Refused>,
    pub notes: Vec<Note>,
    /// Whether any export was there to be read.
    pub any: bool,
    /// The first error of the writer; nothing is read on behind it.
    pub broken: Option<io::Error>,
}

/// Reads the archives and writes each event as it comes. Nothing is kept, but for a number of each while an older export of
/// the same account waits.
pub fn stream_events(
    archives: &[Archive],
    kit: &Kit,
    options: &Options,
    filter: &EventFilter,
    out: &mut dyn Write,
    watch: &mut dyn Watch,
) -> Streamed {
    let recognised: Recognised<'_> = recognise(archives, kit, options);
    let finder = Finder::new(&recognised, kit, options);
    let mut printer = Printer { archives, filter, finder, out, notes: Vec::new(), broken: None };
    read(&recognised, &mut printer, watch);
    let Printer { notes, broken, .. } = printer;
    let notes = recognised.notes.into_iter().chain(notes).collect();
    Streamed { refused: recognised.refused, notes, any: !recognised.exports.is_empty(), broken }
}

struct Printer<'p> {
    archives: &'p [Archive],
    filter: &'p EventFilter,
    finder: Finder<'p>,
    out: &'p mut dyn Write,
    notes: Vec<Note>,
    broken: Option<io::Error>,
}

impl<'p> Printer<'p> {
    fn names(&self, origin: Origin) -> OriginNames<'_> {
        let archive = self.archives.get(usize::from(origin.archive));
        let member = archive.and_then(|archive| archive.members().get(origin.member as usize));
        OriginNames {
            archive: archive.map(Archive::label).unwrap_or_default(),
            member: member.map(|member| member.name.as_str()).unwrap_or_default(),
        }
    }

    /// Whether the rule that is asked for, if any is, finds something in what `look` shows.
    fn finds(&self, look: impl FnOnce(&mut Oversharing<'p>)) -> bool {
        let Some(wanted) = &self.filter.finding else { return true };
        self.finder.find(look).iter().any(|(id, _)| id == wanted)
    }

    /// Whether lines beside the events are wanted, of that platform.
    fn wants_beside(&self, platform: Platform) -> bool {
        (self.filter.all || self.filter.finding.is_some())
            && self.filter.platform.is_none_or(|wanted| wanted == platform)
    }

    fn write(&mut self, origin: Origin, write: impl FnOnce(&mut Vec<u8>, OriginNames<'_>) -> io::Result<()>) {
        if self.broken.is_some() {
            return;
        }
        let mut line = Vec::with_capacity(512);
        let written = write(&mut line, self.names(origin)).and_then(|()| self.out.write_all(&line));
        self.broken = written.err();
    }
}

impl Sink for Printer<'_> {
    fn event(&mut self, event: &Event<'_>) {
        if self.filter.wants(event) && self.finds(|oversharing| oversharing.update(event)) {
            let others = self.filter.others_text;
            self.write(event.origin, |line, names| write_event(line, event, names, others));
        }
    }

    fn media(&mut self, media: &Media<'_>) {
        if self.wants_beside(media.platform) && self.finds(|oversharing| oversharing.media(media)) {
            self.write(media.origin, |line, names| write_media(line, media, names));
        }
    }

    fn profile(&mut self, field: &ProfileField<'_>) {
        if self.wants_beside(field.platform) && self.finds(|oversharing| oversharing.profile(field)) {
            self.write(field.origin, |line, names| write_profile(line, field, names));
        }
    }

    fn note(&mut self, note: Note) {
        match self.notes.iter_mut().find(|known| known.same_as(&note)) {
            Some(known) => known.count += note.count,
            None => self.notes.push(note),
        }
    }
}
