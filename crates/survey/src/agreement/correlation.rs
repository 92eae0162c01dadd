//! Correlations under the design: Pearson's, and Spearman's by shares of the population.
//!
//! Errors by linearisation. Spearman's knows that ranks are themselves estimated: each row also moves the ranks of all others
//! (Hoeffding 1948; Lumley and Scott 2013 for ranks under a design). Intervals are made by Fisher's z.

use crate::design::Design;
use crate::linear::{Linearised, check, means, size};
use crate::matrix::columns;
use crate::sums::Sum;
use crate::{Matrix, SurveyError};

/// Pearson's correlation: one column, -1 to 1.
///
/// # Errors
/// When a value in the domain is missing, no row is in it, or one of the two does not vary.
///
/// ```
/// use survey::agreement::correlation::pearson;
/// use survey::design::{DesignBuilder, Stage};
/// let design = DesignBuilder::new(vec![Stage::rows(3)]).weights(vec![1.0; 3]).build().unwrap();
/// let found = pearson(&design, &[1.0, 2.0, 3.0], &[2.0, 1.0, 3.0]).unwrap();
/// assert!((found.values[0] - 0.5).abs() < 1e-15);
/// ```
pub fn pearson(design: &Design, x: &[f64], y: &[f64]) -> Result<Linearised, SurveyError> {
    let middle = means(design, &columns(&[x, y])?)?.values;
    let off = |row: usize| (x[row] - middle[0], y[row] - middle[1]);
    let moments = moments(design, off)?;
    let part = |row: usize| {
        let (x, y) = off(row);
        [x * y - moments[0], x * x - moments[1], y * y - moments[2]]
    };
    correlation(design, moments, part)
}

/// Spearman's correlation of ranks, ties at the middle of their ranks: one column, -1 to 1.
///
/// # Errors
/// As [`pearson`].
pub fn spearman(design: &Design, x: &[f64], y: &[f64]) -> Result<Linearised, SurveyError> {
    check(design, &columns(&[x, y])?)?;
    let (first, second) = (Ranks::of(design, x)?, Ranks::of(design, y)?);
    let off = |row: usize| (first.shares[row] - 0.5, second.shares[row] - 0.5);
    let moments = moments(design, off)?;
    // How much each row moves the ranks of those above it.
    let lift = |ranks: &Ranks, of: &Ranks| ranks.above(|row| of.shares[row] - 0.5);
    let (x_by_y, x_by_x) = (lift(&first, &second), lift(&first, &first));
    let (y_by_x, y_by_y) = (lift(&second, &first), lift(&second, &second));
    let part = |row: usize| {
        let (x, y) = off(row);
        [
            x * y + x_by_y[row] + y_by_x[row] - 3.0 * moments[0],
            x * x + 2.0 * x_by_x[row] - 3.0 * moments[1],
            y * y + 2.0 * y_by_y[row] - 3.0 * moments[2],
        ]
    };
    correlation(design, moments, part)
}

/// Ranks as shares of the population.
struct Ranks<'a> {
    design: &'a Design,
    values: &'a [f64],
    /// Rows of the domain from the least value up.
    order: Vec<usize>,
    /// For each row the share of the population below it and half of that with its value. 0 outside of the domain.
    shares: Vec<f64>,
    size: f64,
}

impl<'a> Ranks<'a> {
    fn of(design: &'a Design, values: &'a [f64]) -> Result<Self, SurveyError> {
        let mut order: Vec<usize> = (0..values.len()).filter(|row| design.weights()[*row] != 0.0).collect();
        order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
        let mut ranks = Self { design, values, order, shares: Vec::new(), size: size(design)? };
        let above = ranks.above(|_| 1.0);
        ranks.shares = above.into_iter().map(|above| 1.0 - above).collect();
        Ok(ranks)
    }

    /// For each row the mean over the population of `f`, where it counts only above the row, and half where the value is the same.
    fn above(&self, f: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut found = vec![0.0; self.values.len()];
        let mut above = Sum::default();
        let mut runs: Vec<&[usize]> =
            self.order.chunk_by(|a, b| self.values[*a] == self.values[*b]).collect();
        runs.reverse();
        for run in runs {
            let mut same = Sum::default();
            run.iter().for_each(|row| same.add(self.design.weights()[*row] * f(*row)));
            for row in run {
                found[*row] = (above.value() + 0.5 * same.value()) / self.size;
            }
            above.add(same.value());
        }
        found
    }
}

/// Means of `xy`, `xx` and `yy` over the domain.
fn moments(design: &Design, off: impl Fn(usize) -> (f64, f64)) -> Result<[f64; 3], SurveyError> {
    let size = size(design)?;
    let mut sums = [Sum::default(), Sum::default(), Sum::default()];
    for (row, weight) in design.weights().iter().enumerate().filter(|(_, weight)| **weight != 0.0) {
        let (x, y) = off(row);
        for (sum, part) in sums.iter_mut().zip([x * y, x * x, y * y]) {
            sum.add(weight * part / size);
        }
    }
    let moments = sums.map(|sum| sum.value());
    if moments[1] <= 1e-300 || moments[2] <= 1e-300 {
        return Err(SurveyError::Zero { what: "the spread of one side of a correlation" });
    }
    Ok(moments)
}

/// `xy / √(xx yy)`, from how much each row moves the three.
fn correlation(
    design: &Design,
    [xy, xx, yy]: [f64; 3],
    part: impl Fn(usize) -> [f64; 3],
) -> Result<Linearised, SurveyError> {
    let size = size(design)?;
    let root = (xx * yy).sqrt();
    // Rounding may leave a hair above 1.
    let value = (xy / root).clamp(-1.0, 1.0);
    let influence = Matrix::from_fn(design.rows(), 1, |row, _| match design.weights()[row] {
        0.0 => 0.0,
        weight => {
            let [by_xy, by_xx, by_yy] = part(row);
            weight / size * (by_xy / root - 0.5 * value * (by_xx / xx + by_yy / yy))
        }
    });
    Ok(Linearised { values: vec![value], influence })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::agreement::Scale;
    use crate::design::{DesignBuilder, Stage};
    use crate::draws::Draws;

    fn simple(weights: Vec<f64>) -> Design {
        DesignBuilder::new(vec![Stage::rows(weights.len())]).weights(weights).build().unwrap()
    }

    /// Ranks 1, 2.5, 2.5, 4, 5 and 2, 1, 3, 5, 4, by hand: covariance 7.5 / 5 of middles, spreads 9.5 and 10.
    #[test]
    fn spearman_with_a_tie_by_hand() {
        let design = simple(vec![1.0; 5]);
        let found = spearman(&design, &[10.0, 20.0, 20.0, 30.0, 90.0], &[2.0, 1.0, 3.0, 5.0, 4.0]).unwrap();
        let (x, y) = ([1.0, 2.5, 2.5, 4.0, 5.0], [2.0, 1.0, 3.0, 5.0, 4.0]);
        let xy: f64 = x.iter().zip(y).map(|(x, y)| (x - 3.0) * (y - 3.0)).sum();
        assert!((found.values[0] - xy / (9.5_f64 * 10.0).sqrt()).abs() < 1e-14);
    }

    proptest! {
        /// Influences are the slopes by the weights; Spearman's knows ranks only; both turn with one side.
        #[test]
        fn influences_are_slopes(
            rows in proptest::collection::vec((0_u8..6, -3.0_f64..3.0, 0.5_f64..3.0), 5..30),
        ) {
            let x: Vec<f64> = rows.iter().map(|row| f64::from(row.0)).collect();
            let y: Vec<f64> = rows.iter().map(|row| row.1).collect();
            let weights: Vec<f64> = rows.iter().map(|row| row.2).collect();
            prop_assume!(x.iter().any(|value| *value != x[0]));
            type Estimator = fn(&Design, &[f64], &[f64]) -> Result<Linearised, SurveyError>;
            for estimator in [pearson as Estimator, spearman as Estimator] {
                let found = estimator(&simple(weights.clone()), &x, &y).unwrap();
                for row in 0..rows.len() {
                    let at = |by: f64| {
                        let mut moved = weights.clone();
                        moved[row] += by;
                        estimator(&simple(moved), &x, &y).unwrap().values[0]
                    };
                    let slope = (at(1e-5) - at(-1e-5)) / 2e-5;
                    prop_assert!((found.influence[(row, 0)] - weights[row] * slope).abs() < 1e-7);
                }
                let turned: Vec<f64> = y.iter().map(|value| -value).collect();
                let other = estimator(&simple(weights.clone()), &x, &turned).unwrap();
                prop_assert!((found.values[0] + other.values[0]).abs() < 1e-12);
            }
            let grown: Vec<f64> = x.iter().map(|value| libm::exp(*value)).collect();
            let design = simple(weights);
            let (plain, grown) = (spearman(&design, &x, &y).unwrap(), spearman(&design, &grown, &y).unwrap());
            prop_assert!((plain.values[0] - grown.values[0]).abs() < 1e-12);
        }
    }

    #[test]
    fn what_does_not_vary_has_no_correlation() {
        assert!(pearson(&simple(vec![1.0; 3]), &[1.0; 3], &[1.0, 2.0, 3.0]).is_err());
        assert!(spearman(&simple(vec![1.0; 3]), &[1.0; 3], &[1.0, 2.0, 3.0]).is_err());
    }

    /// Unrelated measures in clusters that share a level of one of them, with unequal weights: intervals hold 0.
    #[test]
    fn intervals_of_nothing_hold_zero() {
        let mut covered = [0, 0];
        for time in 0..300 {
            let mut draws = Draws::new(40 + time);
            let (mut x, mut y, mut units, mut weights) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            for unit in 0..50_u64 {
                let (level, other) = (draws.share(), draws.share());
                for _ in 0..6 {
                    x.push((3.0 * (draws.share() + level)).floor());
                    y.push(libm::exp(2.0 * (draws.share() + other)));
                    units.push(unit);
                    weights.push(1.0 + 2.0 * draws.share());
                }
            }
            let design = DesignBuilder::new(vec![Stage::of(units)]).weights(weights).build().unwrap();
            for (count, found) in
                covered.iter_mut().zip([pearson(&design, &x, &y), spearman(&design, &x, &y)])
            {
                let found = found.unwrap().found(&design, &[Scale::Fisher], 49.0, 0.95).unwrap();
                let (low, high) = found[0].interval.unwrap();
                *count += u32::from(low <= 0.0 && 0.0 <= high);
            }
        }
        assert!(covered.iter().all(|count| (274..=297).contains(count)), "{covered:?} of 300");
    }
}
