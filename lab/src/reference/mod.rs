//! `cargo lab reference --data DIR [--json FILE] [--list]`: the estimates of `survey` beside those of others.
//!
//! `DIR` holds `cases/*.json`, each an estimate that somebody else worked out, with the data that it is of in `data/*.csv`. A
//! case is read, estimated here from its data and the words of its call, and only then compared with what was expected.
//!
//! No estimate is taken from what was expected, but some of what is asked stands nowhere else in a case and is read there: which
//! statistics, and of which columns (keys and names); the kind of replicates and, for bootstraps, the file of drawn weights;
//! targets of a raking (`targets`, or without them and without a population the margins of the file of weights). Numbers of
//! ours are given the shape that a case expects, a list or one number. Where R's own number hangs on where an iteration
//! stops, the variant of `survey` that does as R is compared; `docs/measured.md` lists them.

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

/// Why a case that differs does so on purpose: it is named in [`ON_PURPOSE`], or it is a model fitted by a search that ended
/// below the maximum that ours found.
fn reason(case: &Case, ours: &Result<Value, String>) -> Option<String> {
    if let Some((_, why)) = ON_PURPOSE.iter().find(|(id, _)| *id == case.id) {
        return Some((*why).to_owned());
    }
    let found = ours.as_ref().ok()?;
    let higher = ["loglik", "loglik_sum_w"].into_iter().find_map(|key| {
        let by = found.get(key)?.as_f64()? - case.expected.get(key)?.as_f64()?;
        (by > 1e-3).then_some(by)
    })?;
    Some(format!(
        "our log-likelihood is higher by {higher:.4}, so the reference's search stopped short of the maximum and its numbers are not those of the best model"
    ))
}

/// What came of one case.
pub struct Outcome {
    pub id: String,
    pub family: String,
    pub ours: Result<Value, String>,
    pub verdict: Verdict,
    /// Why it differs, where it does so on purpose.
    pub reason: Option<String>,
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
    let reason = if verdict.agrees() { None } else { reason(&case, &ours) };
    Ok(Outcome { family: case.family(), id: case.id, ours, verdict, reason })
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
    outcomes.iter().filter(|outcome| !outcome.verdict.agrees() && outcome.reason.is_none()).collect()
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
        let word = match (outcome.verdict.agrees(), &outcome.reason) {
            (true, _) => "same",
            (false, Some(_)) => "purpose",
            (false, None) => "DIFFERS",
        };
        println!("{word:<8} {}", outcome.id);
        let lines = outcome.verdict.lines.iter().filter(|line| list || line.headline || !line.agrees);
        for line in lines.take(if list { usize::MAX } else { 12 }) {
            println!("         {line}");
        }
        if let Some(why) = &outcome.reason {
            println!("         on purpose: {why}");
        }
    }
    let mut families: BTreeMap<&str, Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes {
        families.entry(&outcome.family).or_default().push(outcome);
    }
    println!();
    for (family, outcomes) in &families {
        println!("{}", counted(family, outcomes));
    }
    println!("{}", counted("all", &outcomes.iter().collect::<Vec<_>>()));
}

/// A line on some cases: how many are the same, and how many differ on purpose.
fn counted(name: &str, outcomes: &[&Outcome]) -> String {
    let same = outcomes.iter().filter(|outcome| outcome.verdict.agrees()).count();
    let purpose = outcomes.iter().filter(|outcome| outcome.reason.is_some()).count();
    let more = if purpose > 0 { format!(", {purpose} differ on purpose") } else { String::new() };
    format!("{name:<12} {same:>3} of {:>3}{more}", outcomes.len())
}
