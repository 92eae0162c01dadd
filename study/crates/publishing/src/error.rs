//! What can go wrong.

use survey::SurveyError;

/// Names places and variables; never a name of a bundle or an answer.
#[derive(Debug, thiserror::Error)]
pub enum PublishingError {
    #[error("{0}")]
    Asked(String),
    #[error("{0}")]
    Answers(#[from] microdata::Error),
    #[error("the quantiles of `{variable}`: {source}")]
    Survey { variable: String, source: SurveyError },
}
