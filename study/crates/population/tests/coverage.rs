//! Intervals hold what they should, about as often as they say: a small version of `examples/coverage.rs`.

#![allow(clippy::unwrap_used)] // a test

use population::{Assumptions, Figure, Population, Study};

const SAMPLES: u64 = 60;

/// Over all figures and samples 95% and a little more (Korn and Graubard's interval is on the safe side where few people are), and
/// the errors that are said are those that samples have. Intervals of 90%, or errors that forget the units, would fail.
#[test]
fn intervals_hold_in_about_95_of_100_samples() {
    let study = Study::make(Assumptions::builtin().unwrap(), Figure::builtin().unwrap()).unwrap();
    let all = Population::new(&study).unwrap().cover(0, SAMPLES).unwrap();
    let (held, tried) = all.iter().fold((0, 0), |(held, tried), one| (held + one.held, tried + one.samples));
    assert_eq!(tried, SAMPLES * all.len() as u64);
    let coverage = held as f64 / tried as f64;
    assert!((0.935..0.97).contains(&coverage), "{coverage}");
    let ratio = all.iter().map(population::Covered::error_ratio).sum::<f64>() / all.len() as f64;
    assert!((0.9..1.1).contains(&ratio), "{ratio}");
    // No figure alone is far off: of 60 samples, 48 hold even where luck is bad.
    let worst = all.iter().min_by(|a, b| a.coverage().total_cmp(&b.coverage())).unwrap();
    assert!(worst.coverage() >= 0.8, "{}: {}", worst.id, worst.coverage());
}
