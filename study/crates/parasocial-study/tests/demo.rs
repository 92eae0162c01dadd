//! The demonstration as a person meets it: published beside estimated, files, and figures that are those of the tables.

#![allow(clippy::unwrap_used)] // a test

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

fn demo(folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_parasocial-study"))
        .current_dir(folder)
        .args(["demo", "--to", "study"])
        .output()
        .unwrap()
}

fn records(path: &Path) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

#[test]
fn every_published_figure_comes_out_and_is_that_of_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let output = demo(folder.path());
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.starts_with("SYNTHETIC"));
    // All are fitted; two are not shown, since five people in France are neither women nor men.
    assert!(said.contains("137 of 137 estimates lie within half a point"), "{said}");
    assert!(said.contains("Hidden, since they rest on too few people: 2."), "{said}");
    for named in [
        "could be friends with them, Spain, 21: sources disagree",
        "could be friends with them, Spain, 24: sources disagree",
    ] {
        assert!(said.contains(named), "{said}");
    }
    // A study is a folder with its questionnaire.
    let questionnaire = std::fs::read_to_string(folder.path().join("study/questionnaire.json")).unwrap();
    assert_eq!(questionnaire::Questionnaire::read(&questionnaire).unwrap(), questionnaire::standard());
    let report = folder.path().join("study/report");
    for name in ["tables.html", "tables.xlsx", "tables.json", "tables.md"] {
        assert!(report.join(name).is_file(), "{name}");
    }
    let page = std::fs::read_to_string(report.join("tables.html")).unwrap();
    assert!(
        page.contains("Synthetic data")
            && page.contains("The five types")
            && page.contains("Published beside estimated")
    );
    same(&records(&report.join("published.csv")), &records(&report.join("tables.csv")));
    // Nothing is written over.
    let again = demo(folder.path());
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("--force"));
}

/// The comparison and the engine work figures out on two ways: value, interval and base are the same.
fn same(published: &[BTreeMap<String, String>], tables: &[BTreeMap<String, String>]) {
    let mut compared = 0;
    for (id, table, row, group, column) in [
        ("DE.total.vital", "vital", "Agree or strongly agree", "Country", "Germany"),
        ("world.18-34.vital", "vital", "Agree or strongly agree", "Age", "18 to 34"),
        ("world.total.follows", "follows", "Yes", "", "Total"),
        (
            "south_east_asia.total.influencer_escape",
            "influencer_escape",
            "Agree or strongly agree",
            "Region",
            "South-East Asia",
        ),
        (
            "GB-WLS.total.influencer_escape",
            "influencer_escape",
            "Agree or strongly agree",
            "Part of a country",
            "Wales",
        ),
        ("GB.total.met.would_like", "met", "no, but would like to", "Country", "United Kingdom"),
        ("ES.total.contact_comment", "contact", "commented on a post", "Country", "Spain"),
        ("FR.total.contact_none", "contact", "Any of these", "Country", "France"),
    ] {
        let ours = published.iter().find(|record| record["id"] == id).unwrap();
        let theirs = tables.iter().find(|record| {
            record["id"] == table
                && record["row"] == row
                && record["group"] == group
                && record["column"] == column
        });
        let theirs = theirs.unwrap_or_else(|| panic!("{id} stands in no table"));
        for name in ["value", "error", "low", "high", "unweighted_base", "effective_base"] {
            let (a, b): (f64, f64) = (ours[name].parse().unwrap(), theirs[name].parse().unwrap());
            assert!((a - b).abs() <= 1e-9 * b.abs().max(1.0), "{id}: {name} is {a} here and {b} there");
        }
        compared += 1;
    }
    assert_eq!(compared, 8);
}
