//! The questionnaire of a new study: the standard one with the study's countries, and slots for scales.

use data::Data;
use questionnaire::condition::plain;
use questionnaire::scales::{self, Scale};
use questionnaire::standard_json;
use serde_json::{Value as Json, json};

use crate::{FolderError, New, once};

/// The questionnaire as JSON. Whether it is one is seen when it is read.
///
/// # Errors
/// If a scale is not known or given twice, or the data files hold no JSON.
pub fn questionnaire(new: &New, data: &Data) -> Result<Json, FolderError> {
    let mut json = standard_json(data)?;
    if let (Some(title), Some(root)) = (&new.title, json.as_object_mut()) {
        root.insert("title".into(), Json::from(title.as_str()));
    }
    keep_countries(&mut json, &new.countries);
    let slots = slots(new, data)?;
    if !slots.is_empty() {
        add(&mut json, slots);
    }
    Ok(json)
}

/// What pages, panels and whole questionnaires hold.
const INSIDE: [&str; 3] = ["pages", "elements", "questions"];

/// Leaves the study's countries in the question of that name, wherever it stands.
fn keep_countries(element: &mut Json, codes: &[String]) {
    if element.get("name").is_some_and(|name| name == "country")
        && let Some(choices) = element.get_mut("choices").and_then(Json::as_array_mut)
    {
        keep(choices, codes);
    }
    for key in INSIDE {
        let inside = element.get_mut(key).and_then(Json::as_array_mut);
        inside.into_iter().flatten().for_each(|inner| keep_countries(inner, codes));
    }
}

/// A page with the slots; a panel, where the questionnaire has no pages.
fn add(json: &mut Json, slots: Vec<Json>) {
    for key in INSIDE {
        if let Some(all) = json.get_mut(key).and_then(Json::as_array_mut) {
            all.push(match key {
                "pages" => json!({"name": "scales", "elements": slots}),
                _ => json!({"type": "panel", "name": "scales", "elements": slots}),
            });
            return;
        }
    }
}

/// The study's countries in its order. A code that is not there is told when names are looked up.
fn keep(choices: &mut Vec<Json>, codes: &[String]) {
    let all = std::mem::take(choices);
    let wanted =
        codes.iter().filter_map(|code| all.iter().find(|choice| choice_code(choice).as_ref() == Some(code)));
    choices.extend(wanted.cloned());
}

/// `"DE"`, or `{"value": "DE", "text": "Germany"}`.
fn choice_code(choice: &Json) -> Option<String> {
    plain(choice.get("value").unwrap_or(choice))
}

fn slots(new: &New, data: &Data) -> Result<Vec<Json>, FolderError> {
    if new.scales.is_empty() {
        return Ok(Vec::new());
    }
    once("scale", &new.scales)?;
    let known = scales::scales(data)?;
    let slot = |id: &String| match known.iter().find(|scale| scale.id == *id) {
        Some(scale) => Ok(scale.slot()),
        None => {
            let known: Vec<&str> = known.iter().map(|scale: &Scale| scale.id.as_str()).collect();
            Err(FolderError::Scale { id: id.clone(), known: known.join(", ") })
        }
    };
    new.scales.iter().map(slot).collect()
}
