//! `cargo xtask`: what the project does with itself.
//!
//! - `cargo xtask test [--quick]`: every test there is, in the order in which they fail fastest;
//! - `cargo xtask tidy`: the house rules (also run by `cargo test`);
//! - `cargo xtask docs`: writes the pages of `docs/platforms` from the tables of the readers;
//! - `cargo xtask golden`: writes anew what tests compare with; read the difference before you commit it.

#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)] // a tool of the project

use std::process::{Command, ExitCode};

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

/// Everything. `quick` leaves the simulations out.
fn test(quick: bool) -> Result<(), String> {
    shared::forget_skipped();
    house_rules()?;
    cargo(&["fmt", "--all", "--check"])?;
    cargo(&["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"])?;
    cargo(&["test", "--workspace"])?;
    if !quick {
        cargo(&["lab", "simulate", "--quick"])?;
        cargo(&["lab", "findings", "--quick"])?;
    }
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

fn house_rules() -> Result<(), String> {
    let broken = tidy::broken(shared::root());
    if broken.is_empty() { Ok(()) } else { Err(format!("house rules are broken\n{}", broken.join("\n"))) }
}

fn golden() -> Result<(), String> {
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    let status = Command::new(cargo)
        .args(["test", "--workspace", "--quiet"])
        .current_dir(shared::root())
        .envs([("PARASOCIAL_GOLDEN", "1"), ("INSTA_UPDATE", "always"), ("INSTA_FORCE_PASS", "1")])
        .status();
    ended("cargo test", status)
}

fn cargo(arguments: &[&str]) -> Result<(), String> {
    println!("\n$ cargo {}", arguments.join(" "));
    let cargo = std::env::var_os("CARGO").unwrap_or("cargo".into());
    ended(
        &format!("cargo {}", arguments.join(" ")),
        Command::new(cargo).args(arguments).current_dir(shared::root()).status(),
    )
}

fn ended(what: &str, status: std::io::Result<std::process::ExitStatus>) -> Result<(), String> {
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("`{what}` failed")),
        Err(error) => Err(format!("`{what}` cannot be started: {error}")),
    }
}
