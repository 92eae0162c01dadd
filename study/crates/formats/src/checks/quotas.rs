//! Quotas: people that were wanted against people that were found.

use microdata::{Chunk, Dictionary, Error, Value};
use serde::{Deserialize, Serialize};

use super::{holds, position};

/// Wanted numbers of people for the cells of one quota.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    pub name: String,
    pub cells: Vec<QuotaCell>,
}

/// People for whom all of `codes` hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotaCell {
    /// Variables with their codes.
    pub codes: Vec<(String, Value)>,
    pub target: u64,
}

/// A cell with the people that were found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Found {
    pub quota: String,
    pub codes: Vec<(String, Value)>,
    pub target: u64,
    pub found: u64,
    /// Found less wanted: negative where people are missing.
    pub gap: i64,
}

pub struct Quotas {
    /// Columns with codes, and the cell.
    cells: Vec<(Vec<(usize, Value)>, Found)>,
}

impl Quotas {
    pub fn new(dictionary: &Dictionary, quotas: Vec<Quota>) -> Result<Quotas, Error> {
        let mut cells = Vec::new();
        for quota in quotas {
            for cell in quota.cells {
                let place =
                    |(name, value): &(String, Value)| Ok((position(dictionary, name)?, value.clone()));
                let places = cell.codes.iter().map(place).collect::<Result<Vec<(usize, Value)>, Error>>()?;
                let (codes, target) = (cell.codes, cell.target);
                cells.push((places, Found { quota: quota.name.clone(), codes, target, found: 0, gap: 0 }));
            }
        }
        Ok(Quotas { cells })
    }

    pub fn update(&mut self, chunk: &Chunk) {
        for (places, cell) in &mut self.cells {
            let fits = |row: &usize| places.iter().all(|(at, value)| holds(&chunk.columns[*at], *row, value));
            cell.found += (0..chunk.rows()).filter(fits).count() as u64;
        }
    }

    pub fn finish(self) -> Vec<Found> {
        let cells = self
            .cells
            .into_iter()
            .map(|(_, cell)| Found { gap: cell.found as i64 - cell.target as i64, ..cell });
        cells.collect()
    }
}
