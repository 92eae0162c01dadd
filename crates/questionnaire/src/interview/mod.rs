//! One person is asked, question by question.

mod asked;
mod check;

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json};

pub use asked::Asked;
pub use check::Refused;

use crate::model::{Kind, Question, Questionnaire};

/// Where a person stands in a questionnaire, and what they said.
///
/// [`next`](Self::next) is the question to be asked now; [`answer`](Self::answer) or [`skip`](Self::skip) go on, and
/// [`back`](Self::back) goes back. Which question follows is decided by what was answered before it, so a questionnaire's
/// conditions have to speak of questions above them, as in SurveyJS.
#[derive(Debug, Clone)]
pub struct Interview<'q> {
    questionnaire: &'q Questionnaire,
    language: String,
    /// Values that were known before: of hidden questions, and of those that need not be asked.
    given: Map<String, Json>,
    /// Words for texts: `{name}` in a title or a label becomes this. Never part of a result.
    words: BTreeMap<String, String>,
    /// Pages that are not asked.
    without: Vec<String>,
    /// Questions that were answered or skipped, in their order.
    passed: Vec<usize>,
    /// What was said to any question, also to one that has to be passed anew after going back.
    answers: BTreeMap<usize, Json>,
}

impl<'q> Interview<'q> {
    /// At the first question. Texts come in that language where the questionnaire has it, else in its own.
    pub fn new(questionnaire: &'q Questionnaire, language: &str) -> Interview<'q> {
        Interview {
            questionnaire,
            language: language.to_owned(),
            given: Map::new(),
            words: BTreeMap::new(),
            without: Vec::new(),
            passed: Vec::new(),
            answers: BTreeMap::new(),
        }
    }

    /// A value that is known already and goes into the result: a hidden question (such as `accounts` of the standard
    /// questionnaire: how many accounts the questions of truth are about), or one that then is not asked.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Json>) -> Self {
        self.given.insert(name.to_owned(), value.into());
        self
    }

    /// What `{name}` stands for in texts (such as `account_1`). It is shown, and is never part of a result.
    #[must_use]
    pub fn with_words(mut self, name: &str, words: &str) -> Self {
        self.words.insert(name.to_owned(), words.to_owned());
        self
    }

    /// Leaves out a page of the questionnaire: its questions are *not asked*.
    #[must_use]
    pub fn without(mut self, page: &str) -> Self {
        self.without.push(page.to_owned());
        self
    }

    /// The question to be asked now; `None` when all are passed.
    pub fn next(&self) -> Option<Asked<'_>> {
        let at = self.at()?;
        Some(Asked {
            question: self.questionnaire.questions.get(at)?,
            interview: self,
            at,
            result: self.so_far(),
        })
    }

    /// Takes the answer to [`next`](Self::next), in SurveyJS's form: the value of a choice, a list of values, an object of rows and
    /// values, a number, a text. Values may be written as texts (`"3"` for `3`). Nothing happens when all are passed.
    ///
    /// # Errors
    /// If it is no answer to the question; the person can then be asked again.
    pub fn answer(&mut self, said: impl Into<Json>) -> Result<(), Refused> {
        let Some(at) = self.at() else { return Ok(()) };
        let Some(question) = self.questionnaire.questions.get(at) else { return Ok(()) };
        let answer = check::check(question, &said.into(), &self.so_far())?;
        self.answers.insert(at, answer);
        self.passed.push(at);
        Ok(())
    }

    /// Goes on without an answer: *not answered*. What is required can be skipped too, since nobody has to say anything;
    /// [`Asked::question`] says whether an answer is needed for the result to be of use.
    pub fn skip(&mut self) {
        if let Some(at) = self.at() {
            self.answers.remove(&at);
            self.passed.push(at);
        }
    }

    /// Back to the question that was asked last; `false` at the first. What was said there is kept as
    /// [`Asked::said_before`] until it is answered or skipped anew.
    pub fn back(&mut self) -> bool {
        self.passed.pop().is_some()
    }

    /// How many questions were passed.
    pub fn passed(&self) -> usize {
        self.passed.len()
    }

    /// The answers as SurveyJS gives them: a key for each question that was asked and answered, and for each value that is
    /// worked out. What turned out not to be asked is not in it. May be called before all are passed: somebody who breaks off.
    pub fn finish(self) -> Map<String, Json> {
        let mut result = self.so_far();
        // An answer whose condition does not hold any more goes, and others may go with it.
        loop {
            let gone = self.passed.iter().filter_map(|at| self.questionnaire.questions.get(*at));
            let gone: Vec<&Question> = gone
                .filter(|question| result.contains_key(&question.name))
                .filter(|question| question.is_shown(&result) != Some(true))
                .collect();
            if gone.is_empty() {
                break;
            }
            gone.into_iter().for_each(|question| drop(result.remove(&question.name)));
        }
        for worked_out in &self.questionnaire.worked_out {
            if let Some(value) = worked_out.expression.value(&result).cloned() {
                result.insert(worked_out.name.clone(), value);
            }
        }
        result
    }

    /// What was given and answered, of questions that were passed.
    fn so_far(&self) -> Map<String, Json> {
        let mut result = self.given.clone();
        for at in &self.passed {
            if let (Some(question), Some(answer)) =
                (self.questionnaire.questions.get(*at), self.answers.get(at))
            {
                result.insert(question.name.clone(), answer.clone());
            }
        }
        result
    }

    /// The first question behind those that were passed that is shown.
    fn at(&self) -> Option<usize> {
        let from = self.passed.last().map_or(0, |last| last + 1);
        let result = self.so_far();
        let is_asked = |at: &usize| {
            self.questionnaire.questions.get(*at).is_some_and(|question| self.is_asked(question, &result))
        };
        (from..self.questionnaire.questions.len()).find(is_asked)
    }

    fn is_asked(&self, question: &Question, result: &Map<String, Json>) -> bool {
        let page = self.questionnaire.pages.get(question.page);
        let left_out = page.is_some_and(|page| self.without.contains(&page.name));
        !left_out
            && question.kind != Kind::Other
            && !self.given.contains_key(&question.name)
            && question.is_shown(result) == Some(true)
    }
}

#[cfg(test)]
mod tests;
