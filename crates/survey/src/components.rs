//! Principal components of weighted columns.

use crate::design::Design;
use crate::linear::{check, covariances};
use crate::reliability::correlation;
use crate::{Matrix, SurveyError};

/// How weights enter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weighting {
    /// Components of the weighted covariance: those of the population.
    Covariance,
    /// Rows are multiplied by the root of their weight before columns are centred on their unweighted mean, as R's `svyprcomp`
    /// does: with unequal weights, means leak into the components. There to compare with R.
    Rows,
}

/// Components from the largest down.
#[derive(Debug, Clone, PartialEq)]
pub struct Components {
    /// Standard deviation of each component.
    pub deviations: Vec<f64>,
    /// One column for each component: how much each column of `x` weighs in it. Signs are arbitrary.
    pub rotation: Matrix,
}

/// Principal components, of correlations if `scaled`, else of covariances.
///
/// # Errors
/// When a value is missing, there are fewer than two rows, or a column does not vary and is to be scaled.
pub fn components(
    design: &Design,
    x: &Matrix,
    weighting: Weighting,
    scaled: bool,
) -> Result<Components, SurveyError> {
    check(design, x)?;
    let mut spread = match weighting {
        Weighting::Covariance => covariances(design, x)?,
        Weighting::Rows => by_rows(design, x)?,
    };
    if scaled {
        if (0..x.ncols()).any(|column| spread[(column, column)] <= 0.0) {
            return Err(SurveyError::Zero { what: "the variance of a column" });
        }
        spread = correlation(&spread);
    }
    let decomposed = spread.symmetric_eigen();
    let mut order: Vec<usize> = (0..x.ncols()).collect();
    order.sort_by(|a, b| decomposed.eigenvalues[*b].total_cmp(&decomposed.eigenvalues[*a]));
    let rotation =
        Matrix::from_fn(x.ncols(), x.ncols(), |row, column| decomposed.eigenvectors[(row, order[column])]);
    let deviations = order.iter().map(|place| decomposed.eigenvalues[*place].max(0.0).sqrt()).collect();
    Ok(Components { deviations, rotation })
}

fn by_rows(design: &Design, x: &Matrix) -> Result<Matrix, SurveyError> {
    let rows: Vec<usize> = (0..x.nrows()).filter(|row| design.weights()[*row] != 0.0).collect();
    if rows.len() < 2 {
        return Err(SurveyError::TooFew { what: "rows of a component", found: rows.len(), least: 2 });
    }
    let mean = design.weighted_base() / rows.len() as f64;
    let mut scaled = Matrix::from_fn(rows.len(), x.ncols(), |place, column| {
        (design.weights()[rows[place]] / mean).sqrt() * x[(rows[place], column)]
    });
    for mut column in scaled.column_iter_mut() {
        let centre = column.sum() / rows.len() as f64;
        column.add_scalar_mut(-centre);
    }
    Ok(crate::matrix::cross(&scaled, &scaled) / (rows.len() as f64 - 1.0))
}
