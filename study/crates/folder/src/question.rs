//! The questionnaire of a new study: the standard one with the study's countries, and slots for scales.

use data::Data;
use questionnaire::scales::{self, Scale};
use questionnaire::{STANDARD, standard_of};
use serde_json::{Value as Json, json};

use crate::{FolderError, New};

/// The questionnaire as JSON.
///
/// # Errors
/// If a scale is not known or the data files hold no questionnaire.
pub fn questionnaire(new: &New, data: &Data) -> Result<Json, FolderError> {
    // Looks at it as a whole first, so that what is wrong is told.
    standard_of(data)?;
    let bytes = data.get(STANDARD).unwrap_or_default();
    let mut json: Json = serde_json::from_slice(bytes).unwrap_or_default();
    if let Some(title) = &new.title {
        json["title"] = Json::from(title.as_str());
    }
    if let Some(pages) = json["pages"].as_array_mut() {
        for element in pages.iter_mut().filter_map(|page| page["elements"].as_array_mut()).flatten() {
            if element["name"] == "country"
                && let Some(choices) = element["choices"].as_array_mut()
            {
                keep(choices, &new.countries);
            }
        }
        let slots = slots(new, data)?;
        if !slots.is_empty() {
            pages.push(json!({"name": "scales", "elements": slots}));
        }
    }
    Ok(json)
}

/// The study's countries in its order. A code that is not there is told when names are looked up.
fn keep(choices: &mut Vec<Json>, codes: &[String]) {
    let all = std::mem::take(choices);
    let wanted = codes.iter().filter_map(|code| all.iter().find(|choice| choice["value"] == code.as_str()));
    choices.extend(wanted.cloned());
}

fn slots(new: &New, data: &Data) -> Result<Vec<Json>, FolderError> {
    if new.scales.is_empty() {
        return Ok(Vec::new());
    }
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
