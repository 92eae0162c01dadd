//! The program itself on exports that are larger than memory: peak memory, and time, for so many events and for twice as
//! many.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::large;

/// What a run of the program took.
struct Took {
    events: u64,
    megabytes: f64,
    peak_megabytes: f64,
    seconds: f64,
}

/// Writes exports of half of the events and of all, checks both with `program`, and prints what it took.
pub fn measure(program: &str, folder: &str, events: usize, accounts: usize) {
    let took = [events / 2, events].map(|events| {
        let folder = format!("{folder}/{events}");
        std::fs::create_dir_all(&folder).expect("a folder");
        let bytes = large::write_all(&folder, events, accounts);
        let took = check(program, &folder, bytes);
        println!(
            "{} events, {accounts} accounts, {:.0} MB uncompressed: peak {:.0} MB, {:.1} s on the wall",
            took.events, took.megabytes, took.peak_megabytes, took.seconds
        );
        assert!(took.events >= events as u64, "not all events were read");
        took
    });
    let [half, whole] = took;
    let peak = whole.peak_megabytes;
    println!("bar: peak memory: {peak:.0} MB, wanted under 400: {}", met(peak < 400.0));
    let memory = peak / half.peak_megabytes;
    println!("bar: memory for twice the events: {memory:.2}, wanted at most 1.2: {}", met(memory <= 1.2));
    let time = whole.seconds / half.seconds;
    println!("bar: time for twice the events: {time:.2}, wanted at most 2.1: {}", met(time <= 2.1));
}

const fn met(holds: bool) -> &'static str {
    if holds { "met" } else { "MISSED" }
}

/// What the exports of a report hold, of the events that each says it has.
fn events_in(report: &str) -> u64 {
    let report: serde_json::Value = serde_json::from_str(report).expect("JSON");
    let exports = report["exports"].as_array().expect("a list of exports");
    exports.iter().filter_map(|export| export["events"].as_u64()).sum()
}

fn check(program: &str, folder: &str, bytes: u64) -> Took {
    let began = Instant::now();
    let exports = ["x", "instagram", "tiktok"].map(|name| format!("{folder}/{name}-SYNTHETIC.zip"));
    let mut run = Command::new(program)
        .arg("check")
        .args(exports)
        .args(["--force", "--quiet", "--output"])
        .arg(format!("{folder}/report.html"))
        .arg("--json")
        .arg(format!("{folder}/report.json"))
        .stdout(Stdio::null())
        .spawn()
        .expect("the program");
    let status = format!("/proc/{}/status", run.id());
    let mut peak_megabytes = 0.0;
    let ended = loop {
        // The kernel keeps the highest value, so that nothing between two looks is missed.
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
        peak_megabytes = kilobytes.map_or(peak_megabytes, |kilobytes| kilobytes * 1024.0 / 1e6);
        if let Some(ended) = run.try_wait().expect("a child") {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    assert!(ended.success(), "the check failed");
    let report = std::fs::read_to_string(format!("{folder}/report.json")).expect("a report");
    Took {
        events: events_in(&report),
        megabytes: bytes as f64 / 1e6,
        peak_megabytes,
        seconds: began.elapsed().as_secs_f64(),
    }
}
