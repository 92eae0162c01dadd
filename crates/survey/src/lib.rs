//! Weights, estimates, standard errors, tests, intervals: numbers in, numbers out.
//!
//! A [`design::Design`] says how rows were sampled: weights, strata, stages, what is known of the population. An estimator
//! works out an estimate and, for each row, how much that row moves it ([`linear::Linearised`]); the design turns those into
//! a covariance. Replicate weights ([`replicate::Replicates`]) do the same by repeating the estimate. Rows that lie on several
//! threads or machines are summed up first, by unit, in [`accumulate`], with the same results.
//!
//! **Invariants.** Knows nothing of ours and no names of variables: columns are numbers, categories are codes. No files,
//! clock or threads. A missing value is NaN and has to be taken out of the domain by the caller ([`design::Design::domain`]):
//! it is never counted as zero, and a NaN inside a domain is an error. Rows outside a domain have weight 0 and are not looked
//! at. An error names the row or the column, never a value.

pub mod accumulate;
pub mod agreement;
pub mod binomial;
pub mod calibrate;
pub mod components;
pub mod design;
pub mod disclosure;
pub mod distribution;
pub mod domain;
pub mod draws;
mod error;
pub mod estimates;
pub mod factor;
pub mod latent;
pub mod linear;
pub mod matrix;
pub mod moments;
pub mod participation;
pub mod proportion;
pub mod quantile;
pub mod regression;
pub mod reliability;
pub mod replicate;
mod roots;
mod spline;
pub mod strata;
pub mod sums;
pub mod table;
pub mod tally;
pub mod testing;

pub use error::SurveyError;
pub use matrix::Matrix;
