//! Records to a dictionary, and where in a row each variable stands.

use std::collections::{BTreeMap, BTreeSet};

use microdata::{
    Category, Dictionary, Error, Faults, Kind, Measure, MissingCode, MissingRange, State, Value, Variable,
};

use super::attributes;
use super::extensions::{self as ext, Attributes};
use super::kinds;
use super::records::{Raw, Records};
use super::text::{self, Decoder};
use crate::input::float;
use crate::{MOST_LABELS, too_many_labels};

/// Where a variable stands in a row.
pub enum Place {
    Number(Kind),
    /// Elements of each segment, and the width of the whole. Only strings wider than 255 have more than one segment.
    Text {
        segments: Vec<usize>,
        width: usize,
    },
}

/// A file that is ready to be read.
pub struct Plan {
    pub dictionary: Dictionary,
    pub places: Vec<Place>,
    /// As the file states it.
    pub rows: Option<u64>,
}

/// A variable while its parts are put together.
struct Part {
    short: String,
    variable: Variable,
    place: Place,
    element: u64,
    labels: Vec<(Value, String)>,
}

pub fn plan(records: &Records, big_endian: bool, faults: &mut Faults) -> Result<Plan, Error> {
    let encoding = text::encoding(&records.extensions, big_endian, faults);
    let mut decoder = Decoder { encoding, replaced: false };
    let mut parts = parts(records, big_endian, &mut decoder, faults)?;
    labels(records, big_endian, &mut parts, &mut decoder)?;
    long_strings(records, big_endian, &mut parts, &mut decoder);
    let mut dictionary = Dictionary { title: decoder.text(&records.header.label), ..Dictionary::default() };
    sets(records, &parts, &mut decoder, &mut dictionary, faults);
    if let Some(at) = records.header.weight.checked_sub(1) {
        let weight = parts.iter().find(|part| part.element == at && !part.variable.is_text());
        dictionary.weight = weight.map(|part| part.variable.name.clone());
    }
    let document = documents(&records.documents, &mut decoder);
    let mut places = Vec::new();
    for Part { mut variable, place, labels, .. } in parts {
        tell_apart(&mut variable, labels);
        dictionary.variables.push(variable);
        places.push(place);
    }
    for (subtype, bytes) in records.extensions.iter().map(|one| (one.subtype, &one.bytes)) {
        match subtype {
            ext::ATTRIBUTES => {
                let all = ext::attributes(bytes, &mut decoder);
                attributes::read_variables(&all, &mut dictionary);
            }
            ext::FILE_ATTRIBUTES => {
                let all: Attributes = ext::file_attributes(bytes, &mut decoder);
                attributes::read_file(&all, &mut dictionary);
            }
            _ => {}
        }
    }
    dictionary.notes.extend(document);
    if decoder.replaced {
        faults.say("some labels or names are not in the encoding that the file names: what could not be read is \u{fffd}");
    }
    dictionary.check()?;
    Ok(Plan { dictionary, places, rows: rows(records, big_endian) })
}

fn rows(records: &Records, big_endian: bool) -> Option<u64> {
    let many = records.extensions.iter().find(|one| one.subtype == ext::ROWS);
    let stated = many.and_then(|one| ext::rows(one, big_endian)).unwrap_or(records.header.rows);
    u64::try_from(stated).ok()
}

/// Variable records to variables: long names, very long strings, measurement levels.
fn parts(
    records: &Records,
    big_endian: bool,
    decoder: &mut Decoder,
    faults: &mut Faults,
) -> Result<Vec<Part>, Error> {
    let of = |subtype: i32| records.extensions.iter().filter(move |one| one.subtype == subtype);
    let mut pairs = |subtype: i32| -> BTreeMap<String, String> {
        of(subtype).flat_map(|one| ext::pairs(&one.bytes, decoder)).collect()
    };
    let (long_names, widths) = (pairs(ext::LONG_NAMES), pairs(ext::VERY_LONG));
    let measures = of(ext::DISPLAY).next();
    let measures = measures.map(|one| ext::measures(one, records.variables.len(), big_endian));
    let mut parts = Vec::new();
    let mut at = 0;
    let mut expected = 0;
    while let Some(raw) = records.variables.get(at) {
        let short = decoder.text(&raw.name);
        let width = widths.get(&short).and_then(|width| width.trim_matches(['\0', ' ']).parse().ok());
        let (place, used) = place(&records.variables[at..], width, &short)?;
        for raw in &records.variables[at..at + used] {
            if raw.element != expected {
                return Err(Error::new(format!("the records of `{short}` do not fill its width"))
                    .hint("the file is damaged"));
            }
            expected += elements(raw) as u64;
        }
        let measure = measures.as_ref().and_then(|all| all.get(at).copied()).unwrap_or(Measure::Unknown);
        let name = long_names.get(&short).unwrap_or(&short).clone();
        let mut variable = if raw.width > 0 { Variable::text(name) } else { Variable::number(name) };
        variable.measure = measure;
        variable.label = decoder.text(&raw.label);
        if raw.width == 0 {
            variable.kind = kinds::kind(raw.format);
        }
        missing(raw, big_endian, &mut variable, decoder, faults);
        parts.push(Part { short, variable, place, element: raw.element, labels: Vec::new() });
        at += used;
    }
    Ok(parts)
}

fn elements(raw: &Raw) -> usize {
    usize::from(raw.width).div_ceil(8).max(1)
}

/// Where a variable stands, and of how many records it is made: a string wider than 255 is cut into segments, each a
/// record of its own (252 bytes count for the number of segments, 255 are used of each).
fn place(records: &[Raw], width: Option<usize>, name: &str) -> Result<(Place, usize), Error> {
    let raw = &records[0];
    if raw.width == 0 {
        return Ok((Place::Number(kinds::kind(raw.format)), 1));
    }
    let width = width.filter(|width| *width > 255).unwrap_or(raw.width.into());
    let count = if width > 255 { width.div_ceil(252) } else { 1 };
    let segments = records.get(..count).filter(|all| all.iter().all(|one| one.width > 0));
    let segments = segments.ok_or_else(|| {
        Error::new(format!("the long string `{name}` lacks some of its segments")).hint("the file is damaged")
    })?;
    Ok((Place::Text { segments: segments.iter().map(elements).collect(), width }, count))
}

fn missing(raw: &Raw, big_endian: bool, variable: &mut Variable, decoder: &mut Decoder, faults: &mut Faults) {
    let mut codes = &raw.missing[..];
    if raw.width > 0 {
        let texts = codes.iter().map(|bytes| decoder.text(&bytes[..usize::from(raw.width).min(8)]));
        variable.missing.codes = texts.map(|text| MissingCode::new(text.as_str(), "")).collect();
        return;
    }
    if let (true, [low, high, ..]) = (raw.range, codes) {
        // LOWEST is the second largest negative number, HIGHEST the largest: open ends.
        let end = |bytes: &[u8; 8]| {
            let raw = float(*bytes, big_endian);
            let end = (raw.abs() < f64::MAX.next_down()).then(|| kinds::code(variable.kind, raw))??;
            end.number()
        };
        let range = MissingRange { low: end(low), high: end(high), state: State::NotAnswered };
        codes = &codes[2..];
        if range.low.zip(range.high).is_some_and(|(low, high)| low > high) {
            faults.say(format!("the range of missing values of `{}` is empty and left out", variable.name));
        } else {
            variable.missing.range = Some(range);
        }
    }
    let codes = codes.iter().filter_map(|bytes| kinds::code(variable.kind, float(*bytes, big_endian)));
    variable.missing.codes = codes.map(|value| MissingCode::new(value, "")).collect();
}

/// Value labels of numbers and of strings up to eight bytes.
fn labels(
    records: &Records,
    big_endian: bool,
    parts: &mut [Part],
    decoder: &mut Decoder,
) -> Result<(), Error> {
    let mut left = MOST_LABELS;
    let places: BTreeMap<u64, usize> =
        parts.iter().enumerate().map(|(at, part)| (part.element, at)).collect();
    for set in &records.labels {
        let texts: Vec<String> = set.labels.iter().map(|(_, label)| decoder.text(label)).collect();
        for element in &set.elements {
            let Some(part) = places.get(element).map(|at| &mut parts[*at]) else { continue };
            left = left.checked_sub(texts.len()).ok_or_else(too_many_labels)?;
            for ((bytes, _), label) in set.labels.iter().zip(&texts) {
                let value = if part.variable.is_text() {
                    Some(Value::Text(decoder.text(bytes)))
                } else {
                    kinds::code(part.variable.kind, float(*bytes, big_endian))
                };
                part.labels.extend(value.map(|value| (value, label.clone())));
            }
        }
    }
    Ok(())
}

/// Value labels and missing values of strings wider than eight bytes, which have records of their own.
fn long_strings(records: &Records, big_endian: bool, parts: &mut [Part], decoder: &mut Decoder) {
    for one in &records.extensions {
        if one.subtype == ext::STRING_LABELS {
            let all = ext::string_labels(&one.bytes, big_endian, decoder);
            for part in parts.iter_mut().filter(|part| part.variable.is_text()) {
                let labels = all.get(&part.variable.name).into_iter().flatten();
                part.labels.extend(labels.map(|(value, label)| (Value::Text(value.clone()), label.clone())));
            }
        }
        if one.subtype == ext::STRING_MISSING {
            let all = ext::string_missing(&one.bytes, big_endian, decoder);
            for part in parts.iter_mut().filter(|part| part.variable.is_text()) {
                let values = all.get(&part.variable.name).into_iter().flatten();
                part.variable.missing.codes.extend(values.map(|value| MissingCode::new(value.as_str(), "")));
            }
        }
    }
}

/// Labels of missing values go to these; the others are answers.
fn tell_apart(variable: &mut Variable, labels: Vec<(Value, String)>) {
    let mut seen = BTreeSet::new();
    variable.missing.codes.retain(|code| seen.insert(code.value.to_string()));
    let mut labelled = BTreeSet::new();
    for (value, label) in labels {
        if !labelled.insert(value.to_string()) {
            continue;
        }
        let range = variable.missing.range.as_ref();
        if seen.contains(&value.to_string()) {
            let code = variable.missing.codes.iter_mut().find(|code| code.value == value);
            code.into_iter().for_each(|code| code.label.clone_from(&label));
        } else if value.number().zip(range).is_some_and(|(number, range)| range.holds(number)) {
            variable.missing.codes.push(MissingCode { label, ..MissingCode::new(value, "") });
        } else {
            variable.categories.push(Category { value, label });
        }
    }
}

fn sets(
    records: &Records,
    parts: &[Part],
    decoder: &mut Decoder,
    into: &mut Dictionary,
    faults: &mut Faults,
) {
    let mut names = BTreeMap::new();
    for part in parts {
        let found = (part.variable.name.clone(), part.variable.is_text());
        names.insert(part.variable.name.to_lowercase(), found.clone());
        // Sets name variables by their short names; these go first.
        names.insert(part.short.to_lowercase(), found);
    }
    let find = |name: &str| names.get(&name.to_lowercase()).cloned();
    for one in &records.extensions {
        if one.subtype == ext::MULTIPLE || one.subtype == ext::MULTIPLE_EXTENDED {
            let (sets, lost) = ext::sets(&one.bytes, decoder, &find);
            for set in sets {
                // Some writers repeat in subtype 19 what subtype 7 said.
                if into.sets.iter().all(|known| known.name != set.name) {
                    into.sets.push(set);
                }
            }
            if lost > 0 {
                faults.say(format!("{lost} multiple-response sets could not be understood and are left out"));
            }
        }
    }
}

/// Lines of 80 bytes.
fn documents(bytes: &[u8], decoder: &mut Decoder) -> Option<String> {
    let lines: Vec<String> = bytes.chunks(80).map(|line| decoder.text(line)).collect();
    let text = lines.join("\n").trim_matches('\n').to_owned();
    (!text.is_empty()).then_some(text)
}
