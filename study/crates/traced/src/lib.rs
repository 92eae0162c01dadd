//! What people say beside what their own data show, and what changed between two waves.
//!
//! [`asked_beside_traced`] joins answers and traces by respondent and makes a chapter of a book: who donated and how the others
//! differ, weights for the chance of donating, and each finding both ways. Agreement is for like with like only (hours, messages,
//! comments, types); what is not the same thing stands beside each other as a correlate, which is no cause and no diagnosis.
//! [`change`](change::change) does the same for two waves, with the covariance of what they share.
//!
//! **Invariants.** Unknown is never zero: a figure rests on those of whom all that it needs is known, and says of how many
//! that is. Errors are the design's, and know that chances of donating and margins were estimated. Small bases are hidden.
//! **Memory.** Answers are held whole, the columns that are needed only: 8 bytes for each answer of each of about a hundred
//! columns, 12 MB for 15,000 people. Knows no engine, no files.

mod alone;
mod build;
pub mod change;
mod donated;
mod error;
mod found;
mod joined;
mod line;
mod parts;
mod settings;
mod table;

pub use alone::{About, alone};
pub use build::asked_beside_traced;
pub use error::TracedError;
pub use joined::{Joined, join};
pub use settings::{Conventions, Design, Donating, Settings};
pub use table::Table;
