//! An invented population whose answers are fitted to the published figures of a study, and published figures beside estimates.
//!
//! [`Study::make`] invents people by the [`Assumptions`], weighs them with the crate `weighting`, and lets them answer so that the
//! [`Figure`]s hold under these weights; some donate data. [`compare()`] sets published figures beside the estimates of any study's
//! answers. [`files`] writes what stands beside the data: targets, plan of tables, methods, and everything that was assumed.
//!
//! **Invariants.** Knows no engine, no layout and no files. The same assumptions and figures give the same study, on every
//! machine. Everything that is made says that it is synthetic.

mod answers;
mod assumptions;
mod chance;
mod compare;
mod dictionary;
mod donors;
pub mod files;
mod fit;
mod held;
mod people;
mod places;
mod published;
mod resample;
mod shares;
mod study;

use microdata::Error;

pub use assumptions::{
    Aggregate, Assumptions, Base, Country, Design, Donations, Fact, Known, Region, Step, Traced, Traits,
    Types,
};
pub use compare::{Beside, compare};
pub use held::{Answers, Estimated, Limits, Roles, Share};
pub use people::{Gender, Person};
pub use places::Places;
pub use published::{Figure, Use, of_whom};
pub use resample::{Covered, Population};
pub use shares::{MIDDLE_HOURS, MIDDLE_POSTS, Shares, TYPES, shares};
pub use study::{Study, places};

/// A file of `data/`, as text.
fn file(path: &str) -> Result<String, Error> {
    let bytes = data::Data::builtin().get(path).map(<[u8]>::to_vec);
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .ok_or_else(|| Error::new(format!("the file `{path}` that comes with the program is damaged")))
}
