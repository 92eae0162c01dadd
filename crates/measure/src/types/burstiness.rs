//! Whether items come in bursts.
//!
//! K.-I. Goh and A.-L. Barabasi, "Burstiness and memory in complex systems", EPL 81 (2008), in the form that is fair to
//! short series: E.-K. Kim and H.-H. Jo, "Measuring burstiness for finite event sequences", Physical Review E 94 (2016).
//! -1 is a clock, 0 is chance, 1 is all at once. The daily rhythm alone makes a series look bursty; without it, time runs
//! by how much is usually posted at that hour (H.-H. Jo and others, New Journal of Physics 14, 2012).

use super::time::DayCounts;
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

/// Measures the times of items (seconds since 1970, in order); nothing with too few items or days.
pub fn measure(times: &[u32], parameters: &BurstinessParameters) -> Option<Burstiness> {
    let days = times.chunk_by(|one, next| one / DAY == next / DAY).count();
    if times.len() < parameters.least_items || days < parameters.least_days {
        return None;
    }
    let raw = of(times.iter().map(|&time| f64::from(time)))?;
    Some(Burstiness { raw, without_rhythm: of(by_rhythm(times))?, items: times.len(), days })
}

/// Seconds of a day.
const DAY: u32 = 86_400;

fn of(times: impl Iterator<Item = f64> + Clone) -> Option<f64> {
    // Worked out twice rather than kept: there may be millions.
    let gaps = times.clone().zip(times.skip(1)).map(|(one, next)| next - one);
    let n = gaps.clone().count() as f64;
    let mean = gaps.clone().sum::<f64>() / n;
    if mean <= 0.0 {
        return None;
    }
    let variance = gaps.map(|gap| (gap - mean) * (gap - mean)).sum::<f64>() / n;
    let r = variance.sqrt() / mean;
    let (more, less) = ((n + 1.0).sqrt(), (n - 1.0).sqrt());
    Some((more * r - less) / ((more - 2.0) * r + less))
}

/// Times on a clock that runs by how much is posted at each hour of the day.
fn by_rhythm(times: &[u32]) -> impl Iterator<Item = f64> + Clone {
    // One in every hour keeps the clock from standing still.
    let mut hours = [1.0_f64; 24];
    for time in times {
        hours[(time % DAY / 3600) as usize] += 1.0;
    }
    let all: f64 = hours.iter().sum();
    let mut before = [0.0_f64; 25];
    for (hour, count) in hours.iter().enumerate() {
        before[hour + 1] = before[hour] + count / all;
    }
    let on_clock = move |time: &u32| {
        let (day, second) = (time / DAY, time % DAY);
        let (hour, part) = ((second / 3600) as usize, f64::from(second % 3600) / 3600.0);
        (f64::from(day) + before[hour] + part * (before[hour + 1] - before[hour])) * f64::from(DAY)
    };
    times.iter().map(on_clock)
}

/// The share of items in the busiest part of the days of a window.
pub fn busiest(items: &DayCounts, window: (i32, i32), part: f64) -> Option<f64> {
    let mut by_day: Vec<usize> = items.counts().collect();
    let all: usize = by_day.iter().sum();
    by_day.sort_unstable_by(|a, b| b.cmp(a));
    let days = (f64::from(window.1 - window.0 + 1) * part).ceil() as usize;
    (all > 0).then(|| by_day.iter().take(days).sum::<usize>() as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parameters() -> BurstinessParameters {
        BurstinessParameters { least_items: 30, least_days: 20, busiest_days: 0.1 }
    }

    #[test]
    fn a_clock_and_bursts_lie_at_the_ends() {
        let clock: Vec<u32> = (0..60).map(|day| day * 86_400 + 36_000).collect();
        let measured = measure(&clock, &parameters()).unwrap();
        assert!((measured.raw + 1.0).abs() < 1e-9, "{measured:?}");
        let bursts: Vec<u32> =
            (0..21).flat_map(|day| (0..20).map(move |n| day * 864_000 + 36_000 + n * 61)).collect();
        assert!(measure(&bursts, &parameters()).unwrap().raw > 0.5);
        assert_eq!(measure(&clock[..29], &parameters()), None);
    }

    #[test]
    fn a_daily_rhythm_is_removed() {
        // Twelve items in the afternoon of each day, evenly: bursty only because nights are long.
        let afternoons: Vec<u32> =
            (0..40).flat_map(|day| (0..12).map(move |n| day * 86_400 + 50_000 + n * 1200)).collect();
        let measured = measure(&afternoons, &parameters()).unwrap();
        assert!(measured.raw > measured.without_rhythm + 0.3, "{measured:?}");
    }

    #[test]
    fn the_busiest_days_hold_most() {
        let items = |counts: &[(i32, u32)]| DayCounts::new(counts.iter().copied().collect());
        assert_eq!(busiest(&items(&[(1, 8), (2, 1), (3, 1)]), (1, 10), 0.1), Some(0.8));
        assert_eq!(busiest(&items(&[]), (1, 10), 0.1), None);
    }
}
