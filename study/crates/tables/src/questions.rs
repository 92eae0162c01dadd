//! From a dictionary and a plan to questions: what stands in each table, in which codes, and what the engine is asked.

use book::{Kind, RowKind};
use engine::{Code, Item, Line};
use microdata::{Dictionary, Measure, MultipleResponse, SetKind, Value, Variable};

use crate::TablesError;
use crate::plan::{Asked, Net, Plan};

/// A table that is to be made.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    pub id: String,
    pub title: String,
    pub wording: String,
    pub base: String,
    pub kind: Kind,
    pub rows: Vec<Stub>,
    /// What the engine is asked, in order; rows say where their figures are.
    pub items: Vec<Item>,
    /// Rows of which the last is the sum of the others: where one hidden figure could be worked out.
    pub sums: Vec<Vec<usize>>,
    /// Rows that together are everybody in the base; empty where none are.
    pub whole: Vec<usize>,
    /// The row that a map shows, where the plan names one.
    pub map: Option<usize>,
    pub notes: Vec<String>,
}

/// A row, and where its figures come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Stub {
    pub label: String,
    pub kind: RowKind,
    /// Which of the question's items, and which line of it.
    pub item: usize,
    pub line: usize,
}

impl Stub {
    /// What is counted, in a few words: the same for rows of two tables that count the same answers.
    pub fn counts(&self, items: &[Item]) -> String {
        match items.get(self.item) {
            Some(Item::Coded { column, lines, .. }) => match lines.get(self.line) {
                Some(Line::Share(codes)) => {
                    let mut codes: Vec<String> = codes.iter().map(|code| format!("{code:?}")).collect();
                    codes.sort_unstable();
                    format!("{column} {}", codes.join(" "))
                }
                _ => format!("{column} mean"),
            },
            Some(Item::AnyOf { columns, chosen, .. }) => format!("{} {chosen:?}", columns.join(" ")),
            Some(Item::Number { column, .. }) => format!("{column} amount"),
            None => String::new(),
        }
    }
}

/// All tables of a plan.
///
/// # Errors
/// When the plan names a variable, set or code that the dictionary does not have.
pub fn questions(
    dictionary: &Dictionary,
    plan: &Plan,
    used: &[String],
) -> Result<Vec<Question>, TablesError> {
    if plan.tables.is_empty() {
        return Ok(all(dictionary, used));
    }
    let question = |(number, asked): (usize, &Asked)| {
        let place = format!("table {} of the plan", number + 1);
        match (&asked.variable, &asked.set) {
            (Some(name), None) => {
                let variable = find_variable(dictionary, name, &place)?;
                variable_question(variable, asked, &place)
            }
            (None, Some(name)) => {
                let set = dictionary.sets.iter().find(|set| set.name == *name);
                let known = || dictionary.sets.iter().map(|set| set.name.as_str());
                let set = set.ok_or_else(|| unknown(&place, "a set", name, known()))?;
                if let Some(none) = asked.none.as_ref().filter(|none| !set.variables.contains(none)) {
                    let known = set.variables.iter().map(String::as_str);
                    return Err(unknown(&place, "as `none` a variable of the set", none, known));
                }
                set_question(dictionary, set, asked)
            }
            _ => Err(TablesError::Asked {
                place,
                what: "either `variable` or `set` has to be there, and not both",
            }),
        }
    };
    plan.tables.iter().enumerate().map(question).collect()
}

/// The variable of that name.
pub fn find_variable<'d>(
    dictionary: &'d Dictionary,
    name: &str,
    place: &str,
) -> Result<&'d Variable, TablesError> {
    let known = || dictionary.variables.iter().map(|variable| variable.name.as_str());
    dictionary.variable(name).ok_or_else(|| unknown(place, "a variable", name, known()))
}

fn unknown<'n>(
    place: &str,
    what: &'static str,
    name: &str,
    known: impl Iterator<Item = &'n str>,
) -> TablesError {
    let names: Vec<&str> = known.take(13).collect();
    let known = match names.len() {
        0 => "none at all".to_owned(),
        13 => format!("{}, and more", names[..12].join(", ")),
        _ => names.join(", "),
    };
    TablesError::Unknown { place: place.to_owned(), what, name: name.to_owned(), known }
}

/// Everything that has categories or is an amount, but for what the tables are made with.
fn all(dictionary: &Dictionary, used: &[String]) -> Vec<Question> {
    let in_sets = |name: &String| dictionary.sets.iter().any(|set| set.variables.contains(name));
    let mut questions = Vec::new();
    for variable in &dictionary.variables {
        for set in dictionary.sets.iter().filter(|set| set.variables.first() == Some(&variable.name)) {
            questions.extend(set_question(dictionary, set, &Asked::default()).ok());
        }
        let amount = !variable.is_text() && variable.measure == Measure::Scale;
        let shown = !variable.categories.is_empty() || amount;
        if shown && !used.contains(&variable.name) && !in_sets(&variable.name) {
            let asked = Asked { mean: variable.measure == Measure::Ordinal, ..Asked::default() };
            questions.extend(variable_question(variable, &asked, "").ok());
        }
    }
    questions
}

fn variable_question(variable: &Variable, asked: &Asked, place: &str) -> Result<Question, TablesError> {
    let mut question = Question {
        id: id(&variable.name),
        title: asked.title.clone().unwrap_or_else(|| titled(&variable.label, &variable.name)),
        wording: variable.question.clone(),
        base: base(asked, &variable.universe),
        kind: Kind::Single,
        rows: Vec::new(),
        items: Vec::new(),
        sums: Vec::new(),
        whole: Vec::new(),
        map: None,
        notes: Vec::new(),
    };
    if variable.categories.is_empty() {
        if variable.is_text() {
            let place = if place.is_empty() { variable.name.clone() } else { place.to_owned() };
            return Err(TablesError::Asked { place, what: "a text without categories cannot be a table" });
        }
        question.kind = Kind::Number;
        if variable.missing.range.is_some() {
            let what = "a variable of amounts with a range of missing codes: give the codes one by one";
            return Err(TablesError::Asked { place: format!("{place} `{}`", variable.name), what });
        }
        let except = variable.missing.codes.iter().map(|code| code_of(&code.value)).collect();
        question.items.push(Item::Number { column: variable.name.clone(), except });
        question.rows.push(Stub { label: "Mean".into(), kind: RowKind::Mean, item: 0, line: 0 });
        return Ok(question);
    }
    let shares = |codes: &[Value]| Line::Share(codes.iter().map(code_of).collect());
    let mut lines = Vec::new();
    let answers = answers(variable);
    for category in &answers {
        let label = titled(&category.label, &category.value.to_string());
        question.rows.push(Stub { label, kind: RowKind::Category, item: 0, line: lines.len() });
        lines.push(shares(std::slice::from_ref(&category.value)));
    }
    question.whole = (0..question.rows.len()).collect();
    let codes = answers.iter().map(|category| category.value.to_string()).collect();
    question.map = mapped(asked, codes, place)?;
    for net in nets(variable, asked) {
        let part = |code: &Value| answers.iter().position(|category| category.value == *code);
        let parts: Option<Vec<usize>> = net.codes.iter().map(part).collect();
        let Some(mut parts) = parts else {
            let known = answers.iter().map(|category| category.value.to_string()).collect::<Vec<_>>();
            let known = known.iter().map(String::as_str);
            return Err(unknown(place, "in a net a code", &net.label, known));
        };
        parts.push(question.rows.len());
        question.sums.push(parts);
        question.rows.push(Stub { label: net.label, kind: RowKind::Net, item: 0, line: lines.len() });
        lines.push(shares(&net.codes));
    }
    let numbers: Option<Vec<(Code, f64)>> =
        answers.iter().map(|category| Some((code_of(&category.value), category.value.number()?))).collect();
    if let Some(numbers) = numbers.filter(|_| asked.mean) {
        question.rows.push(Stub { label: "Mean".into(), kind: RowKind::Mean, item: 0, line: lines.len() });
        lines.push(Line::Mean(numbers));
    }
    question.items.push(Item::Coded { column: variable.name.clone(), valid: Vec::new(), lines });
    Ok(question)
}

fn set_question(
    dictionary: &Dictionary,
    set: &MultipleResponse,
    asked: &Asked,
) -> Result<Question, TablesError> {
    let variables: Vec<&Variable> =
        set.variables.iter().filter_map(|name| dictionary.variable(name)).collect();
    let place = format!("the table of `{}`", set.name);
    // Choices with conditions of their own were shown to some: then no one of these bases is that of the set.
    let universe = variables.first().map_or("", |variable| variable.universe.as_str());
    let universe = if variables.iter().all(|one| one.universe == universe) { universe } else { "" };
    let mut question = Question {
        id: id(&set.name),
        title: asked.title.clone().unwrap_or_else(|| titled(&set.label, &set.name)),
        wording: variables.first().map_or_else(String::new, |variable| variable.question.clone()),
        base: base(asked, universe),
        kind: Kind::Multiple,
        rows: Vec::new(),
        items: Vec::new(),
        sums: Vec::new(),
        whole: Vec::new(),
        map: None,
        notes: vec!["Several answers were possible: percents may add up to more than 100.".into()],
    };
    let (chosen, other) = match &set.kind {
        SetKind::Dichotomy { counted } => (vec![code_of(counted)], others(&variables, counted)),
        SetKind::Categories => (Vec::new(), Vec::new()),
    };
    if let SetKind::Dichotomy { .. } = set.kind {
        for variable in &variables {
            let lines = vec![Line::Share(chosen.clone())];
            let item = question.items.len();
            question.items.push(Item::Coded { column: variable.name.clone(), valid: other.clone(), lines });
            let label = titled(&variable.label, &variable.name);
            question.rows.push(Stub { label, kind: RowKind::Category, item, line: 0 });
        }
        let names = variables.iter().map(|variable| variable.name.clone()).collect();
        question.map = mapped(asked, names, &place)?;
        let none = asked.none.as_ref();
        let columns = set.variables.iter().filter(|name| none != Some(name)).cloned().collect();
        // Whoever says "none", and whoever says anything else, are everybody.
        if let Some(at) = variables.iter().position(|variable| none == Some(&variable.name)) {
            question.whole = vec![at, question.rows.len()];
        }
        let asked = other;
        question.rows.push(Stub {
            label: "Any of these".into(),
            kind: RowKind::Net,
            item: question.items.len(),
            line: 0,
        });
        question.items.push(Item::AnyOf { columns, chosen, asked });
        return Ok(question);
    }
    let categories = variables.first().map(|variable| answers(variable)).unwrap_or_default();
    let codes = categories.iter().map(|category| category.value.to_string()).collect();
    question.map = mapped(asked, codes, &place)?;
    let every: Vec<Code> = categories.iter().map(|category| code_of(&category.value)).collect();
    for category in &categories {
        let label = titled(&category.label, &category.value.to_string());
        question.rows.push(Stub { label, kind: RowKind::Category, item: question.items.len(), line: 0 });
        let (columns, chosen) = (set.variables.clone(), vec![code_of(&category.value)]);
        question.items.push(Item::AnyOf { columns, chosen, asked: every.clone() });
    }
    Ok(question)
}

/// The row of the answer that the plan has a map of; answers are the first rows of a table.
fn mapped(asked: &Asked, answers: Vec<String>, place: &str) -> Result<Option<usize>, TablesError> {
    let Some(map) = asked.map.as_ref().map(Value::to_string) else { return Ok(None) };
    let at = answers.iter().position(|answer| *answer == map);
    at.map(Some).ok_or_else(|| unknown(place, "as `map` an answer", &map, answers.iter().map(String::as_str)))
}

/// Codes of "shown and not chosen": declared ones that do not count, or 0 where none are declared.
fn others(variables: &[&Variable], counted: &Value) -> Vec<Code> {
    let mut codes: Vec<Value> = Vec::new();
    for category in variables.iter().flat_map(|variable| answers(variable)) {
        if category.value != *counted && !codes.contains(&category.value) {
            codes.push(category.value);
        }
    }
    match (codes.is_empty(), counted) {
        (true, Value::Number(_)) => vec![Code::Number(0.0)],
        _ => codes.iter().map(code_of).collect(),
    }
}

/// Categories that are answers, not codes for none.
pub fn answers(variable: &Variable) -> Vec<microdata::Category> {
    let is_answer = |category: &&microdata::Category| {
        variable.missing.code(&category.value).is_none()
            && !category
                .value
                .number()
                .is_some_and(|number| variable.missing.range.is_some_and(|range| range.holds(number)))
    };
    variable.categories.iter().filter(is_answer).cloned().collect()
}

/// The nets that are asked for, those of the highest and lowest categories among them.
fn nets(variable: &Variable, asked: &Asked) -> Vec<Net> {
    let codes: Vec<Value> = answers(variable).into_iter().map(|category| category.value).collect();
    let mut nets = asked.nets.clone();
    let (top, bottom) = (asked.top.min(codes.len()), asked.bottom.min(codes.len()));
    if top > 0 {
        nets.push(Net { label: format!("Top {top}"), codes: codes[codes.len() - top..].to_vec() });
    }
    if bottom > 0 {
        nets.push(Net { label: format!("Bottom {bottom}"), codes: codes[..bottom].to_vec() });
    }
    nets
}

/// A code as the engine takes it.
pub fn code_of(value: &Value) -> Code {
    match value {
        Value::Number(number) => Code::Number(*number),
        Value::Text(text) => Code::Text(text.clone()),
    }
}

fn titled(label: &str, name: &str) -> String {
    if label.is_empty() { name.to_owned() } else { label.to_owned() }
}

fn base(asked: &Asked, universe: &str) -> String {
    let said = asked.base.clone().unwrap_or_else(|| universe.to_owned());
    if said.is_empty() { "all who were asked and answered".into() } else { said }
}

/// Letters, digits and `_` of a name.
fn id(name: &str) -> String {
    name.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // a test

    use microdata::Category;

    use super::*;

    /// Which row of its table a plan has a map of, or what is wrong.
    fn map(table: &str) -> Result<Option<usize>, String> {
        let coded = |name: &str, codes: &[Value]| Variable {
            categories: codes.iter().map(|code| Category::new(code.clone(), code.to_string())).collect(),
            ..Variable::number(name)
        };
        let numbers = [1.0, 2.0, 3.0].map(Value::Number);
        let dictionary = Dictionary {
            variables: vec![
                coded("trust", &numbers),
                Variable {
                    kind: microdata::Kind::Text,
                    ..coded("type", &["lurker", "offliner"].map(Value::from))
                },
                coded("way_a", &numbers[..1]),
                coded("way_b", &numbers[..1]),
            ],
            sets: vec![MultipleResponse {
                name: "way".into(),
                label: String::new(),
                kind: SetKind::Dichotomy { counted: Value::Number(1.0) },
                variables: vec!["way_a".into(), "way_b".into()],
            }],
            ..Dictionary::default()
        };
        let plan = Plan::from_toml(&format!("[[table]]\n{table}")).unwrap();
        let questions = questions(&dictionary, &plan, &[]).map_err(|error| error.to_string())?;
        Ok(questions[0].map)
    }

    #[test]
    fn the_answer_of_a_map_is_named_by_its_code_or_its_variable() {
        for (table, expected) in [
            ("variable = 'trust'", None),
            ("variable = 'trust'\nmap = 3\ntop = 2", Some(2)),
            ("variable = 'type'\nmap = 'offliner'", Some(1)),
            ("set = 'way'\nmap = 'way_b'", Some(1)),
        ] {
            assert_eq!(map(table), Ok(expected), "{table}");
        }
        for table in ["variable = 'trust'\nmap = 4", "set = 'way'\nmap = 1"] {
            let said = map(table).unwrap_err();
            assert!(said.contains("`map`"), "{said}");
        }
    }
}
