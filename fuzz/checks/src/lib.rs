//! What the fuzz targets do with their input. `docs/fuzzing.md` says what they look for and what they found.
//!
//! Nothing here knows libFuzzer: each `try_on` is a function of bytes, so that a found input can be tried in a debugger
//! or a test.

pub mod chopped;
pub mod container;
pub mod format;
pub mod framing;
pub mod memory;
pub mod questionnaire;
pub mod survey;
