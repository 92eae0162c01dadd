//! Invented people, written as exports of Instagram (with Threads inside), X, Facebook and YouTube in their real formats,
//! with the truth beside them.
//!
//! A [`Request`] says what kind of person is wanted. [`Person::invent`] lives that life: days with sessions, people
//! around the owner, messages, posts, reactions, things seen, and findings planted in words and photos. Only then
//! [`Person::exports`] writes it down in the layout that the seed has chosen, and [`Person::truth`] says what
//! was really so.
//!
//! Beside each export stand the lines that a reader should make of it ([`Export::expected`]). They are built from
//! the life and from `docs/events.md`, never by reading what was written, so that writer and reader can only
//! agree by both being right.
//!
//! **Invariants.** Shares no code with the readers: knows only `event` and `data`. Same request, same bytes, on
//! every machine: one seed, no clock, ordered maps, transcendental functions from `libm`. Every export holds a
//! member [`LABEL_MEMBER`] that says that nobody in it is real.
//!
//! ```
//! use synth::{Person, Request};
//! let person = Person::invent(&Request::from_seed(4))?;
//! let exports = person.exports();
//! assert!(exports.iter().all(|export| export.file_name.contains("SYNTHETIC")));
//! let zip = synth::to_zip(&exports[0].members).unwrap();
//! assert_eq!(&zip[..2], b"PK");
//! # Ok::<(), synth::StockError>(())
//! ```

mod dice;
mod export;
mod facebook;
mod findings;
mod instagram;
mod jpeg;
mod json;
mod life;
mod person;
mod request;
mod stock;
#[cfg(test)]
mod tests;
mod text_time;
mod truth;
mod values;
mod x;
mod youtube;
mod zip;

pub use export::Export;
pub use life::people::Role;
pub use person::Person;
pub use request::{
    Country, InstagramEra, Labels, Language, P0, PersonKind, Request, T0, UNTIL, Variant, XEra,
};
pub use stock::{FindingKind, Stock, StockError};
pub use zip::{Member, to_zip};

/// What every export says of itself, in the member [`LABEL_MEMBER`].
pub const LABEL: &str = "invented by parasocial synth; no real person";

/// The name (inside the export's folder, if it has one) of the member that holds [`LABEL`].
pub const LABEL_MEMBER: &str = "SYNTHETIC.txt";

/// The label, as a function for callers that list what a crate promises.
pub const fn label() -> &'static str {
    LABEL
}
