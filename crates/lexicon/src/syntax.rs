//! What rule files look like. These mirror the files and hold no logic: names are still strings here, so that one
//! unknown name does not hide every other problem of its file.

use std::collections::BTreeMap;

use serde::Deserialize;

/// One file `data/rules/*.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FileSyntax {
    /// Pieces of patterns, used in others as `<<name>>`.
    #[serde(default)]
    pub fragments: BTreeMap<String, String>,
    #[serde(default, rename = "context")]
    pub contexts: Vec<ContextSyntax>,
    #[serde(default, rename = "shield")]
    pub shields: Vec<ShieldSyntax>,
    #[serde(default, rename = "rule")]
    pub rules: Vec<RuleSyntax>,
}

/// Words around a match that say that it is not meant, or that it is about somebody else.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContextSyntax {
    pub name: String,
    /// `before` or `after` the match in its sentence, or anywhere in the `sentence`.
    pub within: String,
    pub patterns: Vec<String>,
}

/// Stretches of a text that rules must not look into.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ShieldSyntax {
    pub name: String,
    /// If there are any, the shield is used only on texts that hold one of them.
    #[serde(default)]
    pub anchors: Vec<String>,
    pub patterns: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RuleSyntax {
    pub id: String,
    pub title: String,
    pub finds: String,
    pub consequence: String,
    pub consequences: Vec<String>,
    pub severity: i64,
    pub confidence: f64,
    pub languages: Vec<String>,
    pub applies_to: Vec<String>,
    pub expires_after_days: Option<u16>,
    #[serde(default)]
    pub matcher: Option<String>,
    pub validator: String,
    pub references: Vec<String>,
    pub advice: String,
    /// Names of shields.
    #[serde(default)]
    pub shields: Vec<String>,
    /// Names of contexts that drop a match.
    #[serde(default)]
    pub drop_if: Vec<String>,
    /// Names of contexts that make a match about somebody else.
    #[serde(default)]
    pub other_if: Vec<String>,
    /// Whether matches inside quotation marks are dropped.
    #[serde(default)]
    pub skip_quoted: bool,
    /// Words for the validator.
    #[serde(default)]
    pub lists: BTreeMap<String, Vec<String>>,
    #[serde(rename = "match")]
    pub matches: Vec<ExampleSyntax>,
    #[serde(rename = "no_match")]
    pub no_matches: Vec<CounterExampleSyntax>,
    #[serde(default)]
    pub patterns: Vec<PatternSyntax>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PatternSyntax {
    pub name: String,
    pub language: Option<String>,
    /// At least one of these must be in the text (ASCII case ignored), or the pattern is not run.
    #[serde(default)]
    pub anchors: Vec<String>,
    /// At least so many ASCII digits must be in the text, or the pattern is not run.
    #[serde(default)]
    pub digits: usize,
    pub regex: String,
    /// Goes before the value, with a colon: `first_pet:rex`.
    pub key: Option<String>,
    pub confidence: Option<f64>,
    pub severity: Option<i64>,
    pub expires_after_days: Option<u16>,
    /// One of these must stand near the match.
    #[serde(default)]
    pub cue: Vec<String>,
    /// How near, in characters on either side.
    pub cue_within: Option<usize>,
    /// Where false, a match without a cue goes to the validator all the same, which is told.
    pub cue_required: Option<bool>,
    /// None of these may be in the sentence.
    #[serde(default)]
    pub not: Vec<String>,
    /// `owner` (default) or `other`.
    pub subject: Option<String>,
    /// Whether it looks into addresses, handles and tags too.
    #[serde(default)]
    pub unshielded: bool,
}

/// A text in which the rule must find something.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExampleSyntax {
    pub text: String,
    pub value: Option<String>,
    pub subject: Option<String>,
    pub severity: Option<u8>,
    pub place: Option<String>,
    pub posted: Option<String>,
    #[serde(default)]
    pub regions: Vec<String>,
    #[serde(default)]
    pub names: Vec<String>,
}

/// A text in which the rule must find nothing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CounterExampleSyntax {
    pub text: String,
    /// For the reader of the file.
    pub why: String,
    pub place: Option<String>,
    pub posted: Option<String>,
    #[serde(default)]
    pub regions: Vec<String>,
}
