//! Questions to variables: which columns a questionnaire makes, and how a cell is found in a result.

use microdata::{
    Category, Dictionary, Kind as Cell, Measure, MissingCode, MultipleResponse, SetKind, State, Value,
    Variable,
};
use questionnaire::columns::part_name;
use questionnaire::condition::{Condition, Expression, Operand, plain, same};
use questionnaire::{Choice, Kind, Question, Questionnaire};
use serde_json::{Map, Value as Json};

use crate::dates;

/// One column.
pub struct Field {
    /// The question that decides whether it was asked; `None` for what no question names.
    pub question: Option<usize>,
    pub key: String,
    pub part: Part,
    /// What "asked and not answered" is; `None` where a blank says nothing.
    pub not_answered: Option<Value>,
}

/// Which part of an answer stands in the column, and how.
pub enum Part {
    /// A code of a list.
    Coded(Coder),
    /// 1 if that choice is among the answers, else 0; nothing where it was not shown.
    Chosen(Box<Choice>),
    /// The code in that row of a grid.
    Row(Box<Choice>, Coder),
    /// The text in that field.
    FieldText(Box<Choice>),
    /// A number, text, date, ... as it was typed.
    Typed(Cell),
    /// Whatever it is, as JSON.
    AsJson,
    /// A code that is worked out from answers, where it does not stand in the result.
    WorkedOut(Expression, Coder, Vec<Source>),
}

impl Part {
    /// Whether it was shown where its question was: choices, rows and fields have conditions of their own.
    fn is_shown(&self, result: &Map<String, Json>) -> bool {
        match self {
            Part::Chosen(part) | Part::Row(part, _) | Part::FieldText(part) => {
                part.is_shown(result) == Some(true)
            }
            _ => true,
        }
    }

    /// Whether that choice, row or field is in an answer.
    fn is_in(&self, answer: &Json) -> bool {
        match (self, answer) {
            (Part::Chosen(choice), Json::Array(items)) => items.iter().any(|item| same(item, &choice.value)),
            (Part::Chosen(choice), single) => same(single, &choice.value),
            (Part::Row(row, _) | Part::FieldText(row), answer) => part(answer, &row.value).is_some(),
            _ => true,
        }
    }
}

/// An answer that a value is worked out from.
pub struct Source {
    /// Its question.
    question: usize,
    /// The row of it, where it is one.
    row: Option<Choice>,
    is_empty: Condition,
}

impl Source {
    /// Whether it was asked and not answered.
    fn is_missing(&self, result: &Map<String, Json>, shown: &[Option<bool>]) -> bool {
        let is_row_shown = self.row.as_ref().is_none_or(|row| row.is_shown(result) == Some(true));
        shown.get(self.question) == Some(&Some(true)) && is_row_shown && self.is_empty.holds(result)
    }
}

/// A list of values with their codes.
#[derive(Clone)]
pub struct Coder {
    pairs: Vec<(Json, Value)>,
    text: bool,
}

impl Coder {
    /// The code of a value; `None` if it can be none.
    pub fn code(&self, json: &Json) -> Option<Value> {
        if let Some((_, code)) = self.pairs.iter().find(|(value, _)| same(value, json)) {
            return Some(code.clone());
        }
        let plain = plain(json)?;
        if self.text { Some(Value::Text(plain)) } else { number(&plain).map(Value::Number) }
    }
}

fn number(text: &str) -> Option<f64> {
    crate::csv::parse_number(text.trim(), false)
}

/// Codes that SurveyJS itself has for what is no answer.
const NO_ANSWERS: [&str; 2] = ["refused", "dontknow"];

impl Field {
    /// The cell of a result, given which questions were shown: a code, or nothing for "not asked". The outer `None` says that
    /// what stands there does not fit.
    pub fn cell_of(&self, result: &Map<String, Json>, shown: &[Option<bool>]) -> Option<Option<Value>> {
        let stored = result.get(&self.key).filter(|value| !matches!(value, Json::Null));
        match (&self.part, stored) {
            (Part::WorkedOut(expression, coder, sources), stored) => {
                let known = stored.filter(|value| value.as_str() != Some(""));
                match known.or_else(|| expression.value(result)) {
                    Some(value) => coder.code(value).map(Some),
                    None => {
                        let is_missing = sources.iter().any(|source| source.is_missing(result, shown));
                        Some(self.not_answered.clone().filter(|_| is_missing))
                    }
                }
            }
            // What was not shown is not left out, and not left unchosen.
            (part, Some(value)) if !part.is_shown(result) && !part.is_in(value) => Some(None),
            (_, Some(value)) => self.cell(value).map(Some),
            (part, None) => {
                let is_shown = self.question.and_then(|at| *shown.get(at)?) == Some(true);
                Some(self.not_answered.clone().filter(|_| is_shown && part.is_shown(result)))
            }
        }
    }

    /// The cell for a value that is there; `None` if it does not fit.
    fn cell(&self, json: &Json) -> Option<Value> {
        match &self.part {
            Part::Coded(coder) | Part::WorkedOut(_, coder, _) => coder.code(json),
            Part::Chosen(_) => Some(Value::Number(f64::from(u8::from(self.part.is_in(json))))),
            Part::Row(row, coder) => {
                part(json, &row.value).map_or(self.not_answered.clone(), |code| coder.code(code))
            }
            Part::FieldText(item) => {
                part(json, &item.value).map_or(self.not_answered.clone(), |text| plain(text).map(Value::Text))
            }
            Part::Typed(kind) => typed(*kind, &plain(json)?),
            Part::AsJson => match json {
                Json::String(text) => Some(Value::Text(text.clone())),
                other => Some(Value::Text(other.to_string())),
            },
        }
    }
}

/// A row of a grid, or a field; blank ones are as if they were not there.
fn part<'a>(json: &'a Json, name: &Json) -> Option<&'a Json> {
    let part = json.get(plain(name)?)?;
    (!matches!(part, Json::Null) && part.as_str() != Some("")).then_some(part)
}

fn typed(kind: Cell, text: &str) -> Option<Value> {
    let number = match kind {
        Cell::Text => return Some(Value::Text(text.to_owned())),
        Cell::Number { .. } if text == "true" => Some(1.0),
        Cell::Number { .. } if text == "false" => Some(0.0),
        Cell::Number { .. } => number(text),
        Cell::Date => dates::parse_date(text),
        // An input of HTML without seconds, or an instant of JSON, of which the clock is kept.
        Cell::DateTime => dates::parse_datetime(text.trim_end_matches('Z')),
        Cell::Time => dates::parse_time(text),
    };
    number.map(Value::Number)
}

/// The columns of a questionnaire, in its order, and behind them what is worked out.
pub fn plan(questionnaire: &Questionnaire) -> (Dictionary, Vec<Field>) {
    let title = questionnaire.title.original().to_owned();
    let mut dictionary = Dictionary { title, ..Dictionary::default() };
    let mut fields = Vec::new();
    for (at, question) in questionnaire.questions.iter().enumerate() {
        let mut to =
            Columns { at, question, questionnaire, dictionary: &mut dictionary, fields: &mut fields };
        to.question();
    }
    for one in &questionnaire.worked_out {
        let Some(constants) = one.expression.constants() else { continue };
        let choice = |value: &Json| Choice::new(value.clone(), plain(value).unwrap_or_default());
        let choices: Vec<Choice> = constants.into_iter().map(choice).collect();
        let (mut variable, coder) = coded(&one.name, &choices);
        let not_answered = declare_not_answered(&mut variable);
        dictionary.variables.push(variable);
        fields.push(Field {
            question: None,
            key: one.name.clone(),
            part: Part::WorkedOut(one.expression.clone(), coder, sources(questionnaire, &one.expression)),
            not_answered: Some(not_answered),
        });
    }
    (dictionary, fields)
}

/// The answers that a value is worked out from, be it through others that are worked out.
fn sources(questionnaire: &Questionnaire, expression: &Expression) -> Vec<Source> {
    let mut names = expression.questions();
    let mut at = 0;
    while let Some(name) = names.get(at).copied() {
        let through = questionnaire.worked_out.iter().filter(|one| one.name == name);
        for further in through.flat_map(|one| one.expression.questions()) {
            if !names.contains(&further) {
                names.push(further);
            }
        }
        at += 1;
    }
    let place = |name: &str| questionnaire.questions.iter().position(|question| question.name == name);
    let source = |name: &str| {
        let is_empty = Condition::Empty(Operand::Question(name.to_owned()));
        if let Some(question) = place(name) {
            return Some(Source { question, row: None, is_empty });
        }
        let (question, row) = name.split_once('.')?;
        let question = place(question)?;
        let rows = questionnaire.questions.get(question)?.rows();
        let row = rows.into_iter().find(|one| plain(&one.value).as_deref() == Some(row)).cloned();
        Some(Source { question, row, is_empty })
    };
    names.into_iter().filter_map(source).collect()
}

/// Where the columns of one question go.
struct Columns<'a> {
    at: usize,
    question: &'a Question,
    questionnaire: &'a Questionnaire,
    dictionary: &'a mut Dictionary,
    fields: &'a mut Vec<Field>,
}

impl Columns<'_> {
    fn question(&mut self) {
        let name = self.question.name.clone();
        match &self.question.kind {
            Kind::One(choices) => {
                let (variable, coder) = coded(&name, choices);
                self.add(variable, Part::Coded(coder));
            }
            Kind::YesNo { yes, no } => {
                let codes = [(&**yes, Value::Number(1.0)), (&**no, Value::Number(0.0))];
                let category =
                    |(choice, code): &(&Choice, Value)| Category::new(code.clone(), choice.text.original());
                let categories = codes.iter().map(category).collect();
                let pairs = codes.map(|(choice, code)| (choice.value.clone(), code)).to_vec();
                let variable = Variable { measure: Measure::Nominal, categories, ..Variable::number(&name) };
                self.add(variable, Part::Coded(Coder { pairs, text: false }));
            }
            Kind::Many { choices, .. } => self.many(&name, choices),
            Kind::Grid { rows, columns } => {
                for row in rows {
                    let (mut variable, coder) = coded(&part_name(&name, row), columns);
                    row.text.original().clone_into(&mut variable.label);
                    variable.question = self.wording_of(row);
                    self.add(variable, Part::Row(Box::new(row.clone()), coder));
                }
            }
            Kind::Fields(items) => {
                for item in items {
                    let (label, question) = (item.text.original().to_owned(), self.wording_of(item));
                    let variable = Variable { label, question, ..Variable::text(part_name(&name, item)) };
                    self.add(variable, Part::FieldText(Box::new(item.clone())));
                }
            }
            Kind::Input(input) => {
                let kind = match input.kind.as_str() {
                    "number" | "range" => Cell::Number { decimals: 0 },
                    "date" => Cell::Date,
                    "datetime-local" | "datetime" => Cell::DateTime,
                    "time" => Cell::Time,
                    _ => Cell::Text,
                };
                let measure = if kind == Cell::Text { Measure::Nominal } else { Measure::Scale };
                self.add(Variable { kind, measure, ..Variable::number(&name) }, Part::Typed(kind));
            }
            Kind::Other => self.add(Variable::text(&name), Part::AsJson),
        }
        if self.question.comment {
            let variable = Variable {
                question: self.question.title.original().to_owned(),
                universe: self.questionnaire.base(self.question),
                ..Variable::text(format!("{name}_comment"))
            };
            self.dictionary.variables.push(variable);
            let key = format!("{name}-Comment");
            self.fields.push(Field {
                question: None,
                key,
                part: Part::Typed(Cell::Text),
                not_answered: None,
            });
        }
    }

    /// What a person reads for one row: the question, and the row's own words.
    fn wording_of(&self, row: &Choice) -> String {
        format!("{} {}", self.question.title.original(), row.text.original())
    }

    /// A column of 0 and 1 for each choice.
    fn many(&mut self, name: &str, choices: &[Choice]) {
        let mut variables = Vec::new();
        for choice in choices {
            let variable = part_name(name, choice);
            variables.push(variable.clone());
            let categories = vec![Category::new(0.0, "Not chosen"), Category::new(1.0, "Chosen")];
            let (label, measure) = (choice.text.original().to_owned(), Measure::Nominal);
            self.add(
                Variable { label, measure, categories, ..Variable::number(variable) },
                Part::Chosen(Box::new(choice.clone())),
            );
        }
        self.dictionary.sets.push(MultipleResponse {
            name: name.to_owned(),
            label: self.question.title.original().to_owned(),
            kind: SetKind::Dichotomy { counted: Value::Number(1.0) },
            variables,
        });
    }

    fn add(&mut self, mut variable: Variable, part: Part) {
        if variable.question.is_empty() {
            self.question.title.original().clone_into(&mut variable.question);
        }
        if variable.label.is_empty() {
            variable.label.clone_from(&variable.question);
        }
        let own = match &part {
            Part::Chosen(own) | Part::Row(own, _) | Part::FieldText(own) => Some(&**own),
            _ => None,
        };
        variable.universe = self.questionnaire.base_of(self.question, own);
        let value = declare_not_answered(&mut variable);
        self.dictionary.variables.push(variable);
        let (question, key) = (Some(self.at), self.question.name.clone());
        self.fields.push(Field { question, key, part, not_answered: Some(value) });
    }
}

/// Gives the variable a code for "not answered".
fn declare_not_answered(variable: &mut Variable) -> Value {
    let value = free(variable);
    let code = MissingCode::new(value.clone(), "Not answered");
    variable.missing.codes.push(MissingCode { state: State::NotAnswered, ..code });
    value
}

/// A code for "not answered" that nothing else has: -9, -99, ...; for dates, days that no one means.
fn free(variable: &Variable) -> Value {
    match variable.kind {
        Cell::Text => Value::Text("-9".to_owned()),
        Cell::Date => Value::Number(-999_999.0),
        Cell::DateTime => Value::Number(-99_999_999_999.0),
        Cell::Time | Cell::Number { .. } => {
            let codes =
                std::iter::successors(Some(-9.0), |code| Some(code * 10.0 - 9.0)).take(12).map(Value::Number);
            let taken = |code: &Value| variable.label_of(code).is_some();
            codes.into_iter().find(|code| !taken(code)).unwrap_or(Value::Number(-9e12))
        }
    }
}

/// A variable of a list of choices: numbers if all values are (but those that SurveyJS adds, which get numbers), else texts.
fn coded(name: &str, choices: &[Choice]) -> (Variable, Coder) {
    let added = |json: &Json| {
        json.as_str().is_some_and(|text| matches!(text, "other" | "none") || NO_ANSWERS.contains(&text))
    };
    let own = choices.iter().map(|choice| &choice.value).filter(|value| !added(value));
    let numbers: Option<Vec<f64>> = own.map(|value| number(&plain(value)?)).collect();
    let numbers = numbers.filter(|numbers| !numbers.is_empty());
    let mut variable = if numbers.is_some() { Variable::number(name) } else { Variable::text(name) };
    variable.measure = Measure::Nominal;
    let mut above = numbers.iter().flatten().fold(0.0, |most: f64, number| most.max(*number)).ceil();
    let mut below = numbers.iter().flatten().fold(0.0, |least: f64, number| least.min(*number)).floor();
    let mut pairs: Vec<(Json, Value)> = Vec::new();
    for choice in choices {
        let (json, label) = (&choice.value, choice.text.original());
        let no_answer = json.as_str().is_some_and(|text| NO_ANSWERS.contains(&text));
        let Some(plain) = plain(json) else { continue };
        let code = match &numbers {
            None => Value::Text(plain),
            Some(_) if added(json) => {
                let place = if no_answer { &mut below } else { &mut above };
                *place += if no_answer { -1.0 } else { 1.0 };
                Value::Number(*place)
            }
            Some(_) => Value::Number(number(&plain).unwrap_or_default()),
        };
        if pairs.iter().any(|(_, known)| *known == code) {
            continue;
        }
        pairs.push((json.clone(), code.clone()));
        if no_answer {
            variable.missing.codes.push(MissingCode::new(code, label));
        } else {
            variable.categories.push(Category::new(code, label));
        }
    }
    (variable, Coder { pairs, text: numbers.is_none() })
}
