//! The records of a system file as they stand there, before anything is made of them.

use std::io::Read;

use microdata::Error;

use crate::input::Input;

/// The file header.
pub struct Header {
    /// 0 none, 1 bytecode, 2 bytecode in zlib blocks (`.zsav`).
    pub compression: i32,
    /// Index, from 1, of the weight among the elements of a row; 0 without one.
    pub weight: u64,
    /// -1 if the writer did not know.
    pub rows: i64,
    pub bias: f64,
    pub label: [u8; 64],
}

/// One variable record (type 2), continuations left out.
pub struct Raw {
    /// Index, from 0, among the elements of a row.
    pub element: u64,
    /// 0 for a number, else the width of a string.
    pub width: u8,
    pub name: Vec<u8>,
    pub label: Vec<u8>,
    /// Type of the print format, and its decimals.
    pub format: (u8, u8),
    /// Whether the first two of `missing` are the ends of a range.
    pub range: bool,
    pub missing: Vec<[u8; 8]>,
}

/// A set of value labels (type 3) with the elements it belongs to (type 4).
pub struct Labels {
    pub labels: Vec<([u8; 8], Vec<u8>)>,
    pub elements: Vec<u64>,
}

/// An extension record (type 7).
pub struct Extension {
    pub subtype: i32,
    pub bytes: Vec<u8>,
}

/// Everything before the rows.
pub struct Records {
    pub header: Header,
    pub variables: Vec<Raw>,
    pub labels: Vec<Labels>,
    pub documents: Vec<u8>,
    pub extensions: Vec<Extension>,
}

/// Reads up to the first row.
pub fn read<R: Read>(input: &mut Input<R>) -> Result<Records, Error> {
    let header = header(input)?;
    let mut all =
        Records { header, variables: vec![], labels: vec![], documents: vec![], extensions: vec![] };
    let mut elements = 0;
    loop {
        let place = input.position;
        match input.i32()? {
            2 => variable(input, &mut all.variables, &mut elements)?,
            3 => all.labels.push(value_labels(input)?),
            6 => {
                let lines = input.length("the documents")?;
                all.documents = input.bytes(lines * 80, "the documents")?;
            }
            7 => all.extensions.push(extension(input)?),
            999 => {
                input.i32()?;
                return Ok(all);
            }
            kind => {
                return Err(Error::new(format!(
                    "byte {place}: a record of type 2, 3, 6, 7 or 999 was expected"
                ))
                .found(format!("type {kind}"))
                .hint("the file is damaged; open and save it again where it was made"));
            }
        }
    }
}

fn header<R: Read>(input: &mut Input<R>) -> Result<Header, Error> {
    let magic: [u8; 4] = input.array().map_err(|_| not_ours())?;
    if &magic != b"$FL2" && &magic != b"$FL3" {
        return Err(not_ours());
    }
    input.array::<60>()?;
    let layout = input.i32()?;
    input.big_endian = !(2..=3).contains(&layout);
    if input.big_endian && !(2..=3).contains(&layout.swap_bytes()) {
        return Err(Error::new("byte 64: the layout code of a system file was expected: 2 or 3"));
    }
    input.i32()?; // the nominal number of elements, often wrong
    let compression = input.i32()?;
    if !(0..=2).contains(&compression) {
        return Err(
            Error::new("byte 72: a compression of 0, 1 or 2 was expected").found(compression.to_string())
        );
    }
    let weight = input.length("the weight's index")?;
    let rows = i64::from(input.i32()?);
    let bias = input.f64()?;
    input.array::<17>()?; // date and time
    let label = input.array()?;
    input.array::<3>()?;
    Ok(Header { compression, weight, rows, bias, label })
}

fn not_ours() -> Error {
    Error::new("an SPSS system file was expected: it begins with `$FL2` or `$FL3`")
        .hint("portable files (`.por`) are saved as `.sav` in SPSS or PSPP first")
}

/// Reads one variable record; a continuation of a string only counts.
fn variable<R: Read>(input: &mut Input<R>, all: &mut Vec<Raw>, elements: &mut u64) -> Result<(), Error> {
    let place = input.position;
    let wrong = |what: &str, found: i32| {
        Error::new(format!("byte {place}: a variable record with {what} was expected"))
            .found(found.to_string())
            .hint("the file is damaged")
    };
    let width = input.i32()?;
    let has_label = input.i32()?;
    let count = input.i32()?;
    let print = input.i32()?;
    input.i32()?; // the write format
    let name: [u8; 8] = input.array()?;
    let label = match has_label {
        0 => Vec::new(),
        _ => {
            let length = input.length("a variable label")?;
            let mut label = input.bytes(length.next_multiple_of(4), "a variable label")?;
            label.truncate(length as usize);
            label
        }
    };
    if !(-3..=3).contains(&count) || count == -1 {
        return Err(wrong("up to three missing values", count));
    }
    let missing = (0..count.abs()).map(|_| input.array()).collect::<Result<Vec<[u8; 8]>, Error>>()?;
    if width != -1 {
        let width = u8::try_from(width).map_err(|_| wrong("a width of 0 to 255", width))?;
        let format = ((print >> 16) as u8, print as u8);
        let name = name.trim_ascii_end().to_vec();
        all.push(Raw { element: *elements, width, name, label, format, range: count < 0, missing });
    }
    *elements += 1;
    Ok(())
}

fn value_labels<R: Read>(input: &mut Input<R>) -> Result<Labels, Error> {
    let count = input.length("a set of value labels")?;
    let mut labels = Vec::new();
    for _ in 0..count {
        let value = input.array()?;
        let [length] = input.array()?;
        // The length's byte and the label together fill elements of eight.
        let mut label = input.bytes((u64::from(length) + 1).next_multiple_of(8) - 1, "a value label")?;
        label.truncate(length.into());
        labels.push((value, label));
    }
    let place = input.position;
    if input.i32()? != 4 {
        return Err(Error::new(format!(
            "byte {place}: a list of variables was expected behind value labels"
        ))
        .hint("the file is damaged"));
    }
    let count = input.length("a list of variables")?;
    let mut elements = Vec::new();
    for _ in 0..count {
        // They count from 1; what points nowhere is left out later.
        elements.push(input.length("the index of a variable")?.wrapping_sub(1));
    }
    Ok(Labels { labels, elements })
}

fn extension<R: Read>(input: &mut Input<R>) -> Result<Extension, Error> {
    let subtype = input.i32()?;
    let size = input.length("an extension's parts")?;
    let count = input.length("an extension")?;
    let bytes = input.bytes(size.saturating_mul(count), "an extension record")?;
    Ok(Extension { subtype, bytes })
}
