//! Ties, types, oversharing: what the codebook defines, as accumulators over events.
//!
//! Every measure takes events one by one (`update`), takes in what another of its kind gathered (`merge`) and works its
//! results out at the end (`finish`), so a vector, many threads and a browser run the same code and get the same numbers.
//!
//! **Invariants.** Knows no platform's files: platforms meet measures only in [`event`]. Memory grows with accounts and
//! account-days, not with events; each accumulator says by how much. What cannot be seen is unknown, never zero. No clock:
//! "recent" is seen from the day of the export. Random draws have a stated seed.

pub mod accounts;
pub mod coverage;
pub mod numbers;
pub mod oversharing;
pub mod parameters;
pub mod presence;
pub mod ties;
pub mod types;
