//! From the bytes of rule files to a [`Lexicon`], or to everything that is wrong with them.

use std::collections::BTreeMap;

use data::Data;

use crate::examples;
use crate::pattern::{CUE_WITHIN, Cue, Pattern};
use crate::prefilter::{Needs, Prefilter};
use crate::problems::{Problems, RuleProblem, RuleProblems};
use crate::rule::{Consequence, Language, Matcher, Rule, TextPlace, Validator};
use crate::scan::Subject;
use crate::shared::Shared;
use crate::syntax::{FileSyntax, PatternSyntax, RuleSyntax};
use crate::{CheckedRules, Lexicon, Usage};

/// A rule needs so many examples of each sort.
const EXAMPLES_NEEDED: usize = 3;

/// The groups that patterns may name, because validators read them: the part that is masked and becomes the value;
/// an age in years; the name of whoever was born; latitude and longitude.
const GROUPS: [&str; 5] = ["value", "age", "who", "lat", "lon"];

impl Lexicon {
    /// Loads every `rules/*.toml`. If any data file is a person's own, this is [`Lexicon::check`]; our own have passed it in a
    /// test of ours, so they are only read, and their patterns compiled when a text first needs them.
    ///
    /// # Errors
    ///
    /// As [`Lexicon::check`].
    pub fn load(data: &Data) -> Result<Self, RuleProblems> {
        Self::from_files(data, data.is_changed())
    }

    /// Loads every `rules/*.toml`, compiles the patterns and runs all examples.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with any file: it does not parse, a rule has an unknown code, too few examples, a
    /// pattern that does not compile, an example that fails either way. The rules are used all or not at all.
    pub fn check(data: &Data) -> Result<Self, RuleProblems> {
        Self::from_files(data, true)
    }

    fn from_files(data: &Data, all: bool) -> Result<Self, RuleProblems> {
        let mut problems = Vec::new();
        let files = read(data, &mut problems);
        let shared = share(&files, all, &mut problems);
        let mut loader = Loader { shared, shield_sets: Vec::new(), patterns: Vec::new() };
        let mut loaded: BTreeMap<&str, (Rule, Usage, &RuleSyntax)> = BTreeMap::new();
        for (path, file) in &files {
            let mut problems = Problems::new(&mut problems, path);
            for syntax in &file.rules {
                let mut problems = problems.within(&syntax.id);
                if loaded.contains_key(syntax.id.as_str()) {
                    problems.add("there is another rule of this id");
                } else if let Some((rule, usage)) = loader.rule(path, syntax, &mut problems) {
                    loaded.insert(&syntax.id, (rule, usage, syntax));
                }
            }
        }
        let mut lexicon = loader.finish(loaded.keys().copied(), &mut problems);
        let mut sources = Vec::new();
        for (rule, usage, syntax) in loaded.into_values() {
            lexicon.rules.push(rule);
            lexicon.usage.push(usage);
            sources.push(syntax);
        }
        lexicon.checked.rules = lexicon.rules.len();
        lexicon.checked.patterns = lexicon.patterns.len();
        if all {
            lexicon.checked.examples_run = examples::run(&lexicon, &sources, &mut problems);
        }
        problems.sort();
        if problems.is_empty() { Ok(lexicon) } else { Err(RuleProblems(problems)) }
    }
}

/// The files that parse, by path.
fn read<'d>(data: &'d Data, problems: &mut Vec<RuleProblem>) -> BTreeMap<&'d str, FileSyntax> {
    let mut files = BTreeMap::new();
    for path in data.list("rules/").into_iter().filter(|path| path.ends_with(".toml")) {
        let mut problems = Problems::new(problems, path);
        let Ok(text) = std::str::from_utf8(data.get(path).unwrap_or_default()) else {
            problems.add("is not UTF-8 text");
            continue;
        };
        match toml::from_str(text) {
            Ok(file) => drop(files.insert(path, file)),
            Err(error) => {
                let line = error.span().map_or(1, |span| text[..span.start].matches('\n').count() + 1);
                let message = error.message().lines().next().unwrap_or("does not parse");
                problems.add(format!("line {line}: {message}"));
            }
        }
    }
    files
}

/// What the files have in common. Fragments come first, because contexts and shields use them.
fn share(files: &BTreeMap<&str, FileSyntax>, eager: bool, problems: &mut Vec<RuleProblem>) -> Shared {
    let mut shared = Shared { eager, ..Shared::default() };
    for (path, file) in files {
        let mut problems = Problems::new(problems, path);
        for (name, pattern) in &file.fragments {
            shared.add_fragment(name, pattern, &mut problems);
        }
    }
    for (path, file) in files {
        let mut problems = Problems::new(problems, path);
        for context in &file.contexts {
            shared.add_context(context, &mut problems);
        }
        for shield in &file.shields {
            shared.add_shield(shield, &mut problems);
        }
    }
    shared
}

/// What rules are compiled into.
struct Loader {
    shared: Shared,
    shield_sets: Vec<Vec<usize>>,
    /// With the ids of their rules: positions are known only when all rules are.
    patterns: Vec<(String, Pattern)>,
}

impl Loader {
    /// One rule, or nothing and the reasons.
    fn rule(
        &mut self,
        path: &str,
        syntax: &RuleSyntax,
        problems: &mut Problems<'_>,
    ) -> Option<(Rule, Usage)> {
        let known_problems = problems.count();
        check_shape(syntax, problems);
        let consequences = all_known(
            "consequence",
            &syntax.consequences,
            problems,
            Consequence::from_name,
            Consequence::ALL,
        );
        let languages =
            all_known("language", &syntax.languages, problems, Language::from_name, Language::ALL);
        let applies_to =
            all_known("text kind", &syntax.applies_to, problems, TextPlace::from_name, TextPlace::ALL);
        let matcher = syntax.matcher.as_deref().unwrap_or("text");
        let matcher = problems.known("matcher", matcher, Matcher::from_name(matcher), Matcher::ALL);
        let validator = Validator::from_name(&syntax.validator);
        let validator = problems.known("validator", &syntax.validator, validator, Validator::ALL);
        let usage = self.usage(syntax, validator, problems);
        let severity = severity(syntax.severity, problems);
        let shields = self.shield_set(&syntax.shields, problems);
        let before = self.patterns.len();
        for pattern in &syntax.patterns {
            let compiled = self.pattern(syntax, pattern, shields, problems);
            self.patterns.extend(compiled.map(|pattern| (syntax.id.clone(), pattern)));
        }
        let rule = Rule {
            id: syntax.id.clone(),
            file: path.to_owned(),
            title: syntax.title.clone(),
            finds: syntax.finds.clone(),
            consequence: syntax.consequence.clone(),
            consequences,
            severity: severity?,
            confidence: syntax.confidence,
            languages,
            applies_to,
            expires_after_days: syntax.expires_after_days,
            matcher: matcher?,
            validator: validator?,
            references: syntax.references.clone(),
            advice: syntax.advice.clone(),
            patterns: self.patterns.len() - before,
            examples: syntax.matches.len() + syntax.no_matches.len(),
        };
        if rule.matcher == Matcher::Text && syntax.patterns.is_empty() {
            problems.add("has no patterns");
        }
        // The examples of a rule with a fault would only repeat that fault in other words.
        (problems.count() == known_problems).then_some((rule, usage))
    }

    fn usage(&self, syntax: &RuleSyntax, validator: Option<Validator>, problems: &mut Problems<'_>) -> Usage {
        let mut contexts = |names: &[String]| -> Vec<usize> {
            let known = |name: &String| {
                let at = self.shared.contexts.iter().position(|context| context.name == *name);
                if at.is_none() {
                    problems.add(format!("unknown context `{name}`"));
                }
                at
            };
            names.iter().filter_map(known).collect()
        };
        let (drop_if, other_if) = (contexts(&syntax.drop_if), contexts(&syntax.other_if));
        let needed = validator.map_or(&[][..], Validator::lists);
        for name in needed.iter().filter(|name| !syntax.lists.contains_key(**name)) {
            problems.add(format!("the validator needs a list `{name}`"));
        }
        for name in syntax.lists.keys().filter(|name| !needed.contains(&name.as_str())) {
            problems.add(format!("no validator reads the list `{name}`"));
        }
        Usage { drop_if, other_if, skip_quoted: syntax.skip_quoted, lists: syntax.lists.clone() }
    }

    /// The number of the set of these shields.
    fn shield_set(&mut self, names: &[String], problems: &mut Problems<'_>) -> usize {
        let mut set = Vec::new();
        for name in names {
            match self.shared.shields.iter().position(|shield| shield.name == *name) {
                Some(at) => set.push(at),
                None => problems.add(format!("unknown shield `{name}`")),
            }
        }
        self.shield_sets.iter().position(|known| *known == set).unwrap_or_else(|| {
            self.shield_sets.push(set);
            self.shield_sets.len() - 1
        })
    }

    fn pattern(
        &self,
        rule: &RuleSyntax,
        syntax: &PatternSyntax,
        shields: usize,
        problems: &mut Problems<'_>,
    ) -> Option<Pattern> {
        let name = &syntax.name;
        let language = syntax.language.as_deref().and_then(|language| {
            let found = Language::from_name(language)
                .filter(|found| rule.languages.iter().any(|l| l == found.as_str()));
            problems.known("language of a pattern", language, found, Language::ALL)
        });
        let subject = syntax.subject.as_deref().unwrap_or("owner");
        let subject = problems.known("subject", subject, Subject::from_name(subject), Subject::ALL);
        if syntax.anchors.is_empty() && syntax.digits == 0 {
            problems.add(format!(
                "pattern `{name}` has neither anchors nor digits, so it would run on every text"
            ));
        }
        if let Some(confidence) = syntax.confidence {
            check_confidence(confidence, problems);
        }
        let own_severity = syntax.severity.map(|own| severity(own, problems));
        let cue = self.shared.any_of(&format!("cue of pattern {name}"), &syntax.cue, problems);
        let not = self.shared.any_of(&format!("not of pattern {name}"), &syntax.not, problems);
        let regex = self
            .shared
            .compile(&as_words(&syntax.regex))
            .map_err(|why| problems.add(format!("bad pattern `{name}`: {why}")));
        let regex = regex.ok()?;
        // Looking would compile it.
        let compiled = if self.shared.eager { regex.get() } else { None };
        let groups = compiled.map(|regex| regex.capture_names());
        for group in groups.into_iter().flatten().flatten().filter(|group| !GROUPS.contains(group)) {
            problems.add(format!("pattern `{name}` names a group `{group}` that nothing reads"));
        }
        Some(Pattern {
            rule: 0,
            regex,
            language,
            anchors: syntax.anchors.clone(),
            digits: syntax.digits,
            key: syntax.key.clone(),
            confidence: syntax.confidence.unwrap_or(rule.confidence),
            severity: own_severity.unwrap_or_else(|| u8::try_from(rule.severity).ok())?,
            expires_after_days: syntax.expires_after_days,
            cue: cue.map(|words| Cue {
                words,
                within: syntax.cue_within.unwrap_or(CUE_WITHIN),
                required: syntax.cue_required.unwrap_or(true),
            }),
            not,
            subject: subject?,
            shields: (!syntax.unshielded).then_some(shields),
        })
    }

    /// The lexicon without its rules, which follow in the same order.
    fn finish<'r>(mut self, ids: impl Iterator<Item = &'r str>, problems: &mut Vec<RuleProblem>) -> Lexicon {
        let positions: BTreeMap<&str, usize> = ids.zip(0..).collect();
        // Patterns of rules that were refused go.
        self.patterns.retain(|(id, _)| positions.contains_key(id.as_str()));
        let mut patterns = Vec::new();
        for (id, mut pattern) in self.patterns {
            pattern.rule = positions.get(id.as_str()).copied().unwrap_or_default();
            patterns.push(pattern);
        }
        let needs =
            patterns.iter().map(|pattern| Needs { anchors: &pattern.anchors, digits: pattern.digits });
        let prefilter = Prefilter::new(needs).unwrap_or_else(|why| {
            Problems::new(problems, "rules").add(why);
            Prefilter::default()
        });
        Lexicon {
            rules: Vec::new(),
            usage: Vec::new(),
            patterns,
            prefilter,
            shared: self.shared,
            shield_sets: self.shield_sets,
            checked: CheckedRules::default(),
        }
    }
}

/// What every rule has to look like, whatever it finds.
fn check_shape(syntax: &RuleSyntax, problems: &mut Problems<'_>) {
    let word = |part: &str| {
        !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    if !syntax.id.split_once('.').is_some_and(|(category, kind)| word(category) && word(kind)) {
        problems.add("an id is two words of a-z, 0-9 and _ with a dot between, as in `id.email`");
    }
    let texts = [
        ("title", &syntax.title),
        ("finds", &syntax.finds),
        ("consequence", &syntax.consequence),
        ("advice", &syntax.advice),
    ];
    for (field, text) in texts {
        if text.trim().is_empty() {
            problems.add(format!("`{field}` is empty"));
        }
    }
    for (field, empty) in [
        ("consequences", syntax.consequences.is_empty()),
        ("applies_to", syntax.applies_to.is_empty()),
        ("references", syntax.references.is_empty()),
    ] {
        if empty {
            problems.add(format!("`{field}` is empty"));
        }
    }
    for (field, count) in [("match", syntax.matches.len()), ("no_match", syntax.no_matches.len())] {
        if count < EXAMPLES_NEEDED {
            problems.add(format!("expected at least {EXAMPLES_NEEDED} `{field}` examples, found {count}"));
        }
    }
    check_confidence(syntax.confidence, problems);
}

/// A pattern that begins and ends at the borders of words, or next to something that is no word. The engine has to
/// know, so that it tries "weekend" where "week" ends inside a word. It looks at ASCII only, which is fast; letters
/// with accents are seen to when a match is taken.
fn as_words(pattern: &str) -> String {
    format!(r"(?-u:\b{{start-half}}|\b)(?:{pattern})(?-u:\b{{end-half}}|\b)")
}

fn check_confidence(confidence: f64, problems: &mut Problems<'_>) {
    if !(0.0..=1.0).contains(&confidence) {
        problems.add(format!("confidence lies between 0 and 1, found {confidence}"));
    }
}

fn severity(severity: i64, problems: &mut Problems<'_>) -> Option<u8> {
    let fits = u8::try_from(severity).ok().filter(|severity| (1..=5).contains(severity));
    if fits.is_none() {
        problems.add(format!("severity lies between 1 and 5, found {severity}"));
    }
    fits
}

fn all_known<T: Copy + std::fmt::Display>(
    field: &str,
    names: &[String],
    problems: &mut Problems<'_>,
    from_name: fn(&str) -> Option<T>,
    possible: &[T],
) -> Vec<T> {
    names.iter().filter_map(|name| problems.known(field, name, from_name(name), possible)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A rule without fault, to be spoiled by the tests.
    const RULE: &str = r#"
[[rule]]
id = "test.word"
title = "Word"
finds = "the word teapot with a number"
consequence = "Somebody could make tea."
consequences = ["HACK"]
severity = 3
confidence = 0.5
languages = ["en"]
applies_to = ["post"]
validator = "phrase"
references = ["ours"]
advice = "Drink it."
match = [
  { text = "a teapot 1" },
  { text = "teapot 2", value = "teapot 2" },
  { text = "TEAPOT 3!", severity = 3, subject = "owner" },
]
no_match = [
  { text = "teapot", why = "no number" },
  { text = "kettle 1", why = "no teapot" },
  { text = "teapot one", why = "no digit" },
]

[[rule.patterns]]
name = "plain"
anchors = ["teapot"]
regex = 'teapot \d'
"#;

    /// Nothing but this file.
    fn only(file: &str) -> Data {
        let ours = Data::builtin();
        let emptied =
            ours.list("rules/").into_iter().fold(Data::builtin(), |data, path| data.with(path, Vec::new()));
        emptied.with("rules/test.toml", file.as_bytes().to_vec())
    }

    fn problems(file: &str) -> Vec<String> {
        match Lexicon::load(&only(file)) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.all().iter().map(RuleProblem::to_string).collect(),
        }
    }

    #[test]
    fn a_rule_without_fault_loads_and_is_counted() {
        let lexicon = Lexicon::load(&only(RULE)).unwrap();
        assert_eq!(lexicon.checked(), CheckedRules { rules: 1, patterns: 1, examples_run: 6 });
        let rule = lexicon.rule("test.word").unwrap();
        assert_eq!((rule.patterns, rule.examples, rule.file.as_str()), (1, 6, "rules/test.toml"));
        assert!(lexicon.rule("test.other").is_none());
    }

    #[test]
    #[allow(clippy::too_many_lines)] // a table
    fn every_fault_is_named() {
        let at = "rules/test.toml, test.word: ";
        for (good, bad, expected) in [
            (
                "test.word",
                "Word",
                "rules/test.toml, Word: an id is two words of a-z, 0-9 and _ with a dot between, as in `id.email`",
            ),
            (
                "\"HACK\"",
                "\"HACKED\"",
                "unknown consequence `HACKED`, expected one of HACK, PHISH, DOX, HARASS, SHAME, BURG, IDT, STALK",
            ),
            ("[\"HACK\"]", "[]", "`consequences` is empty"),
            ("severity = 3\n", "severity = 6\n", "severity lies between 1 and 5, found 6"),
            ("confidence = 0.5", "confidence = 1.5", "confidence lies between 0 and 1, found 1.5"),
            ("[\"en\"]", "[\"xx\"]", "unknown language `xx`, expected one of en, de, es, fr"),
            (
                "[\"post\"]",
                "[\"post\", \"poster\"]",
                "unknown text kind `poster`, expected one of post, comment, reply, story, message, bio, profile, search, media",
            ),
            (
                "\"phrase\"",
                "\"phrases\"",
                "unknown validator `phrases`, expected one of email, phone, birthdate, coordinates, card, iban, answer, password, phrase, none",
            ),
            ("\"phrase\"", "\"iban\"", "the validator needs a list `samples`"),
            ("references", "drop_if = [\"rain\"]\nreferences", "unknown context `rain`"),
            ("references", "shields = [\"rain\"]\nreferences", "unknown shield `rain`"),
            ("references", "lists = { a = [] }\nreferences", "no validator reads the list `a`"),
            ("\"Drink it.\"", "\" \"", "`advice` is empty"),
            (
                "anchors = [\"teapot\"]\n",
                "",
                "pattern `plain` has neither anchors nor digits, so it would run on every text",
            ),
            (r"teapot \d'", r"teapot (\d'", "bad pattern `plain`: unclosed group"),
            (r"teapot \d'", r"teapot <<digit>>'", "bad pattern `plain`: unknown fragment `digit`"),
            (r"teapot \d'", r"teapot (?P<no>\d)'", "pattern `plain` names a group `no` that nothing reads"),
            (
                "name = \"plain\"",
                "name = \"plain\"\ncue = [\"(\"]",
                "bad `cue of pattern plain`: unclosed group",
            ),
            (
                "name = \"plain\"",
                "name = \"plain\"\nlanguage = \"de\"",
                "unknown language of a pattern `de`, expected one of en, de, es, fr",
            ),
            ("a teapot 1", "a kettle 1", "`match` example 1: expected a finding, found none"),
            (
                "value = \"teapot 2\"",
                "value = \"kettle\"",
                "`match` example 2: found something, but with another `value`",
            ),
            (
                "severity = 3, subject",
                "severity = 4, subject",
                "`match` example 3: expected severity 4, found 3",
            ),
            (
                "subject = \"owner\"",
                "subject = \"other\"",
                "`match` example 3: expected it to be about the other",
            ),
            ("kettle 1", "teapot 1", "`no_match` example 2: expected nothing, found 1"),
            ("why = \"no number\"", "why = \"\"", "`no_match` example 1: `why` is empty"),
            (
                "  { text = \"teapot one\", why = \"no digit\" },\n",
                "",
                "expected at least 3 `no_match` examples, found 2",
            ),
            ("  { text = \"a teapot 1\" },\n", "", "expected at least 3 `match` examples, found 2"),
            (
                "why = \"no number\"",
                "place = \"wall\", why = \"x\"",
                "`no_match` example 1: unknown text kind `wall`",
            ),
        ] {
            let spoiled = RULE.replacen(good, bad, 1);
            let expected =
                if expected.starts_with("rules/") { expected.to_owned() } else { format!("{at}{expected}") };
            assert_eq!(problems(&spoiled).first(), Some(&expected), "{bad}");
        }
    }

    #[test]
    fn a_second_rule_of_the_same_id_is_refused() {
        assert_eq!(
            problems(&format!("{RULE}{RULE}")),
            ["rules/test.toml, test.word: there is another rule of this id"]
        );
    }

    #[test]
    fn a_file_that_does_not_parse_is_named_with_its_line() {
        let unknown = RULE.replace("title =", "titel =");
        let found = problems(&unknown);
        assert!(found[0].starts_with("rules/test.toml: line 4: unknown field `titel`"), "{found:?}");
        assert_eq!(problems("[[rule]]\nid = \"a.b\"\n").len(), 1);
        let broken = only("").with("rules/test.toml", vec![0xff]);
        let problems = Lexicon::load(&broken).unwrap_err();
        assert_eq!(problems.all()[0].to_string(), "rules/test.toml: is not UTF-8 text");
    }

    #[test]
    fn all_problems_are_told_at_once_and_how_to_go_on() {
        let spoiled = RULE.replace("severity = 3\n", "severity = 0\n").replace("a teapot 1", "a kettle 1");
        let message = Lexicon::load(&only(&spoiled)).unwrap_err().to_string();
        assert_eq!(
            message,
            "cannot use the rules: 1 problem\n  rules/test.toml, test.word: severity lies between 1 and 5, found 0\n\
             hint: rules live in `rules/*.toml`; a rule is used only when all of its examples hold"
        );
    }

    #[test]
    fn a_persons_own_file_adds_rules() {
        let own = Data::builtin().with("rules/own.toml", RULE.as_bytes().to_vec());
        let lexicon = Lexicon::load(&own).unwrap();
        assert!(lexicon.rule("test.word").is_some() && lexicon.rule("id.email").is_some());
        assert!(lexicon.rules().is_sorted_by(|a, b| a.id < b.id));
    }
}
