//! The whole study: figures hold under the real weights, routing is obeyed, everything is labelled.

#![allow(clippy::unwrap_used)] // a test

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use microdata::{Chunk, Column, Rows, State, Value, Variable};
use population::{Assumptions, Beside, Estimated, Figure, Limits, Roles, Study, Use, compare, files, places};
use weighting::{Appended, Sample, Targets, weigh};

fn study() -> &'static Study {
    static STUDY: OnceLock<Study> = OnceLock::new();
    STUDY.get_or_init(|| Study::make(Assumptions::builtin().unwrap(), Figure::builtin().unwrap()).unwrap())
}

fn roles() -> Roles {
    let name = |name: &str| Some(name.to_owned());
    Roles { weight: name("weight"), stratum: name("stratum"), psu: name("psu"), country: name("country") }
}

/// As a researcher would: the answers are weighed anew from the files, and compared.
fn beside(study: &Study) -> Vec<Beside> {
    let targets = Targets::from_toml(&files::targets(&study.assumed)).unwrap();
    let sample = Sample::gather(&mut study.rows().unwrap(), &targets).unwrap();
    let weighted = weigh(&sample, &targets).unwrap();
    let mut rows = Appended::new(study.rows().unwrap(), &weighted).unwrap();
    compare(&mut rows, &roles(), &places(&study.assumed), &study.figures, &Limits::default()).unwrap()
}

#[test]
fn every_figure_holds_under_the_weights_that_raking_gives() {
    let study = study();
    let found = beside(study);
    assert_eq!(found.len(), study.figures.iter().filter(|figure| figure.usage == Use::Fit).count());
    let off: Vec<String> = found
        .iter()
        .filter(|beside| beside.is_within() != Some(true))
        .map(|beside| format!("{}: {:?}", beside.figure.id, beside.difference()))
        .collect();
    assert!(off.is_empty(), "{off:#?}");
    // Ten people at least say yes, and ten no, so that no figure has to be hidden.
    for beside in &found {
        let Estimated::Shown { count, .. } = beside.share.estimated else { panic!("{}", beside.figure.id) };
        assert!(count >= 10 && beside.share.rows - count >= 10, "{}: {count}", beside.figure.id);
    }
}

#[test]
fn another_seed_fits_too() {
    let assumed = Assumptions { seed: 7, ..Assumptions::builtin().unwrap() };
    let study = Study::make(assumed, Figure::builtin().unwrap()).unwrap();
    assert!(beside(&study).iter().all(|beside| beside.is_within() == Some(true)));
}

/// All cells of the rows.
fn table() -> (Vec<Variable>, Chunk) {
    let mut rows = study().rows().unwrap();
    let variables = rows.dictionary().variables.clone();
    let chunk = rows.next().unwrap().unwrap();
    (variables, chunk)
}

fn cell(column: &Column, row: usize) -> Option<Value> {
    match column {
        Column::Numbers(numbers) => (!numbers[row].is_nan()).then_some(Value::Number(numbers[row])),
        Column::Texts(texts) => texts[row].as_deref().map(Value::from),
    }
}

#[test]
fn answers_are_declared_and_routing_is_obeyed() {
    let (variables, chunk) = table();
    let place = |name: &str| variables.iter().position(|variable| variable.name == name).unwrap();
    let of = |name: &str, row: usize| cell(&chunk.columns[place(name)], row);
    let yes = Some(Value::Number(1.0));
    for (variable, column) in variables.iter().zip(&chunk.columns) {
        for row in 0..chunk.rows() {
            let value = cell(column, row);
            let declared = variable.categories.is_empty()
                || value.as_ref().is_none_or(|value| variable.label_of(value).is_some());
            assert!(declared, "{}: {value:?}", variable.name);
            let asked = match variable.universe.as_str() {
                "people who follow influencers" => of("follows", row) == yes,
                "people who heard stories of negative consequences" => of("heard", row) == yes,
                "people who ever joined a social network" => of("joined", row) != Some("never".into()),
                "people who donated data" => of("donation_made", row) == yes,
                "people who were invited to donate data" => of("donation_invited", row) == yes,
                "people who were willing to donate data" => of("donation_willing", row) == yes,
                "all respondents" => true,
                _ => continue,
            };
            assert_eq!(value.is_some(), asked, "{} of row {row}", variable.name);
        }
    }
}

#[test]
fn a_few_questions_stay_without_an_answer() {
    let (variables, chunk) = table();
    let mut counted = BTreeMap::new();
    for (variable, column) in
        variables.iter().zip(&chunk.columns).filter(|(variable, _)| !variable.missing.is_empty())
    {
        let state = |row: usize| match column {
            Column::Numbers(numbers) => variable.state_of_number(numbers[row]),
            Column::Texts(texts) => variable.state_of_text(texts[row].as_deref()),
        };
        let states = (0..chunk.rows()).map(state);
        let (mut not, mut answered) = (0.0, 0.0);
        for state in states {
            match state {
                State::NotAnswered => not += 1.0,
                State::Answered => answered += 1.0,
                State::NotAsked => {}
            }
        }
        counted.insert(variable.name.clone(), not / (not + answered));
    }
    for name in
        ["vital", "hours", "influencer_escape", "contact_comment", "motive_bored", "met", "messages_month"]
    {
        assert!((0.008..0.025).contains(&counted[name]), "{name}: {}", counted[name]);
    }
}

#[test]
fn sets_agree_with_their_none_and_counts_with_their_acts() {
    let (variables, chunk) = table();
    let number = |name: &str, row: usize| {
        let place = variables.iter().position(|variable| variable.name == name).unwrap();
        cell(&chunk.columns[place], row).and_then(|value| value.number())
    };
    for set in ["contact", "feelings", "changed", "happened"] {
        let own: Vec<&str> = variables
            .iter()
            .map(|variable| variable.name.as_str())
            .filter(|name| {
                name.strip_prefix(set).is_some_and(|rest| rest.starts_with('_')) && !name.ends_with("_none")
            })
            .collect();
        for row in 0..chunk.rows() {
            let Some(none) = number(&format!("{set}_none"), row).filter(|none| *none >= 0.0) else {
                continue;
            };
            let any = own.iter().any(|name| number(name, row) == Some(1.0));
            assert_eq!(any, none == 0.0, "{set} of row {row}");
        }
    }
    for row in 0..chunk.rows() {
        if number("contact_message", row) == Some(0.0) {
            assert!(number("messages_month", row).is_none_or(|count| count <= 0.0), "row {row}");
        }
    }
}

/// Items hang together, clusters are alike, people differ by age: each could fail if traits did nothing.
#[test]
fn answers_hang_together() {
    let (variables, chunk) = table();
    let column = |name: &str| -> Vec<f64> {
        let place = variables.iter().position(|variable| variable.name == name).unwrap();
        let Column::Numbers(numbers) = &chunk.columns[place] else { panic!("{name}") };
        numbers.clone()
    };
    let correlation = |a: &[f64], b: &[f64]| {
        let pairs: Vec<(f64, f64)> = a
            .iter()
            .zip(b)
            .filter(|(a, b)| (1.0..=5.0).contains(*a) && (1.0..=5.0).contains(*b))
            .map(|(a, b)| (*a, *b))
            .collect();
        let n = pairs.len() as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
        let (ma, mb) = (mean(|pair| pair.0), mean(|pair| pair.1));
        let sum = |of: &dyn Fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>();
        let cross = sum(&|pair| (pair.0 - ma) * (pair.1 - mb));
        cross / (sum(&|pair| (pair.0 - ma).powi(2)) * sum(&|pair| (pair.1 - mb).powi(2))).sqrt()
    };
    let found = correlation(&column("influencer_dependent"), &column("influencer_escape"));
    assert!((0.15..0.7).contains(&found), "{found}");
    assert!(correlation(&column("influencer_dependent"), &column("influencer_unique")) > 0.15);
    let (ages, vital) = (column("age"), column("vital"));
    let mean = |young: bool| {
        let own: Vec<f64> = ages
            .iter()
            .zip(&vital)
            .filter(|(age, vital)| (**age < 35.0) == young && **vital >= 1.0)
            .map(|(_, vital)| *vital)
            .collect();
        own.iter().sum::<f64>() / own.len() as f64
    };
    assert!(mean(true) > mean(false) + 0.2);
}

#[test]
fn donors_differ_from_the_others_and_say_less_than_they_traced() {
    let study = study();
    assert!((400..2500).contains(&study.donors.len()), "{}", study.donors.len());
    let mut traces = study.traces().unwrap();
    let names = traces.dictionary().clone();
    assert!(names.synthetic);
    let chunk = traces.next().unwrap().unwrap();
    assert_eq!(chunk.rows(), study.donors.len());
    let column = |name: &str| match &chunk.columns[names.position(name).unwrap()] {
        Column::Numbers(numbers) => numbers.clone(),
        Column::Texts(_) => panic!("{name}"),
    };
    // Asked hours lie above traced ones by the assumed factor, on the log scale.
    let middles = [0.07, 0.29, 0.71, 1.41, 2.45, 3.46, 4.9, 7.75];
    let Column::Numbers(hours) = &study.answers["hours"] else { panic!() };
    let mut logs = Vec::new();
    for (donor, (low, high)) in
        study.donors.iter().zip(column("traced_hours_low").iter().zip(column("traced_hours_high")))
    {
        assert!(high.is_nan() || *low < high);
        if high.is_finite() && hours[*donor] >= 1.0 {
            logs.push(libm::log(middles[hours[*donor] as usize - 1] / (low * high).sqrt()));
        }
    }
    let factor = libm::exp(logs.iter().sum::<f64>() / logs.len() as f64);
    assert!((factor - study.assumed.traced.hours_over).abs() < 0.15, "{factor}");
    let mean_age = |rows: &mut dyn Iterator<Item = usize>| {
        let ages: Vec<f64> = rows.map(|row| f64::from(study.people[row].age)).collect();
        ages.iter().sum::<f64>() / ages.len() as f64
    };
    let donors = mean_age(&mut study.donors.iter().copied());
    assert!(donors + 1.0 < mean_age(&mut (0..study.people.len())));
}

#[test]
fn everything_is_labelled_and_listed() {
    let study = study();
    let rows = study.rows().unwrap();
    let dictionary = rows.dictionary();
    assert!(
        dictionary.synthetic
            && dictionary.title.contains("synthetic")
            && dictionary.notes[0].contains("invented")
    );
    let Column::Numbers(ones) = &study.answers["synthetic"] else { panic!() };
    assert!(ones.iter().all(|one| *one == 1.0));
    let page = files::assumptions(study);
    for figure in study.figures.iter().filter(|figure| figure.usage != Use::Fit) {
        assert!(page.contains(&format!("`{}`", figure.id)), "{}", figure.id);
    }
    for country in &study.assumed.countries {
        assert!(page.contains(&country.name), "{}", country.name);
    }
    insta::assert_snapshot!(page);
}

#[test]
fn the_same_seed_gives_the_same_study() {
    let assumed = Assumptions { seed: 3, ..Assumptions::builtin().unwrap() };
    let figures = Figure::builtin().unwrap();
    let of = |assumed: &Assumptions| format!("{:?}", Study::make(assumed.clone(), figures.clone()).unwrap());
    assert!(of(&assumed) == of(&assumed));
}

/// Every row of the collection is accounted for, in its order; skipped where the collection is not.
#[test]
fn every_published_row_is_accounted_for() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../../shared/PUBLISHED.csv");
    let Ok(text) = std::fs::read_to_string(&path) else { return };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let figures = Figure::builtin().unwrap();
    assert_eq!(rows.len(), 145);
    assert!(figures.len() >= rows.len());
    for (row, figure) in rows.iter().zip(&figures) {
        assert_eq!(row[4].parse::<f64>().unwrap(), figure.percent, "{}", figure.id);
        assert_eq!(row[5], figure.source, "{}", figure.id);
        let base = match &row[2] {
            "all respondents" => "all",
            "heard negative stories" => "heard",
            base if base.contains("unclear") => "unclear",
            _ => "followers",
        };
        assert_eq!(base, figure.base, "{}", figure.id);
        assert!((figure.base == "unclear") == (figure.usage == Use::BaseUnclear), "{}", figure.id);
    }
    // What is added says where it comes from.
    assert!(figures[rows.len()..].iter().all(|figure| figure.note.contains("first printed")));
}
