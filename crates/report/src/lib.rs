//! What a person reads: one document, rendered for a terminal, as one HTML file, and as JSON.
//!
//! [`build`] turns what the measures found into a [`Document`]: sections of text, figures, tables and findings, with
//! uncertainty, base and coverage beside every number. [`terminal`], [`html`] and [`json`] only lay it out; none of them
//! decides what is said. What is left out is said where it is decided, in `build`.
//!
//! **Invariants.** Knows measures and no platform's files. No file system and no clock: dates are parameters. A person's
//! names and words are cut to a length, freed of control characters and kept apart from our own words ([`Rich`]), so that
//! no rendering can mistake one for the other. Secrets are masked everywhere but behind a fold of the HTML file.

mod beside;
pub mod build;
mod document;
pub mod html;
pub mod json;
mod numbers;
mod rich;
pub mod terminal;

pub use beside::{AskedAccount, BesideRow, Range, Said, Together};
pub use document::*;
pub use numbers::Quantity;
pub use rich::{Rich, Span, name};
