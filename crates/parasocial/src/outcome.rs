//! How the program ends, and how it speaks: data to standard output, everything else to standard error.

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use crate::arguments::{Colour, Common};

/// How the program ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done; findings are not failures.
    Done,
    /// An input could not be used. What could be, was.
    Unusable,
    /// Wrong usage.
    Usage,
    /// Done, but something was skipped, and `--strict` was given.
    Skipped,
    /// A bug of ours.
    Bug,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0_u8,
            Outcome::Unusable => 1,
            Outcome::Usage => 2,
            Outcome::Skipped => 3,
            Outcome::Bug => 70,
        })
    }
}

/// What may be said, and how.
pub struct Speech {
    pub quiet: bool,
    /// Standard output takes colours.
    pub colour: bool,
    error_colour: bool,
}

impl Speech {
    pub fn new(common: &Common) -> Self {
        let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let wanted = |terminal: bool| match common.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => terminal && !plain,
        };
        Self {
            quiet: common.quiet,
            colour: wanted(io::stdout().is_terminal()),
            error_colour: wanted(io::stderr().is_terminal()),
        }
    }

    /// Says what went wrong. Said even when quiet.
    pub fn error(&self, what: impl Display) {
        self.labelled("error", "31", &what.to_string());
    }

    /// Says what the person has to know. A note already begins with its level.
    pub fn note(&self, note: &event::Note) {
        if !self.quiet || note.level == event::Level::Warning {
            let text = note.to_string();
            let (level, rest) = text.split_once(": ").unwrap_or(("note", &text));
            self.labelled(level, "33", rest);
        }
    }

    /// Says something that is good to know.
    pub fn say(&self, what: impl Display) {
        if !self.quiet {
            let _ = writeln!(io::stderr(), "{what}");
        }
    }

    fn labelled(&self, label: &str, code: &str, rest: &str) {
        let label =
            if self.error_colour { format!("\u{1b}[1;{code}m{label}\u{1b}[0m") } else { label.to_owned() };
        // If standard error is closed, nobody listens.
        let _ = writeln!(io::stderr(), "{label}: {rest}");
    }

    /// Prints data. A closed pipe is not an error: the reader has enough.
    pub fn print(&self, data: &str) -> Outcome {
        match io::stdout().write_all(data.as_bytes()).and_then(|()| io::stdout().flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                self.error(format_args!(
                    "cannot write to standard output: {}",
                    archive::io_reason(error.kind())
                ));
                Outcome::Unusable
            }
            _ => Outcome::Done,
        }
    }
}
