//! Questionnaires in the JSON of [SurveyJS](https://surveyjs.io): read, asked, explained and scored.
//!
//! [`Questionnaire::read`] takes what SurveyJS Creator saves; [`standard`] is the project's own. An [`Interview`] asks one person,
//! question by question, and gives the answers as SurveyJS would; [`columns`] says which columns they become,
//! [`Questionnaire::codebook`] explains them to people, [`types`] and [`scales`] make figures of them.
//!
//! **Invariants.** No file, no clock, no terminal. Three states are kept apart everywhere: *not asked* (its condition does not
//! hold: no key in the result), *not answered* (asked and left out: no key either, but the condition holds) and an answer.
//!
//! ```
//! use questionnaire::{Interview, standard};
//! use serde_json::json;
//!
//! let questionnaire = standard();
//! let mut interview = Interview::new(&questionnaire, "de");
//! while let Some(asked) = interview.next() {
//!     // Print `asked.title()` and `asked.choices()`, read what the person says, then:
//!     let said = match asked.question.name.as_str() {
//!         "joined" => Some(json!("never")),
//!         _ => None,
//!     };
//!     match said {
//!         Some(said) => interview.answer(said)?,
//!         None => interview.skip(),
//!     }
//! }
//! let result = interview.finish();
//! assert_eq!(result.get("joined"), Some(&json!("never")));
//! # Ok::<(), questionnaire::Refused>(())
//! ```

mod base;
mod codebook;
pub mod columns;
pub mod condition;
mod error;
mod interview;
mod model;
mod print;
mod read;
pub mod scales;
mod standard;
pub mod types;
mod words;

pub use error::Error;
pub use interview::{Asked, Interview, Refused};
pub use model::{Choice, Input, Kind, Page, Question, Questionnaire, Shown, WorkedOut};
pub use print::pretty;
pub use standard::{STANDARD, standard, standard_json, standard_of};
pub use words::Words;
