//! The stock of words: what invented people are called and what they say, from `data/synth/`.

use std::collections::BTreeMap;

use data::Data;
use serde::Deserialize;

use crate::dice::Dice;
use crate::request::Language;
use event::named;

named! {
    /// The kinds of finding that are planted, with their ids from TAXONOMY.md.
    pub enum FindingKind {
        Email = "id.email",
        Phone = "id.phone",
        BirthDate = "id.birthdate",
        Coordinates = "id.coords",
        Card = "fin.card",
        Iban = "fin.iban",
        RecoveryAnswer = "sec.kba_answer",
        Password = "sec.password",
        AwayNow = "loc.away_now",
        HomeAlone = "loc.home_alone",
        PlanToMeet = "loc.plan_meet",
        PhotoPlace = "meta.gps",
    }
}

/// Why a stock cannot be used. Names the file and, where it is known, the place; the files are ours or a
/// person's own rules, never an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StockError(String);

impl std::fmt::Display for StockError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for StockError {}

/// All words. Every list in it holds at least one thing.
#[derive(Debug, Clone)]
pub struct Stock {
    talk: BTreeMap<String, Talk>,
    cast: Cast,
    phrases: Vec<PhraseSet>,
}

/// One language's harmless talk and the names that go into its phrases.
#[derive(Debug, Clone, Deserialize)]
pub struct Talk {
    pub posts: Vec<String>,
    pub comments: Vec<String>,
    pub messages: Vec<String>,
    pub searches: Vec<String>,
    pub things: Vec<String>,
    pub foods: Vec<String>,
    pub animals: Vec<String>,
    pub hashtags: Vec<String>,
    pub destinations: Vec<String>,
    pub venues: Vec<String>,
    pub weekdays: Vec<String>,
    pub pets: Vec<String>,
    pub surnames: Vec<String>,
    pub schools: Vec<String>,
    pub towns: Vec<String>,
    pub cars: Vec<String>,
    pub bios: Vec<String>,
    pub ads: Vec<String>,
}

/// Names for people, creators and brands.
#[derive(Debug, Clone, Deserialize)]
pub struct Cast {
    pub adjectives: Vec<String>,
    pub animals: Vec<String>,
    pub given: Vec<String>,
    pub family: Vec<String>,
    pub figures: Vec<String>,
    pub brands: Vec<String>,
    pub mail_domains: BTreeMap<String, Vec<String>>,
    pub role_domains: Vec<String>,
}

/// The sentences of one kind in one language.
#[derive(Debug, Clone, Deserialize)]
pub struct PhraseSet {
    kind: String,
    language: String,
    /// Each holds a finding of the kind.
    pub find: Vec<String>,
    /// Each looks like one and is none.
    pub decoy: Vec<String>,
}

#[derive(Deserialize)]
struct PhraseFile {
    phrases: Vec<PhraseSet>,
}

impl Stock {
    /// Reads the files of `data/synth/`.
    ///
    /// # Errors
    /// When a file is missing, is no TOML of the expected shape, or lacks a language, a kind or a list.
    pub fn load(data: &Data) -> Result<Self, StockError> {
        let stock = Self {
            talk: parse(data, "synth/talk.toml")?,
            cast: parse(data, "synth/cast.toml")?,
            phrases: parse::<PhraseFile>(data, "synth/phrases.toml")?.phrases,
        };
        stock.check()?;
        Ok(stock)
    }

    /// One language's talk.
    pub fn talk(&self, language: Language) -> &Talk {
        // `check` has seen that each language is there.
        &self.talk[language.as_str()]
    }

    /// Names.
    pub const fn cast(&self) -> &Cast {
        &self.cast
    }

    /// The sentences of one kind, if it is one of words.
    pub fn phrases(&self, kind: FindingKind, language: Language) -> Option<&PhraseSet> {
        self.phrases.iter().find(|set| set.kind == kind.as_str() && set.language == language.as_str())
    }

    fn check(&self) -> Result<(), StockError> {
        for language in Language::ALL {
            let talk = self
                .talk
                .get(language.as_str())
                .ok_or_else(|| StockError(format!("`synth/talk.toml` has no language `{language}`")))?;
            if talk.lists().iter().any(|list| list.is_empty()) {
                return Err(StockError(format!("`synth/talk.toml` has an empty list in `{language}`")));
            }
            for &kind in FindingKind::ALL.iter().filter(|&&kind| kind != FindingKind::PhotoPlace) {
                let set = self.phrases(kind, *language);
                if set.is_none_or(|set| set.find.is_empty() || set.decoy.is_empty()) {
                    return Err(StockError(format!("`synth/phrases.toml` lacks `{kind}` in `{language}`")));
                }
            }
        }
        let cast = &self.cast;
        let names = [&cast.adjectives, &cast.animals, &cast.given, &cast.family, &cast.figures, &cast.brands];
        let enough = names.iter().all(|list| list.len() > 1) && !cast.role_domains.is_empty();
        let mail = crate::Country::ALL
            .iter()
            .all(|it| cast.mail_domains.get(it.as_str()).is_some_and(|d| !d.is_empty()));
        if enough && mail {
            Ok(())
        } else {
            Err(StockError("`synth/cast.toml` has an empty list".to_owned()))
        }
    }
}

impl Talk {
    fn lists(&self) -> [&Vec<String>; 18] {
        [
            &self.posts,
            &self.comments,
            &self.messages,
            &self.searches,
            &self.things,
            &self.foods,
            &self.animals,
            &self.hashtags,
            &self.destinations,
            &self.venues,
            &self.weekdays,
            &self.pets,
            &self.surnames,
            &self.schools,
            &self.towns,
            &self.cars,
            &self.bios,
            &self.ads,
        ]
    }

    /// One of a list's sentences with its nouns filled in.
    pub fn say(&self, list: &[String], dice: &mut Dice) -> String {
        let template = dice.pick(list).clone();
        fill(&template, |slot| match slot {
            "thing" => dice.pick(&self.things).clone(),
            "food" => dice.pick(&self.foods).clone(),
            "animal" => dice.pick(&self.animals).clone(),
            _ => String::new(),
        })
    }
}

/// Replaces each `{slot}` of a template.
pub fn fill(template: &str, mut value: impl FnMut(&str) -> String) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (slot, tail) = after.split_once('}').unwrap_or((after, ""));
        out.push_str(&value(slot));
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn parse<T: serde::de::DeserializeOwned>(data: &Data, path: &str) -> Result<T, StockError> {
    let bytes = data.get(path).ok_or_else(|| StockError(format!("`{path}` is missing")))?;
    let text = std::str::from_utf8(bytes).map_err(|_| StockError(format!("`{path}` is not UTF-8")))?;
    toml::from_str(text).map_err(|error| StockError(format!("`{path}`: {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_is_complete_and_large_enough() {
        let stock = Stock::load(&Data::builtin()).unwrap();
        for &language in Language::ALL {
            assert!(stock.talk(language).posts.len() >= 60);
            for &kind in FindingKind::ALL.iter().filter(|&&kind| kind != FindingKind::PhotoPlace) {
                let set = stock.phrases(kind, language).unwrap();
                assert!(set.find.len() >= 6 && set.decoy.len() >= 5, "{kind} {language}");
                // An @ or # in a template would be a mention or hashtag that the truth does not know of.
                assert!(set.find.iter().chain(&set.decoy).all(|text| !text.contains(['@', '#'])));
            }
            assert!(
                stock
                    .talk(language)
                    .lists()
                    .iter()
                    .all(|list| list.iter().all(|text| !text.contains(['@', '#'])))
            );
        }
    }

    #[test]
    fn a_broken_file_of_ones_own_is_named() {
        let data = Data::builtin().with("synth/cast.toml", b"given = 1".to_vec());
        assert!(Stock::load(&data).unwrap_err().to_string().contains("synth/cast.toml"));
    }
}
