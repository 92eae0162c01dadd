//! What hostile names and texts can do in the HTML file: nothing. Shown in headless Chromium, which
//! `scripts/install-chromium.sh` installs.

use std::path::Path;
use std::process::Command;

use crate::runs::{ACCOUNT, Desk, tweet, ytd, zip};

/// What a browser makes of a page: its elements, after every script that can run has run. Nothing without a browser.
fn rendered(page: &Path, test: &str) -> Option<String> {
    let browser = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|name| {
        Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success())
    });
    let Some(browser) = browser else {
        let required = std::env::var_os("PARASOCIAL_BROWSER").is_some_and(|value| value == "required");
        assert!(!required, "no Chromium, and PARASOCIAL_BROWSER=required");
        xtask::shared::skip(test);
        return None;
    };
    let profile = tempfile::tempdir().unwrap();
    let output = Command::new(browser)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
        ])
        .args(["--disable-component-update", "--disable-sync", "--virtual-time-budget=3000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", profile.path().display()))
        .arg(format!("file://{}", page.display()))
        .output()
        .unwrap();
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

const PAYLOADS: &[&str] = &[
    "<script>document.title='taken'</script>",
    "\"><img src=x onerror=\"document.title='taken'\">",
    "</style></svg></title><script>document.title='taken'</script>",
    "<svg onload=document.title='taken'>",
    "javascript:document.title='taken'",
    "\u{202e}\u{2066}gnihtemos\u{2067} \u{200f}\u{61c}",
    "a\u{0}b\u{1b}[31mred",
    "{{constructor.constructor('document.title=1')()}}",
    "<a href=\"data:text/html,<script>1</script>\">x</a>",
];

/// An export of which every name and every text is hostile, one of them a megabyte long.
fn hostile() -> Vec<u8> {
    let json = |text: &str| serde_json::to_string(text).unwrap();
    let long = "<b>".repeat(350_000);
    let texts: Vec<&str> = PAYLOADS.iter().copied().chain([long.as_str()]).collect();
    let mut tweets = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        tweets.push(tweet(number + 1, number, &format!("my password is hunter2x{number}! {text}")));
        let mention = format!(
            r#"{{ "tweet" : {{ "id_str" : "{}", "created_at" : "Tue Jan 09 14:02:11 +0000 2024", "full_text" : "hi", "in_reply_to_screen_name" : {}, "in_reply_to_status_id_str" : {} }} }}"#,
            100 + number,
            json(text),
            json(text)
        );
        tweets.extend(std::iter::repeat_n(mention, 3));
    }
    let account = format!(
        r#"window.YTD.account.part0 = [ {{ "account" : {{ "username" : {}, "accountId" : "41", "accountDisplayName" : {} }} }} ]"#,
        json(PAYLOADS[1]),
        json(PAYLOADS[2])
    );
    let profile = format!(
        r#"window.YTD.profile.part0 = [ {{ "profile" : {{ "description" : {{ "bio" : {}, "website" : {}, "location" : {} }} }} }} ]"#,
        json(PAYLOADS[0]),
        json(PAYLOADS[4]),
        json(PAYLOADS[5])
    );
    zip(&[
        (ACCOUNT.0, &account),
        ("data/profile.js", &profile),
        ("data/tweets.js", &ytd("tweets", &tweets)),
        ("data/<script>document.title='taken'<\u{202e}script>.js", "window.YTD.x.part0 = []"),
    ])
}

#[test]
fn hostile_names_and_texts_do_no_harm_in_a_browser() {
    let test = "hostile_names_and_texts_do_no_harm_in_a_browser";
    // The browser runs scripts of such files at all: else the rest would show nothing.
    let desk = Desk::new()
        .with("control.html", "<!doctype html><title>mine</title><script>document.title='taken'</script>")
        .with("x.zip", hostile());
    let Some(control) = rendered(&desk.path().join("control.html"), test) else { return };
    assert!(control.contains("<title>taken</title>"), "{control}");

    let check = desk.run("check x.zip --quiet");
    assert_eq!(check.status.code(), Some(0), "{}", String::from_utf8_lossy(&check.stderr));
    let path = desk.path().join("parasocial-report.html");
    let html = std::fs::read_to_string(&path).unwrap();
    assert!(html.len() < 5_000_000, "{} bytes", html.len());
    let seen = rendered(&path, test).unwrap();
    assert!(seen.contains("<title>What your data shows"), "{}", &seen[..400.min(seen.len())]);
    assert!(!seen.contains("<title>taken"));
    for element in ["<script", "<img", "<iframe", "<object", "<embed", "<form", "<base", "<link"] {
        assert!(!seen.to_lowercase().contains(element), "{element} in the page");
    }
    // In text such words are only words; inside of a tag they would be attributes.
    let tags: Vec<String> =
        seen.split('<').skip(1).filter_map(|tag| Some(tag.split_once('>')?.0.to_lowercase())).collect();
    assert!(tags.len() > 100);
    for attribute in ["onerror=", "onload=", "onclick=", "href=\"javascript:", "href=\"data:"] {
        let found = tags.iter().find(|tag| tag.contains(attribute));
        assert!(found.is_none(), "{attribute} in the page: {found:?}");
    }
    let turning = [
        '\u{202a}', '\u{202b}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{200f}', '\u{61c}',
        '\u{0}', '\u{1b}',
    ];
    assert!(!seen.contains(turning), "a control character reached the page");
}
