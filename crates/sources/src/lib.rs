//! Readers of exports: one folder per platform.
//!
//! A [`Source`] is mostly a table: which files there are ([`Section`]), where the records lie in them, through which
//! channels they speak, and one short function per kind of record that turns it into events. The functions here
//! that take a source do the rest, the same for all:
//!
//! 1. [`recognise`]: is this an export of that platform, and which variant?
//! 2. [`plan`]: which members give context (owner, zone, privacy), which are units to read, what is missing?
//! 3. [`read_context`], then [`Context::settle`];
//! 4. [`read_unit`]: one member, on its own, into a [`Sink`](event::Sink).
//!
//! What each file becomes is written down in `docs/events.md`.
//!
//! **Invariants.** Knows no measure and no report. A record is parsed from the bytes it was written in; nothing is held
//! whole. A broken record is repaired once, leniently, else it becomes a note with its place: never a guess, never
//! silence. Siblings (`instagram`, `x`, ...) never import each other; what they share lives in `common`.

mod common;
mod context;
mod cutter;
mod facebook;
mod instagram;
mod listing;
mod messages;
mod others;
mod parts;
mod reading;
mod registry;
mod second_look;
mod section;
mod source;
mod threads;
mod tiktok;
mod x;
mod youtube;

pub use common::labels::{Labels, LabelsProblem};
pub use context::{Context, Owner};
pub use listing::{KnownBy, Listing};
pub use others::{OtherPlatform, other_platform};
pub use reading::{UnitRead, read_context, read_unit, remark_on};
pub use registry::SOURCES;
pub use section::{Part, Section, Unit};
pub use source::{Foreign, Missing, Plan, Recognition, Source, plan, recognise, told_by_name};
