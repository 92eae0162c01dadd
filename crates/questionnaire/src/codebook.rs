//! The codebook: a questionnaire explained to people, as Markdown.

use crate::condition::plain;
use crate::model::{Choice, Kind, Question, Questionnaire};
use crate::words::Words;

impl Questionnaire {
    /// The codebook: for each question its wording in each language, who is asked, its columns and its codes.
    ///
    /// ```
    /// let json = r#"{"elements": [{"type": "radiogroup", "name": "met", "title": "Met?", "choices": ["yes", "no"]}]}"#;
    /// let codebook = questionnaire::Questionnaire::read(json)?.codebook();
    /// assert!(codebook.contains("### `met`\n\nMet?\n"));
    /// # Ok::<(), questionnaire::Error>(())
    /// ```
    pub fn codebook(&self) -> String {
        let mut languages = vec![self.language.as_str()];
        languages.extend(self.languages());
        let mut book = Book { questionnaire: self, languages, out: String::new() };
        book.head();
        let mut page = None;
        for question in &self.questions {
            if page != Some(question.page) {
                page = Some(question.page);
                book.page(question.page);
            }
            book.question(question);
        }
        book.worked_out();
        book.out
    }
}

struct Book<'q> {
    questionnaire: &'q Questionnaire,
    /// The questionnaire's own first.
    languages: Vec<&'q str>,
    out: String,
}

impl Book<'_> {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn head(&mut self) {
        let title = self.questionnaire.title.original();
        self.line(&format!(
            "# Codebook{}",
            if title.is_empty() { String::new() } else { format!(": {title}") }
        ));
        self.line("");
        self.line("Made from the questionnaire: change it there, not here.");
        self.line("");
        self.line(&format!("Languages: {}.", self.languages.join(", ")));
        self.line("");
        self.line(
            "A column holds the codes below. A blank cell says *not asked*: the question was not for this person. \
             *Not answered* (asked, and left out) has a code of its own, -9 where nothing else has it; it is never counted as an \
             answer. In a question with several answers, 1 is *chosen* and 0 *not chosen*.",
        );
    }

    fn page(&mut self, at: usize) {
        let title = self.questionnaire.pages.get(at).map(|page| page.title.original()).unwrap_or_default();
        if !title.is_empty() {
            self.line(&format!("\n## {}", inline(title)));
        }
    }

    fn question(&mut self, question: &Question) {
        self.line(&format!("\n### `{}`\n", question.name));
        self.words(&question.title);
        if !question.description.is_empty() {
            self.line("");
            self.words(&question.description);
        }
        self.line("");
        self.line(&format!("- Asked: {}", self.questionnaire.base(question)));
        self.line(&format!("- Answer: {}", kind(question)));
        let columns = question.columns();
        if question.rows().is_empty() && columns.len() == 1 {
            self.line(&format!("- Column: `{}`", question.name));
        }
        if question.comment {
            self.line(&format!("- Words beside it: `{}_comment`", question.name));
        }
        match &question.kind {
            Kind::Many { choices, .. } => self.parts(question, choices),
            Kind::Grid { rows, columns } => {
                self.parts(question, rows);
                self.codes(columns.iter());
            }
            Kind::Fields(items) => self.parts(question, items),
            _ => self.codes(question.choices().into_iter()),
        }
    }

    /// A text in each language, the original first.
    fn words(&mut self, words: &Words) {
        self.line(&inline(words.original()));
        let others: Vec<String> = words
            .languages()
            .map(|language| format!("- {language}: {}", inline(words.in_language(language))))
            .collect();
        if !others.is_empty() {
            self.line("");
            self.line(&others.join("\n"));
        }
    }

    /// A column for each part of a question.
    fn parts(&mut self, question: &Question, parts: &[Choice]) {
        let name = |part: &Choice| format!("`{}`", crate::columns::part_name(&question.name, part));
        self.table("column", parts.iter().map(|part| (name(part), part)));
        let own: Vec<&Choice> = parts.iter().filter(|part| part.shown.is_some()).collect();
        if !own.is_empty() {
            self.line("\nNot all of these are asked of everybody:\n");
        }
        for part in own {
            self.line(&format!("- {}: {}", name(part), self.questionnaire.base_of(question, Some(part))));
        }
    }

    fn codes<'c>(&mut self, choices: impl Iterator<Item = &'c Choice>) {
        self.table("code", choices.map(|choice| (inline(&plain(&choice.value).unwrap_or_default()), choice)));
    }

    fn table<'c>(&mut self, head: &str, rows: impl Iterator<Item = (String, &'c Choice)>) {
        let mut rows = rows.peekable();
        if rows.peek().is_none() {
            return;
        }
        let languages = self.languages.clone();
        self.line(&format!("\n| {head} | {} |", languages.join(" | ")));
        self.line(&format!("| --- |{}", " --- |".repeat(languages.len())));
        for (name, choice) in rows {
            let texts = languages.iter().enumerate().map(|(at, language)| match at {
                0 => inline(choice.text.original()),
                _ => inline(choice.text.in_language(language)),
            });
            self.line(&format!("| {name} | {} |", texts.collect::<Vec<_>>().join(" | ")));
        }
    }

    fn worked_out(&mut self) {
        let values = &self.questionnaire.worked_out;
        if values.is_empty() {
            return;
        }
        self.line("\n## Worked out from answers");
        for value in values {
            let codes = value.expression.constants().unwrap_or_default();
            let codes: Vec<String> =
                codes.iter().filter_map(|code| Some(format!("`{}`", plain(code)?))).collect();
            self.line(&format!("\n### `{}`\n", value.name));
            if !codes.is_empty() {
                self.line(&format!("- Codes: {}", codes.join(", ")));
            }
            self.line(&format!("- By: `{}`", value.source));
        }
    }
}

fn kind(question: &Question) -> String {
    match &question.kind {
        Kind::One(_) => "one of the codes".into(),
        Kind::YesNo { .. } => "yes or no, stored as 1 and 0".into(),
        Kind::Many { least, most, .. } => match (least, most) {
            (0, None) => "several, a column for each".into(),
            (least, None) => format!("several, at least {least}, a column for each"),
            (least, Some(most)) => format!("several, {least} to {most}, a column for each"),
        },
        Kind::Grid { .. } => "one of the codes for each row, a column for each row".into(),
        Kind::Fields(_) => "a text in each field, a column for each".into(),
        Kind::Input(input) if input.is_number() => input.number_in_words(),
        Kind::Input(input) => format!("typed: {}", inline(&input.kind)),
        Kind::Other => "kept as JSON".into(),
    }
}

/// Text that stays in its line and in its cell.
fn inline(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\\', "\\\\").replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use crate::Questionnaire;

    #[test]
    fn a_codebook_is_for_people() {
        let json = r#"{"title": "T", "pages": [{"title": "One", "elements": [
            {"type": "checkbox", "name": "media", "title": {"default": "Which\n|media?", "de": "Welche?"}, "choices": ["tv", {"value": 2, "text": {"default": "Papers", "de": "Zeitungen"}}], "showOtherItem": true, "maxSelectedChoices": 2},
            {"type": "matrix", "name": "grid", "rows": ["a", {"value": "b", "visibleIf": "{media} contains 'tv'"}], "columns": [1, 2], "visibleIf": "{media} notempty"}]},
            {"elements": [{"type": "text", "inputType": "number", "min": 1, "name": "n", "description": "About"}, {"type": "file", "name": "f"}, {"type": "comment", "name": "c"}]}],
            "calculatedValues": [{"name": "g", "expression": "iif({n} > 3, 'many', 'few')", "includeIntoResult": true}]}"#;
        insta::assert_snapshot!(Questionnaire::read(json).unwrap().codebook());
    }
}
