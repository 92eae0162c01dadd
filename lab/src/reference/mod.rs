//! `cargo lab reference --data DIR [--json FILE] [--list]`: the estimates of `survey` beside those of others.
//!
//! `DIR` holds `cases/*.json`, each an estimate that somebody else worked out, with the data that it is of in `data/*.csv`. A
//! case is read, estimated here from its data and the words of its call, and only then compared with what was expected. Numbers
//! of ours are given the shape that a case expects (a list or one number), nothing else is taken from there.

mod answer;
mod case;
mod compare;
mod frame;
mod stat;
mod table;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use serde_json::Value;

use case::Case;
use compare::Verdict;

/// Cases in which we differ from the reference on purpose, and why.
const ON_PURPOSE: &[(&str, &str)] = &[];

/// What came of one case.
pub struct Outcome {
    pub id: String,
    pub family: String,
    pub ours: Result<Value, String>,
    pub verdict: Verdict,
}

/// All cases of a folder, in order of their names.
///
/// # Errors
/// When the folder holds no cases.
pub fn outcomes(folder: &Path) -> Result<Vec<Outcome>, String> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder.join("cases"))
        .map_err(|error| format!("cannot list {}/cases: {}", folder.display(), error.kind()))?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    paths.sort();
    paths.iter().map(|path| outcome(folder, path)).collect()
}

fn outcome(folder: &Path, path: &Path) -> Result<Outcome, String> {
    let case = Case::read(folder, path)?;
    let ours = answer::answer(&case).map(|ours| compare::shaped(ours, &case.expected));
    let verdict = compare::verdict(&case, &ours);
    Ok(Outcome { family: case.family(), id: case.id, ours, verdict })
}

/// Runs the task.
pub fn run(arguments: &[&str]) -> ExitCode {
    let mut folder = xtask::shared::root().join("../shared/reference");
    let (mut json, mut list) = (None, false);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match (*argument, rest.as_slice().first()) {
            ("--data", Some(path)) => folder = PathBuf::from(path),
            ("--json", Some(path)) => json = Some(PathBuf::from(path)),
            ("--list", _) => {
                list = true;
                continue;
            }
            _ => {
                eprintln!(
                    "error: `cargo lab reference` does not know `{argument}`\nhint: --data DIR, --json FILE, --list"
                );
                return ExitCode::from(2);
            }
        }
        rest.next();
    }
    let outcomes = match outcomes(&folder) {
        Ok(outcomes) => outcomes,
        Err(why) => {
            eprintln!("error: {why}");
            return ExitCode::from(1);
        }
    };
    print(&outcomes, list);
    if let Some(path) = json
        && let Err(error) = std::fs::write(&path, as_json(&outcomes))
    {
        eprintln!("error: cannot write {}: {}", path.display(), error.kind());
        return ExitCode::from(1);
    }
    ExitCode::from(u8::from(!unexplained(&outcomes).is_empty()))
}

/// Cases that differ and for which no reason is given.
pub fn unexplained(outcomes: &[Outcome]) -> Vec<&Outcome> {
    let explained = |id: &str| ON_PURPOSE.iter().any(|(named, _)| *named == id);
    outcomes.iter().filter(|outcome| !outcome.verdict.agrees() && !explained(&outcome.id)).collect()
}

/// Case id to our numbers.
fn as_json(outcomes: &[Outcome]) -> String {
    let all = outcomes.iter().map(|outcome| {
        let ours = outcome.ours.clone().unwrap_or_else(|why| serde_json::json!({ "error": why }));
        (outcome.id.clone(), ours)
    });
    let mut text = serde_json::to_string_pretty(&Value::Object(all.collect())).unwrap_or_default();
    text.push('\n');
    text
}

/// Prints each case with what was expected, then a line for each family.
pub fn print(outcomes: &[Outcome], list: bool) {
    for outcome in outcomes {
        let word = if outcome.verdict.agrees() { "same" } else { "DIFFERS" };
        println!("{word:<8} {}", outcome.id);
        let lines = outcome.verdict.lines.iter().filter(|line| list || line.headline || !line.agrees);
        for line in lines.take(if list { usize::MAX } else { 12 }) {
            println!("         {line}");
        }
        if let Some((_, why)) = ON_PURPOSE.iter().find(|(id, _)| *id == outcome.id) {
            println!("         on purpose: {why}");
        }
    }
    let mut families: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for outcome in outcomes {
        let family = families.entry(&outcome.family).or_default();
        family.0 += usize::from(outcome.verdict.agrees());
        family.1 += 1;
    }
    println!();
    for (family, (same, all)) in &families {
        println!("{family:<12} {same:>3} of {all:>3}");
    }
    let same = outcomes.iter().filter(|outcome| outcome.verdict.agrees()).count();
    println!("{:<12} {same:>3} of {:>3}", "all", outcomes.len());
}
