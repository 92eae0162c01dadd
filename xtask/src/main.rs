//! `cargo xtask`: what the project does with itself.
//!
//! - `cargo xtask test [--quick]`: every test there is, the person's side first, in the order in which they fail fastest;
//! - `cargo xtask tidy`: the house rules (also run by `cargo test`);
//! - `cargo xtask docs`: writes the pages of `docs/platforms` from the tables of the readers;
//! - `cargo xtask golden`: writes anew what tests compare with; read the difference before you commit it.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::print_stdout, clippy::print_stderr)]
// a tool of the project

use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use xtask::{docs, shared, tidy};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["test"] => test(false),
        ["test", "--quick"] => test(true),
        ["tidy"] => house_rules(),
        ["docs"] => {
            docs::write(shared::root()).map_err(|error| format!("the pages cannot be written: {error}"))
        }
        ["golden"] => golden(),
        _ => Err("no such task: one of `test [--quick]`, `tidy`, `docs`, `golden`".into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::FAILURE
        }
    }
}

/// Everything. `quick` leaves the simulations out. The person's side comes first: it is what people run on their exports.
fn test(quick: bool) -> Result<(), String> {
    shared::forget_skipped();
    let mut stages = Stages::default();
    stages.run("house rules", house_rules)?;
    stages.cargo(&["fmt", "--all", "--check"])?;
    stages.cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"])?;
    stages.cargo(&["test", "--workspace"])?;
    if !quick {
        stages.cargo(&["lab", "simulate", "--quick"])?;
        stages.cargo(&["lab", "findings", "--quick"])?;
    }
    stages.study(&["fmt", "--all", "--check"])?;
    stages.study(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"])?;
    stages.study(&["test", "--workspace"])?;
    stages.print();
    let skipped = shared::skipped();
    if skipped.is_empty() {
        println!("\nall tests passed, none was skipped");
    } else {
        println!(
            "\nall tests passed that could be run; {} skipped for what this machine lacks:",
            skipped.len()
        );
        skipped.iter().for_each(|test| println!("  {test}"));
    }
    Ok(())
}

/// What was run, and how long it took.
#[derive(Default)]
struct Stages(Vec<(String, Duration)>);

impl Stages {
    fn run(&mut self, name: &str, stage: impl FnOnce() -> Result<(), String>) -> Result<(), String> {
        let start = Instant::now();
        let done = stage();
        self.0.push((name.to_owned(), start.elapsed()));
        done
    }

    fn cargo(&mut self, arguments: &[&str]) -> Result<(), String> {
        self.run(&format!("cargo {}", arguments.join(" ")), || cargo(arguments, shared::root()))
    }

    /// The same in the researcher's workspace.
    fn study(&mut self, arguments: &[&str]) -> Result<(), String> {
        let folder = shared::root().join("study");
        self.run(&format!("cargo {} (study)", arguments.join(" ")), || cargo(arguments, &folder))
    }

    fn print(&self) {
        println!("\nseconds");
        self.0.iter().for_each(|(name, took)| println!("{:>7.1}  {name}", took.as_secs_f64()));
        println!("{:>7.1}  together", self.0.iter().map(|(_, took)| took.as_secs_f64()).sum::<f64>());
    }
}

fn house_rules() -> Result<(), String> {
    let broken = tidy::broken(shared::root());
    if broken.is_empty() { Ok(()) } else { Err(format!("house rules are broken\n{}", broken.join("\n"))) }
}

fn golden() -> Result<(), String> {
    for folder in [shared::root(), &shared::root().join("study")] {
        let status = command(&["test", "--workspace", "--quiet"], folder)
            .envs([("PARASOCIAL_GOLDEN", "1"), ("INSTA_UPDATE", "always"), ("INSTA_FORCE_PASS", "1")])
            .status();
        ended("cargo test", status)?;
    }
    Ok(())
}

fn cargo(arguments: &[&str], folder: &Path) -> Result<(), String> {
    println!("\n$ cargo {}", arguments.join(" "));
    ended(&format!("cargo {}", arguments.join(" ")), command(arguments, folder).status())
}

fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or("cargo".into()));
    command.args(arguments).current_dir(folder);
    command
}

fn ended(what: &str, status: std::io::Result<std::process::ExitStatus>) -> Result<(), String> {
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("`{what}` failed")),
        Err(error) => Err(format!("`{what}` cannot be started: {error}")),
    }
}
