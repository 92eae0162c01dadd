//! What can be wrong with an archive and with a member, without a word of what is in them.

use std::io;

/// What an error of a file or folder means to a person.
pub fn io_reason(kind: io::ErrorKind) -> &'static str {
    match kind {
        io::ErrorKind::NotFound => "there is no such file or folder",
        io::ErrorKind::PermissionDenied => "you may not read or write it",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "the disk is full",
        io::ErrorKind::FileTooLarge => "it would be larger than files may be here",
        io::ErrorKind::ReadOnlyFilesystem => "nothing can be written there",
        io::ErrorKind::IsADirectory => "it is a folder",
        io::ErrorKind::NotADirectory => "a part of its path is no folder",
        io::ErrorKind::InvalidData => "it is not text in UTF-8",
        io::ErrorKind::TimedOut => "the disk does not answer",
        _ => "the system refuses it",
    }
}

/// Why an archive cannot be opened at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ArchiveError {
    #[error("the file is empty")]
    Empty,
    #[error("the file begins as a zip, but holds no whole member")]
    NothingWhole {
        /// Its length, which tells a download that stopped at 2 GiB.
        size: u64,
    },
    #[error("the zip is one part of a split zip")]
    Split,
    #[error("more than {limit} members")]
    TooManyMembers { limit: u64 },
    #[error("it is more than {limit} times larger unpacked than packed")]
    Bomb { limit: u64 },
    #[error("the tar is broken before its first member")]
    BrokenTar,
    #[error("it cannot be read: {}", io_reason(*.0))]
    Io(io::ErrorKind),
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> Self {
        Self::Io(error.kind())
    }
}

/// Why a member cannot be read, wholly or at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum MemberError {
    #[error("encrypted with a password")]
    Encrypted,
    #[error("compressed with method {0}, which is not supported")]
    Method(u16),
    #[error("the same name as another member")]
    Duplicate,
    #[error("overlaps another member")]
    Overlap,
    #[error("larger than {limit} bytes")]
    TooLarge { limit: u64 },
    #[error("more than {limit} times larger than its compressed form")]
    Bomb { limit: u64 },
    #[error("the checksum or the size does not fit")]
    Damaged,
    #[error("it cannot be read: {}", io_reason(*.0))]
    Io(io::ErrorKind),
}

impl From<MemberError> for io::Error {
    fn from(error: MemberError) -> Self {
        Self::other(error)
    }
}

impl MemberError {
    /// The cause of an error that came out of reading a member.
    pub fn of(error: &io::Error) -> Self {
        let inner = error.get_ref();
        if let Some(own) = inner.and_then(|inner| inner.downcast_ref::<Self>()) {
            return *own;
        }
        let damaged = inner.is_some_and(|inner| inner.is::<rawzip::Error>())
            || matches!(
                error.kind(),
                io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof
            );
        if damaged { Self::Damaged } else { Self::Io(error.kind()) }
    }
}
