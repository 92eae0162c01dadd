//! Time lived: when the owner was online, where.
//!
//! A day has sittings between waking and sleeping, at least [`APART_S`] apart, so that every gap rule of the
//! codebook (5, 15, 30 minutes) finds the same sittings. A sitting is spent on one platform or on both in turn.

use event::Platform;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::dice::Dice;
use crate::request::{Country, PersonKind, Request, Variant};

/// Seconds between two sittings, at least: more than the widest gap rule.
const APART_S: i64 = 36 * 60;
/// Shortest visit to a platform, in seconds.
const SHORTEST_S: i64 = 120;
/// Waking and sleeping, in seconds of the local day; sleep may come after midnight.
const AWAKE_S: (i64, i64) = (7 * 3600, 25 * 3600);

/// A visit to one platform: [`Platform::X`], or [`Platform::Instagram`] with Threads in it. Seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    pub platform: Platform,
    pub start: i64,
    pub end: i64,
}

impl Session {
    /// Length in seconds.
    pub const fn seconds(self) -> i64 {
        self.end - self.start
    }
}

/// The time that is lived.
#[derive(Debug, Clone)]
pub struct Days {
    pub zone: TimeZone,
    /// First day.
    pub from: Date,
    /// The day of the export, which is no longer lived.
    pub until: Date,
    /// In order, none overlapping another.
    pub sessions: Vec<Session>,
    /// How much is posted in each session, relative to its length.
    pub bursts: Vec<f64>,
}

/// The zone that people of the country live in.
pub const fn zone_name(country: Country) -> &'static str {
    match country {
        Country::UnitedStates => "America/Chicago",
        Country::UnitedKingdom => "Europe/London",
        Country::Germany => "Europe/Berlin",
        Country::France => "Europe/Paris",
        Country::Spain => "Europe/Madrid",
        Country::Indonesia => "Asia/Jakarta",
        Country::Denmark => "Europe/Copenhagen",
        Country::Peru => "America/Lima",
    }
}

impl Days {
    /// Lives the days of a request.
    pub fn live(request: &Request, variant: &Variant) -> Self {
        let mut dice = Dice::new(request.seed, "days");
        let zone = TimeZone::get(zone_name(request.country)).unwrap_or(TimeZone::UTC);
        let count = i64::from(request.weeks.max(1)) * 7;
        let from = days_before(request.until, count);
        let mut days = Self { zone, from, until: request.until, sessions: Vec::new(), bursts: Vec::new() };
        if request.kind == PersonKind::Offliner {
            days.look_in(&mut dice);
        } else {
            days.live_online(request, variant, count, &mut dice);
        }
        days.bursts = days.burst(request.kind, &mut dice);
        days
    }

    /// Days that are lived.
    pub fn count(&self) -> i64 {
        ((self.second(self.until, 0) - self.second(self.from, 0)) + 43_200) / 86_400
    }

    /// The second (since 1970) of a local time of day.
    pub fn second(&self, day: Date, second_of_day: i64) -> i64 {
        let midnight = DateTime::from_parts(day, jiff::civil::Time::midnight());
        self.zone.to_timestamp(midnight).map_or(0, |time| time.as_second()) + second_of_day
    }

    /// The second at which the exports are made: noon (UTC) of the last day.
    pub fn made(&self) -> i64 {
        let noon = DateTime::from_parts(self.until, jiff::civil::Time::midnight());
        TimeZone::UTC.to_timestamp(noon).map_or(0, |time| time.as_second()) + 43_200
    }

    /// Sessions of a platform (Threads lives in Instagram's) that begin at or after `from` (seconds since 1970).
    pub fn on(&self, platform: Platform, from: i64) -> impl Iterator<Item = Session> + '_ {
        let home = home(platform);
        self.sessions.iter().copied().filter(move |session| session.platform == home && session.start >= from)
    }

    /// Hours on a platform.
    pub fn hours(&self, platform: Platform) -> f64 {
        self.on(platform, i64::MIN).map(|session| session.seconds()).sum::<i64>() as f64 / 3600.0
    }

    /// A second inside a session of the platform, longer ones being likelier.
    pub fn moment(&self, platform: Platform, dice: &mut Dice) -> Option<i64> {
        let sessions: Vec<Session> = self.on(platform, i64::MIN).collect();
        let weights: Vec<f64> = sessions.iter().map(|session| session.seconds() as f64).collect();
        let session = sessions.get(dice.weighted(&weights))?;
        Some(within(*session, dice))
    }

    /// The second at which the last `weeks` before the export begin.
    pub fn last_weeks(&self, weeks: Option<u32>) -> i64 {
        weeks.map_or(i64::MIN, |weeks| {
            self.second(days_before(self.until, i64::from(weeks) * 7), AWAKE_S.0 - 3600)
        })
    }

    fn live_online(&mut self, request: &Request, variant: &Variant, count: i64, dice: &mut Dice) {
        let (low, high) = match request.kind {
            PersonKind::SavvySocial => (0.45, 0.9),
            PersonKind::BreezyPoster => (0.55, 0.95),
            // Views and ads fill the sessions that nothing measures: those stay nearer to the lower edge.
            PersonKind::Oversharer | PersonKind::Lurker => (4.2, if variant.time_spent { 5.2 } else { 4.6 }),
            PersonKind::Offliner => (0.0, 0.0),
        };
        let hours = dice.uniform(low, high);
        let on_x = if request.kind.much_time() { dice.uniform(0.12, 0.2) } else { dice.uniform(0.3, 0.45) };
        let mut weights: Vec<f64> = (0..count).map(|at| self.day_weight(at, dice)).collect();
        let mean = weights.iter().sum::<f64>() / count as f64;
        weights.iter_mut().for_each(|weight| *weight /= mean);
        for (at, weight) in weights.iter().enumerate() {
            let seconds = (hours * 3600.0 * weight) as i64;
            self.live_day(at as i64, seconds.min(10 * 3600), request.kind, on_x, dice);
        }
        self.sessions.sort_by_key(|session| session.start);
    }

    /// Weekends are longer, and no two days are alike.
    fn day_weight(&self, at: i64, dice: &mut Dice) -> f64 {
        let day = self.from.checked_add(jiff::Span::new().days(at)).unwrap_or(self.from);
        let weekend = matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday);
        dice.lognormal(if weekend { 1.3 } else { 1.0 }, 0.25).clamp(0.4, 2.0)
    }

    fn live_day(&mut self, at: i64, seconds: i64, kind: PersonKind, on_x: f64, dice: &mut Dice) {
        let usual = if kind.much_time() { 42 * 60 } else { 11 * 60 };
        let awake = AWAKE_S.1 - AWAKE_S.0;
        let most = ((awake - seconds) / APART_S).max(1);
        let sittings = ((seconds + usual / 2) / usual).clamp(1, most) as usize;
        let shares: Vec<f64> = (0..sittings).map(|_| dice.lognormal(1.0, 0.45)).collect();
        let total: f64 = shares.iter().sum();
        let lengths: Vec<i64> =
            shares.iter().map(|share| ((seconds as f64 * share / total) as i64).max(SHORTEST_S)).collect();
        let free = (awake - lengths.iter().sum::<i64>() - APART_S * sittings as i64).max(0);
        let mut places: Vec<f64> = (0..sittings).map(|_| rhythm(dice)).collect();
        places.sort_by(f64::total_cmp);
        let day = self.from.checked_add(jiff::Span::new().days(at)).unwrap_or(self.from);
        let mut before = 0;
        for (place, length) in places.iter().zip(lengths) {
            let start = self.second(day, AWAKE_S.0) + (place * free as f64) as i64 + before;
            self.sit(start, length, on_x, dice);
            before += length + APART_S;
        }
    }

    /// One sitting: one platform, or now and then both, with a minute between.
    fn sit(&mut self, start: i64, length: i64, on_x: f64, dice: &mut Dice) {
        let first = if dice.chance(on_x) { Platform::X } else { Platform::Instagram };
        let pause = dice.between(20, 80);
        if length > 3 * SHORTEST_S + pause && dice.chance(0.12) {
            let cut = dice.between(SHORTEST_S, length - SHORTEST_S - pause);
            let second = if first == Platform::X { Platform::Instagram } else { Platform::X };
            self.sessions.push(Session { platform: first, start, end: start + cut });
            self.sessions.push(Session { platform: second, start: start + cut + pause, end: start + length });
        } else {
            self.sessions.push(Session { platform: first, start, end: start + length });
        }
    }

    /// The life of somebody who looks in a few times and stays away for more than 90 days.
    fn look_in(&mut self, dice: &mut Dice) {
        let mut away = 95 + dice.between(0, 6);
        for at in 0..dice.between(4, 6) {
            let day = days_before(self.until, away);
            let platform = if at % 2 == 0 { Platform::Instagram } else { Platform::X };
            let start = self.second(day, dice.between(9, 21) * 3600 + dice.between(0, 3599));
            self.sessions.push(Session { platform, start, end: start + dice.between(150, 500) });
            away += dice.between(2, 12);
        }
        self.sessions.sort_by_key(|session| session.start);
    }

    /// Days on which much is posted: a few for most, and nearly everything for a Breezy Poster.
    fn burst(&self, kind: PersonKind, dice: &mut Dice) -> Vec<f64> {
        let (share, factor) = if kind == PersonKind::BreezyPoster { (0.12, 9.0) } else { (0.1, 3.0) };
        let mut day = i64::MIN;
        let mut now = 1.0;
        let mut bursts = Vec::with_capacity(self.sessions.len());
        for session in &self.sessions {
            let this = session.start.div_euclid(86_400);
            if this != day {
                day = this;
                now = if dice.chance(share) { factor } else { dice.uniform(0.5, 1.5) };
            }
            bursts.push(now);
        }
        bursts
    }
}

/// The platform whose sessions hold what is done on a platform.
pub const fn home(platform: Platform) -> Platform {
    match platform {
        Platform::X => Platform::X,
        // Facebook is not lived: what is written for it comes from the people and the visits that there are.
        Platform::Facebook | Platform::Instagram | Platform::Threads => Platform::Instagram,
        // Lived beside the others, by its own writer.
        Platform::YouTube => Platform::YouTube,
    }
}

/// A second inside a session, not at its very edges.
pub fn within(session: Session, dice: &mut Dice) -> i64 {
    dice.between(session.start + 5, (session.end - 15).max(session.start + 5))
}

/// The day so many days before.
pub fn days_before(day: Date, days: i64) -> Date {
    day.checked_sub(jiff::Span::new().days(days)).unwrap_or(day)
}

/// Where in the waking day a sitting falls, from 0 to 1: a little before work, at noon, and most in the evening.
fn rhythm(dice: &mut Dice) -> f64 {
    const HOURS: [f64; 18] =
        [2.0, 2.0, 1.0, 1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 5.0, 4.0, 2.0, 0.6];
    (dice.weighted(&HOURS) as f64 + dice.unit()) / HOURS.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sittings_keep_apart_and_hours_keep_their_promise() {
        for seed in 0..80 {
            let request = Request::from_seed(seed);
            let days = Days::live(&request, &Variant::choose(&request));
            for pair in days.sessions.windows(2) {
                let gap = pair[1].start - pair[0].end;
                let switch = pair[0].platform != pair[1].platform && (20..=80).contains(&gap);
                assert!(switch || gap >= APART_S, "seed {seed}: {gap}");
            }
            assert!(days.sessions.iter().all(|s| s.seconds() >= SHORTEST_S && s.end < days.made()));
            let hours = (days.hours(Platform::Instagram) + days.hours(Platform::X)) / days.count() as f64;
            let right = match request.kind {
                PersonKind::Offliner => hours < 0.05,
                kind if kind.much_time() => (4.0..6.0).contains(&hours),
                _ => (0.3..1.0).contains(&hours),
            };
            assert!(right, "seed {seed} {}: {hours}", request.kind);
        }
    }
}
