//! A CSV file as columns of numbers or words.

use std::collections::BTreeMap;
use std::path::Path;

/// A column as it stands in the file; empty and `NA` are missing.
#[derive(Debug, Clone)]
pub struct Column {
    pub words: Vec<Option<String>>,
    /// Its numbers, if every word is one; NaN where missing.
    pub numbers: Option<Vec<f64>>,
}

/// Columns by name.
#[derive(Debug, Clone)]
pub struct Table {
    pub columns: BTreeMap<String, Column>,
    pub names: Vec<String>,
    pub rows: usize,
}

impl Table {
    /// Reads a file with a header.
    pub fn read(path: &Path) -> Result<Self, String> {
        let fail = |why: String| format!("{}: {why}", path.display());
        let bytes = std::fs::read(path).map_err(|error| fail(error.kind().to_string()))?;
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        let names: Vec<String> =
            reader.headers().map_err(|_| fail("no header".to_owned()))?.iter().map(str::to_owned).collect();
        let mut words: Vec<Vec<Option<String>>> = vec![Vec::new(); names.len()];
        for record in reader.records() {
            let record = record.map_err(|_| fail("a broken line".to_owned()))?;
            for (column, word) in words.iter_mut().zip(record.iter()) {
                column.push((!word.is_empty() && word != "NA").then(|| word.to_owned()));
            }
        }
        let rows = words.first().map_or(0, Vec::len);
        let columns = names.iter().cloned().zip(words.into_iter().map(Column::new)).collect();
        Ok(Self { columns, names, rows })
    }

    /// A column by name.
    pub fn column(&self, name: &str) -> Result<&Column, String> {
        self.columns.get(name).ok_or_else(|| format!("no column `{name}`"))
    }

    /// The numbers of a column.
    pub fn numbers(&self, name: &str) -> Result<&[f64], String> {
        self.column(name)?.numbers.as_deref().ok_or_else(|| format!("`{name}` is not numbers"))
    }
}

impl Column {
    /// From its words.
    pub fn new(words: Vec<Option<String>>) -> Self {
        let numbers: Option<Vec<f64>> = words
            .iter()
            .map(|word| word.as_ref().map_or(Some(f64::NAN), |word| word.trim().parse().ok()))
            .collect();
        Self { words, numbers }
    }

    /// Its distinct values in order, numbers by size and words by letters, and for each row which it is; a missing value is
    /// one more than the last.
    pub fn codes(&self) -> (Vec<String>, Vec<u32>) {
        let mut levels: Vec<&String> = self.words.iter().flatten().collect();
        match &self.numbers {
            Some(_) => levels.sort_by(|a, b| number(a).total_cmp(&number(b))),
            None => levels.sort(),
        }
        levels.dedup();
        self.coded(&levels)
    }

    /// The same in the order in which values first stand in the file.
    pub fn codes_by_appearance(&self) -> (Vec<String>, Vec<u32>) {
        let mut levels: Vec<&String> = Vec::new();
        for word in self.words.iter().flatten() {
            if !levels.contains(&word) {
                levels.push(word);
            }
        }
        self.coded(&levels)
    }

    fn coded(&self, levels: &[&String]) -> (Vec<String>, Vec<u32>) {
        let place =
            |word: &String| levels.iter().position(|level| *level == word).unwrap_or(levels.len()) as u32;
        let codes = self.words.iter().map(|word| word.as_ref().map_or(levels.len() as u32, place)).collect();
        (levels.iter().copied().cloned().collect(), codes)
    }
}

fn number(word: &str) -> f64 {
    word.trim().parse().unwrap_or(f64::NAN)
}
