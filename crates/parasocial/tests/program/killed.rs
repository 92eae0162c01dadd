//! A run that is killed leaves a whole report or none: under the name of a report there is never a part of one.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use synth::{Person, PersonKind, Request};

use crate::runs::Desk;

const REPORTS: [&str; 2] = ["report.html", "report.json"];

/// Moments spread over a run, of which each kills one.
const MOMENTS: u32 = 10;

/// Microseconds behind the first sign of a file being written: writing takes no time that could be met by chance.
const BEHIND_WRITING: [u64; 10] = [0, 0, 20, 50, 100, 200, 400, 800, 1600, 3200];

/// An export that takes long enough to be killed in the middle.
fn desk() -> Desk {
    let request = Request { kind: PersonKind::Oversharer, weeks: 30, ..Request::from_seed(2) };
    let exports = Person::invent(&request).unwrap().exports();
    let zip = |export: &synth::Export| synth::to_zip(&export.members).unwrap();
    exports.iter().fold(Desk::new(), |desk, export| desk.with(&export.file_name, zip(export)))
}

fn start(desk: &Desk, more: &[&str]) -> Child {
    let mut zips: Vec<String> =
        names_in(desk.path()).into_iter().filter(|name| name.ends_with(".zip")).collect();
    zips.sort();
    Command::new(env!("CARGO_BIN_EXE_parasocial"))
        .args(["check", "--quiet", "--output", REPORTS[0], "--json", REPORTS[1]])
        .args(more)
        .args(zips)
        .current_dir(desk.path())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn names_in(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap();
    names.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

/// How many reports there are, all of them whole.
fn whole_reports(desk: &Desk, when: &str) -> usize {
    let read = |name: &str| std::fs::read_to_string(desk.path().join(name)).ok();
    let html = read(REPORTS[0]).map(|html| html.starts_with("<!") && html.trim_end().ends_with("</html>"));
    let json = read(REPORTS[1]).map(|json| serde_json::from_str::<Value>(&json).is_ok());
    assert_ne!(html, Some(false), "a part of a report is called {}, {when}", REPORTS[0]);
    assert_ne!(json, Some(false), "a part of a report is called {}, {when}", REPORTS[1]);
    usize::from(html.is_some()) + usize::from(json.is_some())
}

/// Kills the run. True if it had not ended by itself.
fn kill(mut run: Child) -> bool {
    let running = run.try_wait().unwrap().is_none();
    run.kill().unwrap();
    run.wait().unwrap();
    running
}

/// What a killed run leaves under other names is called so that nobody takes it for a report. Takes everything away
/// that a run has written.
fn clear(desk: &Desk, when: &str) {
    for name in names_in(desk.path()).iter().filter(|name| !name.ends_with(".zip")) {
        let draft = name.starts_with('.') && name.ends_with(".part");
        assert!(draft || REPORTS.contains(&name.as_str()), "`{name}` is left behind, {when}");
        std::fs::remove_file(desk.path().join(name)).unwrap();
    }
}

/// How long a run takes that nobody kills.
fn undisturbed(desk: &Desk) -> Duration {
    let began = Instant::now();
    assert!(start(desk, &[]).wait().unwrap().success());
    let took = began.elapsed();
    assert_eq!(whole_reports(desk, "undisturbed"), REPORTS.len());
    took
}

#[test]
fn a_run_that_is_killed_at_any_moment_leaves_a_whole_report_or_none() {
    let desk = desk();
    let took = undisturbed(&desk);
    clear(&desk, "undisturbed");
    let mut early = 0;
    for moment in 0..MOMENTS {
        let run = start(&desk, &[]);
        // Never at the same part of a millisecond twice.
        std::thread::sleep(took * moment / MOMENTS + Duration::from_micros(u64::from(moment) * 137));
        let (running, when) = (kill(run), format!("killed at {moment} of {MOMENTS}"));
        early += usize::from(running && whole_reports(&desk, &when) == 0);
        clear(&desk, &when);
    }
    assert!(early > 0, "no run was killed before it had written a report: this shows nothing");
}

#[test]
fn a_run_that_is_killed_while_it_writes_leaves_a_whole_report_or_none() {
    let desk = desk();
    let (mut midway, files) = (0, names_in(desk.path()).len());
    for (number, behind) in BEHIND_WRITING.into_iter().enumerate() {
        let mut run = start(&desk, &[]);
        while names_in(desk.path()).len() == files && run.try_wait().unwrap().is_none() {}
        let seen = Instant::now();
        while seen.elapsed() < Duration::from_micros(behind) {}
        let (running, when) =
            (kill(run), format!("killed {behind} µs behind the first sign of writing, {number}"));
        midway += usize::from(running && whole_reports(&desk, &when) < REPORTS.len());
        clear(&desk, &when);
    }
    assert!(midway > 0, "no run was killed while it wrote: this shows nothing");
}

/// An older report stays until the new one is whole.
#[test]
fn a_run_that_is_killed_while_it_replaces_a_report_leaves_one_of_the_two() {
    let desk = desk();
    undisturbed(&desk);
    // Writing shows by a draft, or by a report that is another than before.
    let seen = || {
        (names_in(desk.path()).len(), desk.path().join(REPORTS[0]).metadata().unwrap().modified().unwrap())
    };
    for behind in [0, 100, 1000] {
        let before = seen();
        let mut run = start(&desk, &["--force"]);
        while seen() == before && run.try_wait().unwrap().is_none() {}
        std::thread::sleep(Duration::from_micros(behind));
        kill(run);
        assert_eq!(whole_reports(&desk, "killed while it replaced a report"), REPORTS.len());
        for draft in names_in(desk.path()).iter().filter(|name| name.ends_with(".part")) {
            std::fs::remove_file(desk.path().join(draft)).unwrap();
        }
    }
}
