//! Runs the examples of all rules: the data carries its own tests.

use jiff::Timestamp;

use crate::Lexicon;
use crate::problems::{Problems, RuleProblem};
use crate::rule::{Matcher, Rule, TextPlace};
use crate::scan::{Match, Subject, TextContext};
use crate::syntax::{CounterExampleSyntax, ExampleSyntax, RuleSyntax};
use crate::validate::place_value;

/// Runs every example of `sources`, which belong to the lexicon's rules in the same order, and says how many.
pub(crate) fn run(lexicon: &Lexicon, sources: &[&RuleSyntax], problems: &mut Vec<RuleProblem>) -> usize {
    let mut count = 0;
    for (at, (rule, source)) in lexicon.rules.iter().zip(sources).enumerate() {
        let mut problems = Problems::new(problems, &rule.file);
        let mut problems = problems.within(&rule.id);
        for (number, example) in (1..).zip(&source.matches) {
            count += 1;
            let setting = Setting::of_example(example);
            if let Err(why) = setting.run(lexicon, at, rule).and_then(|found| expected(&found, example)) {
                problems.add(format!("`match` example {number}: {why}"));
            }
        }
        for (number, example) in (1..).zip(&source.no_matches) {
            count += 1;
            let found = Setting::of_counter_example(example).run(lexicon, at, rule);
            if example.why.trim().is_empty() {
                problems.add(format!("`no_match` example {number}: `why` is empty"));
            }
            match found {
                Ok(found) if found.is_empty() => {}
                Ok(found) => {
                    problems
                        .add(format!("`no_match` example {number}: expected nothing, found {}", found.len()));
                }
                Err(why) => problems.add(format!("`no_match` example {number}: {why}")),
            }
        }
    }
    count
}

/// Whether what was found is what the example says. The sentence quotes nothing of it.
fn expected(found: &[Match], example: &ExampleSyntax) -> Result<(), String> {
    if found.is_empty() {
        return Err("expected a finding, found none".to_owned());
    }
    if let Some(value) = &example.value
        && !found.iter().any(|found| found.value.expose() == value)
    {
        return Err("found something, but with another `value`".to_owned());
    }
    if let Some(subject) = &example.subject {
        let subject = Subject::from_name(subject).ok_or("`subject` is `owner` or `other`")?;
        if !found.iter().any(|found| found.subject == subject) {
            return Err(format!("expected it to be about the {subject}"));
        }
    }
    if let Some(severity) = example.severity
        && !found.iter().any(|found| found.severity == severity)
    {
        return Err(format!("expected severity {severity}, found {}", found[0].severity));
    }
    Ok(())
}

/// A text and what is known about it.
struct Setting<'e> {
    text: &'e str,
    place: Option<&'e str>,
    posted: Option<&'e str>,
    regions: Vec<&'e str>,
    names: Vec<&'e str>,
}

impl<'e> Setting<'e> {
    fn of_example(example: &'e ExampleSyntax) -> Self {
        Self {
            text: &example.text,
            place: example.place.as_deref(),
            posted: example.posted.as_deref(),
            regions: example.regions.iter().map(String::as_str).collect(),
            names: example.names.iter().map(String::as_str).collect(),
        }
    }

    fn of_counter_example(example: &'e CounterExampleSyntax) -> Self {
        Self {
            text: &example.text,
            place: example.place.as_deref(),
            posted: example.posted.as_deref(),
            regions: example.regions.iter().map(String::as_str).collect(),
            names: Vec::new(),
        }
    }

    /// What the rule at that position finds. A rule about media has pairs of coordinates as its examples.
    fn run(&self, lexicon: &Lexicon, at: usize, rule: &Rule) -> Result<Vec<Match>, String> {
        if rule.matcher == Matcher::Media {
            return self.place(at, rule);
        }
        let place = match self.place {
            Some(name) => TextPlace::from_name(name).ok_or_else(|| format!("unknown text kind `{name}`"))?,
            None => rule.applies_to.first().copied().unwrap_or(TextPlace::Post),
        };
        let posted: Option<Timestamp> = match self.posted {
            Some(time) => Some(time.parse().map_err(|_| "`posted` is not a time like 2021-05-03T12:00:00Z")?),
            None => None,
        };
        let context = TextContext { place, posted, regions: &self.regions, owner_names: &self.names };
        let mut found = lexicon.scan(self.text, &context);
        found.retain(|found| found.rule == at);
        Ok(found)
    }

    fn place(&self, at: usize, rule: &Rule) -> Result<Vec<Match>, String> {
        let (latitude, longitude) = self.text.split_once(',').ok_or("expected `latitude, longitude`")?;
        let number = |text: &str| text.trim().parse::<f64>().map_err(|_| "expected `latitude, longitude`");
        let value = place_value(number(latitude)?, number(longitude)?);
        let found = value.map(|value| Match {
            rule: at,
            span: 0..self.text.len(),
            value,
            subject: Subject::Owner,
            confidence: rule.confidence,
            severity: rule.severity,
            expires: None,
        });
        Ok(found.into_iter().collect())
    }
}
