//! What counts as oversharing: rules from `data/rules/*.toml`, checked by their own examples, run over texts.
//!
//! A **rule** is one kind of finding (`id.email`): what it is, what someone could do with it, how severe it is, what
//! to do about it. A rule has **patterns**; a match of a pattern is a **candidate**; a **validator** in code says
//! whether it can be what it seems to be (check digits, numbering plan, calendar) and which value it stands for.
//! **Contexts** are words around it that say that it is not meant; **shields** hide addresses, handles and tags.
//! What is left competes for its place in the text: a card beats the phone number inside it.
//!
//! **Invariants.** Knows no platform, no score and no report. Every rule has examples of what it must and must not
//! find, and rules whose examples fail are refused: ours by a test of ours, a person's own by [`Lexicon::load`].
//! Nothing here prints, reads a file or looks at a
//! clock. What was found stands in [`event::Private`]; errors name files and rules, never a text.
//!
//! ```
//! use lexicon::{Lexicon, TextContext, TextPlace};
//! let lexicon = Lexicon::load(&data::Data::builtin())?;
//! let found = lexicon.scan("just landed in Lisbon, back on Sunday!", &TextContext::new(TextPlace::Post));
//! assert_eq!(lexicon.rules()[found[0].rule].id, "loc.away_now");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod examples;
mod lazy;
mod load;
mod mask;
mod pattern;
mod prefilter;
mod problems;
mod rule;
mod scan;
mod shared;
mod syntax;
mod text;
mod validate;
mod view;

pub use mask::mask;
pub use problems::{RuleProblem, RuleProblems};
pub use rule::{Consequence, Language, Matcher, Rule, TextPlace, Validator};
pub use scan::{Match, Subject, TextContext};
pub use validate::{phone_region, place_value};

use pattern::{Lists, Pattern};
use prefilter::Prefilter;
use shared::Shared;

/// All rules, ready to run. Cheap to share between threads, costly to make: make one.
#[derive(Debug)]
pub struct Lexicon {
    rules: Vec<Rule>,
    /// For each rule, what scanning needs of it beside its patterns.
    usage: Vec<Usage>,
    /// Of all rules together.
    patterns: Vec<Pattern>,
    prefilter: Prefilter,
    shared: Shared,
    /// Sets of shields that patterns look from behind, as positions in `shared.shields`.
    shield_sets: Vec<Vec<usize>>,
    checked: CheckedRules,
}

/// How much was checked when the rules were loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CheckedRules {
    pub rules: usize,
    pub patterns: usize,
    /// Of what must be found and of what must not.
    pub examples_run: usize,
}

impl std::fmt::Display for CheckedRules {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { rules, patterns, examples_run } = self;
        write!(out, "{rules} rules with {patterns} patterns, all {examples_run} examples hold")
    }
}

/// How one rule is run. Contexts are positions in [`Shared::contexts`].
#[derive(Debug)]
struct Usage {
    drop_if: Vec<usize>,
    other_if: Vec<usize>,
    skip_quoted: bool,
    lists: Lists,
}

impl Lexicon {
    /// The rules, in order of id.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The rule of that id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.binary_search_by(|rule| rule.id.as_str().cmp(id)).ok().map(|at| &self.rules[at])
    }

    /// What was checked when these rules were loaded.
    pub const fn checked(&self) -> CheckedRules {
        self.checked
    }
}

#[cfg(test)]
mod testing {
    use std::sync::LazyLock;

    use super::Lexicon;

    /// Our own rules, loaded once for all tests.
    pub(crate) fn builtin() -> &'static Lexicon {
        static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| {
            Lexicon::check(&data::Data::builtin()).unwrap_or_else(|problems| panic!("{problems}"))
        });
        &BUILTIN
    }

    #[test]
    fn our_rules_are_the_twelve_and_hold_many_examples() {
        let lexicon = builtin();
        let ids: Vec<&str> = lexicon.rules().iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(
            ids,
            [
                "fin.card",
                "fin.iban",
                "id.birthdate",
                "id.coords",
                "id.email",
                "id.phone",
                "loc.away_now",
                "loc.home_alone",
                "loc.plan_meet",
                "meta.gps",
                "sec.kba_answer",
                "sec.password",
            ]
        );
        for rule in lexicon.rules() {
            assert!(rule.examples >= 12, "{}", rule.id);
            assert!(
                (1..=3).contains(&rule.advice.matches(['.', '!']).count()),
                "{}: {}",
                rule.id,
                rule.advice
            );
        }
        let timed: Vec<_> = lexicon.rules().iter().filter(|rule| rule.expires_after_days.is_some()).collect();
        assert!(timed.iter().all(|rule| rule.id.starts_with("loc.")) && timed.len() == 3);
    }
}
