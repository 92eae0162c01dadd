//! Weights by raking to targets, with what that costs and replicate weights.
//!
//! [`Targets`] says what a sample is raked to, a country at a time if there are several. [`Sample::gather`] reads what is needed
//! of the rows, [`weigh`] works the weights out, [`Appended`] gives the rows again with the weights beside them.
//!
//! Memory: 8 bytes for each row, 4 for each row and margin, and 8 for each row and replicate.

mod appended;
mod report;
mod sample;
mod targets;
mod weigh;

pub use appended::Appended;
pub use report::{MarginReport, PartReport, Report};
pub use sample::Sample;
pub use targets::{Among, Replicates, Target, TargetMargin, Targets, Trim};
pub use weigh::{Weighted, weigh};
