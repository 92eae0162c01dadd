//! Tables from files: the same for any split, order and number of threads, and those that `survey` works out from rows.

#![allow(clippy::unwrap_used)] // a test

use std::path::{Path, PathBuf};

use engine::store::{Column, Stored, Values, Writer};
use engine::{Code, Condition, Design, EngineError, Group, Item, Limits, Line, Population, Request, Tables};
use proptest::prelude::*;
use survey::design::{DesignBuilder, SinglePsu, Stage};
use survey::linear::ratios;
use survey::{Matrix, matrix};

/// Columns of the invented files; the answer and the country as numbers, the country once more as text.
const NAMES: [&str; 9] = ["stratum", "psu", "weight", "country", "land", "age", "q", "income", "units"];

/// An invented sample, column by column; NaN for none.
#[derive(Debug, Clone)]
struct Sample(Vec<Vec<f64>>);

struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / (1u64 << 31) as f64
    }

    fn below(&mut self, many: u64) -> f64 {
        (self.roll() * many as f64).floor()
    }
}

fn sample(seed: u64, rows: usize) -> Sample {
    let mut dice = Dice(seed.wrapping_mul(2) + 1);
    let mut columns = vec![Vec::with_capacity(rows); NAMES.len()];
    for _ in 0..rows {
        let (stratum, psu, country) = (dice.below(4), dice.below(6), dice.below(3));
        let answer = (dice.roll() * 2.0 + dice.roll() * (psu + country) / 3.0).floor();
        let answer = if dice.roll() < 0.1 { f64::NAN } else { answer };
        let income = if dice.roll() < 0.1 { 99.0 } else { 1000.0 + 500.0 * dice.roll() };
        let weight = 0.2 + 3.0 * dice.roll();
        let row = [stratum, psu, weight, country, country, dice.below(3), answer, income, 40.0 + stratum];
        columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
    }
    Sample(columns)
}

impl Sample {
    fn rows(&self) -> usize {
        self.0[0].len()
    }

    fn column(&self, name: &str) -> &[f64] {
        &self.0[NAMES.iter().position(|known| *known == name).unwrap()]
    }

    fn set(&mut self, name: &str, row: usize, value: f64) {
        self.0[NAMES.iter().position(|known| *known == name).unwrap()][row] = value;
    }

    fn taken(&self, order: &[usize]) -> Self {
        Self(self.0.iter().map(|column| order.iter().map(|row| column[*row]).collect()).collect())
    }

    /// Writes it as so many files.
    fn write(&self, folder: &Path, files: usize) -> Vec<PathBuf> {
        let order: Vec<usize> = (0..self.rows()).collect();
        let parts = order.chunks(self.rows().div_ceil(files)).enumerate();
        parts
            .map(|(number, rows)| self.taken(rows).write_one(&folder.join(format!("part {number}.parquet"))))
            .collect()
    }

    fn write_one(&self, path: &Path) -> PathBuf {
        let stored = |name: &str| match name {
            "land" => Stored::Text,
            "weight" | "income" | "units" => Stored::Double,
            _ => Stored::Int8,
        };
        let columns: Vec<Column> =
            NAMES.iter().map(|name| Column { name: (*name).into(), stored: stored(name) }).collect();
        let values = |name: &&str| match *name {
            "land" => Values::Texts(self.column(name).iter().map(|code| land(*code)).collect()),
            _ => Values::Numbers(self.column(name).to_vec()),
        };
        let mut writer = Writer::create(path, &columns, "").unwrap();
        writer.write(NAMES.iter().map(values).collect()).unwrap();
        writer.finish().unwrap();
        path.to_owned()
    }
}

fn land(code: f64) -> Option<String> {
    (!code.is_nan()).then(|| format!("country number {code}"))
}

fn is(column: &str, codes: &[f64]) -> Condition {
    Condition { column: column.into(), codes: codes.iter().map(|code| Code::Number(*code)).collect() }
}

fn share(codes: &[f64]) -> Line {
    Line::Share(codes.iter().map(|code| Code::Number(*code)).collect())
}

/// A category, a net, a mean of codes; a mean of numbers; an any-of; by countries and ages, and by columns that overlap.
fn request(files: Vec<PathBuf>, design: Design) -> Request {
    let mean = Line::Mean(vec![(0.0.into(), -1.0), (1.0.into(), 0.0), (2.0.into(), 1.0)]);
    let text = |code: f64| Condition { column: "land".into(), codes: vec![Code::Text(land(code).unwrap())] };
    Request {
        files,
        weight: Some("weight".into()),
        design,
        filter: Vec::new(),
        items: vec![
            Item::Coded {
                column: "q".into(),
                valid: vec![0.0.into()],
                lines: vec![share(&[1.0]), share(&[1.0, 2.0]), mean],
            },
            Item::Number { column: "income".into(), except: vec![99.0.into()] },
            Item::AnyOf {
                columns: vec!["q".into(), "age".into()],
                chosen: vec![2.0.into()],
                asked: vec![0.0.into(), 1.0.into()],
            },
        ],
        groups: vec![
            Group {
                columns: (0..3)
                    .flat_map(|country| (0..3).map(move |age| (country, age)))
                    .map(|(country, age)| vec![text(f64::from(country)), is("age", &[f64::from(age)])])
                    .collect(),
            },
            Group {
                columns: vec![
                    vec![is("age", &[0.0, 1.0])],
                    vec![is("age", &[1.0, 2.0])],
                    vec![is("country", &[0.0])],
                ],
            },
            Group::default(),
        ],
        association: true,
    }
}

fn linearised(unit: bool, population: Population) -> Design {
    Design::Linearised {
        stratum: Some("stratum".into()),
        unit: unit.then(|| "psu".into()),
        population,
        single: SinglePsu::Adjust,
    }
}

fn threads(threads: usize) -> Limits {
    Limits { threads, ..Limits::default() }
}

fn shuffled(rows: usize, seed: u64) -> Vec<usize> {
    let mut dice = Dice(seed + 99);
    let mut order: Vec<usize> = (0..rows).collect();
    for place in (1..rows).rev() {
        order.swap(place, dice.below(place as u64 + 1) as usize);
    }
    order
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn splits_order_threads_and_memory_change_no_bit(
        seed in 0_u64..1 << 40, files in 1_usize..5, count in 1_usize..5, unit in any::<bool>(), memory in 0_usize..100_000,
    ) {
        let sample = sample(seed, 400);
        let folder = tempfile::tempdir().unwrap();
        let design = linearised(unit, Population::Units("units".into()));
        let design = if unit { design } else { linearised(false, Population::Infinite) };
        let one = request(sample.write(folder.path(), 1), design.clone());
        let one = engine::tables(&one, threads(1)).unwrap();
        let other = tempfile::tempdir().unwrap();
        let moved = sample.taken(&shuffled(sample.rows(), seed));
        let many = request(moved.write(other.path(), files), design);
        let many = engine::tables(&many, Limits { threads: count, memory }).unwrap();
        prop_assert_eq!(one, many);
    }

    #[test]
    fn shares_and_errors_are_those_of_rows(seed in 0_u64..1 << 40, unit in any::<bool>(), filtered in any::<bool>()) {
        let sample = sample(seed, 500);
        let folder = tempfile::tempdir().unwrap();
        let mut asked = request(sample.write(folder.path(), 2), linearised(unit, Population::Infinite));
        if filtered {
            asked.filter = vec![is("country", &[0.0, 2.0])];
        }
        let tables = engine::tables(&asked, Limits::default()).unwrap();
        let inside = |row: usize| !filtered || sample.column("country")[row] != 1.0;
        for country in 0..3 {
            for age in 0..3 {
                let within: Vec<bool> = (0..sample.rows())
                    .map(|row| {
                        inside(row)
                            && sample.column("country")[row] == f64::from(country)
                            && sample.column("age")[row] == f64::from(age)
                    })
                    .collect();
                let column = (country * 3 + age) as usize;
                agree(&sample, &tables, &within, unit, column);
            }
        }
        let within: Vec<bool> = (0..sample.rows()).map(inside).collect();
        agree(&sample, &tables, &within, unit, 9);
    }
}

/// That a share of the first group's column is what `survey` works out from rows.
fn agree(sample: &Sample, tables: &Tables, within: &[bool], unit: bool, column: usize) {
    let names = |name: &str| sample.column(name).iter().map(|value| *value as u64).collect::<Vec<u64>>();
    let units = if unit { names("psu") } else { (0..sample.rows() as u64).collect() };
    let design = DesignBuilder::new(vec![Stage::of(units).within(names("stratum"))])
        .weights(sample.column("weight").to_vec())
        .nested(true)
        .single(SinglePsu::Adjust)
        .build()
        .unwrap();
    let answers = sample.column("q");
    let inside: Vec<bool> =
        (0..sample.rows()).map(|row| within[row] && [0.0, 1.0, 2.0].contains(&answers[row])).collect();
    let part = design.domain(&inside).unwrap();
    let found = &tables.tables[0][0];
    let line = &found.lines[0];
    assert_eq!(line.bases[column].rows, part.base() as u64);
    let Ok(place) = line.present.binary_search(&column) else {
        assert_eq!(part.base(), 0);
        return;
    };
    let x = matrix::columns(&[&answers.iter().map(|a| f64::from(u8::from(*a == 1.0))).collect::<Vec<_>>()])
        .unwrap();
    let ones = Matrix::from_element(sample.rows(), 1, 1.0);
    let expected = ratios(&part, &x, &ones).unwrap().estimates(&design).unwrap();
    assert_eq!(tables.df, design.degrees_of_freedom());
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * a.abs().max(b.abs()).max(1e-3);
    assert!(near(line.estimates.values[place], expected.values[0]));
    assert!(near(line.estimates.errors()[place], expected.errors()[0]));
}

/// A copy with a page of other bytes.
fn damaged(file: &Path, path: &Path) -> PathBuf {
    let mut bytes = std::fs::read(file).unwrap();
    bytes[4..400].fill(7);
    std::fs::write(path, bytes).unwrap();
    path.to_owned()
}

#[test]
fn a_request_that_cannot_be_answered_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let good = sample(5, 60);
    let with = |name: &str, change: &dyn Fn(&mut Sample)| {
        let mut sample = good.clone();
        change(&mut sample);
        sample.write_one(&folder.path().join(name))
    };
    let file = with("good.parquet", &|_| {});
    let plain = || linearised(true, Population::Infinite);
    let ask = |request: &Request| {
        let error = engine::tables(request, threads(2)).unwrap_err();
        error.to_string().replace(&folder.path().display().to_string(), "FOLDER")
    };
    let of = |file: &PathBuf, change: &dyn Fn(&mut Request)| {
        let mut request = request(vec![file.clone()], plain());
        change(&mut request);
        ask(&request)
    };
    let missing = with("missing.parquet", &|sample| {
        sample.set("weight", 17, f64::NAN);
        sample.set("weight", 30, f64::NAN);
    });
    let negative = with("negative.parquet", &|sample| sample.set("weight", 20, -1.0));
    let infinite = with("infinite.parquet", &|sample| sample.set("weight", 21, f64::INFINITY));
    let unplaced = with("unplaced.parquet", &|sample| sample.set("stratum", 22, f64::NAN));
    let alone = with("alone.parquet", &|sample| sample.set("stratum", 23, 77.0));
    let uneven = with("uneven.parquet", &|sample| sample.set("units", 24, 55.0));
    let damaged = damaged(&file, &folder.path().join("damaged.parquet"));
    let known = |request: &mut Request| request.design = linearised(true, Population::Units("units".into()));
    let said = [
        of(&file, &|request| request.files.clear()),
        of(&file, &|request| request.items.clear()),
        of(&file, &|request| request.weight = Some("Weight".into())),
        of(&file, &|request| request.weight = Some("land".into())),
        of(&file, &|request| request.groups[0].columns[0] = vec![is("land", &[1.0])]),
        of(&file, &|request| {
            request.filter = vec![Condition { column: "q".into(), codes: vec![1.0.into(), "a".into()] }]
        }),
        of(&file, &|request| {
            request.items[1] = Item::Coded { column: "q".into(), valid: vec![], lines: vec![] }
        }),
        of(&missing, &|_| {}),
        of(&negative, &|_| {}),
        of(&infinite, &|_| {}),
        of(&unplaced, &|_| {}),
        of(&alone, &|request| {
            let (stratum, unit) = (Some("stratum".into()), Some("psu".into()));
            request.design = Design::Linearised {
                stratum,
                unit,
                population: Population::Infinite,
                single: SinglePsu::Fail,
            };
        }),
        of(&uneven, &known),
        of(&folder.path().join("none.parquet"), &|_| {}),
        of(&damaged, &|_| {}),
    ];
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn nobody_in_a_base_is_no_estimate() {
    let folder = tempfile::tempdir().unwrap();
    let file = sample(5, 60).write_one(&folder.path().join("a.parquet"));
    let mut asked = request(vec![file], linearised(true, Population::Infinite));
    asked.groups = vec![Group { columns: vec![vec![is("country", &[0.0])], vec![is("country", &[8.0])]] }];
    let tables = engine::tables(&asked, Limits::default()).unwrap();
    let line = &tables.tables[0][0].lines[0];
    assert_eq!(line.present, [0, 2]);
    assert_eq!((line.bases[1].rows, line.bases[1].weight), (0, 0.0));
    asked.filter = vec![is("q", &[77.0])];
    let tables = engine::tables(&asked, Limits::default()).unwrap();
    assert!(tables.tables[0][0].lines[0].present.is_empty());
    assert!(tables.tables[0][0].crossed.is_none());
}

#[test]
fn a_plain_file_with_odd_names_needs_no_design() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a [b] {c} ?d* 100% é#.PARQUET.copy", "_part", ".hidden.parquet"] {
        let path = sample(6, 50).write_one(&folder.path().join(name));
        let valid = vec![0.0.into(), 2.0.into()];
        let asked = Request {
            files: vec![path],
            items: vec![Item::Coded { column: "q".into(), valid, lines: vec![share(&[1.0])] }],
            groups: vec![Group::default()],
            ..Request::default()
        };
        let tables = engine::tables(&asked, Limits::default()).unwrap();
        let base = tables.tables[0][0].bases[0];
        assert!(base.rows > 0);
        assert_eq!((base.weight, base.effective), (base.rows as f64, base.rows as f64));
    }
}

#[test]
fn an_error_can_be_sent_to_another_thread() {
    fn sendable<T: Send + Sync + 'static>() {}
    sendable::<EngineError>();
}
