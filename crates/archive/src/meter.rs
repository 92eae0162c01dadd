//! Stops readers that give more than an archive of that size can honestly hold, whatever its listing says.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::MemberError;
use crate::limits::Limits;

/// What all members of one archive may give together. Counted over all of its readers.
#[derive(Clone)]
pub struct Total(Arc<Counted>);

struct Counted {
    given: AtomicU64,
    most: u64,
}

impl Total {
    /// For an archive of that size.
    pub fn new(archive_bytes: u64, limits: &Limits) -> Self {
        let most = archive_bytes.saturating_mul(limits.ratio).max(limits.total_ratio_from_bytes);
        Self(Arc::new(Counted { given: AtomicU64::new(0), most }))
    }

    /// Counts what was given; false when it is too much.
    fn add(&self, bytes: u64) -> bool {
        self.0.given.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes) <= self.0.most
    }
}

/// Counts what a reader gives.
pub struct Metered<R> {
    inner: R,
    given: u64,
    most: u64,
    most_by_ratio: u64,
    ratio: u64,
    total: Total,
}

impl<R: Read> Metered<R> {
    /// Of a member with that many compressed bytes.
    pub fn new(inner: R, compressed: u64, total: &Total, limits: &Limits) -> Self {
        let most_by_ratio = compressed.saturating_mul(limits.ratio).max(limits.ratio_from_bytes);
        let (most, ratio) = (limits.member_bytes, limits.ratio);
        Self { inner, given: 0, most, most_by_ratio, ratio, total: total.clone() }
    }

    /// Of a whole archive that is one stream.
    pub fn whole(inner: R, total: &Total, limits: &Limits) -> Self {
        let (most, ratio) = (u64::MAX, limits.ratio);
        Self { inner, given: 0, most, most_by_ratio: u64::MAX, ratio, total: total.clone() }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)? as u64;
        self.given += count;
        if self.given > self.most {
            return Err(MemberError::TooLarge { limit: self.most }.into());
        }
        if self.given > self.most_by_ratio || !self.total.add(count) {
            return Err(MemberError::Bomb { limit: self.ratio }.into());
        }
        Ok(count as usize)
    }
}
