//! What is wrong with rule files, all of it at once.

use std::fmt;

/// Every reason why a set of rule files was refused. Never empty.
///
/// It names files, rules and numbers of examples. It never quotes an example, which in a file of the person's own
/// may be the very thing that they want to keep private.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleProblems(pub(crate) Vec<RuleProblem>);

/// One reason why a set of rule files was refused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleProblem {
    /// The data file: `rules/identifiers.toml`.
    pub file: String,
    /// The rule, or another named entry of the file, if the problem lies in one.
    pub rule: Option<String>,
    /// What is wrong: lower case, no full stop.
    pub what: String,
}

impl RuleProblems {
    /// The problems, in order of file and rule.
    pub fn all(&self) -> &[RuleProblem] {
        &self.0
    }
}

impl fmt::Display for RuleProblems {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.0.len();
        writeln!(out, "cannot use the rules: {count} problem{}", if count == 1 { "" } else { "s" })?;
        for problem in &self.0 {
            writeln!(out, "  {problem}")?;
        }
        write!(out, "hint: rules live in `rules/*.toml`; a rule is used only when all of its examples hold")
    }
}

impl fmt::Display for RuleProblem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file)?;
        if let Some(rule) = &self.rule {
            write!(out, ", {rule}")?;
        }
        write!(out, ": {}", self.what)
    }
}

impl std::error::Error for RuleProblems {}

/// Collects problems while one file is read.
#[derive(Debug)]
pub(crate) struct Problems<'a> {
    list: &'a mut Vec<RuleProblem>,
    file: &'a str,
    rule: Option<&'a str>,
}

impl<'a> Problems<'a> {
    pub(crate) fn new(list: &'a mut Vec<RuleProblem>, file: &'a str) -> Self {
        Self { list, file, rule: None }
    }

    /// The same file, inside one rule or named entry.
    pub(crate) fn within<'b>(&'b mut self, rule: &'b str) -> Problems<'b> {
        Problems { list: self.list, file: self.file, rule: Some(rule) }
    }

    /// How many there are so far, of all files.
    pub(crate) fn count(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn add(&mut self, what: impl Into<String>) {
        self.list.push(RuleProblem {
            file: self.file.to_owned(),
            rule: self.rule.map(str::to_owned),
            what: what.into(),
        });
    }

    /// The value, or nothing and a problem that lists what was possible.
    pub(crate) fn known<T: fmt::Display>(
        &mut self,
        field: &str,
        name: &str,
        found: Option<T>,
        possible: &[T],
    ) -> Option<T> {
        if found.is_none() {
            let names: Vec<String> = possible.iter().map(T::to_string).collect();
            self.add(format!("unknown {field} `{name}`, expected one of {}", names.join(", ")));
        }
        found
    }
}
