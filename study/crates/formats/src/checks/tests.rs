//! What checks find in rows where it is known.

use microdata::{Category, Column, Design, MissingCode, Variable};

use super::*;

fn dictionary() -> Dictionary {
    let item = |name: &str| Variable {
        categories: (1..=5).map(|code| Category::new(f64::from(code), "")).collect(),
        missing: vec![MissingCode::new(9.0, "Don't know")].into(),
        ..Variable::number(name)
    };
    Dictionary {
        design: Design { id: Some("id".into()), duration: Some("took".into()), ..Design::default() },
        variables: vec![
            Variable::text("id"),
            item("a"),
            item("b"),
            item("c"),
            Variable::number("took"),
            Variable { categories: vec![Category::new("DE", "Germany")], ..Variable::text("land") },
        ],
        ..Dictionary::default()
    }
}

/// Six rows: the second repeats the first, the third is straight, the fourth has odd codes, the fifth did not answer, the
/// last is fast.
fn chunk() -> Chunk {
    let texts = |texts: [&str; 6]| {
        Column::Texts(texts.map(|text| (!text.is_empty()).then(|| text.to_owned())).into())
    };
    let nan = f64::NAN;
    Chunk {
        columns: vec![
            texts(["p1", "p2", "p3", "p1", "", ""]),
            Column::Numbers(vec![1.0, 1.0, 4.0, 7.0, nan, 2.0]),
            Column::Numbers(vec![2.0, 2.0, 4.0, -3.0, nan, 9.0]),
            Column::Numbers(vec![2.0, 2.0, 4.0, 7.0, nan, 2.0]),
            Column::Numbers(vec![100.0, 120.0, 80.0, 0.0, nan, 12.5]),
            texts(["DE", "DE", "DE", "xx", "", "DE"]),
        ],
    }
}

fn settings() -> Settings {
    let toml = r#"
        speeder_below = 0.33
        [grids]
        media = ["a", "b", "c"]
        [ranges]
        took = [0, 100]
        [[quotas]]
        name = "country"
        cells = [{ codes = [["land", "DE"]], target = 6 }, { codes = [["land", "DE"], ["a", 1]], target = 1 }]
    "#;
    toml::from_str(toml).unwrap()
}

#[test]
fn what_is_odd_is_found() {
    let mut checks = Checks::new(&dictionary(), settings()).unwrap();
    checks.update(&chunk());
    insta::assert_snapshot!(serde_json::to_string_pretty(&checks.finish()).unwrap());
}

/// The same rows in two chunks.
#[test]
fn chunks_make_no_difference() {
    let part = |rows: std::ops::Range<usize>| {
        let columns = chunk().columns.into_iter().map(|column| match column {
            Column::Numbers(numbers) => Column::Numbers(numbers[rows.clone()].to_vec()),
            Column::Texts(texts) => Column::Texts(texts[rows.clone()].to_vec()),
        });
        Chunk { columns: columns.collect() }
    };
    let report = |cuts: &[usize]| {
        let mut checks = Checks::new(&dictionary(), settings()).unwrap();
        cuts.windows(2).for_each(|cut| checks.update(&part(cut[0]..cut[1])));
        checks.finish()
    };
    assert_eq!(report(&[0, 6]), report(&[0, 1, 4, 6]));
}

#[test]
fn settings_that_make_no_sense_are_told() {
    let said = |change: &dyn Fn(&mut Settings)| {
        let mut settings = Settings::default();
        change(&mut settings);
        Checks::new(&dictionary(), settings).map_or_else(|error| error.to_string(), |_| "nothing".into())
    };
    let cases: [&dyn Fn(&mut Settings); 4] = [
        &|all| drop(all.grids.insert("g".into(), vec!["z".into()])),
        &|all| drop(all.grids.insert("g".into(), vec!["land".into()])),
        &|all| all.ranges = [("z".to_owned(), (0.0, 1.0))].into(),
        &|all| all.straight_from = 2.0,
    ];
    insta::assert_snapshot!(cases.map(said).join("\n"));
}
