//! Where readers push what they read.

use crate::coverage::SectionRead;
use crate::interaction::Event;
use crate::note::Note;
use crate::records::{Account, Media, OwnText, ProfileField};

/// Takes what a reader reads, one thing at a time. Nothing is kept unless the sink keeps it.
pub trait Sink {
    fn event(&mut self, event: &Event<'_>);
    fn account(&mut self, _account: &Account<'_>) {}
    fn own_text(&mut self, _text: &OwnText<'_>) {}
    fn media(&mut self, _media: &Media<'_>) {}
    fn profile(&mut self, _field: &ProfileField<'_>) {}
    fn section(&mut self, _section: &SectionRead) {}
    fn note(&mut self, note: Note);
}

/// Pushes everything into two sinks.
pub struct Tee<'s, A: Sink + ?Sized, B: Sink + ?Sized>(pub &'s mut A, pub &'s mut B);

impl<A: Sink + ?Sized, B: Sink + ?Sized> Sink for Tee<'_, A, B> {
    fn event(&mut self, event: &Event<'_>) {
        self.0.event(event);
        self.1.event(event);
    }
    fn account(&mut self, account: &Account<'_>) {
        self.0.account(account);
        self.1.account(account);
    }
    fn own_text(&mut self, text: &OwnText<'_>) {
        self.0.own_text(text);
        self.1.own_text(text);
    }
    fn media(&mut self, media: &Media<'_>) {
        self.0.media(media);
        self.1.media(media);
    }
    fn profile(&mut self, field: &ProfileField<'_>) {
        self.0.profile(field);
        self.1.profile(field);
    }
    fn section(&mut self, section: &SectionRead) {
        self.0.section(section);
        self.1.section(section);
    }
    fn note(&mut self, note: Note) {
        self.0.note(note.clone());
        self.1.note(note);
    }
}

/// A sink that keeps the notes and sections (both bounded by what a source declares) and drops the rest.
#[derive(Debug, Default)]
pub struct Collected {
    pub notes: Vec<Note>,
    pub sections: Vec<SectionRead>,
}

impl Sink for Collected {
    fn event(&mut self, _event: &Event<'_>) {}
    fn section(&mut self, section: &SectionRead) {
        self.sections.push(section.clone());
    }
    fn note(&mut self, note: Note) {
        match self.notes.iter_mut().find(|known| known.same_as(&note)) {
            Some(known) => known.count += note.count,
            None => self.notes.push(note),
        }
    }
}
