//! Estimates for each group of rows, with the covariances between groups.

use crate::design::Design;
use crate::linear::Linearised;
use crate::{Matrix, SurveyError};

/// An estimator for each of `groups` groups: `codes` says which group a row is in, a code of `groups` or more that it is in
/// none. Estimates stand group by group within each column: all groups of the first column, then of the second.
///
/// # Errors
/// Those of the estimator, as for a group without rows, and codes of another length than the design.
///
/// ```
/// use survey::design::{DesignBuilder, Stage};
/// use survey::{domain, linear, matrix};
/// let design = DesignBuilder::new(vec![Stage::rows(4)]).weights(vec![1.0; 4]).build().unwrap();
/// let x = matrix::columns(&[&[1.0, 2.0, 3.0, 5.0]]).unwrap();
/// let by = domain::each(&design, &[0, 0, 1, 1], 2, |part| linear::means(part, &x)).unwrap();
/// assert_eq!(by.values, [1.5, 4.0]);
/// ```
pub fn each(
    design: &Design,
    codes: &[u32],
    groups: usize,
    estimator: impl Fn(&Design) -> Result<Linearised, SurveyError>,
) -> Result<Linearised, SurveyError> {
    let mut parts = Vec::with_capacity(groups);
    for group in 0..groups {
        let inside: Vec<bool> = codes.iter().map(|code| *code as usize == group).collect();
        parts.push(estimator(&design.domain(&inside)?)?);
    }
    let columns = parts.first().map_or(0, |part| part.values.len());
    let place = |index: usize| (index % groups, index / groups);
    let values =
        (0..groups * columns).map(place).map(|(group, column)| parts[group].values[column]).collect();
    let influence = Matrix::from_fn(design.rows(), groups * columns, |row, index| {
        let (group, column) = place(index);
        parts[group].influence[(row, column)]
    });
    Ok(Linearised { values, influence })
}
