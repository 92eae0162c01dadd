//! Of which platforms and days a type speaks: each source inside its own window.

use std::collections::{BTreeMap, BTreeSet};

use event::{Kind, Platform, day_of};

use super::Setting;

/// First and last day, both inside.
pub type Window = (i32, i32);

/// Windows by platform.
pub type Windows = BTreeMap<Platform, Window>;

/// Platforms that can be spoken of together, and until when.
pub struct Scope {
    pub platforms: Vec<Platform>,
    /// The day of the export of every platform, those left out among them.
    pub ends: BTreeMap<Platform, i32>,
    /// The last day that all of them show.
    pub end: i32,
    /// Platforms whose export is too old to share four weeks with the others.
    pub left_out: Vec<Platform>,
}

/// From which day on the exports show what was consumed.
pub struct Trace {
    /// Where the shortest trace of those that reach back four weeks begins; nothing if none does.
    pub from: Option<i32>,
    /// Platforms used since then that show less than a week of it; all where none shows four.
    pub untraced: Vec<Platform>,
}

impl Scope {
    /// Finds them; nothing without a dated act of the owner.
    pub fn new(consumed: &Windows, logs: &Windows, setting: &Setting<'_>) -> Option<Self> {
        let all = setting.presence.platforms();
        let end = |platform: &Platform| {
            let told = setting.as_of.get(platform).map(|time| day_of(*time));
            let seen = setting.presence.span(*platform).map(|(_, last)| last);
            Some((*platform, told.max(seen)?))
        };
        let ends: BTreeMap<Platform, i32> = all.iter().filter_map(end).collect();
        let oldest = ends.values().min().copied()?;
        let mut scope = Self { platforms: all, ends, end: oldest, left_out: Vec::new() };
        let least = 7 * setting.parameters.weeks_for_month as i32;
        while !scope.is_of_one_age() && scope.end - scope.begin(consumed, logs, setting)? + 1 < least {
            scope.leave_out_oldest();
        }
        Some(scope)
    }

    fn is_of_one_age(&self) -> bool {
        self.platforms.iter().all(|platform| self.ends.get(platform) == Some(&self.end))
    }

    fn leave_out_oldest(&mut self) {
        let (old, newer) =
            self.platforms.iter().partition(|platform| self.ends.get(platform) <= Some(&self.end));
        self.left_out.extend::<Vec<Platform>>(old);
        self.platforms = newer;
        let ends = self.platforms.iter().filter_map(|platform| self.ends.get(platform));
        self.end = ends.min().copied().unwrap_or(self.end);
    }

    fn begin(&self, consumed: &Windows, logs: &Windows, setting: &Setting<'_>) -> Option<i32> {
        self.trace(consumed, setting).from.or_else(|| self.window(logs, setting).map(|(first, _)| first))
    }

    /// From the first act in any log, else from the first act at all.
    pub fn window(&self, logs: &Windows, setting: &Setting<'_>) -> Option<Window> {
        let first = |windows: &dyn Fn(&Platform) -> Option<Window>| {
            self.platforms.iter().filter_map(windows).map(|(first, _)| first).min()
        };
        let logged = first(&|platform| logs.get(platform).copied());
        let first = logged.or_else(|| first(&|platform| setting.presence.span(*platform)))?;
        Some((first.min(self.end), self.end))
    }

    /// The same where only logs count.
    pub fn log_window(&self, logs: &Windows) -> Option<Window> {
        let firsts = self.platforms.iter().filter_map(|platform| logs.get(platform)).map(|(first, _)| *first);
        firsts.min().filter(|first| *first <= self.end).map(|first| (first, self.end))
    }

    /// What is shown of what was consumed.
    pub fn trace(&self, consumed: &Windows, setting: &Setting<'_>) -> Trace {
        let covers = |platform: &Platform, weeks: usize| {
            let window = consumed.get(platform).zip(self.ends.get(platform));
            window.is_some_and(|((first, _), end)| end - first + 1 >= 7 * weeks as i32)
        };
        let long = self.platforms.iter().filter(|one| covers(one, setting.parameters.weeks_for_month));
        let from = long.filter_map(|platform| consumed.get(platform)).map(|(first, _)| *first).max();
        let used = |platform: &&Platform| {
            setting.presence.span(**platform).is_some_and(|(_, last)| from.is_none_or(|from| last >= from))
        };
        let untraced = |platform: &&Platform| from.is_none() || !covers(platform, 1);
        Trace { from, untraced: self.platforms.iter().filter(used).filter(untraced).copied().collect() }
    }

    /// Platforms whose posts are not in the export, so that there may be any number of them.
    pub fn unposted(&self, readable: &BTreeSet<(Platform, Kind)>) -> Vec<Platform> {
        const POSTING: [Kind; 4] = [Kind::Post, Kind::Story, Kind::Comment, Kind::Reply];
        let posts = |platform: Platform| POSTING.iter().any(|&kind| readable.contains(&(platform, kind)));
        self.platforms.iter().copied().filter(|&platform| !posts(platform)).collect()
    }
}
