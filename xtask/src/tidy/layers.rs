//! Which crate may know which: arrows point down only.

use std::collections::BTreeSet;
use std::path::Path;

/// Each crate with the crates of ours that it may know. `ARCHITECTURE.md` says why; a new arrow is a decision, so it is
/// made here and there.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("event", &[]),
    ("archive", &[]),
    ("data", &[]),
    ("sources", &["event", "archive", "data"]),
    ("lexicon", &["event", "data"]),
    ("synth", &["event", "data"]),
    ("survey", &[]),
    ("measure", &["event", "data", "lexicon", "survey"]),
    ("report", &["event", "lexicon", "measure"]),
    ("host", &["event", "archive", "data"]),
    ("person", &["event", "archive", "data", "sources", "lexicon", "measure", "report"]),
    ("parasocial", &["event", "archive", "data", "sources", "lexicon", "synth", "report", "host", "person"]),
];

pub fn broken(root: &Path) -> Vec<String> {
    let mut broken = Vec::new();
    let mut crates = BTreeSet::new();
    for (name, allowed) in MAY_KNOW {
        crates.insert((*name).to_owned());
        let known = ours(root, name);
        for arrow in known.iter().filter(|arrow| !allowed.contains(&arrow.as_str())) {
            broken.push(format!(
                "- crates/{name} depends on {arrow}, and the layers do not allow it: data flows one way, so move what is shared down, or change ARCHITECTURE.md and xtask/src/tidy/layers.rs together"
            ));
        }
    }
    for entry in std::fs::read_dir(root.join("crates")).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !crates.contains(&name) {
            broken.push(format!("- crates/{name} stands in no layer: add it to xtask/src/tidy/layers.rs"));
        }
    }
    broken
}

/// The crates of ours among the ordinary dependencies of one.
fn ours(root: &Path, name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root.join(format!("crates/{name}/Cargo.toml"))).unwrap_or_default();
    let manifest: toml::Table = text.parse().unwrap_or_default();
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
    let names = dependencies.into_iter().flat_map(toml::Table::keys);
    names.filter(|name| MAY_KNOW.iter().any(|(ours, _)| ours == name)).cloned().collect()
}
