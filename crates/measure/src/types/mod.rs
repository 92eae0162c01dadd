//! The five types (codebook, section 3): time online against posting.

mod burstiness;
mod posting;
mod time;

use std::collections::{BTreeMap, BTreeSet};

use event::{Direction, Event, Mode, Platform, Timestamp, day_of};

pub use burstiness::Burstiness;
use posting::Posting;
pub use time::Hours;
use time::{DailyMinutes, WeeklySums};

use crate::numbers::{Draws, quantile};
use crate::parameters::TypologyParameters;
use crate::presence::Presence;

/// The types, in the order in which the rule asks for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UserType {
    /// Traced: only "inactive here".
    Offliner,
    SavvySocial,
    BreezyPoster,
    Oversharer,
    Lurker,
}

impl UserType {
    /// The study's name for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offliner => "Offliner",
            Self::SavvySocial => "Savvy Social",
            Self::BreezyPoster => "Breezy Poster",
            Self::Oversharer => "Oversharer",
            Self::Lurker => "Lurker",
        }
    }

    /// The rule: hours a day and items a day against the two thresholds.
    pub fn of(hours: f64, posts: f64, hours_edge: f64, posts_edge: f64) -> Self {
        match (hours < hours_edge, posts < posts_edge) {
            (true, true) => Self::SavvySocial,
            (true, false) => Self::BreezyPoster,
            (false, false) => Self::Oversharer,
            (false, true) => Self::Lurker,
        }
    }
}

/// A type, or the two that the bounds of the time online leave open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    One(UserType),
    Either(UserType, UserType),
}

impl Named {
    fn of(hours: &Hours, posts: f64, hours_edge: f64, posts_edge: f64) -> Self {
        let low = UserType::of(hours.low, posts, hours_edge, posts_edge);
        let high = UserType::of(hours.high.unwrap_or(f64::INFINITY), posts, hours_edge, posts_edge);
        if low == high { Self::One(low) } else { Self::Either(low, high) }
    }

    /// Whether that type is among those named.
    pub fn holds(self, one: UserType) -> bool {
        match self {
            Self::One(named) => named == one,
            Self::Either(first, second) => first == one || second == one,
        }
    }
}

impl std::fmt::Display for Named {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::One(one) => out.write_str(one.as_str()),
            Self::Either(first, second) => write!(out, "{} or {}", first.as_str(), second.as_str()),
        }
    }
}

/// Gathers when the owner was online and what they posted.
#[derive(Clone, Default)]
pub struct Types {
    posting: Posting,
    /// First and last day with an act of the owner in a log, and with one that traces what was consumed.
    logs: BTreeMap<Platform, (i32, i32)>,
    consumed: BTreeMap<Platform, (i32, i32)>,
    /// First and last day with a measured interval: from there on the platform itself says how long.
    measured: BTreeMap<Platform, (i32, i32)>,
}

/// What has to be known of the export to finish.
pub struct Setting<'a> {
    pub parameters: &'a TypologyParameters,
    pub presence: &'a Presence,
    pub as_of: &'a BTreeMap<Platform, Timestamp>,
    /// Platforms whose export holds a trace of what was consumed, be it empty.
    pub traced: &'a BTreeSet<Platform>,
}

/// What came of it.
#[derive(Debug, Clone)]
pub struct TypesFound {
    /// The days that the type speaks of: first and last, both inside.
    pub window: (i32, i32),
    pub weeks: usize,
    /// Platforms used in the window that do not show what was consumed: if there are any, the time online has no upper
    /// bound.
    pub untraced: Vec<Platform>,
    /// Hours online per calendar day, with the upper bound by the widest gap.
    pub hours: Hours,
    /// Upper bounds by each gap rule, in minutes; nothing where nothing consumed is exported.
    pub upper_by_gap: Vec<(u32, Option<f64>)>,
    /// Items posted per calendar day in the window.
    pub posts: f64,
    pub items: u64,
    /// 95% intervals over the bootstrap of weeks: lower hours, upper hours, posts. Nothing with too few weeks.
    pub low_interval: Option<(f64, f64)>,
    pub high_interval: Option<(f64, f64)>,
    pub posts_interval: Option<(f64, f64)>,
    /// The type; nothing with fewer weeks than a month.
    pub named: Option<Named>,
    /// Shares of the bootstrap, largest first; empty with too few weeks.
    pub probabilities: Vec<(Named, f64)>,
    /// With a trace, and without an act for long.
    pub inactive: bool,
    pub last_day: i32,
    /// Hours and posts over the whole log, each platform in its own window.
    pub whole_log: Rates,
    pub by_platform: Vec<PlatformTime>,
    pub months: Vec<Month>,
    pub burstiness: Option<Burstiness>,
    /// Share of the items in the busiest tenth of the days of the log.
    pub busiest_days: Option<f64>,
    /// The type at other thresholds: hours, posts, type.
    pub grid: Vec<(f64, f64, Named)>,
}

/// Rates per calendar day over the whole log.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Rates {
    pub posts: f64,
    pub items: u64,
    pub bare_shares: f64,
    pub messages: f64,
    pub days: i32,
    /// Items without a day, which no rate can count.
    pub undated: u64,
}

/// One platform's part.
#[derive(Debug, Clone)]
pub struct PlatformTime {
    pub platform: Platform,
    pub log: Option<(i32, i32)>,
    pub consumed: Option<(i32, i32)>,
    pub hours: Option<Hours>,
}

/// One calendar month on the path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Month {
    pub year: i16,
    pub month: i8,
    pub hours: Hours,
    pub posts: f64,
    pub named: Named,
}

impl Types {
    /// Takes one event.
    pub fn update(&mut self, event: &Event<'_>) {
        if !matches!(event.direction, Direction::Outgoing | Direction::Own) {
            return;
        }
        self.posting.update(event);
        let Some(day) = event.at.day() else { return };
        if event.channel.consumption {
            widen(&mut self.consumed, event.platform(), day);
            if event.duration_s.is_some() {
                widen(&mut self.measured, event.platform(), day);
            }
        } else if event.channel.mode == Mode::Log {
            widen(&mut self.logs, event.platform(), day);
        }
    }

    /// Takes in what another gathered.
    pub fn merge(&mut self, other: Self) {
        self.posting.merge(other.posting);
        let windows = [
            (&mut self.logs, other.logs),
            (&mut self.consumed, other.consumed),
            (&mut self.measured, other.measured),
        ];
        for (mine, theirs) in windows {
            for (platform, (first, last)) in theirs {
                widen(mine, platform, first);
                widen(mine, platform, last);
            }
        }
    }

    /// Works everything out; nothing without a dated act.
    pub fn finish(self, setting: &Setting<'_>) -> Option<TypesFound> {
        let parameters = setting.parameters;
        let platforms = setting.presence.platforms();
        let items = self.posting.items(parameters.same_item_seconds);
        let seen = platforms.iter().filter_map(|platform| setting.presence.span(*platform));
        let last_day = seen.map(|(_, last)| last).max()?;
        let end = platforms
            .iter()
            .filter_map(|platform| setting.as_of.get(platform))
            .map(|time| day_of(*time))
            .max();
        let end = end.unwrap_or(last_day).max(last_day);
        let trace = self.trace(&platforms, end, setting);
        let window = match trace.from {
            Some(from) => (from, end),
            None => self.log_window(end).or_else(|| {
                let spans = platforms.iter().filter_map(|platform| setting.presence.span(*platform));
                spans.map(|(first, _)| (first, end)).min()
            })?,
        };
        let daily = self.daily(&platforms, window, setting);
        let unseen = trace.untraced.is_empty().then(|| self.unseen(&platforms, window, end, setting));
        let sums = WeeklySums::new(&daily, &items, window);
        let hours = daily.hours(window, unseen.as_deref());
        let days = f64::from(window.1 - window.0 + 1);
        let in_window = time::count_in(&items, window);
        let posts = in_window as f64 / days;
        let weeks = sums.weeks();
        let (edge_hours, edge_posts) = (parameters.hours, parameters.posts);
        let named = Named::of(&hours, posts, edge_hours, edge_posts);
        let inactive = last_day <= end - parameters.inactive_days
            && platforms.iter().all(|platform| setting.traced.contains(platform));
        let drawn = (weeks >= parameters.weeks_for_probability)
            .then(|| Bootstrap::draw(&sums, unseen.as_deref(), parameters));
        let grid =
            parameters.hours_grid.iter().flat_map(|&h| parameters.posts_grid.iter().map(move |&p| (h, p)));
        let log_days = self.log_window(end);
        let whole_log = self.posting.rates(&items, &self.logs, end);
        Some(TypesFound {
            window,
            weeks,
            untraced: trace.untraced,
            hours,
            upper_by_gap: daily.upper_by_gap(window, unseen.as_deref()),
            posts,
            items: in_window as u64,
            low_interval: drawn.as_ref().map(|drawn| drawn.low),
            high_interval: drawn.as_ref().and_then(|drawn| drawn.high),
            posts_interval: drawn.as_ref().map(|drawn| drawn.posts),
            named: (weeks >= parameters.weeks_for_month && !inactive).then_some(named),
            probabilities: drawn.map(|drawn| drawn.probabilities).unwrap_or_default(),
            inactive,
            last_day,
            whole_log,
            by_platform: self.by_platform(&platforms, end, setting),
            months: self.months(&platforms, &items, end, setting),
            burstiness: burstiness::measure(
                &self.posting.exact(parameters.same_item_seconds),
                &parameters.burstiness,
            ),
            busiest_days: log_days
                .and_then(|log| burstiness::busiest(&items, log, parameters.burstiness.busiest_days)),
            grid: grid.map(|(h, p)| (h, p, Named::of(&hours, posts, h, p))).collect(),
        })
    }

    fn trace(&self, platforms: &[Platform], end: i32, setting: &Setting<'_>) -> Trace {
        let covers = |platform: &Platform, weeks: usize| {
            self.consumed.get(platform).is_some_and(|(first, _)| end - first + 1 >= 7 * weeks as i32)
        };
        let long = platforms.iter().filter(|platform| covers(platform, setting.parameters.weeks_for_month));
        let from = long.filter_map(|platform| self.consumed.get(platform)).map(|(first, _)| *first).max();
        let used = |platform: &&Platform| {
            setting.presence.span(**platform).is_some_and(|(_, last)| from.is_none_or(|from| last >= from))
        };
        let untraced = |platform: &&Platform| from.is_none() || !covers(platform, 1);
        Trace { from, untraced: platforms.iter().filter(used).filter(untraced).copied().collect() }
    }

    /// Hours per day by each gap on platforms whose trace is shorter than the window: what they show in their own window
    /// beyond what they show in this one. (Union over platforms is at most their sum, so the bound holds.)
    fn unseen(
        &self,
        platforms: &[Platform],
        window: (i32, i32),
        end: i32,
        setting: &Setting<'_>,
    ) -> Vec<f64> {
        let mut unseen = vec![0.0; setting.parameters.gaps_minutes.len()];
        for platform in platforms {
            let Some(&(first, _)) = self.consumed.get(platform).filter(|(first, _)| *first > window.0) else {
                continue;
            };
            let rates = |window| self.daily(&[*platform], window, setting).rates_by_gap(window);
            for (sum, (own, here)) in
                unseen.iter_mut().zip(rates((first, end)).into_iter().zip(rates(window)))
            {
                *sum += f64::max(0.0, own - here);
            }
        }
        unseen
    }

    /// Minutes of each day. Where the platform measured them, acts are not joined into sessions.
    fn daily(&self, platforms: &[Platform], window: (i32, i32), setting: &Setting<'_>) -> DailyMinutes {
        let measured = self.measured.iter().map(|(platform, (first, _))| (*platform, *first)).collect();
        DailyMinutes::new(setting.presence, platforms, window, &setting.parameters.gaps_minutes, &measured)
    }

    /// From the first act in any log to the end.
    fn log_window(&self, end: i32) -> Option<(i32, i32)> {
        self.logs.values().map(|(first, _)| *first).min().map(|first| (first, end))
    }

    fn by_platform(&self, platforms: &[Platform], end: i32, setting: &Setting<'_>) -> Vec<PlatformTime> {
        let one = |platform: &Platform| {
            let consumed = self.consumed.get(platform).map(|(first, _)| (*first, end));
            let log = self.logs.get(platform).map(|(first, _)| (*first, end));
            let window = consumed.or(log);
            let none = vec![0.0; setting.parameters.gaps_minutes.len()];
            let unseen = consumed.map(|_| none);
            let hours = window
                .map(|window| self.daily(&[*platform], window, setting).hours(window, unseen.as_deref()));
            PlatformTime { platform: *platform, log, consumed, hours }
        };
        platforms.iter().map(one).collect()
    }

    /// Calendar months of which at least four weeks lie in the log.
    fn months(&self, platforms: &[Platform], items: &[i32], end: i32, setting: &Setting<'_>) -> Vec<Month> {
        let parameters = setting.parameters;
        let Some(log) = self.log_window(end) else { return Vec::new() };
        let daily = self.daily(platforms, log, setting);
        let trace = self.trace(platforms, end, setting);
        let traced_from = trace.from.filter(|_| trace.untraced.is_empty());
        let mut months = Vec::new();
        for (year, month, first, last) in time::months(log) {
            if last - first + 1 < 7 * parameters.weeks_for_month as i32 {
                continue;
            }
            let traced = traced_from.is_some_and(|from| from <= first);
            let unseen = traced.then(|| self.unseen(platforms, (first, last), end, setting));
            let hours = daily.hours((first, last), unseen.as_deref());
            let posts = time::count_in(items, (first, last)) as f64 / f64::from(last - first + 1);
            let named = Named::of(&hours, posts, parameters.hours, parameters.posts);
            months.push(Month { year, month, hours, posts, named });
        }
        months
    }
}

/// From which day on the export shows what was consumed.
struct Trace {
    /// Where the shortest trace of those that reach back four weeks begins; nothing if none does.
    from: Option<i32>,
    /// Platforms used since then that show less than a week of it; all where none shows four.
    untraced: Vec<Platform>,
}

fn widen(windows: &mut BTreeMap<Platform, (i32, i32)>, platform: Platform, day: i32) {
    let window = windows.entry(platform).or_insert((day, day));
    *window = (window.0.min(day), window.1.max(day));
}

/// The draws over weeks, summed up.
struct Bootstrap {
    low: (f64, f64),
    high: Option<(f64, f64)>,
    posts: (f64, f64),
    probabilities: Vec<(Named, f64)>,
}

impl Bootstrap {
    /// Draws as many weeks as there are, with replacement, as often as the parameters say.
    fn draw(sums: &WeeklySums, unseen: Option<&[f64]>, parameters: &TypologyParameters) -> Self {
        let mut draws = Draws::new(parameters.seed);
        let unseen = unseen.map(time::widest);
        let (mut lows, mut highs, mut posts) = (Vec::new(), Vec::new(), Vec::new());
        let mut named: BTreeMap<Named, usize> = BTreeMap::new();
        for _ in 0..parameters.draws {
            let (hours, rate) = sums.resample(unseen, &mut draws);
            *named.entry(Named::of(&hours, rate, parameters.hours, parameters.posts)).or_default() += 1;
            lows.push(hours.low);
            highs.extend(hours.high);
            posts.push(rate);
        }
        let mut probabilities: Vec<(Named, f64)> =
            named.into_iter().map(|(named, count)| (named, count as f64 / parameters.draws as f64)).collect();
        probabilities.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Self {
            low: interval(lows).unwrap_or_default(),
            high: interval(highs),
            posts: interval(posts).unwrap_or_default(),
            probabilities,
        }
    }
}

fn interval(mut values: Vec<f64>) -> Option<(f64, f64)> {
    values.sort_by(f64::total_cmp);
    Some((quantile(&values, 0.025)?, quantile(&values, 0.975)?))
}
