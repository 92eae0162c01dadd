//! Texts in several languages, as SurveyJS keeps them.

use std::collections::BTreeMap;

use serde_json::Value as Json;

/// A text in one or several languages: `"Yes"`, or `{"default": "Yes", "de": "Ja"}`.
///
/// ```
/// let words = questionnaire::Words::from(&serde_json::json!({"default": "Yes", "de": "Ja"}));
/// assert_eq!((words.in_language("de-AT"), words.in_language("fr")), ("Ja", "Yes"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    default: String,
    others: BTreeMap<String, String>,
}

impl Words {
    /// The same in all languages.
    pub fn plain(text: impl Into<String>) -> Words {
        Words { default: text.into(), others: BTreeMap::new() }
    }

    /// That of the language, else of its main language (`de` for `de-AT`), else the default.
    pub fn in_language(&self, language: &str) -> &str {
        let main = language.split(['-', '_']).next().unwrap_or_default();
        let own = self.others.get(language).or_else(|| self.others.get(main));
        own.map_or(&self.default, |text| text)
    }

    /// The text in the questionnaire's own language.
    pub fn original(&self) -> &str {
        &self.default
    }

    pub fn is_empty(&self) -> bool {
        self.default.is_empty()
    }

    /// Languages beside the default, in order.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.others.keys().map(String::as_str)
    }

    /// These words, or others where they are empty.
    pub fn or(self, or: impl FnOnce() -> Words) -> Words {
        if self.is_empty() { or() } else { self }
    }
}

impl From<&Json> for Words {
    /// What is neither a text nor an object of texts is empty. Without a `default` the first language is it.
    fn from(json: &Json) -> Words {
        match json {
            Json::String(text) => Words::plain(text),
            Json::Object(languages) => {
                let text = |json: &Json| json.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
                let default = languages.get("default").or_else(|| languages.values().next()).and_then(text);
                let others = languages.iter().filter(|(language, _)| *language != "default");
                let others = others.filter_map(|(language, json)| Some((language.clone(), text(json)?)));
                Words { default: default.unwrap_or_default(), others: others.collect() }
            }
            _ => Words::default(),
        }
    }
}
