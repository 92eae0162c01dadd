//! Targets are met, parts count as asked, replicates are raked, and what cannot be is told.

#![allow(clippy::unwrap_used)] // a test

use microdata::{Chunk, Column, Dictionary, Memory, Rows, Variable};
use proptest::prelude::*;
use weighting::{Appended, Sample, Targets, weigh};

/// A sample of invented people: country, sex, age.
fn people(rows: &[(f64, f64, f64)]) -> Memory {
    let variables = ["country", "sex", "age"].map(Variable::number);
    let dictionary = Dictionary { variables: variables.into(), ..Dictionary::default() };
    let column = |of: fn(&(f64, f64, f64)) -> f64| Column::Numbers(rows.iter().map(of).collect());
    let chunk = Chunk { columns: vec![column(|row| row.0), column(|row| row.1), column(|row| row.2)] };
    Memory::new(dictionary, vec![chunk]).unwrap()
}

const TARGETS: &str = r#"
    by = "country"
    among = "equal"
    [[margin]]
    variable = "sex"
    source = "invented"
    targets = [{ code = 1, share = 49 }, { code = 2, share = 51 }]
    [[margin]]
    variable = "age"
    within = 1
    targets = [{ code = 1, share = 0.3 }, { code = 2, share = 0.7 }]
    [[margin]]
    variable = "age"
    within = 2
    targets = [{ code = 1, share = 0.5 }, { code = 2, share = 0.5 }]
"#;

fn weighed(rows: &[(f64, f64, f64)], targets: &str) -> Result<weighting::Weighted, String> {
    let targets = Targets::from_toml(targets).map_err(|error| error.to_string())?;
    let sample = Sample::gather(&mut people(rows), &targets).map_err(|error| error.to_string())?;
    weigh(&sample, &targets).map_err(|error| error.to_string())
}

/// Each combination at least once, then as drawn.
fn sample() -> impl Strategy<Value = Vec<(f64, f64, f64)>> {
    let code = || prop_oneof![Just(1.0), Just(2.0)];
    prop::collection::vec((code(), code(), code()), 20..200).prop_map(|mut rows| {
        for country in [1.0, 2.0] {
            for sex in [1.0, 2.0] {
                rows.extend([1.0, 2.0].map(|age| (country, sex, age)));
            }
        }
        rows
    })
}

proptest! {
    #[test]
    fn targets_are_met_and_countries_count_alike(rows in sample()) {
        let done = weighed(&rows, TARGETS).unwrap();
        let sum = |keep: &dyn Fn(&(f64, f64, f64)) -> bool| -> f64 {
            rows.iter().zip(&done.weights).filter(|(row, _)| keep(row)).map(|(_, weight)| weight).sum()
        };
        let half = rows.len() as f64 / 2.0;
        for (share, found) in [
            (1.0, sum(&|row| row.0 == 1.0)),
            (0.49, sum(&|row| row.0 == 1.0 && row.1 == 1.0)),
            (0.49, sum(&|row| row.0 == 2.0 && row.1 == 1.0)),
            (0.7, sum(&|row| row.0 == 1.0 && row.2 == 2.0)),
            (0.5, sum(&|row| row.0 == 2.0 && row.2 == 2.0)),
        ] {
            prop_assert!((found / half - share).abs() < 1e-10, "{found} {share}");
        }
    }

    #[test]
    fn trimmed_weights_stay_within_their_bounds(rows in sample()) {
        let targets = format!("{TARGETS}\n[trim]\nlower = 0.5\nupper = 1.6\n");
        // Margins may be out of reach within bounds: that is told, or the miss is in the report.
        if let Ok(done) = weighed(&rows, &targets) {
            for part in &done.report.parts {
                prop_assert!(part.least >= 0.5 - 1e-9 && part.most <= 1.6 + 1e-9, "{} {}", part.least, part.most);
            }
        }
    }
}

fn fixed() -> Vec<(f64, f64, f64)> {
    let code = |row: usize, by: usize| ((row / by) % 2 + 1) as f64;
    (0..40).map(|row| (code(row, 20), code(row, 3), code(row, 5))).collect()
}

#[test]
fn replicates_are_raked_like_the_full_weights_and_stand_beside_the_rows() {
    let targets = format!("{TARGETS}\n[replicates]\nkind = \"bootstrap\"\ncount = 12\nseed = 7\n");
    let done = weighed(&fixed(), &targets).unwrap();
    let replicates = done.replicates.as_ref().unwrap();
    for column in replicates.weights.column_iter() {
        let men: f64 =
            fixed().iter().zip(column.iter()).filter(|(row, _)| row.1 == 1.0).map(|(_, weight)| weight).sum();
        assert!((men - 0.49 * 40.0).abs() < 1e-9, "{men}");
    }
    let mut rows = Appended::new(people(&fixed()), &done).unwrap();
    assert_eq!(rows.dictionary().variables.len(), 3 + 13);
    assert_eq!(rows.dictionary().variables[4].name, "weight_01");
    let chunk = rows.next().unwrap().unwrap();
    assert_eq!(chunk.columns[3], Column::Numbers(done.weights.clone()));
    assert!(rows.next().unwrap().is_none());
}

#[test]
fn countries_together_count_as_their_aggregate_says() {
    let rows: Vec<(f64, f64, f64)> = (0..90)
        .map(|row| {
            ([1.0, 2.0, 2.0, 3.0, 3.0, 3.0][row % 6], (row / 6 % 2 + 1) as f64, (row / 12 % 2 + 1) as f64)
        })
        .collect();
    let targets = r#"
        by = "country"
        among = "interviews"
        population = [{ code = 2, persons = 3 }, { code = 3, persons = 1 }]
        [[margin]]
        variable = "sex"
        targets = [{ code = 1, share = 49 }, { code = 2, share = 51 }]
        [[aggregate]]
        name = "alike"
        parts = [1, 3]
        among = "equal"
        [[aggregate]]
        name = "persons"
        label = "Two and three"
        parts = [2, 3]
        among = "population"
    "#;
    let done = weighed(&rows, targets).unwrap();
    let share = |weights: &[f64], country: f64| {
        let all: f64 = weights.iter().sum();
        let own: f64 =
            rows.iter().zip(weights).filter(|(row, _)| row.0 == country).map(|(_, weight)| weight).sum();
        own / all
    };
    for (aggregate, shares) in done.aggregates.iter().zip([[0.5, 0.0, 0.5], [0.0, 0.75, 0.25]]) {
        for (country, expected) in [1.0, 2.0, 3.0].into_iter().zip(shares) {
            assert!((share(&aggregate.weights, country) - expected).abs() < 1e-12, "{}", aggregate.name);
        }
    }
    assert!((done.aggregates[0].weights.iter().sum::<f64>() - 60.0).abs() < 1e-9);
    let mut with = Appended::new(people(&rows), &done).unwrap();
    let names: Vec<String> =
        with.dictionary().variables.iter().map(|variable| variable.name.clone()).collect();
    assert_eq!(names, ["country", "sex", "age", "weight", "alike", "persons"]);
    assert_eq!(with.next().unwrap().unwrap().columns.len(), 6);
    insta::assert_snapshot!("aggregates", done.report.markdown());
}

#[test]
fn the_report_tells_what_was_done_and_what_it_cost() {
    let targets = format!("{TARGETS}\n[replicates]\nkind = \"jackknife\"\n");
    insta::assert_snapshot!(weighed(&fixed(), &targets).unwrap().report.markdown());
}

#[test]
fn what_cannot_be_is_told() {
    let mut told = Vec::new();
    let mut lacking = fixed();
    lacking.retain(|row| row.0 != 1.0 || row.1 != 1.0);
    let mut strange = fixed();
    strange[3].1 = 9.0;
    strange[7].2 = f64::NAN;
    for (rows, targets) in [
        (fixed(), "by = 1"),
        (fixed(), "[[margin]]\nvariable = \"sex\"\ntargets = [{ code = 1, share = -1 }]"),
        (fixed(), "among = \"equal\"\n[[margin]]\nvariable = \"sex\"\ntargets = [{ code = 1, share = 1 }]"),
        (fixed(), "[[margin]]\nvariable = \"height\"\ntargets = [{ code = 1, share = 1 }]"),
        (fixed(), "start = \"w\"\n[[margin]]\nvariable = \"sex\"\ntargets = [{ code = 1, share = 1 }]"),
        (lacking, TARGETS),
        (strange, TARGETS),
        (fixed(), &TARGETS.replace("\"equal\"", "\"population\"")),
        (fixed(), &format!("rounds = 1\n{TARGETS}")),
        (fixed(), &format!("{TARGETS}[[aggregate]]\nname = \"a\"\nparts = [1, 7]\namong = \"equal\"")),
        (fixed(), &format!("{TARGETS}[[aggregate]]\nname = \"weight_a\"\nparts = [1]\namong = \"equal\"")),
        (fixed(), &format!("{TARGETS}[[aggregate]]\nname = \"a\"\nparts = [1]\namong = \"population\"")),
        (
            fixed(),
            &format!(
                "population = [{{ code = 1, persons = 0 }}]\n{TARGETS}[[aggregate]]\nname = \"a\"\nparts = [1]\namong = \"population\""
            ),
        ),
        // Nobody is 1 and 2 and the other way round at once.
        (
            vec![(1.0, 1.0, 2.0), (1.0, 2.0, 1.0)],
            "[[margin]]\nvariable = \"sex\"\ntargets = [{ code = 1, share = 1 }, { code = 2, share = 2 }]\n[[margin]]\nvariable = \"age\"\ntargets = [{ code = 1, share = 1 }, { code = 2, share = 2 }]",
        ),
    ] {
        told.push(weighed(&rows, targets).map(|_| ()).unwrap_err());
    }
    insta::assert_snapshot!(told.join("\n\n"));
}
