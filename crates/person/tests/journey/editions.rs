//! Two exports of one account that were made on different days: everything counts once.

use std::collections::BTreeMap;

use archive::Archive;
use event::jsonl::{OriginNames, write_event};
use event::{Audience, Event, Mode, Note, Origin, Sink, Timestamp};
use person::{Options, read, recognise};
use synth::Export;

use crate::earlier::{deleted_since, earlier};
use crate::exports::{KIT, zipped};
use crate::people::for_everybody;

/// What was read, without where it stood.
#[derive(Default)]
struct Lines {
    /// Things done, and how often the same line came.
    done: BTreeMap<String, u64>,
    /// How things stand.
    standing: BTreeMap<String, u64>,
    times: Vec<Timestamp>,
    notes: Vec<Note>,
}

impl Sink for Lines {
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

fn lines(exports: &[Export]) -> Lines {
    let archives: Vec<Archive> = exports.iter().map(zipped).collect();
    let recognised = recognise(&archives, &KIT, &Options::default());
    assert!(recognised.refused.is_empty(), "{:?}", recognised.refused);
    let mut lines = Lines::default();
    read(&recognised, &mut lines, &mut ());
    lines
}

/// The lines whose counts differ, as a failed test shows them.
fn difference(one: &BTreeMap<String, u64>, other: &BTreeMap<String, u64>) -> String {
    let count = |of: &BTreeMap<String, u64>, line: &str| of.get(line).copied().unwrap_or_default();
    let all = one.keys().chain(other.keys().filter(|line| !one.contains_key(*line)));
    // What looks the same in one export is one thing to the other: of two, one may be deleted and one left.
    let same = |left: u64, right: u64| left == right || (1..left).contains(&right);
    let differing = all.filter(|line| !same(count(one, line), count(other, line)));
    differing
        .take(8)
        .map(|line| format!("{} and {}: {line}\n", count(one, line), count(other, line)))
        .collect()
}

#[test]
fn two_hundred_people_with_two_exports_of_different_days_come_back_once() {
    for_everybody(|seed, person| {
        let all = person.exports();
        let whole = lines(&all);
        let mut times = whole.times;
        times.sort_unstable();
        let Some(&until) = times.get(times.len() * 6 / 10) else { return };
        let newer: Vec<Export> = all.iter().map(|export| deleted_since(export, until)).collect();
        let older = all.iter().map(|export| earlier(export, until));
        let both: Vec<Export> = older.chain(newer.iter().cloned()).collect();
        let (alone, together) = (lines(&newer), lines(&both));
        let said = together.notes.iter().filter(|note| note.code == "editions.older").count();
        assert!(said > 0, "seed {seed}: nothing is said of the older export");
        let of_acts = difference(&whole.done, &together.done);
        assert!(of_acts.is_empty(), "seed {seed}: how often in all and read\n{of_acts}");
        let of_lists = difference(&alone.standing, &together.standing);
        assert!(
            of_lists.is_empty(),
            "seed {seed}: how often in the newer export's lists and read\n{of_lists}"
        );
    });
}
