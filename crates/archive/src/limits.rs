//! How much an export may ask of us.

/// Limits against archives that are broken or hostile. Every one has a default that no real export has been seen
/// to reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Members of one archive.
    pub members: u64,
    /// Bytes of one member, uncompressed.
    pub member_bytes: u64,
    /// Times that a member may be larger than its compressed form, once it is larger than `ratio_from_bytes`.
    /// Deflate can reach 1,032; real JSON stays below 100.
    pub ratio: u64,
    /// Members smaller than this are not held to `ratio`.
    pub ratio_from_bytes: u64,
    /// The same for all members of an archive together, once they are larger than this.
    pub total_ratio_from_bytes: u64,
    /// Bytes of one JSON record.
    pub record_bytes: usize,
    /// Brackets inside brackets of one JSON record.
    pub record_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            members: 1_000_000,
            member_bytes: 64 << 30,
            ratio: 400,
            ratio_from_bytes: 64 << 20,
            total_ratio_from_bytes: 4 << 30,
            record_bytes: 16 << 20,
            record_depth: 128,
        }
    }
}
