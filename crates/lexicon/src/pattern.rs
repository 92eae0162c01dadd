//! One compiled pattern, and how its matches in a view become candidates.

use std::collections::BTreeMap;
use std::ops::Range;

use regex::Captures;

use crate::lazy::LazyRegex;
use crate::rule::Language;
use crate::scan::{Subject, TextContext};
use crate::text::{around, inside_word, sentence};
use crate::view::BLANK;

/// Words for validators, by the names that [`crate::Validator`] asks for.
pub(crate) type Lists = BTreeMap<String, Vec<String>>;

/// How near a cue must be where the rule file does not say, in characters.
pub(crate) const CUE_WITHIN: usize = 40;

#[derive(Debug)]
pub(crate) struct Pattern {
    /// Position of its rule.
    pub rule: usize,
    pub regex: LazyRegex,
    pub language: Option<Language>,
    pub anchors: Vec<String>,
    pub digits: usize,
    pub key: Option<String>,
    pub confidence: f64,
    pub severity: u8,
    pub expires_after_days: Option<u16>,
    pub cue: Option<Cue>,
    pub not: Option<LazyRegex>,
    pub subject: Subject,
    /// Which set of shields it looks from behind; none: only other people's words are hidden.
    pub shields: Option<usize>,
}

/// Words that must stand near a match.
#[derive(Debug)]
pub(crate) struct Cue {
    pub words: LazyRegex,
    pub within: usize,
    pub required: bool,
}

/// A match of a pattern, before its validator has seen it.
pub(crate) struct Candidate<'t> {
    /// The view that the pattern was run on.
    pub text: &'t str,
    pub captures: Captures<'t>,
    pub pattern: &'t Pattern,
    pub lists: &'t Lists,
    pub context: &'t TextContext<'t>,
    /// Whether a cue stands near it.
    pub cued: bool,
}

impl<'t> Candidate<'t> {
    /// The whole match, without the end of the sentence before it, which some patterns begin with.
    pub(crate) fn whole(&self) -> Range<usize> {
        let whole = self.captures.get_match().range();
        let is_before = |letter: char| {
            letter.is_whitespace()
                || matches!(letter, '.' | '!' | '?' | '…' | '|' | '•' | '·' | ':' | '¿' | '¡')
                || letter == BLANK
        };
        let kept = self.text[whole.clone()].trim_start_matches(is_before);
        whole.end - kept.len()..whole.end
    }

    /// The group `value`, or the whole match.
    pub(crate) fn value(&self) -> Range<usize> {
        self.captures.name("value").map_or_else(|| self.whole(), |group| group.range())
    }

    /// The text of a group that took part in the match.
    pub(crate) fn group(&self, name: &str) -> Option<&'t str> {
        self.captures.name(name).map(|group| group.as_str())
    }

    /// A list of the rule. The loader has seen to it that it is there.
    pub(crate) fn list(&self, name: &str) -> &'t [String] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a list of the rule holds the word, case ignored.
    pub(crate) fn is_listed(&self, list: &str, word: &str) -> bool {
        self.list(list)
            .iter()
            .any(|listed| listed.eq_ignore_ascii_case(word) || listed.to_lowercase() == word)
    }

    /// The sentence around the whole match.
    pub(crate) fn sentence(&self) -> Range<usize> {
        sentence(self.text, &self.whole())
    }
}

impl Pattern {
    /// Calls `consider` with every candidate in the view.
    pub(crate) fn candidates<'t>(
        &'t self,
        text: &'t str,
        lists: &'t Lists,
        context: &'t TextContext<'t>,
        mut consider: impl FnMut(&Candidate<'t>),
    ) {
        let Some(regex) = self.regex.get() else { return };
        let mut from = 0;
        while let Some(captures) = regex.captures_at(text, from) {
            let whole = captures.get_match().range();
            // A match inside a word is none, but another may begin right behind its first character.
            let first = text[whole.start..].chars().next().map_or(1, char::len_utf8);
            if whole.is_empty() || inside_word(text, whole.start) || inside_word(text, whole.end) {
                from = whole.start + first;
            } else {
                from = whole.end;
                let cued = self.cue.as_ref().is_none_or(|cue| cue.is_near(text, &whole));
                let candidate = Candidate { text, captures, pattern: self, lists, context, cued };
                if self.admits(&candidate) {
                    consider(&candidate);
                }
            }
            if from > text.len() {
                break;
            }
        }
    }

    fn admits(&self, candidate: &Candidate<'_>) -> bool {
        let cue_missing = self.cue.as_ref().is_some_and(|cue| cue.required) && !candidate.cued;
        let ruled_out =
            || self.not.as_ref().is_some_and(|not| not.is_match(&candidate.text[candidate.sentence()]));
        !cue_missing && !ruled_out()
    }
}

impl Cue {
    fn is_near(&self, text: &str, span: &Range<usize>) -> bool {
        let (before, after) = around(text, span, self.within);
        self.words.is_match(&text[before]) || self.words.is_match(&text[after])
    }
}
