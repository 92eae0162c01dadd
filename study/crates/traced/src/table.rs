//! Columns of a data set in memory, by name.

use std::collections::BTreeMap;

use microdata::{Column, Dictionary, Rows, State};

use crate::TracedError;

/// Some columns of a data set. Numbers are NaN, texts none where there is no answer: not asked, not answered, blank.
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub rows: usize,
    pub dictionary: Dictionary,
    numbers: BTreeMap<String, Vec<f64>>,
    texts: BTreeMap<String, Vec<Option<String>>>,
}

impl Table {
    /// Reads the columns whose names are wanted.
    ///
    /// # Errors
    /// When reading fails.
    pub fn read(rows: &mut dyn Rows, wanted: impl Fn(&str) -> bool) -> Result<Self, TracedError> {
        let mut table = Self { dictionary: rows.dictionary().clone(), ..Self::default() };
        let places: Vec<usize> = (0..table.dictionary.variables.len())
            .filter(|place| wanted(&table.dictionary.variables[*place].name))
            .collect();
        for place in &places {
            let variable = &table.dictionary.variables[*place];
            if variable.is_text() {
                table.texts.insert(variable.name.clone(), Vec::new());
            } else {
                table.numbers.insert(variable.name.clone(), Vec::new());
            }
        }
        while let Some(chunk) = rows.next()? {
            table.rows += chunk.rows();
            for place in &places {
                table.take(*place, &chunk.columns[*place]);
            }
        }
        Ok(table)
    }

    fn take(&mut self, place: usize, column: &Column) {
        let variable = &self.dictionary.variables[place];
        match column {
            Column::Numbers(found) => {
                let answered = |number: &f64| match variable.state_of_number(*number) {
                    State::Answered => *number,
                    _ => f64::NAN,
                };
                let into = self.numbers.entry(variable.name.clone()).or_default();
                into.extend(found.iter().map(answered));
            }
            Column::Texts(found) => {
                let answered = |text: &Option<String>| {
                    let known = variable.state_of_text(text.as_deref()) == State::Answered;
                    text.clone().filter(|text| known && !text.is_empty())
                };
                self.texts.entry(variable.name.clone()).or_default().extend(found.iter().map(answered));
            }
        }
    }

    /// Whether there is a column of that name.
    pub fn has(&self, name: &str) -> bool {
        self.numbers.contains_key(name) || self.texts.contains_key(name)
    }

    /// Names of all columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.numbers.keys().chain(self.texts.keys()).map(String::as_str)
    }

    /// A column as numbers, NaN where there is none; texts that are numbers, and `true`, `yes`, `false`, `no` as 1 and 0, too. All
    /// NaN if there is no such column.
    pub fn numbers(&self, name: &str) -> Vec<f64> {
        if let Some(numbers) = self.numbers.get(name) {
            return numbers.clone();
        }
        let number = |text: &Option<String>| match text.as_deref() {
            Some("true" | "yes") => 1.0,
            Some("false" | "no") => 0.0,
            text => text.and_then(|text| text.trim().parse().ok()).unwrap_or(f64::NAN),
        };
        self.texts
            .get(name)
            .map_or_else(|| vec![f64::NAN; self.rows], |texts| texts.iter().map(number).collect())
    }

    /// A column as codes: texts as they are, numbers as they are written. All none if there is no such column.
    pub fn codes(&self, name: &str) -> Vec<Option<String>> {
        if let Some(texts) = self.texts.get(name) {
            return texts.clone();
        }
        let code = |number: &f64| (!number.is_nan()).then(|| number.to_string());
        self.numbers
            .get(name)
            .map_or_else(|| vec![None; self.rows], |numbers| numbers.iter().map(code).collect())
    }

    /// 1 as yes, 0 as no, anything else as no answer.
    pub fn yes(&self, name: &str) -> Vec<Option<bool>> {
        let yes = |number: f64| match number {
            1.0 => Some(true),
            0.0 => Some(false),
            _ => None,
        };
        self.numbers(name).into_iter().map(yes).collect()
    }

    /// The same columns for other rows: for each its row here, or none for one without anything known.
    #[must_use]
    pub fn aligned(&self, to: &[Option<usize>]) -> Self {
        let number =
            |numbers: &Vec<f64>| to.iter().map(|row| row.map_or(f64::NAN, |row| numbers[row])).collect();
        let text = |texts: &Vec<Option<String>>| to.iter().map(|row| texts[(*row)?].clone()).collect();
        Self {
            rows: to.len(),
            dictionary: self.dictionary.clone(),
            numbers: self.numbers.iter().map(|(name, column)| (name.clone(), number(column))).collect(),
            texts: self.texts.iter().map(|(name, column)| (name.clone(), text(column))).collect(),
        }
    }

    /// Whether a column `synthetic` says so of anybody.
    pub(crate) fn says_synthetic(&self) -> bool {
        self.numbers("synthetic").contains(&1.0)
    }

    /// One more column of texts.
    pub(crate) fn add_texts(&mut self, name: &str, texts: Vec<Option<String>>) {
        self.texts.insert(name.to_owned(), texts);
    }
}
