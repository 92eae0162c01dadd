//! Containers: whole ones read alike in every form, broken ones say what is wrong and give what is whole.

#![allow(clippy::unwrap_used)] // helpers of tests, outside `#[test]` functions

use std::io::{Read, Write};
use std::sync::Arc;

use archive::{Archive, ArchiveError, Folder, Form, Limits, MemberError, Remark};

const FILES: &[(&str, &[u8])] = &[
    ("data/like.js", b"window.YTD.like.part0 = []"),
    ("data/a b.txt", b"text"),
    ("data/big.json", &[b'x'; 100_000]),
];

/// How a zip is written.
#[derive(Clone, Copy, PartialEq)]
enum Packing {
    Stored,
    Deflated,
}

fn zip_of(files: &[(&str, &[u8])], packing: Packing) -> Vec<u8> {
    let mut out = Vec::new();
    let mut zip = rawzip::ZipArchiveWriter::new(&mut out);
    for (name, bytes) in files {
        let method = match packing {
            Packing::Stored => rawzip::CompressionMethod::STORE,
            Packing::Deflated => rawzip::CompressionMethod::DEFLATE,
        };
        let (mut entry, config) = zip.new_file(name).compression_method(method).start().unwrap();
        if packing == Packing::Deflated {
            let encoder = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::default());
            let mut writer = config.wrap(encoder);
            writer.write_all(bytes).unwrap();
            let (encoder, descriptor) = writer.finish().unwrap();
            encoder.finish().unwrap();
            entry.finish(descriptor).unwrap();
        } else {
            let mut writer = config.wrap(&mut entry);
            writer.write_all(bytes).unwrap();
            let (_, descriptor) = writer.finish().unwrap();
            entry.finish(descriptor).unwrap();
        }
    }
    zip.finish().unwrap();
    out
}

fn tar_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

struct InMemory(Vec<(String, u64)>);

impl Folder for InMemory {
    fn files(&self) -> &[(String, u64)] {
        &self.0
    }
    fn open(&self, index: usize) -> std::io::Result<Box<dyn Read + '_>> {
        let (name, _) = &self.0[index];
        Ok(Box::new(FILES.iter().find(|(known, _)| known == name).unwrap().1))
    }
}

fn open(bytes: Vec<u8>) -> Result<Archive, ArchiveError> {
    Archive::open("export.zip", Arc::new(bytes), &Limits::default())
}

fn contents(archive: &Archive, index: usize) -> Result<Vec<u8>, MemberError> {
    let mut bytes = Vec::new();
    archive.read(index)?.read_to_end(&mut bytes).map_err(|error| MemberError::of(&error))?;
    Ok(bytes)
}

fn assert_whole(archive: &Archive) {
    let names: Vec<&str> = archive.members().iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, FILES.iter().map(|(name, _)| *name).collect::<Vec<_>>());
    // Out of order too: a tar.gz has to start again.
    for index in [2, 0, 1, 1] {
        assert_eq!(contents(archive, index).unwrap(), FILES[index].1, "{:?} {index}", archive.form());
    }
}

#[test]
fn every_form_gives_the_same_members() {
    for packing in [Packing::Stored, Packing::Deflated] {
        let zip = open(zip_of(FILES, packing)).unwrap();
        assert_eq!((zip.form(), zip.remarks()), (Form::Zip, &[][..]));
        assert_whole(&zip);
    }
    let tar = tar_of(FILES);
    assert_whole(&open(gzip(&tar)).unwrap());
    assert_whole(&open(tar).unwrap());
    let listing = FILES.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.len() as u64)).collect();
    assert_whole(&Archive::folder("export", Box::new(InMemory(listing))));
}

#[test]
fn leavings_of_operating_systems_are_not_listed() {
    let zip =
        open(zip_of(&[("__MACOSX/._a", b"x"), ("a/.DS_Store", b"x"), ("a/b.json", b"[]")], Packing::Stored))
            .unwrap();
    assert_eq!(zip.members().len(), 1);
}

#[test]
fn a_zip_that_was_cut_off_gives_its_whole_members() {
    for packing in [Packing::Stored, Packing::Deflated] {
        let whole = zip_of(FILES, packing);
        // Cut in the table of contents: every member is still there.
        let cut = open(whole[..whole.len() - 30].to_vec());
        if packing == Packing::Stored {
            // Stored members with their sizes behind them cannot be told apart without the table.
            assert!(matches!(cut, Err(ArchiveError::NothingWhole { .. })));
            continue;
        }
        let cut = cut.unwrap();
        assert!(
            matches!(cut.remarks(), [Remark::Salvaged { whole: 3, broken: 0, .. }]),
            "{:?}",
            cut.remarks()
        );
        assert_whole(&cut);
        // Cut in the last member: the others are whole.
        let last = memchr::memmem::find(&whole, b"data/big.json").unwrap();
        let cut = open(whole[..last + 40].to_vec()).unwrap();
        assert!(
            matches!(cut.remarks(), [Remark::Salvaged { whole: 2, broken: 1, .. }]),
            "{:?}",
            cut.remarks()
        );
        assert_eq!(contents(&cut, 1).unwrap(), b"text");
    }
}

#[test]
fn what_is_hostile_is_refused_and_the_rest_is_read() {
    let twice =
        open(zip_of(&[("a.json", b"[1]"), ("b.json", b"[2]"), ("a.json", b"[3]")], Packing::Deflated))
            .unwrap();
    let refused: Vec<_> = twice.members().iter().map(|member| member.refused).collect();
    assert_eq!(refused, [Some(MemberError::Duplicate), None, Some(MemberError::Duplicate)]);
    assert_eq!(contents(&twice, 0), Err(MemberError::Duplicate));
    assert_eq!(contents(&twice, 1).unwrap(), b"[2]");

    let zeros = vec![0_u8; 8 << 20];
    let limits = Limits { ratio: 100, ratio_from_bytes: 1 << 20, ..Limits::default() };
    let bomb =
        Archive::open("bomb.zip", Arc::new(zip_of(&[("a", &zeros)], Packing::Deflated)), &limits).unwrap();
    assert_eq!(contents(&bomb, 0), Err(MemberError::Bomb { limit: 100 }));

    // Many members, none of which is a bomb alone.
    let limits = Limits { ratio: 100, total_ratio_from_bytes: 1 << 20, ..Limits::default() };
    let files: Vec<(String, &[u8])> = (0..40).map(|n| (format!("{n}.json"), &zeros[..1 << 20])).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let swarm = Archive::open("swarm.zip", Arc::new(zip_of(&files, Packing::Deflated)), &limits).unwrap();
    let ended: Vec<bool> = (0..40).map(|index| contents(&swarm, index).is_ok()).collect();
    assert!(ended[0] && !ended[39], "{ended:?}");
    let tar = Archive::open("bomb.tar.gz", Arc::new(gzip(&tar_of(&files))), &limits);
    assert!(matches!(tar, Err(ArchiveError::Bomb { limit: 100 })), "{:?}", tar.err());

    let few = Limits { members: 2, ..Limits::default() };
    let many = Archive::open("many.zip", Arc::new(zip_of(FILES, Packing::Stored)), &few);
    assert!(matches!(many, Err(ArchiveError::TooManyMembers { limit: 2 })));
}

#[test]
fn damage_shows_at_the_end_of_the_member() {
    let mut zip = zip_of(FILES, Packing::Stored);
    let at = memchr::memmem::find(&zip, b"xxxx").unwrap();
    zip[at] = b'y';
    let zip = open(zip).unwrap();
    assert_eq!(contents(&zip, 2), Err(MemberError::Damaged));
    assert_eq!(contents(&zip, 1).unwrap(), b"text");
    let mut tar = tar_of(FILES);
    tar.truncate(40_000);
    let tar = open(gzip(&tar)).unwrap();
    assert!(matches!(tar.remarks(), [Remark::Salvaged { whole: 3, broken: 1, .. }]), "{:?}", tar.remarks());
    assert_eq!(contents(&tar, 1).unwrap(), b"text");
    assert_eq!(contents(&tar, 2), Err(MemberError::Damaged));
    assert!(matches!(open(gzip(b"no tar")), Err(ArchiveError::BrokenTar)));
}

/// A tar may be cut off behind the header of its last member, which then claims more than there is.
#[test]
fn a_member_that_a_tar_cuts_off_is_damaged() {
    let mut tar = tar_of(FILES);
    tar.truncate(40_000);
    let tar = open(tar).unwrap();
    assert!(matches!(tar.remarks(), [Remark::Salvaged { whole: 3, broken: 1, .. }]), "{:?}", tar.remarks());
    assert_eq!(contents(&tar, 1).unwrap(), b"text");
    assert_eq!(contents(&tar, 2), Err(MemberError::Damaged));
}

#[test]
fn of_two_members_of_one_name_a_tar_gives_neither() {
    let tar = tar_of(&[("a.json", b"[1]"), ("b.json", b"[2]"), ("a.json", b"[3]")]);
    for tar in [gzip(&tar), tar] {
        let tar = open(tar).unwrap();
        assert_eq!(contents(&tar, 0), Err(MemberError::Duplicate));
        assert_eq!(contents(&tar, 1).unwrap(), b"[2]");
        assert_eq!(contents(&tar, 2), Err(MemberError::Duplicate));
    }
}

/// A name is kept in memory, so it may not be as long as a packed one can claim to be.
#[test]
fn a_tar_with_an_endless_name_ends_there() {
    let named = |length: usize| {
        let mut tar = tar::Builder::new(tar_of(&FILES[..1])[..1024].to_vec());
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::GNULongName);
        header.set_size(length as u64);
        header.set_cksum();
        tar.append(&header, &vec![b'n'; length][..]).unwrap();
        let mut header = tar::Header::new_gnu();
        header.set_size(2);
        header.set_cksum();
        tar.append(&header, &b"[]"[..]).unwrap();
        open(gzip(&tar.into_inner().unwrap())).unwrap()
    };
    let long = named(3000);
    assert_eq!((long.members()[1].name.len(), contents(&long, 1).unwrap()), (3000, b"[]".to_vec()));
    let endless = named(30 << 20);
    assert_eq!((endless.members().len(), contents(&endless, 0).unwrap()), (1, FILES[0].1.to_vec()));
    assert!(matches!(endless.remarks(), [Remark::Salvaged { whole: 1, broken: 1, .. }]));
}

/// A reader that stops where the records end has to have been told of damage by then.
#[test]
fn the_last_bytes_of_a_salvaged_member_come_only_if_its_checksum_fits() {
    let whole = zip_of(FILES, Packing::Deflated);
    let mut cut = whole[..whole.len() - 30].to_vec();
    let descriptor = memchr::memmem::find(&cut, b"PK\x07\x08").unwrap();
    // The sizes and the checksum stand in the header, as most programs write them.
    let (sizes, checksum) = (cut[descriptor + 8..descriptor + 16].to_vec(), !cut[descriptor + 4]);
    cut[18..26].copy_from_slice(&sizes);
    cut[14] = checksum;
    let cut = open(cut).unwrap();
    let mut bytes = vec![0; FILES[0].1.len()];
    assert!(cut.read(0).unwrap().read_exact(&mut bytes).is_err());
    assert_eq!(contents(&cut, 0), Err(MemberError::Damaged));
    assert_eq!(contents(&cut, 1).unwrap(), b"text");
}

/// Counts what is read out of it.
struct Counted(Vec<u8>, std::sync::atomic::AtomicU64);

impl archive::ReadAt for Counted {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> std::io::Result<usize> {
        let count = self.0.read_at(buffer, offset)?;
        self.1.fetch_add(count as u64, std::sync::atomic::Ordering::Relaxed);
        Ok(count)
    }
    fn size(&self) -> u64 {
        self.0.len() as u64
    }
}

/// Each header begins a member whose packed data goes on to the end, over all headers behind it.
#[test]
fn members_that_all_go_on_to_the_end_are_not_all_followed() {
    let mut one = b"PK\x03\x04\x14\0\x08\0\x08\0".to_vec();
    one.resize(30, 0);
    // A block of deflate that is stored, as long as the next header.
    one.extend([0, 30, 0, !30, 0xff]);
    let counted = Arc::new(Counted(one.repeat(20_000), 0.into()));
    let opened = Archive::open("export.zip", counted.clone(), &Limits::default());
    assert!(matches!(opened, Err(ArchiveError::NothingWhole { .. })));
    // A window of 64 KiB for each header, and some times over what there is.
    let (read, size) = (counted.1.load(std::sync::atomic::Ordering::Relaxed), 35 * 20_000);
    assert!(read < 20_000 * (64 << 10) + 200 * size, "{read} bytes were read of {size}");
}

#[test]
fn what_is_no_archive_says_so() {
    assert!(matches!(open(Vec::new()), Err(ArchiveError::Empty)));
    assert!(matches!(open(b"PK\x07\x08 and more".to_vec()), Err(ArchiveError::Split)));
    assert!(matches!(open(b"PK\x03\x04 and nothing".to_vec()), Err(ArchiveError::NothingWhole { size: 16 })));
    let empty = open(zip_of(&[], Packing::Stored)).unwrap();
    assert!(empty.members().is_empty());
    let nested = open(zip_of(&[("instagram.zip", b"PK")], Packing::Stored)).unwrap();
    assert_eq!(nested.remarks(), [Remark::NestedArchives { count: 1 }]);
    let loose = Archive::open("some/like.js", Arc::new(b"[]".to_vec()), &Limits::default()).unwrap();
    assert_eq!((loose.form(), loose.members()[0].name.as_str()), (Form::Loose, "like.js"));
}
