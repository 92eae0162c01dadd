//! However the work is cut up, the report is the same: accumulators may be merged in any split.

use event::Timestamp;
use person::{Alone, Journey, Options, Workers};
use synth::{Person, Request};

use crate::exports::{KIT, zipped};

/// Does the pieces from the last to the first, as threads might.
struct Backwards;

impl Workers for Backwards {
    fn each<T: Send>(&self, pieces: usize, work: &(dyn Fn(usize) -> T + Sync), take: &mut dyn FnMut(T)) {
        let done: Vec<T> = (0..pieces).rev().map(work).collect();
        done.into_iter().rev().for_each(take);
    }
}

#[test]
fn the_report_is_the_same_however_the_work_is_cut() {
    for seed in [3, 7, 12, 18, 25, 33] {
        let person = Person::invent(&Request { weeks: 30, ..Request::from_seed(seed) }).unwrap();
        let archives: Vec<_> = person.exports().iter().map(zipped).collect();
        let options = Options::default();
        let whole =
            Journey { batch_bytes: u64::MAX, ..Journey::new(&KIT, &options, Timestamp::UNIX_EPOCH, Alone) };
        let expected =
            report::json::render(&whole.check(&archives, Vec::new(), &mut ()).document.unwrap()).unwrap();
        for batch_bytes in [1, 20_000, 300_000] {
            let cut =
                Journey { batch_bytes, ..Journey::new(&KIT, &options, Timestamp::UNIX_EPOCH, Backwards) };
            let found =
                report::json::render(&cut.check(&archives, Vec::new(), &mut ()).document.unwrap()).unwrap();
            let differing = expected.lines().zip(found.lines()).find(|(one, other)| one != other);
            assert!(expected == found, "seed {seed}, {batch_bytes} bytes: {differing:?}");
        }
    }
}
