//! Results of SurveyJS, with the questionnaire that they answer.
//!
//! A question becomes a variable; one with several answers a variable of 0 and 1 for each choice and a multiple-response set;
//! a grid a variable for each row with one list of codes. Words beside a choice are `<name>_comment`. Panels that repeat,
//! tables of several questions, rankings and files are kept as JSON text.
//!
//! Who was asked (the base) is worked out from conditions, by the crate `questionnaire`, which reads questionnaires for both sides of
//! the project. Values that the questionnaire works out (`calculatedValues` in results) are columns too.
//!
//! What results cannot hold: missing codes and their states (what has no answer has no key), weights and designs,
//! measurement levels.

mod frames;
mod plan;
mod read;
mod write;

pub use frames::LONGEST as LONGEST_RESULT;
pub use read::Reader;
pub use write::{Writer, questionnaire};
