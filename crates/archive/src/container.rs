//! One archive, whatever its form.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::sync::Arc;

use crate::bytes::{RangeOf, ReadAt, Shared};
use crate::error::{ArchiveError, MemberError};
use crate::folder::Folder;
use crate::limits::Limits;
use crate::names;
use crate::tarball::Tarball;
use crate::zip::Zip;

/// An archive with its members listed.
pub struct Archive {
    label: String,
    members: Vec<Member>,
    inner: Inner,
    remarks: Vec<Remark>,
}

enum Inner {
    Zip(Box<Zip>),
    Tar(Box<Tarball>),
    Folder(Box<dyn Folder>, Vec<usize>),
    Loose(Shared),
}

/// What kind of thing an archive is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Zip,
    Tar,
    Folder,
    /// One file that is no archive.
    Loose,
}

/// One file of an archive.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path in the archive, with `/` between parts. A person's words: never for a message.
    pub name: String,
    /// Bytes, as the archive states them.
    pub size: u64,
    /// Why it will not be read, if that is known from the listing.
    pub refused: Option<MemberError>,
}

impl std::fmt::Debug for Member {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Member")
            .field("size", &self.size)
            .field("refused", &self.refused)
            .finish_non_exhaustive()
    }
}

/// Something about the archive as a whole that the person has to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remark {
    /// It was cut off (a zip without its table of contents, a tar that ends too early). Whole members were salvaged.
    Salvaged { whole: u64, broken: u64, size: u64 },
    /// Members that are archives themselves, with nothing else of use beside them.
    NestedArchives { count: u64 },
    /// Folders below a folder, or files in it, that cannot be listed: what is in them is unknown.
    Unreadable { count: u64 },
}

impl Archive {
    /// Opens bytes as whatever they are: zip, tar, tar.gz, else one loose file. `label` is how the person named it.
    ///
    /// # Errors
    /// [`ArchiveError`] when no member can be had at all; anything less is a refused member or a [`Remark`].
    pub fn open(
        label: impl Into<String>,
        bytes: Arc<dyn ReadAt>,
        limits: &Limits,
    ) -> Result<Self, ArchiveError> {
        let label = label.into();
        let bytes = Shared(bytes);
        let mut head = [0_u8; 512];
        let filled = bytes.fill_at(&mut head, 0)?;
        let head = &head[..filled];
        let mut remarks = Vec::new();
        let (mut members, inner) = if head.is_empty() {
            return Err(ArchiveError::Empty);
        } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            let (zip, members, remark) = Zip::open(bytes, limits)?;
            remarks.extend(remark);
            (members, Inner::Zip(Box::new(zip)))
        } else if head.starts_with(b"PK\x07\x08") {
            return Err(ArchiveError::Split);
        } else if head.starts_with(&[0x1f, 0x8b]) || head.get(257..262) == Some(b"ustar") {
            let (tar, members, remark) = Tarball::open(bytes, limits)?;
            remarks.extend(remark);
            (members, Inner::Tar(Box::new(tar)))
        } else {
            let name = label.rsplit(['/', '\\']).next().unwrap_or(&label).to_owned();
            let member = Member { name, size: bytes.0.size(), refused: None };
            (vec![member], Inner::Loose(bytes))
        };
        refuse_duplicates(&mut members);
        let nested = members.iter().filter(|member| is_archive_name(&member.name)).count();
        if nested > 0 {
            remarks.push(Remark::NestedArchives { count: nested as u64 });
        }
        Ok(Self { label, members, inner, remarks })
    }

    /// A folder as an archive.
    pub fn folder(label: impl Into<String>, folder: Box<dyn Folder>) -> Self {
        let (mut members, mut positions) = (Vec::new(), Vec::new());
        for (index, (name, size)) in folder.files().iter().enumerate() {
            if !names::is_noise(name) {
                members.push(Member { name: name.clone(), size: *size, refused: None });
                positions.push(index);
            }
        }
        let unreadable = Some(folder.unreadable()).filter(|count| *count > 0);
        let remarks = unreadable.map(|count| Remark::Unreadable { count }).into_iter().collect();
        Self { label: label.into(), members, inner: Inner::Folder(folder, positions), remarks }
    }

    /// How the person named it.
    pub fn label(&self) -> &str {
        &self.label
    }

    /// What it is.
    pub const fn form(&self) -> Form {
        match self.inner {
            Inner::Zip(_) => Form::Zip,
            Inner::Tar(_) => Form::Tar,
            Inner::Folder(..) => Form::Folder,
            Inner::Loose(_) => Form::Loose,
        }
    }

    /// Whether reading a member out of order means reading everything before it again.
    pub fn is_sequential(&self) -> bool {
        matches!(&self.inner, Inner::Tar(tar) if tar.is_stream())
    }

    /// The files in it, in the order of the archive (a folder's sorted by name). Folders and the leavings of
    /// operating systems are not listed.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// What has to be said of the archive as a whole.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// Reads the member at that position. The last bytes come only if size and checksum fit.
    ///
    /// # Errors
    /// When it is refused or cannot be opened. Errors while reading come from the reader; [`MemberError::of`] tells
    /// what they mean.
    pub fn read(&self, index: usize) -> Result<Box<dyn Read + '_>, MemberError> {
        let member = self.members.get(index).ok_or(MemberError::Io(io::ErrorKind::NotFound))?;
        if let Some(refused) = member.refused {
            return Err(refused);
        }
        match &self.inner {
            Inner::Zip(zip) => zip.read(index),
            Inner::Tar(tar) => tar.read(index),
            Inner::Folder(folder, positions) => {
                let position = positions.get(index).copied().unwrap_or(usize::MAX);
                folder.open(position).map_err(|error| MemberError::Io(error.kind()))
            }
            Inner::Loose(bytes) => Ok(Box::new(RangeOf::new(bytes.clone(), 0, bytes.0.size()))),
        }
    }

    /// The first bytes of a member, at most `count`; fewer when it is short or breaks off.
    pub fn head(&self, index: usize, count: usize) -> Vec<u8> {
        let mut head = Vec::new();
        if let Ok(reader) = self.read(index) {
            // What could be read before an error is all that is wanted here; reading the whole reports the error.
            let _ = reader.take(count as u64).read_to_end(&mut head);
        }
        head
    }
}

/// Two members of one name: neither can be trusted to be the real one.
fn refuse_duplicates(members: &mut [Member]) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for index in 0..members.len() {
        if let Some(earlier) = first.insert(members[index].name.clone(), index) {
            members[earlier].refused = Some(MemberError::Duplicate);
            members[index].refused = Some(MemberError::Duplicate);
        }
    }
}

fn is_archive_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".zip", ".tgz", ".tar.gz", ".tar"].iter().any(|end| name.ends_with(end))
}
