//! What an export can show at all.

use crate::kinds::{Kind, Platform};
use crate::named;

named! {
    /// How a part of an export came to be.
    pub enum Mode {
        /// Everything that happened inside the window. Rates and trends come only from this.
        Log = "log",
        /// What still stood on the day of the export.
        Snapshot = "snapshot",
        /// Everything, but only of the last days or weeks.
        Recent = "recent",
        /// Sums, not acts.
        Aggregate = "aggregate",
    }
}

named! {
    /// Whether an answering act would have been exported (codebook, section 2.1).
    pub enum Reverse {
        /// Yes: both directions are there.
        Full = "full",
        /// Only as a state: returned, not returned or unknown.
        State = "state",
        /// Sometimes: evidence for a return, never for its absence.
        Partial = "partial",
        /// No.
        None = "none",
    }
}

/// One way in which an export shows one kind of act. Sources declare theirs as constants.
#[derive(Debug, PartialEq, Eq)]
pub struct Channel {
    pub platform: Platform,
    pub kind: Kind,
    /// What the platform calls it, for a person to read: "likes of posts".
    pub name: &'static str,
    pub mode: Mode,
    pub reverse: Reverse,
    /// Whether it traces what was consumed (time spent, views, ad impressions), which is what makes an upper
    /// bound of the time online finite.
    pub consumption: bool,
}

impl Channel {
    /// A channel that is no consumption trace.
    pub const fn new(
        platform: Platform,
        kind: Kind,
        name: &'static str,
        mode: Mode,
        reverse: Reverse,
    ) -> Self {
        Self { platform, kind, name, mode, reverse, consumption: false }
    }

    /// The same channel as a trace of what was consumed.
    pub const fn of_consumption(self) -> Self {
        Self { consumption: true, ..self }
    }
}

named! {
    /// Missing, empty and failed are three different answers.
    pub enum SectionState {
        /// Read, with records in it.
        Read = "read",
        /// There, with nothing in it: nothing happened, or nothing of it is left.
        Empty = "empty",
        /// Not in the export: not exported, or not chosen.
        Missing = "missing",
        /// There, and could not be read (wholly or in part).
        Failed = "failed",
    }
}

/// What became of one section (a declared kind of file) of an export.
#[derive(Debug, Clone)]
pub struct SectionRead {
    pub platform: Platform,
    /// The declared pattern of its files, never a member's own name.
    pub section: &'static str,
    pub channels: &'static [&'static Channel],
    pub state: SectionState,
    /// Records seen, broken ones included.
    pub records: u64,
    /// Records that could not be read.
    pub skipped: u64,
    /// A file of it could not be read to its end, so nobody knows what is missing.
    pub broke_off: bool,
}

impl SectionRead {
    /// Whether what happened would be seen here: it was read to its end, be it empty, and not all of it was broken.
    pub const fn is_readable(&self) -> bool {
        match self.state {
            SectionState::Read | SectionState::Empty => true,
            SectionState::Missing => false,
            SectionState::Failed => !self.broke_off && self.records > self.skipped,
        }
    }
}
