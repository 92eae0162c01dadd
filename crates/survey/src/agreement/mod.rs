//! What two measures of the same people have to do with each other, under the design: agreement of classes ([`kappa`]),
//! over-reporting of amounts ([`ratio`]), how well graded evidence tells yes from no ([`auc`]), and correlates
//! ([`correlation`], [`contrast`]).
//!
//! Each estimator gives [`crate::linear::Linearised`] values, so that strata, units and weights count by
//! [`crate::design::Design::covariance`], and more than one can be put beside each other. Most are bounded or skew: [`Scale`] says
//! where each is near enough to normal for an interval.

pub mod auc;
pub mod contrast;
pub mod correlation;
pub mod kappa;
mod normal;
pub mod ratio;
mod scale;

pub use scale::{Found, Scale};
