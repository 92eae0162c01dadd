//! Curves through points.

/// A cubic spline whose ends follow the cubics through the four outermost points: Forsythe, Malcolm and Moler (1977),
/// "Computer Methods for Mathematical Computations", section 4.4.
pub struct Spline {
    points: Vec<(f64, f64)>,
    /// A third of the second derivative and the like: linear, square and cubic coefficient at each point.
    coefficients: Vec<[f64; 3]>,
}

impl Spline {
    /// Through points in the order of their first number, which differ in it.
    pub fn through(points: &[(f64, f64)]) -> Self {
        let n = points.len();
        let mut coefficients = vec![[0.0; 3]; n];
        if n < 3 {
            if n == 2 {
                let slope = (points[1].1 - points[0].1) / (points[1].0 - points[0].0);
                coefficients.fill([slope, 0.0, 0.0]);
            }
            return Self { points: points.to_vec(), coefficients };
        }
        let step: Vec<f64> = points.windows(2).map(|pair| pair[1].0 - pair[0].0).collect();
        let slope: Vec<f64> =
            points.windows(2).zip(&step).map(|(pair, step)| (pair[1].1 - pair[0].1) / step).collect();
        let bend = bends(points, &step, &slope);
        for i in 0..n - 1 {
            let linear = slope[i] - step[i] * (bend[i + 1] + 2.0 * bend[i]);
            coefficients[i] = [linear, 3.0 * bend[i], (bend[i + 1] - bend[i]) / step[i]];
        }
        let linear = slope[n - 2] + step[n - 2] * (bend[n - 2] + 2.0 * bend[n - 1]);
        coefficients[n - 1] = [linear, 3.0 * bend[n - 1], coefficients[n - 2][2]];
        Self { points: points.to_vec(), coefficients }
    }

    /// Its value; beyond the ends as the outermost cubic goes on.
    pub fn at(&self, x: f64) -> f64 {
        let piece = self.points.partition_point(|point| point.0 <= x).saturating_sub(1);
        let [linear, square, cubic] = self.coefficients[piece];
        let off = x - self.points[piece].0;
        self.points[piece].1 + off * (linear + off * (square + off * cubic))
    }
}

/// The system for the second derivatives (a sixth of them), solved.
fn bends(points: &[(f64, f64)], step: &[f64], slope: &[f64]) -> Vec<f64> {
    let n = points.len();
    let mut diagonal: Vec<f64> = (0..n)
        .map(|i| match i {
            0 => -step[0],
            i if i == n - 1 => -step[n - 2],
            i => 2.0 * (step[i - 1] + step[i]),
        })
        .collect();
    let mut right: Vec<f64> =
        (0..n).map(|i| if i == 0 || i == n - 1 { 0.0 } else { slope[i] - slope[i - 1] }).collect();
    if n > 3 {
        let x = |i: usize| points[i].0;
        let first = right[2] / (x(3) - x(1)) - right[1] / (x(2) - x(0));
        let last = right[n - 2] / (x(n - 1) - x(n - 3)) - right[n - 3] / (x(n - 2) - x(n - 4));
        right[0] = first * step[0] * step[0] / (x(3) - x(0));
        right[n - 1] = -last * step[n - 2] * step[n - 2] / (x(n - 1) - x(n - 4));
    }
    for i in 1..n {
        let factor = step[i - 1] / diagonal[i - 1];
        diagonal[i] -= factor * step[i - 1];
        right[i] -= factor * right[i - 1];
    }
    right[n - 1] /= diagonal[n - 1];
    for i in (0..n - 1).rev() {
        right[i] = (right[i] - step[i] * right[i + 1]) / diagonal[i];
    }
    right
}

/// Linear interpolation between points in the order of their first number; nothing outside of them.
pub fn between(points: &[(f64, f64)], x: f64) -> Option<f64> {
    let (first, last) = (points.first()?, points.last()?);
    if x < first.0 || x > last.0 || x.is_nan() {
        return None;
    }
    let above = points.partition_point(|point| point.0 < x).max(1).min(points.len() - 1);
    let (low, high) = (points[above - 1], points[above]);
    if high.0 == low.0 {
        return Some(high.1);
    }
    Some(low.1 + (high.1 - low.1) * ((x - low.0) / (high.0 - low.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cubic_is_its_own_spline() {
        let cubic = |x: f64| 1.0 + x * (2.0 + x * (3.0 - 0.5 * x));
        let points: Vec<(f64, f64)> = [0.0, 1.0, 1.5, 3.0, 4.0].map(|x| (x, cubic(x))).to_vec();
        let spline = Spline::through(&points);
        for x in [0.2, 1.2, 2.0, 3.9] {
            assert!((spline.at(x) - cubic(x)).abs() < 1e-12, "at {x}");
        }
    }

    #[test]
    fn interpolation_does_not_leave_the_points() {
        let points = [(0.0, 1.0), (1.0, 3.0)];
        assert_eq!(between(&points, 0.5), Some(2.0));
        assert_eq!(between(&points, 1.0), Some(3.0));
        assert_eq!(between(&points, 1.1), None);
    }
}
