//! Two exports of one account from one that holds everything: an earlier one, which lacks what was done since, and a later
//! one, which lacks what was deleted in between.

use jiff::Timestamp;
use jiff::fmt::strtime;
use synth::{Export, Member};

/// The day that invented exports are made on, and the day of the earlier ones, as names and manifests write them.
const DAYS: [[&str; 2]; 2] = [["2026-06-30", "2026-05-11"], ["20260630", "20260511"]];

/// The same export, made on an earlier day: without what is from after `until`.
pub fn earlier(export: &Export, until: Timestamp) -> Export {
    let dated = |text: &str| DAYS.iter().fold(text.to_owned(), |text, [now, then]| text.replace(now, then));
    let mut earlier = kept(export, &|time| time <= until);
    earlier.file_name = dated(&export.file_name);
    for member in &mut earlier.members {
        member.name = dated(&member.name);
        if member.name.ends_with("data/manifest.js") {
            member.bytes = dated(&String::from_utf8_lossy(&member.bytes)).into_bytes();
        }
    }
    earlier
}

/// The same export after one in thirty of the older records was deleted.
pub fn deleted_since(export: &Export, until: Timestamp) -> Export {
    kept(export, &|time| time > until || time.as_second() % 30 != 0)
}

/// Keeps those entries of the lists in JSON whose time is wanted. Entries without one stay, and so do tables and pages.
fn kept(export: &Export, wanted: &dyn Fn(Timestamp) -> bool) -> Export {
    let is_json = |name: &str| name.ends_with(".json") || name.ends_with(".js");
    let member = |member: &Member| {
        let bytes = if is_json(&member.name) && !member.name.ends_with("manifest.js") {
            filter(&member.bytes, wanted)
        } else {
            member.bytes.clone()
        };
        Member { name: member.name.clone(), bytes }
    };
    Export { members: export.members.iter().map(member).collect(), ..export.clone() }
}

/// Copies JSON (or X's JSON behind an assignment) without the entries that are not wanted.
fn filter(bytes: &[u8], wanted: &dyn Fn(Timestamp) -> bool) -> Vec<u8> {
    let start = bytes.iter().position(|byte| matches!(byte, b'[' | b'{')).unwrap_or(bytes.len());
    let mut out = bytes[..start].to_vec();
    let end = copy(bytes, start, wanted, &mut out);
    out.extend(&bytes[end..]);
    out
}

/// Copies the value at `at`; gives the place behind it.
fn copy(bytes: &[u8], at: usize, wanted: &dyn Fn(Timestamp) -> bool, out: &mut Vec<u8>) -> usize {
    match bytes.get(at) {
        Some(b'[') => copy_list(bytes, at, wanted, out),
        Some(b'{') => {
            let mut at = at + 1;
            out.push(b'{');
            loop {
                match bytes[at] {
                    b'}' => break,
                    b'"' => {
                        let end = string_end(bytes, at);
                        out.extend(&bytes[at..end]);
                        at = end;
                    }
                    b'[' | b'{' => at = copy(bytes, at, wanted, out),
                    byte => {
                        out.push(byte);
                        at += 1;
                    }
                }
            }
            out.push(b'}');
            at + 1
        }
        Some(b'"') => {
            let end = string_end(bytes, at);
            out.extend(&bytes[at..end]);
            end
        }
        _ => {
            let ends = |byte: &u8| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace();
            let end = at + bytes[at..].iter().position(ends).unwrap_or(bytes.len() - at);
            out.extend(&bytes[at..end]);
            end
        }
    }
}

fn copy_list(bytes: &[u8], mut at: usize, wanted: &dyn Fn(Timestamp) -> bool, out: &mut Vec<u8>) -> usize {
    at += 1;
    let mut entries = Vec::new();
    loop {
        match bytes[at] {
            b']' => break,
            byte if byte == b',' || byte.is_ascii_whitespace() => at += 1,
            _ => {
                let mut entry = Vec::new();
                at = copy(bytes, at, wanted, &mut entry);
                entries.push(entry);
            }
        }
    }
    // In a list of things done each has its time. No list becomes empty: it may be a part of the entry around it.
    let is_entry = |entry: &Vec<u8>| entry.starts_with(b"{") || entry.starts_with(b"[");
    let times: Vec<Option<Timestamp>> = entries.iter().map(|entry| first_time(entry)).collect();
    let kept: Vec<bool> = times.iter().map(|time| time.is_some_and(wanted)).collect();
    if entries.iter().all(is_entry) && times.iter().all(Option::is_some) && kept.contains(&true) {
        let mut kept = kept.into_iter();
        entries.retain(|_| kept.next().unwrap_or_default());
    }
    out.push(b'[');
    out.extend(entries.join(&b","[..]));
    out.push(b']');
    at + 1
}

fn string_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at + 1;
    while bytes[end] != b'"' {
        end += 1 + usize::from(bytes[end] == b'\\');
    }
    end + 1
}

/// The first time that stands in an entry of a list.
fn first_time(entry: &[u8]) -> Option<Timestamp> {
    let text = String::from_utf8_lossy(entry);
    let mut rest = &text[..];
    while let Some(at) = rest.find(['"', ':']) {
        rest = &rest[at + 1..];
        let digits: String = rest.trim_start().chars().take_while(char::is_ascii_digit).collect();
        let end = rest.find('"').unwrap_or_default();
        let time = match (digits.len(), &text[..text.len() - rest.len()]) {
            (10, before) if before.ends_with("timestamp\":") => digits.parse().ok().map(seconds),
            (13, before) if before.ends_with("timestamp_ms\":") || before.ends_with("timestamp\":") => {
                digits.parse().ok().map(|number: i64| seconds(number / 1000))
            }
            (4, _) => rest.get(..19).and_then(|text| utc(&text.replace('T', " "), "%F %T")),
            _ => rest.get(..end).and_then(|text| utc(text, "%a %b %d %H:%M:%S +0000 %Y")),
        };
        if time.is_some() {
            return time;
        }
    }
    None
}

fn seconds(number: i64) -> Timestamp {
    Timestamp::from_second(number).unwrap()
}

fn utc(text: &str, format: &str) -> Option<Timestamp> {
    let time = strtime::parse(format, text).ok()?.to_datetime().ok()?;
    jiff::tz::TimeZone::UTC.to_timestamp(time).ok()
}

#[test]
fn entries_are_dropped_by_their_own_time() {
    let all = r#"window.YTD = [ {"dm": {"messages": [{"at": "2026-06-02T10:00:00.000Z", "t": "\"]"}, {"at": "2026-01-02 10:00:00"}]}},
        {"title": "x", "list": [{"timestamp": 1780000000}]}, {"created_at": "Fri Jan 02 10:00:00 +0000 2026"} ]"#;
    let until: Timestamp = "2026-03-01T00:00:00Z".parse().unwrap();
    let left = String::from_utf8(filter(all.as_bytes(), &|time| time <= until)).unwrap();
    assert_eq!(
        left,
        r#"window.YTD = [{"dm": {"messages": [{"at": "2026-01-02 10:00:00"}]}},{"created_at": "Fri Jan 02 10:00:00 +0000 2026"}]"#
    );
}
