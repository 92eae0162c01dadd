//! `parasocial what`: anything that a person may have, told apart. Everybody in it is invented.

use crate::runs::{ACCOUNT, Desk, tweet, ytd, zip};

const PAGE: &str = "<html><body>Likes</body></html>";
const MESSAGES: &str = r#"{ "participants": [{ "name": "canary" }], "messages": [{ "sender_name": "canary", "timestamp_ms": 1700000000000, "content": "canary" }] }"#;
const WATCHED: &str = r#"[{ "header": "YouTube", "title": "Watched a film", "titleUrl": "https://www.youtube.com/watch?v=abcdefghijk", "time": "2024-01-02T03:04:05Z" }]"#;

fn tweets() -> String {
    ytd("tweets", &[tweet(1, 1, "a day like any other")])
}

/// A folder as people have them: whole exports, cut ones, loose files, and things that have nothing to do with it.
fn random_files() -> Desk {
    let x = zip(&[ACCOUNT, ("data/tweets.js", &tweets()), ("data/app.js", "x"), ("data/new.js", "x")]);
    let mut salvaged = zip(&[ACCOUNT, ("data/tweets.js", &tweets())]);
    salvaged.truncate(salvaged.len() - 100);
    Desk::new()
        .with("files/twitter.zip", &x)
        .with("files/cut.zip", salvaged)
        .with("files/broken.zip", &x[..60])
        .with("files/empty.zip", zip(&[]))
        .with("files/empty", "")
        .with("files/nested.zip", {
            let members = [synth::Member { name: "twitter-2024.zip".into(), bytes: x.clone() }];
            synth::to_zip(&members).unwrap()
        })
        .with("files/instagram-html.zip", zip(&[("your_instagram_activity/likes/liked_posts.html", PAGE)]))
        .with("files/tiktok-text.zip", zip(&[("TikTok/Like List.txt", "Date: 2024-01-01")]))
        .with("files/linkedin.zip", zip(&[("Connections.csv", "First Name"), ("Invitations.csv", "From")]))
        .with("files/pictures.zip", zip(&[("media/posts/202401/canary.jpg", "\u{ff}")]))
        .with("files/poems.zip", zip(&[("shopping.txt", "milk"), ("poems/canary.txt", "green")]))
        .with("files/tweets.js", tweets())
        .with("files/renamed.json", r#"{"likes_media_likes": []}"#)
        .with("files/saved_posts.json", "{}")
        .with("files/message_1.json", MESSAGES)
        .with("files/comments.json", "[]")
        .with("files/letter.pdf", "%PDF-1.7")
        .with("files/photo.jpg", b"\xff\xd8\xff\xe0")
        .with("files/notes", "milk")
        .with("files/Takeout/YouTube and YouTube Music/history/watch-history.json", WATCHED)
        .with("files/Takeout/archive_browser.html", PAGE)
        .with("files/holidays/beach.jpg", b"\xff\xd8\xff\xe0")
        .with("files/holidays/forest.jpg", b"\xff\xd8\xff\xe0")
}

#[test]
fn a_folder_of_random_files() {
    let seen = random_files().seen("what files");
    assert!(!seen.contains("canary"), "a name from inside an export was printed");
    insta::assert_snapshot!(seen);
}

#[test]
fn every_file_by_its_path() {
    let desk = random_files();
    let paths =
        ["twitter.zip", "cut.zip", "tweets.js", "instagram-html.zip", "poems.zip", "photo.jpg", "gone.zip"];
    let seen: Vec<String> = paths.iter().map(|path| desk.seen(&format!("what files/{path}"))).collect();
    insta::assert_snapshot!(seen.join("\n\n"));
}

#[test]
fn parts_that_are_missing_are_named() {
    let part = || zip(&[("Takeout/YouTube and YouTube Music/history/watch-history.json", WATCHED)]);
    let desk = Desk::new()
        .with("takeout-20260101T000000Z-001.zip", part())
        .with("takeout-20260101T000000Z-003.zip", part());
    insta::assert_snapshot!(
        desk.seen("what takeout-20260101T000000Z-001.zip takeout-20260101T000000Z-003.zip")
    );
}

#[test]
fn the_same_as_json() {
    let desk = random_files();
    let output = desk.run("what --json --quiet files");
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let of = |label: &str| told.as_array().unwrap().iter().find(|one| one["input"] == label).unwrap();
    assert_eq!(of("files/twitter.zip")["exports"][0]["platform"], "x");
    assert_eq!(of("files/twitter.zip")["exports"][0]["files_not_known"], 1);
    assert_eq!(of("files/renamed.json")["exports"][0]["sure"]["by_bytes"], 1);
    assert_eq!(of("files/letter.pdf")["kind"], "a PDF");
    assert_eq!(of("files/instagram-html.zip")["readable"], false);
    assert!(output.stderr.is_empty());
}

/// The rest of a file may be broken, or a gigabyte: it is not looked at.
#[test]
fn the_first_bytes_are_enough() {
    let mut text = tweets().into_bytes();
    text.resize(4096, b' ');
    let cut = Desk::new().with("tweets.js", &text).seen("what tweets.js");
    text.extend_from_slice(&[0xff; 100_000]);
    assert_eq!(Desk::new().with("tweets.js", &text).seen("what tweets.js"), cut);
}

#[test]
fn exports_without_a_word_in_common_are_told_apart() {
    let desk = Desk::new()
        .with("all/mine/data/account.js", ACCOUNT.1)
        .with("all/other/your_instagram_activity/likes/liked_posts.json", r#"{"likes_media_likes": []}"#)
        .with("all/photo.jpg", b"\xff\xd8\xff\xe0");
    let stdout = String::from_utf8(desk.run("what all").stdout).unwrap();
    let begins = |line: &str| stdout.lines().any(|one| one.starts_with(line));
    assert!(
        begins("all/mine: an export of X (") && begins("all/other: an export of Instagram ("),
        "{stdout}"
    );
    assert!(begins("all/photo.jpg: a picture"), "{stdout}");
}
