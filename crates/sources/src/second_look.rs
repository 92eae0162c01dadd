//! A second look at a member in which no record was found: an export may give its list another key, or leave the list
//! away when there is one item.

use std::io::Read;

use archive::{Frame, Frames, JsonFrames, Limits, Path, Step};

use crate::common::meta;
use crate::cutter::Cutter;
use crate::messages;
use crate::reading::{Out, UnitRead, read_record, read_records};
use crate::section::Map;

/// The entries of the object that the member is.
const ENTRIES: Frames = Frames { paths: &[Path::records(&[Step::Entries])], single: &[] };
/// The member as one record.
const WHOLE: Frames = Frames { paths: &[Path::records(&[])], single: &[] };

/// The items of a list.
const ITEMS: Frames = Frames { paths: &[meta::BARE], single: &[] };

/// What an entry of the object is.
struct Entry {
    key: String,
    first: u8,
    bytes: Vec<u8>,
}

/// Reads the only list of the member, whatever its key, or the one record that stands where a list was expected. Says
/// so where there is neither.
pub fn look_again(
    mut reader: impl Read,
    frames: &Frames,
    limits: &Limits,
    map: Map,
    out: &mut Out<'_>,
    read: &mut UnitRead,
) {
    // Where records lie deeper or in several lists, an object without them is nothing strange.
    if frames.paths.first() != Some(&meta::BARE) {
        return;
    }
    let mut bytes = Vec::new();
    let limit = limits.record_bytes;
    let whole =
        reader.by_ref().take(limit as u64 + 1).read_to_end(&mut bytes).is_ok() && bytes.len() <= limit;
    let entries = entries(&bytes, limits);
    if whole && entries.is_empty() {
        return;
    }
    let known = |entry: &&Entry| frames.paths.iter().any(|path| path.first_key() == Some(entry.key.as_str()));
    if let Some(entry) = entries.iter().find(known) {
        if entry.first == b'{' && entry.bytes.trim_ascii() != b"{}" {
            read_record(&record(&entry.bytes), map, out, read);
        }
        return;
    }
    if entries.iter().any(|entry| meta::SINGLE.contains(&entry.key.as_str())) {
        let mut frames = JsonFrames::new(&bytes[..], WHOLE, limits);
        if let Some(Ok(frame)) = frames.next() {
            read_record(&record(frame.bytes), map, out, read);
        }
        return;
    }
    let mut lists = entries.iter().filter(|entry| entry.first == b'[');
    match (lists.next(), lists.next()) {
        (Some(list), None) if whole => {
            read_records(Cutter::json(&list.bytes[..], ITEMS, limits), map, out, read);
        }
        _ => {
            read.broke_off = true;
            out.note(messages::no_list());
        }
    }
}

/// The record that the first path of a list would lead to.
const fn record(bytes: &[u8]) -> Frame<'_> {
    Frame { path: 0, number: 1, key: None, item: 0, bytes, header: &[] }
}

fn entries(bytes: &[u8], limits: &Limits) -> Vec<Entry> {
    let mut frames = JsonFrames::new(bytes, ENTRIES, limits);
    let mut entries = Vec::new();
    while let Some(Ok(frame)) = frames.next() {
        let key = frame.key.unwrap_or_default().trim_matches('"').to_owned();
        let first = frame.bytes.first().copied().unwrap_or_default();
        entries.push(Entry { key, first, bytes: frame.bytes.to_vec() });
    }
    entries
}
