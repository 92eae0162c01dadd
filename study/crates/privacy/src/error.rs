//! What can go wrong between answers and a private release.

use std::path::PathBuf;

/// Names files, variables and settings; never an answer.
#[derive(Debug, thiserror::Error)]
pub enum PrivacyError {
    #[error("`{}` {what}", .path.display())]
    File { path: PathBuf, what: String },
    #[error("{place}: {what}")]
    Asked { place: String, what: String },
    #[error(
        "the privacy budget of the study does not allow this: it would cost {asked:.3} of epsilon, and {left:.3} of {total:.3} are left\n  nothing was released and nothing was spent\nhint: ask for fewer tables or columns with a smaller `--epsilon`; what was released before can be had again for nothing"
    )]
    Exceeded { asked: f64, left: f64, total: f64 },
    #[error("{0}")]
    Answers(#[from] microdata::Error),
    #[error("the noise could not be drawn: {0}\n  nothing was released and nothing was spent")]
    Noise(String),
}

impl PrivacyError {
    pub(crate) fn asked(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self::Asked { place: place.into(), what: what.into() }
    }

    pub(crate) fn file(path: &std::path::Path, what: impl Into<String>) -> Self {
        Self::File { path: path.to_owned(), what: what.into() }
    }

    pub(crate) fn io(path: &std::path::Path, verb: &str, error: &std::io::Error) -> Self {
        Self::file(path, format!("cannot be {verb}: {}", error.kind()))
    }
}
