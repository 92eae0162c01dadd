//! The parts of a `.dta` file before its rows.
//!
//! Written from `help dta` of Stata (formats 117, 118, 119): sections in tags, with a map of where they are.

use std::io::{Read, Seek};

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use microdata::Error;

use super::cells::Storage;
use crate::input::Input;

/// What the header and the lists of variables say.
pub struct Schema {
    pub release: Release,
    pub title: String,
    pub rows: u64,
    pub columns: Vec<ColumnSchema>,
    /// Where rows, long texts and value labels begin.
    pub data: u64,
    pub long_texts: u64,
    pub value_labels: u64,
}

/// What a release of the format differs in.
#[derive(Clone, Copy)]
pub struct Release {
    pub number: u16,
    pub encoding: &'static Encoding,
    /// Bytes of a name, of a format and of a label.
    pub name: u64,
    pub format: u64,
    pub label: u64,
}

/// One variable.
pub struct ColumnSchema {
    pub name: String,
    pub storage: Storage,
    pub format: String,
    pub labels: String,
    pub label: String,
}

pub fn wrong(what: &str, place: u64) -> Error {
    Error::new(format!("byte {place}: {what} was expected"))
        .hint("the file is damaged, or not a Stata file of version 13 or later")
}

/// Passes over a tag.
pub fn tag<R: Read>(input: &mut Input<R>, tag: &str) -> Result<(), Error> {
    let place = input.position;
    if input.bytes(tag.len() as u64, "a tag")? == tag.as_bytes() {
        Ok(())
    } else {
        Err(wrong(&format!("`{tag}`"), place))
    }
}

pub fn read<R: Read + Seek>(input: &mut Input<R>) -> Result<Schema, Error> {
    tag(input, "<stata_dta><header><release>").map_err(|_| not_ours())?;
    let release = release(&input.array()?)?;
    tag(input, "</release><byteorder>")?;
    let place = input.position;
    input.big_endian = match &input.array()? {
        b"LSF" => false,
        b"MSF" => true,
        _ => return Err(wrong("a byte order of LSF or MSF", place)),
    };
    tag(input, "</byteorder><K>")?;
    let count = if release.number == 119 { u64::from(input.u32()?) } else { u64::from(input.u16()?) };
    tag(input, "</K><N>")?;
    let rows = if release.number == 117 { u64::from(input.u32()?) } else { input.u64()? };
    tag(input, "</N><label>")?;
    let length = if release.number == 117 { u64::from(input.array::<1>()?[0]) } else { input.u16()?.into() };
    let title = text(&input.bytes(length, "the title")?, release.encoding);
    tag(input, "</label><timestamp>")?;
    let [length] = input.array()?;
    input.bytes(length.into(), "the time")?;
    tag(input, "</timestamp></header><map>")?;
    let map = (0..14).map(|_| input.u64()).collect::<Result<Vec<u64>, Error>>()?;
    tag(input, "</map>")?;
    let columns = columns(input, release, count)?;
    Ok(Schema { release, title, rows, columns, data: map[9], long_texts: map[10], value_labels: map[11] })
}

fn not_ours() -> Error {
    Error::new("a Stata file was expected: it begins with `<stata_dta>` since Stata 13")
        .hint("in Stata, `saveold` or `save` it anew; older files are read by Stata 13 and later")
}

fn release(number: &[u8; 3]) -> Result<Release, Error> {
    let wide = |number| Release { number, encoding: UTF_8, name: 129, format: 57, label: 321 };
    match number {
        b"117" => Ok(Release { number: 117, encoding: WINDOWS_1252, name: 33, format: 49, label: 81 }),
        b"118" => Ok(wide(118)),
        b"119" => Ok(wide(119)),
        _ => Err(Error::new("a Stata file of release 117, 118 or 119 was expected").found("another release")),
    }
}

/// A text that ends at the first zero.
pub fn text(bytes: &[u8], encoding: &'static Encoding) -> String {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    encoding.decode_without_bom_handling(&bytes[..end]).0.into_owned()
}

fn columns<R: Read>(input: &mut Input<R>, release: Release, count: u64) -> Result<Vec<ColumnSchema>, Error> {
    tag(input, "<variable_types>")?;
    let mut storages = Vec::new();
    for _ in 0..count {
        let place = input.position;
        let storage = Storage::of(input.u16()?);
        storages.push(storage.ok_or_else(|| wrong("a type of variable", place))?);
    }
    tag(input, "</variable_types>")?;
    let names = texts(input, "varnames", release.name, release.encoding, count)?;
    tag(input, "<sortlist>")?;
    let size = if release.number == 119 { 4 } else { 2 };
    input.bytes((count + 1) * size, "the order of sorting")?;
    tag(input, "</sortlist>")?;
    let formats = texts(input, "formats", release.format, release.encoding, count)?;
    let labels = texts(input, "value_label_names", release.name, release.encoding, count)?;
    let about = texts(input, "variable_labels", release.label, release.encoding, count)?;
    let all = storages.into_iter().zip(names).zip(formats).zip(labels.into_iter().zip(about));
    let column =
        |(((storage, name), format), (labels, label))| ColumnSchema { name, storage, format, labels, label };
    Ok(all.map(column).collect())
}

/// A section of texts, all of one length.
fn texts<R: Read>(
    input: &mut Input<R>,
    section: &str,
    length: u64,
    encoding: &'static Encoding,
    count: u64,
) -> Result<Vec<String>, Error> {
    tag(input, &format!("<{section}>"))?;
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(text(&input.bytes(length, section)?, encoding));
    }
    tag(input, &format!("</{section}>"))?;
    Ok(all)
}
