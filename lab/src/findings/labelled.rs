//! The same kinds in texts that others have labelled (`../shared/eval`; its README names origins and licences).
//!
//! Spans count as found when a finding of that kind overlaps them. Texts are scanned as posts of somebody of whom nothing
//! is known, so telephone numbers without a country code are found only by the words around them.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;
use std::path::Path;

use lexicon::{Lexicon, TextContext, TextPlace};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::id;
use super::score::Score;

/// Labels of the sets, and the kinds that they stand for.
const LABELS: &[(&str, &str)] = &[
    ("CREDIT_CARD", "fin.card"),
    ("PHONE_NUMBER", "id.phone"),
    ("EMAIL_ADDRESS", "id.email"),
    ("IBAN_CODE", "fin.iban"),
];

/// Prints every table.
///
/// # Errors
/// When a file is missing or not of its shape.
pub fn run(lexicon: &Lexicon, folder: &Path) -> Result<(), String> {
    for set in ["presidio_v2", "presidio_large"] {
        templates(lexicon, set, &lines(folder, set)?);
    }
    phones(lexicon, &lines(folder, "phone_vectors")?);
    checksums(lexicon, &lines(folder, "national_numbers")?);
    false_alarms(
        lexicon,
        "social_texts: real short texts without numbers and addresses",
        &lines(folder, "social_texts")?,
    );
    false_alarms(lexicon, "synthpai_comments: invented comments", &lines(folder, "synthpai_comments")?);
    Ok(())
}

fn lines<T: DeserializeOwned>(folder: &Path, set: &str) -> Result<Vec<T>, String> {
    let path = folder.join(format!("{set}.jsonl"));
    let read = |path: &Path| -> io::Result<String> { std::fs::read_to_string(path) };
    let text = read(&path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    let parse = |(at, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| format!("`{}`, line {}: {error}", path.display(), at + 1))
    };
    text.lines().enumerate().map(parse).collect()
}

#[derive(Deserialize)]
struct Template {
    text: String,
    spans: Vec<Span>,
}

#[derive(Deserialize)]
struct Span {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    label: String,
}

/// Sentences made from templates, with typed spans in code points.
fn templates(lexicon: &Lexicon, set: &str, templates: &[Template]) {
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for template in templates {
        let bytes: Vec<usize> =
            template.text.char_indices().map(|(at, _)| at).chain([template.text.len()]).collect();
        let place = |span: &Span| -> Range<usize> { bytes[span.start]..bytes[span.end.min(bytes.len() - 1)] };
        let found = scan(lexicon, &template.text, &[]);
        for (label, kind) in LABELS {
            let there: Vec<_> =
                template.spans.iter().filter(|span| span.label == *label).map(place).collect();
            let ours: Vec<_> =
                found.iter().filter(|(id, _, _)| id == kind).map(|(_, span, _)| span).collect();
            let overlap = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
            let hits = there.iter().filter(|there| ours.iter().any(|ours| overlap(ours, there))).count();
            let right = ours.iter().filter(|ours| there.iter().any(|there| overlap(ours, there))).count();
            scores.entry(kind).or_default().add(Score {
                hits,
                false_alarms: ours.len() - right,
                missed: there.len() - hits,
            });
        }
    }
    println!("\n{set}: {} sentences", templates.len());
    scores.iter().for_each(|(kind, score)| println!("{}", score.line(kind)));
}

/// Kinds with their spans and values.
fn scan(lexicon: &Lexicon, text: &str, regions: &[&str]) -> Vec<(String, Range<usize>, String)> {
    let context = TextContext { regions, ..TextContext::new(TextPlace::Post) };
    let found = lexicon.scan(text, &context);
    found.into_iter().map(|m| (id(lexicon, m.rule).to_owned(), m.span, m.value.expose().clone())).collect()
}

#[derive(Deserialize)]
struct Phone {
    region: String,
    e164: String,
    international: String,
    national: String,
}

/// Example numbers of every region, in the two written forms.
fn phones(lexicon: &Lexicon, phones: &[Phone]) {
    println!("\nphone_vectors: {} numbers, found with the right E.164 form", phones.len());
    type Sentence = fn(&Phone) -> String;
    let forms: [(&str, bool, Sentence); 3] = [
        ("international", false, |phone| format!("text me on {}", phone.international)),
        ("national, in a country of the owner", true, |phone| format!("text me on {}", phone.national)),
        ("national, country not known", false, |phone| format!("text me on {}", phone.national)),
    ];
    for (form, known, sentence) in forms {
        let right = |phone: &&Phone| {
            let regions: &[&str] = if known { &[phone.region.as_str()] } else { &[] };
            scan(lexicon, &sentence(phone), regions)
                .iter()
                .any(|(id, _, value)| id == "id.phone" && *value == phone.e164)
        };
        let hits = phones.iter().filter(right).count();
        println!("{}", Score { hits, missed: phones.len() - hits, ..Score::default() }.line(form));
    }
}

#[derive(Deserialize)]
struct Number {
    module: String,
    number: String,
    valid: bool,
}

/// Numbers of national formats: what is no card, IBAN or telephone number must not be called one.
fn checksums(lexicon: &Lexicon, numbers: &[Number]) {
    println!("\nnational_numbers: {} numbers of other formats, standing alone", numbers.len());
    let mut found: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for number in numbers {
        for (id, _, _) in scan(lexicon, &number.number, &[]) {
            let valid = if number.valid { "valid" } else { "not valid" };
            found.entry(format!("{id} in {} ({valid})", number.module)).or_default().insert(&number.number);
        }
    }
    found.iter().for_each(|(what, numbers)| println!("  {what}: {}", numbers.len()));
    if found.is_empty() {
        println!("  none is called anything");
    }
}

#[derive(Deserialize)]
struct Text {
    text: String,
}

/// Real texts without labels: how often each kind is called.
fn false_alarms(lexicon: &Lexicon, title: &str, texts: &[Text]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for text in texts {
        for (id, _, _) in scan(lexicon, &text.text, &[]) {
            *counts.entry(id).or_default() += 1;
        }
    }
    println!("\n{title}: {} texts, findings in 1,000", texts.len());
    for rule in lexicon.rules() {
        let count = counts.get(&rule.id).copied().unwrap_or_default();
        println!("  {:<16} {:>7.2}  ({count})", rule.id, 1000.0 * count as f64 / texts.len().max(1) as f64);
    }
}
