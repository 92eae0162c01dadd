//! What a study hands back to people: a file of hubs, and a reference population to compare oneself with.
//!
//! [`hubs`] are public-figure accounts that stand on the one-sided lists of many donors; [`population`] is shares and quantiles by age
//! and country. Neither says anything of fewer people than its rule allows.

mod error;
pub mod hubs;
mod joined;
pub mod population;
mod quantiles;

pub use error::PublishingError;
pub use joined::WithTraces;
