//! What raking needs of the rows.

use std::collections::BTreeMap;

use microdata::{Column, Dictionary, Error, Rows, Value, Variable};

use crate::Targets;

/// Rows as numbers: start weights, parts, codes of margins, strata and units.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sample {
    pub start: Vec<f64>,
    /// The part of each row, and what parts there are; one without a name if there is no `by`.
    pub part: Vec<u32>,
    pub parts: Vec<String>,
    pub(crate) part_values: Vec<Option<Value>>,
    /// For each margin of the targets the code of each row: its place among the targets, or [`NO_TARGET`].
    pub codes: Vec<Vec<u32>>,
    pub stratum: Vec<u64>,
    pub unit: Vec<u64>,
}

/// A row without an answer, or with one that has no target.
pub const NO_TARGET: u32 = u32::MAX;

/// Numbers given to values in the order in which they come.
#[derive(Default)]
struct Numbering(BTreeMap<String, u64>);

impl Numbering {
    fn of(&mut self, value: Option<Value>) -> u64 {
        let next = self.0.len() as u64;
        *self.0.entry(value.map(|value| value.to_string()).unwrap_or_default()).or_insert(next)
    }
}

impl Sample {
    /// Reads all rows.
    ///
    /// # Errors
    /// When a variable of the targets is missing, a start weight is missing, negative or infinite (with how many and the first
    /// row), or reading fails.
    pub fn gather(rows: &mut dyn Rows, targets: &Targets) -> Result<Self, Error> {
        let dictionary = rows.dictionary().clone();
        let columns = Columns::find(&dictionary, targets)?;
        let mut sample = Self { codes: vec![Vec::new(); targets.margins.len()], ..Self::default() };
        let (mut parts, mut strata, mut units) =
            (BTreeMap::new(), Numbering::default(), Numbering::default());
        let mut bad: Option<(u64, u64)> = None;
        let mut before = 0_u64;
        while let Some(chunk) = rows.next()? {
            for row in 0..chunk.rows() {
                let value =
                    |place: Option<usize>| place.and_then(|place| value_at(&chunk.columns[place], row));
                let start = match columns.start {
                    None => 1.0,
                    Some(_) => value(columns.start).and_then(|value| value.number()).unwrap_or(f64::NAN),
                };
                if !(start >= 0.0 && start.is_finite()) {
                    let (count, first) = bad.unwrap_or((0, before + row as u64 + 1));
                    bad = Some((count + 1, first));
                }
                sample.start.push(start);
                let part = value(columns.by);
                let next = parts.len() as u32;
                let number = *parts.entry(part.as_ref().map(Value::to_string)).or_insert(next);
                if number == next {
                    sample.parts.push(columns.part_label(&dictionary, part.as_ref()));
                    sample.part_values.push(part);
                }
                sample.part.push(number);
                for (margin, codes) in sample.codes.iter_mut().enumerate() {
                    let found = value(Some(columns.margins[margin]));
                    let targets = &targets.margins[margin].targets;
                    let place =
                        found.and_then(|found| targets.iter().position(|target| target.code == found));
                    codes.push(place.map_or(NO_TARGET, |place| place as u32));
                }
                sample.stratum.push(columns.stratum.map_or(0, |_| strata.of(value(columns.stratum))));
                let row = before + row as u64;
                sample.unit.push(columns.unit.map_or(row, |_| units.of(value(columns.unit))));
            }
            before += chunk.rows() as u64;
        }
        match bad {
            Some((count, first)) => {
                let name = targets.start.clone().unwrap_or_default();
                let what = format!(
                    "the start weight `{name}` is missing, negative or infinite in {count} rows, first in row {first}"
                );
                Err(Error::new(what).hint("leave such rows out, or give them a weight"))
            }
            None => Ok(sample),
        }
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.start.len()
    }
}

/// Where the variables stand.
struct Columns {
    start: Option<usize>,
    by: Option<usize>,
    margins: Vec<usize>,
    stratum: Option<usize>,
    unit: Option<usize>,
}

impl Columns {
    fn find(dictionary: &Dictionary, targets: &Targets) -> Result<Self, Error> {
        let find = |name: &str, role: &str| {
            let place = dictionary.position(name);
            place.ok_or_else(|| Error::new(format!("{role} `{name}` is not among the variables")))
        };
        let named = |name: Option<&str>, role: &str| name.map(|name| find(name, role)).transpose();
        let margins = targets.margins.iter().map(|margin| find(&margin.variable, "the margin"));
        Ok(Self {
            start: named(targets.start.as_deref(), "the start weight")?,
            by: named(targets.by.as_deref(), "the variable of parts")?,
            margins: margins.collect::<Result<_, _>>()?,
            stratum: named(dictionary.design.stratum.as_deref(), "the stratum")?,
            unit: named(dictionary.design.psu.as_deref(), "the first-stage unit")?,
        })
    }

    fn part_label(&self, dictionary: &Dictionary, value: Option<&Value>) -> String {
        let variable: Option<&Variable> = self.by.and_then(|place| dictionary.variables.get(place));
        let (Some(variable), Some(value)) = (variable, value) else { return String::new() };
        let category = variable.categories.iter().find(|category| category.value == *value);
        category
            .map(|category| category.label.clone())
            .filter(|label| !label.is_empty())
            .unwrap_or(value.to_string())
    }
}

fn value_at(column: &Column, row: usize) -> Option<Value> {
    match column {
        Column::Numbers(numbers) => {
            numbers.get(row).filter(|number| !number.is_nan()).map(|number| Value::Number(*number))
        }
        Column::Texts(texts) => texts.get(row)?.as_deref().map(Value::from),
    }
}
