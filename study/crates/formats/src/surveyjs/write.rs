//! Writes results, one object on each line, and a questionnaire that explains them.

use std::collections::BTreeMap;
use std::io::Write;

use microdata::{
    Chunk, Column, Dictionary, Error, Kind, Lost, MultipleResponse, SetKind, State, Value, Variable,
    WriteRows,
};
use serde_json::{Map, Value as Json, json};

use crate::dates;

/// Results being written. What was not asked or not answered has no key, as in SurveyJS; [`questionnaire`] gives the
/// questions with their labels.
pub struct Writer<W: Write> {
    dictionary: Dictionary,
    /// For each column, its set and the value in the list of answers.
    sets: Vec<Option<(String, Json)>>,
    out: W,
}

impl<W: Write> Writer<W> {
    /// # Errors
    /// If the dictionary makes no sense.
    pub fn new(out: W, dictionary: Dictionary) -> Result<Writer<W>, Error> {
        dictionary.check()?;
        let sets = dictionary.variables.iter().map(|variable| {
            let set = dichotomies(&dictionary).find(|set| set.variables.contains(&variable.name))?;
            Some((set.name.clone(), choice(set, &variable.name)))
        });
        Ok(Writer { sets: sets.collect(), dictionary, out })
    }

    fn result(&self, chunk: &Chunk, row: usize) -> Map<String, Json> {
        let mut result = Map::new();
        for ((column, variable), set) in chunk.columns.iter().zip(&self.dictionary.variables).zip(&self.sets)
        {
            let Some(value) = value(column, row, variable) else { continue };
            match set {
                None => drop(result.insert(variable.name.clone(), value)),
                Some((name, choice)) => {
                    let list = result.entry(name.clone()).or_insert_with(|| json!([]));
                    if counted(&self.dictionary, name, column, row)
                        && let Some(list) = list.as_array_mut()
                    {
                        list.push(choice.clone());
                    }
                }
            }
        }
        result
    }
}

fn dichotomies(dictionary: &Dictionary) -> impl Iterator<Item = &MultipleResponse> {
    dictionary.sets.iter().filter(|set| matches!(set.kind, SetKind::Dichotomy { .. }))
}

/// Whether that cell says "chosen".
fn counted(dictionary: &Dictionary, set: &str, column: &Column, row: usize) -> bool {
    let set = dictionary.sets.iter().find(|known| known.name == set);
    match (set.map(|set| &set.kind), column) {
        (Some(SetKind::Dichotomy { counted: Value::Number(code) }), Column::Numbers(numbers)) => {
            numbers[row] == *code
        }
        (Some(SetKind::Dichotomy { counted: Value::Text(code) }), Column::Texts(texts)) => {
            texts[row].as_deref() == Some(code.as_str())
        }
        _ => false,
    }
}

/// The value of a choice: what its variable's name has behind that of the set.
fn choice(set: &MultipleResponse, variable: &str) -> Json {
    let part = variable.strip_prefix(&set.name).and_then(|part| part.strip_prefix('_'));
    let part = part.filter(|part| !part.is_empty()).unwrap_or(variable);
    part.parse::<i64>()
        .ok()
        .filter(|number| number.to_string() == part)
        .map_or_else(|| Json::from(part), Json::from)
}

/// The answer in a cell; `None` if there is none.
fn value(column: &Column, row: usize, variable: &Variable) -> Option<Json> {
    match column {
        Column::Numbers(numbers) => {
            let number = numbers[row];
            (!number.is_nan() && variable.state_of_number(number) == State::Answered).then_some(())?;
            let date = match variable.kind {
                Kind::Date => dates::print_date(number),
                Kind::DateTime => dates::print_datetime(number),
                Kind::Time => dates::print_time(number),
                Kind::Number { .. } | Kind::Text => None,
            };
            Some(date.map_or_else(|| code(&Value::Number(number)), Json::from))
        }
        Column::Texts(texts) => {
            let text = texts[row].as_deref().filter(|text| !text.is_empty())?;
            (variable.state_of_text(Some(text)) == State::Answered).then(|| Json::from(text))
        }
    }
}

/// A code as JSON: whole numbers without a point.
fn code(value: &Value) -> Json {
    serde_json::to_value(value).unwrap_or(Json::Null)
}

impl<W: Write> WriteRows for Writer<W> {
    fn write(&mut self, chunk: &Chunk) -> Result<(), Error> {
        chunk.check(&self.dictionary)?;
        for row in 0..chunk.rows() {
            let result = self.result(chunk, row);
            serde_json::to_writer(&mut self.out, &result).map_err(std::io::Error::from)?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<Lost, Error> {
        self.out.flush()?;
        let mut lost = Lost::new();
        if self.dictionary.variables.iter().any(|variable| !variable.missing.is_empty()) {
            lost.push(
                "missing codes have no place in results: what was not answered has no key there".into(),
            );
        }
        Ok(lost)
    }
}

/// A questionnaire of one page with the questions, labels and choices of a dictionary, so that a reader of the results
/// knows what their codes mean. It has no conditions: a dictionary does not know them.
pub fn questionnaire(dictionary: &Dictionary) -> String {
    let mut elements = Vec::new();
    let mut sets: BTreeMap<&str, usize> = BTreeMap::new();
    for variable in &dictionary.variables {
        let Some(set) = dichotomies(dictionary).find(|set| set.variables.contains(&variable.name)) else {
            elements.push(question(variable));
            continue;
        };
        let at = *sets.entry(&set.name).or_insert_with(|| {
            let title = if set.label.is_empty() { &set.name } else { &set.label };
            elements.push(json!({"type": "checkbox", "name": set.name, "title": title, "choices": []}));
            elements.len() - 1
        });
        let choice = json!({"value": choice(set, &variable.name), "text": variable.label});
        if let Some(choices) = elements[at]["choices"].as_array_mut() {
            choices.push(choice);
        }
    }
    let root = json!({"title": dictionary.title, "pages": [{"name": "page1", "elements": elements}]});
    format!("{root:#}\n")
}

fn question(variable: &Variable) -> Json {
    let words = [&variable.question, &variable.label, &variable.name];
    let title = words.into_iter().find(|words| !words.is_empty());
    let mut question = json!({"name": variable.name, "title": title});
    if variable.categories.is_empty() {
        question["type"] = Json::from("text");
        let input = match variable.kind {
            Kind::Text => None,
            Kind::Number { .. } => Some("number"),
            Kind::Date => Some("date"),
            Kind::DateTime => Some("datetime-local"),
            Kind::Time => Some("time"),
        };
        input.into_iter().for_each(|input| question["inputType"] = Json::from(input));
    } else {
        question["type"] = Json::from("radiogroup");
        let choice =
            |category: &microdata::Category| json!({"value": code(&category.value), "text": category.label});
        question["choices"] = variable.categories.iter().map(choice).collect();
    }
    question
}
