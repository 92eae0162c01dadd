//! How far it is, on a terminal only.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// A line on standard error that is written over and goes away at the end.
pub struct Progress {
    shown: bool,
    last: Option<Instant>,
}

impl Progress {
    /// Shows itself if standard error is a terminal and it is wanted.
    pub fn new(wanted: bool) -> Self {
        Self { shown: wanted && io::stderr().is_terminal(), last: None }
    }

    /// So many of so many are done. Writes at most ten times a second.
    pub fn step(&mut self, what: &str, done: usize, of: usize) {
        let due = self.last.is_none_or(|last| last.elapsed() > Duration::from_millis(100));
        if self.shown && due {
            self.last = Some(Instant::now());
            // A terminal that cannot be written to is no reason to stop.
            let _ = write!(io::stderr(), "\r\u{1b}[K{what} {done} of {of}");
        }
    }

    /// Takes the line away.
    pub fn clear(&mut self) {
        if self.shown && self.last.take().is_some() {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
