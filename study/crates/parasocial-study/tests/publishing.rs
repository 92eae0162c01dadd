//! `private`, `hubs` and `population-file` as their user runs them.

#![allow(clippy::unwrap_used)] // a test

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output};

const STUDY: &str = "\
title = \"Close ones\"
sample = \"opt-in\"
countries = [{ name = \"Indonesia\", code = \"ID\" }, { name = \"Spain\", code = \"ES\" }, { name = \"Peru\", code = \"PE\" }]
aggregates = [{ name = \"Spanish-speaking\", countries = [\"Spain\", \"Peru\"], weighting = \"equal\" }]
[privacy]
epsilon = 2.0
delta = 1e-6
weight_bound = 2.0
";
const PLAN: &str = "[[banner]]\nvariable = \"age_group\"\n[[table]]\nvariable = \"hours\"\ntop = 2\n";

const MAPPING: &str = "\
title = \"Close ones\"
synthetic = true
weight = \"weight\"
[design]
id = \"respondent\"
[variables.age_group]
label = \"Age\"
categories = [[\"18-34\", \"18 to 34\"], [\"35-54\", \"35 to 54\"], [\"55+\", \"55 and over\"]]
[variables.country]
categories = [[\"ID\", \"Indonesia\"], [\"ES\", \"Spain\"], [\"PE\", \"Peru\"]]
[variables.hours]
label = \"Hours a day\"
measure = \"ordinal\"
categories = [[1, \"under 1\"], [2, \"1 to 2\"], [3, \"2 to 4\"], [4, \"4 or more\"]]
";

struct Desk(tempfile::TempDir);

impl Desk {
    /// Answers of invented people, by a rule that anybody can follow.
    fn new() -> Self {
        let desk = Self(tempfile::tempdir().unwrap());
        let mut csv = String::from("respondent,country,age_group,weight,hours,traced_posts\n");
        for person in 0..3000_u32 {
            let mixed = person.wrapping_mul(2_654_435_761) >> 7;
            let country = ["ID", "ID", "ES", "PE"][(mixed % 4) as usize];
            let age = ["18-34", "35-54", "55+"][(mixed / 4 % 3) as usize];
            let posts = if person % 10 == 0 { format!("0.{:02}", mixed % 97) } else { String::new() };
            let weight = f64::from(mixed / 50 % 3 + 1) / 2.0;
            let _ = writeln!(csv, "p{person},{country},{age},{weight},{},{posts}", mixed / 12 % 4 + 1);
        }
        desk.write("answers.csv", &csv);
        desk.write("study.toml", STUDY);
        desk.write("private.toml", PLAN);
        desk.write("mapping.toml", MAPPING);
        let imported = desk.told("import answers.csv --mapping mapping.toml --to answers.parquet");
        assert!(imported.ends_with("ended with 0\n"), "{imported}");
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_parasocial-study"));
        command.current_dir(self.0.path()).args(arguments.split_whitespace());
        command
    }

    fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }

    fn told(&self, arguments: &str) -> String {
        let output = self.run(arguments);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        format!(
            "{}{}ended with {}\n",
            text(&output.stdout),
            text(&output.stderr),
            output.status.code().unwrap_or(-1)
        )
    }
}

const ASK: &str = "private answers.parquet --study . --plan private.toml --epsilon 1";

#[test]
fn a_dry_run_says_the_price_and_leaves_no_trace() {
    let desk = Desk::new();
    let before = std::fs::read_dir(desk.0.path()).unwrap().count();
    insta::assert_snapshot!(desk.told(&format!("{ASK} --dry-run")));
    assert_eq!(std::fs::read_dir(desk.0.path()).unwrap().count(), before);
}

#[test]
fn a_release_is_paid_once_and_served_again_and_the_budget_ends() {
    let desk = Desk::new();
    let mut told = desk.told(&format!("{ASK} --to first"));
    told.push_str(&desk.told(&format!("{ASK} --to again")));
    for name in ["private.html", "private.md", "private.csv", "private.json"] {
        assert_eq!(desk.read(&format!("first/{name}")), desk.read(&format!("again/{name}")));
    }
    // Other titles and nets are had for nothing.
    desk.write("private.toml", &PLAN.replace("top = 2", "title = \"Hours\"\nbottom = 1"));
    told.push_str(&desk.told(&format!("{ASK} --to other")));
    assert!(desk.read("other/private.md").contains("Bottom 1"));
    let ledger = desk.read("privacy-ledger.json");
    desk.write("private.toml", &PLAN.replace("age_group", "country"));
    told.push_str(
        &desk.told("private answers.parquet --study . --plan private.toml --epsilon 1.9 --to much"),
    );
    assert!(!desk.path("much").exists());
    assert_eq!(desk.read("privacy-ledger.json"), ledger);
    insta::assert_snapshot!(told);
    let page = desk.read("first/private.html");
    for words in
        ["Random noise was added", "Synthetic data", "default-src 'none'", "epsilon 1, delta 0.000001"]
    {
        assert!(page.contains(words), "{words}");
    }
}

#[test]
fn what_is_there_already_is_neither_written_over_nor_paid_for() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("out")).unwrap();
    desk.write("out/private.csv", "mine");
    let told = desk.told(&format!("{ASK} --to out"));
    assert!(told.contains("exists already") && told.ends_with("ended with 1\n"), "{told}");
    assert!(!desk.path("privacy-ledger.json").exists());
    assert_eq!(desk.read("out/private.csv"), "mine");
}

#[test]
fn two_commands_at_once_do_not_exceed_the_budget() {
    let desk = Desk::new();
    // Each alone fits, both together do not.
    let started: Vec<_> = ["age_group", "country"]
        .iter()
        .map(|variable| {
            desk.write(&format!("{variable}.toml"), &PLAN.replace("age_group", variable));
            let ask = format!(
                "private answers.parquet --study . --plan {variable}.toml --epsilon 1.6 --to {variable}"
            );
            desk.command(&ask).spawn().unwrap()
        })
        .collect();
    let done: Vec<bool> =
        started.into_iter().map(|child| child.wait_with_output().unwrap().status.success()).collect();
    assert_eq!(done.iter().filter(|done| **done).count(), 1);
    for (variable, done) in ["age_group", "country"].iter().zip(done) {
        assert_eq!(desk.path(variable).exists(), done);
    }
}

#[test]
fn what_cannot_be_used_is_named() {
    let desk = Desk::new();
    let mut told = String::new();
    for (study, plan) in [
        (STUDY.replace("[privacy]", "[private]"), PLAN.to_owned()),
        (STUDY[..STUDY.find("[privacy]").unwrap()].to_owned(), PLAN.to_owned()),
        (STUDY.replace("delta = 1e-6", "delta = 0.5"), PLAN.to_owned()),
        (STUDY.to_owned(), PLAN.replace("\"hours\"", "\"ours\"")),
        (STUDY.to_owned(), PLAN.replace("\"hours\"", "\"traced_posts\"")),
        (STUDY.to_owned(), PLAN.replace("top", "mean")),
    ] {
        desk.write("study.toml", &study);
        desk.write("private.toml", &plan);
        told.push_str(&desk.told(&format!("{ASK} --to out")));
    }
    assert!(!desk.path("out").exists() && !desk.path("privacy-ledger.json").exists());
    insta::assert_snapshot!(told);
}

#[test]
fn rows_without_an_id_are_people_and_that_is_said() {
    let desk = Desk::new();
    desk.write("mapping.toml", &MAPPING.replace("[design]\nid = \"respondent\"\n", ""));
    desk.told("import answers.csv --mapping mapping.toml --to answers.parquet --force");
    for more in ["--dry-run", "--to out"] {
        let told = desk.told(&format!("{ASK} {more}"));
        assert!(told.contains("the codebook names no id of respondents, so each row counts as one person"));
        assert!(told.ends_with("ended with 0\n"), "{told}");
    }
    assert!(!desk.told(&format!("{ASK} --to out --strict --force")).ends_with("ended with 0\n"));
}

#[test]
fn a_codebook_beside_answers_is_the_one_that_is_named() {
    let desk = Desk::new();
    let ask = "private answers.csv --study . --plan private.toml --epsilon 1";
    std::fs::rename(desk.path("answers.csv"), desk.path("raw.csv")).unwrap();
    assert!(desk.told("import raw.csv --mapping mapping.toml --to answers.csv").ends_with("ended with 0\n"));
    assert!(desk.told(&format!("{ask} --to first")).contains("spent epsilon 1"));
    let again = desk.told(&format!("{ask} --codebook answers.codebook.json --to again"));
    assert!(again.contains("served from the ledger"), "{again}");
}

fn bundle(desk: &Desk, file: &str, donor: u32, names: &[(&str, &str)]) {
    let mut bundle: serde_json::Value =
        serde_json::from_str(include_str!("../../../../crates/donation/testdata/small.json")).unwrap();
    bundle["donor"] = format!("{donor:032x}").into();
    bundle["withdrawal"] = format!("{donor:064x}").into();
    bundle["participant"] = format!("P-{donor}").into();
    bundle["consent"] = serde_json::json!([{ "step": "names", "given": true, "way": "option" }]);
    let named = |(name, grade): &(&str, &str)| serde_json::json!({ "platform": "instagram", "name": name, "grade": grade, "verdict": "one_sided", "parasocial": true });
    bundle["names"] = names.iter().map(named).collect();
    let bundle: donation::Bundle = serde_json::from_value(bundle).unwrap();
    desk.write(&format!("bundles/{file}.json"), &bundle.to_json().unwrap());
}

#[test]
fn hubs_are_named_by_twenty_donors_and_nobody_else_is() {
    let desk = Desk::new();
    std::fs::create_dir(desk.0.path().join("bundles")).unwrap();
    for donor in 0..25 {
        let mut names = vec![("Star.Of.Tests", "A"), ("broadcast", "C")];
        if donor < 19 {
            names.push(("canary-of-nineteen", "A"));
        }
        if donor < 20 {
            names.push(("canary-of-twenty-less-one", "A"));
        }
        bundle(&desk, &format!("d{donor}"), donor, &names);
    }
    // Who gave twice is one donor, and who withdrew is none.
    bundle(&desk, "again", 3, &[("canary-of-nineteen", "A")]);
    desk.write("withdrawn.toml", &format!("[[donor]]\non = \"2027-03-02\"\ncodes = [\"{:064x}\"]\n", 4));
    desk.write("bundles/broken.json", "{\"schema\": \"parasocial-donation/1\", \"canary\": 1}");
    let mut told = desk.told("hubs bundles --study . --today 2027-03-05 --to hubs.txt --least 3");
    told.push_str(&desk.read("hubs.txt"));
    std::fs::create_dir(desk.0.path().join("empty")).unwrap();
    told.push_str(&desk.told("hubs empty --to none.txt"));
    assert!(!told.contains("canary") && !told.contains("nineteen"));
    insta::assert_snapshot!(told);
}

#[test]
fn a_population_to_compare_with_holds_what_may_be_told() {
    let desk = Desk::new();
    desk.write("study.toml", &STUDY[..STUDY.find("[privacy]").unwrap()]);
    let told = desk.told("population-file answers.parquet --study study.toml --to reference.json");
    let written = desk.read("reference.json");
    let read = reference::Reference::read(written.as_bytes()).unwrap();
    let everybody = read.everybody().unwrap();
    assert_eq!(
        everybody.measures.iter().map(|measure| measure.id.as_str()).collect::<Vec<_>>(),
        ["hours", "traced_posts"]
    );
    assert!(read.groups.iter().any(|group| group.label() == "Spanish-speaking, 55+"));
    for measure in read.groups.iter().flat_map(|group| &group.measures) {
        assert!(measure.base.unweighted >= 30);
    }
    assert!(read.synthetic && read.sample == Some(reference::Sample::OptIn));
    insta::assert_snapshot!(told);
    // A part of the people would be in the shares alone.
    desk.write("part.toml", "where = [{ variable = \"country\", codes = [\"ID\"] }]\n");
    let told = desk.told("population-file answers.parquet --plan part.toml --to part.json");
    assert!(
        told.starts_with("error: `part.toml`: its `where` would make shares")
            && !desk.path("part.json").exists(),
        "{told}"
    );
}
