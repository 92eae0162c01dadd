//! Whether items come in bursts.
//!
//! K.-I. Goh and A.-L. Barabasi, "Burstiness and memory in complex systems", EPL 81 (2008), in the form that is fair to
//! short series: E.-K. Kim and H.-H. Jo, "Measuring burstiness for finite event sequences", Physical Review E 94 (2016).
//! -1 is a clock, 0 is chance, 1 is all at once. The daily rhythm alone makes a series look bursty; without it, time runs
//! by how much is usually posted at that hour (H.-H. Jo and others, New Journal of Physics 14, 2012).

use crate::parameters::BurstinessParameters;

/// How bursty the items are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Burstiness {
    /// As they came, -1 to 1.
    pub raw: f64,
    /// With the daily rhythm removed, -1 to 1.
    pub without_rhythm: f64,
    pub items: usize,
    pub days: usize,
}

/// Measures the times of items (seconds, in order); nothing with too few items or days.
pub fn measure(times: &[i64], parameters: &BurstinessParameters) -> Option<Burstiness> {
    let mut days: Vec<i64> = times.iter().map(|time| time.div_euclid(86_400)).collect();
    days.dedup();
    if times.len() < parameters.least_items || days.len() < parameters.least_days {
        return None;
    }
    let raw: Vec<f64> = times.iter().map(|&time| time as f64).collect();
    let even = by_rhythm(times);
    Some(Burstiness { raw: of(&raw)?, without_rhythm: of(&even)?, items: times.len(), days: days.len() })
}

fn of(times: &[f64]) -> Option<f64> {
    let gaps: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    let n = gaps.len() as f64;
    let mean = gaps.iter().sum::<f64>() / n;
    if mean <= 0.0 {
        return None;
    }
    let variance = gaps.iter().map(|gap| (gap - mean) * (gap - mean)).sum::<f64>() / n;
    let r = variance.sqrt() / mean;
    let (more, less) = ((n + 1.0).sqrt(), (n - 1.0).sqrt());
    Some((more * r - less) / ((more - 2.0) * r + less))
}

/// Times on a clock that runs by how much is posted at each hour of the day.
fn by_rhythm(times: &[i64]) -> Vec<f64> {
    // One in every hour keeps the clock from standing still.
    let mut hours = [1.0_f64; 24];
    for time in times {
        hours[(time.rem_euclid(86_400) / 3600) as usize] += 1.0;
    }
    let all: f64 = hours.iter().sum();
    let mut before = [0.0_f64; 25];
    for (hour, count) in hours.iter().enumerate() {
        before[hour + 1] = before[hour] + count / all;
    }
    let on_clock = |time: &i64| {
        let (day, second) = (time.div_euclid(86_400), time.rem_euclid(86_400));
        let (hour, part) = ((second / 3600) as usize, (second % 3600) as f64 / 3600.0);
        (day as f64 + before[hour] + part * (before[hour + 1] - before[hour])) * 86_400.0
    };
    times.iter().map(on_clock).collect()
}

/// The share of items in the busiest part of the days of a window. `items` are days, in order.
pub fn busiest(items: &[i32], window: (i32, i32), part: f64) -> Option<f64> {
    if items.is_empty() {
        return None;
    }
    let mut by_day: Vec<usize> = items.chunk_by(|a, b| a == b).map(<[i32]>::len).collect();
    by_day.sort_unstable_by(|a, b| b.cmp(a));
    let days = (f64::from(window.1 - window.0 + 1) * part).ceil() as usize;
    Some(by_day.iter().take(days).sum::<usize>() as f64 / items.len() as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters() -> BurstinessParameters {
        BurstinessParameters { least_items: 30, least_days: 20, busiest_days: 0.1 }
    }

    #[test]
    fn a_clock_and_bursts_lie_at_the_ends() {
        let clock: Vec<i64> = (0..60).map(|day| day * 86_400 + 36_000).collect();
        let measured = measure(&clock, &parameters()).unwrap();
        assert!((measured.raw + 1.0).abs() < 1e-9, "{measured:?}");
        let bursts: Vec<i64> =
            (0..21).flat_map(|day| (0..20).map(move |n| day * 864_000 + 36_000 + n * 61)).collect();
        assert!(measure(&bursts, &parameters()).unwrap().raw > 0.5);
        assert_eq!(measure(&clock[..29], &parameters()), None);
    }

    #[test]
    fn a_daily_rhythm_is_removed() {
        // Twelve items in the afternoon of each day, evenly: bursty only because nights are long.
        let afternoons: Vec<i64> =
            (0..40).flat_map(|day| (0..12).map(move |n| day * 86_400 + 50_000 + n * 1200)).collect();
        let measured = measure(&afternoons, &parameters()).unwrap();
        assert!(measured.raw > measured.without_rhythm + 0.3, "{measured:?}");
    }

    #[test]
    fn the_busiest_days_hold_most() {
        let items = [1, 1, 1, 1, 1, 1, 1, 1, 2, 3];
        assert_eq!(busiest(&items, (1, 10), 0.1), Some(0.8));
        assert_eq!(busiest(&[], (1, 10), 0.1), None);
    }
}
