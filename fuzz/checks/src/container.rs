//! Opens bytes as an archive, reads every member, and holds the result against what must be true of it:
//!
//! - what is held does not grow with what an archive claims, only with its own size;
//! - no archive gives more than one of its size may;
//! - a second opening, bytes served in smaller portions, and reading backwards give the same;
//! - of members of one name none is read;
//! - a member that is read to its end is as long as was stated.

use std::collections::BTreeMap;
use std::io::Read;
use std::sync::Arc;

use archive::{Archive, ArchiveError, Form, Limits, MemberError, ReadAt, Remark};

use crate::chopped::Short;
use crate::memory;

/// Small, so that each of them is met.
fn limits() -> Limits {
    Limits {
        members: 300,
        member_bytes: 1 << 20,
        ratio: 50,
        ratio_from_bytes: 64 << 10,
        total_ratio_from_bytes: 2 << 20,
        ..Limits::default()
    }
}

/// What came of reading one member: its length and a hash of its bytes.
type Content = Result<(u64, u64), MemberError>;

/// All that can be seen of an archive.
#[derive(Debug, PartialEq)]
struct Seen {
    form: Form,
    remarks: Vec<Remark>,
    members: Vec<(String, u64, Option<MemberError>)>,
    contents: Vec<Content>,
}

pub fn try_on(data: &[u8]) {
    let most = (1 << 20) + 16 * data.len();
    let seen = memory::within(most, "an archive", || look(Arc::new(data.to_vec()), false));
    let seed = data.len() as u8;
    let served = look(Arc::new(Short { bytes: data.to_vec(), seed }), false);
    assert_eq!(seen, served, "what is seen depends on how the bytes are served");
    let backwards = look(Arc::new(data.to_vec()), true);
    let Ok(seen) = &seen else { return };
    let given: u64 = seen.contents.iter().flatten().map(|(length, _)| length).sum();
    let may = (data.len() as u64 * limits().ratio).max(limits().total_ratio_from_bytes);
    assert!(given <= may, "{given} bytes came out of {}", data.len());
    // Which member goes over the limit for all together depends on the order.
    let bomb = |content: &Content| matches!(content, Err(MemberError::Bomb { .. }));
    if !seen.contents.iter().any(bomb) {
        assert_eq!(Ok(&seen.contents), backwards.as_ref().map(|seen| &seen.contents).map_err(|_| ()));
    }
    let mut names = BTreeMap::new();
    for ((name, size, refused), content) in seen.members.iter().zip(&seen.contents) {
        assert!(!name.ends_with('/') || seen.form == Form::Loose, "a folder among the members");
        if let Ok((length, _)) = content {
            assert_eq!(length, size, "a member of another length than was stated");
            assert!(refused.is_none(), "a refused member was read");
            assert!(names.insert(name, ()).is_none(), "two members of one name were read");
        }
    }
}

fn look(bytes: Arc<dyn ReadAt>, backwards: bool) -> Result<Seen, String> {
    let archive =
        Archive::open("fuzz.zip", bytes, &limits()).map_err(|error: ArchiveError| error.to_string())?;
    let count = archive.members().len();
    let mut contents: Vec<Content> = vec![Ok((0, 0)); count];
    let order: Vec<usize> = if backwards { (0..count).rev().collect() } else { (0..count).collect() };
    for index in order {
        let head = archive.head(index, 100);
        contents[index] = read(&archive, index);
        if let Ok((length, _)) = contents[index] {
            assert_eq!(head.len() as u64, length.min(100), "the head of a member is not its beginning");
        }
    }
    Ok(Seen {
        form: archive.form(),
        remarks: archive.remarks().to_vec(),
        members: archive.members().iter().map(|one| (one.name.clone(), one.size, one.refused)).collect(),
        contents,
    })
}

fn read(archive: &Archive, index: usize) -> Content {
    let mut reader = archive.read(index)?;
    let (mut buffer, mut length, mut hash) = ([0; 4096], 0, 0_u64);
    loop {
        match reader.read(&mut buffer).map_err(|error| MemberError::of(&error))? {
            0 => return Ok((length, hash)),
            count => {
                length += count as u64;
                let add = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
                hash = buffer[..count].iter().fold(hash, add);
            }
        }
    }
}
