//! How often intervals of the report hold what is true, in a world in which that is known.
//!
//! `cargo run --release -p parasocial-traced --example recovery -- 500 docs/measured-study.md` draws so many samples, makes the
//! report of each, prints how many intervals hold the truth, and writes that between two marks of the file.

#![allow(clippy::print_stdout)] // a tool for those who work on this

mod world;

use std::error::Error;

use world::{SHAPE, expected, intervals, truth};

/// Units of each stratum from which the truth is worked out.
const UNITS: usize = 12_000;
const BEGIN: &str = "<!-- recovery of asked and traced: begin -->";
const END: &str = "<!-- recovery of asked and traced: end -->";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let times = arguments.next().and_then(|times| times.parse().ok()).unwrap_or(500);
    let text = measured(times)?;
    println!("{text}");
    if let Some(path) = arguments.next() {
        written(&path, &text)?;
    }
    Ok(())
}

fn measured(times: u64) -> Result<String, traced::TracedError> {
    let truth = truth(UNITS);
    let expected = expected(&truth);
    let mut held = [0_u64; 5];
    let mut shown = [0_u64; 5];
    let mut widths = [0.0; 5];
    for time in 0..times {
        for (at, interval) in intervals(10_000 + time, SHAPE)?.into_iter().enumerate() {
            let Some((low, high)) = interval else { continue };
            shown[at] += 1;
            widths[at] += high - low;
            held[at] += u64::from(low <= expected[at].1 && expected[at].1 <= high);
        }
    }
    let (strata, units, people) = SHAPE;
    let mut text = format!(
        "{times} samples of {} invented people ({strata} strata, {units} units in each, unequal weights); about a third of them donate, by age and posting.\n\n| figure | truth | intervals shown | mean width | hold the truth |\n| --- | ---: | ---: | ---: | ---: |\n",
        strata * units * people
    );
    for (at, (name, value)) in expected.iter().enumerate() {
        let count = shown[at].max(1) as f64;
        text.push_str(&format!(
            "| {name} | {value:.3} | {} | {:.3} | {:.1}% |\n",
            shown[at],
            widths[at] / count,
            100.0 * held[at] as f64 / count
        ));
    }
    Ok(text)
}

/// Writes the section into a file, in place of the one that is there.
fn written(path: &str, text: &str) -> std::io::Result<()> {
    let before = std::fs::read_to_string(path).unwrap_or_default();
    let (head, tail) = match (before.split_once(BEGIN), before.split_once(END)) {
        (Some((head, _)), Some((_, tail))) => (head.to_owned(), tail.to_owned()),
        _ => (
            format!("{}\n\n## Asked and traced: what is known to differ\n\n", before.trim_end()),
            "\n".to_owned(),
        ),
    };
    let how = "`cargo run --release --manifest-path study/Cargo.toml -p parasocial-traced --example recovery -- 500 docs/measured-study.md`";
    std::fs::write(path, format!("{head}{BEGIN}\nMade by {how}.\n\n{text}{END}{tail}"))
}
