//! Whether something is an answer to a question.

use serde_json::{Map, Value as Json};

use crate::condition::{plain, same};
use crate::model::{Choice, Input, Kind, Question};

/// Characters of the longest text where the questionnaire sets no bound.
const LONGEST: usize = 10_000;

/// Why something is no answer. Names the question and what was expected; never what was said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{question}`: {expected}")]
pub struct Refused {
    pub question: String,
    /// What an answer has to be, in words.
    pub expected: String,
}

/// The answer as it goes into a result: with the choices' own values.
pub fn check(question: &Question, said: &Json, result: &Map<String, Json>) -> Result<Json, Refused> {
    let checked = match &question.kind {
        Kind::One(choices) => choice(choices, said, result),
        Kind::Many { choices, least, most } => many(choices, (*least, *most), said, result),
        Kind::YesNo { yes, no } => yes_no(yes, no, said),
        Kind::Grid { rows, columns } => grid(rows, columns, said, result),
        Kind::Fields(items) => fields(items, said),
        Kind::Input(input) => typed(input, said),
        Kind::Other => Err("this kind of question cannot be asked here".into()),
    };
    checked.map_err(|expected| Refused { question: question.name.clone(), expected })
}

fn choice(choices: &[Choice], said: &Json, result: &Map<String, Json>) -> Result<Json, String> {
    let shown = choices.iter().filter(|choice| choice.is_shown(result) == Some(true));
    let mut found = shown.filter(|choice| same(&choice.value, said));
    found.next().map(|choice| choice.value.clone()).ok_or_else(|| "expected one of its choices".into())
}

fn many(
    choices: &[Choice],
    (least, most): (usize, Option<usize>),
    said: &Json,
    result: &Map<String, Json>,
) -> Result<Json, String> {
    let Some(items) = said.as_array() else { return Err("expected a list of its choices".into()) };
    let mut chosen: Vec<Json> = Vec::new();
    for item in items {
        let value = choice(choices, item, result)?;
        if !chosen.contains(&value) {
            chosen.push(value);
        }
    }
    let alone = choices.iter().find(|choice| choice.alone && chosen.contains(&choice.value));
    match alone {
        Some(alone) if chosen.len() > 1 => {
            return Err(format!("`{}` stands alone", plain(&alone.value).unwrap_or_default()));
        }
        Some(_) => return Ok(Json::Array(chosen)),
        None => {}
    }
    // With a choice for "none of these" an empty list would say the same in another way.
    if chosen.is_empty() && choices.iter().any(|choice| choice.alone) {
        return Err("expected at least one of its choices".into());
    }
    if chosen.len() < least {
        return Err(format!("expected at least {least} of its choices"));
    }
    match most {
        Some(most) if chosen.len() > most => Err(format!("expected at most {most} of its choices")),
        _ => Ok(Json::Array(chosen)),
    }
}

fn yes_no(yes: &Choice, no: &Choice, said: &Json) -> Result<Json, String> {
    let chosen = match said {
        Json::Bool(said) => Some(if *said { yes } else { no }),
        other => [yes, no].into_iter().find(|choice| same(&choice.value, other)),
    };
    chosen.map(|choice| choice.value.clone()).ok_or_else(|| "expected yes or no".into())
}

/// Rows may be left out; at least one is needed.
fn grid(
    rows: &[Choice],
    columns: &[Choice],
    said: &Json,
    result: &Map<String, Json>,
) -> Result<Json, String> {
    let Some(said) = said.as_object().filter(|said| !said.is_empty()) else {
        return Err("expected an object of rows and choices".into());
    };
    let mut answers = Map::new();
    for (name, value) in said {
        let row =
            choice(rows, &Json::from(name.as_str()), result).map_err(|_| "expected names of its rows")?;
        let key = plain(&row).unwrap_or_default();
        let value = choice(columns, value, result)
            .map_err(|_| format!("in row `{key}` expected one of its choices"))?;
        answers.insert(key, value);
    }
    Ok(Json::Object(answers))
}

fn fields(items: &[Choice], said: &Json) -> Result<Json, String> {
    let Some(said) = said.as_object().filter(|said| !said.is_empty()) else {
        return Err("expected an object of fields and texts".into());
    };
    let known = |name: &String| items.iter().any(|item| plain(&item.value).as_ref() == Some(name));
    match said.iter().all(|(name, text)| known(name) && is_short_text(text, None)) {
        true => Ok(Json::Object(said.clone())),
        false => Err("expected names of its fields, each with a text".into()),
    }
}

fn typed(input: &Input, said: &Json) -> Result<Json, String> {
    if !input.is_number() {
        return match is_short_text(said, input.longest) {
            true => Ok(said.clone()),
            false => Err(format!("expected a text of 1 to {} characters", input.longest.unwrap_or(LONGEST))),
        };
    }
    let number = match said {
        Json::String(text) => text.trim().parse::<f64>().ok(),
        other => other.as_f64(),
    };
    let fits = |number: &f64| {
        number.is_finite()
            && input.low.is_none_or(|low| *number >= low)
            && input.high.is_none_or(|high| *number <= high)
    };
    number.filter(fits).map(whole).ok_or_else(|| format!("expected {}", input.number_in_words()))
}

/// Whole numbers without a point, as SurveyJS writes them.
fn whole(number: f64) -> Json {
    let exact = number.fract() == 0.0 && number.abs() < 9e15;
    if exact { Json::from(number as i64) } else { Json::from(number) }
}

fn is_short_text(said: &Json, longest: Option<usize>) -> bool {
    let most = longest.unwrap_or(LONGEST);
    said.as_str().is_some_and(|text| !text.trim().is_empty() && text.chars().count() <= most)
}
