//! Zip archives, through `rawzip`: it locates and reads the directory (zip64 too); what it leaves to its users,
//! limits and refusals, is here.

use std::io::{self, BufReader, Read};

use flate2::bufread::DeflateDecoder;
use rawzip::{CompressionMethod, ErrorKind, ZipArchive, ZipArchiveEntryWayfinder};

use crate::bytes::Shared;
use crate::checked::Checked;
use crate::container::{Member, Remark};
use crate::error::{ArchiveError, MemberError};
use crate::limits::Limits;
use crate::meter::{Metered, Total};
use crate::names;
use crate::salvage::{self, Salvaged};

const BUFFER: usize = 64 << 10;

/// An open zip.
pub struct Zip {
    contents: Contents,
    limits: Limits,
    total: Total,
}

enum Contents {
    /// With its table of contents.
    Listed(ZipArchive<Shared>, Vec<Entry>),
    /// Without: found by looking for the members themselves.
    Salvaged(Shared, Vec<Salvaged>),
}

struct Entry {
    at: ZipArchiveEntryWayfinder,
    method: u16,
}

impl Zip {
    /// Lists a zip. One without a table of contents is salvaged, which the remark says.
    pub fn open(bytes: Shared, limits: &Limits) -> Result<(Self, Vec<Member>, Option<Remark>), ArchiveError> {
        let size = bytes.0.size();
        let total = Total::new(size, limits);
        let mut buffer = vec![0; rawzip::RECOMMENDED_BUFFER_SIZE];
        let located = rawzip::ZipLocator::new().locate_in_reader(bytes.clone(), &mut buffer, size);
        let listed = match located {
            Ok(archive) => list(&archive, limits).map(|(members, entries)| (archive, members, entries)),
            Err((_, error)) => Err(error.into()),
        };
        match listed {
            Ok((archive, members, entries)) => {
                let contents = Contents::Listed(archive, entries);
                Ok((Self { contents, limits: limits.clone(), total }, members, None))
            }
            Err(ListError::TooMany) => Err(ArchiveError::TooManyMembers { limit: limits.members }),
            Err(ListError::Io(kind)) => Err(ArchiveError::Io(kind)),
            Err(ListError::Broken) => {
                let found = salvage::members(&bytes, limits)?;
                if found.whole.is_empty() {
                    return Err(ArchiveError::NothingWhole { size });
                }
                let members = found.whole.iter().map(Salvaged::member).collect();
                let remark = Remark::Salvaged { whole: found.whole.len() as u64, broken: found.broken, size };
                let contents = Contents::Salvaged(bytes, found.whole);
                Ok((Self { contents, limits: limits.clone(), total }, members, Some(remark)))
            }
        }
    }

    /// Reads the member at that position of the listing.
    pub fn read(&self, index: usize) -> Result<Box<dyn Read + '_>, MemberError> {
        let missing = MemberError::Io(io::ErrorKind::NotFound);
        match &self.contents {
            Contents::Listed(archive, entries) => {
                let entry = entries.get(index).ok_or(missing)?;
                let stated = entry.at.compressed_size_hint();
                let data =
                    archive.get_entry(entry.at).map_err(|error| MemberError::of(&io::Error::other(error)))?;
                let data = data.reader();
                let listed = data.claim_verifier();
                let raw = BufReader::with_capacity(BUFFER, data);
                let inner: Box<dyn Read> = match entry.method {
                    0 => Box::new(raw),
                    _ => Box::new(DeflateDecoder::new(raw)),
                };
                let checked = Checked::new(inner, listed.uncompressed_size, listed.crc);
                Ok(Box::new(Metered::new(checked, stated, &self.total, &self.limits)))
            }
            Contents::Salvaged(bytes, found) => {
                let member = found.get(index).ok_or(missing)?;
                Ok(Box::new(Metered::new(
                    member.reader(bytes),
                    member.compressed_size(),
                    &self.total,
                    &self.limits,
                )))
            }
        }
    }
}

enum ListError {
    TooMany,
    Broken,
    Io(io::ErrorKind),
}

impl From<rawzip::Error> for ListError {
    fn from(error: rawzip::Error) -> Self {
        match error.into_kind() {
            // A directory that points behind the end of the file is a broken one, not a broken disk.
            ErrorKind::IO(error) if error.kind() != io::ErrorKind::UnexpectedEof => Self::Io(error.kind()),
            _ => Self::Broken,
        }
    }
}

/// Reads the table of contents, and refuses what is encrypted, not supported or overlapping.
fn list(archive: &ZipArchive<Shared>, limits: &Limits) -> Result<(Vec<Member>, Vec<Entry>), ListError> {
    let mut buffer = vec![0; rawzip::MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
    let mut records = archive.entries(&mut buffer);
    let (mut members, mut entries, mut spans) = (Vec::new(), Vec::new(), Vec::new());
    let mut seen = 0_u64;
    while let Some(record) = records.next_entry()? {
        seen += 1;
        if seen > limits.members {
            return Err(ListError::TooMany);
        }
        let name = names::decode(record.file_path().as_bytes()).replace('\\', "/");
        if record.is_dir() || name.ends_with('/') || names::is_noise(&name) {
            continue;
        }
        let method = record.compression_method();
        let refused = if record.flags().is_encrypted() {
            Some(MemberError::Encrypted)
        } else if method != CompressionMethod::STORE && method != CompressionMethod::DEFLATE {
            Some(MemberError::Method(method.as_u16()))
        } else if record.uncompressed_size_hint() > limits.member_bytes {
            Some(MemberError::TooLarge { limit: limits.member_bytes })
        } else {
            None
        };
        spans.push((record.local_header_offset(), record.compressed_size_hint()));
        members.push(Member { name, size: record.uncompressed_size_hint(), refused });
        entries.push(Entry { at: record.wayfinder(), method: method.as_u16() });
    }
    if seen == 0 && archive.entries_hint() > 0 {
        return Err(ListError::Broken);
    }
    refuse_overlaps(&mut members, &spans);
    Ok((members, entries))
}

/// Members that share bytes are how a small file claims to be a huge one. The fixed part of a local header is 30
/// bytes, so data of `size` bytes that starts at `offset` cannot end before `offset + 30 + size`.
fn refuse_overlaps(members: &mut [Member], spans: &[(u64, u64)]) {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|&index| spans[index]);
    let mut furthest = (0_u64, usize::MAX);
    for &index in &order {
        let (offset, size) = spans[index];
        if furthest.1 != usize::MAX && offset < furthest.0 {
            members[furthest.1].refused.get_or_insert(MemberError::Overlap);
            members[index].refused.get_or_insert(MemberError::Overlap);
        }
        let end = offset.saturating_add(30).saturating_add(size);
        if end > furthest.0 {
            furthest = (end, index);
        }
    }
}
