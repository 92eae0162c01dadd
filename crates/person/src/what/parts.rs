//! Parts of one export that their numbers say are missing: `takeout-<moment>-001.zip` and `-003.zip`.

use std::collections::{BTreeMap, BTreeSet};

use event::Note;

use super::{Found, What};

/// Digits of a part's number. Fewer are a day or a month.
const DIGITS: usize = 3;

/// Says at the first of numbered parts which numbers before the last are not there. Whether there is one more, nobody knows.
pub fn tell_missing_parts(found: &mut [Found]) {
    let mut series: BTreeMap<(String, String), BTreeMap<u32, usize>> = BTreeMap::new();
    for (at, one) in found.iter().enumerate() {
        // Pictures of a camera have numbers too.
        let is_part = !matches!(one.what, What::File(..));
        if let Some((before, number, after)) = numbered(&one.label).filter(|_| is_part) {
            series.entry((before.into(), after.into())).or_default().insert(number, at);
        }
    }
    for ((before, after), parts) in series {
        let (Some((last, _)), Some((_, first))) = (parts.last_key_value(), parts.first_key_value()) else {
            continue;
        };
        let absent: BTreeSet<u32> = (1..*last).filter(|number| !parts.contains_key(number)).collect();
        if absent.is_empty() {
            continue;
        }
        let names: Vec<String> =
            absent.iter().take(5).map(|number| format!("`{before}{number:0DIGITS$}{after}`")).collect();
        let more = if absent.len() > names.len() { ", ..." } else { "" };
        found[*first].notes.push(
            Note::warning("what.parts", "parts of the same export are not here")
                .because(format!("missing by their numbers: {}{more}", names.join(", ")))
                .hint("download the other parts too, and give all of them together"),
        );
    }
}

/// What stands before the number of a part, the number, and the ending.
fn numbered(label: &str) -> Option<(&str, u32, &str)> {
    let ending = [".zip", ".tgz", ".tar.gz"].into_iter().find(|ending| label.ends_with(ending))?;
    let stem = label.strip_suffix(ending)?;
    let (before, digits) = stem.split_at_checked(stem.len().checked_sub(DIGITS)?)?;
    let is_number = before.ends_with('-') && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten().map(|number| (before, number, ending))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refused::Refused;

    #[test]
    fn numbers_before_the_last_are_missed() {
        let labels =
            ["t/takeout-20260101T000000Z-001.zip", "t/takeout-20260101T000000Z-004.zip", "x-2026-01-02.zip"];
        let refused = |label: &str| Refused::unreadable(label, std::io::ErrorKind::NotFound);
        let mut found: Vec<Found> =
            labels.iter().map(|label| Found::unopened((*label).into(), refused(label))).collect();
        tell_missing_parts(&mut found);
        let told =
            |at: usize| found[at].notes.iter().filter_map(|note| note.detail.clone()).collect::<String>();
        assert_eq!(
            told(0),
            "missing by their numbers: `t/takeout-20260101T000000Z-002.zip`, `t/takeout-20260101T000000Z-003.zip`"
        );
        assert_eq!(told(1) + &told(2), "");
    }
}
