//! All measures as one sink.

use std::collections::BTreeMap;

use event::{
    Account, Event, Media, Mode, Note, OwnText, Platform, ProfileField, SectionRead, Sink, Timestamp,
};
use lexicon::Lexicon;
use measure::coverage::Coverage;
use measure::oversharing::{Oversharing, Writer};
use measure::parameters::TiesParameters;
use measure::presence::Presence;
use measure::ties::Ties;
use measure::types::Types;

/// Every measure of the codebook, fed at once.
pub struct Measures<'l> {
    pub ties: Ties,
    pub types: Types,
    pub presence: Presence,
    pub oversharing: Oversharing<'l>,
    pub coverage: Coverage,
    pub sections: Vec<SectionRead>,
    pub notes: Vec<Note>,
    /// Events, first and last time, of each platform.
    pub spans: BTreeMap<Platform, Span>,
}

/// How much a platform's export holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Span {
    pub events: u64,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
}

impl<'l> Measures<'l> {
    /// Nothing measured yet.
    pub fn new(parameters: &TiesParameters, lexicon: &'l Lexicon, writer: Writer) -> Self {
        Self {
            ties: Ties::new(parameters),
            types: Types::default(),
            presence: Presence::default(),
            oversharing: Oversharing::new(lexicon, writer),
            coverage: Coverage::default(),
            sections: Vec::new(),
            notes: Vec::new(),
            spans: BTreeMap::new(),
        }
    }
}

impl Measures<'_> {
    /// Takes in what another gathered of files that follow.
    pub fn merge(&mut self, other: Self) {
        self.ties.merge(other.ties);
        self.types.merge(other.types);
        self.presence.merge(other.presence);
        self.oversharing.merge(other.oversharing);
        self.coverage.merge(other.coverage);
        other.sections.iter().for_each(|section| self.add_section(section));
        other.notes.into_iter().for_each(|note| self.note(note));
        for (platform, theirs) in other.spans {
            let span = self.spans.entry(platform).or_default();
            span.events += theirs.events;
            span.from = [span.from, theirs.from].into_iter().flatten().min();
            span.to = [span.to, theirs.to].into_iter().flatten().max();
        }
    }

    /// Several files of one kind: what went wrong in one went wrong.
    fn add_section(&mut self, section: &SectionRead) {
        let same =
            |known: &&mut SectionRead| known.section == section.section && known.platform == section.platform;
        match self.sections.iter_mut().find(same) {
            Some(known) => {
                known.records += section.records;
                known.skipped += section.skipped;
                known.broke_off |= section.broke_off;
                known.state = worse(known.state, section.state);
            }
            None => self.sections.push(section.clone()),
        }
    }
}

impl Sink for Measures<'_> {
    fn event(&mut self, event: &Event<'_>) {
        let span = self.spans.entry(event.platform()).or_default();
        span.events += 1;
        if let Some(time) = event.at.time() {
            span.from = Some(span.from.map_or(time, |from| from.min(time)));
            span.to = Some(span.to.map_or(time, |to| to.max(time)));
        }
        self.ties.update(event);
        self.types.update(event);
        self.presence.update(event);
        self.oversharing.update(event);
        self.coverage.update(event);
    }

    fn account(&mut self, account: &Account<'_>) {
        self.ties.learn(account);
    }

    fn own_text(&mut self, text: &OwnText<'_>) {
        self.oversharing.own_text(text);
    }

    fn media(&mut self, media: &Media<'_>) {
        self.oversharing.media(media);
    }

    fn profile(&mut self, field: &ProfileField<'_>) {
        self.oversharing.profile(field);
    }

    fn section(&mut self, section: &SectionRead) {
        self.coverage.section(section);
        self.add_section(section);
    }

    fn note(&mut self, note: Note) {
        match self.notes.iter_mut().find(|known| known.same_as(&note)) {
            Some(known) => known.count += note.count,
            None => self.notes.push(note),
        }
    }
}

fn worse(one: event::SectionState, other: event::SectionState) -> event::SectionState {
    use event::SectionState::{Empty, Failed, Missing, Read};
    match (one, other) {
        (Failed, _) | (_, Failed) => Failed,
        (Read, _) | (_, Read) => Read,
        (Empty, _) | (_, Empty) => Empty,
        (Missing, Missing) => Missing,
    }
}

/// Lets through what happened in a period. What still stood on the day of the export (follows, blocks) and what has no time
/// passes: it is a state, not something that happened then.
pub struct Period<'s> {
    pub inner: &'s mut dyn Sink,
    pub from: Option<Timestamp>,
    pub before: Option<Timestamp>,
}

impl Period<'_> {
    fn holds(&self, at: event::At) -> bool {
        let Some(time) = at.time() else { return true };
        self.from.is_none_or(|from| time >= from) && self.before.is_none_or(|before| time < before)
    }
}

impl Sink for Period<'_> {
    fn event(&mut self, event: &Event<'_>) {
        let is_state = event.channel.mode == Mode::Snapshot;
        if is_state || self.holds(event.at) {
            self.inner.event(event);
        }
    }
    fn account(&mut self, account: &Account<'_>) {
        self.inner.account(account);
    }
    fn own_text(&mut self, text: &OwnText<'_>) {
        if self.holds(text.at) {
            self.inner.own_text(text);
        }
    }
    fn media(&mut self, media: &Media<'_>) {
        if self.holds(media.at) {
            self.inner.media(media);
        }
    }
    fn profile(&mut self, field: &ProfileField<'_>) {
        self.inner.profile(field);
    }
    fn section(&mut self, section: &SectionRead) {
        self.inner.section(section);
    }
    fn note(&mut self, note: Note) {
        self.inner.note(note);
    }
}
