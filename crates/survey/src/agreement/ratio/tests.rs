//! Of exact amounts, of classes by hand, of what says nothing, and how often intervals hold the truth.

use super::*;
use crate::agreement::Scale;
use crate::design::{DesignBuilder, Stage};
use crate::draws::Draws;

fn simple(weights: Vec<f64>) -> Design {
    DesignBuilder::new(vec![Stage::rows(weights.len())]).weights(weights).build().unwrap()
}

/// A standard normal, by its quantile.
fn normal(draws: &mut Draws) -> f64 {
    crate::distribution::normal_quantile(draws.share().clamp(1e-12, 1.0 - 1e-12))
}

/// Edges of the classes of hours a day.
const EDGES: [f64; 9] = [0.0, 1.0 / 6.0, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, f64::INFINITY];

fn class(hours: f64) -> (f64, f64) {
    let at = EDGES.iter().rposition(|edge| *edge <= hours).unwrap().min(EDGES.len() - 2);
    (EDGES[at], EDGES[at + 1])
}

/// With exact amounts the likelihood has a closed form: weighted mean and standard deviation of the logs.
#[test]
fn exact_amounts_give_weighted_mean_and_spread() {
    let asked = [1.0, 2.5, 0.7, 4.0, 3.0];
    let traced = [1.1, 1.5, 0.9, 2.0, 1.0];
    let weights = vec![1.0, 2.0, 1.5, 0.5, 3.0];
    let pairs: Vec<Option<Pair>> =
        asked.iter().zip(traced).map(|(a, t)| Pair::of_amounts((*a, *a), (t, t))).collect();
    let design = simple(weights.clone());
    let found = log_ratio(&design, &pairs).unwrap();
    let logs: Vec<f64> = asked.iter().zip(traced).map(|(a, t)| libm::log(a / t)).collect();
    let size: f64 = weights.iter().sum();
    let mean: f64 = logs.iter().zip(&weights).map(|(l, w)| l * w).sum::<f64>() / size;
    let variance: f64 =
        logs.iter().zip(&weights).map(|(l, w)| w * (l - mean) * (l - mean)).sum::<f64>() / size;
    assert!((found.values[0] - mean).abs() < 1e-9);
    assert!((found.values[1] - 0.5 * libm::log(variance)).abs() < 1e-9);
    let linear = crate::linear::means(&design, &crate::matrix::columns(&[&logs]).unwrap()).unwrap();
    for row in 0..5 {
        assert!((found.influence[(row, 0)] - linear.influence[(row, 0)]).abs() < 1e-7);
    }
}

/// A log ratio that is below 0 for 3 of 10 people and above for 7, with a known spread between two more bounds, solved by hand:
/// two free shares, two parameters, so that the fitted shares are the observed ones.
#[test]
fn three_classes_are_met_exactly() {
    let mut pairs = Vec::new();
    for (count, asked) in [(30, (0.0, 1.0)), (50, (1.0, 2.0)), (20, (2.0, f64::INFINITY))] {
        pairs.extend(std::iter::repeat_n(Pair::of_amounts(asked, (1.0, 1.0)), count));
    }
    let found = log_ratio(&simple(vec![1.0; 100]), &pairs).unwrap();
    let q = crate::distribution::normal_quantile;
    let sd = libm::log(2.0) / (q(0.8) - q(0.3));
    assert!((libm::exp(found.values[1]) - sd).abs() < 1e-8);
    assert!((found.values[0] + sd * q(0.3)).abs() < 1e-8);
}

#[test]
fn what_says_nothing_is_not_known() {
    for (asked, traced) in [
        ((0.0, f64::INFINITY), (1.0, 1.0)),
        ((6.0, f64::INFINITY), (2.0, f64::INFINITY)),
        ((f64::NAN, 2.0), (1.0, 1.0)),
        ((1.0, 2.0), (3.0, 2.0)),
        ((1.0, 2.0), (0.0, 0.0)),
        ((1.0, 2.0), (0.0, f64::INFINITY)),
    ] {
        assert_eq!(Pair::of_amounts(asked, traced), None, "{asked:?} {traced:?}");
    }
    let pairs = [Pair::of_amounts((1.0, 2.0), (1.0, 1.0)), None];
    let error = log_ratio(&simple(vec![1.0, 1.0]), &pairs).unwrap_err();
    assert_eq!(error, SurveyError::MissingValue { column: 0, row: 1 });
}

/// Everybody in one class by one trace: the spread cannot be told, which is an error and no number.
#[test]
fn a_spread_that_cannot_be_told_is_an_error() {
    let pairs = vec![Pair::of_amounts((1.0, 2.0), (1.0, 1.0)); 20];
    assert!(log_ratio(&simple(vec![1.0; 20]), &pairs).is_err());
}

/// Over-reporting by 40% of hours in classes, traces between bounds for a third of people, people in clusters that share how
/// much they over-report, weights that hang on the hours: 95% intervals cover.
#[test]
fn intervals_cover_under_clusters_weights_and_bounds() {
    let (truth, sd) = (libm::log(1.4), 0.5);
    let (clusters, each, times) = (60, 6, 200);
    let mut covered = 0;
    for time in 0..times {
        let mut draws = Draws::new(1000 + time);
        let (mut pairs, mut units, mut weights) = (Vec::new(), Vec::new(), Vec::new());
        for cluster in 0..clusters {
            let shared = 0.2 * normal(&mut draws);
            for _ in 0..each {
                let log_traced = 0.3 + 0.7 * normal(&mut draws);
                let own = (sd * sd - 0.04_f64).sqrt() * normal(&mut draws);
                let asked = class(libm::exp(log_traced + truth + shared + own));
                let traced = if draws.share() < 0.33 {
                    let below = 0.6 * draws.share();
                    (libm::exp(log_traced - below), libm::exp(log_traced - below + 0.6))
                } else {
                    (libm::exp(log_traced), libm::exp(log_traced))
                };
                pairs.push(Pair::of_amounts(asked, traced));
                units.push(cluster);
                weights.push(if log_traced > 0.3 { 1.0 } else { 2.0 });
            }
        }
        let design = DesignBuilder::new(vec![Stage::of(units)]).weights(weights).build().unwrap();
        let found = limits(&log_ratio(&design, &pairs).unwrap(), 0.95);
        let df = design.degrees_of_freedom();
        let (low, high) = found.found(&design, &[Scale::Plain; 3], df, 0.95).unwrap()[0].interval.unwrap();
        covered += u32::from(low <= truth && truth <= high);
    }
    assert!((180..=199).contains(&covered), "{covered} of {times}");
}
