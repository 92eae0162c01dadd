//! What exports come to, whatever form they come in.

use std::collections::BTreeMap;

use archive::Archive;
use event::jsonl::{OriginNames, write_event};
use event::{Audience, Event, Mode, Note, Origin, Sink, Timestamp};
use person::{Options, read, recognise};

use crate::exports::KIT;

/// What was read, without where it stood.
#[derive(Default)]
pub struct Acts {
    /// Things done, and how often the same line came.
    pub done: BTreeMap<String, u64>,
    /// How things stand.
    pub standing: BTreeMap<String, u64>,
    pub times: Vec<Timestamp>,
    pub notes: Vec<Note>,
}

impl Sink for Acts {
    fn event(&mut self, event: &Event<'_>) {
        let mut line = Vec::new();
        // Who could see a post is told as of the day of its export.
        let (origin, audience) = (Origin::default(), Audience::Unknown);
        let nowhere = Event { origin, audience, ..event.clone() };
        write_event(&mut line, &nowhere, OriginNames { archive: "", member: "" }, true).unwrap();
        let line = String::from_utf8(line).unwrap();
        let is_state = event.channel.mode == Mode::Snapshot;
        let lines = if is_state { &mut self.standing } else { &mut self.done };
        *lines.entry(line).or_default() += 1;
        self.times.extend(event.at.time());
    }
    fn note(&mut self, note: Note) {
        self.notes.push(note);
    }
}

impl Acts {
    /// Reads archives together. None of them may be refused.
    pub fn read(archives: &[Archive]) -> Self {
        let recognised = recognise(archives, &KIT, &Options::default());
        assert!(recognised.refused.is_empty(), "{:?}", recognised.refused);
        let mut acts = Self::default();
        read(&recognised, &mut acts, &mut ());
        acts
    }
}
