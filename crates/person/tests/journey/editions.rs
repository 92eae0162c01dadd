//! Two exports of one account that were made on different days: everything counts once.

use std::collections::BTreeMap;

use synth::Export;

use crate::acts::Acts;
use crate::earlier::{deleted_since, earlier};
use crate::exports::zipped;
use crate::people::for_everybody;

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

fn read(exports: &[Export]) -> Acts {
    Acts::read(&exports.iter().map(zipped).collect::<Vec<_>>())
}

#[test]
fn two_hundred_people_with_two_exports_of_different_days_come_back_once() {
    for_everybody(|seed, person| {
        let all = person.exports();
        let whole = read(&all);
        let mut times = whole.times;
        times.sort_unstable();
        let Some(&until) = times.get(times.len() * 6 / 10) else { return };
        let newer: Vec<Export> = all.iter().map(|export| deleted_since(export, until)).collect();
        let older = all.iter().map(|export| earlier(export, until));
        let both: Vec<Export> = older.chain(newer.iter().cloned()).collect();
        let (alone, together) = (read(&newer), read(&both));
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
