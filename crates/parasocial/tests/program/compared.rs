//! `check --compare`: one person beside a population that a study published.

use serde_json::{Value, json};

use crate::runs::Desk;

/// A population, invented: everybody, and the young.
fn population() -> Value {
    let base =
        |people: u64| json!({"unweighted": people, "effective": 0.8 * people as f64, "small": people < 100});
    let quantiles = |values: [f64; 3]| -> Value {
        [0.25, 0.5, 0.75]
            .iter()
            .zip(values)
            .map(|(at, value)| json!({"at": at, "value": value, "low": 0.9 * value, "high": 1.1 * value}))
            .collect()
    };
    let traced = |id: &str, label: &str, people: u64, values: [f64; 3]| json!({"id": id, "label": label, "evidence": "traced", "base": base(people), "quantiles": quantiles(values)});
    json!({
        "schema": "parasocial-reference/1", "synthetic": true, "title": "An invented study",
        "population": "adults who are online", "sample": "opt-in", "dates": {"start": "2026-05-04", "end": "2026-05-18"},
        "rules": {"level": 0.95, "least_base": 30, "small_base": 100, "least_people": 10},
        "notes": ["What is left out was hidden so that nobody can be found by it."],
        "groups": [
            {"measures": [
                {"id": "hours", "label": "Hours a day", "evidence": "asked", "base": base(2000), "shares": [
                    {"label": "1 to 2 hours", "share": 0.25, "low": 0.23, "high": 0.27},
                    {"label": "2 to 3 hours", "share": 0.2, "low": 0.18, "high": 0.22},
                ]},
                traced("traced_posts", "Items posted a day", 400, [0.001, 0.002, 90.0]),
                traced("traced_hours_low", "Hours online a day, lower bound", 400, [50.0, 60.0, 70.0]),
                traced("traced_distance", "Blocks, mutes and unfollows per active day", 400, [0.0, 0.1, 0.2]),
            ]},
            {"age": "18-34", "measures": [traced("traced_posts", "Items posted a day", 60, [90.0, 91.0, 92.0])]},
        ],
    })
}

fn desk() -> (Desk, String) {
    let desk = Desk::new().with("population.json", population().to_string());
    assert!(desk.run("synth --seed 11 --kind lurker --country GB --language en --weeks 30").status.success());
    let names = std::fs::read_dir(desk.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut zips: Vec<String> =
        names.map(|name| name.into_string().unwrap()).filter(|name| name.ends_with(".zip")).collect();
    zips.sort();
    (desk, zips.join(" "))
}

fn report(desk: &Desk, name: &str) -> Value {
    let document = std::fs::read(desk.path().join(format!("{name}.json"))).unwrap();
    let document = serde_json::from_slice(&document).unwrap();
    crate::outputs::assert_matches_schema(&document);
    document
}

/// What a report says of the comparison.
fn compared(document: &Value) -> Vec<Value> {
    let of = |list: &str, key: &str| {
        let all = document[list].as_array().unwrap().iter();
        all.filter(|one| one[key] == "compared").cloned().collect::<Vec<_>>()
    };
    [of("answers", "section"), of("sections", "id")].concat()
}

#[test]
fn a_person_stands_beside_a_population() {
    let (desk, zips) = desk();
    let desk = desk.with("answers.json", json!({"joined": "active", "hours": 4}).to_string());
    let run = |options: &str, name: &str| {
        let run = desk.run(&format!("check {zips} --json {name}.json --output {name}.html {options}"));
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        report(&desk, name)
    };
    let all = run("--compare population.json --ask --answers answers.json", "all");
    insta::assert_snapshot!("compared_json", serde_json::to_string_pretty(&compared(&all)).unwrap());
    let html = std::fs::read_to_string(desk.path().join("all.html")).unwrap();
    let from = html.find("<section id=\"compared\"").unwrap();
    let to = from + html[from..].find("</section>").unwrap();
    insta::assert_snapshot!("compared_html", &html[from..to]);

    // Of the young, the same value stands elsewhere; and the person's own number is the same.
    let young = run("--compare population.json --group 18-34", "young");
    let row = |document: &Value| {
        let rows = compared(document)[1]["blocks"][0]["rows"].as_array().unwrap().clone();
        rows.into_iter().find(|row| row["label"] == "Items posted a day").unwrap()
    };
    assert_eq!(row(&young)["value"], row(&all)["value"]);
    assert!(
        row(&all)["note"]
            .as_str()
            .unwrap()
            .starts_with("above the lowest 50% of them and below the highest 25%")
    );
    assert!(row(&young)["note"].as_str().unwrap().starts_with("below the highest 75% of them"));

    // Without it, the report is what it was.
    assert_eq!(compared(&run("", "alone")), Vec::<Value>::new());
}

#[test]
fn a_file_that_is_no_population_is_told() {
    let (desk, zips) = desk();
    let desk = desk.with("none.json", "{}").with("few.json", few().to_string());
    let mut seen = String::new();
    for options in [
        "--compare missing.json",
        "--compare none.json",
        "--compare few.json",
        "--compare population.json --group 35-54",
        "--group 18-34",
    ] {
        seen += &desk.seen(&format!("check {zips} {options}"));
        assert!(!desk.path().join("parasocial-report.html").exists());
    }
    insta::assert_snapshot!("compared_refused", seen);
}

/// A file that breaks its own rule.
fn few() -> Value {
    let mut population = population();
    population["groups"][0]["measures"][0]["base"]["unweighted"] = json!(3);
    population
}
