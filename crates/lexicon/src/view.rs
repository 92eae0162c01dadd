//! The text as a rule sees it: the same bytes at the same places, with what the rule must not look into blanked.

use std::borrow::Cow;
use std::ops::Range;

use crate::lazy::LazyRegex;
use crate::shared::Shield;
use crate::text::{inside_word, number_goes_on};

/// Stands for every byte that is hidden. No pattern matches it: it is neither letter, digit, space nor mark.
pub(crate) const BLANK: char = '\u{1a}';

/// The views of one text, each made once and only if some pattern needs it.
pub(crate) struct Views<'t> {
    own: Cow<'t, str>,
    /// By set of shields: not made yet, the same as `own`, or with something blanked.
    shielded: Vec<Option<Option<String>>>,
}

impl<'t> Views<'t> {
    /// `sets` is how many sets of shields the rules use.
    pub(crate) fn new(text: &'t str, sets: usize) -> Self {
        Self { own: own_words(text), shielded: vec![None; sets] }
    }

    /// Everything but other people's words.
    pub(crate) fn own(&self) -> &str {
        &self.own
    }

    /// The view behind one set of shields.
    pub(crate) fn behind<'s>(&mut self, set: usize, shields: impl Iterator<Item = &'s Shield>) -> &str {
        let own = &self.own;
        self.shielded[set].get_or_insert_with(|| hide(own, shields)).as_deref().unwrap_or(own)
    }
}

/// The text with what the shields hide blanked, or nothing if that changes nothing.
fn hide<'s>(text: &str, shields: impl Iterator<Item = &'s Shield>) -> Option<String> {
    let mut view: Option<String> = None;
    for shield in shields {
        let needed = |text: &str| {
            shield.anchors.is_empty() || shield.anchors.iter().any(|anchor| text.contains(anchor))
        };
        for regex in shield.regexes.iter().filter(|_| needed(text)).filter_map(LazyRegex::get) {
            let current = view.as_deref().unwrap_or(text);
            if regex.is_match(current) {
                // A group says which part of the match is to be hidden.
                let hidden = regex.captures_iter(current).filter_map(|found| found.get(1).or(found.get(0)));
                view = Some(blank(current, hidden.map(|found| found.range())));
            }
        }
    }
    view
}

/// Blanks retweets ("RT @name: ...") and quoted lines ("> ..."): these are somebody else's words.
fn own_words(text: &str) -> Cow<'_, str> {
    let retweet = text.match_indices("RT @").map(|(at, _)| at).find(|&at| !inside_word(text, at));
    let mut theirs: Vec<Range<usize>> = Vec::new();
    if text.contains('>') || text.contains("&gt;") {
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if line.starts_with("> ") || line.starts_with("&gt;") {
                theirs.push(start..start + line.trim_end().len());
            }
            start += line.len();
        }
    }
    theirs.extend(retweet.map(|at| at..text.len()));
    if theirs.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(blank(text, theirs.into_iter())) }
}

/// The text with these stretches blanked, byte for byte. Stretches that cut a word or number in two are left alone.
fn blank(text: &str, stretches: impl Iterator<Item = Range<usize>>) -> String {
    let mut view = String::with_capacity(text.len());
    let mut done = 0;
    for stretch in stretches {
        let cuts = inside_word(text, stretch.start) || inside_word(text, stretch.end);
        let digits = text[stretch.clone()].bytes().all(|b| b.is_ascii_digit() || b.is_ascii_punctuation());
        if stretch.start < done || cuts || (digits && number_goes_on(text, &stretch)) {
            continue;
        }
        view.push_str(&text[done..stretch.start]);
        view.extend(std::iter::repeat_n(BLANK, stretch.len()));
        done = stretch.end;
    }
    view.push_str(&text[done..]);
    view
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_peoples_words_are_blanked_and_nothing_moves() {
        for (text, expected) in [
            ("so true RT @someone: I'm away", "so true _____________________"),
            ("> I'm away\nreally?", "__________\nreally?"),
            ("ART @someone", "ART @someone"),
            ("a > b", "a > b"),
        ] {
            let view = own_words(text).replace(BLANK, "_");
            assert_eq!((view.as_str(), view.len()), (expected, text.len()));
        }
    }

    #[test]
    fn blanking_leaves_halves_of_numbers_alone() {
        assert_eq!(blank("1 and 12", [0..1, 6..7].into_iter()), "\u{1a} and 12");
        assert_eq!(blank("01.84.17.61", std::iter::once(0..8)), "01.84.17.61");
    }
}
