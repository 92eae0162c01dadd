//! Tests: whether what is seen in a sample is more than chance, with the design taken into account or, where it says so, not.

pub mod adjust;
pub mod association;
pub mod columns;
pub mod crosstab;
pub mod fit;
pub mod mixture;
pub mod ranks;
