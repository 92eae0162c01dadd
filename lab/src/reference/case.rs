//! One case: what was estimated, from which data, and what came out elsewhere.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::table::Table;
use super::words::{Word, read_call};

/// A case as it is read.
pub struct Case {
    pub id: String,
    /// The file's words on how the sample was drawn.
    pub design: Value,
    /// What was called, as a person wrote it.
    pub call: String,
    pub estimand: String,
    pub options: Value,
    /// Degrees of freedom of the case's intervals, where it says so.
    pub df: Option<f64>,
    pub expected: Value,
    pub table: Table,
    /// Where the data lies.
    pub data: PathBuf,
}

impl Case {
    /// Reads a case and its data.
    pub fn read(folder: &Path, path: &Path) -> Result<Self, String> {
        let text =
            std::fs::read_to_string(path).map_err(|error| format!("{}: {}", path.display(), error.kind()))?;
        let value: Value = serde_json::from_str(&text)
            .map_err(|error| format!("{}: not JSON, line {}", path.display(), error.line()))?;
        let word = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let file = word("data_file");
        // Some say more of the file behind its name.
        let name = file.split_whitespace().next().unwrap_or_default();
        let data = folder.join("data");
        Ok(Self {
            id: word("id"),
            design: value["design"].clone(),
            call: word("r_call"),
            estimand: word("estimand"),
            options: value["options"].clone(),
            df: value["df"].as_f64(),
            expected: value["expected"].clone(),
            table: Table::read(&data.join(name))?,
            data,
        })
    }

    /// The first word of its id.
    pub fn family(&self) -> String {
        self.id.split('_').next().unwrap_or_default().to_owned()
    }

    /// Its call, read; the part after the last `;` if it is more than one.
    pub fn words(&self) -> Option<Word> {
        let parts = self.call.split(';').map(str::trim);
        parts.filter_map(read_call).next_back()
    }

    /// Another file of the same folder.
    pub fn file(&self, name: &str) -> Result<Table, String> {
        Table::read(&self.data.join(name))
    }
}
