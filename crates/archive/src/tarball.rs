//! Tar and tar.gz. A tar can be read at any place; a tar.gz only from its beginning, so its reader keeps its place
//! and starts again when asked for something behind it. Readers that ask in the order of the listing pay once.

use std::cell::Cell;
use std::io::{self, BufReader, Read};
use std::rc::Rc;
use std::sync::{Mutex, MutexGuard, PoisonError};

use flate2::bufread::MultiGzDecoder;

use crate::bytes::{RangeOf, Shared};
use crate::container::{Member, Remark};
use crate::error::{ArchiveError, MemberError};
use crate::limits::Limits;
use crate::meter::{Metered, Total};
use crate::names;

/// Bytes of what a tar says of one member in front of it (a long name, attributes), which are read whole. Systems end names
/// at 4 KiB.
const ASIDE_BYTES: u64 = 256 << 10;
/// Bytes of all names in a tar.gz, beyond its own length: they are kept, and text that repeats packs to next to nothing.
const NAME_BYTES: u64 = 64 << 20;

/// An open tar or tar.gz.
pub struct Tarball {
    bytes: Shared,
    /// Start and length of each member in the tar.
    spans: Vec<(u64, u64)>,
    /// For a tar.gz: the stream, and how far it has been read.
    stream: Option<Mutex<Stream>>,
    limits: Limits,
}

type Gunzip = Metered<MultiGzDecoder<BufReader<RangeOf>>>;

struct Stream {
    inner: Gunzip,
    at: u64,
}

/// The stream unpacked from its beginning. Each time it may give as much as an archive of that size can hold.
fn gunzip(bytes: &Shared, limits: &Limits) -> Gunzip {
    let raw = RangeOf::new(bytes.clone(), 0, bytes.0.size());
    let inner = MultiGzDecoder::new(BufReader::with_capacity(64 << 10, raw));
    Metered::whole(inner, &Total::new(bytes.0.size(), limits), limits)
}

impl Tarball {
    /// Lists a tar or tar.gz, which takes one pass over it. One that breaks off keeps the members before the break,
    /// which the remark says; the last of them may turn out to be cut when it is read.
    pub fn open(bytes: Shared, limits: &Limits) -> Result<(Self, Vec<Member>, Option<Remark>), ArchiveError> {
        let mut magic = [0_u8; 2];
        bytes.fill_at(&mut magic, 0)?;
        let zipped = magic == [0x1f, 0x8b];
        let whole: Box<dyn Read> = if zipped {
            Box::new(gunzip(&bytes, limits))
        } else {
            Box::new(RangeOf::new(bytes.clone(), 0, bytes.0.size()))
        };
        let left = Rc::new(Cell::new(ASIDE_BYTES));
        let mut archive = tar::Archive::new(Guarded { inner: whole, left: Rc::clone(&left) });
        let (mut members, mut spans, mut remark) = (Vec::new(), Vec::new(), None);
        let mut named = 0;
        for entry in archive.entries().map_err(|_| ArchiveError::BrokenTar)? {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    if let MemberError::Bomb { limit } = MemberError::of(&error) {
                        return Err(ArchiveError::Bomb { limit });
                    }
                    let whole = members.len() as u64;
                    remark = Some(Remark::Salvaged { whole, broken: 1, size: bytes.0.size() });
                    break;
                }
            };
            // What stands between here and the next member: the data of this one, and what is said of that one.
            let sparse = entry.header().entry_type().is_gnu_sparse();
            let data = if sparse { entry.header().entry_size().unwrap_or_default() } else { entry.size() };
            left.set(data.saturating_add(ASIDE_BYTES));
            let name = names::decode(&entry.path_bytes());
            if !entry.header().entry_type().is_file() || names::is_noise(&name) {
                continue;
            }
            named += name.len() as u64;
            if named > bytes.0.size().saturating_add(NAME_BYTES) {
                return Err(ArchiveError::Bomb { limit: limits.ratio });
            }
            let too_large = entry.size() > limits.member_bytes;
            let refused = too_large.then_some(MemberError::TooLarge { limit: limits.member_bytes });
            members.push(Member { name, size: entry.size(), refused });
            spans.push((entry.raw_file_position(), entry.size()));
            if members.len() as u64 > limits.members {
                return Err(ArchiveError::TooManyMembers { limit: limits.members });
            }
        }
        if members.is_empty() && remark.is_some() {
            return Err(ArchiveError::BrokenTar);
        }
        let stream = zipped.then(|| Mutex::new(Stream { inner: gunzip(&bytes, limits), at: 0 }));
        Ok((Self { bytes, spans, stream, limits: limits.clone() }, members, remark))
    }

    /// Whether it is one packed stream.
    pub const fn is_stream(&self) -> bool {
        self.stream.is_some()
    }

    /// Reads the member at that position of the listing. Two members of one tar.gz cannot be read at the same
    /// time: the second waits for the first to be dropped.
    pub fn read(&self, index: usize) -> Result<Box<dyn Read + '_>, MemberError> {
        let (start, size) = *self.spans.get(index).ok_or(MemberError::Io(io::ErrorKind::NotFound))?;
        let Some(stream) = &self.stream else {
            let range = RangeOf::new(self.bytes.clone(), start, start.saturating_add(size));
            return Ok(Box::new(Exactly { inner: range, left: size }));
        };
        // A reader that panicked leaves a place that is still true.
        let mut stream = stream.lock().unwrap_or_else(PoisonError::into_inner);
        if stream.at > start {
            *stream = Stream { inner: gunzip(&self.bytes, &self.limits), at: 0 };
        }
        let gap = start - stream.at;
        let skipped = io::copy(&mut (&mut stream.inner).take(gap), &mut io::sink());
        stream.at += *skipped.as_ref().unwrap_or(&0);
        match skipped {
            Ok(skipped) if skipped == gap => Ok(Box::new(Slice { stream, left: size })),
            Ok(_) => Err(MemberError::Damaged),
            Err(error) => Err(MemberError::of(&error)),
        }
    }
}

/// A reader that is stopped when more is read out of it than its owner has left for it.
struct Guarded {
    inner: Box<dyn Read>,
    left: Rc<Cell<u64>>,
}

impl Read for Guarded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let want = buffer.len().min(usize::try_from(self.left.get()).unwrap_or(usize::MAX));
        if want == 0 && !buffer.is_empty() {
            return Err(MemberError::TooLarge { limit: ASIDE_BYTES }.into());
        }
        let count = self.inner.read(&mut buffer[..want])?;
        self.left.set(self.left.get() - count as u64);
        Ok(count)
    }
}

/// One member of a tar. A tar that was cut off ends in the middle of it.
struct Exactly {
    inner: RangeOf,
    left: u64,
}

impl Read for Exactly {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        if count == 0 && self.left > 0 && !buffer.is_empty() {
            return Err(MemberError::Damaged.into());
        }
        self.left -= count as u64;
        Ok(count)
    }
}

/// One member of a tar.gz, read out of the stream that all share.
struct Slice<'a> {
    stream: MutexGuard<'a, Stream>,
    left: u64,
}

impl Read for Slice<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let want = buffer.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        let count = self.stream.inner.read(&mut buffer[..want])?;
        if count == 0 && want > 0 {
            return Err(MemberError::Damaged.into());
        }
        self.stream.at += count as u64;
        self.left -= count as u64;
        Ok(count)
    }
}
