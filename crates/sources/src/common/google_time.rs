//! Times as Google's pages of activity write them, in the languages of which the form is known.

use event::{At, Timestamp};
use jiff::civil::DateTime;
use jiff::fmt::strtime;
use jiff::tz::Offset;

use super::time::plausible;

/// `Jun 23, 2015, 2:43:45 PM PDT` (English) and `04.02.2022, 16:20:56 MEZ` (German), to the second. The zone is the one that
/// held when the export was made, for all times in it, whatever the season of the time; none is UTC.
pub fn read(text: &str) -> Option<At> {
    // Google puts no-break spaces of several widths between the parts.
    let text: String = text.chars().map(|letter| if letter.is_whitespace() { ' ' } else { letter }).collect();
    let text = text.trim();
    let (date, clock) = text.rsplit_once(", ")?;
    let (time, zone) = match clock.split_once(' ') {
        Some((time, rest)) => match rest.split_once(' ') {
            Some((half, zone)) if is_half(half) => (format!("{time} {half}"), zone),
            None if is_half(rest) => (format!("{time} {rest}"), ""),
            _ => (time.to_owned(), rest),
        },
        None => (clock.to_owned(), ""),
    };
    let civil = english(date, &time).or_else(|| german(date, &time))?;
    plausible(at(civil, offset(zone.trim())?)?).map(At::second)
}

fn is_half(text: &str) -> bool {
    matches!(text, "AM" | "PM")
}

fn english(date: &str, time: &str) -> Option<DateTime> {
    strtime::parse("%b %d, %Y %I:%M:%S %p", format!("{date} {time}")).ok()?.to_datetime().ok()
}

fn german(date: &str, time: &str) -> Option<DateTime> {
    strtime::parse("%d.%m.%Y %H:%M:%S", format!("{date} {time}")).ok()?.to_datetime().ok()
}

fn at(civil: DateTime, offset: Offset) -> Option<Timestamp> {
    offset.to_timestamp(civil).ok()
}

/// Short names that mean one zone only, with their minutes east of Greenwich. `CST` and `IST` mean several, so a time with
/// them is not known.
const ZONES: [(&str, i32); 25] = [
    ("", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("BST", 60),
    ("CET", 60),
    ("MEZ", 60),
    ("CEST", 120),
    ("MESZ", 120),
    ("EET", 120),
    ("OEZ", 120),
    ("EEST", 180),
    ("OESZ", 180),
    ("MSK", 180),
    ("EST", -300),
    ("EDT", -240),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("AKST", -540),
    ("AKDT", -480),
    ("HST", -600),
];

fn offset(zone: &str) -> Option<Offset> {
    let named = ZONES.iter().find(|(name, _)| *name == zone).map(|(_, minutes)| *minutes);
    let minutes = named.or_else(|| written_offset(zone))?;
    Offset::from_seconds(minutes * 60).ok()
}

/// `GMT+2`, `UTC-03:30`, in minutes.
fn written_offset(zone: &str) -> Option<i32> {
    let rest = zone.strip_prefix("GMT").or_else(|| zone.strip_prefix("UTC"))?;
    let (sign, digits) = match rest.chars().next()? {
        '+' => (1, &rest[1..]),
        '-' => (-1, &rest[1..]),
        // The sign that typesetters use.
        '\u{2212}' => (-1, &rest['\u{2212}'.len_utf8()..]),
        _ => return None,
    };
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "0"));
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes)).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_the_zone_that_is_written_and_in_no_other() {
        let cases = [
            ("Jun 23, 2015, 2:43:45 PM", "2015-06-23T14:43:45Z"),
            ("Jan 22, 2020, 8:34:00 PM UTC", "2020-01-22T20:34:00Z"),
            ("Jan 15, 2021, 6:54:12 PM BST", "2021-01-15T17:54:12Z"),
            ("Sep 4, 2020, 11:01:46\u{202f}AM PDT", "2020-09-04T18:01:46Z"),
            ("Dec 31, 2023, 12:00:01 AM GMT-03:30", "2023-12-31T03:30:01Z"),
            ("Dec 31, 2023, 12:00:01 PM GMT+5", "2023-12-31T07:00:01Z"),
            ("04.02.2022, 16:20:56 MEZ", "2022-02-04T15:20:56Z"),
            ("04.02.2022, 16:20:56\u{a0}MESZ", "2022-02-04T14:20:56Z"),
            ("Jan 22, 2020, 8:34:00 PM CST", "none"),
            ("Jan 22, 2020, 8:34:00 PM IST", "none"),
            ("Jan 22, 2020, 8:34:00 PM XYZ", "none"),
            ("4 févr. 2022, 16:20:56 CET", "none"),
            ("22/01/2020, 20:34:00 GMT", "none"),
            ("1 feb 2022 16:20:56 CET", "none"),
            ("", "none"),
        ];
        for (written, expected) in cases {
            let found = read(written).and_then(At::to_text).unwrap_or_else(|| "none".into());
            assert_eq!(found, expected, "{written}");
        }
    }
}
