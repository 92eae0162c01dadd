//! A two-way table of counts of a simple random sample.

use crate::SurveyError;
use crate::distribution::chi_squared_tail;

/// Pearson's test and what belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Crosstab {
    pub chi_squared: f64,
    pub df: f64,
    pub p_value: f64,
    /// Cramér's V: `√(χ² / (n (min(rows, columns) - 1)))`. Range: 0 to 1.
    pub cramers_v: f64,
    /// Adjusted standardised residuals, `(o - e) / √(e (1 - row share)(1 - column share))`: about standard normal in each cell
    /// where rows and columns are independent. Haberman (1973).
    pub residuals: Vec<Vec<f64>>,
}

/// Tests a table of counts for independence.
///
/// # Errors
/// When there are fewer than two rows or columns, or one of them is empty.
///
/// ```
/// let table = vec![vec![10.0, 20.0], vec![20.0, 10.0]];
/// let found = survey::testing::crosstab::crosstab(&table).unwrap();
/// assert!((found.chi_squared - 60.0 / 9.0).abs() < 1e-12);
/// ```
pub fn crosstab(counts: &[Vec<f64>]) -> Result<Crosstab, SurveyError> {
    let columns = counts.first().map_or(0, Vec::len);
    if counts.len() < 2 || columns < 2 {
        return Err(SurveyError::TooFew {
            what: "categories of a table",
            found: counts.len().min(columns),
            least: 2,
        });
    }
    if let Some(row) = counts.iter().find(|row| row.len() != columns) {
        return Err(SurveyError::Length { what: "a row of a table", found: row.len(), expected: columns });
    }
    let rows: Vec<f64> = counts.iter().map(|row| row.iter().sum()).collect();
    let sums: Vec<f64> = (0..columns).map(|j| counts.iter().map(|row| row[j]).sum()).collect();
    if rows.contains(&0.0) || sums.contains(&0.0) {
        return Err(SurveyError::Zero { what: "the total of a row or column of a table" });
    }
    let all: f64 = rows.iter().sum();
    let expected = |i: usize, j: usize| rows[i] * sums[j] / all;
    let mut chi_squared = 0.0;
    let mut residuals = vec![vec![0.0; columns]; rows.len()];
    for (i, row) in counts.iter().enumerate() {
        for (j, count) in row.iter().enumerate() {
            let off = count - expected(i, j);
            chi_squared += off * off / expected(i, j);
            residuals[i][j] = off / (expected(i, j) * (1.0 - rows[i] / all) * (1.0 - sums[j] / all)).sqrt();
        }
    }
    let df = ((rows.len() - 1) * (columns - 1)) as f64;
    let short = (rows.len().min(columns) - 1) as f64;
    Ok(Crosstab {
        chi_squared,
        df,
        p_value: chi_squared_tail(chi_squared, df),
        cramers_v: (chi_squared / (all * short)).sqrt(),
        residuals,
    })
}
