//! Bytes to named members, members to records.
//!
//! An export is a zip (zip64 too), a tar, a tar.gz, a folder or one loose file. [`Archive::open`] finds out which,
//! lists the members and reads each on its own, without ever holding one whole. [`JsonFrames`] then cuts a member
//! into records, in a bounded buffer, so that one broken record costs one record; [`CsvFrames`] and [`Blocks`] do the same
//! for tables and for HTML.
//!
//! **Invariants.** Knows no platform and no event. No file system, clock or thread: bytes come through [`ReadAt`]
//! and [`Folder`], which `host` implements. Errors name kinds of things, never a member's name or content: those
//! are a person's words. What is hostile (bombs, overlaps, duplicate names) is refused, not resolved by luck.
//!
//! ```
//! use archive::{Archive, Limits};
//! let one_file = Archive::open("like.js", std::sync::Arc::new(b"window.YTD.like.part0 = []".to_vec()), &Limits::default());
//! let archive = one_file.unwrap();
//! assert_eq!(archive.members().len(), 1);
//! let mut text = String::new();
//! std::io::Read::read_to_string(&mut archive.read(0).unwrap(), &mut text).unwrap();
//! assert!(text.starts_with("window.YTD"));
//! ```

mod blocks;
mod bytes;
mod checked;
mod container;
mod csv;
mod error;
mod folder;
mod frame;
mod limits;
mod meter;
mod names;
mod salvage;
mod scan;
mod structure;
mod tarball;
mod zip;

pub use blocks::Blocks;
pub use bytes::ReadAt;
pub use container::{Archive, Form, Member, Remark};
pub use csv::CsvFrames;
pub use error::{ArchiveError, MemberError, io_reason};
pub use folder::Folder;
pub use frame::{Frame, FrameProblem, Frames, JsonFrames, Path, Problem, Step};
pub use limits::Limits;
