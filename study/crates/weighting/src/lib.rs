//! Weights by raking to targets, with what that costs and replicate weights.
//!
//! [`Targets`] says what a sample is raked to, a country at a time if there are several. [`Sample::gather`] reads what is needed
//! of the rows, [`weigh`] works the weights out, [`Appended`] gives the rows again with the weights beside them.
//!
//! Memory: 8 bytes for each row (and for each aggregate), 4 for each row and margin, and 8 for each row and replicate.

mod aggregate;
mod appended;
mod report;
mod sample;
mod targets;
mod weigh;

pub use aggregate::AggregateWeight;
pub use appended::Appended;
pub use report::{AggregateReport, MarginReport, PartReport, Report};
pub use sample::Sample;
pub use targets::{Aggregate, Among, Replicates, Target, TargetMargin, Targets, Trim};
pub use weigh::{Weighted, weigh};
