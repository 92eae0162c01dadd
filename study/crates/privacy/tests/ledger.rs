//! The budget holds, whatever the order, however many at once, and whenever a process dies.

#![allow(clippy::unwrap_used, clippy::disallowed_methods)] // a test; it asks the environment who it is

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use microdata::{Category, Chunk, Column, Dictionary, Memory, Variable};
use privacy::{Budget, Counted, Ledger, Plan, PrivacyError, Question, Request, Settings};
use proptest::prelude::*;

const SETTINGS: Settings = Settings { epsilon: 1.0, delta: 1e-6, weight_bound: 1.0, cluster_effect: 1.0 };

fn dictionary() -> Dictionary {
    let coded = |name: &str| Variable {
        categories: vec![Category::new(0.0, "no"), Category::new(1.0, "yes")],
        ..Variable::number(name)
    };
    Dictionary { variables: vec![coded("q"), coded("r")], ..Dictionary::default() }
}

fn question(variable: &str) -> Question {
    Plan::from_toml(&format!("[[table]]\nvariable = '{variable}'\n"))
        .unwrap()
        .question(&dictionary())
        .unwrap()
}

fn counted(question: &Question) -> Counted {
    let column = || Column::Numbers(vec![0.0, 1.0, 1.0]);
    let mut rows = Memory::new(dictionary(), vec![Chunk { columns: vec![column(), column()] }]).unwrap();
    Counted::gather(&mut rows, question, &SETTINGS).unwrap()
}

/// Asks for a release; whether it was had, and for nothing.
fn ask(folder: &Path, variable: &str, epsilon: f64, answers: &str) -> Result<bool, PrivacyError> {
    let question = question(variable);
    let request = Request::new(&question, &SETTINGS, epsilon, answers)?;
    Ledger::new(folder, &SETTINGS).release(&request, &counted(&question)).map(|released| released.served)
}

/// What the ledger's own numbers say was spent, read by somebody else's eyes.
fn spent(folder: &Path) -> (u64, usize) {
    let Ok(text) = std::fs::read_to_string(folder.join("privacy-ledger.json")) else { return (0, 0) };
    let ledger: serde_json::Value = serde_json::from_str(&text).unwrap();
    let releases = ledger["releases"].as_array().unwrap();
    (releases.iter().map(|release| release["billionths_of_rho"].as_u64().unwrap()).sum(), releases.len())
}

fn allowed() -> u64 {
    Budget { epsilon: SETTINGS.epsilon, delta: SETTINGS.delta }.rho().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn no_order_of_releases_exceeds_the_budget(
        asked in prop::collection::vec((prop::sample::select(vec!["q", "r"]), 1_u32..12, 0_u8..3), 1..9)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut had = std::collections::BTreeSet::new();
        for (variable, tenths, answers) in asked {
            let before = spent(folder.path()).0;
            let cost = Budget { epsilon: f64::from(tenths) / 10.0, delta: SETTINGS.delta }.rho().unwrap();
            let key = (variable, tenths, answers);
            let served = ask(folder.path(), variable, f64::from(tenths) / 10.0, &answers.to_string());
            let after = spent(folder.path()).0;
            prop_assert!(after <= allowed());
            match served {
                Ok(served) => {
                    prop_assert_eq!(served, !had.insert(key));
                    prop_assert_eq!(after, if served { before } else { before + cost });
                }
                Err(PrivacyError::Exceeded { .. }) => {
                    prop_assert!(before + cost > allowed() && !had.contains(&key));
                    prop_assert_eq!(after, before);
                }
                Err(other) => return Err(TestCaseError::fail(other.to_string())),
            }
        }
    }
}

#[test]
fn what_was_released_is_the_same_when_it_is_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let question = question("q");
    let request = Request::new(&question, &SETTINGS, 0.5, "a").unwrap();
    let ledger = Ledger::new(folder.path(), &SETTINGS);
    let first = ledger.release(&request, &counted(&question)).unwrap();
    let again = ledger.release(&request, &counted(&question)).unwrap();
    assert_eq!((first.served, again.served), (false, true));
    assert_eq!(first.sums, again.sums);
    let (spent, left) = ledger.state().unwrap();
    assert!(spent <= 0.5 && spent > 0.499 && left < 1.0, "{spent} {left}");
}

#[test]
fn a_ledger_that_cannot_be_trusted_releases_nothing() {
    let folder = tempfile::tempdir().unwrap();
    ask(folder.path(), "q", 0.5, "a").unwrap();
    let path = folder.path().join("privacy-ledger.json");
    let whole = std::fs::read_to_string(&path).unwrap();
    for broken in [
        whole[..whole.len() / 2].to_owned(),
        String::new(),
        whole.replace("ledger/1", "ledger/2"),
        // More than epsilon and delta allow.
        whole.replace("\"budget_billionths_of_rho\": ", "\"budget_billionths_of_rho\": 9"),
    ] {
        std::fs::write(&path, &broken).unwrap();
        assert!(ask(folder.path(), "r", 0.1, "a").is_err());
        assert_eq!(std::fs::read_to_string(&path).unwrap(), broken);
    }
    std::fs::write(&path, &whole).unwrap();
    let raised = Settings { epsilon: 2.0, ..SETTINGS };
    let question = question("r");
    let request = Request::new(&question, &raised, 0.1, "a").unwrap();
    let refused = Ledger::new(folder.path(), &raised).release(&request, &counted(&question)).unwrap_err();
    assert!(refused.to_string().contains("a budget is stated once"), "{refused}");
}

/// A budget is kept as rho, and read back as the epsilon that was stated.
#[test]
fn a_ledger_that_we_wrote_is_always_read() {
    for (epsilon, delta) in [(0.01, 1e-9), (0.3, 1e-6), (1.0, 1e-4), (2.5, 1e-12), (7.3, 1e-5), (20.0, 9e-4)]
    {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { epsilon, delta, ..SETTINGS };
        let (question, ledger) = (question("q"), Ledger::new(folder.path(), &settings));
        for part in [0.1, 0.2] {
            let request = Request::new(&question, &settings, epsilon * part, "a").unwrap();
            ledger.release(&request, &counted(&question)).unwrap();
        }
        let (spent, left) = ledger.state().unwrap();
        assert!(spent > 0.0 && spent < epsilon && left > 0.0 && left < epsilon, "{epsilon} {delta}");
    }
}

/// What a child of these tests does: releases one after the other and says each, until the budget is spent.
#[test]
fn child() {
    let Ok(folder) = std::env::var("PRIVACY_TEST_FOLDER") else { return };
    let name = std::env::var("PRIVACY_TEST_NAME").unwrap();
    for number in 0..40 {
        match ask(Path::new(&folder), "q", 0.2, &format!("{name}{number}")) {
            Ok(_) => println!("released {name}{number}"),
            Err(PrivacyError::Exceeded { .. }) => break,
            Err(other) => panic!("{other}"),
        }
    }
}

fn start(folder: &Path, name: &str) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["child", "--exact", "--nocapture", "--test-threads=1"])
        .env("PRIVACY_TEST_FOLDER", folder)
        .env("PRIVACY_TEST_NAME", name)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// How many releases a child said before it ended.
fn said(child: &mut Child) -> usize {
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    lines.map_while(Result::ok).filter(|line| line.contains("released ")).count()
}

#[test]
fn processes_at_once_share_one_budget() {
    let folder = tempfile::tempdir().unwrap();
    let mut children: Vec<Child> = ["a", "b", "c"].map(|name| start(folder.path(), name)).into();
    let said: usize = children.iter_mut().map(said).sum();
    assert!(children.iter_mut().all(|child| child.wait().unwrap().success()));
    let (spent, releases) = spent(folder.path());
    let one = Budget { epsilon: 0.2, delta: SETTINGS.delta }.rho().unwrap();
    // Each of them is paid for once, and together they leave less than one more would cost.
    assert_eq!((releases as u64, said as u64), (allowed() / one, allowed() / one));
    assert!(spent <= allowed() && spent + one > allowed());
}

#[test]
fn a_killed_process_leaves_a_ledger_that_holds_all_that_it_handed_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut said = 0;
    for round in 0..12_u32 {
        let mut child = start(folder.path(), &format!("r{round}-"));
        // Killed after its first release, while it is at the next: somewhere between looking up, drawing, writing and saying.
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let first = lines.by_ref().find(|line| line.contains("released "));
        (0..round * 200_000).for_each(|step| {
            std::hint::black_box(step);
        });
        child.kill().unwrap();
        child.wait().unwrap();
        said += usize::from(first.is_some()) + lines.filter(|line| line.contains("released ")).count();
        // The file is whole, and holds at least what all of them said so far.
        let (spent, releases) = spent(folder.path());
        assert!(said <= releases && spent <= allowed(), "{said} {releases}");
    }
    // Whoever died holds no lock: the ledger goes on, and says no more than that the budget is spent.
    assert!(matches!(ask(folder.path(), "r", 0.2, "after"), Ok(_) | Err(PrivacyError::Exceeded { .. })));
}
