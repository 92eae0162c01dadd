//! What "the quantile" means where weights jump over it.

use crate::SurveyError;
use crate::spline::between;

/// A rule, as Hyndman and Fan (1996) number them, with weights in place of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Type 1: the smallest value with at least `p` of the weight at or below it. Always a value of the sample.
    Lower,
    /// Type 2: the same, but the mean of two neighbours where exactly `p` lies at or below the first, as in school.
    School,
    /// Type 3: the same as type 1, but at a tie the value of even rank among the distinct ones.
    Nearest,
    /// Type 4: between neighbours by the weight at or below.
    Linear4,
    /// Type 5: between midpoints of the weights.
    Linear5,
    /// Type 6.
    Linear6,
    /// Type 7, which is R's for unweighted data.
    Linear7,
    /// Type 8, about median-unbiased.
    Linear8,
    /// Type 9, about unbiased for normal data.
    Linear9,
    /// Shah and Vaish (2006): the largest value whose midpoint of weights, scaled to a mean of 1, is at most `p`.
    ShahVaish,
    /// What R's `survey` 4.5 has under that name: it halves the weight that is not scaled. Its values may lie outside of their
    /// own interval. There to compare with R.
    ShahVaishInR,
}

/// The `p` quantile of values with weights; those of weight 0 are left out. Range: `0 <= p <= 1`. Unit: that of the values.
///
/// # Errors
/// When there is no value with a weight, one is missing, or `p` is out of range.
///
/// ```
/// use survey::quantile::{Rule, quantile};
/// assert_eq!(quantile(&[3.0, 1.0, 2.0, 4.0], &[1.0; 4], 0.5, Rule::School).unwrap(), 2.5);
/// assert_eq!(quantile(&[3.0, 1.0, 2.0, 4.0], &[5.0, 1.0, 1.0, 1.0], 0.5, Rule::Lower).unwrap(), 3.0);
/// ```
pub fn quantile(values: &[f64], weights: &[f64], p: f64, rule: Rule) -> Result<f64, SurveyError> {
    if values.len() != weights.len() {
        let (found, expected) = (weights.len(), values.len());
        return Err(SurveyError::Length { what: "the weights", found, expected });
    }
    if p.is_nan() || !(0.0..=1.0).contains(&p) {
        return Err(SurveyError::OutOfRange { what: "the share of a quantile", expected: "0 to 1" });
    }
    let mut pairs: Vec<(f64, f64)> =
        values.iter().copied().zip(weights.iter().copied()).filter(|(_, weight)| *weight != 0.0).collect();
    if pairs.is_empty() {
        return Err(SurveyError::NoRows);
    }
    if let Some(row) = pairs.iter().position(|(value, _)| value.is_nan()) {
        return Err(SurveyError::MissingValue { column: 0, row });
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
    if pairs.len() == 1 {
        return Ok(pairs[0].0);
    }
    Ok(match rule {
        Rule::Lower | Rule::School | Rule::Nearest | Rule::Linear4 => stepped(pairs, p, rule),
        Rule::ShahVaish | Rule::ShahVaishInR => shah_vaish(&pairs, p, rule),
        rule => linear(&pairs, p, rule),
    })
}

/// Values, and what of the weight lies at or below each.
fn cumulated(pairs: &[(f64, f64)]) -> (Vec<f64>, f64) {
    let mut so_far = crate::sums::Sum::default();
    let below: Vec<f64> = pairs
        .iter()
        .map(|(_, weight)| {
            so_far.add(*weight);
            so_far.value()
        })
        .collect();
    (below, so_far.value())
}

fn stepped(mut pairs: Vec<(f64, f64)>, p: f64, rule: Rule) -> f64 {
    if rule == Rule::Nearest {
        // Ranks are those of distinct values.
        pairs.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
    }
    let (below, total) = cumulated(&pairs);
    let low = below.iter().rposition(|weight| *weight <= p * total).unwrap_or(0);
    let high = (low + 1).min(pairs.len() - 1);
    let (short, over) = (p - below[low] / total, below[high] / total - p);
    let (down, up) = (pairs[low].0, pairs[high].0);
    match rule {
        Rule::School if short <= 0.0 => 0.5 * (down + up),
        Rule::Nearest if short <= 0.0 && (low + 1).is_multiple_of(2) => down,
        Rule::Lower if short <= 0.0 => down,
        Rule::Linear4 if short + over > 0.0 => {
            let part = (short / (short + over)).max(0.0);
            down * (1.0 - part) + up * part
        }
        _ => up,
    }
}

fn linear(pairs: &[(f64, f64)], p: f64, rule: Rule) -> f64 {
    let (below, total) = cumulated(pairs);
    let n = pairs.len();
    let last = pairs[n - 1].1;
    let before = |i: usize| if i == 0 { 0.0 } else { below[i - 1] };
    let place = |i: usize| match rule {
        Rule::Linear5 => (below[i] - pairs[i].1 / 2.0) / total,
        Rule::Linear6 => below[i] / (total + last),
        Rule::Linear7 => before(i) / below[n - 2],
        Rule::Linear8 => (before(i) / 3.0 + below[i] * 2.0 / 3.0) / (total + last / 3.0),
        _ => (before(i) * 3.0 / 8.0 + below[i] * 5.0 / 8.0) / (total + last / 4.0),
    };
    let points: Vec<(f64, f64)> =
        pairs.iter().enumerate().map(|(i, (value, _))| (place(i), *value)).collect();
    if p <= points[0].0 { pairs[0].0 } else { between(&points, p).unwrap_or(pairs[n - 1].0) }
}

fn shah_vaish(pairs: &[(f64, f64)], p: f64, rule: Rule) -> f64 {
    let (below, total) = cumulated(pairs);
    let n = pairs.len() as f64;
    let mean = total / n;
    let place = |i: usize| {
        let own = if rule == Rule::ShahVaish { pairs[i].1 / mean } else { pairs[i].1 };
        (below[i] / mean + 0.5 - own / 2.0) / (n + 1.0)
    };
    let mut points: Vec<(f64, f64)> =
        pairs.iter().enumerate().map(|(i, (value, _))| (place(i), *value)).collect();
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let at = points.partition_point(|point| point.0 <= p).saturating_sub(1);
    points[at].1
}

/// Type 7 of sorted values without weights.
pub fn between_ranks(sorted: &[f64], q: f64) -> f64 {
    let place = q * (sorted.len() - 1) as f64;
    let (low, part) = (place.floor() as usize, place.fract());
    let high = (low + 1).min(sorted.len() - 1);
    sorted[low] + part * (sorted[high] - sorted[low])
}
