//! The five types (codebook, section 3): time online against posting.

mod burstiness;
mod posting;
mod scope;
mod time;

use std::collections::{BTreeMap, BTreeSet};

use event::{Direction, Event, Kind, Mode, Platform, Timestamp};

pub use burstiness::Burstiness;
use posting::Posting;
use scope::{Scope, Window, Windows};
pub use time::Hours;
use time::{DailyMinutes, DayCounts, WeeklySums};

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
    pub const ALL: [UserType; 5] =
        [Self::Offliner, Self::SavvySocial, Self::BreezyPoster, Self::Oversharer, Self::Lurker];

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
    /// Every type that the bounds of hours and posts leave possible, if these are one or two.
    fn of(hours: &Hours, posts: (f64, f64), edges: (f64, f64)) -> Option<Self> {
        let mut possible: Vec<UserType> = Vec::new();
        for posts in [posts.0, posts.1] {
            for hours in [hours.low, hours.high.unwrap_or(f64::INFINITY)] {
                let one = UserType::of(hours, posts, edges.0, edges.1);
                if !possible.contains(&one) {
                    possible.push(one);
                }
            }
        }
        match possible[..] {
            [one] => Some(Self::One(one)),
            [first, second] => Some(Self::Either(first, second)),
            _ => None,
        }
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
    logs: Windows,
    consumed: Windows,
    /// Days with a measured interval: of these the platform itself says how long.
    measured: BTreeMap<Platform, BTreeSet<i32>>,
}

/// What has to be known of the export to finish.
pub struct Setting<'a> {
    pub parameters: &'a TypologyParameters,
    pub presence: &'a Presence,
    pub as_of: &'a BTreeMap<Platform, Timestamp>,
    /// Platforms whose export holds a trace of what was consumed, be it empty.
    pub traced: &'a BTreeSet<Platform>,
    /// Kinds of acts of which the export holds a list that could be read, be it empty.
    pub readable: &'a BTreeSet<(Platform, Kind)>,
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
    /// Platforms whose posts are not in the export: if there are any, posting has no upper bound.
    pub unposted: Vec<Platform>,
    /// Platforms whose export is too old to be spoken of together with the others, and its day.
    pub left_out: Vec<(Platform, i32)>,
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
    /// The type; nothing with fewer weeks than a month, or where more than two are left open.
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
    /// Nothing where no platform's export holds such acts.
    pub posts: Option<f64>,
    pub items: u64,
    pub bare_shares: Option<f64>,
    pub messages: Option<f64>,
    /// Of the longest log.
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
    pub named: Option<Named>,
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
                self.measured.entry(event.platform()).or_default().insert(day);
            }
        } else if event.channel.mode == Mode::Log {
            widen(&mut self.logs, event.platform(), day);
        }
    }

    /// Takes in what another gathered.
    pub fn merge(&mut self, other: Self) {
        self.posting.merge(other.posting);
        for (platform, days) in other.measured {
            self.measured.entry(platform).or_default().extend(days);
        }
        let windows = [(&mut self.logs, other.logs), (&mut self.consumed, other.consumed)];
        for (mine, theirs) in windows {
            for (platform, (first, last)) in theirs {
                widen(mine, platform, first);
                widen(mine, platform, last);
            }
        }
    }

    /// Works everything out; nothing without a dated act.
    pub fn finish(mut self, setting: &Setting<'_>) -> Option<TypesFound> {
        let parameters = setting.parameters;
        self.posting.settle(parameters.same_item_seconds);
        let scope = Scope::new(&self.consumed, &self.logs, setting)?;
        let trace = scope.trace(&self.consumed, setting);
        let window = match trace.from {
            Some(from) => (from, scope.end),
            None => scope.window(&self.logs, setting)?,
        };
        let items = self.posting.days(&scope.platforms);
        let daily = self.daily(&scope.platforms, window, setting);
        let unseen = trace.untraced.is_empty().then(|| self.unseen(&scope, window, setting));
        let sums = WeeklySums::new(&daily, &items, window);
        let hours = daily.hours(window, unseen.as_deref());
        let in_window = items.within(window);
        let posts = in_window as f64 / f64::from(window.1 - window.0 + 1);
        let unposted = scope.unposted(setting.readable);
        // Posts without a date may be of these days, and those that are not in the export too.
        let further = match unposted.is_empty() {
            true => self.posting.undated() as f64 / f64::from(window.1 - window.0 + 1),
            false => f64::INFINITY,
        };
        let weeks = sums.weeks();
        let drawn = (weeks >= parameters.weeks_for_probability)
            .then(|| Bootstrap::draw(&sums, unseen.as_deref(), further, parameters));
        let (inactive, last_day) = inactive(&scope, setting)?;
        let bounds = (posts, posts + further);
        let named = Named::of(&hours, bounds, (parameters.hours, parameters.posts));
        let thresholds =
            parameters.hours_grid.iter().flat_map(|&h| parameters.posts_grid.iter().map(move |&p| (h, p)));
        Some(TypesFound {
            window,
            weeks,
            untraced: trace.untraced,
            unposted,
            hours,
            upper_by_gap: daily.upper_by_gap(window, unseen.as_deref()),
            posts,
            items: in_window as u64,
            low_interval: drawn.as_ref().map(|drawn| drawn.low),
            high_interval: drawn.as_ref().and_then(|drawn| drawn.high),
            posts_interval: drawn.as_ref().map(|drawn| drawn.posts),
            named: named.filter(|_| weeks >= parameters.weeks_for_month && !inactive),
            probabilities: drawn.map(|drawn| drawn.probabilities).unwrap_or_default(),
            inactive,
            last_day,
            whole_log: self.posting.rates(&self.logs, &scope.ends, setting),
            by_platform: self.by_platform(&scope, setting),
            months: self.months(&scope, &items, setting),
            burstiness: self.burstiness(parameters),
            busiest_days: scope
                .log_window(&self.logs)
                .and_then(|log| burstiness::busiest(&items, log, parameters.burstiness.busiest_days)),
            grid: thresholds
                .filter_map(|edges| Some((edges.0, edges.1, Named::of(&hours, bounds, edges)?)))
                .collect(),
            left_out: scope.left_out.iter().filter_map(|one| Some((*one, *scope.ends.get(one)?))).collect(),
        })
    }

    fn burstiness(&self, parameters: &TypologyParameters) -> Option<Burstiness> {
        burstiness::measure(&self.posting.exact(), &parameters.burstiness)
    }

    /// Hours per day by each gap on platforms whose trace is shorter than the window: what they show in their own window
    /// beyond what they show in this one. (Union over platforms is at most their sum, so the bound holds.)
    fn unseen(&self, scope: &Scope, window: Window, setting: &Setting<'_>) -> Vec<f64> {
        let mut unseen = vec![0.0; setting.parameters.gaps_minutes.len()];
        for platform in &scope.platforms {
            let own = self.consumed.get(platform).zip(scope.ends.get(platform));
            let Some(own) = own.map(|((first, _), end)| (*first, *end)).filter(|own| own.0 > window.0) else {
                continue;
            };
            let rates = |window| self.daily(&[*platform], window, setting).rates_by_gap(window);
            for (sum, (own, here)) in unseen.iter_mut().zip(rates(own).into_iter().zip(rates(window))) {
                *sum += f64::max(0.0, own - here);
            }
        }
        unseen
    }

    /// Minutes of each day. On days that the platform measured itself, acts are not joined into sessions.
    fn daily(&self, platforms: &[Platform], window: Window, setting: &Setting<'_>) -> DailyMinutes {
        let gaps = &setting.parameters.gaps_minutes;
        DailyMinutes::new(setting.presence, platforms, window, gaps, &self.measured)
    }

    fn by_platform(&self, scope: &Scope, setting: &Setting<'_>) -> Vec<PlatformTime> {
        let one = |(platform, end): (&Platform, &i32)| {
            let until = |windows: &Windows| windows.get(platform).map(|(first, _)| (*first, *end));
            let (consumed, log) = (until(&self.consumed), until(&self.logs));
            let window = consumed.or(log);
            let unseen = consumed.map(|_| vec![0.0; setting.parameters.gaps_minutes.len()]);
            let hours = window
                .map(|window| self.daily(&[*platform], window, setting).hours(window, unseen.as_deref()));
            PlatformTime { platform: *platform, log, consumed, hours }
        };
        scope.ends.iter().map(one).collect()
    }

    /// Calendar months of which at least four weeks lie in the log.
    fn months(&self, scope: &Scope, items: &DayCounts, setting: &Setting<'_>) -> Vec<Month> {
        let parameters = setting.parameters;
        let Some(log) = scope.log_window(&self.logs) else { return Vec::new() };
        let daily = self.daily(&scope.platforms, log, setting);
        let trace = scope.trace(&self.consumed, setting);
        let traced_from = trace.from.filter(|_| trace.untraced.is_empty());
        let further = if scope.unposted(setting.readable).is_empty() { 0.0 } else { f64::INFINITY };
        let mut months = Vec::new();
        for (year, month, first, last) in time::months(log) {
            if last - first + 1 < 7 * parameters.weeks_for_month as i32 {
                continue;
            }
            let traced = traced_from.is_some_and(|from| from <= first);
            let unseen = traced.then(|| self.unseen(scope, (first, last), setting));
            let hours = daily.hours((first, last), unseen.as_deref());
            let posts = items.within((first, last)) as f64 / f64::from(last - first + 1);
            let named = Named::of(&hours, (posts, posts + further), (parameters.hours, parameters.posts));
            months.push(Month { year, month, hours, posts, named });
        }
        months
    }
}

/// Whether nothing was done for long on any platform, although each would show it; and the last day of an act.
fn inactive(scope: &Scope, setting: &Setting<'_>) -> Option<(bool, i32)> {
    let last = |platform: &Platform| setting.presence.span(*platform).map(|(_, last)| last);
    let silent = |(platform, end): (&Platform, &i32)| {
        let long_ago = last(platform).is_none_or(|last| last <= end - setting.parameters.inactive_days);
        long_ago && setting.traced.contains(platform)
    };
    Some((scope.ends.iter().all(silent), scope.ends.keys().filter_map(last).max()?))
}

fn widen(windows: &mut Windows, platform: Platform, day: i32) {
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
    fn draw(
        sums: &WeeklySums,
        unseen: Option<&[f64]>,
        further: f64,
        parameters: &TypologyParameters,
    ) -> Self {
        let mut draws = Draws::new(parameters.seed);
        let unseen = unseen.map(time::widest);
        let (mut lows, mut highs, mut posts) = (Vec::new(), Vec::new(), Vec::new());
        let mut named: BTreeMap<Named, usize> = BTreeMap::new();
        for _ in 0..parameters.draws {
            let (hours, rate) = sums.resample(unseen, &mut draws);
            if let Some(one) = Named::of(&hours, (rate, rate + further), (parameters.hours, parameters.posts))
            {
                *named.entry(one).or_default() += 1;
            }
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
