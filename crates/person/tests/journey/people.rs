//! Invented people come back as they were written, whatever the layout, the language and the form of the archive.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use event::{Account, Event, Kind, Note, Party, Platform, Reverse, Sink};
use measure::presence::Presence;
use measure::ties::{Grade, Setting, Ties};
use person::{Options, read, recognise};
use synth::{Person, Request};

use crate::exports::{KIT, lines, zipped};

/// As many as the claim in the README speaks of.
const PEOPLE: u64 = 200;

/// Runs a check for each seed, on both cores.
pub fn for_everybody(check: impl Fn(u64, &Person) + Sync) {
    let check = &check;
    std::thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || {
                for seed in (half..PEOPLE).step_by(2) {
                    check(seed, &Person::invent(&Request::from_seed(seed)).unwrap());
                }
            });
        }
    });
}

/// The lines that are in one and not in the other, by count: what a failed test shows.
fn difference(one: &[String], other: &[String]) -> String {
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    one.iter().for_each(|line| *counts.entry(line).or_default() += 1);
    other.iter().for_each(|line| *counts.entry(line).or_default() -= 1);
    let differing = counts.iter().filter(|(_, count)| **count != 0);
    differing.take(8).map(|(line, count)| format!("{count:+} {line}\n")).collect()
}

#[test]
fn two_hundred_people_come_back_as_expected() {
    for_everybody(|seed, person| {
        let exports = person.exports();
        let archives: Vec<_> = exports.iter().map(zipped).collect();
        let (mut found, streamed) = lines(&archives);
        assert!(streamed.refused.is_empty(), "seed {seed}: {:?}", streamed.refused);
        // Some exports do not hold their owner's profile; that is told, and the events say it too.
        let told = |note: &&Note| note.lossy && note.code != "sources.owner-unknown";
        let lossy: Vec<_> = streamed.notes.iter().filter(told).collect();
        assert!(lossy.is_empty(), "seed {seed}: {lossy:?}");
        let mut expected: Vec<String> = exports.into_iter().flat_map(|export| export.expected).collect();
        found.sort_unstable();
        expected.sort_unstable();
        let same = found == expected;
        assert!(same, "seed {seed}: + expected, - read\n{}", difference(&expected, &found));
    });
}

/// Lets only those events through that stand in channels which show no return.
struct OnlyUnanswerable(Ties);

impl Sink for OnlyUnanswerable {
    fn event(&mut self, event: &Event<'_>) {
        if event.channel.reverse == Reverse::None {
            self.0.update(event);
        }
    }
    fn account(&mut self, account: &Account<'_>) {
        self.0.learn(account);
    }
    fn note(&mut self, _note: Note) {}
}

/// Remembers how each account is known.
#[derive(Default)]
struct Everything {
    ties: Ties,
    answerable: BTreeMap<String, bool>,
}

impl Sink for Everything {
    fn event(&mut self, event: &Event<'_>) {
        self.ties.update(event);
        if let Some(Party { name, .. }) = &event.party {
            let shows = event.channel.reverse != Reverse::None || event.kind() == Kind::Follow;
            *self.answerable.entry(name.expose().to_lowercase()).or_default() |= shows;
        }
    }
    fn account(&mut self, account: &Account<'_>) {
        self.ties.learn(account);
    }
    fn note(&mut self, _note: Note) {}
}

#[test]
fn channels_without_a_return_give_grade_c_and_nothing_else() {
    let (graded, seen) = (AtomicUsize::new(0), AtomicUsize::new(0));
    for_everybody(|seed, person| {
        if seed >= 60 {
            return;
        }
        let archives: Vec<_> = person.exports().iter().map(zipped).collect();
        let recognised = recognise(&archives, &KIT, &Options::default());
        let presence = Presence::default();
        let finish = |ties: Ties, whole: &[Platform]| {
            let whole = whole.iter().copied().collect();
            let setting = Setting { whole_follow_lists: &whole, ..Setting::new(&KIT.ties, &presence) };
            ties.finish(&setting).accounts
        };
        let mut only = OnlyUnanswerable(Ties::new(&KIT.ties));
        read(&recognised, &mut only, &mut ());
        for tie in finish(only.0, &[]) {
            assert!(tie.share.is_none(), "seed {seed}: a share of what cannot be seen");
            assert!(matches!(tie.grade, Some(Grade::C) | None), "seed {seed}: {:?}", tie.grade);
            // To follow a page or a channel is an act too, though nobody knows of which day; neither follows back.
            let acted = tie.outgoing_contacts > 0 || tie.follow.outgoing;
            assert_eq!(tie.grade.is_some(), acted, "seed {seed}");
            graded.fetch_add(usize::from(tie.grade.is_some()), Relaxed);
        }
        let mut everything = Everything { ties: Ties::new(&KIT.ties), ..Everything::default() };
        read(&recognised, &mut everything, &mut ());
        let answerable = everything.answerable;
        for tie in finish(everything.ties, Platform::ALL) {
            if answerable.get(&tie.label.name.to_lowercase()) == Some(&false) && tie.grade.is_some() {
                assert_eq!(tie.grade, Some(Grade::C), "seed {seed}");
                seen.fetch_add(1, Relaxed);
            }
        }
    });
    assert!(
        graded.into_inner() > 1000 && seen.into_inner() > 200,
        "the people are too lonely to show anything"
    );
}
