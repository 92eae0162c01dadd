//! What a person and their tools read: the screen, the help, the JSON file and its schema, the folders of `synth` and `demo`.

use serde_json::Value;

use crate::runs::Desk;

#[test]
fn help_for_everything() {
    let desk = Desk::new();
    let commands =
        ["", "check", "events", "what", "sources", "rules", "synth", "demo", "shape", "completions", "man"];
    let seen: Vec<String> = commands.iter().map(|command| desk.seen(&format!("{command} --help"))).collect();
    insta::assert_snapshot!(seen.join("\n\n"));
}

#[test]
fn what_is_read() {
    insta::assert_snapshot!(Desk::new().seen("sources"));
}

#[test]
fn completions_and_a_manual_come_from_the_same_table() {
    let desk = Desk::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.run(&format!("completions {shell}"));
        assert!(String::from_utf8(script.stdout).unwrap().contains("public-figures"), "{shell}");
    }
    let manual = String::from_utf8(desk.run("man").stdout).unwrap();
    assert!(manual.starts_with(".ie") && manual.contains("public\\-figures"), "{}", &manual[..200]);
}

/// A report holds the day it was made on and the fingerprint of the data files; everything else is the same on every machine
/// and every day.
fn undated(text: &str, document: &Value) -> String {
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let (made, data) = (word(&document["made"]), word(&document["program"]["data"]));
    text.replace(&made, "[day]").replace(&data, "[data files]")
}

#[test]
fn an_invented_person_on_screen_as_json_and_as_html() {
    let desk = Desk::new();
    assert!(desk.run("synth --seed 11 --kind lurker --country GB --language en --weeks 30").status.success());
    let zips: Vec<String> = std::fs::read_dir(desk.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".zip"))
        .collect();
    let mut sorted = zips;
    sorted.sort();
    let check = format!("check {} --json report.json --output report.html", sorted.join(" "));
    insta::assert_snapshot!("screen", desk.seen(&check));
    let json = std::fs::read_to_string(desk.path().join("report.json")).unwrap();
    let document: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(document["synthetic"], true);
    insta::assert_snapshot!("json", undated(&json, &document));
    let html = std::fs::read_to_string(desk.path().join("report.html")).unwrap();
    assert!(html.len() < 5_000_000);
    insta::assert_snapshot!("html", undated(&html, &document));
    assert_matches_schema(&document);
}

/// The file that is published is the schema of what is written.
#[test]
fn the_published_schema_is_the_one_in_use() {
    let published = xtask::shared::root().join("docs/report.schema.json");
    let schema = report::json::schema().unwrap();
    if std::env::var_os("PARASOCIAL_GOLDEN").is_some() {
        std::fs::write(&published, &schema).unwrap();
    }
    let known = std::fs::read_to_string(&published).unwrap_or_default();
    assert!(
        known == schema,
        "docs/report.schema.json is not the schema in use: `cargo xtask golden` writes it"
    );
}

pub fn assert_matches_schema(document: &Value) {
    let schema: Value = serde_json::from_str(&report::json::schema().unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(document).map(|error| error.instance_path().to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
}

#[test]
fn the_same_input_prints_the_same_bytes() {
    let desk = Desk::new();
    assert!(desk.run("synth --seed 5 --weeks 12").status.success());
    let events = |desk: &Desk| {
        let mut zips: Vec<String> = std::fs::read_dir(desk.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".zip"))
            .collect();
        zips.sort();
        let output = desk.run(&format!("events --all {}", zips.join(" ")));
        assert!(output.status.success());
        output.stdout
    };
    assert_eq!(events(&desk), events(&desk));
}
