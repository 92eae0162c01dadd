//! What extension records (type 7) say: text in a dozen little languages, described in PSPP's "System File Format".

use std::collections::BTreeMap;

use microdata::{Measure, MultipleResponse, SetKind, Value};

use super::records::Extension;
use super::text::Decoder;

/// Subtypes that are read.
pub const MULTIPLE: i32 = 7;
pub const DISPLAY: i32 = 11;
pub const LONG_NAMES: i32 = 13;
pub const VERY_LONG: i32 = 14;
pub const ROWS: i32 = 16;
pub const FILE_ATTRIBUTES: i32 = 17;
pub const ATTRIBUTES: i32 = 18;
pub const MULTIPLE_EXTENDED: i32 = 19;
pub const STRING_LABELS: i32 = 21;
pub const STRING_MISSING: i32 = 22;

/// `SHORT=long` pairs, tab between them (subtypes 13 and 14).
pub fn pairs(bytes: &[u8], decoder: &mut Decoder) -> Vec<(String, String)> {
    let pair = |part: &[u8]| {
        let at = part.iter().position(|byte| *byte == b'=')?;
        let (short, long) = (part.get(..at)?, part.get(at + 1..)?);
        Some((decoder.text(short), decoder.text(long)))
    };
    bytes.split(|byte| *byte == b'\t').filter_map(pair).collect()
}

/// Measurement levels, one for each variable record (subtype 11).
pub fn measures(extension: &Extension, variables: usize, big_endian: bool) -> Vec<Measure> {
    let numbers: Vec<i32> = extension.bytes.chunks_exact(4).map(|bytes| integer(bytes, big_endian)).collect();
    // Either (measure, width, alignment) or, from old versions, (measure, alignment).
    let each = if numbers.len() == variables * 2 { 2 } else { 3 };
    let measure = |numbers: &[i32]| match numbers[0] {
        1 => Measure::Nominal,
        2 => Measure::Ordinal,
        3 => Measure::Scale,
        _ => Measure::Unknown,
    };
    numbers.chunks_exact(each).map(measure).collect()
}

/// The number of rows (subtype 16), for those who have more than an `i32` of them.
pub fn rows(extension: &Extension, big_endian: bool) -> Option<i64> {
    let bytes = extension.bytes.get(8..16)?.try_into().ok()?;
    Some(if big_endian { i64::from_be_bytes(bytes) } else { i64::from_le_bytes(bytes) })
}

pub fn integer(bytes: &[u8], big_endian: bool) -> i32 {
    let four = [bytes[0], bytes[1], bytes[2], bytes[3]];
    if big_endian { i32::from_be_bytes(four) } else { i32::from_le_bytes(four) }
}

/// Bytes that are eaten from the front.
pub struct Front<'a>(pub &'a [u8]);

impl<'a> Front<'a> {
    pub fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.0.get(..length)?;
        self.0 = &self.0[length..];
        Some(taken)
    }

    fn word(&mut self, end: u8) -> Option<&'a [u8]> {
        let at = self.0.iter().position(|byte| *byte == end)?;
        let word = self.take(at)?;
        self.0 = &self.0[1..];
        Some(word)
    }

    fn eat(&mut self, byte: u8) -> Option<()> {
        self.0 = self.0.strip_prefix(&[byte])?;
        Some(())
    }

    /// A decimal number, a blank, and as many bytes.
    fn counted(&mut self) -> Option<&'a [u8]> {
        let length = std::str::from_utf8(self.word(b' ')?).ok()?.parse().ok()?;
        self.take(length)
    }

    /// A 32-bit length, and as many bytes.
    pub fn sized(&mut self, big_endian: bool) -> Option<&'a [u8]> {
        let length = integer(self.take(4)?, big_endian);
        self.take(usize::try_from(length).ok()?)
    }
}

/// Multiple-response sets (subtypes 7 and 19), a line each. `find` gives the long name of a variable. Sets that cannot be
/// understood are counted.
pub fn sets(
    bytes: &[u8],
    decoder: &mut Decoder,
    find: &dyn Fn(&str) -> Option<(String, bool)>,
) -> (Vec<MultipleResponse>, usize) {
    let (mut sets, mut lost) = (Vec::new(), 0);
    let mut front = Front(bytes);
    while !front.0.is_empty() {
        match set(&mut front, decoder, find) {
            Some(set) => sets.push(set),
            None => {
                lost += 1;
                // On to the next line, if there is one.
                if front.word(b'\n').is_none() {
                    break;
                }
            }
        }
    }
    (sets, lost)
}

fn set(
    front: &mut Front,
    decoder: &mut Decoder,
    find: &dyn Fn(&str) -> Option<(String, bool)>,
) -> Option<MultipleResponse> {
    let name = decoder.text(front.word(b'=')?);
    let counted = match front.take(1)? {
        b"C" => {
            front.eat(b' ')?;
            None
        }
        b"D" => Some(decoder.text(front.counted()?)),
        b"E" => {
            front.eat(b' ')?;
            front.word(b' ')?; // where labels of answers come from
            Some(decoder.text(front.counted()?))
        }
        _ => return None,
    };
    if counted.is_some() {
        front.eat(b' ')?;
    }
    let label = decoder.text(front.counted()?);
    let line = front.word(b'\n')?;
    let words = line.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    let found: Vec<(String, bool)> =
        words.map(|word| find(&decoder.text(word))).collect::<Option<Vec<(String, bool)>>>()?;
    let text = found.first()?.1;
    let kind = match counted {
        None => SetKind::Categories,
        Some(counted) if text => SetKind::Dichotomy { counted: Value::Text(counted) },
        Some(counted) => SetKind::Dichotomy {
            counted: Value::Number(counted.trim().parse().ok().filter(|number: &f64| number.is_finite())?),
        },
    };
    let name = name.trim_start_matches(['$', '\n']).to_owned();
    let variables = found.into_iter().map(|(name, _)| name).collect();
    Some(MultipleResponse { name, label, kind, variables })
}

/// Custom attributes: name to values.
pub type Attributes = BTreeMap<String, Vec<String>>;

/// Attributes of each variable (subtype 18): `a:name('value'\n)/b:...`.
pub fn attributes(bytes: &[u8], decoder: &mut Decoder) -> BTreeMap<String, Attributes> {
    let mut all = BTreeMap::new();
    let mut front = Front(bytes);
    while let Some(name) = front.word(b':') {
        let name = decoder.text(name);
        let Some(found) = list(&mut front, decoder) else { break };
        all.insert(name, found);
        if front.eat(b'/').is_none() {
            break;
        }
    }
    all
}

/// Attributes of the file (subtype 17).
pub fn file_attributes(bytes: &[u8], decoder: &mut Decoder) -> Attributes {
    list(&mut Front(bytes), decoder).unwrap_or_default()
}

fn list(front: &mut Front, decoder: &mut Decoder) -> Option<Attributes> {
    let mut all = Attributes::new();
    while front.0.first().is_some_and(|byte| *byte != b'/') {
        let Some(name) = front.word(b'(') else { break };
        let name = decoder.text(name);
        let mut values = Vec::new();
        while front.eat(b')').is_none() {
            let line = front.word(b'\n')?;
            let value = line.strip_prefix(b"'").and_then(|line| line.strip_suffix(b"'"))?;
            values.push(decoder.text(value));
        }
        all.insert(name, values);
    }
    Some(all)
}

/// Value labels of strings wider than eight bytes (subtype 21): name to values with labels.
pub fn string_labels(
    bytes: &[u8],
    big_endian: bool,
    decoder: &mut Decoder,
) -> BTreeMap<String, Vec<(String, String)>> {
    let mut all = BTreeMap::new();
    let mut front = Front(bytes);
    while let Some((name, labels)) = string_label(&mut front, big_endian, decoder) {
        all.insert(name, labels);
    }
    all
}

fn string_label(
    front: &mut Front,
    big_endian: bool,
    decoder: &mut Decoder,
) -> Option<(String, Vec<(String, String)>)> {
    let name = decoder.text(front.sized(big_endian)?);
    front.take(4)?; // the width of the variable
    let count = integer(front.take(4)?, big_endian);
    let mut labels = Vec::new();
    for _ in 0..count {
        let value = decoder.text(front.sized(big_endian)?);
        labels.push((value, decoder.text(front.sized(big_endian)?)));
    }
    Some((name, labels))
}

/// Missing values of strings wider than eight bytes (subtype 22): name to values.
pub fn string_missing(
    bytes: &[u8],
    big_endian: bool,
    decoder: &mut Decoder,
) -> BTreeMap<String, Vec<String>> {
    let mut all = BTreeMap::new();
    let mut front = Front(bytes);
    while let Some((name, values)) = string_missing_of(&mut front, big_endian, decoder) {
        all.insert(name, values);
    }
    all
}

fn string_missing_of(
    front: &mut Front,
    big_endian: bool,
    decoder: &mut Decoder,
) -> Option<(String, Vec<String>)> {
    let name = decoder.text(front.sized(big_endian)?);
    let count = front.take(1)?[0];
    let length = usize::try_from(integer(front.take(4)?, big_endian)).ok()?;
    let values =
        (0..count).map(|_| Some(decoder.text(front.take(length)?))).collect::<Option<Vec<String>>>()?;
    Some((name, values))
}
