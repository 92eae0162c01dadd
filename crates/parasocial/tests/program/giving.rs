//! Giving numbers of an export to a study: what is shown, what is asked, what is in the file that the study opens.

use std::collections::BTreeSet;

use donation::seal::{Key, Recipient};
use donation::{Bundle, ConsentStep, Day, WithdrawalCode};
use serde_json::Value;

use crate::runs::{Desk, told};

/// A desk with the exports of an invented person, and a study's key.
struct Giving {
    desk: Desk,
    key: Key,
    zips: String,
}

impl Giving {
    fn new() -> Self {
        let desk = Desk::new();
        assert!(
            desk.run("synth --seed 11 --kind lurker --country GB --language en --weeks 30").status.success()
        );
        let mut zips: Vec<String> = std::fs::read_dir(desk.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.ends_with(".zip"))
            .collect();
        zips.sort();
        Self { desk, key: Key::generate(), zips: zips.join(" ") }
    }

    fn recipient(&self) -> Recipient {
        self.key.recipient()
    }

    /// The command, with what follows `check`.
    fn command(&self, more: &str) -> String {
        format!("check {} --force --bundle mine --seal-to {} {more}", self.zips, self.recipient())
    }

    /// The bundle that the study opens.
    fn opened(&self) -> Bundle {
        let sealed = std::fs::read(self.desk.path().join("mine.parasocial.age")).unwrap();
        Bundle::read(&self.key.open(&sealed).unwrap()).unwrap()
    }

    /// What was seen, without what differs from run to run.
    fn seen(&self, more: &str) -> String {
        let command = self.command(more);
        let output = self.desk.run(&command);
        let seen = format!(
            "$ parasocial {command}\nexit code {}\n--- standard output\n{}--- standard error\n{}",
            output.status.code().unwrap(),
            told(&output.stdout),
            told(&output.stderr)
        );
        self.steady(&seen)
    }

    fn steady(&self, text: &str) -> String {
        let mut steady = Vec::new();
        for line in text.replace(&self.recipient().to_string(), "age1[study]").lines() {
            let cut = [
                "a random number for you",
                "hash of your withdrawal code",
                "day it was made",
                "made by",
                "your withdrawal code:",
            ]
            .into_iter()
            .find(|title| line.trim_start().starts_with(title));
            match cut {
                Some(title) => steady.push(format!("  {title} [changes]")),
                None => steady.push(line.to_owned()),
            }
        }
        steady.join("\n")
    }
}

#[test]
fn everything_is_shown_and_then_written() {
    let giving = Giving::new();
    insta::assert_snapshot!(giving.seen("--participant P-0042 --yes"));
    let bundle = giving.opened();
    assert!(bundle.synthetic && bundle.rows().len() > 30);
    assert_eq!(bundle.participant.as_ref().unwrap().as_str(), "P-0042");
    assert!(
        bundle.agreed(ConsentStep::RowsShown)
            && bundle.agreed(ConsentStep::Donate)
            && !bundle.agreed(ConsentStep::Names)
    );
    assert!(bundle.names.is_empty());
}

/// Nobody is asked where nobody is: then nothing is written.
#[test]
fn without_a_yes_nothing_is_written() {
    let giving = Giving::new();
    let output = giving.desk.run(&giving.command(""));
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output.stderr).contains("was not written: nobody is at the terminal to say yes"));
    assert!(told(&output.stdout).contains("what a study would get from you"));
    assert!(!giving.desk.path().join("mine.parasocial.age").exists());
}

#[test]
fn a_row_that_is_left_out_is_not_in_the_file_that_the_study_opens() {
    let giving = Giving::new();
    assert!(giving.desk.run(&giving.command("--yes")).status.success());
    let whole = giving.opened();
    assert!(giving.desk.run(&giving.command("--yes --without time.all,closest,coverage.x")).status.success());
    let less = giving.opened();
    assert!(whole.time.is_some() && whole.closest.len() > 1);
    assert!(less.time.is_none() && less.closest.is_empty());
    let left: BTreeSet<String> = less.places().iter().map(ToString::to_string).collect();
    let gone: Vec<String> =
        whole.places().iter().map(ToString::to_string).filter(|id| !left.contains(id)).collect();
    assert!(
        gone.iter().all(|id| id == "time.all" || id.starts_with("closest.") || id.starts_with("coverage.x.")),
        "{gone:?}"
    );
    assert_eq!(less.rows_removed as usize, gone.len());
    let json = less.to_json().unwrap();
    assert!(!json.contains("\"closest\"") && !json.contains("\"time\""));
}

#[test]
fn the_withdrawal_code_is_shown_and_only_its_hash_is_given() {
    let giving = Giving::new();
    let output = giving.desk.run(&giving.command("--yes"));
    let shown = told(&output.stdout);
    let code = shown.lines().find_map(|line| line.strip_prefix("your withdrawal code: ")).unwrap();
    let bundle = giving.opened();
    assert_eq!(WithdrawalCode::from_text(code).unwrap().hash(), bundle.withdrawal);
    assert!(
        !bundle.to_json().unwrap().contains(&code.replace('-', ""))
            && !bundle.to_json().unwrap().contains(code)
    );
    let again = giving.desk.run(&giving.command("--yes"));
    assert!(!told(&again.stdout).contains(code), "two donations have one code");
}

#[test]
fn what_is_wrong_is_said_before_anything_is_read() {
    let giving = Giving::new();
    let key = giving.recipient();
    std::fs::write(
        giving.desk.path().join("study.toml"),
        "title = \"Social media and we\"\n[donation]\nwithdraw_until = \"soon\"\n",
    )
    .unwrap();
    std::fs::write(giving.desk.path().join("taken.parasocial.age"), "mine").unwrap();
    let commands = [
        "check x.zip --seal-to age1abc".to_owned(),
        "check x.zip --bundle mine".into(),
        "check x.zip --bundle mine --seal-to age1abc".into(),
        format!("check x.zip --bundle mine --seal-to {key} --participant ida@heron"),
        "check x.zip --bundle mine --study study.toml".into(),
        "check x.zip --bundle mine --study nothing.toml".into(),
        giving.command("--yes --without closest.99"),
        giving.command("--yes --json -"),
        format!("check x.zip --output new.html --bundle taken --seal-to {key}"),
    ];
    let seen: Vec<String> = commands
        .iter()
        .map(|command| {
            let output = giving.desk.run(command);
            format!(
                "$ parasocial {command}\nexit code {}\n{}",
                output.status.code().unwrap(),
                told(&output.stderr)
            )
        })
        .collect();
    insta::assert_snapshot!(giving.steady(&seen.join("\n")));
    assert!(!giving.desk.path().join("mine.parasocial.age").exists());
}

#[test]
fn a_studys_file_says_whom_it_is_for_and_until_when() {
    let giving = Giving::new();
    let study = format!(
        "title = \"Social media and we\"\n[donation]\nstudy = \"smw-2027\"\nrecipient = \"{}\"\nwithdraw_until = 2027-06-30\nkeep_until = 2032-12-31\n",
        giving.recipient()
    );
    std::fs::write(giving.desk.path().join("study.toml"), study).unwrap();
    let output =
        giving.desk.run(&format!("check {} --force --bundle mine --study study.toml --yes", giving.zips));
    let shown = told(&output.stdout);
    for line in [
        "for: Social media and we",
        "taking it back: with the code that you get at the end, until 2027-06-30; what you give is kept",
        "take your donation back until 2027-06-30",
    ] {
        assert!(shown.contains(line), "{line} is not in {shown}");
    }
    assert_eq!(giving.opened().study.unwrap().as_str(), "smw-2027");
}

/// Names of public figures with consent, and never another's.
#[test]
fn names_are_those_on_the_list_and_need_consent() {
    let giving = Giving::new();
    let report = giving.desk.run(&format!("check {} --force --json report.json", giving.zips));
    assert!(report.status.success());
    let report: Value =
        serde_json::from_slice(&std::fs::read(giving.desk.path().join("report.json")).unwrap()).unwrap();
    let mut names = Vec::new();
    accounts(&report, &mut names);
    assert!(names.len() >= 5, "{names:?}");
    // Of some accounts the export itself says that they are pages: these are public figures already.
    let unknown: Vec<&String> = names.iter().filter(|(_, public)| !public).map(|(name, _)| name).collect();
    let (public, private) = unknown.split_at(2);
    let listed = public.iter().map(|name| name.as_str()).collect::<Vec<_>>().join("\n");
    std::fs::write(giving.desk.path().join("figures.txt"), listed).unwrap();
    assert!(giving.desk.run(&giving.command("--yes --public-figures figures.txt")).status.success());
    let without = giving.opened();
    assert!(without.names.is_empty() && without.public_figures.is_some());
    assert!(giving.desk.run(&giving.command("--yes --names --public-figures figures.txt")).status.success());
    let with = giving.opened();
    assert!(with.agreed(ConsentStep::Names));
    let given: BTreeSet<String> = with.names.iter().map(|one| one.name.as_str().to_lowercase()).collect();
    for name in public {
        assert!(
            given.contains(&name.trim_start_matches('@').to_lowercase()),
            "{name} is not given: {given:?}"
        );
    }
    assert!(private.len() >= 3);
    let json = with.to_json().unwrap().to_lowercase();
    for name in private {
        assert!(!json.contains(&name.trim_start_matches('@').to_lowercase()), "{name} is given");
    }
}

/// The names of the accounts in a report, and whether each is a public figure.
fn accounts(value: &Value, names: &mut Vec<(String, bool)>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| accounts(item, names)),
        Value::Object(fields) => {
            let text = |name: &str| fields.get(name).and_then(Value::as_str);
            let public = fields.get("public_figure").and_then(Value::as_bool);
            if let (Some(name), Some(public)) = (text("name"), public) {
                names.push((name.to_owned(), public));
            }
            fields.values().for_each(|field| accounts(field, names));
        }
        _ => {}
    }
}

/// Bundles of many invented people fit the published schema, and say nothing that is not 0 of what is unknown.
#[test]
fn any_bundle_that_is_built_fits_the_schema() {
    let schema: Value = serde_json::from_str(&donation::schema().unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let data = data::Data::builtin();
    let kit = person::Kit::load(&data).unwrap();
    for seed in 0..40 {
        let invented =
            synth::Person::invent(&synth::Request { weeks: 6, ..synth::Request::from_seed(seed) }).unwrap();
        let zips: Vec<Vec<u8>> =
            invented.exports().iter().map(|export| synth::to_zip(&export.members).unwrap()).collect();
        let archives: Vec<archive::Archive> = zips
            .into_iter()
            .map(|zip| {
                archive::Archive::open("export.zip", std::sync::Arc::new(zip), &archive::Limits::default())
                    .unwrap()
            })
            .collect();
        let figures = if seed % 2 == 0 { BTreeSet::new() } else { BTreeSet::from(["nobody".to_owned()]) };
        let options = person::Options { public_figures: figures, ..person::Options::default() };
        let journey = person::Journey::new(&kit, &options, event::Timestamp::UNIX_EPOCH, person::Alone);
        let about = donation::About {
            study: None,
            participant: None,
            donor: donation::DonorId::of([seed as u8; 16]),
            withdrawal: WithdrawalCode::new([seed as u8; 10]).hash(),
            names: seed % 3 == 0,
        };
        let (_, bundle) = journey.donate(&archives, Vec::new(), &mut (), about).document.unwrap();
        assert_eq!(bundle.check(), Ok(()), "seed {seed}");
        assert!(seed % 2 == 1 || bundle.contact.is_empty(), "seed {seed}: who is a public figure is unknown");
        let value: Value = serde_json::from_str(&bundle.to_json().unwrap()).unwrap();
        let errors: Vec<String> =
            validator.iter_errors(&value).map(|error| error.instance_path().to_string()).collect();
        assert!(errors.is_empty(), "seed {seed}: {errors:?}");
        assert_eq!(bundle.made, Day::from_text("1970-01-01").unwrap());
    }
}
