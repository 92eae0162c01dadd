//! How often 95% intervals hold the figures of the invented people: samples are drawn from them, weighed and estimated as a
//! study is. `cargo run --release -p parasocial-population --example coverage [SAMPLES] [THREADS]`.

#![allow(clippy::print_stdout, clippy::unwrap_used)] // a tool

use population::{Assumptions, Covered, Figure, Population, Study};

fn main() {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u64>().unwrap());
    let (samples, threads) = (arguments.next().unwrap_or(1000), arguments.next().unwrap_or(2).max(1));
    let study = Study::make(Assumptions::builtin().unwrap(), Figure::builtin().unwrap()).unwrap();
    let population = Population::new(&study).unwrap();
    let all = merged(&population, samples, threads);
    let error = |coverage: f64, samples: u64| 100.0 * (coverage * (1.0 - coverage) / samples as f64).sqrt();
    println!("| figure | value | base | covered | Monte-Carlo error | said error by real one |");
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    for one in &all {
        let coverage = one.coverage();
        println!(
            "| `{}` | {:.1}% | {:.0} | {:.1}% | {:.1} | {:.2} |",
            one.id,
            100.0 * one.truth,
            one.base,
            100.0 * coverage,
            error(coverage, one.samples),
            one.error_ratio()
        );
    }
    let (held, tried) = all.iter().fold((0, 0), |(held, tried), one| (held + one.held, tried + one.samples));
    let within = |one: &&Covered| (0.93..=0.97).contains(&one.coverage());
    println!(
        "\nall {} figures together: {:.2}% of {tried} intervals; {} figures lie between 93% and 97%",
        all.len(),
        100.0 * held as f64 / tried as f64,
        all.iter().filter(within).count()
    );
    for (from, to) in [(0.0, 200.0), (200.0, 500.0), (500.0, 2000.0), (2000.0, f64::INFINITY)] {
        let own: Vec<&Covered> = all.iter().filter(|one| one.base >= from && one.base < to).collect();
        let (held, tried) =
            own.iter().fold((0, 0), |(held, tried), one| (held + one.held, tried + one.samples));
        println!(
            "  bases from {from} to {to}: {} figures, {:.2}%",
            own.len(),
            100.0 * held as f64 / tried as f64
        );
    }
}

/// The samples shared out over threads; what they find does not depend on how many there are.
fn merged(population: &Population, samples: u64, threads: u64) -> Vec<Covered> {
    std::thread::scope(|scope| {
        let part = |thread: u64| {
            let (first, last) = (samples * thread / threads, samples * (thread + 1) / threads);
            scope.spawn(move || population.cover(first, last - first).unwrap())
        };
        let parts: Vec<_> = (0..threads).map(part).collect();
        let mut parts = parts.into_iter().map(|part| part.join().unwrap());
        let mut all = parts.next().unwrap();
        for part in parts {
            for (one, other) in all.iter_mut().zip(&part) {
                one.merge(other);
            }
        }
        all
    })
}
