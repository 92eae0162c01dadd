//! Whether intervals that include the noise cover at their nominal rate. A small version of `examples/noise.rs`.

#![allow(clippy::unwrap_used)] // a test

#[path = "../examples/world/mod.rs"]
mod world;

use world::World;

#[test]
fn noisy_intervals_cover_at_their_nominal_rate() {
    // 6 columns and 8 rows of 70 samples: up to 3,360 intervals. Those of one sample hang together, so that the standard error of the
    // rate is half a point or so.
    let told = World { people: 2500, epsilon: 3.0, bound: 3.0, seed: 11 }.covered(70, 0.95);
    assert!(told.intervals > 2000, "{told:?}");
    assert!((0.93..=0.97).contains(&told.rate()), "{told:?}");
}

#[test]
fn without_the_noise_in_them_they_would_not() {
    let told = World { people: 2500, epsilon: 3.0, bound: 3.0, seed: 12 }.covered(20, 0.95);
    assert!(told.quiet_rate() < 0.85, "the check could not fail: {told:?}");
}

#[test]
fn a_bound_that_cuts_weights_biases_and_is_said() {
    // The heavy answer otherwise: a bound below their weights leans towards the light.
    let told = World { people: 20_000, epsilon: 8.0, bound: 0.8, seed: 13 }.covered(3, 0.95);
    assert!(told.cut.is_some_and(|(low, _)| low > 0.2), "{told:?}");
}
