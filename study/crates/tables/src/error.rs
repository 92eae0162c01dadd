//! What can go wrong between a plan and its tables.

use engine::EngineError;
use survey::SurveyError;

/// Names files, variables and places in a plan; never an answer.
#[derive(Debug, thiserror::Error)]
pub enum TablesError {
    #[error("the plan of tables cannot be used{}: {what}", .line.map(|line| format!(", line {line}")).unwrap_or_default())]
    Plan { line: Option<usize>, what: String },
    #[error("{place} names {what} `{name}`, and there is none\n  found: {known}")]
    Unknown { place: String, what: &'static str, name: String, known: String },
    #[error("{place}: {what}")]
    Asked { place: String, what: &'static str },
    #[error("{0}")]
    Engine(#[from] EngineError),
    #[error("{place}: {source}")]
    Survey { place: String, source: SurveyError },
}
