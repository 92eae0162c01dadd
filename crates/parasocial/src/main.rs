//! `parasocial`: arguments and wiring. What it does lives in the crates below.

#![allow(clippy::print_stdout, clippy::print_stderr)] // the program speaks

mod arguments;
mod commands;
mod outcome;
mod shape;
mod what;

use std::process::ExitCode;

use clap::Parser;

use arguments::Arguments;
use outcome::{Outcome, Speech};

/// The lists of hundreds of thousands of accounts grow together; what they outgrow goes back with this one (docs/speed.md).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // A panic's message may quote what was being read; only its place and our words are shown.
    std::panic::set_hook(Box::new(|panic| {
        let place =
            panic.location().map_or("an unknown place".into(), |at| format!("{}:{}", at.file(), at.line()));
        eprintln!(
            "error: a bug of ours, at {place}\nhint: please report it with this line; `parasocial shape PATH` says what the export looks like without its values"
        );
    }));
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are no errors.
            let code = if error.use_stderr() { Outcome::Usage } else { Outcome::Done };
            let _ = error.print();
            return code.into();
        }
    };
    let speech = Speech::new(&arguments.common);
    let run = std::panic::AssertUnwindSafe(|| commands::run(&arguments, &speech));
    std::panic::catch_unwind(run).unwrap_or(Outcome::Bug).into()
}
