//! What a questionnaire is: pages, questions, choices, and the conditions under which they are shown.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::condition::{Condition, Expression, same};
use crate::words::Words;

/// A questionnaire of SurveyJS. [`Questionnaire::read`] makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct Questionnaire {
    pub title: Words,
    /// The language of what is marked `default`: `en` unless `locale` says otherwise.
    pub language: String,
    pub pages: Vec<Page>,
    /// All questions, in their order, whatever page or panel they stand in.
    pub questions: Vec<Question>,
    /// Values that are worked out from answers and stand in results (`calculatedValues` with `includeIntoResult`).
    pub worked_out: Vec<WorkedOut>,
}

/// A page: what is said above its questions.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    pub name: String,
    pub title: Words,
    pub description: Words,
}

/// One question.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// The key of its answer in a result.
    pub name: String,
    /// Its place in [`Questionnaire::pages`].
    pub page: usize,
    /// Its wording; its name where there is none.
    pub title: Words,
    /// A few words below it.
    pub description: Words,
    pub kind: Kind,
    /// There is a field for words beside it, stored as `<name>-Comment`.
    pub comment: bool,
    /// It cannot be left without an answer.
    pub required: bool,
    /// All that have to hold for it to be shown: its own condition, and those of the page and the panels around it.
    pub shown: Vec<Shown>,
}

/// A condition of a question, or of what it stands in.
#[derive(Debug, Clone, PartialEq)]
pub enum Shown {
    /// Shared by all questions of a page or panel.
    If(Arc<Condition>),
    Never,
    /// The condition uses something that is not known here.
    Unknown,
}

/// A code with its label: a choice, a row, a column, a step of a scale, or a field.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    pub value: Json,
    pub text: Words,
    /// It stands alone: whoever chooses it chooses nothing else.
    pub alone: bool,
    /// Nothing for "always".
    pub shown: Option<Shown>,
}

/// What a question asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    One(Vec<Choice>),
    /// Several choices, at least and at most so many of them.
    Many {
        choices: Vec<Choice>,
        least: usize,
        most: Option<usize>,
    },
    YesNo {
        yes: Box<Choice>,
        no: Box<Choice>,
    },
    /// One answer for each row.
    Grid {
        rows: Vec<Choice>,
        columns: Vec<Choice>,
    },
    /// Several fields for text.
    Fields(Vec<Choice>),
    Input(Input),
    /// Files, tables, panels that repeat: kept as they are, and not asked by an [`crate::Interview`].
    Other,
}

/// Something that is typed.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// As in HTML: `text`, `number`, `date`, ...
    pub kind: String,
    /// Smallest and largest number.
    pub low: Option<f64>,
    pub high: Option<f64>,
    /// Characters of the longest text.
    pub longest: Option<usize>,
}

impl Input {
    /// Whether it takes numbers.
    pub fn is_number(&self) -> bool {
        matches!(self.kind.as_str(), "number" | "range")
    }

    /// What numbers it takes, in words: `a number from 18 to 110`.
    pub fn number_in_words(&self) -> String {
        match (self.low, self.high) {
            (Some(low), Some(high)) => format!("a number from {low} to {high}"),
            (Some(low), None) => format!("a number of {low} or more"),
            (None, Some(high)) => format!("a number of {high} or less"),
            (None, None) => "a number".into(),
        }
    }
}

/// A value that is worked out from answers.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkedOut {
    pub name: String,
    pub expression: Expression,
    /// The expression as it was written.
    pub source: String,
}

impl Questionnaire {
    /// One without questions.
    pub(crate) fn empty() -> Questionnaire {
        Questionnaire {
            title: Words::default(),
            language: "en".into(),
            pages: Vec::new(),
            questions: Vec::new(),
            worked_out: Vec::new(),
        }
    }

    /// The question of that name.
    pub fn question(&self, name: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.name == name)
    }

    /// Languages that any text is translated to, beside [`Questionnaire::language`], in order.
    pub fn languages(&self) -> Vec<&str> {
        let titles = self.questions.iter().map(|question| &question.title);
        let mut languages: Vec<&str> = titles.chain([&self.title]).flat_map(Words::languages).collect();
        languages.sort_unstable();
        languages.dedup();
        languages
    }
}

impl Question {
    /// Whether it is shown to somebody with these answers; `None` if that cannot be told.
    pub fn is_shown(&self, result: &Map<String, Json>) -> Option<bool> {
        all_hold(&self.shown, result)
    }

    /// Choices of a list, or columns of a grid; none for what is typed.
    pub fn choices(&self) -> Vec<&Choice> {
        match &self.kind {
            Kind::One(choices) | Kind::Many { choices, .. } => choices.iter().collect(),
            Kind::YesNo { yes, no } => vec![&**yes, &**no],
            Kind::Grid { columns, .. } => columns.iter().collect(),
            Kind::Fields(_) | Kind::Input(_) | Kind::Other => Vec::new(),
        }
    }

    /// The label of a value among [`choices`](Self::choices), in the questionnaire's own language; `None` if it is none of them.
    pub fn label(&self, value: &Json) -> Option<&str> {
        let found = self.choices().into_iter().find(|choice| same(&choice.value, value));
        found.map(|choice| choice.text.original())
    }

    /// Rows of a grid, or fields; none for all else.
    pub fn rows(&self) -> Vec<&Choice> {
        match &self.kind {
            Kind::Grid { rows, .. } | Kind::Fields(rows) => rows.iter().collect(),
            _ => Vec::new(),
        }
    }
}

impl Choice {
    /// A choice that is always shown, with the same label in all languages.
    pub fn new(value: impl Into<Json>, text: impl Into<String>) -> Choice {
        Choice { value: value.into(), text: Words::plain(text), alone: false, shown: None }
    }

    /// Whether it is shown to somebody with these answers; `None` if that cannot be told.
    pub fn is_shown(&self, result: &Map<String, Json>) -> Option<bool> {
        all_hold(self.shown.as_slice(), result)
    }
}

fn all_hold(shown: &[Shown], result: &Map<String, Json>) -> Option<bool> {
    let mut known = Some(true);
    for condition in shown {
        match condition {
            Shown::If(condition) if condition.holds(result) => {}
            Shown::If(_) | Shown::Never => return Some(false),
            Shown::Unknown => known = None,
        }
    }
    known
}
