//! A questionnaire of SurveyJS: its questions, with the conditions under which they are shown.

use microdata::Error;
use serde_json::{Map, Value as Json};

use super::condition::Condition;
use crate::codebook::json_error;

/// Panels inside panels.
const DEEPEST: u32 = 50;

/// One question, whatever page or panel it stands in.
#[derive(Debug)]
pub struct Question {
    pub name: String,
    pub title: String,
    pub kind: Kind,
    /// There is a field for words beside it, stored as `<name>-Comment`.
    pub comment: bool,
    /// All that have to hold for it to be shown.
    pub shown: Vec<Shown>,
}

/// A condition of a question, or of a page or panel around it.
#[derive(Debug, Clone)]
pub enum Shown {
    If(Condition),
    Never,
    /// The condition uses something that is not known here.
    Unknown,
}

/// A code with its label.
pub type Choice = (Json, String);

/// What a question asks for.
#[derive(Debug)]
pub enum Kind {
    One(Vec<Choice>),
    Many(Vec<Choice>),
    /// Values for yes and no, with their labels.
    YesNo(Choice, Choice),
    /// Rows and columns: one answer for each row.
    Grid(Vec<Choice>, Vec<Choice>),
    /// Several fields for text.
    Fields(Vec<Choice>),
    /// An input of HTML: `text`, `number`, `date`, ...
    Input(String),
    /// Files, tables, panels that repeat: kept as they are.
    Other,
}

/// All questions, in their order.
///
/// # Errors
/// If it is no JSON or no questionnaire.
pub fn read(json: &str) -> Result<(String, Vec<Question>), Error> {
    let root: Map<String, Json> =
        serde_json::from_str(json).map_err(|error| json_error("the questionnaire", &error))?;
    let mut questions = Vec::new();
    let pages = root.get("pages").or(root.get("elements")).or(root.get("questions"));
    let pages = pages.and_then(Json::as_array).ok_or_else(|| {
        Error::new("the questionnaire has no `pages` or `elements`")
            .hint("save it with `JSON Editor` of SurveyJS Creator")
    })?;
    pages.iter().for_each(|page| element(page, &[], 0, &mut questions));
    Ok((text(root.get("title")), questions))
}

/// A page, a panel or a question.
fn element(json: &Json, around: &[Shown], depth: u32, into: &mut Vec<Question>) {
    let Some(element) = json.as_object().filter(|_| depth < DEEPEST) else { return };
    let mut shown = around.to_vec();
    match element.get("visibleIf").and_then(Json::as_str).filter(|text| !text.trim().is_empty()) {
        Some(condition) => shown.push(Condition::parse(condition).map_or(Shown::Unknown, Shown::If)),
        None if element.get("visible") == Some(&Json::Bool(false)) => shown.push(Shown::Never),
        None => {}
    }
    let inner = element.get("elements").or(element.get("questions")).and_then(Json::as_array);
    if let Some(inner) = inner {
        inner.iter().for_each(|json| self::element(json, &shown, depth + 1, into));
        return;
    }
    let Some(name) = element.get("name").and_then(Json::as_str) else { return };
    let Some(kind) = kind(element) else { return };
    let title = Some(text(element.get("title"))).filter(|title| !title.is_empty());
    let set = |key: &str| element.get(key) == Some(&Json::Bool(true));
    let comment = ["hasOther", "showOtherItem", "hasComment", "showCommentArea"].iter().any(|key| set(key));
    let title = title.unwrap_or_else(|| name.to_owned());
    into.push(Question { name: name.to_owned(), title, kind, comment, shown });
}

fn kind(element: &Map<String, Json>) -> Option<Kind> {
    let list = |key: &str| choices(element.get(key));
    let many = element.get("multiSelect") == Some(&Json::Bool(true));
    Some(match element.get("type").and_then(Json::as_str).unwrap_or("text") {
        "html" | "image" | "panel" | "page" => return None,
        "checkbox" | "tagbox" => Kind::Many(with_others(element)),
        "imagepicker" if many => Kind::Many(with_others(element)),
        "radiogroup" | "dropdown" | "buttongroup" | "imagepicker" => Kind::One(with_others(element)),
        "rating" => Kind::One(rating(element)),
        "boolean" => {
            let value = |key: &str, or: bool| element.get(key).cloned().unwrap_or(Json::Bool(or));
            let label = |key: &str, or: &str| {
                Some(text(element.get(key))).filter(|text| !text.is_empty()).unwrap_or(or.to_owned())
            };
            Kind::YesNo(
                (value("valueTrue", true), label("labelTrue", "Yes")),
                (value("valueFalse", false), label("labelFalse", "No")),
            )
        }
        "matrix" => Kind::Grid(list("rows"), list("columns")),
        "multipletext" => Kind::Fields(list("items")),
        "comment" => Kind::Input("text".into()),
        "text" => Kind::Input(element.get("inputType").and_then(Json::as_str).unwrap_or("text").into()),
        _ => Kind::Other,
    })
}

/// A text, or the default of a translated one.
fn text(json: Option<&Json>) -> String {
    let text = match json {
        Some(Json::Object(languages)) => languages.get("default").or_else(|| languages.values().next()),
        other => other,
    };
    text.and_then(Json::as_str).unwrap_or_default().to_owned()
}

/// `1`, `"a"`, `{"value": 1, "text": "A lot"}` or `{"name": "a", "title": "A"}`.
fn choices(json: Option<&Json>) -> Vec<Choice> {
    let choice = |json: &Json| match json {
        Json::Object(item) => {
            let value = item.get("value").or(item.get("name"))?.clone();
            let label =
                [text(item.get("text")), text(item.get("title"))].into_iter().find(|label| !label.is_empty());
            let label = label.or_else(|| super::condition::plain(&value))?;
            Some((value, label))
        }
        value => Some((value.clone(), super::condition::plain(value)?)),
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
        if switches.iter().any(|switch| element.get(*switch) == Some(&Json::Bool(true))) {
            let label = Some(text(element.get(key))).filter(|label| !label.is_empty());
            all.push((Json::from(value), label.unwrap_or_else(|| or.to_owned())));
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
        // A scale of more steps is none.
        steps = (0..1000)
            .map(|at| low.saturating_add(step.saturating_mul(at)))
            .take_while(|value| *value <= high)
            .map(|value| (Json::from(value), value.to_string()))
            .collect();
    }
    let ends = [(0, "minRateDescription"), (steps.len().saturating_sub(1), "maxRateDescription")];
    for (at, key) in ends {
        let label = text(element.get(key));
        if let Some(step) = steps.get_mut(at).filter(|_| !label.is_empty()) {
            step.1 = label;
        }
    }
    steps
}
