//! The records before the rows.

use std::io::Write;

use microdata::{Dictionary, Error, Lost, Measure, SetKind, Value, Variable};

use super::Compression;
use super::cells::BIAS;
use super::layout::{Layout, Slot};
use crate::names::cut;
use crate::sav::{attributes, extensions as ext, kinds};

/// Bytes of the longest labels that SPSS takes, of values and of variables.
const VALUE_LABEL: usize = 120;
const VARIABLE_LABEL: usize = 255;

/// Bytes of the title.
const TITLE: usize = 64;

/// A buffer with the small words of the format.
#[derive(Default)]
struct Out(Vec<u8>);

impl Out {
    fn int(&mut self, number: usize) {
        self.signed(number as i32);
    }

    fn signed(&mut self, number: i32) {
        self.0.extend(number.to_le_bytes());
    }

    fn float(&mut self, number: f64) {
        self.0.extend(number.to_le_bytes());
    }

    /// As much of a text as fits, filled up with blanks.
    fn text(&mut self, text: &str, width: usize) {
        let text = cut(text, width);
        self.0.extend(text.as_bytes());
        self.0.resize(self.0.len() + width - text.len(), b' ');
    }

    /// A length, and as many bytes.
    fn sized(&mut self, text: &str, width: usize) {
        self.int(width);
        self.text(text, width);
    }

    fn extension(&mut self, subtype: i32, size: usize, bytes: &[u8]) {
        if bytes.is_empty() {
            return;
        }
        self.signed(7);
        self.signed(subtype);
        self.int(size);
        self.int(bytes.len() / size);
        self.0.extend(bytes);
    }
}

pub fn write(
    to: &mut dyn Write,
    dictionary: &Dictionary,
    layout: &Layout,
    rows: u64,
    compression: Compression,
    lost: &mut Lost,
) -> Result<(), Error> {
    let mut out = Out::default();
    if dictionary.title.len() > TITLE {
        lost.push(format!("the title is cut to {TITLE} bytes"));
    }
    let words = dictionary.variables.iter().flat_map(|variable| [&variable.question, &variable.universe]);
    if words.chain(&dictionary.notes).any(|text| text.contains(['\n', '\r'])) {
        lost.push("line breaks in wordings, bases and notes become blanks".into());
    }
    header(&mut out, dictionary, layout, rows, compression);
    for (variable, slot) in dictionary.variables.iter().zip(&layout.slots) {
        records(&mut out, variable, slot, lost);
    }
    for (at, variable) in dictionary.variables.iter().enumerate() {
        value_labels(&mut out, variable, layout, at, lost);
    }
    extensions(&mut out, dictionary, layout, rows, lost);
    out.signed(999);
    out.signed(0);
    Ok(to.write_all(&out.0)?)
}

fn header(out: &mut Out, dictionary: &Dictionary, layout: &Layout, rows: u64, compression: Compression) {
    out.text(if compression == Compression::Zlib { "$FL3" } else { "$FL2" }, 4);
    out.text("@(#) SPSS DATA FILE parasocial", 60);
    out.signed(2);
    out.int(layout.element(layout.slots.len()));
    out.signed(if compression == Compression::Zlib { 2 } else { 1 });
    let weight = dictionary.weight.as_deref().and_then(|name| dictionary.position(name));
    out.int(weight.map_or(0, |at| layout.element(at) + 1));
    out.signed(i32::try_from(rows).unwrap_or(-1));
    out.float(BIAS);
    // The same rows make the same bytes: no date of today.
    out.text("01 Jan 70", 9);
    out.text("00:00:00", 8);
    out.text(&dictionary.title, TITLE);
    out.0.extend([0; 3]);
}

/// The record of a variable, with continuations and further segments.
fn records(out: &mut Out, variable: &Variable, slot: &Slot, lost: &mut Lost) {
    let label = cut(&variable.label, VARIABLE_LABEL);
    if label.len() < variable.label.len() {
        lost.push(format!("the label of `{}` is cut to {VARIABLE_LABEL} bytes", variable.name));
    }
    for (segment, elements) in slot.segments.iter().enumerate() {
        let width = slot.segment_width(segment);
        let first = segment == 0;
        out.signed(2);
        out.int(width);
        out.int((first && !label.is_empty()).into());
        let missing = if first { missing_values(variable, slot) } else { (0, vec![]) };
        out.signed(missing.0);
        let format = kinds::format(variable.kind, width);
        out.signed(format);
        out.signed(format);
        out.text(&slot.shorts[segment], 8);
        if first && !label.is_empty() {
            out.int(label.len());
            out.text(label, label.len().next_multiple_of(4));
        }
        out.0.extend(missing.1.concat());
        for _ in 1..*elements {
            out.signed(2);
            out.signed(-1);
            out.0.extend([0; 16]);
            out.text("", 8);
        }
    }
}

/// The kind of missing values, and these; those of strings wider than eight bytes stand in an extension.
fn missing_values(variable: &Variable, slot: &Slot) -> (i32, Vec<[u8; 8]>) {
    if slot.width > 8 {
        return (0, vec![]);
    }
    let mut all = Vec::new();
    if let Some((low, high)) = slot.missing.range {
        let end = |end: Option<f64>, open: f64| {
            end.map_or(open, |end| kinds::to_spss(variable.kind, end)).to_le_bytes()
        };
        all.push(end(low, -f64::MAX.next_down()));
        all.push(end(high, f64::MAX));
    }
    all.extend(slot.missing.codes.iter().map(|code| eight(variable, code)));
    let count = all.len() as i32;
    (if slot.missing.range.is_some() { -count } else { count }, all)
}

/// A code as it stands in a row.
fn eight(variable: &Variable, code: &Value) -> [u8; 8] {
    match code {
        Value::Number(number) => kinds::to_spss(variable.kind, *number).to_le_bytes(),
        Value::Text(text) => {
            let mut eight = [b' '; 8];
            let text = cut(text, 8).as_bytes();
            eight[..text.len()].copy_from_slice(text);
            eight
        }
    }
}

/// Labels of answers and of missing codes.
fn labelled(variable: &Variable) -> Vec<(&Value, &str)> {
    let answers = variable.categories.iter().map(|category| (&category.value, category.label.as_str()));
    let missing = variable.missing.codes.iter().filter(|code| !code.label.is_empty());
    answers.chain(missing.map(|code| (&code.value, code.label.as_str()))).collect()
}

fn value_labels(out: &mut Out, variable: &Variable, layout: &Layout, at: usize, lost: &mut Lost) {
    let labels = labelled(variable);
    if labels.iter().any(|(_, label)| label.len() > VALUE_LABEL) {
        lost.push(format!("labels of values of `{}` are cut to {VALUE_LABEL} bytes", variable.name));
    }
    if layout.slots[at].width > 8 || labels.is_empty() {
        return;
    }
    out.signed(3);
    out.int(labels.len());
    for (value, label) in labels {
        out.0.extend(eight(variable, value));
        let label = cut(label, VALUE_LABEL);
        out.0.push(label.len() as u8);
        out.text(label, (label.len() + 1).next_multiple_of(8) - 1);
    }
    out.signed(4);
    out.signed(1);
    out.int(layout.element(at) + 1);
}

fn extensions(out: &mut Out, dictionary: &Dictionary, layout: &Layout, rows: u64, lost: &mut Lost) {
    // Version, no known machine, IEEE 754, compressed, little endian, UTF-8.
    let numbers = [20, 0, 0, -1, 1, 1, 2, 65001_i32].map(i32::to_le_bytes).concat();
    out.extension(3, 4, &numbers);
    // System-missing, HIGHEST, LOWEST.
    out.extension(4, 8, &[-f64::MAX, f64::MAX, -f64::MAX.next_down()].map(f64::to_le_bytes).concat());
    out.extension(ext::MULTIPLE, 1, sets(dictionary, layout, lost).as_bytes());
    out.extension(ext::DISPLAY, 4, &display(dictionary, layout));
    let first = |slot: &Slot| slot.shorts[0].clone();
    let names = layout.slots.iter().zip(&layout.names);
    let names: Vec<String> = names.map(|(slot, name)| format!("{}={name}", first(slot))).collect();
    out.extension(ext::LONG_NAMES, 1, names.join("\t").as_bytes());
    let long = layout.slots.iter().filter(|slot| slot.width > 255);
    let long: String = long.map(|slot| format!("{}={:05}\0\t", first(slot), slot.width)).collect();
    out.extension(ext::VERY_LONG, 1, long.as_bytes());
    out.extension(ext::ROWS, 8, &[1, rows].map(u64::to_le_bytes).concat());
    let name = |name: &str| Some(layout.names.get(dictionary.position(name)?)?.clone());
    out.extension(ext::FILE_ATTRIBUTES, 1, attributes::write_file(dictionary, &name).as_bytes());
    out.extension(ext::ATTRIBUTES, 1, attributes::write_variables(dictionary, &layout.names).as_bytes());
    out.extension(20, 1, b"UTF-8");
    let (labels, missing) = long_strings(dictionary, layout);
    out.extension(ext::STRING_LABELS, 1, &labels.0);
    out.extension(ext::STRING_MISSING, 1, &missing.0);
}

/// Measurement level, width and alignment of each record.
fn display(dictionary: &Dictionary, layout: &Layout) -> Vec<u8> {
    let mut out = Out::default();
    for (variable, slot) in dictionary.variables.iter().zip(&layout.slots) {
        for segment in 0..slot.segments.len() {
            out.signed(match variable.measure {
                Measure::Unknown => 0,
                Measure::Nominal => 1,
                Measure::Ordinal => 2,
                Measure::Scale => 3,
            });
            out.int(slot.segment_width(segment).clamp(8, 40));
            out.signed((slot.width == 0).into());
        }
    }
    out.0
}

/// Multiple-response sets, a line each.
fn sets(dictionary: &Dictionary, layout: &Layout, lost: &mut Lost) -> String {
    let mut all = String::new();
    for set in &dictionary.sets {
        let short = |name: &String| {
            let at = dictionary.position(name)?;
            Some(layout.slots.get(at)?.shorts.first()?.to_lowercase())
        };
        let variables: Vec<String> = set.variables.iter().filter_map(short).collect();
        let kind = match &set.kind {
            SetKind::Categories => "C".to_owned(),
            SetKind::Dichotomy { counted } => {
                let counted = counted.to_string();
                format!("D{} {counted}", counted.len())
            }
        };
        let (name, _) = crate::names::fit(&[&set.name], &crate::names::SPSS);
        if name[0] != set.name {
            lost.push(format!("the set `{}` is called `{}`", set.name, name[0]));
        }
        let label = cut(&set.label, VARIABLE_LABEL).replace('\n', " ");
        all.push_str(&format!("${}={kind} {} {label} {}\n", name[0], label.len(), variables.join(" ")));
    }
    all
}

/// Labels and missing values of strings wider than eight bytes.
fn long_strings(dictionary: &Dictionary, layout: &Layout) -> (Out, Out) {
    let (mut labels, mut missing) = (Out::default(), Out::default());
    for (at, slot) in layout.slots.iter().enumerate().filter(|(_, slot)| slot.width > 8) {
        let name = &layout.names[at];
        let all = labelled(&dictionary.variables[at]);
        if !all.is_empty() {
            labels.sized(name, name.len());
            labels.int(slot.width);
            labels.int(all.len());
            for (value, label) in all {
                labels.sized(value.text().unwrap_or_default(), slot.width);
                let label = cut(label, VALUE_LABEL);
                labels.sized(label, label.len());
            }
        }
        if !slot.missing.codes.is_empty() {
            missing.sized(name, name.len());
            missing.0.push(slot.missing.codes.len() as u8);
            missing.int(8);
            for code in &slot.missing.codes {
                missing.text(code.text().unwrap_or_default(), 8);
            }
        }
    }
    (labels, missing)
}
