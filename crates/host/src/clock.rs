//! The clock.

use std::time::{SystemTime, UNIX_EPOCH};

use event::Timestamp;

/// Now, to the second. A clock before 1970 reads as 1970.
pub fn now() -> Timestamp {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    i64::try_from(seconds)
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or(Timestamp::UNIX_EPOCH)
}
