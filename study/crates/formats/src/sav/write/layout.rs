//! What a system file makes of a dictionary: names, widths, segments, missing values.

use std::collections::BTreeSet;

use microdata::{Dictionary, Lost, Value, Variable};

use crate::names;
use crate::shape::{ColumnShape, Shape};

/// Bytes of the longest text that SPSS takes.
pub const LONGEST_TEXT: usize = 32_767;

/// Where and how each variable is written.
pub struct Layout {
    pub slots: Vec<Slot>,
    /// Names of up to 64 bytes.
    pub names: Vec<String>,
}

/// One variable.
pub struct Slot {
    /// A name of at most eight bytes for each segment.
    pub shorts: Vec<String>,
    /// 0 for a number, else bytes of the longest text.
    pub width: usize,
    /// Elements of eight bytes of each segment.
    pub segments: Vec<usize>,
    pub missing: Declared,
}

/// What of the missing codes can be declared: a range and one code, or three codes.
#[derive(Debug, PartialEq, Default)]
pub struct Declared {
    pub range: Option<(Option<f64>, Option<f64>)>,
    pub codes: Vec<Value>,
}

impl Slot {
    /// The width that the record of a segment states.
    pub fn segment_width(&self, segment: usize) -> usize {
        match self.segments.len() {
            1 => self.width,
            all if segment + 1 < all => 255,
            all => self.width - (all - 1) * 252,
        }
    }
}

impl Layout {
    pub fn new(dictionary: &Dictionary, shape: &Shape, lost: &mut Lost) -> Layout {
        let all: Vec<&str> = dictionary.variables.iter().map(|variable| variable.name.as_str()).collect();
        let (names, changed) = names::fit(&all, &names::SPSS);
        lost.extend(changed);
        let mut taken: BTreeSet<String> =
            names.iter().filter(|name| is_short(name)).map(|name| name.to_uppercase()).collect();
        let (mut slots, mut number) = (Vec::new(), 0);
        for (at, (variable, name)) in dictionary.variables.iter().zip(&names).enumerate() {
            let width = width(variable, shape.columns.get(at), lost);
            let segments = segments(width);
            let mut shorts = Vec::new();
            for segment in 0..segments.len() {
                let own = segment == 0 && is_short(name);
                shorts.push(if own { name.to_uppercase() } else { free(&mut taken, &mut number) });
            }
            slots.push(Slot { shorts, width, segments, missing: declared(variable, lost) });
        }
        Layout { slots, names }
    }

    /// Elements of a row before the variable at that place.
    pub fn element(&self, at: usize) -> usize {
        self.slots[..at].iter().flat_map(|slot| &slot.segments).sum()
    }
}

fn is_short(name: &str) -> bool {
    name.len() <= 8 && name.is_ascii()
}

/// A short name that no one has: `V1_`, `V2_`, ... in hexadecimal digits, so that 16 million fit into eight bytes.
fn free(taken: &mut BTreeSet<String>, number: &mut u32) -> String {
    loop {
        *number += 1;
        let name = format!("V{number:X}_");
        if taken.insert(name.clone()) {
            return name;
        }
    }
}

fn width(variable: &Variable, shape: Option<&ColumnShape>, lost: &mut Lost) -> usize {
    if !variable.is_text() {
        return 0;
    }
    let codes = variable.categories.iter().map(|category| &category.value);
    let codes = codes.chain(variable.missing.codes.iter().map(|code| &code.value));
    let codes = codes.filter_map(Value::text).map(str::len).max().unwrap_or(0);
    let longest = match shape {
        Some(ColumnShape::Texts { longest }) => *longest,
        _ => 0,
    };
    if longest > LONGEST_TEXT {
        lost.push(format!("texts of `{}` are cut to {LONGEST_TEXT} bytes", variable.name));
    }
    longest.max(codes).clamp(1, LONGEST_TEXT)
}

/// Elements of each segment; a number is one element.
fn segments(width: usize) -> Vec<usize> {
    if width <= 255 {
        return vec![width.div_ceil(8).max(1)];
    }
    let count = width.div_ceil(252);
    let mut all = vec![32; count - 1];
    all.push((width - (count - 1) * 252).div_ceil(8));
    all
}

fn declared(variable: &Variable, lost: &mut Lost) -> Declared {
    let name = &variable.name;
    let codes: Vec<Value> = variable.missing.codes.iter().map(|code| code.value.clone()).collect();
    if variable.is_text() {
        // Only the first eight bytes of a missing text are stored.
        let (mut short, long): (Vec<Value>, Vec<Value>) =
            codes.into_iter().partition(|code| code.text().is_some_and(|text| text.len() <= 8));
        if !long.is_empty() || short.len() > 3 {
            lost.push(format!(
                "`{name}`: SPSS takes three missing texts of up to 8 bytes; the others are answers there"
            ));
        }
        short.truncate(3);
        return Declared { range: None, codes: short };
    }
    if let Some(range) = variable.missing.range {
        let outside =
            codes.into_iter().filter(|code| code.number().is_some_and(|number| !range.holds(number)));
        let mut codes: Vec<Value> = outside.collect();
        if codes.len() > 1 {
            lost.push(format!(
                "`{name}`: SPSS takes one missing code beside a range; the others are answers there"
            ));
            codes.truncate(1);
        }
        return Declared { range: Some((range.low, range.high)), codes };
    }
    if codes.len() <= 3 {
        return Declared { range: None, codes };
    }
    as_range(variable, lost)
}

/// More than three codes: a range that holds all of them, or all but the first or last, and no answer.
fn as_range(variable: &Variable, lost: &mut Lost) -> Declared {
    let name = &variable.name;
    let mut codes: Vec<f64> = variable.missing.codes.iter().filter_map(|code| code.value.number()).collect();
    codes.sort_by(f64::total_cmp);
    let answers: Vec<f64> =
        variable.categories.iter().filter_map(|category| category.value.number()).collect();
    let last = codes.len() - 1;
    for (low, high, single) in [(0, last, None), (1, last, Some(0)), (0, last - 1, Some(last))] {
        let (low, high) = (codes[low], codes[high]);
        if !answers.iter().any(|answer| (low..=high).contains(answer)) {
            lost.push(format!(
                "`{name}`: SPSS takes three missing codes; all from {low} to {high} are declared missing"
            ));
            let codes = single.map(|at: usize| Value::Number(codes[at])).into_iter().collect();
            return Declared { range: Some((Some(low), Some(high))), codes };
        }
    }
    lost.push(format!("`{name}`: SPSS takes three missing codes; the others are answers there"));
    let codes = variable.missing.codes.iter().take(3).map(|code| code.value.clone()).collect();
    Declared { range: None, codes }
}
