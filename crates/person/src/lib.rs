//! The whole journey of one person, once, for the program and for a page: recognise, read, measure, report.
//!
//! **Invariants.** No file system, no clock, no thread: archives, dates and progress come in as parameters. What could not
//! be used or read is part of the result, in the same words everywhere.

mod asking;
mod check;
mod comparing;
mod donating;
mod editions;
mod events;
mod export;
mod finder;
mod group;
mod kit;
mod measures;
mod reading;
mod refused;
mod shown;
pub mod what;
mod workers;

pub use asking::{ANSWERED_ON, AccountShown, Asker, LEFT_OUT, MOST_ACCOUNTS};
pub use check::{Checked, Journey};
pub use comparing::Comparison;
pub use events::{EventFilter, Streamed, stream_events};
pub use export::{Export, Recognised, recognise};
pub use finder::Finder;
pub use kit::{Kit, KitProblem, Options, Watch};
pub use reading::read;
pub use refused::Refused;
pub use workers::{Alone, Workers};
