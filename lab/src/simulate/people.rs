//! People who live online in sessions, as events.

use event::{At, Channel, Direction, Event, Kind, Mode, Origin, Platform, Reverse, Timestamp};
use measure::presence::Presence;
use measure::types::Types;

use super::dice::Dice;

static POST: Channel = Channel::new(Platform::X, Kind::Post, "posts", Mode::Log, Reverse::None);
static SPENT: Channel =
    Channel::new(Platform::X, Kind::Session, "time spent", Mode::Recent, Reverse::None).of_consumption();
static VIEW: Channel =
    Channel::new(Platform::X, Kind::View, "views", Mode::Recent, Reverse::None).of_consumption();

/// 2024-01-01, a Monday.
pub const FIRST_DAY: i64 = 19_723;

/// What an export shows of the time online.
#[derive(Clone, Copy, PartialEq)]
pub enum Trace {
    /// The platform's own intervals.
    Measured,
    /// A view every 10 to 40 seconds.
    Views,
    /// An ad every 1 to 4 minutes.
    Ads,
    Nothing,
}

/// One person's events, in the accumulators.
pub struct Life {
    pub types: Types,
    pub presence: Presence,
    pub last_day: i64,
}

/// Lives `weeks` weeks with so many hours and items a day: sessions of about 14 minutes between 7 and 24 o'clock, fewer
/// on some days than on others; items inside sessions, in bursts.
pub fn live(dice: &mut Dice, hours: f64, posts: f64, weeks: i64, trace: Trace) -> Life {
    let mut life =
        Life { types: Types::default(), presence: Presence::default(), last_day: FIRST_DAY + 7 * weeks - 1 };
    for day in FIRST_DAY..=life.last_day {
        // Days differ: some are twice as long as others.
        let mood = dice.gamma(4.0) / 4.0;
        let mut left = hours * 60.0 * mood;
        let mut sessions: Vec<(i64, i64)> = Vec::new();
        while left > 0.5 {
            let length = dice.exponential(14.0).clamp(1.0, left.max(1.0)).min(120.0);
            left -= length;
            let start = day * 86_400 + dice.whole(7 * 3600, 23 * 3600 + 1800);
            sessions.push((start, start + (length * 60.0) as i64));
        }
        for &(start, end) in &sessions {
            trace_session(dice, &mut life, start, end, trace);
        }
        post(dice, &mut life, &sessions, day, posts * mood);
    }
    life
}

fn trace_session(dice: &mut Dice, life: &mut Life, start: i64, end: i64, trace: Trace) {
    let every = match trace {
        Trace::Nothing => return,
        Trace::Measured => {
            send(life, &SPENT, start, Some((end - start) as u64));
            return;
        }
        Trace::Views => (10.0, 40.0),
        Trace::Ads => (60.0, 240.0),
    };
    let mut at = start as f64;
    while at < end as f64 {
        send(life, &VIEW, at as i64, None);
        at += dice.between(every.0, every.1);
    }
}

/// Items lie more than a minute apart: closer ones would be one item.
fn post(dice: &mut Dice, life: &mut Life, sessions: &[(i64, i64)], day: i64, expected: f64) {
    let mut left = dice.poisson(expected.min(60.0));
    let mut times: Vec<i64> = Vec::new();
    while left > 0 {
        let session = sessions.get(dice.whole(0, (sessions.len() as i64 - 1).max(0)) as usize).copied();
        let (start, end) = session.unwrap_or((day * 86_400 + 43_200, day * 86_400 + 43_800));
        let mut at = dice.whole(start, end.max(start + 1));
        for _ in 0..dice.whole(1, 3).min(left as i64) {
            times.push(at);
            at += dice.whole(70, 400);
            left -= 1;
        }
    }
    times.sort_unstable();
    let mut last = i64::MIN / 2;
    for time in times {
        last = time.max(last + 61);
        send(life, &POST, last, None);
    }
}

fn send(life: &mut Life, channel: &'static Channel, second: i64, seconds: Option<u64>) {
    let Ok(time) = Timestamp::from_second(second) else { return };
    let mut event = Event::new(channel, Direction::Own, At::second(time), Origin::default());
    event.duration_s = seconds;
    life.presence.update(&event);
    life.types.update(&event);
}
