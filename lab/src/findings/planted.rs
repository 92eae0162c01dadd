//! Findings planted in invented exports, among sentences that look like them and are none.
//!
//! A record is the unit: a kind that was planted in a record and is found there is a hit, one that is found in a record
//! where it was not planted is a false alarm. Each record goes through the very code that `parasocial check` runs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use archive::{Archive, Limits};
use event::{Event, Media, Note, Origin, OwnText, Platform, ProfileField, Sink};
use measure::oversharing::Oversharing;
use person::{Finder, Kit, Options, read, recognise};
use serde::Deserialize;
use synth::{Person, Request};

use super::score::Score;

/// A kind of finding in a record: archive, member, number of the record.
type Place = (String, String, String, u64);

/// The lowest precision and recall of each kind and of all together.
const BAR: f64 = 0.9;

/// Prints a line for each kind; the number of figures below the bar.
pub fn run(kit: &Kit, people: u64, list: bool) -> usize {
    println!("planted findings: {people} invented people, a record is the unit, bar {BAR}");
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut notes: BTreeMap<String, usize> = BTreeMap::new();
    for seed in 0..people {
        match Person::invent(&Request::from_seed(seed)) {
            Ok(person) => one_person(kit, &person, list, &mut scores, &mut notes),
            Err(problem) => println!("  seed {seed}: {problem}"),
        }
    }
    let mut all = Score::default();
    let mut failed = 0;
    for (kind, score) in &scores {
        println!("{}", score.line(kind));
        all.add(*score);
        failed += below(*score);
    }
    println!("{}", all.line("all"));
    // They are decoys that the taxonomy keeps as notes; whoever calls them false alarms can count them so.
    for (kind, count) in &notes {
        let as_alarms = Score { ..scores.get(kind).copied().unwrap_or_default() };
        let as_alarms = Score { false_alarms: as_alarms.false_alarms + count, ..as_alarms };
        let precision = as_alarms.precision().unwrap_or_default();
        println!(
            "  {kind}: {count} notes of severity 1 where nothing was planted; as false alarms, precision {precision:.3}"
        );
    }
    failed + below(all)
}

fn below(score: Score) -> usize {
    let misses = |share: Option<f64>| usize::from(share.is_none_or(|share| share < BAR));
    misses(score.precision()) + misses(score.recall())
}

#[derive(Default, Deserialize)]
struct Truth {
    findings: Vec<Planted>,
    /// What looks like a finding of that kind and is none.
    decoys: Vec<Planted>,
}

#[derive(Deserialize)]
struct Planted {
    kind: String,
    sentence: String,
    archive: String,
    member: Option<String>,
    record: Option<u64>,
    uri: Option<String>,
    in_export: Option<bool>,
    in_file: Option<bool>,
}

impl Planted {
    /// Where it can be found: a picture's place in what the export says of it, and in the file itself.
    fn places(&self, members: &BTreeMap<String, Vec<String>>) -> Vec<Place> {
        let Self { kind, archive, member, record, uri, in_export, in_file, .. } = self;
        let mut places = Vec::new();
        if *in_export != Some(false) {
            let place = member.clone().zip(*record);
            places.extend(place.map(|(member, record)| (kind.clone(), archive.clone(), member, record)));
        }
        if let (Some(true), Some(uri)) = (in_file, uri) {
            let file = members.get(archive).and_then(|names| names.iter().find(|name| name.ends_with(uri)));
            places.extend(file.map(|file| (kind.clone(), archive.clone(), file.clone(), 1)));
        }
        places
    }
}

fn one_person(
    kit: &Kit,
    person: &Person,
    list: bool,
    scores: &mut BTreeMap<String, Score>,
    notes: &mut BTreeMap<String, usize>,
) {
    // Findings are planted here only. The profile text stands on TikTok too, with what was planted in it, and YouTube's films
    // have places: the truth does not tell of either, so what is found there could be called neither right nor wrong.
    let told = |export: &synth::Export| matches!(export.platform, Platform::Instagram | Platform::X);
    let exports: Vec<_> = person.exports().into_iter().filter(told).collect();
    let archives: Vec<Archive> = exports
        .iter()
        .filter_map(|export| {
            let zip = synth::to_zip(&export.members).ok()?;
            Archive::open(export.file_name.as_str(), Arc::new(zip), &Limits::default()).ok()
        })
        .collect();
    let members = exports
        .iter()
        .map(|export| {
            (export.file_name.clone(), export.members.iter().map(|member| member.name.clone()).collect())
        })
        .collect();
    let truth: Truth = serde_json::from_str(&person.truth()).unwrap_or_default();
    let planted: BTreeSet<Place> =
        truth.findings.iter().flat_map(|finding| finding.places(&members)).collect();
    let recognised = recognise(&archives, kit, &Options::default());
    let finder = Finder::new(&recognised, kit, &Options::default());
    let mut looker = Looker { finder, archives: &archives, found: BTreeSet::new(), noted: BTreeSet::new() };
    read(&recognised, &mut looker, &mut ());
    let mut count = |place: &Place, hit: usize, false_alarm: usize, missed: usize| {
        let score = scores.entry(place.0.clone()).or_default();
        score.add(Score { hits: hit, false_alarms: false_alarm, missed });
    };
    looker.found.intersection(&planted).for_each(|place| count(place, 1, 0, 0));
    looker.found.difference(&planted).for_each(|place| count(place, 0, 1, 0));
    planted.difference(&looker.found).for_each(|place| count(place, 0, 0, 1));
    for place in looker.noted.difference(&planted) {
        *notes.entry(place.0.clone()).or_default() += 1;
    }
    if list {
        print_differences(&truth, &planted, &looker.found);
    }
}

/// The sentences of misses and of decoys that were taken for findings, for whoever works on the rules.
fn print_differences(truth: &Truth, planted: &BTreeSet<Place>, found: &BTreeSet<Place>) {
    let in_record = |finding: &Planted, places: &BTreeSet<Place>| {
        let member = finding.member.clone().unwrap_or_default();
        let place =
            (finding.kind.clone(), finding.archive.clone(), member, finding.record.unwrap_or_default());
        places.contains(&place)
    };
    for finding in truth.findings.iter().filter(|finding| !in_record(finding, found)) {
        println!("missed\t{}\t{}", finding.kind, finding.sentence);
    }
    for (kind, archive, member, record) in found.difference(planted) {
        println!("false\t{kind}\t{archive}\t{member}\trecord {record}");
    }
    let false_alarm = |decoy: &&Planted| in_record(decoy, found) && !in_record(decoy, planted);
    for decoy in truth.decoys.iter().filter(false_alarm) {
        println!("false\t{}\t{}", decoy.kind, decoy.sentence);
    }
}

/// Looks at each record on its own.
struct Looker<'a> {
    finder: Finder<'a>,
    archives: &'a [Archive],
    found: BTreeSet<Place>,
    /// Found with severity 1.
    noted: BTreeSet<Place>,
}

impl<'a> Looker<'a> {
    fn look(&mut self, origin: Origin, at: impl FnOnce(&mut Oversharing<'a>)) {
        let archive = self.archives.get(usize::from(origin.archive));
        let member = archive.and_then(|archive| archive.members().get(origin.member as usize));
        let (Some(archive), Some(member)) = (archive, member) else { return };
        for (id, severity) in self.finder.find(at) {
            let place = (id.to_owned(), archive.label().to_owned(), member.name.clone(), origin.record);
            // What is only worth a note (a mailbox of a company) warns nobody: it is counted apart.
            if severity > 1 {
                self.found.insert(place);
            } else {
                self.noted.insert(place);
            }
        }
    }
}

impl Sink for Looker<'_> {
    fn event(&mut self, event: &Event<'_>) {
        if event.own_words().is_some() {
            self.look(event.origin, |oversharing| oversharing.update(event));
        }
    }
    fn own_text(&mut self, text: &OwnText<'_>) {
        self.look(text.origin, |oversharing| oversharing.own_text(text));
    }
    fn media(&mut self, media: &Media<'_>) {
        if media.gps.is_some() {
            self.look(media.origin, |oversharing| oversharing.media(media));
        }
    }
    fn profile(&mut self, field: &ProfileField<'_>) {
        self.look(field.origin, |oversharing| oversharing.profile(field));
    }
    fn note(&mut self, _note: Note) {}
}
