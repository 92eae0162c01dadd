//! A question as it is put to a person.

use serde_json::{Map, Value as Json};

use super::Interview;
use super::check::{Refused, check};
use crate::condition::{plain, same};
use crate::model::{Choice, Page, Question};
use crate::words::Words;

/// A question that is asked now, with its texts in the person's language.
#[derive(Debug, Clone)]
pub struct Asked<'i> {
    /// The question itself: [`Question::kind`] says what form an answer has.
    pub question: &'i Question,
    pub(super) interview: &'i Interview<'i>,
    pub(super) at: usize,
    pub(super) result: Map<String, Json>,
}

impl Asked<'_> {
    /// The wording.
    pub fn title(&self) -> String {
        self.say(&self.question.title)
    }

    /// A few words below it; empty where there are none.
    pub fn description(&self) -> String {
        self.say(&self.question.description)
    }

    /// The page that begins with this question: its title and description, to be shown once. `None` on the same page.
    pub fn begins_page(&self) -> Option<(String, String)> {
        let last = self.interview.passed.last();
        let last = last.and_then(|at| self.interview.questionnaire.questions.get(*at));
        if last.is_some_and(|last| last.page == self.question.page) {
            return None;
        }
        let page: &Page = self.interview.questionnaire.pages.get(self.question.page)?;
        Some((self.say(&page.title), self.say(&page.description)))
    }

    /// Values and labels to choose from: of a list, yes and no, or the columns of a grid.
    pub fn choices(&self) -> Vec<(Json, String)> {
        self.shown(self.question.choices())
    }

    /// Values and labels of the rows of a grid, or of fields; empty for all else.
    pub fn rows(&self) -> Vec<(Json, String)> {
        self.shown(self.question.rows())
    }

    /// The value of a choice that somebody typed: its number in [`choices`](Self::choices) from 1 on, its value, or its label
    /// in any case. Numbers win where values are numbers too.
    pub fn find(&self, typed: &str) -> Option<Json> {
        let (choices, typed) = (self.choices(), typed.trim());
        if let Ok(number) = typed.parse::<usize>() {
            return choices.get(number.checked_sub(1)?).map(|(value, _)| value.clone());
        }
        let wanted = Json::from(typed);
        let by_value = choices.iter().find(|(value, _)| same(value, &wanted));
        let by_label = || choices.iter().find(|(_, label)| label.to_lowercase() == typed.to_lowercase());
        by_value.or_else(by_label).map(|(value, _)| value.clone())
    }

    /// Whether something is an answer, without taking it: the answer as it would go into the result.
    ///
    /// # Errors
    /// If it is none.
    pub fn check(&self, said: &Json) -> Result<Json, Refused> {
        check(self.question, said, &self.result)
    }

    /// What was answered before going back, as far as it still is an answer: rows and choices that are not shown any more are
    /// left out of it.
    pub fn said_before(&self) -> Option<Json> {
        let before = self.interview.answers.get(&self.at)?;
        let kept = match before {
            Json::Object(rows) => {
                let is_answer = |(row, value): &(&String, &Json)| {
                    let alone = Map::from_iter([((*row).clone(), (*value).clone())]);
                    self.check(&Json::Object(alone)).is_ok()
                };
                let kept = rows.iter().filter(is_answer);
                Json::Object(kept.map(|(row, value)| (row.clone(), value.clone())).collect())
            }
            Json::Array(items) => {
                let choices = self.choices();
                let is_shown = |item: &&Json| choices.iter().any(|(value, _)| same(value, item));
                Json::Array(items.iter().filter(is_shown).cloned().collect())
            }
            single => single.clone(),
        };
        self.check(&kept).ok()
    }

    /// Questions up to here and in all that would be asked if nothing further were answered: for "3 of about 20".
    pub fn progress(&self) -> (usize, usize) {
        let questions = self.interview.questionnaire.questions.iter().skip(self.at);
        let ahead = questions.filter(|question| self.interview.is_asked(question, &self.result)).count();
        let passed = self.interview.passed.len();
        (passed + 1, passed + ahead.max(1))
    }

    fn shown(&self, choices: Vec<&Choice>) -> Vec<(Json, String)> {
        let shown = choices.into_iter().filter(|choice| choice.is_shown(&self.result) == Some(true));
        shown.map(|choice| (choice.value.clone(), self.say(&choice.text))).collect()
    }

    /// A text in the person's language, with `{name}` replaced by words that were given, or by an answer.
    fn say(&self, words: &Words) -> String {
        let mut rest = words.in_language(&self.interview.language);
        let mut said = String::new();
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let Some((name, behind)) = after.split_once('}') else {
                said.push('{');
                rest = after;
                continue;
            };
            let known = self.interview.words.get(name.trim()).cloned();
            match known.or_else(|| self.result.get(name.trim()).and_then(plain)) {
                Some(words) => said.push_str(&words),
                None => {
                    said.push('{');
                    said.push_str(name);
                    said.push('}');
                }
            }
            rest = behind;
        }
        said + rest
    }
}
