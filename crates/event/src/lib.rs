//! The vocabulary of the codebook: what the rest of the program talks about.
//!
//! A reader of an export turns its records into [`Event`]s and, beside them, [`Account`]s, [`Text`]s,
//! [`Media`] and [`ProfileField`]s, and says with [`SectionRead`] and [`Note`] what it could and could not
//! read. It pushes all of them into a [`Sink`]. Measures are sinks; so is the printer of `parasocial events`.
//!
//! **Invariants.** This crate knows no platform's files, no measure and no report. It has no file system,
//! clock, thread or network. A person's words live in [`Private`], which neither prints nor serialises.
//!
//! ```
//! use event::{Private, Words};
//! let words: Words<'_> = Private::new("see you at eight".into());
//! assert_eq!(format!("{words:?}"), "[private]");
//! assert_eq!(&**words.expose(), "see you at eight");
//! ```

mod at;
mod coverage;
mod interaction;
pub mod jsonl;
mod kinds;
mod names;
mod note;
mod private;
mod records;
mod sink;

pub use at::{At, AtQuality, day_of, minute_of};
pub use coverage::{Channel, Mode, Reverse, SectionRead, SectionState};
pub use interaction::{Author, Event, Origin, Party, PartyQuality, Text};
pub use jiff::Timestamp;
pub use kinds::{Audience, Direction, Kind, Platform};
pub use note::{Level, Note, Place};
pub use private::{Private, Str, Words};
pub use records::{Account, Basis, Gps, GpsSource, Media, MediaKind, OwnText, ProfileField, ProfileKey};
#[doc(hidden)] // for what `named!` writes
pub use serde;
pub use sink::{Collected, Sink, Tee};
