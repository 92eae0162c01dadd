//! Bad input: each gives a message (what, where, what was expected, what to do), the right exit code, and the rest is read.

use crate::runs::{ACCOUNT, Desk, tweet, ytd, zip};

/// Ten thousand likes, one of them broken.
fn likes_with_a_broken_one() -> String {
    let likes: Vec<String> = (1..=10_000)
        .map(|id| match id {
            5_000 => r#"{ "like" : { "tweetId" : "5000", "fullText" : "cut }"#.to_owned(),
            _ => format!(r#"{{ "like" : {{ "tweetId" : "{id}" }} }}"#),
        })
        .collect();
    ytd("like", &likes)
}

#[test]
fn a_broken_record_among_ten_thousand() {
    let desk = Desk::new().with("x.zip", zip(&[ACCOUNT, ("data/like.js", &likes_with_a_broken_one())]));
    insta::assert_snapshot!(desk.seen("check x.zip"));
    let events = desk.run("events x.zip --kind react");
    assert_eq!(events.stdout.iter().filter(|byte| **byte == b'\n').count(), 9_999);
    assert_eq!(desk.run("check --strict --quiet x.zip --output strict.html").status.code(), Some(3));
}

#[test]
fn json_that_is_almost_json() {
    let likes = r#"{"likes_media_likes": [
        {"title": "red.otter", "string_list_data": [{"href": "https://www.instagram.com/p/1/", "value": "\xf0\x9f\x91\x8d", "timestamp": 1700000000}]},
        {"title": "teal.yak", "weight": NaN, "string_list_data": [{"href": "https://www.instagram.com/p/2/", "value": "ok", "timestamp": 1700000100,}]}
    ]}"#;
    let desk =
        Desk::new().with("instagram.zip", zip(&[("your_instagram_activity/likes/liked_posts.json", likes)]));
    insta::assert_snapshot!(desk.seen("events instagram.zip"));
}

#[test]
fn a_zip_without_its_end() {
    let tweets = ytd("tweets", &(1..400).map(|id| tweet(id, id, "a day like any other")).collect::<Vec<_>>());
    let likes = likes_with_a_broken_one();
    let whole = zip(&[ACCOUNT, ("data/tweets.js", &tweets), ("data/like.js", &likes)]);
    let desk = Desk::new().with("x.zip", &whole[..whole.len() - 5_000]);
    insta::assert_snapshot!(desk.seen("check x.zip"));
}

#[test]
fn an_export_as_html() {
    let page = "<html><body>Likes</body></html>";
    let desk = Desk::new().with(
        "instagram.zip",
        zip(&[("start_here.html", page), ("your_instagram_activity/likes/liked_posts.html", page)]),
    );
    insta::assert_snapshot!(desk.seen("check instagram.zip"));
}

#[test]
fn another_platform() {
    let desk = Desk::new()
        .with("linkedin.zip", zip(&[("Connections.csv", "First Name"), ("Invitations.csv", "From")]));
    insta::assert_snapshot!(desk.seen("check linkedin.zip"));
}

#[test]
fn nothing_and_anything() {
    let desk = Desk::new()
        .with("empty.zip", zip(&[]))
        .with("empty", "")
        .with("notes.zip", zip(&[("shopping.txt", "milk"), ("poems/spring.txt", "green")]))
        .with("letter.pdf", "%PDF-1.7");
    let all = ["empty.zip", "empty", "notes.zip", "letter.pdf", "not-there.zip"];
    let seen: Vec<String> = all.iter().map(|path| desk.seen(&format!("check {path}"))).collect();
    insta::assert_snapshot!(seen.join("\n\n"));
}

#[test]
fn a_zip_in_a_zip() {
    let inner = zip(&[ACCOUNT]);
    let members = [synth::Member { name: "twitter-2024.zip".into(), bytes: inner }];
    let desk = Desk::new().with("download.zip", synth::to_zip(&members).unwrap());
    insta::assert_snapshot!(desk.seen("check download.zip"));
}

#[test]
fn one_good_and_one_bad_input() {
    let desk = Desk::new()
        .with("x.zip", zip(&[ACCOUNT, ("data/tweets.js", &ytd("tweets", &[tweet(1, 1, "hello")]))]))
        .with("notes.zip", zip(&[("shopping.txt", "milk")]));
    insta::assert_snapshot!(desk.seen("check x.zip notes.zip"));
    assert!(desk.path().join("parasocial-report.html").is_file(), "what could be read was reported");
}

#[test]
fn a_folder_of_zips_one_of_which_is_cut_off() {
    let whole = zip(&[ACCOUNT, ("data/tweets.js", &ytd("tweets", &[tweet(1, 1, "hello")]))]);
    let desk = Desk::new().with("mine/x.zip", &whole).with("mine/y.zip", "PK\x03\x04 and no more");
    insta::assert_snapshot!(desk.seen("check mine"));
    assert!(desk.path().join("parasocial-report.html").is_file(), "what could be read was reported");
}

#[test]
fn two_exports_of_one_account() {
    let export = |count: usize| {
        let tweets: Vec<String> = (1..=count).map(|id| tweet(id, id, "hello")).collect();
        zip(&[ACCOUNT, ("data/tweets.js", &ytd("tweets", &tweets))])
    };
    let desk = Desk::new().with("old.zip", export(3)).with("new.zip", export(9));
    insta::assert_snapshot!(desk.seen("events --kind post old.zip new.zip"));
}

#[test]
fn nothing_is_written_over() {
    let desk = Desk::new().with("x.zip", zip(&[ACCOUNT])).with("mine.html", "precious");
    let seen = [
        desk.seen("check x.zip --output mine.html"),
        desk.seen("check x.zip --output nowhere/report.html"),
        desk.seen("check x.zip --output mine.html --force --quiet"),
    ];
    insta::assert_snapshot!(seen.join("\n\n"));
}

#[test]
fn wrong_usage() {
    let desk = Desk::new().with("x.zip", zip(&[ACCOUNT]));
    let all = [
        "check",
        "check x.zip --zone Atlantis/Capital",
        "check x.zip --region ESP",
        "check x.zip --public-figures not-there.txt",
        "check x.zip --from 2024-02-01 --to 2024-01-01",
        "check x.zip --from yesterday",
        "events x.zip --kind hug",
        "events x.zip --finding id.shoe_size",
        "synth --kind hermit",
        "rules",
        "chek x.zip",
    ];
    let seen: Vec<String> = all.iter().map(|arguments| desk.seen(arguments)).collect();
    insta::assert_snapshot!(seen.join("\n\n"));
}

#[test]
fn rules_of_ones_own_that_fail() {
    let rule = r#"
[[rule]]
id = "my.rule"
title = "Mine"
finds = "x"
consequence = "y"
consequences = ["DOX"]
severity = 3
confidence = 0.9
languages = []
applies_to = ["post"]
validator = "none"
advice = "Think."
references = ["ours"]
match = [{ text = "a cat" }, { text = "the cat" }, { text = "no dog" }]
no_match = [{ text = "cat food", why = "food" }, { text = "dog", why = "dog" }, { text = "bird", why = "bird" }]
[[rule.patterns]]
name = "cat"
regex = "(?P<value>cat)"
anchors = ["cat"]
"#;
    let desk = Desk::new().with("mine/rules/mine.toml", rule);
    insta::assert_snapshot!(desk.seen("rules check --data mine"));
}
