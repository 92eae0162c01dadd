//! One factor behind the items of a scale, by maximum likelihood, and McDonald's omega.

use crate::{Matrix, SurveyError};

/// A model `Σ = λλ' + diag(ψ)`.
#[derive(Debug, Clone, PartialEq)]
pub struct OneFactor {
    /// `λ`, in the units of the items; their sum is above 0.
    pub loadings: Vec<f64>,
    /// `ψ`; below 0 for an item that the model fits too well (a Heywood case), which then should not be trusted.
    pub uniquenesses: Vec<f64>,
    /// `(Σ λ)² / ((Σ λ)² + Σ ψ)`: the share of the sum's variance that the factor explains. McDonald (1999). Range: 0 to 1.
    pub omega: f64,
    /// `n` times the discrepancy, about chi-squared where the model holds.
    pub chi_squared: f64,
    pub df: f64,
    pub log_likelihood: f64,
}

const STEPS: usize = 500;

/// Fits one factor to a covariance matrix with the divisor `n - 1`, of `rows` persons. Jöreskog (1969), by scoring.
///
/// # Errors
/// When there are fewer than three items or the covariance is singular.
///
/// ```
/// let covariance = survey::Matrix::from_fn(4, 4, |i, j| if i == j { 1.0 } else { 0.49 });
/// let found = survey::factor::one_factor(&covariance, 1000).unwrap();
/// assert!((found.loadings[0] - 0.7 * (0.999_f64).sqrt()).abs() < 1e-9);
/// ```
pub fn one_factor(covariance: &Matrix, rows: usize) -> Result<OneFactor, SurveyError> {
    let items = covariance.nrows();
    if items < 3 || covariance.ncols() != items {
        return Err(SurveyError::TooFew { what: "items of a factor", found: items, least: 3 });
    }
    if rows < 2 {
        return Err(SurveyError::TooFew { what: "persons", found: rows, least: 2 });
    }
    let n = rows as f64;
    let s = covariance * ((n - 1.0) / n);
    let whole = log_determinant(&s).ok_or(SurveyError::Singular { what: "the items of a factor" })?;
    let mut at = start(&s);
    let mut loss = discrepancy(&s, &at).ok_or(SurveyError::Singular { what: "the items of a factor" })?;
    let mut left = f64::INFINITY;
    for _ in 0..STEPS {
        let step = scoring(&s, &at)?;
        left =
            step.iter().zip(at.iter()).map(|(step, at)| step.abs() / (at.abs() + 1e-3)).fold(0.0, f64::max);
        let mut part = 1.0;
        loop {
            let tried = &at - &step * part;
            let next = discrepancy(&s, &tried);
            if let Some(next) = next.filter(|next| *next <= loss + 1e-13 * loss.abs().max(1.0)) {
                (at, loss) = (tried, next);
                break;
            }
            part /= 2.0;
            if part < 1e-10 {
                break;
            }
        }
        if left < 1e-11 || part < 1e-10 {
            break;
        }
    }
    if left > 1e-7 {
        return Err(SurveyError::NotSettled { what: "the factor model", steps: STEPS, left });
    }
    Ok(finished(&at, loss, whole, n))
}

fn finished(at: &nalgebra::DVector<f64>, loss: f64, whole: f64, n: f64) -> OneFactor {
    let items = at.len() / 2;
    let sign = if at.rows(0, items).sum() < 0.0 { -1.0 } else { 1.0 };
    let loadings: Vec<f64> = at.iter().take(items).map(|value| sign * value).collect();
    let uniquenesses: Vec<f64> = at.iter().skip(items).copied().collect();
    let common = loadings.iter().sum::<f64>() * loadings.iter().sum::<f64>();
    let count = items as f64;
    OneFactor {
        omega: common / (common + uniquenesses.iter().sum::<f64>()),
        chi_squared: n * (loss - whole - count),
        df: count * (count + 1.0) / 2.0 - 2.0 * count,
        log_likelihood: -0.5 * n * (count * libm::log(2.0 * std::f64::consts::PI) + loss),
        loadings,
        uniquenesses,
    }
}

fn log_determinant(matrix: &Matrix) -> Option<f64> {
    let lower = matrix.clone().cholesky()?.l();
    Some(2.0 * (0..lower.nrows()).map(|i| libm::log(lower[(i, i)])).sum::<f64>())
}

/// The first principal component, shrunk.
fn start(s: &Matrix) -> nalgebra::DVector<f64> {
    let items = s.nrows();
    let decomposed = s.clone().symmetric_eigen();
    let largest = decomposed.eigenvalues.imax();
    let size = (0.7 * decomposed.eigenvalues[largest]).max(0.0).sqrt();
    let loading = |item: usize| size * decomposed.eigenvectors[(item, largest)];
    nalgebra::DVector::from_fn(2 * items, |place, _| match place {
        place if place < items => loading(place),
        place => (s[(place - items, place - items)] - loading(place - items) * loading(place - items))
            .max(0.1 * s[(place - items, place - items)]),
    })
}

fn implied(at: &nalgebra::DVector<f64>) -> Matrix {
    let items = at.len() / 2;
    Matrix::from_fn(items, items, |i, j| at[i] * at[j] + if i == j { at[items + i] } else { 0.0 })
}

/// `log |Σ| + tr(S Σ⁻¹)`; nothing where Σ is no covariance.
fn discrepancy(s: &Matrix, at: &nalgebra::DVector<f64>) -> Option<f64> {
    let implied = implied(at);
    let log = log_determinant(&implied)?;
    let inverse = implied.cholesky()?.inverse();
    Some(log + s.component_mul(&inverse).sum())
}

/// A step: the gradient by the expected curvature.
fn scoring(s: &Matrix, at: &nalgebra::DVector<f64>) -> Result<nalgebra::DVector<f64>, SurveyError> {
    let items = s.nrows();
    let singular = SurveyError::Singular { what: "the items of a factor" };
    let implied = implied(at);
    let a = implied.clone().cholesky().ok_or(singular.clone())?.inverse();
    let off = &a * (implied - s) * &a;
    let loadings = at.rows(0, items).into_owned();
    let (turned, pull) = (&a * &loadings, &off * &loadings);
    let strength = loadings.dot(&turned);
    let gradient = nalgebra::DVector::from_fn(2 * items, |place, _| match place {
        place if place < items => 2.0 * pull[place],
        place => off[(place - items, place - items)],
    });
    let curvature = Matrix::from_fn(2 * items, 2 * items, |i, j| {
        let (p, q) = (i % items, j % items);
        match (i < items, j < items) {
            (true, true) => 2.0 * (a[(p, q)] * strength + turned[p] * turned[q]),
            (true, false) => 2.0 * a[(p, q)] * turned[q],
            (false, true) => 2.0 * a[(p, q)] * turned[p],
            (false, false) => a[(p, q)] * a[(p, q)],
        }
    });
    curvature.lu().solve(&gradient).ok_or(singular)
}
