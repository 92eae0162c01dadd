//! What can go wrong.

/// Why nothing could be worked out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TracedError {
    /// A file of answers or traces cannot be read.
    #[error("{0}")]
    Data(#[from] microdata::Error),
    /// A column that is needed is not there.
    #[error("`{column}` is not among the variables of {of}\nhint: {hint}")]
    Missing { column: String, of: &'static str, hint: &'static str },
    /// The plan makes no sense.
    #[error("line {line}: {what}")]
    Plan { line: usize, what: String },
    /// One person has two rows.
    #[error(
        "{rows} rows of {of} have a `respondent` that another row has\nhint: each person has one row; `parasocial-study check` shows duplicates"
    )]
    Twice { of: &'static str, rows: usize },
    /// Nobody donated.
    #[error(
        "none of the {traces} traces belongs to one of the {answers} people who answered\nhint: both files need the same `respondent`"
    )]
    NobodyJoined { traces: usize, answers: usize },
    /// The design cannot be used.
    #[error("{place}: {source}")]
    Survey { place: &'static str, source: survey::SurveyError },
}

impl TracedError {
    /// For `map_err`: where the design was used.
    pub(crate) const fn at(place: &'static str) -> impl Fn(survey::SurveyError) -> Self {
        move |source| Self::Survey { place, source }
    }
}
