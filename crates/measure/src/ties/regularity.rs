//! Regularity: is the account part of more of the owner's active days than its sessions would make it by chance?
//!
//! Under the null, within each week, which of the owner's sessions include the account is a matter of chance: all choices
//! of that many of the week's sessions are alike. How many active days then include it has an exact distribution, week by
//! week (sessions drawn without replacement from days), and over all weeks by convolution; no random numbers are needed.
//! One-sided, because more days than chance is what a habit looks like. A correlate of feeling dependent, not a measure
//! of it.

use std::collections::BTreeMap;

/// The owner's sessions: for each, the day that it began.
#[derive(Debug, Clone)]
pub struct Sessions {
    /// First and last quarter of an hour of each session, in order.
    spans: Vec<(i64, i64)>,
    days: Vec<i32>,
    /// Days with at least one session.
    active_days: usize,
    /// Sessions of each active day, by week.
    weeks: BTreeMap<i32, Vec<u32>>,
    /// Distributions that were worked out before, by week and number of sessions chosen: accounts share them.
    by_chance: BTreeMap<(i32, u32), Vec<f64>>,
    /// ln n! for every number of sessions that a week has.
    ln_factorials: Vec<f64>,
}

/// The result for one account.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Regularity {
    /// Share of the owner's active days that include the account, 0 to 1.
    pub share_of_days: f64,
    /// The same under chance.
    pub by_chance: f64,
    /// One-sided, before correction.
    pub p: f64,
}

impl Sessions {
    /// From sessions in minutes since 1970 (start and end, both inside), in order.
    pub fn new(minutes: &[(i64, i64)]) -> Self {
        let days: Vec<i32> = minutes.iter().map(|(start, _)| start.div_euclid(1440) as i32).collect();
        let mut distinct = days.clone();
        distinct.dedup();
        let spans = minutes.iter().map(|(start, end)| (start.div_euclid(15), end.div_euclid(15))).collect();
        let mut weeks: BTreeMap<i32, Vec<u32>> = BTreeMap::new();
        for day in days.chunk_by(|day, next| day == next) {
            weeks.entry(week_of(day[0])).or_default().push(day.len() as u32);
        }
        let most = weeks.values().map(|of_days| of_days.iter().sum::<u32>()).max().unwrap_or(0);
        let ln_factorials = (0..=most).map(|n| libm::lgamma(f64::from(n) + 1.0)).collect();
        Self { spans, days, active_days: distinct.len(), weeks, by_chance: BTreeMap::new(), ln_factorials }
    }

    /// Which sessions include an account, by the quarters of an hour of its acts. A quarter belongs to one session only:
    /// sessions are further apart than that.
    fn including(&self, quarters: &[i64]) -> Vec<usize> {
        let mut including = Vec::new();
        let mut from = 0;
        for &quarter in quarters {
            while self.spans.get(from).is_some_and(|(_, end)| *end < quarter) {
                from += 1;
            }
            if self.spans.get(from).is_some_and(|(start, _)| *start <= quarter)
                && including.last() != Some(&from)
            {
                including.push(from);
            }
        }
        including
    }

    /// Tests one account, by the quarters of an hour (in order, since 1970) of its acts.
    pub fn test(&mut self, quarters: &[i64]) -> Option<Regularity> {
        let including = self.including(quarters);
        if including.is_empty() || self.active_days == 0 {
            return None;
        }
        let mut days_with = including.iter().map(|&session| self.days[session]).collect::<Vec<_>>();
        let mut chosen: BTreeMap<i32, u32> = BTreeMap::new();
        for &day in &days_with {
            *chosen.entry(week_of(day)).or_default() += 1;
        }
        days_with.dedup();
        let mut chance = vec![1.0];
        for (week, chosen) in chosen {
            let sessions = self.weeks.get(&week).map(Vec::as_slice).unwrap_or_default();
            let days = self
                .by_chance
                .entry((week, chosen))
                .or_insert_with(|| days_by_chance(sessions, chosen, &self.ln_factorials));
            chance = convolve(&chance, days);
        }
        let observed = days_with.len();
        let mean: f64 = chance.iter().enumerate().map(|(days, p)| days as f64 * p).sum();
        let p = chance.iter().skip(observed).sum::<f64>().min(1.0);
        let all = self.active_days as f64;
        Some(Regularity { share_of_days: observed as f64 / all, by_chance: mean / all, p })
    }
}

/// The week that a day belongs to, from Monday.
pub const fn week_of(day: i32) -> i32 {
    (day + 3).div_euclid(7)
}

/// The probability of each number of days, of a week, when `chosen` of its sessions are drawn by chance; `of_days` are the
/// sessions of each of its active days, `ln_factorials` reach to their sum.
fn days_by_chance(of_days: &[u32], chosen: u32, ln_factorials: &[f64]) -> Vec<f64> {
    let (chosen, days) = (chosen as usize, of_days.len());
    // ways[drawn * row + days hit], scaled by the number of ways to draw that many: numbers stay near 1.
    let row = days + 1;
    let mut ways = vec![0.0; (chosen + 1) * row];
    ways[0] = 1.0;
    let mut before = 0_u32;
    for (hit_before, &sessions) in of_days.iter().enumerate() {
        let mut next = vec![0.0; ways.len()];
        for drawn in 0..=chosen.min((before + sessions) as usize) {
            for here in 0..=drawn.min(sessions as usize) {
                let earlier = drawn - here;
                if earlier > before as usize {
                    continue;
                }
                let weight = hypergeometric(before, sessions, drawn as u32, here as u32, ln_factorials);
                for hit in 0..=hit_before.min(days) {
                    let to = hit + usize::from(here > 0);
                    next[drawn * row + to] += ways[earlier * row + hit] * weight;
                }
            }
        }
        ways = next;
        before += sessions;
    }
    // Sessions fall on no more days than there are of them.
    ways[chosen * row..][..=chosen.min(days)].to_vec()
}

/// P(`here` of `drawn` come from the `sessions` and the rest from the `before`).
fn hypergeometric(before: u32, sessions: u32, drawn: u32, here: u32, ln_factorials: &[f64]) -> f64 {
    let ln_factorial = |n: u32| ln_factorials[n as usize];
    let ln_choose = |n: u32, k: u32| ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k);
    let log =
        ln_choose(sessions, here) + ln_choose(before, drawn - here) - ln_choose(before + sessions, drawn);
    libm::exp(log)
}

fn convolve(left: &[f64], right: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; left.len() + right.len() - 1];
    // The long one runs innermost: the processor takes several of its values at once.
    for (from, b) in right.iter().enumerate().rev() {
        for (sum, a) in sum[from..].iter_mut().zip(left) {
            *sum += a * b;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sessions at the given hours of consecutive days, from a Monday.
    fn sessions(days: &[&[i64]]) -> Sessions {
        let monday = 19_723 * 1440;
        let spans: Vec<(i64, i64)> = days
            .iter()
            .enumerate()
            .flat_map(|(day, hours)| hours.iter().map(move |hour| monday + day as i64 * 1440 + hour * 60))
            .map(|start| (start, start + 20))
            .collect();
        Sessions::new(&spans)
    }

    fn quarter(day: i64, hour: i64) -> i64 {
        (19_723 + day) * 96 + hour * 4
    }

    #[test]
    fn chance_is_counted_exactly() {
        // Two days with two sessions each; two of the four include the account. By chance both fall on one day in 2 of 6 ways.
        let mut all = sessions(&[&[8, 20], &[8, 20]]);
        let both_days = all.test(&[quarter(0, 8), quarter(1, 8)]).unwrap();
        let one_day = all.test(&[quarter(0, 8), quarter(0, 20)]).unwrap();
        assert!((both_days.by_chance - (2.0 - 1.0 / 3.0) / 2.0).abs() < 1e-12, "{both_days:?}");
        assert!((both_days.p - 2.0 / 3.0).abs() < 1e-12 && (one_day.p - 1.0).abs() < 1e-12);
        assert!((both_days.share_of_days - 1.0).abs() < 1e-12 && (one_day.share_of_days - 0.5).abs() < 1e-12);
    }

    #[test]
    fn a_habit_of_every_day_shows() {
        let five: &[i64] = &[6, 10, 14, 18, 22];
        let days: Vec<&[i64]> = (0..84).map(|_| five).collect();
        let mut all = sessions(&days);
        let daily: Vec<i64> = (0..84).map(|day| quarter(day, 10)).collect();
        assert!(all.test(&daily).unwrap().p < 1e-9);
        let now_and_then: Vec<i64> = (0..84).step_by(4).map(|day| quarter(day, 10)).collect();
        assert!(all.test(&now_and_then).unwrap().p > 0.05);
    }
}
