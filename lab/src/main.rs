//! `cargo lab`: how measures and estimates behave where the truth is known.
//!
//! - `cargo lab simulate [--quick] [shares|types|correlates]`: worlds with stated truths, and what the measures make of them;
//! - `cargo lab reference [--data DIR] [--json FILE] [--list]`: estimates of surveys beside those of other software;
//! - `cargo lab findings [--quick] [--data DIR]`: oversharing that was planted, and texts that others have labelled.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_methods)] // a tool that reads files and prints

mod findings;
mod reference;
mod simulate;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.split_first() {
        Some((&"simulate", rest)) => simulate::run(rest),
        Some((&"findings", rest)) => findings::run(rest),
        Some((&"reference", rest)) => reference::run(rest),
        _ => {
            eprintln!(
                "error: no such task\nhint: `cargo lab simulate [--quick] [shares|types|correlates]` or `cargo lab findings [--quick] [--data DIR]` or `cargo lab reference [--data DIR]`"
            );
            ExitCode::from(2)
        }
    }
}
