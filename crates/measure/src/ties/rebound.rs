//! Rebound: after the owner was away from an account for long, is there more contact than after other returns?
//!
//! For each gap the acts in the 48 hours behind the first one are counted, beside the owner's acts with everybody else in
//! the same hours; so are those behind returns after short pauses, which do not count as gaps. The ratio of the two ratios
//! is the rebound. Its error comes from a bootstrap over gaps; with few gaps the interval is Student's.
//! Evidence of what was done, not of a feeling; pauses of the account itself cannot be seen.

use crate::numbers::{Draws, quantile, student_cdf, student_quantile};
use crate::parameters::ReboundParameters;

const HOUR: i64 = 4;
const DAY: i64 = 96;

/// The result for one account.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rebound {
    /// How many times as much contact after a gap as after a short pause.
    pub ratio: f64,
    /// 95% interval.
    pub low: f64,
    pub high: f64,
    pub gaps: usize,
    /// One-sided, before correction.
    pub p: f64,
}

/// When the owner was active on a platform: quarters of an hour since 1970 with any act, and days.
pub struct Activity {
    quarters: Vec<i64>,
    days: Vec<i32>,
}

impl Activity {
    /// From minutes since 1970, in order.
    pub fn new(minutes: impl Iterator<Item = i64>) -> Self {
        let mut quarters: Vec<i64> = Vec::new();
        for quarter in minutes.map(|minute| minute.div_euclid(15)) {
            if quarters.last() != Some(&quarter) {
                quarters.push(quarter);
            }
        }
        let mut days: Vec<i32> = quarters.iter().map(|quarter| quarter.div_euclid(DAY) as i32).collect();
        days.dedup();
        Self { quarters, days }
    }

    /// The quarter of an hour behind the last one.
    pub fn end(&self) -> i64 {
        self.quarters.last().map_or(0, |quarter| quarter + 1)
    }

    fn quarters_in(&self, from: i64, to: i64) -> usize {
        count_in(&self.quarters, from, to)
    }

    fn days_in(&self, from: i32, to: i32) -> usize {
        self.days.partition_point(|&day| day < to) - self.days.partition_point(|&day| day < from)
    }
}

fn count_in(quarters: &[i64], from: i64, to: i64) -> usize {
    quarters.partition_point(|&quarter| quarter < to) - quarters.partition_point(|&quarter| quarter < from)
}

/// What followed one return: quarters of an hour with contact, and with acts towards others.
#[derive(Clone, Copy, Default)]
struct Return {
    contact: u32,
    others: u32,
}

/// Whether an account can have enough gaps, by how many quarters of an hour there are with an act (or more than that): few of its
/// pauses are longer than a high quantile of them, and most accounts have few pauses.
pub fn is_possible(quarters: usize, parameters: &ReboundParameters) -> bool {
    let pauses = quarters.saturating_sub(1) as f64;
    let above = ((pauses - 1.0) * (1.0 - parameters.gap_quantile)).ceil();
    above >= parameters.least_gaps as f64
}

/// Tests one account, by the quarters of an hour (in order, since 1970) of its acts, up to before `end`.
pub fn test(contact: &[i64], owner: &Activity, end: i64, parameters: &ReboundParameters) -> Option<Rebound> {
    let pauses: Vec<f64> = contact.windows(2).map(|pair| (pair[1] - pair[0]) as f64 / DAY as f64).collect();
    let mut sorted = pauses.clone();
    sorted.sort_by(f64::total_cmp);
    let gap = quantile(&sorted, parameters.gap_quantile)?.max(parameters.gap_days);
    // Most accounts have too few gaps, whatever followed them.
    if sorted.len() - sorted.partition_point(|&pause| pause <= gap) < parameters.least_gaps {
        return None;
    }
    let window = i64::from(parameters.window_hours) * HOUR;
    let seen = |first: i64| {
        let with = count_in(contact, first + 1, first + window);
        let all = owner.quarters_in(first + 1, first + window);
        Return { contact: with as u32, others: all.saturating_sub(with) as u32 }
    };
    let (mut after_gap, mut after_pause) = (Vec::new(), Vec::new());
    for (pair, pause) in contact.windows(2).zip(&pauses) {
        let (before, first) = (pair[0], pair[1]);
        // The window must be over by the end of the export, and begin with the first contact of its day.
        if first + window > end || first.div_euclid(DAY) == before.div_euclid(DAY) {
            continue;
        }
        if *pause > gap && was_there(owner, before, first, parameters.owner_active_share) {
            after_gap.push(seen(first));
        } else if *pause <= gap && *pause * DAY as f64 >= window as f64 {
            // Only returns after a pause as long as the window: their hours do not run into each other.
            after_pause.push(seen(first));
        }
    }
    if after_gap.len() < parameters.least_gaps || after_pause.len() < parameters.least_gaps {
        return None;
    }
    Some(compare(&after_gap, &after_pause, parameters))
}

/// Whether the owner was active on the platform on enough of the days between.
fn was_there(owner: &Activity, before: i64, first: i64, share: f64) -> bool {
    let (from, to) = (before.div_euclid(DAY) as i32 + 1, first.div_euclid(DAY) as i32);
    to > from && owner.days_in(from, to) as f64 >= share * f64::from(to - from)
}

/// ln of contact per act towards others, over all returns. The half keeps empty windows finite.
fn log_rate(returns: impl Iterator<Item = Return>) -> f64 {
    let sum = returns.fold(Return::default(), |sum, one| Return {
        contact: sum.contact + one.contact,
        others: sum.others + one.others,
    });
    libm::log((f64::from(sum.contact) + 0.5) / (f64::from(sum.others) + 0.5))
}

fn compare(after_gap: &[Return], after_pause: &[Return], parameters: &ReboundParameters) -> Rebound {
    let effect = log_rate(after_gap.iter().copied()) - log_rate(after_pause.iter().copied());
    let mut draws = Draws::new(parameters.seed);
    let drawn: Vec<f64> = (0..parameters.draws)
        .map(|_| {
            let mut resample =
                |returns: &[Return]| log_rate(returns.iter().map(|_| returns[draws.index(returns.len())]));
            let gaps = resample(after_gap);
            gaps - resample(after_pause)
        })
        .collect();
    let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
    let spread =
        drawn.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (drawn.len() - 1) as f64;
    // A resample of n values varies by (n - 1)/n too little.
    let n = after_gap.len() as f64;
    let error = libm::sqrt(spread * n / (n - 1.0)).max(1e-9);
    let reach = student_quantile(0.975, n - 1.0) * error;
    Rebound {
        ratio: libm::exp(effect),
        low: libm::exp(effect - reach),
        high: libm::exp(effect + reach),
        gaps: after_gap.len(),
        p: 1.0 - student_cdf(effect / error, n - 1.0),
    }
}
