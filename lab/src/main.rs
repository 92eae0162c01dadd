//! `cargo lab`: how the measures behave where the truth is known.
//!
//! - `cargo lab simulate [--quick] [shares|types|correlates]`: worlds with stated truths, and what the measures make of them.

#![allow(clippy::print_stdout, clippy::print_stderr)] // a tool that prints

mod simulate;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.split_first() {
        Some((&"simulate", rest)) => simulate::run(rest),
        _ => {
            eprintln!("error: no such task\nhint: `cargo lab simulate [--quick] [shares|types|correlates]`");
            ExitCode::from(2)
        }
    }
}
