//! Where one value stands among those of a population.

use crate::Measure;

/// Between which parts of the people a value stands. What lies beyond the outermost quantiles that are published is not told apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// At least this part of the people has no more; nothing where the value lies below all quantiles.
    pub above: Option<f64>,
    /// At most this part has less; nothing where it lies above all.
    pub below: Option<f64>,
}

/// Where a value stands by the quantiles of a measure; nothing where it has none. A quantile counts as passed where the value
/// exceeds the upper bound of its interval, so that no more is said than the sample can tell.
///
/// ```
/// use reference::{Base, Evidence, Measure, Quantile, stand};
/// let quantile = |at, value| Quantile { at, value, low: Some(value * 0.9), high: Some(value * 1.1) };
/// let measure = Measure {
///     id: "traced_posts".into(),
///     label: "Posts a day".into(),
///     evidence: Evidence::Traced,
///     of: String::new(),
///     base: Base { unweighted: 500, effective: 400.0, small: false },
///     shares: Vec::new(),
///     quantiles: vec![quantile(0.25, 0.2), quantile(0.5, 1.0), quantile(0.75, 3.0)],
/// };
/// let standing = stand(&measure, 2.0).unwrap();
/// assert_eq!((standing.above, standing.below), (Some(0.5), Some(0.75)));
/// // Too close to the middle to be told from it.
/// let standing = stand(&measure, 1.05).unwrap();
/// assert_eq!((standing.above, standing.below), (Some(0.25), Some(0.75)));
/// ```
pub fn stand(measure: &Measure, value: f64) -> Option<Standing> {
    if measure.quantiles.is_empty() || !value.is_finite() {
        return None;
    }
    let passed = |quantile: &&crate::Quantile| quantile.high.is_some_and(|high| value > high);
    let before = |quantile: &&crate::Quantile| quantile.low.is_some_and(|low| value < low);
    Some(Standing {
        above: measure.quantiles.iter().rev().find(passed).map(|quantile| quantile.at),
        below: measure.quantiles.iter().find(before).map(|quantile| quantile.at),
    })
}
