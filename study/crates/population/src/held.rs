//! Some columns of answers in memory, with the design under which shares are estimated.
//!
//! Memory: 8 bytes for each number and row, more for texts. For what is worked out of a few columns once.

use std::collections::BTreeMap;

use microdata::{Column, Dictionary, Error, Rows, State, Value, Variable};
use survey::design::{Design, DesignBuilder, SinglePsu, Stage};
use survey::moments::effective_base;
use survey::proportion::{Base, Method, interval, proportion};

/// Which variables say how people were sampled. `None`: no weights, one stratum, each row a unit of its own, one country.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roles {
    pub weight: Option<String>,
    pub stratum: Option<String>,
    pub psu: Option<String>,
    pub country: Option<String>,
}

/// How intervals are made and what is hidden: as in tables.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    pub level: f64,
    pub method: Method,
    pub single: SinglePsu,
    /// Figures on fewer people are hidden.
    pub least_base: u64,
    /// Figures of fewer people, or of all but fewer, are hidden.
    pub least_people: u64,
}

impl Default for Limits {
    /// Korn and Graubard's interval at 95%; nothing is hidden.
    fn default() -> Self {
        Self { level: 0.95, method: Method::Beta, single: SinglePsu::Fail, least_base: 0, least_people: 0 }
    }
}

/// A share, or why there is none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Estimated {
    Shown {
        /// Range: 0 to 1.
        value: f64,
        error: f64,
        /// None where there are no degrees of freedom.
        interval: Option<(f64, f64)>,
        /// People with a yes.
        count: u64,
        /// The sum of their weights.
        weighted: f64,
    },
    Nobody,
    SmallBase,
    FewPeople,
}

/// A share with who stands behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    pub estimated: Estimated,
    pub rows: u64,
    pub weighted: f64,
    pub effective: f64,
}

/// Columns with the design.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    pub(crate) variables: BTreeMap<String, Variable>,
    pub(crate) columns: BTreeMap<String, Column>,
    pub(crate) weights: Vec<f64>,
    pub(crate) strata: Vec<u64>,
    pub(crate) units: Vec<u64>,
    pub(crate) roles: Roles,
}

impl Answers {
    /// Reads what is asked for, as far as it is there.
    ///
    /// # Errors
    /// When a variable of the design is missing, a weight is missing, negative or infinite, or reading fails.
    pub fn read(rows: &mut dyn Rows, roles: &Roles, names: &[&str]) -> Result<Self, Error> {
        let dictionary = rows.dictionary().clone();
        let designed = [&roles.weight, &roles.stratum, &roles.psu, &roles.country];
        if let Some(name) = designed.into_iter().flatten().find(|name| dictionary.variable(name).is_none()) {
            return Err(Error::new(format!("`{name}` of the design is not among the variables")));
        }
        let wanted = names.iter().copied().chain(designed.into_iter().flatten().map(String::as_str));
        let mut columns: BTreeMap<String, Column> = BTreeMap::new();
        for name in wanted {
            if let Some(variable) = dictionary.variable(name) {
                columns.insert(name.to_owned(), Column::of(variable));
            }
        }
        let mut count = 0;
        while let Some(chunk) = rows.next()? {
            count += chunk.rows();
            for (name, column) in &mut columns {
                if let Some(place) = dictionary.position(name) {
                    append(column, &chunk.columns[place]);
                }
            }
        }
        Self::of(&dictionary, columns, roles, count)
    }

    pub(crate) fn of(
        dictionary: &Dictionary,
        columns: BTreeMap<String, Column>,
        roles: &Roles,
        rows: usize,
    ) -> Result<Self, Error> {
        let column = |name: &Option<String>| name.as_ref().and_then(|name| columns.get(name));
        let weights = match column(&roles.weight) {
            Some(Column::Numbers(weights)) => weights.clone(),
            Some(Column::Texts(_)) => return Err(Error::new("the weight is a text")),
            None => vec![1.0; rows],
        };
        let bad = |weight: &f64| !(*weight >= 0.0 && weight.is_finite());
        if let Some(row) = weights.iter().position(bad) {
            return Err(Error::new(format!(
                "the weight of row {} is missing, negative or infinite",
                row + 1
            )));
        }
        let strata = column(&roles.stratum).map_or_else(|| vec![0; rows], numbered);
        let units = column(&roles.psu).map_or_else(|| (0..rows as u64).collect(), numbered);
        let known = |name: &String| Some((name.clone(), dictionary.variable(name)?.clone()));
        let variables = columns.keys().filter_map(known).collect();
        Ok(Self { variables, weights, strata, units, roles: roles.clone(), columns })
    }

    /// Some rows, each as often as it is named, in units of these numbers.
    pub(crate) fn pick(&self, rows: &[usize], units: Vec<u64>) -> Self {
        let column = |column: &Column| match column {
            Column::Numbers(numbers) => Column::Numbers(rows.iter().map(|row| numbers[*row]).collect()),
            Column::Texts(texts) => Column::Texts(rows.iter().map(|row| texts[*row].clone()).collect()),
        };
        let weights: Vec<f64> = rows.iter().map(|row| self.weights[*row]).collect();
        let strata: Vec<u64> = rows.iter().map(|row| self.strata[*row]).collect();
        Self {
            variables: self.variables.clone(),
            columns: self.columns.iter().map(|(name, own)| (name.clone(), column(own))).collect(),
            weights,
            strata,
            units,
            roles: self.roles.clone(),
        }
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.weights.len()
    }

    /// Whether there is such a column.
    pub fn has(&self, name: &str) -> bool {
        self.columns.contains_key(name)
    }

    /// What a cell says: its state, and its code if it has one.
    pub(crate) fn cell(&self, name: &str, row: usize) -> (State, Option<Value>) {
        let (Some(column), Some(variable)) = (self.columns.get(name), self.variables.get(name)) else {
            return (State::NotAsked, None);
        };
        match column {
            Column::Numbers(numbers) => {
                let number = numbers.get(row).copied().unwrap_or(f64::NAN);
                (variable.state_of_number(number), (!number.is_nan()).then_some(Value::Number(number)))
            }
            Column::Texts(texts) => {
                let text = texts.get(row).and_then(Option::as_deref);
                (variable.state_of_text(text), text.map(Value::from))
            }
        }
    }

    /// The text of a cell; empty where there is none.
    pub(crate) fn text(&self, name: &str, row: usize) -> &str {
        match self.columns.get(name) {
            Some(Column::Texts(texts)) => texts.get(row).and_then(Option::as_deref).unwrap_or(""),
            _ => "",
        }
    }

    /// The part of the sample that can say something of some rows: all rows of their strata, and their design.
    ///
    /// # Errors
    /// When the design makes no sense.
    pub(crate) fn part(&self, inside: impl Fn(usize) -> bool, limits: &Limits) -> Result<Part, Error> {
        let mut strata: Vec<u64> =
            (0..self.rows()).filter(|row| inside(*row)).map(|row| self.strata[row]).collect();
        strata.sort_unstable();
        strata.dedup();
        let rows: Vec<usize> =
            (0..self.rows()).filter(|row| strata.binary_search(&self.strata[*row]).is_ok()).collect();
        let of = |column: &[u64]| rows.iter().map(|row| column[*row]).collect::<Vec<u64>>();
        let stage = Stage::of(of(&self.units)).within(of(&self.strata));
        let design = DesignBuilder::new(vec![stage])
            .weights(rows.iter().map(|row| self.weights[*row]).collect())
            .nested(true)
            .single(limits.single)
            .build()
            .map_err(|error| Error::new(format!("the design: {error}")))?;
        Ok(Part { rows, design })
    }

    /// The share of yes among those who are counted: `said` is asked for each row; `None` is out of the base.
    ///
    /// # Errors
    /// When errors cannot be worked out, as of a stratum with one unit.
    pub(crate) fn share(
        &self,
        part: &Part,
        said: impl Fn(usize) -> Option<bool>,
        limits: &Limits,
    ) -> Result<Share, Error> {
        let said: Vec<Option<bool>> =
            part.rows.iter().map(|row| said(*row).filter(|_| self.weights[*row] > 0.0)).collect();
        let inside: Vec<bool> = said.iter().map(Option::is_some).collect();
        let weights: Vec<f64> = part
            .rows
            .iter()
            .zip(&inside)
            .filter(|(_, inside)| **inside)
            .map(|(row, _)| self.weights[*row])
            .collect();
        let yes =
            || part.rows.iter().zip(&said).filter(|(_, said)| **said == Some(true)).map(|(row, _)| *row);
        let (rows, count) = (weights.len() as u64, yes().count() as u64);
        let weighted = survey::sums::sum(weights.iter().copied());
        let effective = if rows > 0 { effective_base(&weights) } else { 0.0 };
        let with = |estimated| Share { estimated, rows, weighted, effective };
        let few = |people: u64| people > 0 && people < limits.least_people;
        if rows == 0 {
            return Ok(with(Estimated::Nobody));
        }
        if rows < limits.least_base {
            return Ok(with(Estimated::SmallBase));
        }
        if few(count) || few(rows - count) {
            return Ok(with(Estimated::FewPeople));
        }
        let failed = |error: survey::SurveyError| Error::new(format!("a share: {error}"));
        let domain = part.design.domain(&inside).map_err(failed)?;
        let truth: Vec<f64> = said.iter().map(|said| f64::from(u8::from(*said == Some(true)))).collect();
        let df = domain.degrees_of_freedom();
        if df <= 0.0 {
            return Ok(with(self.without_error(&weights, yes().map(|row| self.weights[row]).sum(), count)));
        }
        let found = proportion(&domain, &truth, Method::Mean, limits.level, None).map_err(failed)?;
        let base = Base { rows: rows as f64, df, design_df: df };
        // A share of 0 or 1 has no logit: it gets Korn and Graubard's.
        let method = match limits.method {
            Method::Logit if found.value <= 0.0 || found.value >= 1.0 => Method::Beta,
            method => method,
        };
        let interval = interval(found.value, found.error, base, method, limits.level).ok();
        let weighted = survey::sums::sum(yes().map(|row| self.weights[row]));
        Ok(with(Estimated::Shown { value: found.value, error: found.error, interval, count, weighted }))
    }

    fn without_error(&self, weights: &[f64], weighted: f64, count: u64) -> Estimated {
        let value = weighted / survey::sums::sum(weights.iter().copied());
        Estimated::Shown { value, error: f64::NAN, interval: None, count, weighted }
    }
}

/// Rows and their design.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    rows: Vec<usize>,
    design: Design,
}

fn append(column: &mut Column, more: &Column) {
    match (column, more) {
        (Column::Numbers(numbers), Column::Numbers(more)) => numbers.extend(more),
        (Column::Texts(texts), Column::Texts(more)) => texts.extend(more.iter().cloned()),
        // The reader holds to its dictionary: a chunk of another type does not come.
        _ => {}
    }
}

/// Numbers for values, in the order in which they come.
fn numbered(column: &Column) -> Vec<u64> {
    let mut known: BTreeMap<String, u64> = BTreeMap::new();
    let mut number = |value: String| {
        let next = known.len() as u64;
        *known.entry(value).or_insert(next)
    };
    match column {
        Column::Numbers(numbers) => numbers.iter().map(|value| number(value.to_string())).collect(),
        Column::Texts(texts) => texts.iter().map(|text| number(text.clone().unwrap_or_default())).collect(),
    }
}
