//! Whether two categories go together, under the design.

use super::mixture::{Tail, tail};
use crate::design::Design;
use crate::distribution::{chi_squared_tail, f_tail};
use crate::linear::{Linearised, means, totals};
use crate::matrix::{inverse, relative_eigenvalues};
use crate::{Matrix, SurveyError};

/// How independence is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statistic {
    /// Pearson's statistic by the mean design effect of the cells, as an F with Rao and Scott's (1984) second-order degrees of
    /// freedom: the one to take as a rule.
    RaoScottF,
    /// Pearson's statistic, compared with a chi-squared by the mean design effect (first order).
    RaoScottChiSquared,
    /// Koch, Freeman and Freeman's (1975) Wald test: too liberal with few degrees of freedom.
    Wald,
    /// The same with the degrees of freedom that estimating a covariance costs.
    AdjustedWald,
    /// Pearson's statistic, compared with its whole distribution under the design.
    Exact(Denominator),
    /// The same by the saddlepoint approximation.
    Saddlepoint(Denominator),
}

/// What becomes of the denominator's degrees of freedom, which are rarely whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Denominator {
    /// They stay as they are.
    Fractional,
    /// They are cut to whole ones in one of two places, as R's `survey` 4.5 does, which repeats a factor a whole number
    /// of times: p-values are too large by a hundredth of themselves, with few units by a tenth. There to compare with R.
    Whole,
}

/// What a test found.
#[derive(Debug, Clone, PartialEq)]
pub struct Tested {
    pub statistic: f64,
    /// Degrees of freedom: of a chi-squared one, of an F two, of another distribution none.
    pub df: Vec<f64>,
    /// Range: 0 to 1.
    pub p_value: f64,
}

/// The cells of a two-way table that is known by its shares, as a [`crate::tally`] finds them.
#[derive(Debug, Clone, PartialEq)]
pub struct Crossed {
    /// How many categories rows and columns have.
    pub size: (usize, usize),
    /// The share of each cell of all, rows fastest. Range: 0 to 1; they add up to 1.
    pub shares: Vec<f64>,
    /// The covariance of the shares under the design.
    pub covariance: Matrix,
    /// How many rows of the sample are in the table, unweighted.
    pub base: u64,
    /// Degrees of freedom of the whole design.
    pub df: f64,
}

impl Crossed {
    /// Tests whether rows and columns are independent, by Rao and Scott's corrections. Rows and columns without anybody are
    /// left out.
    ///
    /// # Errors
    /// When fewer than two rows or columns are left, or so few units stand behind the table that its covariance is singular;
    /// for Wald tests, which need counts.
    pub fn independence(&self, statistic: Statistic) -> Result<Tested, SurveyError> {
        if matches!(statistic, Statistic::Wald | Statistic::AdjustedWald) {
            return Err(SurveyError::NotForDesign { what: "a Wald test", design: "a table of shares" });
        }
        let (rows, columns) = margins(self.size, &self.shares);
        let kept = |sums: &[f64]| (0..sums.len()).filter(|place| sums[*place] > 0.0).collect::<Vec<_>>();
        let (rows, columns) = (kept(&rows), kept(&columns));
        if rows.len() < 2 || columns.len() < 2 {
            let found = rows.len().min(columns.len());
            return Err(SurveyError::TooFew { what: "categories of a table", found, least: 2 });
        }
        let cells: Vec<usize> =
            columns.iter().flat_map(|j| rows.iter().map(move |i| i + j * self.size.0)).collect();
        let shares: Vec<f64> = cells.iter().map(|cell| self.shares[*cell]).collect();
        let covariance =
            Matrix::from_fn(cells.len(), cells.len(), |i, j| self.covariance[(cells[i], cells[j])]);
        let size = (rows.len(), columns.len());
        let table = Self { size, shares, covariance, base: self.base, df: self.df };
        rao_scott(&table, statistic)
    }
}

/// Sums of a cell-wise vector over rows and columns of a table.
fn margins(size: (usize, usize), cells: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (mut rows, mut columns) = (vec![0.0; size.0], vec![0.0; size.1]);
    for (cell, value) in cells.iter().enumerate() {
        rows[cell % size.0] += value;
        columns[cell / size.0] += value;
    }
    (rows, columns)
}

/// A two-way table: for each row of the sample a category of each of two, from 0 on; one of `size` or more is missing.
#[derive(Debug, Clone, Copy)]
pub struct TwoWay<'a> {
    pub rows: &'a [u32],
    pub columns: &'a [u32],
    /// How many categories each has.
    pub size: (usize, usize),
}

impl TwoWay<'_> {
    fn cells(&self) -> usize {
        self.size.0 * self.size.1
    }

    /// The cell of a row of the sample, rows of the table fastest.
    fn cell(&self, row: usize) -> Option<usize> {
        let (i, j) = (self.rows[row] as usize, self.columns[row] as usize);
        (i < self.size.0 && j < self.size.1).then_some(i + j * self.size.0)
    }

    /// The design without rows that are in no cell, and a 0/1 column for each cell.
    pub(crate) fn indicators(&self, design: &Design) -> Result<(Design, Matrix), SurveyError> {
        for (what, found) in [("the rows of a table", self.rows.len()), ("its columns", self.columns.len())] {
            if found != design.rows() {
                return Err(SurveyError::Length { what, found, expected: design.rows() });
            }
        }
        if self.size.0 < 2 || self.size.1 < 2 {
            let found = self.size.0.min(self.size.1);
            return Err(SurveyError::TooFew { what: "categories of a table", found, least: 2 });
        }
        let inside: Vec<bool> = (0..design.rows()).map(|row| self.cell(row).is_some()).collect();
        let mut x = Matrix::zeros(design.rows(), self.cells());
        for row in 0..design.rows() {
            if let Some(cell) = self.cell(row) {
                x[(row, cell)] = 1.0;
            }
        }
        Ok((design.domain(&inside)?, x))
    }
}

/// Tests whether the two categories of a table are independent.
///
/// # Errors
/// When a table has fewer than two rows or columns, or so few units stand behind it that a covariance is singular.
pub fn independence(design: &Design, table: TwoWay<'_>, statistic: Statistic) -> Result<Tested, SurveyError> {
    let (part, x) = table.indicators(design)?;
    // As in R, those of the rows that are in the table.
    let df = part.degrees_of_freedom();
    match statistic {
        Statistic::Wald | Statistic::AdjustedWald => wald(&part, table, &x, df, statistic),
        _ => {
            let shares = means(&part, &x)?.estimates(&part)?;
            let (values, covariance) = (shares.values, shares.covariance);
            let base = part.base() as u64;
            rao_scott(&Crossed { size: table.size, shares: values, covariance, base, df }, statistic)
        }
    }
}

/// Pearson's statistic of proportions, times the unweighted base.
fn pearson(size: (usize, usize), shares: &[f64], base: f64) -> f64 {
    let (rows, columns) = margins(size, shares);
    let parts = shares.iter().enumerate().map(|(cell, share)| {
        let expected = rows[cell % size.0] * columns[cell / size.0];
        if expected > 0.0 { (share - expected) * (share - expected) / expected } else { 0.0 }
    });
    base * parts.sum::<f64>()
}

/// The deviance of independence against any table, `2 n Σ p log(p / p₀)`, and Pearson's statistic `n Σ (p - p₀)²/p₀`, of
/// weighted shares on the unweighted base: what a log-linear model compares.
///
/// # Errors
/// As [`independence`].
pub fn deviance(design: &Design, table: TwoWay<'_>) -> Result<(f64, f64), SurveyError> {
    let (part, x) = table.indicators(design)?;
    let shares = means(&part, &x)?.values;
    let (rows, columns) = margins(table.size, &shares);
    let base = part.base() as f64;
    let parts = shares.iter().enumerate().filter(|(_, share)| **share > 0.0).map(|(cell, share)| {
        share * libm::log(share / (rows[cell % table.size.0] * columns[cell / table.size.0]))
    });
    Ok((2.0 * base * parts.sum::<f64>(), pearson(table.size, &shares, base)))
}

fn rao_scott(table: &Crossed, statistic: Statistic) -> Result<Tested, SurveyError> {
    let (base, df) = (table.base as f64, table.df);
    let effects = effects(table)?;
    let found = pearson(table.size, &table.shares, base);
    let (sum, squares): (f64, f64) =
        (effects.iter().sum(), effects.iter().map(|effect| effect * effect).sum());
    if sum.is_nan() || sum <= 1e-9 * effects.len() as f64 {
        // Nothing varies beyond rounding, as of a question by itself.
        return Err(SurveyError::TooFew { what: "design effects above 0 for a test", found: 0, least: 1 });
    }
    let own = sum * sum / squares;
    let count = effects.len() as f64;
    let mixture = |denominator, by| {
        let below = own * df;
        match denominator {
            Denominator::Fractional => tail(found, &effects, below, by),
            Denominator::Whole => tail(found * below.floor() / below, &effects, below.floor(), by),
        }
    };
    Ok(match statistic {
        Statistic::RaoScottF => {
            let f = found / sum;
            Tested { statistic: f, df: vec![own, own * df], p_value: f_tail(f, own, own * df) }
        }
        Statistic::Exact(denominator) => {
            Tested { statistic: found, df: Vec::new(), p_value: mixture(denominator, Tail::Exact) }
        }
        Statistic::Saddlepoint(denominator) => {
            Tested { statistic: found, df: Vec::new(), p_value: mixture(denominator, Tail::Saddlepoint) }
        }
        _ => {
            let p_value = chi_squared_tail(found * count / sum, count);
            Tested { statistic: found, df: vec![count], p_value }
        }
    })
}

/// Generalised design effects: how much more the interactions vary than in a simple random sample.
fn effects(table: &Crossed) -> Result<Vec<f64>, SurveyError> {
    let (rows, columns) = table.size;
    let (shares, covariance, base) = (&table.shares, &table.covariance, table.base as f64);
    let interactions = (rows - 1) * (columns - 1);
    // Contrasts that rows and columns say nothing of: products of centred indicators.
    let centred = |at: usize, of: usize, size: usize| f64::from(u8::from(at == of)) - 1.0 / size as f64;
    let scaled = Matrix::from_fn(shares.len(), interactions, |cell, contrast| {
        let (i, j) = (contrast % (rows - 1) + 1, contrast / (rows - 1) + 1);
        let value = centred(cell % rows, i, rows) * centred(cell / rows, j, columns);
        if shares[cell] > 0.0 { value / shares[cell] } else { 0.0 }
    });
    let simple = crate::matrix::weighted_cross(&scaled, shares, &scaled) / base;
    let under_design = scaled.transpose() * covariance * &scaled;
    relative_eigenvalues(&simple, &under_design, "the table")
}

fn wald(
    design: &Design,
    table: TwoWay<'_>,
    x: &Matrix,
    df: f64,
    statistic: Statistic,
) -> Result<Tested, SurveyError> {
    let cells = totals(design, x)?;
    let (rows, columns) = margins(table.size, &cells.values);
    let all: f64 = rows.iter().sum();
    let (count, short) = ((table.size.0 - 1) * (table.size.1 - 1), table.size.0 - 1);
    let place = |k: usize| (k % short + 1, k / short + 1);
    let values: Vec<f64> = (0..count)
        .map(|k| {
            let (i, j) = place(k);
            cells.values[i + j * table.size.0] - rows[i] * columns[j] / all
        })
        .collect();
    // The same for each row: what it adds to a cell, a row, a column and the whole.
    let influence = Matrix::from_fn(x.nrows(), count, |row, k| {
        let (i, j) = place(k);
        let weight = design.weights()[row];
        let Some(cell) = table.cell(row).filter(|_| weight != 0.0) else { return 0.0 };
        let is = |holds: bool| f64::from(u8::from(holds));
        let (in_row, in_column) = (is(cell % table.size.0 == i), is(cell / table.size.0 == j));
        weight
            * (in_row * in_column - (in_row * columns[j] + in_column * rows[i]) / all
                + rows[i] * columns[j] / (all * all))
    });
    let found = Linearised { values, influence }.estimates(design)?;
    let inverse = inverse(&found.covariance, "the covariance of a table")?;
    let y = nalgebra::DVector::from_column_slice(&found.values);
    let quadratic = (y.transpose() * inverse * y)[(0, 0)];
    let above = count as f64;
    let (f, below) = match statistic {
        Statistic::Wald => (quadratic / above, df),
        _ => (quadratic * (df - above + 1.0) / (above * df), df - above + 1.0),
    };
    if below <= 0.0 {
        return Err(SurveyError::TooFew {
            what: "degrees of freedom of a Wald test",
            found: df as usize,
            least: count,
        });
    }
    Ok(Tested { statistic: f, df: vec![above, below], p_value: f_tail(f, above, below) })
}
