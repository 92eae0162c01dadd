//! Value labels, and where long texts stand.

use std::collections::BTreeMap;
use std::io::{Read, Seek};

use microdata::Error;

use super::cells::{Number, label_code};
use super::schema::{self, Release, Schema, tag, wrong};
use crate::input::Input;

/// Codes with their labels, by the name of the set.
pub type Sets = BTreeMap<String, Vec<(Number, String)>>;

pub fn read<R: Read + Seek>(input: &mut Input<R>, schema: &Schema) -> Result<Sets, Error> {
    input.go(schema.value_labels)?;
    tag(input, "<value_labels>")?;
    let mut sets = Sets::new();
    loop {
        let place = input.position;
        match &input.array()? {
            b"<lbl>" => {}
            b"</val" => return Ok(sets),
            _ => return Err(wrong("`<lbl>` or the end of value labels", place)),
        }
        let length = input.length("a set of value labels")?;
        let name = schema::text(&input.bytes(schema.release.name, "a name")?, schema.release.encoding);
        input.array::<3>()?;
        let place = input.position;
        let table = input.bytes(length, "a set of value labels")?;
        let set = set(&table, input.big_endian, schema.release);
        sets.insert(name, set.ok_or_else(|| wrong("a table of value labels", place))?);
        tag(input, "</lbl>")?;
    }
}

/// Counts, offsets, codes, texts.
fn set(table: &[u8], big_endian: bool, release: Release) -> Option<Vec<(Number, String)>> {
    let word = |at: usize| {
        let bytes = table.get(at * 4..at * 4 + 4)?.try_into().ok()?;
        Some(if big_endian { i32::from_be_bytes(bytes) } else { i32::from_le_bytes(bytes) })
    };
    let count = usize::try_from(word(0)?).ok()?;
    let texts = table.get(count.checked_mul(8)?.checked_add(8)?..)?;
    let mut set = Vec::new();
    // Labels that overlap could ask for far more memory than the table takes.
    let mut left = texts.len() * 3; // as UTF-8
    for at in 0..count {
        let start = usize::try_from(word(2 + at)?).ok()?;
        let label = schema::text(texts.get(start..)?, release.encoding);
        left = left.checked_sub(label.len())?;
        set.push((label_code(word(2 + count + at)?), label));
    }
    Some(set)
}

/// Where each long text stands: place and length, by (variable, row). About 60 bytes of memory each.
pub type Places = BTreeMap<(u32, u64), (u64, u32)>;

pub fn long_texts<R: Read + Seek>(input: &mut Input<R>, schema: &Schema) -> Result<Places, Error> {
    let size = input.size()?;
    input.go(schema.long_texts)?;
    tag(input, "<strls>")?;
    let mut places = Places::new();
    loop {
        let place = input.position;
        match &input.array()? {
            b"GSO" => {}
            b"</s" => return Ok(places),
            _ => return Err(wrong("`GSO` or the end of long texts", place)),
        }
        let variable = input.u32()?;
        let row = if schema.release.number == 117 { input.u32()?.into() } else { input.u64()? };
        let [kind] = input.array()?;
        let length = input.u32()?;
        if input.position + u64::from(length) > size {
            return Err(wrong("a long text inside the file", place));
        }
        // 129 is binary: no text.
        if kind == 130 {
            places.insert((variable, row), (input.position, length));
        }
        input.go(input.position + u64::from(length))?;
    }
}

/// The reference in a cell: (variable, row).
pub fn reference(bytes: &[u8], big_endian: bool, release: Release) -> (u32, u64) {
    // Bytes of the variable's number; the rest are the row's.
    let width = match release.number {
        117 => 4,
        118 => 2,
        _ => 3,
    };
    let (variable, row) = bytes.split_at(width.min(bytes.len()));
    let number = |bytes: &[u8]| {
        let add = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
        if big_endian { bytes.iter().fold(0, add) } else { bytes.iter().rev().fold(0, add) }
    };
    (number(variable) as u32, number(row))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_three_releases() {
        let of = |number| Release { number, encoding: encoding_rs::UTF_8, name: 0, format: 0, label: 0 };
        assert_eq!(reference(&[3, 0, 0, 0, 9, 0, 0, 0], false, of(117)), (3, 9));
        assert_eq!(reference(&[3, 0, 9, 1, 0, 0, 0, 0], false, of(118)), (3, 265));
        assert_eq!(reference(&[0, 0, 3, 0, 0, 0, 0, 9], true, of(119)), (3, 9));
    }

    #[test]
    fn a_table_that_points_outside_is_none() {
        let of = Release { number: 118, encoding: encoding_rs::UTF_8, name: 0, format: 0, label: 0 };
        let words = |words: &[i32]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
        assert_eq!(
            set(&[words(&[1, 2, 0, 7]), b"a\0".to_vec()].concat(), false, of),
            Some(vec![(Number::Present(7.0), "a".into())])
        );
        for table in [&[1, 2, 9, 7][..], &[-1, 0], &[i32::MAX, 0], &[1, 0, -1, 7]] {
            assert_eq!(set(&words(table), false, of), None);
        }
    }
}
