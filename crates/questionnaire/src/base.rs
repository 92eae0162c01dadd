//! Who is asked, in words made from conditions: the description of a base.

use serde_json::Value as Json;

use crate::condition::{Condition, Operand, Operator, plain};
use crate::model::{Choice, Kind, Question, Questionnaire, Shown};

/// Characters of the longest condition in words: a base stands above each table, and beside each column of a grid.
const LONGEST: usize = 600;

/// The words for a question that is never shown by itself.
const HIDDEN: &str = "nobody: hidden, filled in by the program";

impl Questionnaire {
    /// Who is asked that question, in English with the labels of the questionnaire's own language: `all respondents`, or
    /// ``those for whom `follows` is “Yes” ``. Each part speaks of a question by its name, as tables and codebooks do.
    ///
    /// ```
    /// let questionnaire = questionnaire::standard();
    /// let met = questionnaire.question("met").unwrap();
    /// assert_eq!(questionnaire.base(met), "those for whom `follows` is “Yes”");
    /// ```
    pub fn base(&self, question: &Question) -> String {
        self.base_of(question, None)
    }

    /// Who is asked one part of that question: a row of a grid, a choice of several or a field may have a condition of its own.
    pub fn base_of(&self, question: &Question, part: Option<&Choice>) -> String {
        let own = part.and_then(|part| part.shown.as_ref());
        let all: Vec<&Shown> = question.shown.iter().chain(own).collect();
        if all.contains(&&Shown::Never) {
            return HIDDEN.into();
        }
        if all.is_empty() {
            return "all respondents".into();
        }
        let parts = all.iter().map(|shown| match shown {
            Shown::If(condition) => self.condition(condition, all.len() > 1),
            Shown::Never | Shown::Unknown => "a condition holds that is not understood here".into(),
        });
        let base = format!("those for whom {}", parts.collect::<Vec<_>>().join(" and "));
        match base.chars().count() {
            0..=LONGEST => base,
            _ => "those for whom a long condition holds: see the questionnaire".into(),
        }
    }

    /// A condition in words, in brackets where it stands in another and has several parts.
    fn condition(&self, condition: &Condition, inside: bool) -> String {
        let join = |parts: &[Condition], word: &str| match parts {
            [one] => self.condition(one, inside),
            parts => {
                let parts: Vec<String> = parts.iter().map(|part| self.condition(part, true)).collect();
                let joined = parts.join(&format!(" {word} "));
                if inside { format!("({joined})") } else { joined }
            }
        };
        match condition {
            Condition::All(parts) => join(parts, "and"),
            Condition::Any(parts) => join(parts, "or"),
            Condition::Empty(operand) => format!("{} was not answered", self.operand(operand, operand)),
            Condition::Compare(left, operator, right) => self.compare(left, *operator, right, false),
            Condition::Not(inner) => match &**inner {
                Condition::Empty(operand) => format!("{} was answered", self.operand(operand, operand)),
                Condition::Compare(left, operator, right) => self.compare(left, *operator, right, true),
                Condition::Any(parts) | Condition::All(parts) if parts.len() == 1 => {
                    self.condition(&Condition::Not(Box::new(parts[0].clone())), inside)
                }
                other => format!("not {}", self.condition(other, true)),
            },
        }
    }

    fn compare(&self, left: &Operand, operator: Operator, right: &Operand, not: bool) -> String {
        let words = match (operator, not) {
            (Operator::Equal, false) => " is",
            (Operator::Equal, true) => " is not",
            (Operator::Less, false) => " is below",
            (Operator::Less, true) => " is not below",
            (Operator::AtMost, false) => " is at most",
            (Operator::AtMost, true) => " is above",
            (Operator::Contains | Operator::AllOf, false) => " includes",
            (Operator::Contains | Operator::AllOf, true) => " does not include",
            (Operator::AnyOf, false) => " includes any of",
            (Operator::AnyOf, true) => " includes none of",
        };
        // `5 < {age}` is `{age} > 5` to people.
        if let (Operand::Constant(_), Operand::Question(_)) = (left, right) {
            let turned = match words {
                " is below" => Some(" is above"),
                " is not below" => Some(" is at most"),
                " is at most" => Some(" is at least"),
                " is above" => Some(" is below"),
                _ => None,
            };
            if let Some(words) = turned {
                return format!("{}{words} {}", self.operand(right, right), self.operand(left, right));
            }
        }
        format!("{}{words} {}", self.operand(left, right), self.operand(right, left))
    }

    /// A question by its name, a constant by the label that it has in the question it is compared with.
    fn operand(&self, operand: &Operand, other: &Operand) -> String {
        let value = match operand {
            Operand::Question(name) => return format!("`{name}`"),
            Operand::Constant(value) => value,
        };
        let question = match other {
            Operand::Question(name) => self
                .question(name)
                .or_else(|| name.rsplit_once('.').and_then(|(question, _)| self.question(question))),
            Operand::Constant(_) => None,
        };
        match value {
            Json::Array(items) => {
                let labels: Vec<String> = items.iter().map(|item| label(question, item)).collect();
                labels.join(", ")
            }
            single => label(question, single),
        }
    }
}

fn label(question: Option<&Question>, value: &Json) -> String {
    match question {
        Some(Question { kind: Kind::Input(_), .. }) | None => {
            plain(value).unwrap_or_else(|| value.to_string())
        }
        Some(question) => {
            let label = question.label(value).map(str::to_owned);
            format!("“{}”", label.or_else(|| plain(value)).unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Questionnaire;

    #[test]
    fn conditions_become_words() {
        let conditions = [
            "",
            "{a} = 1",
            "{a} <> 1 and {n} >= 18",
            "{m} contains 'x' or {m} anyof ['y', 'z']",
            "!({a} = 1 and {n} < 5)",
            "{n} notempty and ({a} empty or {n} <= 7)",
            "{n} > 5 and {m} notcontains 'x'",
            "today() > 3",
            "!({n} > 5)",
            &["{n} > 5"; 60].join(" or "),
        ];
        let mut told = String::new();
        for condition in conditions {
            let json = serde_json::json!({"elements": [
                {"type": "radiogroup", "name": "a", "choices": [{"value": 1, "text": "Yes"}, 2]},
                {"type": "text", "inputType": "number", "name": "n"},
                {"type": "checkbox", "name": "m", "choices": ["x", {"value": "y", "text": "Why"}, "z"]},
                {"type": "text", "name": "q", "visibleIf": condition}]});
            let questionnaire = Questionnaire::read(&json.to_string()).unwrap();
            let base = questionnaire.base(questionnaire.question("q").unwrap());
            told += &format!("{condition:.100}\n  {base}\n");
        }
        insta::assert_snapshot!(told);
    }

    #[test]
    fn a_part_with_a_condition_of_its_own_has_a_base_of_its_own() {
        let json = r#"{"elements": [
            {"type": "text", "inputType": "number", "name": "n"},
            {"type": "checkbox", "name": "m", "choices": ["x", {"value": "y", "visibleIf": "{n} > 1"}]},
            {"type": "matrix", "name": "g", "visibleIf": "{m} contains 'x'", "columns": [1], "rows": ["a", {"value": "b", "visibleIf": "{n} > 1"}]}]}"#;
        let questionnaire = Questionnaire::read(json).unwrap();
        let told: Vec<String> = questionnaire
            .columns()
            .iter()
            .map(|column| {
                format!("{}: {}", column.name(), questionnaire.base_of(column.question, column.part))
            })
            .collect();
        assert_eq!(
            told,
            [
                "n: all respondents",
                "m_x: all respondents",
                "m_y: those for whom `n` is above 1",
                "g_a: those for whom `m` includes “x”",
                "g_b: those for whom `m` includes “x” and `n` is above 1",
            ]
        );
    }
}
