//! Invented sentences that were written without sight of the rules (`lab/heldout/phrases.jsonl`). They show how far rules
//! reach beyond the ways of saying things that their authors thought of, so nobody may look at them when writing rules;
//! there is no bar, only the numbers.

use std::collections::BTreeMap;
use std::path::Path;

use lexicon::{Lexicon, TextContext, TextPlace};
use serde::Deserialize;

use super::id;
use super::score::Score;

#[derive(Deserialize)]
struct Phrase {
    kind: String,
    language: String,
    /// Whether the sentence is a finding of that kind about its writer.
    find: bool,
    text: String,
}

/// Prints a line for each kind and each language.
///
/// # Errors
/// When the file is missing or not of its shape.
pub fn run(lexicon: &Lexicon) -> Result<(), String> {
    let path = xtask::shared::root().join("lab/heldout/phrases.jsonl");
    let text = read(&path)?;
    // The first line says what the file is.
    let parse = |line: &str| serde_json::from_str::<Phrase>(line).map_err(|error| error.to_string());
    let phrases: Vec<Phrase> = text.lines().skip(1).map(parse).collect::<Result<_, _>>()?;
    println!("\nheld out: {} invented sentences, written without sight of the rules", phrases.len());
    let (mut kinds, mut languages): (BTreeMap<&str, Score>, BTreeMap<&str, Score>) = Default::default();
    for phrase in &phrases {
        let score = score(lexicon, phrase);
        kinds.entry(&phrase.kind).or_default().add(score);
        languages.entry(&phrase.language).or_default().add(score);
    }
    kinds.iter().chain(&languages).for_each(|(what, score)| println!("{}", score.line(what)));
    Ok(())
}

fn read(path: &Path) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

fn score(lexicon: &Lexicon, phrase: &Phrase) -> Score {
    // Whoever writes a telephone number without its country is of a country where the language is spoken.
    let regions: &[&str] = match phrase.language.as_str() {
        "de" => &["DE", "AT", "CH"],
        "es" => &["ES", "MX"],
        "fr" => &["FR", "BE"],
        _ => &["GB", "US"],
    };
    let context = TextContext { regions, ..TextContext::new(TextPlace::Post) };
    let scanned = lexicon.scan(&phrase.text, &context);
    // What is only worth a note (a mailbox of a company) warns nobody.
    let found = scanned.iter().any(|found| id(lexicon, found.rule) == phrase.kind && found.severity > 1);
    Score {
        hits: usize::from(found && phrase.find),
        false_alarms: usize::from(found && !phrase.find),
        missed: usize::from(!found && phrase.find),
    }
}
