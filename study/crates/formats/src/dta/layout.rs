//! What a `.dta` file makes of a dictionary: names, storage types, letters for missing codes, labels.

use std::collections::BTreeSet;

use microdata::{Dictionary, Lost, MissingCode, Variable};

use super::cells::{Storage, tag_code};
use super::time;
use crate::names;
use crate::shape::{ColumnShape, Shape};

/// Bytes of the longest text that is stored in its row.
const LONGEST_TEXT: usize = 2045;

/// Characters of titles and of labels of variables.
pub const LABEL: usize = 80;

/// How each variable is written.
pub struct Layout {
    pub slots: Vec<Slot>,
}

/// One variable.
pub struct Slot {
    pub name: String,
    pub storage: Storage,
    pub format: String,
    /// Codes that become `.a` to `.z`.
    pub tags: Vec<(f64, char)>,
    /// Labels of whole codes and of letters.
    pub labels: Vec<(i32, String)>,
}

impl Layout {
    pub fn new(dictionary: &Dictionary, shape: &Shape, lost: &mut Lost) -> Layout {
        let all: Vec<&str> = dictionary.variables.iter().map(|variable| variable.name.as_str()).collect();
        let (names, changed) = names::fit(&all, &names::STATA);
        lost.extend(changed);
        let sets = dictionary.sets.len();
        if sets > 0 {
            lost.push(format!("Stata knows no multiple-response sets; left out: {sets}"));
        }
        if dictionary.weight.is_some() || !dictionary.design.is_empty() {
            lost.push(
                "Stata files do not say which variable is the weight, stratum or sampling unit: use `svyset`"
                    .into(),
            );
        }
        if dictionary.synthetic {
            lost.push("nothing in the file says that its people are invented".into());
        }
        let labels = dictionary.variables.iter().map(|variable| &variable.label).chain([&dictionary.title]);
        if labels.into_iter().any(|label| label.chars().count() > LABEL) {
            lost.push(format!("titles and labels of variables are cut to {LABEL} characters"));
        }
        let wordings = |variable: &Variable| !variable.question.is_empty() || !variable.universe.is_empty();
        if dictionary.variables.iter().any(wordings) {
            lost.push("wordings of questions and descriptions of bases are left out".into());
        }
        let slots = dictionary.variables.iter().zip(names).enumerate();
        let slots = slots.map(|(at, (variable, name))| slot(variable, name, shape.columns.get(at), lost));
        Layout { slots: slots.collect() }
    }
}

fn slot(variable: &Variable, name: String, shape: Option<&ColumnShape>, lost: &mut Lost) -> Slot {
    let (storage, width) = storage(variable, shape);
    let mut slot =
        Slot { name, storage, format: time::format(variable.kind, width), tags: vec![], labels: vec![] };
    if variable.is_text() {
        if !variable.missing.is_empty() || !variable.categories.is_empty() {
            lost.push(format!(
                "`{}` holds texts, which have neither labels nor missing codes in Stata",
                variable.name
            ));
        }
        return slot;
    }
    slot.tags = tags(&variable.missing.codes);
    if slot.tags.len() < variable.missing.codes.len() || variable.missing.range.is_some() {
        lost.push(format!(
            "`{}`: Stata takes 26 missing codes and no range; the others are answers there",
            variable.name
        ));
    }
    labels(variable, &mut slot, lost);
    slot
}

fn storage(variable: &Variable, shape: Option<&ColumnShape>) -> (Storage, usize) {
    match shape {
        Some(ColumnShape::Texts { longest }) if *longest > LONGEST_TEXT => (Storage::LongText, 244),
        Some(ColumnShape::Texts { longest }) => (Storage::Text((*longest).max(1) as u16), *longest),
        Some(ColumnShape::Numbers { low, high, whole }) if low <= high => {
            let low = time::to_stata(variable.kind, *low);
            let high = time::to_stata(variable.kind, *high);
            (Storage::holding(low, high, *whole && low.fract() == 0.0 && high.fract() == 0.0), 0)
        }
        Some(ColumnShape::Numbers { .. }) => (Storage::Byte, 0),
        None if variable.is_text() => (Storage::LongText, 244),
        None => (Storage::Double, 0),
    }
}

/// Each code its letter: the one it had, else the first that is free.
fn tags(codes: &[MissingCode]) -> Vec<(f64, char)> {
    let mut free: BTreeSet<char> = ('a'..='z').collect();
    let mut kept: Vec<Option<char>> = Vec::new();
    for code in codes {
        kept.push(code.tag.filter(|letter| free.remove(letter)));
    }
    let letter = |(code, kept): (&MissingCode, Option<char>)| {
        let letter = kept.or_else(|| free.pop_first())?;
        Some((code.value.number()?, letter))
    };
    codes.iter().zip(kept).filter_map(letter).collect()
}

fn labels(variable: &Variable, slot: &mut Slot, lost: &mut Lost) {
    let mut fractions = false;
    for category in &variable.categories {
        let number = time::to_stata(variable.kind, category.value.number().unwrap_or(f64::NAN));
        if number.fract() == 0.0 && number.abs() <= 2_147_483_620.0 {
            slot.labels.push((number as i32, category.label.clone()));
        } else {
            fractions = true;
        }
    }
    if fractions {
        lost.push(format!("`{}`: Stata labels whole numbers only; other labels are left out", variable.name));
    }
    for code in variable.missing.codes.iter().filter(|code| !code.label.is_empty()) {
        let letter = slot.tags.iter().find(|(number, _)| Some(*number) == code.value.number());
        slot.labels.extend(letter.map(|(_, letter)| (tag_code(*letter), code.label.clone())));
    }
}
