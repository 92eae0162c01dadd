//! `check --ask`: what was asked beside what is traced, with the answers from a file, since a test has no terminal.

use serde_json::{Value, json};

use crate::runs::Desk;

/// Somebody invented, with their exports on the desk.
fn somebody(person: &str) -> (Desk, String) {
    let desk = Desk::new();
    assert!(desk.run(&format!("synth {person}")).status.success());
    let names = std::fs::read_dir(desk.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let mut zips: Vec<String> =
        names.map(|name| name.into_string().unwrap()).filter(|name| name.ends_with(".zip")).collect();
    zips.sort();
    (desk, zips.join(" "))
}

const LURKER: &str = "--seed 11 --kind lurker --country GB --language en --weeks 30";

/// An answer to everything that has a place in the report.
fn answers() -> Value {
    let rows = |values: [u64; 10]| -> Value {
        (1..).zip(values).map(|(row, value): (u64, u64)| (row.to_string(), json!(value))).collect()
    };
    json!({
        "joined": "active", "platforms": ["instagram", "x", "snapchat", "whatsapp"], "hours": 4, "posts": 4,
        "type_picked": "lurker", "vital": 4, "tolerance": 3, "feelings": ["entertained", "updated"], "heard": 0,
        "motive": {"lonely": 2, "bored": 5}, "follows": 1,
        "influencer": {"escape": 4, "dependent": 2, "absence": 4, "learns": 5}, "met": "would_like",
        "contact": ["reaction", "comment"], "messages_month": 0, "comments_month": 3, "happened": ["hacked"],
        "truth_public": rows([1, 0, 1, 0, 8, 1, 0, 1, 1, 1]), "truth_in_person": rows([0, 1, 0, 0, 8, 0, 1, 0, 0, 0]),
        "truth_knows": rows([0, 1, 0, 1, 8, 0, 1, 0, 0, 0]), "truth_friends": rows([1, 1, 0, 8, 8, 0, 1, 0, 1, 0]),
        "truth_escape": {"1": 1, "3": 0},
    })
}

fn section(document: &Value) -> Value {
    let sections = document["sections"].as_array().unwrap();
    sections.iter().find(|section| section["id"] == "asked").unwrap().clone()
}

#[test]
fn asked_beside_traced_on_screen_and_as_json() {
    let (desk, zips) = somebody(LURKER);
    let desk = desk.with("answers.json", answers().to_string());
    let seen = desk.seen(&format!(
        "check {zips} --ask --answers answers.json --save-answers mine.json --json report.json"
    ));
    insta::assert_snapshot!("asked_screen", seen);
    let document: Value =
        serde_json::from_slice(&std::fs::read(desk.path().join("report.json")).unwrap()).unwrap();
    crate::outputs::assert_matches_schema(&document);
    insta::assert_snapshot!("asked_json", serde_json::to_string_pretty(&section(&document)).unwrap());
    let html = std::fs::read_to_string(desk.path().join("parasocial-report.html")).unwrap();
    let from = html.find("<section id=\"asked\"").unwrap();
    let to = from + html[from..].find("</section>").unwrap();
    insta::assert_snapshot!("asked_html", &html[from..to]);

    // What was saved says the same again, and is for its owner's eyes only.
    let mine = desk.path().join("mine.json");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(mine.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
    let again =
        desk.run(&format!("check {zips} --ask --answers mine.json --json again.json --output again.html"));
    assert!(again.status.success());
    let again: Value =
        serde_json::from_slice(&std::fs::read(desk.path().join("again.json")).unwrap()).unwrap();
    assert_eq!(section(&again), section(&document));
}

/// Without the questions, the report is what it was: no section, no further answer.
#[test]
fn answers_are_evidence_and_change_nothing_else() {
    let (desk, zips) = somebody(LURKER);
    let desk = desk.with("answers.json", answers().to_string()).with("nothing.json", "{}");
    let document = |options: &str, name: &str| -> Value {
        let run = desk.run(&format!("check {zips} --json {name}.json --output {name}.html {options}"));
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        serde_json::from_slice(&std::fs::read(desk.path().join(format!("{name}.json"))).unwrap()).unwrap()
    };
    let plain = document("", "plain");
    assert_eq!(
        document("--ask --answers nothing.json", "none"),
        plain,
        "who answers nothing gets the same report"
    );
    let asked = document("--ask --answers answers.json", "asked");
    let accounts = |document: &Value| -> Vec<Value> {
        let blocks = document["sections"][0]["blocks"].as_array().unwrap().clone();
        let block = blocks.into_iter().find(|block| block["block"] == "accounts").unwrap();
        block["accounts"].as_array().unwrap().clone()
    };
    let figures = |document: &Value| -> usize {
        accounts(document).iter().filter(|account| account["public_figure"] == true).count()
    };
    assert_eq!((figures(&plain), figures(&asked)), (0, 6));
    // Everything of an account stays as it is, but for what the answers are evidence of.
    let bare = |document: &Value| -> Vec<Value> {
        let mut all = accounts(document);
        for account in &mut all {
            let account = account.as_object_mut().unwrap();
            account.retain(|key, _| key != "public_figure" && key != "parasocial");
        }
        all
    };
    assert_eq!(bare(&asked), bare(&plain));
    assert_eq!(asked["sections"][1], plain["sections"][1], "the types");
}

#[test]
fn what_cannot_be_asked_or_taken_as_an_answer() {
    let (desk, zips) = somebody("--seed 5 --weeks 12");
    let desk = desk
        .with("list.json", "[1, 2]")
        .with("broken.json", "{\"hours\": 5,")
        .with("wrong.json", "{\"joined\": \"canary7f3a\"}")
        .with("grid.json", "{\"truth_public\": {\"canary7f3a\": 1}}")
        .with(
            "other.json",
            "{\"accounts\": 3, \"truth_public\": {\"1\": 1}, \"joined\": \"active\", \"canary7f3a\": 1}",
        )
        .with("mine.json", "precious");
    let zip = zips.split(' ').next().unwrap();
    let all = [
        format!("check {zip} --ask"),
        format!("check {zip} --answers other.json"),
        format!("check {zip} --ask --answers not-there.json"),
        format!("check {zip} --ask --answers list.json"),
        format!("check {zip} --ask --answers broken.json"),
        format!("check {zip} --ask --answers wrong.json"),
        format!("check {zip} --ask --answers grid.json"),
        format!("check {zip} --ask --answers other.json --save-answers mine.json"),
        format!("check {zip} --ask --answers other.json --language xx"),
    ];
    let mut seen: Vec<String> = all.iter().map(|arguments| desk.seen(arguments)).collect();
    // The report itself is another test's business.
    let other = desk.run(&format!("check {zip} --ask --answers other.json"));
    assert!(other.status.success());
    seen.push(format!("$ with answers about other accounts\n{}", crate::runs::told(&other.stderr)));
    let seen = seen.join("\n\n").replace(zip, "export.zip");
    assert!(!seen.contains("canary"), "{seen}");
    insta::assert_snapshot!(seen);
}

/// Neither what somebody answers nor a name of an account reaches a message.
#[test]
fn answers_and_names_are_in_no_message() {
    let mark = "canary7f3a";
    let mut questionnaire: Value = serde_json::from_slice(
        &std::fs::read(xtask::shared::root().join("data/questionnaire/standard.json")).unwrap(),
    )
    .unwrap();
    // A question that takes any words, since those of ours take none.
    let page = questionnaire["pages"][1]["elements"].as_array_mut().unwrap();
    page.push(json!({"type": "text", "name": "own_words", "title": "In your own words?"}));
    let tweets: Vec<String> = (1..40)
        .map(|id| {
            format!(
                r#"{{ "tweet" : {{ "id_str" : "{id}", "created_at" : "Tue Jan {:02} 14:02:11 +0000 2024", "full_text" : "hi", "in_reply_to_screen_name" : "{mark}", "in_reply_to_status_id_str" : "9{id}" }} }}"#,
                1 + id % 28
            )
        })
        .collect();
    let export =
        crate::runs::zip(&[crate::runs::ACCOUNT, ("data/tweets.js", &crate::runs::ytd("tweets", &tweets))]);
    let mut answers = answers();
    answers["own_words"] = json!(format!("{mark} said"));
    for grid in ["truth_public", "truth_in_person", "truth_knows", "truth_friends"] {
        answers[grid] = json!({"1": 1});
    }
    answers["truth_escape"] = json!({"1": 0});
    answers["accounts"] = json!(1);
    answers[format!("{mark}_key")] = json!(mark);
    let desk = Desk::new()
        .with("x.zip", export)
        .with("own/questionnaire/standard.json", questionnaire.to_string())
        .with("answers.json", answers.to_string());
    let run = desk.run("check x.zip --data own --ask --answers answers.json --save-answers mine.json");
    let stderr = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "{stderr}");
    assert!(!stderr.contains(mark), "{stderr}");
    assert!(stderr.contains("1 of the answers belongs to no question"), "{stderr}");
    let report = std::fs::read_to_string(desk.path().join("parasocial-report.html")).unwrap();
    assert!(report.contains(&format!("{mark} said")), "the person reads their own words");
    let saved = std::fs::read_to_string(desk.path().join("mine.json")).unwrap();
    assert!(saved.contains("own_words") && !saved.contains(&format!("{mark}_key")));
}
