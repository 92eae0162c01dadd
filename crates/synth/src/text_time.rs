//! Times as the formats write them. All of them are UTC.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The timestamp of milliseconds since 1970.
pub fn instant(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The timestamp of seconds since 1970.
pub fn second(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

fn civil(seconds: i64) -> DateTime {
    TimeZone::UTC.to_datetime(second(seconds))
}

/// `202603`: the folder of a month.
pub fn month(seconds: i64) -> String {
    let at = civil(seconds);
    format!("{:04}{:02}", at.year(), at.month())
}

/// `2026-03-05 14:02:11`: X's ads.
pub fn spaced(seconds: i64) -> String {
    let at = civil(seconds);
    format!("{} {}", at.date(), clock(at))
}

/// `2026-03-05T14:02:11+00:00`: Instagram before 2021, and the titles of logins.
pub fn offset(seconds: i64) -> String {
    let at = civil(seconds);
    format!("{}T{}+00:00", at.date(), clock(at))
}

/// `2026-03-05T14:02:11.250000+00:00`: Instagram's messages before 2021.
pub fn offset_micros(milliseconds: i64) -> String {
    let at = civil(milliseconds.div_euclid(1000));
    format!("{}T{}.{:03}000+00:00", at.date(), clock(at), milliseconds.rem_euclid(1000))
}

/// `2026-03-05T14:02:11.250Z`: most of X.
pub fn zulu(milliseconds: i64) -> String {
    let at = civil(milliseconds.div_euclid(1000));
    format!("{}T{}.{:03}Z", at.date(), clock(at), milliseconds.rem_euclid(1000))
}

/// `Thu Mar 05 14:02:11 +0000 2026`: posts on X.
pub fn tweet(seconds: i64) -> String {
    let at = civil(seconds);
    let day = DAYS[at.weekday().to_monday_zero_offset() as usize];
    let month = MONTHS[at.month() as usize - 1];
    format!("{day} {month} {:02} {} +0000 {}", at.day(), clock(at), at.year())
}

/// `Mar 05, 2026 2:02:11 pm`: Instagram's link history.
pub fn spoken(seconds: i64) -> String {
    let at = civil(seconds);
    let half = if at.hour() < 12 { "am" } else { "pm" };
    let hour = (at.hour() + 11) % 12 + 1;
    let month = MONTHS[at.month() as usize - 1];
    format!("{month} {:02}, {} {hour}:{:02}:{:02} {half}", at.day(), at.year(), at.minute(), at.second())
}

fn clock(at: DateTime) -> String {
    format!("{:02}:{:02}:{:02}", at.hour(), at.minute(), at.second())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_says_the_same_second() {
        let at = 1_772_719_331;
        assert_eq!(spaced(at), "2026-03-05 14:02:11");
        assert_eq!(offset(at), "2026-03-05T14:02:11+00:00");
        assert_eq!(zulu(at * 1000 + 250), "2026-03-05T14:02:11.250Z");
        assert_eq!(offset_micros(at * 1000 + 7), "2026-03-05T14:02:11.007000+00:00");
        assert_eq!(tweet(at), "Thu Mar 05 14:02:11 +0000 2026");
        assert_eq!(spoken(at), "Mar 05, 2026 2:02:11 pm");
        assert_eq!(month(at), "202603");
    }
}
