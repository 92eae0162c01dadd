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

/// These answers, about the accounts that are shown for these exports, and of a day that no clock changes.
fn pinned(desk: &Desk, arguments: &str, mut answers: Value) -> String {
    // Nothing is saved of answers that are about accounts alone, as nobody knows yet which these are.
    let mut first = answers.clone();
    first.as_object_mut().unwrap().entry("hours").or_insert(json!(1));
    std::fs::write(desk.path().join("first.json"), first.to_string()).unwrap();
    let first = desk.run(&format!(
        "check {arguments} --ask --answers first.json --save-answers pin.json --output first.html --force"
    ));
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let pin: Value = serde_json::from_slice(&std::fs::read(desk.path().join("pin.json")).unwrap()).unwrap();
    for key in ["accounts", "accounts_about"] {
        answers[key] = pin[key].clone();
    }
    answers["answered_on"] = json!("2026-06-30");
    std::fs::remove_file(desk.path().join("pin.json")).unwrap();
    answers.to_string()
}

fn section(document: &Value) -> Value {
    let sections = document["sections"].as_array().unwrap();
    sections.iter().find(|section| section["id"] == "asked").unwrap().clone()
}

#[test]
fn asked_beside_traced_on_screen_and_as_json() {
    let (desk, zips) = somebody(LURKER);
    let pinned = pinned(&desk, &zips, answers());
    let desk = desk.with("answers.json", pinned);
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
    let pinned = pinned(&desk, &zips, answers());
    let desk = desk.with("answers.json", pinned).with("nothing.json", "{}");
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
        .with("day.json", "{\"answered_on\": \"canary7f3a\"}")
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
        format!("check {zip} --ask --answers day.json"),
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
    answers[format!("{mark}_key")] = json!(mark);
    let desk =
        Desk::new().with("x.zip", export).with("own/questionnaire/standard.json", questionnaire.to_string());
    let pinned = pinned(&desk, "x.zip --data own", answers);
    let desk = desk.with("answers.json", pinned);
    let run = desk.run("check x.zip --data own --ask --answers answers.json --save-answers mine.json");
    let stderr = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success(), "{stderr}");
    assert!(!stderr.contains(mark), "{stderr}");
    assert!(stderr.contains("1 of the answers belongs to no question"), "{stderr}");
    let report = std::fs::read_to_string(desk.path().join("parasocial-report.html")).unwrap();
    assert!(report.contains(&format!("{mark} said")), "the person reads their own words");
    let saved = std::fs::read_to_string(desk.path().join("mine.json")).unwrap();
    assert!(saved.contains("own_words") && !saved.contains(&format!("{mark}_key")));
    assert!(saved.contains("truth_public") && saved.contains("\"answered_on\": \"2026-06-30\""));
}

/// An export of X with a reply to `quiet_star` every so many days, from the first of January 2024 on, and these posts beside them.
fn replies(number: i64, every: i64, posts: &[String]) -> Vec<u8> {
    let reply = |at: i64| {
        let day = jiff::civil::date(2024, 1, 1).checked_add(jiff::Span::new().days(at * every)).unwrap();
        let day = day.strftime("%a %b %d 14:02:11 +0000 %Y");
        format!(
            r#"{{ "tweet" : {{ "id_str" : "{at}", "created_at" : "{day}", "full_text" : "hi", "in_reply_to_screen_name" : "quiet_star", "in_reply_to_status_id_str" : "9{at}" }} }}"#
        )
    };
    let tweets: Vec<String> = (0..number).map(reply).chain(posts.iter().cloned()).collect();
    // The account is as old as its first reply: days before it would be days without any.
    let (path, account) = crate::runs::ACCOUNT;
    let account = account.replace("2019-01-02", "2024-01-01");
    crate::runs::zip(&[(path, &account), ("data/tweets.js", &crate::runs::ytd("tweets", &tweets))])
}

/// The section of a report on that export.
fn of(desk: &Desk, arguments: &str, answers: &Value) -> Value {
    std::fs::write(desk.path().join("a.json"), answers.to_string()).unwrap();
    let run = desk.run(&format!("check {arguments} --ask --answers a.json --json r.json --force"));
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    section(&serde_json::from_slice(&std::fs::read(desk.path().join("r.json")).unwrap()).unwrap())
}

/// The row of that id.
fn row(section: &Value, id: &str) -> Value {
    let blocks = section["blocks"].as_array().unwrap();
    let mut rows = blocks.iter().filter_map(|block| block["rows"].as_array()).flatten();
    rows.find(|row| row["id"] == id).unwrap().clone()
}

/// The text of a part of a row.
fn words(text: &Value) -> String {
    text.as_str().unwrap().to_owned()
}

#[test]
fn a_few_days_of_data_are_no_judgement_and_posts_without_a_date_are_no_upper_bound() {
    let undated = r#"{ "tweet" : { "id_str" : "700", "created_at" : "", "full_text" : "when was this?" } }"#;
    let desk = Desk::new()
        .with("short.zip", replies(10, 1, &[]))
        .with("long.zip", replies(40, 1, &[]))
        .with("undated.zip", replies(40, 1, &[undated.to_owned()]));
    let posts = |zip: &str, code: u8| row(&of(&desk, zip, &json!({"hours": 1, "posts": code})), "posts");
    // About one a day on ten days, and "never" was said.
    let short = posts("short.zip", 1);
    assert_eq!(
        (&short["together"], words(&short["says"]).as_str()),
        (&json!("open"), "The records are too short to tell.")
    );
    let hours = row(&of(&desk, "short.zip", &json!({"hours": 8})), "hours");
    assert_eq!(words(&hours["says"]), "The records are too short to tell.");
    let long = posts("long.zip", 1);
    assert_eq!(
        (&long["together"], words(&long["says"]).as_str()),
        (&json!("differ"), "Your data shows more than you said.")
    );
    assert_eq!(posts("long.zip", 7)["together"], "differ");
    assert!(posts("long.zip", 7)["traced_range"]["high"].is_number());
    // That the person posted more than the dated posts show cannot be denied.
    let undated = posts("undated.zip", 7);
    assert_eq!((&undated["together"], &undated["traced_range"]["high"]), (&json!("open"), &Value::Null));
    assert!(words(&undated["traced"]).starts_with("at least "));
    assert_eq!(posts("undated.zip", 1)["together"], "differ");
}

/// The question is about the 30 days before it was asked, whatever the day of the export.
#[test]
fn the_last_30_days_are_those_before_the_answer() {
    let desk = Desk::new().with("x.zip", replies(28, 1, &[])).with("stars.txt", "quiet_star\n");
    let comments = |on: Option<&str>, said: u8, options: &str| {
        let mut answers = json!({"follows": 1, "comments_month": said});
        answers.as_object_mut().unwrap().extend(on.map(|on| ("answered_on".to_owned(), json!(on))));
        let row = row(&of(&desk, &format!("x.zip {options}"), &answers), "comments");
        let together = row["together"].as_str().unwrap();
        format!(
            "answered {}, said {said} {options}: {together}. {}. {}",
            on.unwrap_or("today"),
            words(&row["traced"]),
            words(&row["says"])
        )
    };
    let list = "--public-figures stars.txt";
    let told = [
        comments(Some("2024-01-28"), 3, list),
        comments(Some("2024-01-28"), 28, list),
        comments(Some("2024-01-10"), 9, list),
        comments(Some("2024-02-24"), 1, list),
        comments(Some("2024-02-26"), 1, list),
        comments(Some("2024-02-27"), 1, list),
        comments(None, 1, list),
        comments(Some("2024-01-28"), 1, ""),
    ];
    insta::assert_snapshot!(told.join("\n"));
}

/// A figure that only a list knows is none by the person's word.
#[test]
fn whose_word_makes_a_public_figure() {
    let desk = Desk::new().with("x.zip", replies(24, 7, &[])).with("stars.txt", "quiet_star\n");
    let told = |truth: Value, options: &str| {
        let arguments = format!("x.zip {options}");
        let answers: Value = serde_json::from_str(&pinned(&desk, &arguments, truth.clone())).unwrap();
        let section = of(&desk, &arguments, &answers);
        let blocks = section["blocks"].as_array().unwrap();
        let account = blocks.iter().find_map(|block| block["accounts"].as_array()).unwrap()[0].clone();
        let evidence = blocks.iter().find(|block| block["block"] == "paragraph").unwrap();
        let evidence = words(&evidence["text"]);
        let evidence = evidence.split("would not be visible. ").nth(1).unwrap().to_owned();
        format!("{truth} {options}\n  {evidence}\n  {}", words(&account["says"]))
    };
    let list = "--public-figures stars.txt";
    let told = [
        told(json!({"truth_public": {"1": 1}}), ""),
        told(json!({"truth_public": {"1": 1}, "truth_knows": {"1": 0}}), list),
        told(json!({"truth_public": {"1": 0}, "truth_knows": {"1": 0}}), list),
        told(json!({"truth_public": {"1": 8}}), list),
        told(json!({"truth_friends": {"1": 1}}), list),
    ];
    insta::assert_snapshot!(told.join("\n"));
}

/// Rows go by number: without the number of these accounts nobody knows whom they are about.
#[test]
fn answers_about_accounts_need_to_say_which() {
    let desk = Desk::new().with("x.zip", replies(24, 7, &[]));
    let truth = json!({"hours": 3, "truth_public": {"1": 1, "2": 0, "10": 1}});
    let mut right: Value = serde_json::from_str(&pinned(&desk, "x.zip", truth.clone())).unwrap();
    let accounts = |answers: &Value| {
        let section = of(&desk, "x.zip", answers);
        assert_eq!(words(&row(&section, "hours")["asked"]), "30 to 60 minutes", "the other answers count");
        section["blocks"].as_array().unwrap().iter().any(|block| block["block"] == "asked_accounts")
    };
    assert!(!accounts(&truth), "no number of accounts, and not which");
    assert!(!accounts(&right), "rows of accounts that are not there");
    right["truth_public"] = json!({"1": 1});
    assert!(accounts(&right));
    for (key, other) in [("accounts", json!(2)), ("accounts_about", json!("0123456789abcdef"))] {
        let mut wrong = right.clone();
        wrong[key] = other;
        assert!(!accounts(&wrong), "{key}");
        wrong.as_object_mut().unwrap().remove(key);
        assert!(!accounts(&wrong), "without {key}");
    }
}
