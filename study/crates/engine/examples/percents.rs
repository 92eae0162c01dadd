//! The task that `study/bench` compares with other engines: weighted percent and linearised error of 14 items by 25 countries
//! by 3 ages, as CSV.
//!
//! `cargo run --release --example percents -- FILE.parquet [THREADS]`; seconds go to stderr.

#![allow(clippy::print_stdout, clippy::print_stderr, clippy::disallowed_types)] // a tool that times itself

use std::path::PathBuf;
use std::time::Instant;

use engine::{Code, Condition, Design, Group, Item, Limits, Line, Population, Request};
use survey::design::SinglePsu;

const AGES: [&str; 3] = ["18-34", "35-54", "55+"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [file, rest @ ..] = words.as_slice() else { return Err("which file?".into()) };
    let mut limits = Limits::default();
    if let Some(threads) = rest.first() {
        limits.threads = threads.parse()?;
    }
    let names: Vec<(String, &str)> =
        (1..=25).flat_map(|country| AGES.map(|age| (format!("C{country:02}"), age))).collect();
    let start = Instant::now();
    let tables = engine::tables(&request(PathBuf::from(file), &names), limits)?;
    eprintln!("seconds {:.3}", start.elapsed().as_secs_f64());
    println!("item,country,age,percent,error");
    for (item, tables) in tables.tables.iter().enumerate() {
        let line = &tables[0].lines[0];
        let errors = line.estimates.errors();
        for (place, column) in line.present.iter().enumerate().filter(|(_, column)| **column < names.len()) {
            let (country, age) = &names[*column];
            let percent = 100.0 * line.estimates.values[place];
            println!("q{:02},{country},{age},{percent:.9},{:.9}", item + 1, 100.0 * errors[place]);
        }
    }
    Ok(())
}

fn request(file: PathBuf, names: &[(String, &str)]) -> Request {
    let is = |column: &str, code: &str| Condition { column: column.into(), codes: vec![code.into()] };
    Request {
        files: vec![file],
        weight: Some("weight".into()),
        design: Design::Linearised {
            stratum: Some("stratum".into()),
            unit: Some("psu".into()),
            population: Population::Infinite,
            single: SinglePsu::Fail,
        },
        items: (1..=14)
            .map(|number| Item::Coded {
                column: format!("q{number:02}"),
                valid: vec![Code::Number(0.0)],
                lines: vec![Line::Share(vec![Code::Number(1.0)])],
            })
            .collect(),
        groups: vec![Group {
            columns: names
                .iter()
                .map(|(country, age)| vec![is("country", country), is("age", age)])
                .collect(),
        }],
        ..Request::default()
    }
}
