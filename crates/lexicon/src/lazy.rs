//! A regular expression that is compiled when it is first needed. Most patterns are in languages that the texts at hand
//! are not written in.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

/// Compiled at once, or at first use.
#[derive(Debug)]
pub(crate) struct LazyRegex {
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

impl LazyRegex {
    /// Compiled now.
    ///
    /// # Errors
    /// What is wrong with it, without the pattern.
    pub(crate) fn eager(source: String) -> Result<Self, String> {
        let regex = build(&source).map_err(|error| match error {
            // The last line says what is wrong; those above it repeat the pattern.
            regex::Error::Syntax(text) => {
                text.lines().last().unwrap_or("syntax").trim().trim_start_matches("error: ").to_owned()
            }
            regex::Error::CompiledTooBig(limit) => format!("larger than {limit} bytes when compiled"),
            _ => "not a regular expression".to_owned(),
        })?;
        Ok(Self { source, compiled: OnceLock::from(Some(regex)) })
    }

    /// Compiled at first use. Only for patterns that are known to compile.
    pub(crate) const fn lazy(source: String) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// The expression; nothing, which matches nothing, if it does not compile after all.
    pub(crate) fn get(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| build(&self.source).ok()).as_ref()
    }

    pub(crate) fn is_match(&self, text: &str) -> bool {
        self.get().is_some_and(|regex| regex.is_match(text))
    }
}

fn build(source: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(source).case_insensitive(true).build()
}
