//! Nothing of an export reaches a message: a marker is planted in every value, key and member name of exports that are
//! broken in many ways, and looked for in every output that is not the report itself.

use donation::seal::Key;
use serde_json::{Map, Value};
use synth::{Member, Person, Request};

use crate::runs::Desk;

const MARK: &str = "canary7f3a";

/// A way of breaking the values of an export.
type Breaking = fn(&str) -> Value;

const WAYS: &[(&str, Breaking)] = &[
    ("text", |text| Value::String(format!("{MARK} {text}"))),
    ("only the mark", |_| Value::String(MARK.into())),
    ("list", |text| Value::Array(vec![Value::String(format!("{MARK}{text}"))])),
    ("object", |text| Value::Object(Map::from_iter([(MARK.to_owned(), Value::String(text.into()))]))),
    ("date", |_| Value::String(format!("2024-13-99T{MARK}"))),
];

fn plant(value: &mut Value, way: Breaking) {
    match value {
        Value::String(text) => *value = way(text),
        Value::Array(items) => items.iter_mut().for_each(|item| plant(item, way)),
        Value::Object(fields) => {
            fields.values_mut().for_each(|field| plant(field, way));
            fields.insert(format!("{MARK}_key"), Value::String(MARK.into()));
        }
        Value::Number(number) if number.as_u64().is_some_and(|number| number % 3 == 0) => {
            *value = Value::String(MARK.into());
        }
        _ => {}
    }
}

/// The member with the mark in it; JSON that no longer ends, for every fifth one.
fn marked(member: &Member, number: usize, way: Breaking) -> Member {
    // Folders of conversations are people's names.
    let name = member.name.replace("/inbox/", &format!("/inbox/{MARK}"));
    let text = String::from_utf8_lossy(&member.bytes);
    let (head, body) = match text.split_once(" = ") {
        Some((head, body)) if name.ends_with(".js") => (format!("{head} = "), body),
        _ => (String::new(), &*text),
    };
    let Ok(mut value) = serde_json::from_str::<Value>(body) else {
        return Member { name, bytes: member.bytes.clone() };
    };
    plant(&mut value, way);
    let mut bytes = format!("{head}{value}").into_bytes();
    if number % 5 == 4 {
        bytes.truncate(bytes.len() - bytes.len() / 7);
    }
    Member { name, bytes }
}

fn assert_clean(output: &std::process::Output, with_stdout: bool, what: &str) {
    let shown =
        if with_stdout { [&output.stdout[..], &output.stderr].concat() } else { output.stderr.clone() };
    let shown = String::from_utf8_lossy(&shown).to_lowercase();
    let at = shown.find(MARK).map(|at| shown[at.saturating_sub(200)..].chars().take(400).collect::<String>());
    assert!(at.is_none(), "{what}: {at:?}");
    assert_ne!(output.status.code(), Some(70), "{what}: a bug of ours\n{shown}");
}

/// Neither what is shown of a bundle, nor what the study opens, holds the mark. Whether there is one.
fn gives_a_clean_bundle(desk: &Desk, name: &str, key: &Key, what: &str) -> bool {
    let to = key.recipient();
    let mut output = desk
        .run(&format!("check {name} --force --bundle b --seal-to {to} --yes --participant P-1 --show-json"));
    // What stands before is the report's screen, which is about the person's own words.
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    let Some(at) = shown.find("what a study would get from you") else { return false };
    output.stdout = shown.as_bytes()[at..].to_vec();
    assert_clean(&output, true, what);
    let sealed = std::fs::read(desk.path().join("b.parasocial.age")).unwrap();
    let opened = String::from_utf8(key.open(&sealed).unwrap()).unwrap().to_lowercase();
    assert!(!opened.contains(MARK), "{what}: the mark is in the bundle");
    true
}

#[test]
fn no_value_key_or_name_of_an_export_reaches_a_message() {
    let (mut notes, mut bundles) = (0, 0);
    let key = Key::generate();
    for (number, (way, breaking)) in WAYS.iter().enumerate() {
        for seed in [number as u64, 20 + number as u64] {
            let person = Person::invent(&Request { weeks: 4, ..Request::from_seed(seed) }).unwrap();
            for (which, export) in person.exports().iter().enumerate() {
                let mut members: Vec<Member> = export
                    .members
                    .iter()
                    .enumerate()
                    .map(|(number, member)| marked(member, number, *breaking))
                    .collect();
                members.push(Member { name: format!("{MARK}/{MARK}.json"), bytes: b"{".to_vec() });
                let name = format!("export-{which}.zip");
                let mut zip = synth::to_zip(&members).unwrap();
                if number == 3 {
                    // Without its table of contents.
                    zip.truncate(zip.len() - 300);
                }
                let desk = Desk::new().with(&name, zip);
                let what = format!("{way}, seed {seed}, {name}");
                let check = desk.run(&format!("check {name}"));
                notes += String::from_utf8_lossy(&check.stderr).matches("warning:").count();
                assert_clean(&check, false, &what);
                bundles += usize::from(gives_a_clean_bundle(&desk, &name, &key, &what));
                assert_clean(&desk.run(&format!("events --all {name}")), false, &what);
                assert_clean(&desk.run(&format!("shape {name}")), true, &what);
                assert_clean(&desk.run(&format!("what {name}")), true, &what);
                assert_clean(&desk.run(&format!("what --json {name}")), true, &what);
            }
        }
    }
    assert!(bundles > 10, "hardly an export gives a bundle: {bundles}");
    assert!(notes > 100, "the exports are not broken enough to show anything: {notes} warnings");
}
