//! Questions with more than one answer: several variables that belong together.

use serde::{Deserialize, Serialize};

use crate::Value;

/// A multiple-response set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MultipleResponse {
    /// Without the `$` that SPSS writes before it.
    pub name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    pub kind: SetKind,
    /// Names of variables, in the order of the questionnaire.
    pub variables: Vec<String>,
}

/// How the answers of a set are spread over its variables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetKind {
    /// One variable for each answer; it was chosen where the variable is `counted` (mostly 1). Any other answered code is
    /// "not chosen".
    Dichotomy { counted: Value },
    /// One variable for each answer given; all share one list of codes.
    Categories,
}
