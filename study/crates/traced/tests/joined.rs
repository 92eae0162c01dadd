//! Who is joined, and what is left out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test

use microdata::{Chunk, Column, Dictionary, Memory, Variable};
use traced::{Settings, TracedError, join};

/// A file with a column of texts and columns of numbers.
fn file(people: &[&str], numbers: &[(&str, &[f64])]) -> Memory {
    let mut dictionary = Dictionary::default();
    dictionary.variables.push(Variable::text("respondent"));
    let mut columns = vec![Column::Texts(people.iter().map(|person| Some((*person).to_owned())).collect())];
    for (name, values) in numbers {
        dictionary.variables.push(Variable::number(*name));
        columns.push(Column::Numbers(values.to_vec()));
    }
    Memory::new(dictionary, vec![Chunk { columns }]).unwrap()
}

#[test]
fn traces_without_an_answer_or_against_consent_are_left_out() {
    let mut answers = file(
        &["a", "b", "c", "d"],
        &[("donation_made", &[1.0, 0.0, 1.0, f64::NAN]), ("weight", &[1.0, 2.0, 1.0, 1.0])],
    );
    let mut traces = file(&["b", "a", "x", "d"], &[("traced_posts", &[5.0, 2.0, 7.0, f64::NAN])]);
    let joined = join(&mut answers, &mut traces, &Settings::default()).unwrap();
    assert_eq!(joined.donor, [true, false, false, true]);
    let found = joined.matching;
    assert_eq!((found.traces, found.joined, found.without_answer), (4, 2, 1));
    assert_eq!((found.without_consent, found.without_trace), (1, 1));
    let posts = joined.traces.numbers("traced_posts");
    assert_eq!(posts[0], 2.0);
    // Of all others nothing is known, which is no zero.
    assert!(posts[1..].iter().all(|posts| posts.is_nan()));
    assert_eq!(joined.design.weights(), [1.0, 2.0, 1.0, 1.0]);
}

#[test]
fn what_cannot_be_joined_is_an_error() {
    let answers = || file(&["a", "b"], &[("weight", &[1.0, f64::NAN])]);
    let traces = |people: &[&str]| file(people, &[("traced_posts", &vec![1.0; people.len()])]);
    let error =
        |people: &[&str]| join(&mut answers(), &mut traces(people), &Settings::default()).unwrap_err();
    assert!(matches!(error(&["q"]), TracedError::NobodyJoined { traces: 1, answers: 2 }));
    assert!(matches!(error(&["a", "a"]), TracedError::Twice { rows: 1, .. }));
    // A weight is missing.
    assert!(matches!(error(&["a"]), TracedError::Survey { .. }));
}

#[test]
fn a_chapter_of_too_few_people_shows_no_figure_of_donors() {
    let people: Vec<String> = (0..200).map(|row| format!("p{row}")).collect();
    let people: Vec<&str> = people.iter().map(String::as_str).collect();
    let hours: Vec<f64> = (0..200).map(|row| f64::from(row % 8 + 1)).collect();
    let low: Vec<f64> = (0..20).map(|row| 0.5 + f64::from(row)).collect();
    let mut answers = file(&people, &[("hours", &hours)]);
    let mut traces = file(&people[..20], &[("traced_hours_low", &low), ("traced_hours_high", &low)]);
    let settings = Settings::default();
    let joined = join(&mut answers, &mut traces, &settings).unwrap();
    let chapter = traced::asked_beside_traced(&joined, &settings).unwrap();
    for part in chapter.parts.iter().filter(|part| part.id != "consent" && part.id != "weights") {
        for line in &part.lines {
            let of_donors = !matches!(line.side, book::beside::Side::Sample | book::beside::Side::Others);
            let shown = matches!(line.estimate, book::beside::Estimate::Shown { .. });
            assert!(!(of_donors && shown), "{}: {} {}", part.id, line.item, line.measure);
        }
    }
}
