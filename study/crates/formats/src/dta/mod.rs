//! Stata's `.dta`, releases 117 to 119 (Stata 13 and later) read, 118 written.
//!
//! What a `.dta` file cannot hold, and [`Writer`] says when it happens: labels and missing codes of texts, ranges of missing
//! codes, more than 26 missing codes, labels of numbers that are not whole, multiple-response sets, the weight and the design,
//! wordings and bases. Nor does it know measurement levels, whether a missing code means "not asked", or the number behind
//! `.a`. Titles and labels of variables have 80 characters.

mod cells;
mod labels;
mod layout;
mod read;
mod schema;
mod sections;
mod time;
mod write;

pub use read::Reader;
pub use write::Writer;
