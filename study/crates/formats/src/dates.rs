//! Days and seconds, as the formats count them.
//!
//! Inside, a date is days since 1970-01-01 and a date with time is seconds since then, without a zone
//! ([`microdata::Kind`]).

use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Unit};

/// Days from 1582-10-14, where SPSS begins to count, to 1970-01-01.
pub const SPSS_DAYS: f64 = 141_428.0;
/// Days from 1960-01-01, where Stata begins to count, to 1970-01-01.
pub const STATA_DAYS: f64 = 3653.0;
/// Seconds of a day.
pub const DAY: f64 = 86_400.0;

const EPOCH: Date = Date::constant(1970, 1, 1);

/// Days since 1970-01-01 of `2024-02-29`.
pub fn parse_date(text: &str) -> Option<f64> {
    let date: Date = text.parse().ok().filter(|_| text.len() == 10)?;
    Some(f64::from(EPOCH.until((Unit::Day, date)).ok()?.get_days()))
}

/// Seconds since 1970-01-01 of `2024-02-29 18:30:00` or `2024-02-29T18:30:00.5`; a zone is not taken.
pub fn parse_datetime(text: &str) -> Option<f64> {
    let clock = text.len() >= 16 && !text.ends_with(['Z', 'z', ']']) && !text.get(16..)?.contains(['+', '-']);
    let at: DateTime = text.parse().ok().filter(|_| clock)?;
    let since = at.duration_since(DateTime::from_parts(EPOCH, Time::midnight()));
    Some(since.as_secs_f64())
}

/// Seconds of `18:30`, `18:30:05` or `125:00:00`: a time of day or a duration.
pub fn parse_time(text: &str) -> Option<f64> {
    let mut parts = text.split(':');
    let (hours, minutes) = (parts.next()?, parts.next()?);
    let seconds = parts.next().unwrap_or("0");
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()) && (1..=6).contains(&part.len());
    let fine = digits(hours) && digits(minutes) && parts.next().is_none() && !seconds.starts_with(['+', '-']);
    let (hours, minutes): (f64, f64) = (hours.parse().ok().filter(|_| fine)?, minutes.parse().ok()?);
    let seconds: f64 = seconds.parse().ok()?;
    (minutes < 60.0 && seconds < 60.0).then_some(hours * 3600.0 + minutes * 60.0 + seconds)
}

/// `2024-02-29`, if there is such a day and it is a whole one.
pub fn print_date(days: f64) -> Option<String> {
    let whole = (days.fract() == 0.0 && days.abs() < 4e6).then_some(days as i64)?;
    let date = EPOCH.checked_add(SignedDuration::from_hours(24 * whole)).ok()?;
    Some(date.to_string())
}

/// `2024-02-29T18:30:00`, with what fraction of a second there is.
pub fn print_datetime(seconds: f64) -> Option<String> {
    let since = SignedDuration::try_from_secs_f64(seconds).ok()?;
    // 64-bit seconds hold microseconds and no more.
    let since = since.round(jiff::SignedDurationRound::new().smallest(Unit::Microsecond)).ok()?;
    Some(DateTime::from_parts(EPOCH, Time::midnight()).checked_add(since).ok()?.to_string())
}

/// `18:30:05`, with what fraction of a second there is.
pub fn print_time(seconds: f64) -> Option<String> {
    let whole = (0.0..1e9).contains(&seconds).then_some(seconds)?;
    let (hours, rest) = ((whole / 3600.0).floor(), whole % 3600.0);
    let (minutes, rest) = ((rest / 60.0).floor(), rest % 60.0);
    Some(if rest.fract() == 0.0 {
        format!("{hours:02}:{minutes:02}:{rest:02}")
    } else {
        format!("{hours:02}:{minutes:02}:{rest:09.6}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times() {
        assert_eq!(parse_date("1970-01-02"), Some(1.0));
        assert_eq!(parse_date("1582-10-14"), Some(-SPSS_DAYS));
        assert_eq!(parse_date("1960-01-01"), Some(-STATA_DAYS));
        assert_eq!(print_date(-SPSS_DAYS).as_deref(), Some("1582-10-14"));
        assert_eq!(parse_datetime("1970-01-02 00:00:01.5"), Some(86_401.5));
        assert_eq!(print_datetime(86_401.5).as_deref(), Some("1970-01-02T00:00:01.5"));
        assert_eq!(parse_time("100:01:02"), Some(360_062.0));
        assert_eq!(print_time(360_062.0).as_deref(), Some("100:01:02"));
        for text in ["1970-02-30", "70-01-01", "", "1970-01-01T00:00", "12"] {
            assert_eq!(parse_date(text), None, "{text}");
        }
        for text in ["1970-01-02", "2024-02-29T18:30:00Z", "2024-02-29T18:30:00+01:00", "now"] {
            assert_eq!(parse_datetime(text), None, "{text}");
        }
        for text in ["1", "1:60", "-1:00", "1:00:-5", "a:b", "1:2:3:4"] {
            assert_eq!(parse_time(text), None, "{text}");
        }
    }
}
