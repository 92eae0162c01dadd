//! A donation, defined: what one person gives to a study, and what can never be in it.
//!
//! A [`Bundle`] is one JSON document with a published schema (`docs/donation.schema.json`). Its types hold numbers, days and
//! codes of closed lists, and in one place, [`PublicName`], names of accounts that are public figures. There is no field for a
//! text, for a word that somebody else wrote, for the name of a private person, or for what could be inferred about health,
//! belief, sexuality, politics or origin: [`FindingKind`] leaves those kinds out, so that not even their number can be given.
//!
//! The way of a bundle: [`build`](fn@build) makes it of what the measures found, [`Bundle::rows`] says every row of it in words,
//! [`Bundle::remove`] takes rows out, [`seal::Recipient::seal`] closes it to the study's key. On the other side [`seal::Key::open`] and
//! [`Bundle::read`] get it back, and [`traced`](mod@traced) makes one line of a table of it.
//!
//! **Invariants.** No file system and no clock; days and random bytes are parameters. (`age` draws the numbers of its seal
//! itself.) What is unknown is absent, never 0. Errors hold nothing of what was read. The feature `build` is for the person's
//! side: whoever only reads bundles needs no measure and no rule.

#[cfg(feature = "build")]
mod build;
mod bundle;
mod check;
mod codes;
mod invitation;
mod places;
mod read;
mod rows;
mod scalars;
pub mod seal;
pub mod traced;
mod withdrawal;
mod words;

#[cfg(feature = "build")]
pub use build::{About, Measured, build};
pub use bundle::*;
pub use codes::*;
pub use invitation::{Invitation, InvitationProblem};
pub use places::Place;
pub use read::{MOST_BYTES, ReadProblem, is_ours, schema};
pub use rows::Row;
pub use scalars::*;
pub use withdrawal::{CodeProblem, WithdrawalCode};
