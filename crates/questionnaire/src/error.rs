//! What is wrong with a questionnaire.

/// Places and names of the study's own; never an answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}{}", .hint.map(|hint| format!("\nhint: {hint}")).unwrap_or_default())]
pub struct Error {
    /// What and where, and what was expected.
    pub what: String,
    /// What to do.
    pub hint: Option<&'static str>,
}

impl Error {
    pub(crate) fn new(what: impl Into<String>) -> Error {
        Error { what: what.into(), hint: None }
    }

    /// Place and kind of an error in JSON, without its words, which quote what was read.
    pub(crate) fn json(what: &str, error: &serde_json::Error) -> Error {
        let kind = match error.classify() {
            serde_json::error::Category::Io => "cannot be read",
            serde_json::error::Category::Syntax => "is not JSON",
            serde_json::error::Category::Data => "has something else than expected",
            serde_json::error::Category::Eof => "ends too early",
        };
        Error::new(format!("{what} {kind} at line {}, column {}", error.line(), error.column()))
    }
}
