//! Tables under differential privacy: what is released hardly depends on whether any one respondent took part.
//!
//! The way of a release: [`Plan`] and [`Settings`] say what is asked and what the study allows; [`Counted`] adds up clipped weights
//! in cells that share nobody; [`Ledger::release`] spends of the study's one budget, and only then hands out sums with noise
//! ([`noise`], by the OpenDP library); [`tables`] makes shares with intervals of them, which include the noise.
//!
//! **Unit.** One respondent, one row: a data set with and one without it are neighbours. **Accounting.** Zero-concentrated
//! differential privacy (Bun and Steinke 2016), which adds up over releases however they are chosen (Feldman and Zrnic 2021), in
//! whole billionths of rho, so that no rounding adds up; OpenDP says what that is as epsilon at the study's delta (Canonne, Kamath
//! and Steinke 2020).
//!
//! **Not covered.** Weights and categories are taken as given: that a weight was raked by what others answered is outside of the
//! guarantee. The categories come from the codebook, never from the data.
//!
//! The noise is not seeded, on purpose: whoever knows the seed can take it away. A release that was made is kept and served again.

mod budget;
mod counted;
mod error;
pub mod interval;
mod ledger;
pub mod noise;
mod plan;
mod settings;
mod tables;

pub use budget::{Budget, Rho};
pub use counted::{Counted, GRID};
pub use error::PrivacyError;
pub use ledger::{Ledger, Released, Request};
pub use plan::{Asked, Group, Net, Plan, Question};
pub use settings::Settings;
pub use tables::{Privacy, expected, tables};
