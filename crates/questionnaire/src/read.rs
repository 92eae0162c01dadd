//! Reads a questionnaire of SurveyJS. Properties that are not known here do no harm.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::condition::{Condition, Expression, plain};
use crate::model::{Choice, Input, Kind, Page, Question, Questionnaire, Shown, WorkedOut};
use crate::{Error, Words};

/// Panels inside panels.
const DEEPEST: u32 = 50;

/// Steps of a scale: one of more is none.
const MOST_STEPS: i64 = 1000;

impl Questionnaire {
    /// Reads what SurveyJS Creator saves.
    ///
    /// ```
    /// let json = r#"{"elements": [{"type": "radiogroup", "name": "follows", "choices": [1, 2]}]}"#;
    /// let questionnaire = questionnaire::Questionnaire::read(json)?;
    /// assert_eq!(questionnaire.questions[0].name, "follows");
    /// # Ok::<(), questionnaire::Error>(())
    /// ```
    ///
    /// # Errors
    /// If it is no JSON or no questionnaire.
    pub fn read(json: &str) -> Result<Questionnaire, Error> {
        let root: Map<String, Json> =
            serde_json::from_str(json).map_err(|error| Error::json("the questionnaire", &error))?;
        Self::of(&root)
    }

    /// [`read`](Self::read) of what is parsed already.
    ///
    /// # Errors
    /// If it is no questionnaire.
    pub fn from_json(json: &Json) -> Result<Questionnaire, Error> {
        Self::of(json.as_object().unwrap_or(&Map::new()))
    }

    fn of(root: &Map<String, Json>) -> Result<Questionnaire, Error> {
        let mut to = Questionnaire {
            title: text(root.get("title")),
            language: root.get("locale").and_then(Json::as_str).unwrap_or("en").to_owned(),
            pages: Vec::new(),
            questions: Vec::new(),
            worked_out: worked_out(root),
        };
        let pages = root.get("pages").or(root.get("elements")).or(root.get("questions"));
        let pages = pages.and_then(Json::as_array).ok_or_else(|| Error {
            what: "the questionnaire has no `pages` or `elements`".into(),
            hint: Some("save it with `JSON Editor` of SurveyJS Creator"),
        })?;
        if !root.contains_key("pages") {
            to.pages.push(Page::default());
        }
        for page in pages {
            if root.contains_key("pages") {
                to.pages.push(Page {
                    name: page.get("name").and_then(Json::as_str).unwrap_or_default().to_owned(),
                    title: text(page.get("title")),
                    description: text(page.get("description")),
                });
            }
            element(page, &[], 0, &mut to);
        }
        Ok(to)
    }
}

/// A page, a panel or a question.
fn element(json: &Json, around: &[Shown], depth: u32, into: &mut Questionnaire) {
    let Some(element) = json.as_object().filter(|_| depth < DEEPEST) else { return };
    let mut shown = around.to_vec();
    shown.extend(condition(element));
    let inner = element.get("elements").or(element.get("questions")).and_then(Json::as_array);
    if let Some(inner) = inner {
        inner.iter().for_each(|json| self::element(json, &shown, depth + 1, into));
        return;
    }
    let Some(name) = element.get("name").and_then(Json::as_str) else { return };
    let Some(kind) = kind(element) else { return };
    into.questions.push(Question {
        name: name.to_owned(),
        page: into.pages.len().saturating_sub(1),
        title: text(element.get("title")).or(|| Words::plain(name)),
        description: text(element.get("description")),
        kind,
        comment: ["hasOther", "showOtherItem", "hasComment", "showCommentArea"]
            .iter()
            .any(|key| is_set(element, key)),
        required: is_set(element, "isRequired"),
        shown,
    });
}

/// Under which condition something is shown; none for "always".
fn condition(element: &Map<String, Json>) -> Option<Shown> {
    match element.get("visibleIf").and_then(Json::as_str).filter(|text| !text.trim().is_empty()) {
        Some(condition) => {
            Some(Condition::parse(condition).map_or(Shown::Unknown, |one| Shown::If(Arc::new(one))))
        }
        None => (element.get("visible") == Some(&Json::Bool(false))).then_some(Shown::Never),
    }
}

fn is_set(element: &Map<String, Json>, key: &str) -> bool {
    element.get(key) == Some(&Json::Bool(true))
}

fn worked_out(root: &Map<String, Json>) -> Vec<WorkedOut> {
    let values = root.get("calculatedValues").and_then(Json::as_array).into_iter().flatten();
    let values = values.filter_map(Json::as_object).filter(|value| is_set(value, "includeIntoResult"));
    let value = |value: &Map<String, Json>| {
        let name = value.get("name")?.as_str()?.to_owned();
        let source = value.get("expression")?.as_str()?.to_owned();
        Some(WorkedOut { name, expression: Expression::parse(&source)?, source })
    };
    values.filter_map(value).collect()
}

fn kind(element: &Map<String, Json>) -> Option<Kind> {
    let list = |key: &str| choices(element.get(key));
    Some(match element.get("type").and_then(Json::as_str).unwrap_or("text") {
        "html" | "image" | "panel" | "page" => return None,
        "checkbox" | "tagbox" => many(element),
        "imagepicker" if is_set(element, "multiSelect") => many(element),
        "radiogroup" | "dropdown" | "buttongroup" | "imagepicker" => Kind::One(with_others(element)),
        "rating" => Kind::One(rating(element)),
        "boolean" => {
            let choice = |value: &str, or: bool, label: &str, words: &str| Choice {
                value: element.get(value).cloned().unwrap_or(Json::Bool(or)),
                text: text(element.get(label)).or(|| Words::plain(words)),
                alone: false,
                shown: None,
            };
            let yes = choice("valueTrue", true, "labelTrue", "Yes");
            let no = choice("valueFalse", false, "labelFalse", "No");
            Kind::YesNo { yes: Box::new(yes), no: Box::new(no) }
        }
        "matrix" => Kind::Grid { rows: list("rows"), columns: list("columns") },
        "multipletext" => Kind::Fields(list("items")),
        "comment" => Kind::Input(input(element, "text")),
        "text" => {
            Kind::Input(input(element, element.get("inputType").and_then(Json::as_str).unwrap_or("text")))
        }
        _ => Kind::Other,
    })
}

fn many(element: &Map<String, Json>) -> Kind {
    let count = |key: &str| element.get(key).and_then(Json::as_u64).filter(|count| *count > 0);
    Kind::Many {
        choices: with_others(element),
        least: count("minSelectedChoices").map_or(0, |count| count as usize),
        most: count("maxSelectedChoices").map(|count| count as usize),
    }
}

/// What may be typed: by the input's own bounds, or by a `numeric` validator.
fn input(element: &Map<String, Json>, kind: &str) -> Input {
    let validators = element.get("validators").and_then(Json::as_array).into_iter().flatten();
    let numeric = validators
        .filter(|one| one.get("type").and_then(Json::as_str) == Some("numeric"))
        .collect::<Vec<_>>();
    let number = |json: &Json| json.as_f64().or_else(|| json.as_str()?.parse().ok());
    let bound = |own: &str, validator: &str| {
        let own = element.get(own).and_then(number);
        own.or_else(|| numeric.iter().find_map(|one| number(one.get(validator)?)))
    };
    Input {
        kind: kind.to_owned(),
        low: bound("min", "minValue"),
        high: bound("max", "maxValue"),
        longest: element.get("maxLength").and_then(Json::as_u64).map(|most| most as usize),
    }
}

fn text(json: Option<&Json>) -> Words {
    json.map(Words::from).unwrap_or_default()
}

/// `1`, `"a"`, `{"value": 1, "text": "A lot"}` or `{"name": "a", "title": "A"}`.
fn choices(json: Option<&Json>) -> Vec<Choice> {
    let choice = |json: &Json| match json {
        Json::Object(item) => {
            let value = item.get("value").or(item.get("name"))?.clone();
            let words = text(item.get("text")).or(|| text(item.get("title")));
            let words = if words.is_empty() { Words::plain(plain(&value)?) } else { words };
            Some(Choice { value, text: words, alone: is_set(item, "isExclusive"), shown: condition(item) })
        }
        value => Some(Choice {
            value: value.clone(),
            text: Words::plain(plain(value)?),
            alone: false,
            shown: None,
        }),
    };
    json.and_then(Json::as_array).into_iter().flatten().filter_map(choice).collect()
}

/// The choices, and those that SurveyJS adds by switches.
fn with_others(element: &Map<String, Json>) -> Vec<Choice> {
    let mut all = choices(element.get("choices"));
    let added = [
        (["hasOther", "showOtherItem"], "other", "otherText", "Other (describe)"),
        (["hasNone", "showNoneItem"], "none", "noneText", "None"),
        (["hasRefuse", "showRefuseItem"], "refused", "refuseText", "Refuse to answer"),
        (["hasDontKnow", "showDontKnowItem"], "dontknow", "dontKnowText", "Don't know"),
    ];
    for (switches, value, key, or) in added {
        if switches.iter().any(|switch| is_set(element, switch)) {
            all.push(Choice {
                value: Json::from(value),
                text: text(element.get(key)).or(|| Words::plain(or)),
                alone: value != "other",
                shown: None,
            });
        }
    }
    all
}

/// The steps of a scale, with labels at its ends.
fn rating(element: &Map<String, Json>) -> Vec<Choice> {
    let mut steps = choices(element.get("rateValues"));
    if steps.is_empty() {
        let number = |key: &str, or: i64| element.get(key).and_then(Json::as_i64).unwrap_or(or);
        let (low, high) = (number("rateMin", 1), number("rateMax", 5));
        let step = number("rateStep", 1).max(1);
        steps = (0..MOST_STEPS)
            .map(|at| low.saturating_add(step.saturating_mul(at)))
            .take_while(|value| *value <= high)
            .map(|value| Choice {
                value: Json::from(value),
                text: Words::plain(value.to_string()),
                alone: false,
                shown: None,
            })
            .collect();
    }
    let ends = [(0, "minRateDescription"), (steps.len().saturating_sub(1), "maxRateDescription")];
    for (at, key) in ends {
        let label = text(element.get(key));
        if let Some(step) = steps.get_mut(at).filter(|_| !label.is_empty()) {
            step.text = label;
        }
    }
    steps
}
