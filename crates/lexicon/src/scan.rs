//! From a text to what was found in it.
//!
//! Prefilter, views, patterns, validators, contexts, arbitration: in this order, so that the cheap steps come first
//! and most texts never reach the others.

use std::collections::BTreeMap;
use std::ops::Range;

use event::Private;
use jiff::{SignedDuration, Timestamp};

use crate::Lexicon;
use crate::names::named;
use crate::pattern::Candidate;
use crate::rule::{TextPlace, Validator};
use crate::text::is_quoted;
use crate::validate::{Verdict, validate};
use crate::view::Views;

/// What is known about a text beside its words. The words must be the owner's own.
///
/// ```
/// let context = lexicon::TextContext { regions: &["GB", "DE"], ..lexicon::TextContext::new(lexicon::TextPlace::Post) };
/// assert!(context.posted.is_none());
/// ```
#[derive(Debug, Clone, Copy)]
pub struct TextContext<'a> {
    pub place: TextPlace,
    /// When it was posted. Without it, ages do not become birth dates and nothing gets an end.
    pub posted: Option<Timestamp>,
    /// ISO 3166 codes of countries whose telephone numbers are likely, the likeliest first. Where the first is
    /// `US`, numeric dates have the month first.
    pub regions: &'a [&'a str],
    /// What the owner is called: "Nadia was born on ..." is then about the owner.
    pub owner_names: &'a [&'a str],
}

impl TextContext<'_> {
    /// A context in which only the place is known.
    pub const fn new(place: TextPlace) -> Self {
        Self { place, posted: None, regions: &[], owner_names: &[] }
    }
}

/// Something that was found in a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Match {
    /// Position of its rule in [`Lexicon::rules`].
    pub rule: usize,
    /// The bytes to mask, on borders of characters.
    pub span: Range<usize>,
    /// What it stands for, written in one way, so that the same thing said twice is one value: e-mail in lower
    /// case, phone in E.164, card and IBAN without spaces, date as `1991-05-03`, coordinates to four decimals,
    /// `first_pet:rex`.
    pub value: Private<String>,
    /// Whom it is about.
    pub subject: Subject,
    /// 0 to 1.
    pub confidence: f64,
    /// 1 to 5: the rule's, or 1 for role mailboxes and the lines of companies. Audience, age and repetition are
    /// not in it.
    pub severity: u8,
    /// When it stops mattering. None where it does not, or where the post's time is not known.
    pub expires: Option<Timestamp>,
}

named! {
    /// Whom a finding is about.
    pub enum Subject {
        /// The author of the text.
        Owner = "owner",
        /// Somebody else, who may not know that it was told.
        Other = "other",
    }
}

/// A match that still competes with others for its place.
struct Contender {
    found: Match,
    /// Phrases give way to values.
    phrase: bool,
    /// A published sample holds its place against other rules and is then dropped.
    sample: bool,
}

impl Lexicon {
    /// Everything that the rules find in a text, in order of place, without overlaps.
    ///
    /// ```
    /// use lexicon::{Lexicon, TextContext, TextPlace};
    /// let lexicon = Lexicon::load(&data::Data::builtin())?;
    /// let found = lexicon.scan("mail me: nadia@not-a-real-mailbox.org", &TextContext::new(TextPlace::Post));
    /// assert_eq!(lexicon.rules()[found[0].rule].id, "id.email");
    /// assert_eq!(found[0].span, 9..37);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn scan(&self, text: &str, context: &TextContext<'_>) -> Vec<Match> {
        let selected = self.prefilter.select(text);
        if selected.is_empty() {
            return Vec::new();
        }
        let mut views = Views::new(text, self.shield_sets.len());
        let mut contenders = Vec::new();
        for pattern in selected.iter().map(|&pattern| &self.patterns[pattern]) {
            let rule = &self.rules[pattern.rule];
            if !rule.applies_to.contains(&context.place) {
                continue;
            }
            let view = match pattern.shields {
                None => views.own(),
                Some(set) => views.behind(set, self.shield_sets[set].iter().map(|&at| &self.shared.shields[at])),
            };
            pattern.candidates(view, &self.usage[pattern.rule].lists, context, |candidate| {
                contenders.extend(self.judge(candidate));
            });
        }
        arbitrate(contenders)
    }

    /// Asks contexts and validator about one candidate.
    fn judge(&self, candidate: &Candidate<'_>) -> Option<Contender> {
        let (pattern, usage) = (candidate.pattern, &self.usage[candidate.pattern.rule]);
        let rule = &self.rules[pattern.rule];
        let whole = candidate.whole();
        if usage.skip_quoted && is_quoted(candidate.text, &whole) {
            return None;
        }
        let sentence = candidate.sentence();
        // "Before" a value are the words that announce it too: "her number is ...".
        let begins = if rule.validator == Validator::Phrase { whole.start } else { candidate.value().start };
        let says = |contexts: &[usize]| {
            contexts.iter().map(|&at| &self.shared.contexts[at]).any(|context| {
                let end = if context.before { begins } else { sentence.end };
                context.words.is_match(&candidate.text[sentence.start..end])
            })
        };
        if says(&usage.drop_if) {
            return None;
        }
        let about_other = pattern.subject == Subject::Other || says(&usage.other_if);
        let subject = if about_other { Subject::Other } else { Subject::Owner };
        let (found, sample) = match validate(rule.validator, candidate, subject) {
            Verdict::Refused => return None,
            Verdict::Sample(span) => (crate::validate::Accepted::new(span, String::new()), true),
            Verdict::Accepted(accepted) => (accepted, false),
        };
        let days = pattern.expires_after_days.or(rule.expires_after_days);
        let expires = candidate.context.posted.zip(days).and_then(|(posted, days)| {
            posted.checked_add(SignedDuration::from_hours(24 * i64::from(days))).ok()
        });
        let found = Match {
            rule: pattern.rule,
            span: found.span,
            value: Private::new(found.value),
            subject,
            confidence: (pattern.confidence * found.confidence).clamp(0.0, 1.0),
            severity: found.severity.unwrap_or(pattern.severity),
            expires,
        };
        Some(Contender { found, phrase: rule.validator == Validator::Phrase, sample })
    }
}

/// Values before phrases, then the longest, then the most severe, then the surest, then the first: what overlaps a
/// winner is dropped.
fn arbitrate(mut contenders: Vec<Contender>) -> Vec<Match> {
    contenders.sort_by(|a, b| {
        (a.phrase.cmp(&b.phrase))
            .then(b.found.span.len().cmp(&a.found.span.len()))
            .then(b.found.severity.cmp(&a.found.severity))
            .then(b.found.confidence.total_cmp(&a.found.confidence))
            .then(a.found.span.start.cmp(&b.found.span.start))
            .then(a.found.rule.cmp(&b.found.rule))
    });
    // Start and end of what is taken; these never overlap, so only the last one that starts before an end matters.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let mut winners = Vec::new();
    for contender in contenders {
        let span = &contender.found.span;
        if taken.range(..span.end).next_back().is_some_and(|(_, &end)| end > span.start) {
            continue;
        }
        taken.insert(span.start, span.end);
        if !contender.sample {
            winners.push(contender.found);
        }
    }
    winners.sort_by_key(|found| found.span.start);
    winners
}
