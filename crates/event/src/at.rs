//! When something happened, and how well that is known.

use jiff::Timestamp;

use crate::named;

named! {
    /// How well a time is known.
    pub enum AtQuality {
        /// To the millisecond.
        Instant = "instant",
        /// To the second.
        Second = "second",
        /// To the minute.
        Minute = "minute",
        /// To the day.
        Day = "day",
        /// Not at all.
        None = "none",
    }
}

/// A time in UTC with its quality. `time` is empty exactly when the quality is [`AtQuality::None`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    time: Option<Timestamp>,
    quality: AtQuality,
}

impl At {
    /// No time is known.
    pub const NONE: Self = Self { time: None, quality: AtQuality::None };

    /// A time known as well as `quality` says.
    pub const fn new(time: Timestamp, quality: AtQuality) -> Self {
        match quality {
            AtQuality::None => Self::NONE,
            _ => Self { time: Some(time), quality },
        }
    }

    /// A time known to the second.
    pub const fn second(time: Timestamp) -> Self {
        Self::new(time, AtQuality::Second)
    }

    /// A time known to the millisecond.
    pub const fn instant(time: Timestamp) -> Self {
        Self::new(time, AtQuality::Instant)
    }

    /// The time in UTC, if any is known.
    pub const fn time(self) -> Option<Timestamp> {
        self.time
    }

    /// How well the time is known.
    pub const fn quality(self) -> AtQuality {
        self.quality
    }

    /// The time, if it is known at least to the minute.
    pub fn within_a_minute(self) -> Option<Timestamp> {
        (self.quality <= AtQuality::Minute).then_some(self.time).flatten()
    }

    /// The UTC day (days since 1970-01-01), if known.
    pub fn day(self) -> Option<i32> {
        self.time.map(day_of)
    }

    /// The time as text, no finer than it is known: `2024-03-05T14:02:11.000Z`, `...:11Z`, `2024-03-05T14:02Z`,
    /// `2024-03-05`.
    pub fn to_text(self) -> Option<String> {
        let utc = self.time?.to_zoned_datetime(jiff::tz::TimeZone::UTC).datetime();
        let (date, time) = (utc.date(), utc.time());
        Some(match self.quality {
            AtQuality::Instant => format!(
                "{date}T{:02}:{:02}:{:02}.{:03}Z",
                time.hour(),
                time.minute(),
                time.second(),
                time.millisecond()
            ),
            AtQuality::Second => {
                format!("{date}T{:02}:{:02}:{:02}Z", time.hour(), time.minute(), time.second())
            }
            AtQuality::Minute => format!("{date}T{:02}:{:02}Z", time.hour(), time.minute()),
            AtQuality::Day | AtQuality::None => date.to_string(),
        })
    }
}

/// Whole days since 1970-01-01 in UTC, negative before.
pub fn day_of(time: Timestamp) -> i32 {
    // A `Timestamp` spans years -9999 to 9999, so the day fits easily.
    time.as_second().div_euclid(86_400) as i32
}

/// Whole minutes since 1970-01-01T00:00Z, negative before.
pub fn minute_of(time: Timestamp) -> i64 {
    time.as_second().div_euclid(60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_no_finer_than_the_quality() {
        let time: Timestamp = "2024-03-05T14:02:11.25Z".parse().unwrap();
        let texts: Vec<_> = AtQuality::ALL.iter().map(|&q| At::new(time, q).to_text()).collect();
        assert_eq!(
            texts,
            [
                Some("2024-03-05T14:02:11.250Z".into()),
                Some("2024-03-05T14:02:11Z".into()),
                Some("2024-03-05T14:02Z".into()),
                Some("2024-03-05".into()),
                None
            ]
        );
    }

    #[test]
    fn days_and_minutes_round_down_before_1970() {
        let time: Timestamp = "1969-12-31T23:59:59Z".parse().unwrap();
        assert_eq!((day_of(time), minute_of(time)), (-1, -1));
    }
}
