//! When the owner was there: a bit for each minute of each day, by platform.
//!
//! Memory: 12 KB for each platform and 64 days, whatever the number of events.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use event::{Direction, Event, Platform, minute_of};

const WORDS: usize = 23;
/// Minutes of a day.
pub const DAY: usize = 1440;

/// The minutes of one day, as bits.
#[derive(Clone, PartialEq, Eq)]
pub struct Minutes([u64; WORDS]);

impl Default for Minutes {
    fn default() -> Self {
        Self([0; WORDS])
    }
}

impl Minutes {
    fn set(&mut self, minute: usize) {
        if let Some(word) = self.0.get_mut(minute / 64) {
            *word |= 1 << (minute % 64);
        }
    }

    /// Adds the minutes of another.
    pub fn add(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(other.0) {
            *word |= more;
        }
    }

    fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// How many minutes there are.
    pub fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    /// The minutes, in order.
    pub fn each(self) -> impl Iterator<Item = u32> {
        let of_word = |(word, at): (u64, u32)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let bit = (rest != 0).then(|| rest.trailing_zeros())?;
                rest &= rest - 1;
                Some(64 * at + bit)
            })
        };
        self.0.into_iter().zip(0..).flat_map(of_word)
    }
}

/// Days that are kept beside each other: the fewer searches in a map, the faster an event is taken.
const BLOCK: i32 = 64;

#[derive(Clone)]
struct Block([Minutes; BLOCK as usize]);

impl Default for Block {
    fn default() -> Self {
        Self(std::array::from_fn(|_| Minutes::default()))
    }
}

/// When the owner was there, on each platform and day (UTC).
#[derive(Clone, Default)]
pub struct Presence {
    /// By the number of the block, counted from 1970-01-01.
    blocks: BTreeMap<(Platform, i32), Box<Block>>,
}

impl Presence {
    /// Takes the minute of an act of the owner, or all minutes of a measured interval. Events of others, and times that are
    /// known no better than to the day, say nothing.
    pub fn update(&mut self, event: &Event<'_>) {
        if !matches!(event.direction, Direction::Outgoing | Direction::Own) {
            return;
        }
        let Some(time) = event.at.within_a_minute() else { return };
        let from = minute_of(time);
        // An interval of a day or more is no interval that anybody spent online.
        let seconds = event.duration_s.filter(|&seconds| seconds < 86_400).unwrap_or(0);
        let to = (time.as_second() + seconds as i64 - i64::from(seconds > 0)).div_euclid(60).max(from);
        for minute in from..=to {
            let day = minute.div_euclid(DAY as i64) as i32;
            let block = self.blocks.entry((event.platform(), day.div_euclid(BLOCK))).or_default();
            block.0[day.rem_euclid(BLOCK) as usize].set(minute.rem_euclid(DAY as i64) as usize);
        }
    }

    /// Adds what another saw.
    pub fn merge(&mut self, other: Self) {
        for (key, block) in other.blocks {
            let days = self.blocks.entry(key).or_default().0.iter_mut();
            days.zip(&block.0).for_each(|(minutes, more)| minutes.add(more));
        }
    }

    /// The platforms that the owner was seen on.
    pub fn platforms(&self) -> Vec<Platform> {
        let mut platforms: Vec<Platform> = self.blocks.keys().map(|(platform, _)| *platform).collect();
        platforms.dedup();
        platforms
    }

    /// The first and the last day on a platform.
    pub fn span(&self, platform: Platform) -> Option<(i32, i32)> {
        let mut days = self.on(platform).map(|(day, _)| day);
        let first = days.next()?;
        Some((first, days.next_back().unwrap_or(first)))
    }

    /// The days on a platform, in order.
    pub fn on(&self, platform: Platform) -> impl DoubleEndedIterator<Item = (i32, &Minutes)> {
        let blocks = self.blocks.range((platform, i32::MIN)..=(platform, i32::MAX));
        let days = blocks.flat_map(|((_, block), days)| {
            days.0.iter().enumerate().map(move |(at, minutes)| (block * BLOCK + at as i32, minutes))
        });
        days.filter(|(_, minutes)| !minutes.is_empty())
    }

    /// All minutes on the given platforms, as minutes since 1970, in order and each once, from a day up to before another.
    /// `wanted` says which days of a platform count.
    pub fn minutes(
        &self,
        platforms: &[Platform],
        days: Range<i32>,
        wanted: impl Fn(Platform, i32) -> bool,
    ) -> impl Iterator<Item = i64> {
        self.days(platforms, days, wanted).flat_map(|(day, minutes)| {
            let start = i64::from(day) * DAY as i64;
            minutes.each().map(move |minute| start + i64::from(minute))
        })
    }

    /// The same by day.
    pub fn days(
        &self,
        platforms: &[Platform],
        days: Range<i32>,
        wanted: impl Fn(Platform, i32) -> bool,
    ) -> impl Iterator<Item = (i32, Minutes)> {
        let there = self.blocks.keys().filter(|(platform, _)| platforms.contains(platform));
        let blocks: BTreeSet<i32> = there.map(|(_, block)| *block).collect();
        let all = blocks.into_iter().flat_map(|block| (0..BLOCK).map(move |day| block * BLOCK + day));
        all.filter(move |day| days.contains(day)).map(move |day| {
            let mut union = Minutes::default();
            let seen = platforms.iter().filter(|platform| wanted(**platform, day));
            seen.filter_map(|platform| self.of_day(*platform, day)).for_each(|more| union.add(more));
            (day, union)
        })
    }

    fn of_day(&self, platform: Platform, day: i32) -> Option<&Minutes> {
        let block = self.blocks.get(&(platform, day.div_euclid(BLOCK)))?;
        block.0.get(day.rem_euclid(BLOCK) as usize)
    }
}

/// Cuts minutes into sessions: runs in which no two neighbours are more than `gap` minutes apart. Start and end minute of
/// each, both inside.
pub fn sessions(minutes: impl Iterator<Item = i64>, gap: u32) -> Vec<(i64, i64)> {
    sessions_by_gap(minutes, &[gap]).pop().unwrap_or_default()
}

/// The same by each of several gaps.
pub fn sessions_by_gap(minutes: impl Iterator<Item = i64>, gaps: &[u32]) -> Vec<Vec<(i64, i64)>> {
    let mut by_gap: Vec<Vec<(i64, i64)>> = vec![Vec::new(); gaps.len()];
    for minute in minutes {
        for (sessions, gap) in by_gap.iter_mut().zip(gaps) {
            match sessions.last_mut() {
                Some((_, end)) if minute - *end <= i64::from(*gap) => *end = minute,
                _ => sessions.push((minute, minute)),
            }
        }
    }
    by_gap
}

#[cfg(test)]
mod tests {
    use event::{At, Channel, Kind, Mode, Origin, Reverse};

    use super::*;

    static SPENT: Channel = Channel::new(Platform::X, Kind::Session, "", Mode::Recent, Reverse::None);

    fn presence(acts: &[(&str, u64)]) -> Presence {
        let mut presence = Presence::default();
        for (at, seconds) in acts {
            let at = At::second(at.parse().unwrap());
            let mut event = Event::new(&SPENT, Direction::Own, at, Origin::default());
            event.duration_s = Some(*seconds).filter(|&seconds| seconds > 0);
            presence.update(&event);
        }
        presence
    }

    #[test]
    fn minutes_are_counted_once_and_intervals_cross_midnight() {
        let seen = presence(&[
            ("2024-01-01T10:00:05Z", 0),
            ("2024-01-01T10:00:55Z", 0),
            ("2024-01-01T23:59:30Z", 90),
            ("2024-01-01T10:00:00Z", 60),
        ]);
        let days: Vec<u32> = seen.on(Platform::X).map(|(_, minutes)| minutes.count()).collect();
        assert_eq!(days, [2, 1]);
        assert_eq!(seen.span(Platform::X), Some((19_723, 19_724)));
    }

    #[test]
    fn sessions_end_at_gaps() {
        assert_eq!(sessions([0, 3, 9, 30].into_iter(), 6), [(0, 9), (30, 30)]);
        assert!(sessions(std::iter::empty(), 5).is_empty());
    }
}
