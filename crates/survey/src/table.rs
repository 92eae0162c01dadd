//! Two-way tables: weighted counts and shares, each with its error under the design.

use crate::design::Design;
use crate::linear::{Linearised, means, ratios, totals};
use crate::testing::association::TwoWay;
use crate::{Matrix, SurveyError};

/// What a cell is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Counts: persons of the population.
    Count,
    /// Shares of all.
    All,
    /// Shares of the cell's row: a row adds up to 1.
    Row,
    /// Shares of the cell's column, as tables of market research have them.
    Column,
}

/// The cells of a table, rows fastest: cell `i + j × rows` for row `i` and column `j`. Rows of the sample without a category
/// in either are left out of the base.
///
/// # Errors
/// When a table has fewer than two rows or columns, or a row or column that is a base holds nobody.
///
/// ```
/// use survey::design::{DesignBuilder, Stage};
/// use survey::table::{Of, cells};
/// use survey::testing::association::TwoWay;
/// let design = DesignBuilder::new(vec![Stage::rows(4)]).weights(vec![1.0, 1.0, 1.0, 3.0]).build().unwrap();
/// let table = TwoWay { rows: &[0, 1, 0, 1], columns: &[0, 0, 1, 1], size: (2, 2) };
/// assert_eq!(cells(&design, table, Of::Column).unwrap().values, [0.5, 0.5, 0.25, 0.75]);
/// ```
pub fn cells(design: &Design, table: TwoWay<'_>, of: Of) -> Result<Linearised, SurveyError> {
    let (part, x) = table.indicators(design)?;
    let rows = table.size.0;
    // Whether two cells share a base.
    let together = |cell: usize, other: usize| match of {
        Of::Row => cell % rows == other % rows,
        _ => cell / rows == other / rows,
    };
    match of {
        Of::Count => totals(&part, &x),
        Of::All => means(&part, &x),
        Of::Row | Of::Column => {
            let below = Matrix::from_fn(x.nrows(), x.ncols(), |row, cell| {
                (0..x.ncols()).filter(|other| together(cell, *other)).map(|other| x[(row, other)]).sum()
            });
            ratios(&part, &x, &below)
        }
    }
}
