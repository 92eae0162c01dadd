//! Hours online per calendar day, between a lower and an upper bound.
//!
//! The lower bound counts minutes that are certain: measured intervals and minutes with an act. The upper bound joins acts
//! that are no further apart than a gap into sessions, and is infinite where nothing consumed is exported.

use std::collections::{BTreeMap, BTreeSet};

use event::Platform;
use jiff::civil::Date;

use crate::numbers::Draws;
use crate::presence::{DAY, Presence, sessions_by_gap};

/// Hours per calendar day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hours {
    pub low: f64,
    /// Nothing for infinity.
    pub high: Option<f64>,
}

/// Minutes of each day of a window: certain ones, and within sessions by each gap.
pub struct DailyMinutes {
    first: i32,
    certain: Vec<u32>,
    by_gap: Vec<(u32, Vec<u32>)>,
}

impl DailyMinutes {
    /// Counts the minutes on the platforms in a window (first and last day, both inside). `measured` are the days of which a
    /// platform itself tells how long it was used: there, acts are not joined.
    pub fn new(
        presence: &Presence,
        platforms: &[Platform],
        window: (i32, i32),
        gaps: &[u32],
        measured: &BTreeMap<Platform, BTreeSet<i32>>,
    ) -> Self {
        let days = usize::try_from(window.1 - window.0 + 1).unwrap_or(0);
        let within = window.0..window.1 + 1;
        let index = |day: i32| usize::try_from(day - window.0).ok();
        let mut certain = vec![0; days];
        for (day, minutes) in presence.days(platforms, within.clone(), |_, _| true) {
            if let Some(count) = index(day).and_then(|index| certain.get_mut(index)) {
                *count = minutes.count();
            }
        }
        let is_measured =
            |platform, day| measured.get(&platform).is_some_and(|days: &BTreeSet<i32>| days.contains(&day));
        let to_join =
            presence.minutes(platforms, within.clone(), |platform, day| !is_measured(platform, day));
        let filled = |joined: Vec<(i64, i64)>| {
            let mut filled = vec![0; days];
            joined.iter().for_each(|(start, end)| add(&mut filled, window.0, *start, *end));
            let mut session = joined.iter().peekable();
            for minute in presence.minutes(platforms, within.clone(), is_measured) {
                while session.next_if(|(_, end)| *end < minute).is_some() {}
                if session.peek().is_none_or(|(start, _)| *start > minute) {
                    add(&mut filled, window.0, minute, minute);
                }
            }
            filled
        };
        let by_gap = sessions_by_gap(to_join, gaps).into_iter().map(filled);
        Self { first: window.0, certain, by_gap: gaps.iter().copied().zip(by_gap).collect() }
    }

    fn sum(&self, minutes: &[u32], (from, to): (i32, i32)) -> u32 {
        let index = |day: i32| usize::try_from(day - self.first).unwrap_or(0).min(minutes.len());
        minutes[index(from)..index(to + 1)].iter().sum()
    }

    /// Hours per day in a part of the window. `unseen` are hours per day to add to each upper bound; nothing where the
    /// upper bound is infinite.
    pub fn hours(&self, part: (i32, i32), unseen: Option<&[f64]>) -> Hours {
        let high = unseen.map(|unseen| widest(&self.rates_by_gap(part)) + widest(unseen));
        Hours { low: self.per_day(&self.certain, part), high }
    }

    /// The upper bound by each gap.
    pub fn upper_by_gap(&self, part: (i32, i32), unseen: Option<&[f64]>) -> Vec<(u32, Option<f64>)> {
        let rates = self.rates_by_gap(part);
        let upper = |index: usize| unseen.map(|unseen| rates[index] + unseen[index]);
        self.by_gap.iter().enumerate().map(|(index, (gap, _))| (*gap, upper(index))).collect()
    }

    /// Hours per day in sessions by each gap, in a part of the window.
    pub fn rates_by_gap(&self, part: (i32, i32)) -> Vec<f64> {
        self.by_gap.iter().map(|(_, minutes)| self.per_day(minutes, part)).collect()
    }

    fn per_day(&self, minutes: &[u32], part: (i32, i32)) -> f64 {
        f64::from(self.sum(minutes, part)) / 60.0 / f64::from(part.1 - part.0 + 1)
    }
}

/// Of hours by gap, those by the widest gap: the wider it is, the more there are.
pub fn widest(hours: &[f64]) -> f64 {
    hours.iter().copied().fold(0.0, f64::max)
}

/// Adds the minutes from `start` to `end` (both inside) to their days.
fn add(days: &mut [u32], first: i32, start: i64, end: i64) {
    let mut at = start;
    while at <= end {
        let day = at.div_euclid(DAY as i64);
        let last_of_day = (day + 1) * DAY as i64 - 1;
        let until = end.min(last_of_day);
        if let Some(count) =
            usize::try_from(day - i64::from(first)).ok().and_then(|index| days.get_mut(index))
        {
            *count += (until - at + 1) as u32;
        }
        at = until + 1;
    }
}

/// Sums of whole weeks, counted back from the end of the window, so that the newest days are in.
pub struct WeeklySums {
    /// Certain minutes, minutes by the widest gap, items.
    weeks: Vec<(u32, u32, u32)>,
}

impl WeeklySums {
    /// Sums up a window.
    pub fn new(daily: &DailyMinutes, items: &DayCounts, window: (i32, i32)) -> Self {
        let widest = daily.by_gap.iter().max_by_key(|(gap, _)| *gap).map(|(_, minutes)| minutes.as_slice());
        let mut weeks = Vec::new();
        let mut last = window.1;
        while last - 6 >= window.0 {
            let week = (last - 6, last);
            let count = items.within(week) as u32;
            weeks.push((daily.sum(&daily.certain, week), daily.sum(widest.unwrap_or_default(), week), count));
            last -= 7;
        }
        Self { weeks }
    }

    /// How many whole weeks there are.
    pub const fn weeks(&self) -> usize {
        self.weeks.len()
    }

    /// Hours and items per day over as many weeks as there are, drawn with replacement.
    /// `unseen` as in [`DailyMinutes::hours`]; it stands for no week in particular.
    pub fn resample(&self, unseen: Option<f64>, draws: &mut Draws) -> (Hours, f64) {
        let (mut certain, mut filled, mut items) = (0_u64, 0_u64, 0_u64);
        for _ in &self.weeks {
            let week = self.weeks[draws.index(self.weeks.len())];
            certain += u64::from(week.0);
            filled += u64::from(week.1);
            items += u64::from(week.2);
        }
        let days = 7.0 * self.weeks.len() as f64;
        let hours = |minutes: u64| minutes as f64 / 60.0 / days;
        (
            Hours { low: hours(certain), high: unseen.map(|unseen| hours(filled) + unseen) },
            items as f64 / days,
        )
    }
}

/// How many there are of each day.
pub struct DayCounts(BTreeMap<i32, u32>);

impl DayCounts {
    /// By day since 1970.
    pub const fn new(counts: BTreeMap<i32, u32>) -> Self {
        Self(counts)
    }

    /// How many lie in a window, both ends inside.
    pub fn within(&self, window: (i32, i32)) -> usize {
        if window.0 > window.1 {
            return 0;
        }
        self.0.range(window.0..=window.1).map(|(_, count)| *count as usize).sum()
    }

    /// The counts, in order of days.
    pub fn counts(&self) -> impl Iterator<Item = usize> {
        self.0.values().map(|count| *count as usize)
    }
}

/// The calendar months of a window: year, month, first and last day inside it.
pub fn months(window: (i32, i32)) -> Vec<(i16, i8, i32, i32)> {
    let mut months = Vec::new();
    let mut first = window.0;
    while first <= window.1 {
        let Some(date) = date_of(first) else { break };
        let last = first + i32::from(date.days_in_month() - date.day());
        months.push((date.year(), date.month(), first, last.min(window.1)));
        first = last + 1;
    }
    months
}

/// The date of a day counted from 1970-01-01.
pub fn date_of(day: i32) -> Option<Date> {
    Date::new(1970, 1, 1).ok()?.checked_add(jiff::Span::new().try_days(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_cut_at_the_window() {
        // 2024-01-30 to 2024-03-02.
        let window = (19_752, 19_784);
        assert_eq!(
            months(window),
            [(2024, 1, 19_752, 19_753), (2024, 2, 19_754, 19_782), (2024, 3, 19_783, 19_784)]
        );
        assert_eq!(date_of(-1).unwrap().to_string(), "1969-12-31");
    }

    #[test]
    fn minutes_over_midnight_belong_to_both_days() {
        let mut days = [0; 2];
        add(&mut days, 10, 10 * 1440 + 1430, 11 * 1440 + 4);
        assert_eq!(days, [10, 5]);
    }
}
