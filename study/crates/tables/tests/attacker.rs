//! Somebody who knows all that a book prints, and how its columns and nets are made of each other, tries to find people out.
//!
//! Shares nothing with how cells are hidden: the attacker works on people by country, age and answer, not on tables.

#![allow(clippy::unwrap_used)] // a test

use std::path::Path;

use book::{Book, Cell, RowKind};
use engine::store::{Column, Stored, Values, Writer};
use microdata::{Category, Dictionary, Variable};
use tables::plan::Plan;

const COUNTRIES: [&str; 4] = ["A", "B", "C", "D"];
/// The last did not say.
const AGES: usize = 3;
const ANSWERS: usize = 5;
const ATOMS: usize = COUNTRIES.len() * AGES * ANSWERS;

const PLAN: &str = r#"
[[banner]]
variable = "country"
[[banner]]
title = "Regions"
columns = [
  { label = "North", where = [{ variable = "country", codes = ["A", "B"] }] },
  { label = "Cold", where = [{ variable = "country", codes = ["A", "B", "C"] }] },
  { label = "Young north", where = [{ variable = "country", codes = ["A", "B"] }, { variable = "age", codes = [1] }] },
]
[[banner]]
variable = "age"
[[table]]
variable = "q"
nets = [{ label = "Low", codes = [1, 2] }, { label = "All but one", codes = [1, 2, 3, 4] }]
[[table]]
variable = "q"
mean = true
nets = [{ label = "Middle", codes = [2, 3] }, { label = "Ends", codes = [1, 5] }]
"#;

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Draws(u64);

impl Draws {
    fn below(&mut self, end: u64) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % end) as usize
    }

    /// Mostly the first, seldom the last.
    fn uneven(&mut self, end: usize, steep: u64) -> usize {
        (0..end - 1).find(|_| self.below(steep) > 0).unwrap_or(end - 1)
    }
}

/// People: country, age, answer.
fn people(seed: u64) -> Vec<(usize, usize, usize)> {
    let mut draws = Draws(seed);
    // Small samples, in which nearly all is of a few, and larger ones, of which something is left to read.
    let count = if seed.is_multiple_of(2) { 60 + draws.below(500) } else { 1000 + draws.below(4000) };
    let steep = 2 + draws.below(3) as u64;
    let person = |_| {
        (
            draws.uneven(4, steep),
            draws.uneven(AGES, steep),
            (draws.uneven(ANSWERS, 2) + draws.below(2)) % ANSWERS,
        )
    };
    (0..count).map(person).collect()
}

fn dictionary() -> Dictionary {
    let coded = |name: &str, codes: usize| Variable {
        categories: (1..=codes).map(|code| Category::new(code as f64, code.to_string())).collect(),
        ..Variable::number(name)
    };
    let country = Variable {
        categories: COUNTRIES.iter().map(|code| Category::new(*code, *code)).collect(),
        ..Variable::text("country")
    };
    Dictionary {
        variables: vec![country, coded("age", AGES - 1), coded("q", ANSWERS)],
        ..Dictionary::default()
    }
}

fn written(people: &[(usize, usize, usize)], path: &Path) {
    let column = |name: &str, stored: Stored| Column { name: name.into(), stored };
    let number = || Stored::narrowest(1.0, 5.0, true);
    let columns = [column("country", Stored::Text), column("age", number()), column("q", number())];
    let mut writer = Writer::create(path, &columns, "").unwrap();
    let country = people.iter().map(|(country, ..)| Some(COUNTRIES[*country].to_owned())).collect();
    let age = people
        .iter()
        .map(|(_, age, _)| if *age == AGES - 1 { f64::NAN } else { *age as f64 + 1.0 })
        .collect();
    let q = people.iter().map(|(.., q)| *q as f64 + 1.0).collect();
    writer.write(vec![Values::Texts(country), Values::Numbers(age), Values::Numbers(q)]).unwrap();
    writer.finish().unwrap();
}

fn book_of(people: &[(usize, usize, usize)], conventions: &str) -> Book {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("answers.parquet");
    written(people, &path);
    let plan = Plan::from_toml(&format!("{conventions}{PLAN}")).unwrap();
    tables::make(vec![path], &dictionary(), &plan, engine::Limits::default()).unwrap()
}

/// Whether somebody of this country and age is in a column of the banner, by its label.
fn is_in(label: &str, country: usize, age: usize) -> bool {
    match label {
        "Total" => true,
        "North" => country < 2,
        "Cold" => country < 3,
        "Young north" => country < 2 && age == 0,
        _ => COUNTRIES.get(country) == Some(&label) || label == (age + 1).to_string(),
    }
}

/// What a row counts of each answer: 1 for those in it, of a mean the code.
fn factor(label: &str, kind: RowKind, answer: usize) -> f64 {
    let code = answer + 1;
    let holds = |codes: &[usize]| f64::from(u8::from(codes.contains(&code)));
    match (kind, label) {
        (RowKind::Mean, _) => code as f64,
        (RowKind::Net, "Low") => holds(&[1, 2]),
        (RowKind::Net, "All but one") => holds(&[1, 2, 3, 4]),
        (RowKind::Net, "Middle") => holds(&[2, 3]),
        (RowKind::Net, "Ends") => holds(&[1, 5]),
        _ => f64::from(u8::from(label == code.to_string())),
    }
}

/// A figure as a sum over people by country, age and answer.
fn sum(column: &str, of: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut sum = vec![0.0; ATOMS];
    for (at, factor) in sum.iter_mut().enumerate() {
        let (country, age, answer) = (at / (AGES * ANSWERS), at / ANSWERS % AGES, at % ANSWERS);
        *factor = if is_in(column, country, age) { of(answer) } else { 0.0 };
    }
    sum
}

/// What is known, in echelon form: each row has a leading 1 that stands in no later row.
#[derive(Default)]
struct Known(Vec<(usize, Vec<f64>)>);

impl Known {
    /// What of a sum is not known yet.
    fn left(&self, mut sum: Vec<f64>) -> Vec<f64> {
        for (lead, row) in &self.0 {
            let times = sum[*lead];
            if times != 0.0 {
                sum.iter_mut().zip(row).for_each(|(sum, row)| *sum -= times * row);
            }
        }
        sum
    }

    fn learn(&mut self, sum: Vec<f64>) {
        let left = self.left(sum);
        let Some(lead) = (0..ATOMS).max_by(|a, b| left[*a].abs().total_cmp(&left[*b].abs())) else { return };
        if left[lead].abs() > 1e-6 {
            let by = left[lead];
            self.0.push((lead, left.into_iter().map(|factor| factor / by).collect()));
        }
    }

    fn tells(&self, sum: Vec<f64>) -> bool {
        self.left(sum).iter().all(|factor| factor.abs() < 1e-6)
    }
}

/// All that is printed of counts, bases and means, each with the sum that it is.
fn learned(book: &Book, labels: &[&str]) -> Known {
    let mut known = Known::default();
    for table in &book.tables {
        for (label, base) in labels.iter().zip(&table.bases) {
            if base.unweighted.is_some() {
                known.learn(sum(label, |_| 1.0));
            }
        }
        for row in &table.rows {
            for (label, cell) in labels.iter().zip(&row.cells) {
                if matches!(cell, Cell::Shown(_)) {
                    known.learn(sum(label, |answer| factor(&row.label, row.kind, answer)));
                }
            }
        }
    }
    known
}

/// What an attacker made of a book.
#[derive(Debug, Default)]
struct Found {
    /// Counts of fewer than ten people, or of all but so few, and bases of fewer than ten.
    few: usize,
    /// Those of them that are printed, or follow from what is.
    told: Vec<String>,
    /// Other counts on bases of a hundred people and more, and those of them that can be read.
    others: usize,
    read: usize,
}

fn attacked(seeds: std::ops::Range<u64>, conventions: &str) -> Found {
    let mut found = Found::default();
    for seed in seeds {
        let people = people(seed);
        let book = book_of(&people, conventions);
        let labels: Vec<&str> =
            book.banner.iter().flat_map(|group| &group.columns).map(|column| column.label.as_str()).collect();
        let known = learned(&book, &labels);
        for label in &labels {
            let base = people.iter().filter(|(country, age, _)| is_in(label, *country, *age)).count();
            if (1..10).contains(&base) {
                found.few += 1;
                if known.tells(sum(label, |_| 1.0)) {
                    found.told.push(format!("seed {seed}: the base of `{label}`: {base}"));
                }
            }
        }
        for row in book.tables.iter().flat_map(|table| &table.rows).filter(|row| row.kind != RowKind::Mean) {
            for (label, cell) in labels.iter().zip(&row.cells) {
                let inside = people.iter().filter(|(country, age, _)| is_in(label, *country, *age));
                let counted =
                    |(.., answer): &&(usize, usize, usize)| factor(&row.label, row.kind, *answer) > 0.0;
                let (base, count) = (inside.clone().count(), inside.filter(counted).count());
                if (1..10).contains(&count) || (1..10).contains(&(base - count)) {
                    found.few += 1;
                    if known.tells(sum(label, |answer| factor(&row.label, row.kind, answer))) {
                        found
                            .told
                            .push(format!("seed {seed}: `{}` by `{label}`: {count} of {base}", row.label));
                    }
                } else if base >= 100 {
                    found.others += 1;
                    found.read += usize::from(cell.figure().is_some());
                }
            }
        }
    }
    found
}

#[test]
fn nobody_is_found_out_by_sums_and_differences() {
    let found = attacked(0..24, "");
    assert!(found.told.is_empty(), "{found:?}");
    // Otherwise nothing was tried, or nothing is left to read.
    assert!(found.few > 500 && found.read * 3 > found.others, "{found:?}");
}

#[test]
fn without_the_rule_many_would_be() {
    let found = attacked(0..4, "[conventions]\ncomplementary = false\n");
    assert!(found.told.len() * 2 > found.few, "the attacker is too weak: {found:?}");
}
