//! The ways in which exports write a time.

use event::{At, AtQuality, Timestamp};
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

use super::scalar::Scalar;

/// 1990-01-01: before the oldest of these platforms by far. Earlier times are defaults, not data.
const EARLIEST: i64 = 631_152_000;

/// 2100-01-01: later times are another unit, or nonsense.
const LATEST: i64 = 4_102_444_800;

pub(super) fn plausible(time: Timestamp) -> Option<Timestamp> {
    (EARLIEST..LATEST).contains(&time.as_second()).then_some(time)
}

/// Seconds since 1970, as a number or a text. 0 is "not known".
pub fn unix_seconds(scalar: &Scalar<'_>) -> Option<At> {
    plausible(Timestamp::from_second(scalar.as_int()?).ok()?).map(At::second)
}

/// Milliseconds since 1970, as a number or a text.
pub fn unix_millis(scalar: &Scalar<'_>) -> Option<At> {
    plausible(Timestamp::from_millisecond(scalar.as_int()?).ok()?).map(At::instant)
}

/// ISO 8601 with an offset: to the millisecond when it has a fraction, else to the second.
pub fn iso(text: &str) -> Option<At> {
    let time = plausible(text.trim().parse::<Timestamp>().ok()?)?;
    Some(if text.contains('.') { At::instant(time) } else { At::second(time) })
}

/// ISO 8601, always as an instant: X writes milliseconds, now and then without the zeros.
pub fn iso_instant(text: &str) -> Option<At> {
    iso(text).and_then(At::time).map(At::instant)
}

/// `Sat Feb 18 12:33:11 +0000 2023`.
pub fn tweet(text: &str) -> Option<At> {
    let parsed = strtime::parse("%a %b %d %H:%M:%S %z %Y", text.trim()).ok()?;
    plausible(parsed.to_timestamp().ok()?).map(At::second)
}

/// `2024-12-15 20:54:45`, in UTC.
pub fn utc_second(text: &str) -> Option<At> {
    let text = text.trim();
    let read = || strtime::parse("%Y-%m-%d %H:%M:%S", text).ok()?.to_datetime().ok();
    in_utc(in_full(text).or_else(read)?).map(At::second)
}

/// A time of which every digit is written: no pattern is needed, and exports hold millions.
fn in_full(text: &str) -> Option<DateTime> {
    let bytes: &[u8; 19] = text.as_bytes().try_into().ok()?;
    if [4, 7, 10, 13, 16].map(|at| bytes[at]) != *b"-- ::" {
        return None;
    }
    let pair = |at: usize| {
        let (tens, ones) = (bytes[at].wrapping_sub(b'0'), bytes[at + 1].wrapping_sub(b'0'));
        (tens < 10 && ones < 10).then_some((10 * tens + ones) as i8)
    };
    let year = 100 * i16::from(pair(0)?) + i16::from(pair(2)?);
    DateTime::new(year, pair(5)?, pair(8)?, pair(11)?, pair(14)?, pair(17)?, 0).ok()
}

/// `Aug 12, 2022, 10:15 AM`, and `Jun 12, 2019, 14:44 PM`, which no clock shows and some exports hold. The zone is not
/// told; it is read as UTC.
pub fn meta_text(text: &str) -> Option<At> {
    let text = text.trim();
    let (date, clock) = text.rsplit_once(", ")?;
    let date = strtime::parse("%b %d, %Y", date).ok()?.to_date().ok()?;
    let (clock, half) = clock.split_once([' ', '\u{202f}'])?;
    let (hour, minute) = clock.split_once(':')?;
    let (mut hour, minute): (i8, i8) = (hour.parse().ok()?, minute.get(..2)?.parse().ok()?);
    match half.to_ascii_uppercase().as_str() {
        "AM" if hour == 12 => hour = 0,
        "PM" if hour < 12 => hour += 12,
        "AM" | "PM" => {}
        _ => return None,
    }
    let time = DateTime::new(date.year(), date.month(), date.day(), hour, minute, 0, 0).ok()?;
    in_utc(time).and_then(|time| Some(At::new(plausible(time)?, AtQuality::Minute)))
}

fn in_utc(time: DateTime) -> Option<Timestamp> {
    plausible(TimeZone::UTC.to_timestamp(time).ok()?)
}

/// A date of birth written `YYYY-MM-DD`, if it is a date.
pub fn is_iso_date(text: &str) -> bool {
    text.trim().len() == 10 && text.trim().parse::<jiff::civil::Date>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(at: Option<At>) -> String {
        at.and_then(At::to_text).unwrap_or_else(|| "none".into())
    }

    #[test]
    fn times_are_read_as_well_as_they_are_written() {
        type Case = (fn(&str) -> Option<At>, &'static str, &'static str);
        let cases: &[Case] = &[
            (iso, "2022-01-27T16:00:00.250Z", "2022-01-27T16:00:00.250Z"),
            (iso, "2021-01-07T11:41:24+01:00", "2021-01-07T10:41:24Z"),
            (iso, "1970-01-01T00:00:00+00:00", "none"),
            (iso_instant, "2022-01-27T16:00:00Z", "2022-01-27T16:00:00.000Z"),
            (tweet, "Sat Feb 18 12:33:11 +0000 2023", "2023-02-18T12:33:11Z"),
            (tweet, "Sat Feb 30 12:33:11 +0000 2023", "none"),
            (utc_second, "2024-12-15 20:54:45", "2024-12-15T20:54:45Z"),
            (utc_second, "2024-12-5 2:54:45", "2024-12-05T02:54:45Z"),
            (utc_second, "2024-02-30 20:54:45", "none"),
            (utc_second, "2024-12-15 2o:54:45", "none"),
            (meta_text, "Aug 12, 2022, 10:15 AM", "2022-08-12T10:15Z"),
            (meta_text, "Jun 12, 2019, 14:44 PM", "2019-06-12T14:44Z"),
            (meta_text, "Sep 04, 2018, 12:21 AM", "2018-09-04T00:21Z"),
            (meta_text, "12 Sep 2018", "none"),
        ];
        for (read, written, expected) in cases {
            assert_eq!(text(read(written)), *expected, "{written}");
        }
        assert_eq!(text(unix_seconds(&Scalar::Int(1_568_361_404))), "2019-09-13T07:56:44Z");
        assert_eq!(text(unix_seconds(&Scalar::Text("1568361404".into()))), "2019-09-13T07:56:44Z");
        assert_eq!(text(unix_seconds(&Scalar::Int(0))), "none");
        assert_eq!(text(unix_millis(&Scalar::Int(1_579_294_140_000))), "2020-01-17T20:49:00.000Z");
    }
}
