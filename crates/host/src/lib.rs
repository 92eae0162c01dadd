//! The real world: files, folders, the clock, the terminal.
//!
//! Everything else in the project takes these as parameters, so that it runs in a browser tab and in a test as it does
//! here. Every error names the path it is about, as the person gave it.
//!
//! [`Sandbox`] shuts what is not needed before an export is read.
//!
//! **Invariants.** No network. Reports are written whole or not at all, readable by their owner only, and nothing is
//! overwritten unless it was asked for. What is Unix-only stands behind `cfg(unix)` and has another way beside it.

#![allow(clippy::disallowed_types, clippy::disallowed_methods)] // this crate is where the world is touched

mod clock;
mod input;
mod output;
mod progress;
pub mod sandbox;
mod threads;

pub use clock::now;
pub use input::{InputProblem, Opened, lines, open, open_folder, own_data, text};
pub use output::{OutputProblem, check_free, folder_of, make_folder, write_new};
pub use progress::Progress;
pub use sandbox::Sandbox;
pub use threads::Threads;
