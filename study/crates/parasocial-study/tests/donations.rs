//! A study's side of donations, as its user runs it: keys, opening, importing, withdrawing.

#![allow(clippy::unwrap_used)] // a test

use std::path::PathBuf;
use std::process::{Command, Output};

use donation::seal::Key;
use donation::{Bundle, Code, Day, DonorId, WithdrawalCode};

/// A study's folder with an inbox of sealed bundles.
struct Study {
    folder: tempfile::TempDir,
    key: Key,
}

fn code(number: u8) -> WithdrawalCode {
    WithdrawalCode::new([number; 10])
}

impl Study {
    fn new() -> Self {
        let study = Self { folder: tempfile::tempdir().unwrap(), key: Key::generate() };
        std::fs::create_dir(study.path("inbox")).unwrap();
        study.write("key", study.key.file_text().as_bytes());
        let toml = format!(
            "title = \"Social media and we\"\n[donation]\nstudy = \"smw-2027\"\nrecipient = \"{}\"\nwithdraw_until = 2027-06-30\nkeep_until = 2032-12-31\n",
            study.key.recipient()
        );
        study.write("study.toml", toml.as_bytes());
        study.give("a", Some("P-1"), "2027-01-02", 1);
        study.give("b", Some("P-2"), "2027-01-03", 2);
        study.give("c", None, "2027-01-04", 3);
        study
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.path(name), bytes).unwrap();
    }

    /// Puts a sealed bundle into the inbox.
    fn give(&self, file: &str, participant: Option<&str>, made: &str, number: u8) {
        let mut bundle =
            Bundle::read(include_bytes!("../../../../crates/donation/testdata/small.json")).unwrap();
        bundle.participant = participant.map(|code| Code::new(code).unwrap());
        bundle.made = Day::from_text(made).unwrap();
        bundle.donor = DonorId::of([number; 16]);
        bundle.withdrawal = code(number).hash();
        let sealed = self.key.recipient().seal(bundle.to_json().unwrap().as_bytes()).unwrap();
        self.write(&format!("inbox/{file}.parasocial.age"), &sealed);
    }

    fn run(&self, arguments: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_parasocial-study"))
            .current_dir(self.folder.path())
            .args(arguments.split_whitespace())
            .output()
            .unwrap()
    }

    fn seen(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        format!(
            "$ parasocial-study {arguments}\nexit code {}\n{}{}",
            output.status.code().unwrap(),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        )
    }

    fn done(&self, arguments: &str) {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    }

    /// The respondents of a CSV file, and all of it.
    fn respondents(&self, name: &str) -> Vec<String> {
        let text = std::fs::read_to_string(self.path(name)).unwrap();
        text.lines()
            .skip(1)
            .map(|line| line.split(',').next().unwrap().trim_matches('"').to_owned())
            .collect()
    }
}

const OPEN: &str = "decrypt inbox --identity key --to bundles";

#[test]
fn from_an_inbox_to_a_table() {
    let study = Study::new();
    // The same file twice, a newer bundle of one donor, one for another key, and what is none.
    std::fs::copy(study.path("inbox/a.parasocial.age"), study.path("inbox/a2.parasocial.age")).unwrap();
    study.give("b2", Some("P-2"), "2027-02-01", 4);
    study.write("inbox/foreign.parasocial.age", &Key::generate().recipient().seal(b"{}").unwrap());
    study.write("inbox/cut.parasocial.age", b"age-encryption.org/v1\n");
    study.write("inbox/text.parasocial.age", &study.key.recipient().seal(b"canary7f3a").unwrap());
    let seen = [
        study.seen(OPEN),
        study.seen(&format!("{OPEN} --strict")),
        study.seen("import bundles --to traces.csv --today 2027-03-01"),
        study.seen("import bundles --to strict.parquet --coverage coverage.csv --today 2027-03-01 --strict"),
        study.seen("check bundles --today 2033-01-01"),
        study.seen("import inbox --to nothing.csv"),
    ];
    insta::assert_snapshot!(seen.join("\n"));
    assert_eq!(study.respondents("traces.csv"), ["03".repeat(16), "P-1".into(), "P-2".into()]);
    assert!(study.path("strict.parquet").is_file());
    let codebook = std::fs::read_to_string(study.path("traces.codebook.json")).unwrap();
    assert!(codebook.contains("Hours online a day, lower bound") && codebook.contains("\"synthetic\": true"));
}

#[cfg(unix)]
#[test]
fn what_is_secret_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let study = Study::new();
    study.done("keys --to new.key");
    study.done(OPEN);
    let mode = |name: &str| study.path(name).metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("new.key"), mode("bundles")), (0o600, 0o700));
    assert_eq!(mode(&format!("bundles/{}.json", "01".repeat(16))), 0o600);
    assert!(study.seen("keys --to new.key").contains("a key is never written over"));
}

#[test]
fn a_key_opens_what_was_sealed_to_it() {
    let study = Study::new();
    let said = String::from_utf8(study.run("keys --to new.key").stdout).unwrap();
    let recipient =
        said.lines().find_map(|line| line.strip_prefix("recipient = ")).unwrap().trim_matches('"').to_owned();
    let key = Key::from_file_text(&std::fs::read_to_string(study.path("new.key")).unwrap()).unwrap();
    assert_eq!(key.recipient().to_string(), recipient);
    assert!(!said.contains("AGE-SECRET"));
}

#[test]
fn a_withdrawn_donor_leaves_every_later_table() {
    let study = Study::new();
    // A second donation of the same person, under another code.
    study.give("a2", Some("P-1"), "2027-02-01", 5);
    study.done(OPEN);
    study.done("import bundles --to traces.csv");
    study.done("import bundles --to traces.parquet");
    assert!(study.respondents("traces.csv").contains(&"P-1".to_owned()));
    // A table that holds answers beside donations.
    let other = code(2).hash();
    let answers = format!(
        "respondent,age,traced_withdrawal,traced_posts\nP-1,33,{},2.4\nP-2,44,{other},2.4\n",
        code(5).hash()
    );
    study.write("joined.csv", answers.as_bytes());
    let seen = study.seen(&format!("withdraw {} --study . --on 2027-03-01 --identity key", code(1)));
    insta::assert_snapshot!(
        seen.replace(&"01".repeat(16), "[1]")
            .replace(&"05".repeat(16), "[5]")
            .replace(&code(1).to_string(), "[code]")
    );
    assert_eq!(study.respondents("traces.csv").len(), 2);
    assert!(!study.respondents("traces.csv").contains(&"P-1".to_owned()));
    study.done("import traces.parquet --to back.csv");
    assert!(!study.respondents("back.csv").contains(&"P-1".to_owned()));
    let joined = std::fs::read_to_string(study.path("joined.csv")).unwrap();
    assert!(joined.contains("P-1,33,,\n") && joined.contains(&format!("P-2,44,{other},2.4")), "{joined}");
    let left: Vec<_> = std::fs::read_dir(study.path("bundles")).unwrap().collect();
    assert_eq!(left.len(), 2);
    assert!(
        !study.path("inbox/a.parasocial.age").exists() && !study.path("inbox/a2.parasocial.age").exists()
    );
    // Whoever sends the old file again is still out.
    study.give("again", Some("P-1"), "2027-01-02", 1);
    study.give("later", Some("P-1"), "2027-02-20", 6);
    study.done(&format!("{OPEN} --study ."));
    // The study is found beside a folder that is made only now.
    study.done("decrypt inbox --identity key --to fresh");
    assert_eq!(std::fs::read_dir(study.path("fresh")).unwrap().count(), 2);
    study.done("import bundles --to again.csv");
    assert_eq!(study.respondents("again.csv").len(), 2);
    let list = std::fs::read_to_string(study.path("withdrawn.toml")).unwrap();
    assert!(!list.contains("P-1") && !list.contains(&code(1).to_string()));
}

/// Every format that tables are written in, after the bundles are gone.
#[test]
fn a_donor_without_a_bundle_is_found_in_tables_by_the_code() {
    let study = Study::new();
    study.give("a2", Some("P-1"), "2027-02-01", 5);
    study.done(OPEN);
    let ours = code(5).hash().to_string();
    let formats = ["csv", "tsv", "txt", "parquet", "sav", "zsav", "dta"];
    for ending in formats {
        study.done(&format!(
            "import bundles --to traces_{ending}.{ending} --coverage shown_{ending}.{ending}"
        ));
    }
    study.done("import bundles --to traces_json.json");
    study.write("kept.log", format!("row 2: {}", ours.to_uppercase()).as_bytes());
    // Joined under the study's own name for the donor; the column of codes was dropped.
    study.write("joined.csv", b"respondent,age,traced_posts\nP-1,33,2.4\nP-2,44,2.4\n");
    study.write("answers.csv", b"respondent,age\nP-1,33\nP-2,44\n");
    std::fs::remove_dir_all(study.path("bundles")).unwrap();
    std::fs::remove_dir_all(study.path("inbox")).unwrap();
    let seen = study.seen(&format!("withdraw {} --study . --on 2027-03-01", code(5)));
    insta::assert_snapshot!(seen.replace(&code(5).to_string(), "[code]"));
    for ending in formats {
        for name in ["traces", "shown"] {
            let (from, back) = (format!("{name}_{ending}.{ending}"), format!("{name}_{ending}_back.csv"));
            study.done(&format!("import {from} --to {back}"));
            assert_eq!(study.respondents(&back), ["03".repeat(16), "P-2".into()], "{from}");
            let bytes = std::fs::read(study.path(&from)).unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains(&ours), "{from}");
        }
    }
    let read = |name: &str| std::fs::read_to_string(study.path(name)).unwrap();
    assert!(read("joined.csv").contains("P-1,33,\n") && read("joined.csv").contains("P-2,44,2.4"));
    assert!(read("answers.csv").contains("P-1,33") && read("traces_json.json").contains(&ours));
    // The name that a table told is known from now on: an older bundle of the donor under another code is left out.
    std::fs::create_dir(study.path("inbox")).unwrap();
    study.give("late", Some("P-1"), "2027-01-02", 1);
    assert!(study.seen(OPEN).contains("is of a donor who withdrew and is left sealed"));
}

#[test]
fn withdrawing_names_what_it_could_not_look_into() {
    let study = Study::new();
    study.done(OPEN);
    study.write("inbox/foreign.parasocial.age", &Key::generate().recipient().seal(b"{}").unwrap());
    let whole = std::fs::read(study.path(&format!("bundles/{}.json", "01".repeat(16)))).unwrap();
    study.write("bundles/cut.json", &whole[..whole.len() / 2]);
    // Cut before the hash.
    study.write("bundles/short.json", &whole[..150]);
    study.write("renamed.csv", format!("who,hash,age\nP-1,{},33\n", code(1).hash()).as_bytes());
    let seen = study.seen(&format!("withdraw {} --study . --on 2027-03-01 --identity key", code(1)));
    insta::assert_snapshot!(seen.replace(&"01".repeat(16), "[1]").replace(&code(1).to_string(), "[code]"));
}

/// What the list holds of all of them is what each alone would have noted.
#[test]
fn donors_who_withdraw_at_once_are_all_noted() {
    let study = Study::new();
    study.done(OPEN);
    study.done("import bundles --to traces.csv");
    let commands: Vec<_> = (1..=8)
        .map(|number| {
            Command::new(env!("CARGO_BIN_EXE_parasocial-study"))
                .current_dir(study.folder.path())
                .args(["withdraw", &code(number).to_string(), "--study", ".", "--on", "2027-03-01"])
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut command in commands {
        assert!(command.wait().unwrap().success());
    }
    let list = std::fs::read_to_string(study.path("withdrawn.toml")).unwrap();
    for number in 1..=8 {
        assert!(list.contains(code(number).hash().as_str()), "{number} is not in {list}");
    }
    assert!(study.respondents("traces.csv").is_empty());
    assert_eq!(std::fs::read_dir(study.path("bundles")).unwrap().count(), 0);
}

#[test]
fn a_bundle_under_the_number_of_another_is_left_out_and_the_rest_is_opened() {
    let study = Study::new();
    study.give("a3", Some("P-9"), "2027-02-01", 1);
    let elsewhere = tempfile::tempdir().unwrap();
    let to = elsewhere.path().join("bundles");
    let command = format!("decrypt inbox --identity key --to {} --strict", to.display());
    let seen = study.seen(&command).replace(&to.display().to_string(), "[elsewhere]");
    insta::assert_snapshot!(seen.replace(&"01".repeat(16), "[1]"));
    assert_eq!(std::fs::read_dir(&to).unwrap().count(), 3);
    let first = std::fs::read_to_string(to.join(format!("{}.json", "01".repeat(16)))).unwrap();
    assert!(first.contains("P-1") && !first.contains("P-9"));
}

#[test]
fn withdrawing_has_a_last_day_and_a_form() {
    let study = Study::new();
    study.done(OPEN);
    let seen = [
        study.seen(&format!("withdraw {} --study . --on 2027-07-01", code(2))),
        study.seen("withdraw 7KQ2 --study ."),
        study.seen(&format!("withdraw {} --study bundles --on 2027-03-01", code(2))),
        study.seen(&format!("withdraw {} --study . --on 2027-03-01", code(9))),
        study.seen(&format!("withdraw {} --study . --on 2027-07-01 --after-last-day", code(2))),
    ];
    let seen = seen.join("\n").replace(&"02".repeat(16), "[2]");
    insta::assert_snapshot!(
        seen.replace(&code(2).to_string(), "[code 2]").replace(&code(9).to_string(), "[code 9]")
    );
}
