//! Conditions such as `{q1} = 'a' and {q2} notempty`, by which questions are shown.
//!
//! The common part of SurveyJS's expressions: comparisons, `empty`, `notempty`, `contains`, `notcontains`, `anyof`, `allof`, `and`,
//! `or`, `!`, brackets. Whatever else a condition uses makes it unknown, never false. Values that are worked out may choose between
//! constants and answers by `iif(condition, then, else)`.

use serde_json::{Map, Value as Json};

/// Brackets inside brackets.
const DEEPEST: u32 = 50;

/// A condition that was understood.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Compare(Operand, Operator, Operand),
    Empty(Operand),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    Question(String),
    Constant(Json),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    Equal,
    Less,
    AtMost,
    Contains,
    AnyOf,
    AllOf,
}

/// What a value is worked out by.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    Plain(Operand),
    /// If the condition holds the first, else the second.
    Either(Condition, Box<Expression>, Box<Expression>),
}

impl Expression {
    /// `None` if it uses something that is not known here.
    pub fn parse(text: &str) -> Option<Expression> {
        let tokens = tokens(text)?;
        let mut parser = Parser { tokens: &tokens, depth: 0 };
        let expression = parser.expression()?;
        parser.tokens.is_empty().then_some(expression)
    }

    /// The value for somebody with these answers; `None` where it is empty.
    pub fn value<'a>(&'a self, result: &'a Map<String, Json>) -> Option<&'a Json> {
        match self {
            Expression::Plain(operand) => operand.value(result).filter(|value| !is_empty(value)),
            Expression::Either(condition, then, or) => {
                if condition.holds(result) {
                    then.value(result)
                } else {
                    or.value(result)
                }
            }
        }
    }

    /// The questions, or parts of questions, that it looks at, each once.
    pub fn questions(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.gather(&mut names);
        names
    }

    fn gather<'a>(&'a self, names: &mut Vec<&'a str>) {
        match self {
            Expression::Plain(operand) => operand.gather(names),
            Expression::Either(condition, then, or) => {
                condition.gather(names);
                then.gather(names);
                or.gather(names);
            }
        }
    }

    /// The constants that it may give, in their order, each once; `None` if it may give an answer.
    pub fn constants(&self) -> Option<Vec<&Json>> {
        match self {
            Expression::Plain(Operand::Question(_)) => None,
            Expression::Plain(Operand::Constant(value)) => {
                Some(if is_empty(value) { Vec::new() } else { vec![value] })
            }
            Expression::Either(_, then, or) => {
                let mut all = then.constants()?;
                for value in or.constants()? {
                    if !all.contains(&value) {
                        all.push(value);
                    }
                }
                Some(all)
            }
        }
    }
}

impl Condition {
    /// `None` if it uses something that is not known here.
    pub fn parse(text: &str) -> Option<Condition> {
        let tokens = tokens(text)?;
        let mut parser = Parser { tokens: &tokens, depth: 0 };
        let condition = parser.any()?;
        parser.tokens.is_empty().then_some(condition)
    }

    /// Whether it holds for somebody with these answers.
    pub fn holds(&self, result: &Map<String, Json>) -> bool {
        match self {
            Condition::All(all) => all.iter().all(|one| one.holds(result)),
            Condition::Any(any) => any.iter().any(|one| one.holds(result)),
            Condition::Not(one) => !one.holds(result),
            Condition::Empty(operand) => operand.value(result).is_none_or(is_empty),
            Condition::Compare(left, operator, right) => match (left.value(result), right.value(result)) {
                (Some(left), Some(right)) => compare(left, *operator, right),
                _ => false,
            },
        }
    }

    fn gather<'a>(&'a self, names: &mut Vec<&'a str>) {
        match self {
            Condition::All(all) | Condition::Any(all) => all.iter().for_each(|one| one.gather(names)),
            Condition::Not(one) => one.gather(names),
            Condition::Empty(operand) => operand.gather(names),
            Condition::Compare(left, _, right) => {
                left.gather(names);
                right.gather(names);
            }
        }
    }
}

impl Operand {
    fn gather<'a>(&'a self, names: &mut Vec<&'a str>) {
        if let Operand::Question(name) = self
            && !names.contains(&name.as_str())
        {
            names.push(name);
        }
    }

    fn value<'a>(&'a self, result: &'a Map<String, Json>) -> Option<&'a Json> {
        match self {
            Operand::Constant(value) => Some(value),
            // A question's name may hold points itself.
            Operand::Question(name) => result.get(name).or_else(|| {
                let (question, part) = name.split_once('.')?;
                result.get(question)?.get(part)
            }),
        }
    }
}

fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.is_empty(),
        Json::Object(items) => items.is_empty(),
        Json::Bool(_) | Json::Number(_) => false,
    }
}

/// Whether two values are the same to SurveyJS: `1` is `"1"`, `"A"` is `"a"`, arrays are compared without order.
pub fn same(left: &Json, right: &Json) -> bool {
    match (left, right) {
        (Json::Array(left), Json::Array(right)) => {
            let inside = |one: &Json| right.iter().any(|other| same(one, other));
            left.len() == right.len() && left.iter().all(inside)
        }
        _ => match (plain(left), plain(right)) {
            (Some(left), Some(right)) => left.to_lowercase() == right.to_lowercase(),
            _ => left == right,
        },
    }
}

/// A single value as a text.
pub fn plain(value: &Json) -> Option<String> {
    match value {
        Json::Null | Json::Array(_) | Json::Object(_) => None,
        Json::Bool(value) => Some(value.to_string()),
        Json::Number(number) => {
            Some(number.as_f64().map_or_else(|| number.to_string(), |number| number.to_string()))
        }
        Json::String(text) => Some(text.clone()),
    }
}

fn compare(left: &Json, operator: Operator, right: &Json) -> bool {
    let list = |value: &Json| value.as_array().cloned().unwrap_or_else(|| vec![value.clone()]);
    let numbers = || Some((plain(left)?.parse::<f64>().ok()?, plain(right)?.parse::<f64>().ok()?));
    match operator {
        Operator::Equal => same(left, right),
        Operator::Less => match numbers() {
            Some((left, right)) => left < right,
            None => plain(left) < plain(right),
        },
        Operator::AtMost => same(left, right) || compare(left, Operator::Less, right),
        Operator::Contains => match left {
            Json::String(text) => {
                plain(right).is_some_and(|part| text.to_lowercase().contains(&part.to_lowercase()))
            }
            _ => list(right).iter().all(|one| list(left).iter().any(|other| same(one, other))),
        },
        Operator::AnyOf => list(right).iter().any(|one| list(left).iter().any(|other| same(one, other))),
        Operator::AllOf => list(right).iter().all(|one| list(left).iter().any(|other| same(one, other))),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Question(String),
    Constant(Json),
    /// An operator, a bracket or a word, in lower case.
    Word(String),
}

fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '{' => {
                let end = rest.find('}')?;
                let name = rest[1..end].trim();
                // `{row.x}`, `{panel.x}` and indices depend on where they stand.
                if name.starts_with("row.") || name.starts_with("panel.") || name.contains('[') {
                    return None;
                }
                tokens.push(Token::Question(name.to_owned()));
                end + 1
            }
            '\'' | '"' => {
                let end = rest[1..].find(first)? + 1;
                tokens.push(Token::Constant(Json::String(rest[1..end].to_owned())));
                end + 1
            }
            '(' | ')' | '[' | ']' | ',' => {
                tokens.push(Token::Word(first.to_string()));
                1
            }
            '=' | '<' | '>' | '!' | '&' | '|' => {
                let end = rest.find(|c| !"=<>!&|".contains(c)).unwrap_or(rest.len());
                // `!(` is two words.
                tokens.push(Token::Word(rest[..end].to_owned()));
                end
            }
            _ => {
                let end = rest
                    .find(|c: char| c.is_whitespace() || "()[],=<>!&|{}'\"".contains(c))
                    .unwrap_or(rest.len());
                tokens.push(word(rest.get(..end).filter(|word| !word.is_empty())?));
                end
            }
        };
        rest = rest[length..].trim_start();
    }
    Some(tokens)
}

fn word(word: &str) -> Token {
    match word.parse::<f64>() {
        Ok(number) if word.starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '.') => {
            Token::Constant(Json::from(number))
        }
        _ => match word.to_lowercase().as_str() {
            "true" => Token::Constant(Json::Bool(true)),
            "false" => Token::Constant(Json::Bool(false)),
            lower => Token::Word(lower.to_owned()),
        },
    }
}

struct Parser<'a> {
    tokens: &'a [Token],
    depth: u32,
}

impl Parser<'_> {
    fn eat(&mut self, words: &[&str]) -> bool {
        match self.tokens.split_first() {
            Some((Token::Word(word), rest)) if words.contains(&word.as_str()) => {
                self.tokens = rest;
                true
            }
            _ => false,
        }
    }

    fn any(&mut self) -> Option<Condition> {
        let mut any = vec![self.all()?];
        while self.eat(&["or", "||"]) {
            any.push(self.all()?);
        }
        Some(Condition::Any(any))
    }

    fn all(&mut self) -> Option<Condition> {
        let mut all = vec![self.one()?];
        while self.eat(&["and", "&&"]) {
            all.push(self.one()?);
        }
        Some(Condition::All(all))
    }

    fn one(&mut self) -> Option<Condition> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let one = if self.eat(&["!"]) {
            Some(Condition::Not(Box::new(self.one()?)))
        } else if self.eat(&["("]) {
            let inner = self.any()?;
            self.eat(&[")"]).then_some(inner)
        } else {
            self.comparison()
        };
        self.depth -= 1;
        one
    }

    fn comparison(&mut self) -> Option<Condition> {
        let left = self.operand()?;
        let (operator, rest) = match self.tokens.split_first() {
            Some((Token::Word(word), rest)) => (word.as_str(), rest),
            // A question on its own: whether it was answered with "yes".
            _ => return Some(Condition::Compare(left, Operator::Equal, Operand::Constant(Json::Bool(true)))),
        };
        let not = |condition| Condition::Not(Box::new(condition));
        if matches!(operator, ")" | "and" | "or" | "&&" | "||") {
            return Some(Condition::Compare(left, Operator::Equal, Operand::Constant(Json::Bool(true))));
        }
        self.tokens = rest;
        match operator {
            "empty" => return Some(Condition::Empty(left)),
            "notempty" => return Some(not(Condition::Empty(left))),
            _ => {}
        }
        let right = self.operand()?;
        Some(match operator {
            "=" | "==" | "equal" => Condition::Compare(left, Operator::Equal, right),
            "<>" | "!=" | "notequal" => not(Condition::Compare(left, Operator::Equal, right)),
            "<" | "less" => Condition::Compare(left, Operator::Less, right),
            "<=" | "lessorequal" => Condition::Compare(left, Operator::AtMost, right),
            ">" | "greater" => Condition::Compare(right, Operator::Less, left),
            ">=" | "greaterorequal" => Condition::Compare(right, Operator::AtMost, left),
            "contains" | "contain" | "*=" => Condition::Compare(left, Operator::Contains, right),
            "notcontains" | "notcontain" => not(Condition::Compare(left, Operator::Contains, right)),
            "anyof" => Condition::Compare(left, Operator::AnyOf, right),
            "allof" => Condition::Compare(left, Operator::AllOf, right),
            _ => return None,
        })
    }

    fn expression(&mut self) -> Option<Expression> {
        if !self.eat(&["iif"]) {
            return self.operand().map(Expression::Plain);
        }
        self.depth += 1;
        if self.depth > DEEPEST || !self.eat(&["("]) {
            return None;
        }
        let condition = self.any()?;
        let then = self.eat(&[","]).then(|| self.expression())??;
        let or = self.eat(&[","]).then(|| self.expression())??;
        self.depth -= 1;
        self.eat(&[")"]).then(|| Expression::Either(condition, Box::new(then), Box::new(or)))
    }

    fn operand(&mut self) -> Option<Operand> {
        if self.eat(&["["]) {
            return self.list();
        }
        let (first, rest) = self.tokens.split_first()?;
        let operand = match first {
            Token::Question(name) => Operand::Question(name.clone()),
            Token::Constant(value) => Operand::Constant(value.clone()),
            Token::Word(_) => return None,
        };
        self.tokens = rest;
        Some(operand)
    }

    /// The rest of a list, which holds constants and nothing else.
    fn list(&mut self) -> Option<Operand> {
        let mut items = Vec::new();
        while !self.eat(&["]"]) {
            let (Token::Constant(value), rest) = self.tokens.split_first()? else { return None };
            items.push(value.clone());
            self.tokens = rest;
            self.eat(&[","]);
        }
        Some(Operand::Constant(Json::Array(items)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expression_names_what_it_looks_at() {
        let text = "iif({a} = 1 and !({m.r1} empty), {b}, iif({a} > {c} or {list} anyof [1, 2], 'x', 'y'))";
        assert_eq!(Expression::parse(text).unwrap().questions(), ["a", "m.r1", "b", "c", "list"]);
        assert_eq!(Expression::parse("'x'").unwrap().questions(), [""; 0]);
    }

    #[test]
    fn conditions_hold_or_not() {
        let result = r#"{"a": "Yes", "n": 3, "list": ["x", 2], "m": {"r1": 1}, "none": "", "b": true}"#;
        let result: Map<String, Json> = serde_json::from_str(result).unwrap();
        let holds = |text: &str| Condition::parse(text).map(|condition| condition.holds(&result));
        for text in [
            "{a} = 'yes'",
            "{n} == 3 and {n} = '3'",
            "{n} > 2 && {n} >= 3 && {n} < 10 && {n} <= 3",
            "{list} contains 'x' and {list} notcontains 'y'",
            "{list} anyof ['y', 2] and {list} allof [2, 'x']",
            "{gone} empty and {none} empty and {n} notempty",
            "{m.r1} = 1",
            "!({a} = 'no') and ({n} = 1 or {n} = 3)",
            "{gone} <> 'x'",
            "{b}",
            "{list} = [2, 'x']",
            "{gone} empty or {gone} = []",
        ] {
            assert_eq!(holds(text), Some(true), "{text}");
        }
        for text in
            ["{a} = 'no'", "{gone} = 'x'", "{gone} > 1", "{n} < 3", "{list} contains ['x', 'y']", "{a}"]
        {
            assert_eq!(holds(text), Some(false), "{text}");
        }
        let deep = "(".repeat(100_000) + "{a} = 1" + &")".repeat(100_000);
        let deep_list = "{list} = ".to_owned() + &"[".repeat(100_000);
        for text in [
            "iif({a} = 1, 2, 3)",
            "{a} =",
            "{a",
            "today() > {d}",
            "{row.x} = 1",
            "",
            "{a} = 1 {b}",
            "{list} = [['x']]",
            "{list} = [{a}]",
            "{list} = ['x'",
            &deep,
            &deep_list,
        ] {
            assert_eq!(holds(text), None, "{}", text.chars().take(40).collect::<String>());
        }
    }
}
