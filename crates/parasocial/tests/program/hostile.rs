//! Exports made to do harm: each is refused, or the rest of it is read; each has its message and its exit code; nothing is
//! half-written.

use std::io::{Seek, SeekFrom, Write};
use std::process::{Command, Stdio};

use synth::Member;

use crate::runs::{ACCOUNT, Desk, told, tweet, ytd, zip};

/// Where the entries of the table of contents of a zip begin.
fn entries(zip: &[u8]) -> Vec<usize> {
    (0..zip.len() - 4).filter(|&at| zip[at..].starts_with(b"PK\x01\x02")).collect()
}

/// The zip with bytes of the entry of its last member written over.
fn patched(mut zip: Vec<u8>, offset: usize, bytes: &[u8]) -> Vec<u8> {
    let at = *entries(&zip).last().unwrap() + offset;
    zip[at..at + bytes.len()].copy_from_slice(bytes);
    zip
}

fn likes(count: usize) -> String {
    let likes: Vec<String> =
        (1..=count).map(|id| format!(r#"{{ "like" : {{ "tweetId" : "{id}" }} }}"#)).collect();
    ytd("like", &likes)
}

fn with_likes() -> Vec<u8> {
    zip(&[ACCOUNT, ("data/like.js", &likes(3))])
}

/// What is said of a file that is called x.zip.
fn said_of(bytes: &[u8]) -> String {
    let desk = Desk::new().with("x.zip", bytes);
    let seen = desk.seen("check x.zip --quiet --json -");
    let (_, said) = seen.split_once("--- standard error\n").unwrap();
    let code = seen.lines().nth(1).unwrap();
    let wrote = desk.path().join("parasocial-report.html").is_file();
    let files = std::fs::read_dir(desk.path()).unwrap().count();
    assert_eq!(files, 1 + usize::from(wrote), "something half-written is left behind");
    format!("{code}, {}\n{said}", if wrote { "a report was written" } else { "nothing was written" })
}

fn named(name: &str, bytes: &[u8]) -> Vec<u8> {
    let (account, text) = ACCOUNT;
    let members = [(account, text.as_bytes()), (name, bytes)];
    let members: Vec<Member> =
        members.iter().map(|(name, bytes)| Member { name: (*name).into(), bytes: bytes.to_vec() }).collect();
    synth::to_zip(&members).unwrap()
}

#[test]
fn zips_that_lie() {
    let zeros = vec![b' '; 70 << 20];
    let two = |first: &str, second: &str| zip(&[ACCOUNT, (first, &likes(2)), (second, &likes(3))]);
    let overlapping = {
        // The last member claims to stand where the one before it does.
        let zip = two("data/like.js", "data/mute.js");
        let before = entries(&zip)[1];
        let offset = zip[before + 42..before + 46].to_vec();
        patched(zip, 42, &offset)
    };
    let cases: [(&str, Vec<u8>); 10] = [
        ("a member a thousand times larger than packed", named("data/like.js", &zeros)),
        ("two members of one name", two("data/like.js", "data/like.js")),
        ("members that overlap", overlapping),
        ("a name that begins at the root", named("/etc/like.js", likes(2).as_bytes())),
        ("a name that climbs", named("../../../data/like.js", likes(2).as_bytes())),
        ("a member behind a password", patched(with_likes(), 8, &[1, 0])),
        ("a member packed in an unknown way", patched(with_likes(), 10, &[99, 0])),
        ("a wrong checksum", patched(with_likes(), 16, &[1, 2, 3, 4])),
        ("a wrong size", patched(with_likes(), 24, &[7, 0, 0, 0])),
        ("a size beyond every limit", patched(with_likes(), 24, &[0xfe, 0xff, 0xff, 0xff])),
    ];
    let said: Vec<String> =
        cases.iter().map(|(what, bytes)| format!("## {what}\n{}", said_of(bytes))).collect();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn names_that_are_no_text_and_a_hundred_thousand_members() {
    let mut zip = named("data/likeXX.js", likes(2).as_bytes());
    for at in (0..zip.len() - 2).filter(|&at| zip[at..].starts_with(b"XX")).collect::<Vec<_>>() {
        zip[at..at + 2].copy_from_slice(&[0x81, 0xff]);
    }
    let mut members: Vec<Member> =
        (0..100_000).map(|n| Member { name: format!("junk/{n}.json"), bytes: b"{}".to_vec() }).collect();
    members.push(Member { name: ACCOUNT.0.into(), bytes: ACCOUNT.1.into() });
    let many = synth::to_zip(&members).unwrap();
    insta::assert_snapshot!(format!(
        "## a name that is not UTF-8\n{}\n## a hundred thousand members\n{}",
        said_of(&zip),
        said_of(&many)
    ));
}

#[test]
fn json_that_is_deep_or_endless() {
    let deep = format!(
        r#"{{ "like" : {{ "tweetId" : "1", "x" : {}{} }} }}"#,
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    let endless = r#"{ "like" : { "tweetId" : "1", "fullText" : ""#.to_owned() + &"never ends ".repeat(100);
    let good = r#"{ "like" : { "tweetId" : "2" } }"#.to_owned();
    let of = |records: &[String]| zip(&[ACCOUNT, ("data/like.js", &ytd("like", records))]);
    insta::assert_snapshot!(format!(
        "## brackets in brackets, ten thousand times\n{}\n## a quote that is never closed\n{}",
        said_of(&of(&[deep, good.clone()])),
        said_of(&of(&[good, endless]))
    ));
}

#[test]
fn a_record_of_a_gigabyte() {
    let desk = Desk::new().with("export/data/account.js", ACCOUNT.1).with("export/data/like.js", "");
    // A file with a hole: a gigabyte of zeros inside of one text, that takes no room on the disk.
    let mut file = std::fs::File::create(desk.path().join("export/data/like.js")).unwrap();
    file.write_all(br#"window.YTD.like.part0 = [ { "like" : { "tweetId" : "1", "fullText" : ""#).unwrap();
    file.seek(SeekFrom::Start(1 << 30)).unwrap();
    file.write_all(br#"" } }, { "like" : { "tweetId" : "2" } } ]"#).unwrap();
    drop(file);
    let output = desk.run("events --kind react export");
    assert_eq!(
        output.stdout.iter().filter(|byte| **byte == b'\n').count(),
        1,
        "the record behind it is read"
    );
    insta::assert_snapshot!(told(&output.stderr));
}

/// A shell that lowers a limit or changes the user, and then runs the program.
fn shell(desk: &Desk, script: &str) -> (Option<i32>, String) {
    let output = Command::new("bash")
        .args(["-c", script])
        .current_dir(desk.path())
        .env("PROGRAM", env!("CARGO_BIN_EXE_parasocial"))
        .stdin(Stdio::null())
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_full_disk() {
    let tweets: Vec<String> = (1..200).map(|id| tweet(id, id, "a day like any other")).collect();
    let desk = Desk::new().with("x.zip", zip(&[ACCOUNT, ("data/tweets.js", &ytd("tweets", &tweets))]));
    // Files may have one block; a program that is told so by a signal would end without a word.
    let (code, said) = shell(&desk, "trap '' XFSZ; ulimit -f 1; \"$PROGRAM\" check x.zip --quiet >/dev/null");
    let left: Vec<String> = std::fs::read_dir(desk.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(left, ["x.zip"], "nothing half-written is left");
    let (full_code, full_said) = shell(&desk, "\"$PROGRAM\" events x.zip --quiet > /dev/full");
    let (closed_code, closed_said) =
        shell(&desk, "\"$PROGRAM\" events x.zip --quiet | head -n 1 >/dev/null; exit ${PIPESTATUS[0]}");
    insta::assert_snapshot!(format!(
        "## files may not grow\nexit code {code:?}\n{said}\n## standard output is full\nexit code {full_code:?}\n{full_said}\n## standard output is closed\nexit code {closed_code:?}\n{closed_said}"
    ));
}

#[test]
fn a_folder_that_may_not_be_read() {
    let desk = Desk::new()
        .with("export/data/account.js", ACCOUNT.1)
        .with("export/data/tweets.js", ytd("tweets", &[tweet(1, 1, "hello")]))
        .with("export/data/private/like.js", likes(1));
    // Whoever is root may read everything: become nobody.
    let script = "chmod 755 . export export/data; chmod 644 export/data/*.js; chmod 000 export/data/private; mkdir -m 777 out; \
        cp \"$PROGRAM\" program; chmod 755 program; \
        if [ \"$(id -u)\" = 0 ]; then setpriv --reuid 65534 --regid 65534 --clear-groups ./program check export --quiet --output out/r.html; \
        else ./program check export --quiet --output out/r.html; fi";
    let (code, said) = shell(&desk, script);
    std::process::Command::new("chmod")
        .args(["755", "export/data/private"])
        .current_dir(desk.path())
        .status()
        .unwrap();
    insta::assert_snapshot!(format!("exit code {code:?}\n{said}"));
}
