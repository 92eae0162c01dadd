//! Intervals by the scaled binomial likelihood, exactly and as R reads them off a grid.

use crate::distribution::{f_upper, normal_cdf};
use crate::roots::decreasing;
use crate::spline::Spline;

use super::expit;

/// How far the logit of a proportion may move: `2 Σ w log-likelihood` lost, by its dispersion, at most `t² λ`; `λ` is the
/// variance under the design by that under simple random sampling.
struct Profile {
    p: f64,
    rows: f64,
    centre: f64,
}

impl Profile {
    fn new(p: f64, rows: f64) -> Self {
        Self { p, rows, centre: libm::log(p / (1.0 - p)) }
    }

    /// The signed root of what is lost at a logit.
    fn root(&self, logit: f64) -> f64 {
        let at = expit(logit);
        let loss = self.p * libm::log(self.p / at) + (1.0 - self.p) * libm::log((1.0 - self.p) / (1.0 - at));
        // The dispersion of 0 and 1 around their mean is n / (n - 1).
        let scaled = (2.0 * (self.rows - 1.0) * loss).max(0.0).sqrt();
        if logit < self.centre { -scaled } else { scaled }
    }
}

/// `√λ` and the error of the logit.
fn scales(p: f64, error: f64, rows: f64) -> (f64, f64) {
    let variance = p * (1.0 - p);
    (error * (rows / variance).sqrt(), error / variance)
}

pub fn exact(p: f64, error: f64, rows: f64, t: f64) -> (f64, f64) {
    let profile = Profile::new(p, rows);
    let cut = t * scales(p, error, rows).0;
    let end = |sign: f64| {
        let far = |step: f64| profile.centre + sign * step;
        let step = decreasing(|step| cut - sign * profile.root(far(step)), 0.0, 700.0);
        expit(far(step))
    };
    (end(-1.0), end(1.0))
}

/// The interval by likelihood as R's `survey` 4.5 reads it off a spline through at most 19 points of the profile: there to
/// compare with R, from which [`exact`] differs in the fifth digit or so. `information` is what R has of the logit under
/// simple random sampling, `Σ w p (1 - p)` but for an iteration that R does not take; `t` the quantile. Range: `0 < p < 1`.
pub fn on_grid(p: f64, error: f64, rows: f64, t: f64, information: f64) -> (f64, f64) {
    let profile = Profile::new(p, rows);
    let error = scales(p, error, rows).1;
    let scale = error * information.sqrt();
    let tail = 0.5 * normal_cdf(-t * scale);
    let most = f_upper(tail, 1.0, rows - 1.0).sqrt();
    let mut points = vec![(profile.centre, 0.0)];
    for sign in [-1.0, 1.0] {
        let mut reached = 0.0_f64;
        for step in 1..10 {
            if reached.abs() >= most {
                break;
            }
            let logit = profile.centre + sign * f64::from(step) * (most / 5.0) * error;
            reached = profile.root(logit);
            points.push((logit, reached));
        }
    }
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let spline = Spline::through(&points);
    let count = 3 * points.len();
    let (first, last) = (points[0].0, points[points.len() - 1].0);
    let along = |i: usize| first + (last - first) * i as f64 / (count - 1) as f64;
    let curve: Vec<(f64, f64)> = (0..count).map(|i| (spline.at(along(i)), along(i))).collect();
    let end = |z: f64| expit(crate::spline::between(&curve, z).unwrap_or(f64::NAN));
    (end(-t * scale), end(t * scale))
}
