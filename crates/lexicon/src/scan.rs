//! From a text to what was found in it.
//!
//! Prefilter, views, patterns, validators, contexts, arbitration: in this order, so that the cheap steps come first
//! and most texts never reach the others.

use std::collections::BTreeMap;
use std::ops::Range;

use event::Private;
use jiff::{SignedDuration, Timestamp};

use crate::Lexicon;
use crate::pattern::Candidate;
use crate::rule::{TextPlace, Validator};
use crate::shared::Within;
use crate::text::is_quoted;
use crate::validate::{Verdict, validate};
use crate::view::Views;
use event::named;

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
                Some(set) => {
                    views.behind(set, self.shield_sets[set].iter().map(|&at| &self.shared.shields[at]))
                }
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
                context.words.is_match(
                    &candidate.text[match context.within {
                        Within::Before => sentence.start..begins,
                        Within::After => whole.end..sentence.end,
                        Within::Sentence => sentence.clone(),
                    }],
                )
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing::builtin;

    fn ids(text: &str, context: &TextContext<'_>) -> Vec<(&'static str, String)> {
        let lexicon = builtin();
        let scanned = lexicon.scan(text, context);
        scanned
            .iter()
            .map(|found| (lexicon.rules()[found.rule].id.as_str(), text[found.span.clone()].to_owned()))
            .collect()
    }

    fn post(text: &str) -> Vec<(&'static str, String)> {
        ids(text, &TextContext { regions: &["GB", "DE"], ..TextContext::new(TextPlace::Post) })
    }

    #[test]
    fn the_longest_valid_reading_of_digits_wins() {
        for (text, expected) in [
            ("call me, card 4929 0000 1234 5674", vec![("fin.card", "4929 0000 1234 5674")]),
            (
                "phone and IBAN: GB06 NOWH 1234 5612 3456 78",
                vec![("fin.iban", "GB06 NOWH 1234 5612 3456 78")],
            ),
            ("call me at 53.480812, -2.242631", vec![("id.coords", "53.480812, -2.242631")]),
            (
                "phone 02079460018@not-a-real-mailbox.org",
                vec![("id.email", "02079460018@not-a-real-mailbox.org")],
            ),
            (
                "call 020 7946 0018 or nadia@not-a-real-mailbox.org",
                vec![("id.phone", "020 7946 0018"), ("id.email", "nadia@not-a-real-mailbox.org")],
            ),
            // A published sample is no finding, but its digits are not free for another rule either.
            ("phone with 4111 1111 1111 1111", vec![]),
            (
                "my password is nadia@not-a-real-mailbox.org",
                vec![("sec.password", "nadia@not-a-real-mailbox.org")],
            ),
        ] {
            let expected: Vec<_> = expected.into_iter().map(|(id, span)| (id, span.to_owned())).collect();
            assert_eq!(post(text), expected, "{text}");
        }
    }

    #[test]
    fn rules_run_only_where_they_apply() {
        let text = "see you 8pm at Joe's";
        assert_eq!(ids(text, &TextContext::new(TextPlace::Message)).len(), 1);
        assert!(ids(text, &TextContext::new(TextPlace::Search)).is_empty());
    }

    #[test]
    fn what_is_bound_to_time_expires() {
        let posted: Timestamp = "2021-05-03T12:00:00Z".parse().unwrap();
        let context = TextContext { posted: Some(posted), ..TextContext::new(TextPlace::Post) };
        let text = "home alone till Sunday, mail me nadia@not-a-real-mailbox.org";
        let expires: Vec<_> = builtin().scan(text, &context).iter().map(|found| found.expires).collect();
        assert_eq!(expires, [Some("2021-05-06T12:00:00Z".parse().unwrap()), None]);
        assert_eq!(builtin().scan(text, &TextContext::new(TextPlace::Post))[0].expires, None);
    }

    #[test]
    fn the_same_thing_said_twice_is_one_value() {
        for (one, other) in [
            ("Nadia@Not-A-Real-Mailbox.org", "nadia (at) not-a-real-mailbox (dot) org"),
            ("call +44 20 7946 0018", "call 020 7946 0018"),
            ("GB06 NOWH 1234 5612 3456 78", "gb06nowh12345612345678"),
            ("4929-0000-1234-5674", "4929000012345674"),
            ("53.480812, -2.242631", "geo:53.48079,-2.24261"),
            ("I was born on 3 May 1991", "ich bin am 3.5.1991 geboren"),
            ("my first pet was called Rex", "Mein erster Hund hieß Rex"),
        ] {
            let value = |text| {
                let context = TextContext { regions: &["GB"], ..TextContext::new(TextPlace::Post) };
                builtin().scan(text, &context).into_iter().map(|found| found.value).next()
            };
            assert!(value(one).is_some() && value(one) == value(other), "{one} / {other}");
        }
    }

    #[test]
    fn debug_output_never_holds_a_value() {
        let found = builtin().scan("my password is Teapot-77", &TextContext::new(TextPlace::Post));
        let printed = format!("{found:?}");
        assert!(printed.contains("[private]") && !printed.contains("eapot"), "{printed}");
    }

    /// Pieces that rules react to, so that random texts come near them.
    const PIECES: [&str; 39] = [
        "#été",
        "@ñandú ",
        ", who's in?",
        "@",
        "nadia@not-a-real-mailbox.org",
        " (at) ",
        "[at]",
        " dot ",
        "+44 20 7946 0018",
        "020 7946 0018",
        "call ",
        "4929 0000 1234 5674",
        "GB06 NOWH 1234 5612 3456 78",
        "53.480812, -2.242631",
        "born 3 May 1991",
        "geboren am 3.5.91",
        "today",
        "turned 30 ",
        "my password is ",
        "\"",
        "„",
        "é",
        "ß",
        "🎶",
        "\u{1a}",
        "\u{a0}",
        "\n",
        "> ",
        "RT @",
        "home alone till Sunday",
        "we're on holiday in ",
        "Lisbon",
        "my first pet was called ",
        "mlat=53.4&mlon=",
        "geo:",
        "#",
        "https://",
        "0",
        "?",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn spans_lie_on_borders_and_apart(
            text in prop_oneof![
                any::<String>(),
                prop::collection::vec(prop::sample::select(&PIECES[..]), 0..12).prop_map(|pieces| pieces.concat()),
                prop::collection::vec(prop_oneof![prop::sample::select(&PIECES[..]).prop_map(str::to_owned), ".{0,6}"], 0..10)
                    .prop_map(|pieces| pieces.concat()),
            ],
            posted in prop::option::of(-62_135_596_800_i64..253_402_300_000),
        ) {
            let posted = posted.and_then(|second| Timestamp::from_second(second).ok());
            let context = TextContext { posted, regions: &["GB", "US", "??"], owner_names: &["Nadia", ""], place: TextPlace::Post };
            let mut end = 0;
            for found in builtin().scan(&text, &context) {
                prop_assert!(end <= found.span.start && found.span.start < found.span.end);
                prop_assert!(text.is_char_boundary(found.span.start) && text.is_char_boundary(found.span.end));
                prop_assert!((0.0..=1.0).contains(&found.confidence) && (1..=5).contains(&found.severity));
                end = found.span.end;
                let id = &builtin().rules()[found.rule].id;
                prop_assert!(!crate::mask(id, &text[found.span.clone()]).is_empty());
                let (printed, value) = (format!("{:?}", found), found.value.expose());
                prop_assert!(value.len() < 6 || !printed.contains(value));
            }
        }
    }
}
