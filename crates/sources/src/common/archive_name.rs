//! What platforms call the archives they send: whose it is, and of which day.

use event::Timestamp;
use jiff::civil::Date;
use jiff::fmt::strtime;
use jiff::tz::TimeZone;

use crate::context::Context;

/// `instagram-<user>-YYYY-MM-DD-<letters>`. User names hold no `-`.
pub fn meta(name: &str, context: &mut Context) {
    let Some((user, date)) = name.strip_prefix("instagram-").and_then(|rest| rest.split_once('-')) else {
        return;
    };
    let is_user = !user.is_empty()
        && user.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_');
    let (true, Some(day)) = (is_user, day_before_letters(date)) else { return };
    context.learn_owner(None, Some(user), None);
    told(day, context);
}

/// `facebook-<user>-YYYY-MM-DD-<letters>`. Only the day is taken: what stands for the user there is written otherwise in
/// the profile, which may lie in another part.
pub fn facebook(name: &str, context: &mut Context) {
    let rest = name.strip_prefix("facebook-").unwrap_or_default();
    let mut days = rest.match_indices('-').filter_map(|(at, _)| day_before_letters(&rest[at + 1..]));
    if let Some(day) = days.next_back() {
        told(day, context);
    }
}

/// `twitter-YYYY-MM-DD-<letters>`.
pub fn x(name: &str, context: &mut Context) {
    if let Some(day) = name.strip_prefix("twitter-").and_then(day_before_letters) {
        told(day, context);
    }
}

/// `takeout-YYYYMMDDTHHMMSSZ-NNN`: every part of one export has the same second.
pub fn takeout(name: &str, context: &mut Context) {
    let stamp = name.strip_prefix("takeout-").and_then(|rest| rest.split_once('Z'));
    let time = stamp.and_then(|(stamp, _)| strtime::parse("%Y%m%dT%H%M%S", stamp).ok()?.to_datetime().ok());
    if let Some(time) = time.and_then(|time| TimeZone::UTC.to_timestamp(time).ok()) {
        told(time, context);
    }
}

/// The end of the day that the name begins with, if something follows it: people name archives too.
fn day_before_letters(text: &str) -> Option<Timestamp> {
    let (date, rest) = text.split_at_checked(10)?;
    rest.strip_prefix('-').filter(|letters| !letters.is_empty())?;
    let end = date.parse::<Date>().ok()?.at(23, 59, 59, 0);
    TimeZone::UTC.to_timestamp(end).ok()
}

/// The newest of several parts counts. What the export itself says was learnt before, and stays.
fn told(day: Timestamp, context: &mut Context) {
    if !context.exported_is_told {
        context.exported = context.exported.max(Some(day));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::common::labels::Labels;

    fn read(take: fn(&str, &mut Context), name: &str) -> String {
        let labels = Labels::load(&data::Data::builtin()).unwrap();
        let mut context = Context::new(labels, &[]);
        take(name, &mut context);
        let user = context.owner.handle.map(|handle| handle.expose().to_string()).unwrap_or_default();
        format!("{user} {}", context.exported.map(|time| time.to_string()).unwrap_or_default())
    }

    #[test]
    fn archives_tell_user_and_day_only_as_platforms_write_them() {
        assert_eq!(
            read(meta, "instagram-quiet.heron_1-2026-03-01-AbC12.zip"),
            "quiet.heron_1 2026-03-01T23:59:59Z"
        );
        assert_eq!(read(facebook, "facebook-wim.aalto.5-2026-03-01-AbC12.zip"), " 2026-03-01T23:59:59Z");
        assert_eq!(read(facebook, "facebook-wim.zip"), " ");
        assert_eq!(read(meta, "instagram-data-2026-03-01.zip"), " ");
        assert_eq!(read(meta, "instagram-my-export-2026-03-01-x.zip"), " ");
        assert_eq!(read(x, "twitter-2025-12-31-0a1b2c.zip"), " 2025-12-31T23:59:59Z");
        assert_eq!(read(x, "twitter.zip"), " ");
        assert_eq!(read(takeout, "takeout-20260301T101502Z-001.zip"), " 2026-03-01T10:15:02Z");
        assert_eq!(read(takeout, "takeout-20260301T101502Z-3-002.tgz"), " 2026-03-01T10:15:02Z");
        assert_eq!(read(takeout, "takeout.zip"), " ");
    }
}
