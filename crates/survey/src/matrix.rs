//! Small dense matrices, and the few operations that estimators need.

use crate::SurveyError;

/// A dense matrix, column by column: rows of a sample by columns, or a covariance.
pub type Matrix = nalgebra::DMatrix<f64>;

/// Columns as a matrix, one row for each row of the sample.
///
/// # Errors
/// When the columns differ in length.
///
/// ```
/// let x = survey::matrix::columns(&[&[1.0, 2.0], &[3.0, 4.0]]).unwrap();
/// assert_eq!((x.nrows(), x.ncols(), x[(1, 0)]), (2, 2, 2.0));
/// ```
pub fn columns(columns: &[&[f64]]) -> Result<Matrix, SurveyError> {
    let rows = columns.first().map_or(0, |column| column.len());
    for column in columns {
        if column.len() != rows {
            return Err(SurveyError::Length { what: "a column", found: column.len(), expected: rows });
        }
    }
    Ok(Matrix::from_fn(rows, columns.len(), |row, column| columns[column][row]))
}

/// Codes as 0/1 columns, one for each of `levels` categories; a code of `levels` or more has no column, as has a missing one.
pub fn indicators(codes: &[u32], levels: usize) -> Matrix {
    Matrix::from_fn(codes.len(), levels, |row, level| f64::from(u8::from(codes[row] as usize == level)))
}

/// Which rows have a value in every column.
pub fn complete(x: &Matrix) -> Vec<bool> {
    (0..x.nrows()).map(|row| x.row(row).iter().all(|value| !value.is_nan())).collect()
}

/// All columns of `left`, then all of `right`.
pub fn beside(left: &Matrix, right: &Matrix) -> Matrix {
    let split = left.ncols();
    Matrix::from_fn(left.nrows(), split + right.ncols(), |row, column| {
        if column < split { left[(row, column)] } else { right[(row, column - split)] }
    })
}

/// `x'y`, each entry summed in the order of the rows.
pub fn cross(x: &Matrix, y: &Matrix) -> Matrix {
    Matrix::from_fn(x.ncols(), y.ncols(), |i, j| {
        x.column(i).iter().zip(y.column(j).iter()).map(|(a, b)| a * b).sum()
    })
}

/// `x'Wy` for weights of the rows.
pub fn weighted_cross(x: &Matrix, weights: &[f64], y: &Matrix) -> Matrix {
    Matrix::from_fn(x.ncols(), y.ncols(), |i, j| {
        let product = |row: usize| match weights[row] {
            0.0 => 0.0,
            weight => weight * x[(row, i)] * y[(row, j)],
        };
        (0..x.nrows()).map(product).sum()
    })
}

/// The inverse of a symmetric positive definite matrix.
///
/// # Errors
/// When it is not positive definite.
pub fn inverse(matrix: &Matrix, what: &'static str) -> Result<Matrix, SurveyError> {
    // Scaled to a unit diagonal first, so that columns in different units do not look dependent.
    let scale: Vec<f64> = (0..matrix.nrows()).map(|i| matrix[(i, i)].sqrt()).collect();
    if scale.iter().any(|scale| scale.is_nan() || *scale <= 0.0) {
        return Err(SurveyError::Singular { what });
    }
    let scaled =
        Matrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| matrix[(i, j)] / (scale[i] * scale[j]));
    let Some(factor) = scaled.cholesky() else { return Err(SurveyError::Singular { what }) };
    let lower = factor.l_dirty();
    if (0..lower.nrows()).any(|i| lower[(i, i)] < 1e-7) {
        return Err(SurveyError::Singular { what });
    }
    let inverse = factor.inverse();
    Ok(Matrix::from_fn(matrix.nrows(), matrix.ncols(), |i, j| inverse[(i, j)] / (scale[i] * scale[j])))
}

/// Eigenvalues of `a⁻¹b` for symmetric positive definite `a` and symmetric `b`, from the largest down.
///
/// # Errors
/// When `a` is not positive definite.
pub fn relative_eigenvalues(a: &Matrix, b: &Matrix, what: &'static str) -> Result<Vec<f64>, SurveyError> {
    let factor = a.clone().cholesky().ok_or(SurveyError::Singular { what })?;
    let lower = factor.l();
    let half = lower.solve_lower_triangular(b).ok_or(SurveyError::Singular { what })?;
    let whole = lower.solve_lower_triangular(&half.transpose()).ok_or(SurveyError::Singular { what })?;
    let symmetric = (&whole + whole.transpose()) * 0.5;
    let mut values: Vec<f64> = symmetric.symmetric_eigenvalues().iter().copied().collect();
    values.sort_by(|a, b| b.total_cmp(a));
    Ok(values)
}

/// An orthonormal basis of the columns, those that depend on earlier ones left out (Gram-Schmidt, done twice; a column is
/// dependent when less than `tolerance` of its length is left).
pub fn basis(x: &Matrix, tolerance: f64) -> Matrix {
    let mut kept: Vec<nalgebra::DVector<f64>> = Vec::new();
    for column in x.column_iter() {
        let mut rest = column.into_owned();
        let length = rest.norm();
        for _ in 0..2 {
            for direction in &kept {
                let part = direction.dot(&rest);
                rest.axpy(-part, direction, 1.0);
            }
        }
        let left = rest.norm();
        if length > 0.0 && left > tolerance * length {
            kept.push(rest / left);
        }
    }
    Matrix::from_fn(x.nrows(), kept.len(), |row, column| kept[column][row])
}
