//! Answers, passwords and phrases: values that only their words can vouch for.

use crate::pattern::Candidate;
use crate::validate::{Accepted, Verdict};
use crate::view::BLANK;

/// In characters. Shorter answers are initials, longer ones are sentences.
const ANSWER_LENGTH: std::ops::RangeInclusive<usize> = 2..=40;

/// In characters. Shorter ones are words like "no", longer ones are addresses and sentences.
const PASSWORD_LENGTH: std::ops::RangeInclusive<usize> = 4..=40;

/// Fewer different characters are a mask ("********") or a joke ("xxxxxx").
const DIFFERENT_CHARACTERS: usize = 3;

/// Accepts a name that is no filler, as `slot:answer`.
pub(super) fn answer(candidate: &Candidate<'_>) -> Option<Verdict> {
    let span = candidate.value();
    let text = &candidate.text[span.clone()];
    let kept = text.trim_end_matches(|c: char| !c.is_alphanumeric());
    let answer = squeeze(kept);
    let first = answer.split(' ').next().unwrap_or_default();
    let filler = candidate.is_listed("not_answers", &answer) || candidate.is_listed("not_answers", first);
    if filler || !ANSWER_LENGTH.contains(&answer.chars().count()) || answer.contains(BLANK) {
        return None;
    }
    let value = keyed(candidate, &answer);
    Some(Verdict::Accepted(Accepted::new(span.start..span.start + kept.len(), value)))
}

/// Accepts a word that can be a password. That one of plain letters stands inside quotation marks or behind a colon is
/// for the patterns to see; here it must be no mask, no address, no source code and no filler.
pub(super) fn password(candidate: &Candidate<'_>) -> Option<Verdict> {
    let span = candidate.value();
    let text = &candidate.text[span.clone()];
    let closing = ['.', ',', ';', ':', '!', '?', ')', ']', '"', '\'', '”', '’', '»', '“', '…'];
    // A closing mark may belong to the password; one of them at the end of a sentence hardly does.
    let kept = text.trim_end_matches(closing);
    let length = kept.chars().count();
    let mut different: Vec<char> = kept.chars().collect();
    different.sort_unstable();
    different.dedup();
    let masked = different.len() < DIFFERENT_CHARACTERS || kept.contains(['•', '*', BLANK]);
    let address = kept.contains("://") || kept.starts_with("www.");
    // People who program post such lines: `password = get_secret(user)`.
    let code = text.contains(['(', '[', '{', '<', ';']) || kept.starts_with(['&', '$', '%']);
    if !PASSWORD_LENGTH.contains(&length) || masked || address || code {
        return None;
    }
    let accepted = Accepted::new(span.start..span.start + kept.len(), kept.to_owned());
    if candidate.is_listed("samples", &kept.to_lowercase()) {
        return Some(Verdict::Sample(accepted.span));
    }
    Some(Verdict::Accepted(accepted))
}

/// The phrase, as its key and what the pattern took down: `holiday:greece`.
pub(super) fn phrase(candidate: &Candidate<'_>) -> Accepted {
    let taken = candidate.group("value").map(squeeze);
    let value = match (&candidate.pattern.key, taken) {
        (Some(key), None) => key.clone(),
        (_, Some(taken)) => keyed(candidate, &taken),
        (None, None) => squeeze(&candidate.text[candidate.whole()]),
    };
    Accepted::new(candidate.whole(), value)
}

fn keyed(candidate: &Candidate<'_>, value: &str) -> String {
    candidate.pattern.key.as_ref().map_or_else(|| value.to_owned(), |key| format!("{key}:{value}"))
}

/// Lower case, with single spaces.
fn squeeze(text: &str) -> String {
    text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}
