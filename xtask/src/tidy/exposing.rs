//! Where a person's words may be opened.

use std::path::Path;

/// Files that may call `expose()`, with the reason. Everywhere else a value of an export stays in its `Private`.
const MAY_EXPOSE: &[(&str, &str)] = &[
    ("crates/event/src/jsonl.rs", "prints events for the person who asked"),
    ("crates/event/src/lib.rs", "its example"),
    ("crates/sources/src/", "turns records into events"),
    ("crates/lexicon/src/examples.rs", "runs the examples of rules, which are ours"),
    ("crates/lexicon/src/validate/coordinates.rs", "looks at a match"),
    ("crates/measure/src/accounts.rs", "tells accounts apart"),
    ("crates/measure/src/oversharing/", "looks at texts"),
    ("crates/measure/src/types/posting.rs", "tells whether there are words of one's own"),
    ("crates/person/src/check.rs", "hands the owner's names to the measures"),
    ("crates/person/src/editions.rs", "makes a number of each item"),
    ("crates/person/src/events.rs", "compares an account with the one that was asked for"),
    ("crates/person/src/group.rs", "tells whose an archive is"),
    ("crates/report/src/build/changes.rs", "tells findings apart by their values, shows them masked"),
    ("crates/report/src/build/oversharing.rs", "shows findings to the person, masked until unfolded"),
    ("lab/", "looks at invented people and labelled texts"),
];

pub fn broken(_root: &Path, files: &[(String, String)]) -> Vec<String> {
    let call = concat!(".ex", "pose()");
    let opens = |(name, text): &&(String, String)| {
        let code = text.split("#[cfg(test)]").next().unwrap_or(text);
        code.contains(call) && !name.contains("/tests/") && !name.ends_with("/tests.rs")
    };
    let allowed = |name: &str| MAY_EXPOSE.iter().any(|(prefix, _)| name.starts_with(prefix));
    let mut broken: Vec<String> = files
        .iter()
        .filter(opens)
        .filter(|(name, _)| !allowed(name))
        .map(|(name, _)| {
            format!("- {name} opens a `Private` value: do it in a file that is meant to, or add this one with its reason to xtask/src/tidy/exposing.rs")
        })
        .collect();
    let used = |prefix: &str| files.iter().filter(opens).any(|(name, _)| name.starts_with(prefix));
    broken.extend(MAY_EXPOSE.iter().filter(|(prefix, _)| !used(prefix)).map(|(prefix, _)| {
        format!("- {prefix} may open `Private` values and does not: take it off the list in xtask/src/tidy/exposing.rs")
    }));
    broken
}
