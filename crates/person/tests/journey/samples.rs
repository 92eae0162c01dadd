//! Real layouts: every sample of the platforms that are read is recognised as what it is, and holds as many events of each
//! kind as a script counts that knows nothing of our code.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::exports::{KIT, archive, lines};

/// Events by what they are, such as `react outgoing`, for each platform.
type Counts = BTreeMap<String, BTreeMap<String, u64>>;

/// What the script counts: for each sample its platforms with their events.
fn counted_by_script(samples: &Path) -> BTreeMap<String, Counts> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/count_samples.py");
    let output = Command::new("python3").arg(script).arg(samples).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let all: BTreeMap<String, BTreeMap<String, Counts>> = serde_json::from_slice(&output.stdout).unwrap();
    all.into_iter().map(|(sample, mut fields)| (sample, fields.remove("platforms").unwrap())).collect()
}

fn counted_by_us(samples: &Path, sample: &str) -> Counts {
    let archives = [archive(sample, std::fs::read(samples.join(sample)).unwrap())];
    let recognised = person::recognise(&archives, &KIT, &person::Options::default());
    let platforms = recognised.exports.iter().map(|export| export.platform().as_str().to_owned());
    let mut counts: Counts = platforms.map(|platform| (platform, BTreeMap::new())).collect();
    for line in lines(&archives).0 {
        let line: Value = serde_json::from_str(&line).unwrap();
        if line.get("record").is_some() {
            continue; // media and profile fields
        }
        let word = |key: &str| line[key].as_str().unwrap().to_owned();
        let events = counts.get_mut(&word("platform")).unwrap();
        *events.entry(format!("{} {}", word("kind"), word("direction"))).or_default() += 1;
    }
    counts
}

#[test]
fn samples_hold_what_a_script_counts_in_them() {
    let Some(samples) = xtask::shared::folder("samples", "samples_hold_what_a_script_counts_in_them") else {
        return;
    };
    let script = counted_by_script(&samples);
    assert!(script.len() >= 15, "only {} samples", script.len());
    assert!(script.values().filter(|counts| !counts.is_empty()).count() >= 10);
    let differing: Vec<String> = script
        .iter()
        .map(|(sample, counts)| (sample, counts, counted_by_us(&samples, sample)))
        .filter(|(_, theirs, ours)| **theirs != *ours)
        .map(|(sample, theirs, ours)| format!("{sample}\n  script: {theirs:?}\n  ours:   {ours:?}"))
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}
