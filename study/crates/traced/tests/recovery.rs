//! What is known to differ is found, and intervals hold it about as often as they say. `examples/recovery` does so 500 times.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test

#[path = "../examples/recovery/world.rs"]
mod world;

use world::{RATIO, expected, intervals, truth};

/// Smaller than the samples of the example.
const SHAPE: (usize, usize, usize) = (4, 20, 15);
const TIMES: u64 = 30;

#[test]
fn over_reporting_is_found_and_dependence_is_not() {
    let truth = truth(400);
    let expected = expected(&truth);
    let mut held = [0; 5];
    let mut no_difference = 0;
    for time in 0..TIMES {
        let found = intervals(time + 1, SHAPE).unwrap();
        for (at, interval) in found.iter().enumerate() {
            let (low, high) = interval.expect("shown");
            held[at] += u64::from(low <= expected[at].1 && expected[at].1 <= high);
        }
        no_difference += u64::from(found[0].unwrap().0 <= 1.0);
    }
    // Of 30 intervals that hold with a chance of 0.95, fewer than 25 hold in 3 of 1,000 cases.
    for (held, (name, _)) in held.iter().zip(&expected) {
        assert!(*held >= 25, "{name}: {held} of {TIMES} hold the truth");
    }
    assert_eq!(no_difference, 0, "over-reporting by {RATIO} was missed");
}
