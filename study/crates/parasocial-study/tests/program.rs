//! The program as its user runs it: from a CSV file to tables, and what it says of bad input.

#![allow(clippy::unwrap_used)] // a test

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn data(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name).to_string_lossy().into_owned()
}

/// Answers of invented people, by a rule that anybody can follow. Every seventh was not asked about trust.
fn answers(path: &Path) {
    let mut csv = String::from("person,country,sex,q1,c1,c2\n");
    for person in 0..400_u32 {
        let mixed = person.wrapping_mul(2_654_435_761) >> 7;
        let country = if person.is_multiple_of(2) { "DE" } else { "ES" };
        let trust = match (person % 7, mixed % 10) {
            (0, _) => String::new(),
            (_, 9) => "9".into(),
            (_, other) => (other % 3 + 1).to_string(),
        };
        let contact = |by: u32| {
            if person.is_multiple_of(7) {
                String::new()
            } else {
                u32::from((mixed / by).is_multiple_of(4)).to_string()
            }
        };
        let _ = writeln!(
            csv,
            "{person},{country},{},{trust},{},{}",
            mixed / 10 % 2 + 1,
            contact(100),
            contact(1000)
        );
    }
    std::fs::write(path, csv).unwrap();
}

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        answers(&desk.path("answers.csv"));
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_parasocial-study"))
            .current_dir(self.0.path())
            .args(arguments)
            .output()
            .unwrap()
    }

    /// What it printed and how it ended, without what differs from run to run.
    fn told(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let mut told = format!("{}{}", text(&output.stdout), text(&output.stderr));
        told = told.replace(&data(""), "DATA/");
        let _ = writeln!(told, "ended with {}", output.status.code().unwrap_or(-1));
        told
    }
}

#[test]
fn from_a_csv_file_to_tables() {
    let desk = Desk::new();
    let mut told = String::new();
    for arguments in [
        vec!["import", "answers.csv", "--mapping", &data("mapping.toml"), "--to", "answers.parquet"],
        vec!["check", "answers.parquet"],
        vec![
            "weight",
            "answers.parquet",
            "--targets",
            &data("targets.toml"),
            "--to",
            "weighted.parquet",
            "--report",
            "weights.md",
        ],
        vec!["tables", "weighted.parquet", "--plan", &data("tables.toml"), "--to", "tables"],
    ] {
        told += &format!("$ {}\n{}\n", arguments[0], desk.told(&arguments));
    }
    insta::assert_snapshot!("commands", told);
    insta::assert_snapshot!("weights", std::fs::read_to_string(desk.path("weights.md")).unwrap());
    insta::assert_snapshot!("tables", std::fs::read_to_string(desk.path("tables/tables.md")).unwrap());
    for name in ["tables.html", "tables.md"] {
        let text = std::fs::read_to_string(desk.path("tables").join(name)).unwrap();
        assert!(text.to_lowercase().contains("synthetic"), "{name} has to say that the people are invented");
    }
}

#[test]
fn threads_and_parts_change_nothing() {
    let desk = Desk::new();
    let import =
        |to: &str| desk.run(&["import", "answers.csv", "--mapping", &data("mapping.toml"), "--to", to]);
    assert!(import("answers.parquet").status.success());
    let mut seen = Vec::new();
    for threads in ["1", "2", "7"] {
        let to = format!("tables-{threads}");
        let done = desk.run(&[
            "tables",
            "answers.parquet",
            "--by",
            "country,sex",
            "--threads",
            threads,
            "--to",
            &to,
        ]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        seen.push(
            ["tables.html", "tables.csv", "tables.json", "tables.md", "tables.xlsx"]
                .map(|name| std::fs::read(desk.path(&to).join(name)).unwrap()),
        );
    }
    assert!(seen.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn data_survive_each_format() {
    let desk = Desk::new();
    let first =
        desk.run(&["import", "answers.csv", "--mapping", &data("mapping.toml"), "--to", "answers.parquet"]);
    assert!(first.status.success());
    for ending in ["sav", "zsav", "dta"] {
        let (there, back) = (format!("answers.{ending}"), format!("{ending}.csv"));
        for (from, to) in [("answers.parquet", &there), (there.as_str(), &back)] {
            let done = desk.run(&["import", from, "--to", to]);
            assert!(done.status.success(), "{ending}: {}", String::from_utf8_lossy(&done.stderr));
        }
        let direct = desk.run(&["import", "answers.parquet", "--to", "direct.csv", "--force"]);
        assert!(direct.status.success());
        let read = |name: &str| std::fs::read_to_string(desk.path(name)).unwrap();
        // Stata has letters in place of codes for no answer; they come back as codes that no answer has.
        let expected = read("direct.csv").replace(",9,", if ending == "dta" { ",-1," } else { ",9," });
        let back = read(&back);
        let (found, expected): (Vec<&str>, Vec<&str>) = (back.lines().collect(), expected.lines().collect());
        let first = found.iter().zip(&expected).find(|(found, expected)| found != expected);
        assert_eq!((first, found.len()), (None, expected.len()), "{ending}");
    }
}

#[test]
fn bad_input_is_told_and_nothing_is_left_behind() {
    let desk = Desk::new();
    let write = |name: &str, text: &str| std::fs::write(desk.path(name), text).unwrap();
    write("broken.csv", "person,age\n1,20\n2,30,7\n3,40\n");
    write("broken.sav", "$FL2@(#) not a system file at all");
    write("broken.parquet", "PAR1");
    write("odd.xyz", "");
    write("broken.toml", "[[banner]]\nvariabel = \"country\"\n");
    write("unknown.toml", "[[table]]\nvariable = \"height\"\n");
    write("negative.csv", "w,q\n1,1\n-2,1\n3,2\n");
    write("negative.toml", "weight = \"w\"\n[[table]]\nvariable = \"q\"\n");
    write("lonely.csv", "h,q\n1,1\n1,2\n2,1\n");
    write("lonely.toml", "[design]\nstratum = \"h\"\n[[table]]\nvariable = \"q\"\n");
    let mut told = String::new();
    for arguments in [
        vec!["import", "missing.csv", "--to", "out.parquet"],
        vec!["import", "answers.csv", "--to", "out.xyz"],
        vec!["import", "odd.xyz", "--to", "out.parquet"],
        vec!["import", "broken.csv", "--to", "rest.parquet", "--strict"],
        vec!["import", "broken.sav", "--to", "out.parquet"],
        vec!["tables", "broken.parquet", "--to", "out"],
        vec!["import", "answers.csv", "--to", "answers.parquet"],
        vec!["import", "answers.csv", "--to", "answers.parquet"],
        vec!["tables", "answers.parquet", "--plan", "broken.toml", "--to", "out"],
        vec!["tables", "answers.parquet", "--plan", "unknown.toml", "--to", "out"],
        vec!["tables", "answers.parquet", "--by", "height", "--to", "out"],
        vec!["import", "negative.csv", "--to", "negative.parquet"],
        vec!["tables", "negative.parquet", "--plan", "negative.toml", "--to", "out"],
        vec!["import", "lonely.csv", "--to", "lonely.parquet"],
        vec!["tables", "lonely.parquet", "--plan", "lonely.toml", "--to", "out"],
    ] {
        told += &format!("$ {}\n{}\n", arguments.join(" "), desk.told(&arguments));
    }
    insta::assert_snapshot!("bad_input", told);
    assert!(!desk.path("out").exists() && !desk.path("out.parquet").exists());
}

#[test]
fn countries_together_count_as_their_own_weight_says() {
    let desk = Desk::new();
    for arguments in [
        vec!["import", "answers.csv", "--mapping", &data("mapping.toml"), "--to", "answers.parquet"],
        vec![
            "weight",
            "answers.parquet",
            "--targets",
            &data("aggregate-targets.toml"),
            "--to",
            "weighted.parquet",
        ],
        vec!["tables", "weighted.parquet", "--plan", &data("aggregate-tables.toml"), "--to", "tables"],
    ] {
        assert!(desk.run(&arguments).status.success(), "{}", desk.told(&arguments));
    }
    let text = std::fs::read_to_string(desk.path("tables/tables.json")).unwrap();
    let book: serde_json::Value = serde_json::from_str(&text).unwrap();
    // Who lives where: half and half in the total, three to one by population.
    for (row, total, both) in [(0, 0.5, 0.75), (1, 0.5, 0.25)] {
        let value = |cell: usize| book["tables"][0]["rows"][row]["cells"][cell]["value"].as_f64().unwrap();
        assert!((value(0) - total).abs() < 1e-9, "{}", value(0));
        assert!((value(1) - both).abs() < 1e-9, "{}", value(1));
    }
    assert!(text.contains("weighted by `both_weight`"));
}
