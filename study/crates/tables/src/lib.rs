//! From a data set and a plan to a book of tables: what is asked of the engine, letters, tests, hidden cells.
//!
//! [`plan::Plan`] says what is wanted; [`make`] asks the engine once and fills a [`book::Book`].
//!
//! **Invariants.** Figures come from the engine and `survey`; nothing is estimated here. What is hidden never reaches the book.

mod build;
mod error;
mod hide;
pub mod plan;
mod questions;
mod request;

pub use build::make;
pub use error::TablesError;
