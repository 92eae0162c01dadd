//! `cargo lab reference` without the rest of the lab: `cargo run -p parasocial-survey --example reference -- --data DIR`.

#![allow(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr)] // a tool that reads files and prints

#[path = "../../../lab/src/reference/mod.rs"]
mod reference;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    reference::run(&words)
}
