//! The vocabulary of a survey data set.
//!
//! A [`Dictionary`] says what each variable means; [`Chunk`]s carry the rows, as codes. Only both together tell the
//! [`State`] of a cell: *answered*, *not answered* (asked, but "don't know" or refused) or *not asked* (skipped by
//! routing). A `0` in a column of a multiple response is an answer of its own: shown and not chosen.
//!
//! ```
//! use microdata::{Category, MissingCode, State, Variable};
//!
//! let trust = Variable {
//!     label: "Trust in news".into(),
//!     categories: vec![Category::new(1.0, "Trust"), Category::new(2.0, "Do not trust")],
//!     missing: vec![MissingCode::new(9.0, "Don't know")].into(),
//!     ..Variable::number("trust")
//! };
//! assert_eq!(trust.state_of_number(1.0), State::Answered);
//! assert_eq!(trust.state_of_number(9.0), State::NotAnswered);
//! assert_eq!(trust.state_of_number(f64::NAN), State::NotAsked);
//! ```
//!
//! Nothing here knows a file format.

mod dictionary;
mod error;
mod missing;
mod rows;
mod sets;
mod value;
mod variable;

pub use dictionary::{Design, Dictionary};
pub use error::Error;
pub use missing::{Missing, MissingCode, MissingRange, State};
pub use rows::{CHUNK_ROWS, Chunk, Column, Faults, Lost, Memory, Rows, WriteRows};
pub use sets::{MultipleResponse, SetKind};
pub use value::{Category, Value};
pub use variable::{Kind, Measure, Variable};
