//! How well oversharing is found: where it was planted, in sentences written without sight of the rules, and in texts that
//! others have labelled.

mod heldout;
mod labelled;
mod planted;
mod score;

use std::path::PathBuf;
use std::process::ExitCode;

use lexicon::Lexicon;

/// Runs all; fails if a bar is missed. `--data DIR` names the folder of labelled texts, `--quick` looks at fewer
/// people, `--list` prints the sentences that were missed or wrongly found, `--rules DIR` takes the
/// data files of a folder in place of ours.
pub fn run(words: &[&str]) -> ExitCode {
    let quick = words.contains(&"--quick");
    let named = |option: &str| {
        let at = words.iter().position(|word| *word == option)?;
        words.get(at + 1).map(PathBuf::from)
    };
    let data = match named("--rules").map(|folder| host::own_data(&folder)).transpose() {
        Ok(data) => data.unwrap_or_default(),
        Err(error) => {
            eprintln!("error: the data files cannot be read: {error}");
            return ExitCode::FAILURE;
        }
    };
    let kit = match person::Kit::load(&data) {
        Ok(kit) => kit,
        Err(problem) => {
            eprintln!("error: the data files cannot be used: {problem}");
            return ExitCode::FAILURE;
        }
    };
    let failed = planted::run(&kit, if quick { 60 } else { 200 }, words.contains(&"--list"));
    if let Err(problem) = heldout::run(&kit.lexicon) {
        eprintln!("error: {problem}");
        return ExitCode::FAILURE;
    }
    match named("--data").or_else(|| xtask::shared::folder("eval", "labelled_texts")) {
        Some(folder) => {
            if let Err(problem) = labelled::run(&kit.lexicon, &folder) {
                eprintln!("error: {problem}");
                return ExitCode::FAILURE;
            }
        }
        None => println!("\nlabelled texts: skipped, no folder `../shared/eval`"),
    }
    if failed > 0 {
        eprintln!("error: {failed} figures miss their bars");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// The id of a rule.
fn id(lexicon: &Lexicon, rule: usize) -> &str {
    lexicon.rules().get(rule).map_or("", |rule| rule.id.as_str())
}
