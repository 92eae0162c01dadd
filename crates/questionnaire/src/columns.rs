//! Which columns answers become: the names that data sets, tables and plans use.

use crate::condition::plain;
use crate::model::{Choice, Kind, Question, Questionnaire};

/// One column of a data set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Column<'q> {
    pub question: &'q Question,
    /// The choice, row or field that it is for; `None` where the question is one column.
    pub part: Option<&'q Choice>,
}

impl Column<'_> {
    /// `q`, or `q_part` for a choice of several, a row of a grid, a field.
    pub fn name(&self) -> String {
        match self.part {
            None => self.question.name.clone(),
            Some(part) => part_name(&self.question.name, part),
        }
    }
}

/// The column of a part of a question.
pub fn part_name(question: &str, part: &Choice) -> String {
    format!("{question}_{}", plain(&part.value).unwrap_or_default())
}

impl Questionnaire {
    /// The columns of all questions, in order. Those of [`Questionnaire::worked_out`] follow by their own names, and a comment
    /// beside a question is `<name>_comment`.
    pub fn columns(&self) -> Vec<Column<'_>> {
        self.questions.iter().flat_map(Question::columns).collect()
    }
}

impl Question {
    /// The columns of this question: one, or one for each choice, row or field.
    pub fn columns(&self) -> Vec<Column<'_>> {
        let parts = match &self.kind {
            Kind::Many { choices, .. } => choices,
            Kind::Grid { rows, .. } => rows,
            Kind::Fields(items) => items,
            _ => return vec![Column { question: self, part: None }],
        };
        parts.iter().map(|part| Column { question: self, part: Some(part) }).collect()
    }
}
