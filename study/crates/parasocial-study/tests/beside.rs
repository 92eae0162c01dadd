//! `traced` and `change` as their user runs them, with small invented files.

#![allow(clippy::unwrap_used)] // a test

use std::fmt::Write as _;
use std::process::{Command, Output};

/// Bits that look mixed, by a rule that anybody can follow.
fn mixed(person: u32) -> u32 {
    person.wrapping_mul(2_654_435_761) >> 5
}

/// Answers of invented people; two in three of the young and one in three of the others donated.
fn answers(people: std::ops::Range<u32>) -> String {
    let mut csv = String::from(
        "respondent,stratum,psu,weight,joined,age_group,hours,posts,follows,messages_month,donation_made\n",
    );
    for person in people {
        let mixed = mixed(person);
        let (age, donated) = match mixed % 3 {
            0 => ("18-34", !(mixed / 3).is_multiple_of(3)),
            1 => ("35-54", (mixed / 3).is_multiple_of(3)),
            _ => ("55+", (mixed / 3).is_multiple_of(3)),
        };
        let (hours, posts) = (mixed / 9 % 8 + 1, mixed / 72 % 7 + 1);
        let follows = mixed / 500 % 2;
        let messages = if follows == 1 { (mixed / 1000 % 9).to_string() } else { String::new() };
        let _ = writeln!(
            csv,
            "p{person},{},{},{},active,{age},{hours},{posts},{follows},{messages},{}",
            person / 20 % 2,
            person / 20,
            1 + person % 2,
            u32::from(donated)
        );
    }
    csv
}

/// Traces of those who donated, and of one whom nobody asked.
fn traces(people: std::ops::Range<u32>) -> String {
    let mut csv =
        String::from("respondent,traced_hours_low,traced_hours_high,traced_posts,traced_messages\n");
    for person in people {
        let mixed = mixed(person);
        let donated = if mixed.is_multiple_of(3) {
            !(mixed / 3).is_multiple_of(3)
        } else {
            (mixed / 3).is_multiple_of(3)
        };
        if donated {
            let low = f64::from(mixed / 9 % 8 + 1) * 0.4;
            let _ = writeln!(csv, "p{person},{low},{},{},{}", low * 1.3, mixed / 72 % 7, mixed / 1000 % 7);
        }
    }
    csv + "nobody,1,2,3,4\n"
}

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        for (name, text) in [
            ("answers.csv", answers(0..800)),
            ("traces.csv", traces(0..800)),
            ("second.csv", answers(400..1200)),
            ("strangers.csv", "respondent,traced_posts\nq1,2\nq2,3\n".into()),
            ("twice.csv", "respondent,traced_posts\np1,2\np1,3\n".into()),
            ("nameless.csv", "who,traced_posts\np1,2\n".into()),
            ("plan.toml", "[donating]\nexplain = ['age_group']\nrakes = ['age_group']\n".into()),
        ] {
            std::fs::write(desk.0.path().join(name), text).unwrap();
        }
        desk
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parasocial-study"));
        command.current_dir(self.0.path()).args(arguments).output().unwrap()
    }

    fn told(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let (out, errors, code) =
            (text(&output.stdout), text(&output.stderr), output.status.code().unwrap_or(-1));
        format!("$ {}\n{out}{errors}ended with {code}\n\n", arguments.join(" "))
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.0.path().join(name)).unwrap()
    }
}

#[test]
fn commands_and_what_they_say_of_bad_input() {
    let desk = Desk::new();
    let mut told = String::new();
    for arguments in [
        "traced answers.csv --traces traces.csv --to traced",
        "traced answers.csv --traces traces.csv --to traced",
        "traced answers.csv --traces traces.csv --to strict --strict",
        "traced answers.csv --traces strangers.csv --to x",
        "traced answers.csv --traces twice.csv --to x",
        "traced answers.csv --traces nameless.csv --to x",
        "traced answers.csv --traces traces.csv --plan plan.toml --to x",
        "change answers.csv second.csv --to change",
        "change answers.csv traces.csv --to x",
    ] {
        told += &desk.told(&arguments.split(' ').collect::<Vec<_>>());
    }
    insta::assert_snapshot!("beside", told);
    insta::assert_snapshot!("traced", desk.text("traced/traced.md"));
    insta::assert_snapshot!("change", desk.text("change/change.md"));
    assert!(!desk.0.path().join("x").exists(), "nothing is left behind");
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let desk = Desk::new();
    for to in ["first", "second"] {
        let done = desk.run(&["traced", "answers.csv", "--traces", "traces.csv", "--to", to]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
    for ending in ["html", "xlsx", "csv", "json", "md"] {
        let bytes =
            |folder: &str| std::fs::read(desk.0.path().join(format!("{folder}/traced.{ending}"))).unwrap();
        assert!(bytes("first") == bytes("second"), "{ending}");
    }
}
