//! Which crate may know which: arrows point down only.

use std::path::Path;

/// One side of the project: a workspace of its own.
struct Side {
    /// Where its crates lie, from the root.
    folder: &'static str,
    may_know: &'static [(&'static str, &'static [&'static str])],
}

/// Each crate with the crates of ours that it may know. `ARCHITECTURE.md` says why; a new arrow is a decision, so it is
/// made here and there. The person's side never knows the researcher's.
const SIDES: [Side; 2] = [
    Side {
        folder: "crates",
        may_know: &[
            ("event", &[]),
            ("archive", &[]),
            ("data", &[]),
            ("sources", &["event", "archive", "data"]),
            ("lexicon", &["event", "data"]),
            ("synth", &["event", "data"]),
            ("survey", &[]),
            ("questionnaire", &["data"]),
            ("reference", &[]),
            ("measure", &["event", "data", "lexicon", "survey"]),
            ("report", &["event", "lexicon", "measure", "reference"]),
            ("donation", &["event", "lexicon", "measure"]),
            ("host", &["event", "archive", "data"]),
            (
                "person",
                &[
                    "event",
                    "archive",
                    "data",
                    "sources",
                    "lexicon",
                    "questionnaire",
                    "reference",
                    "measure",
                    "report",
                    "donation",
                ],
            ),
            (
                "parasocial",
                &[
                    "event",
                    "archive",
                    "data",
                    "sources",
                    "lexicon",
                    "synth",
                    "questionnaire",
                    "reference",
                    "report",
                    "donation",
                    "host",
                    "person",
                ],
            ),
        ],
    },
    Side {
        folder: "study/crates",
        may_know: &[
            ("microdata", &[]),
            ("engine", &["survey", "microdata"]),
            ("formats", &["archive", "questionnaire", "microdata"]),
            ("weighting", &["survey", "microdata"]),
            ("population", &["data", "questionnaire", "survey", "microdata", "weighting"]),
            ("donations", &["donation", "microdata"]),
            ("book", &[]),
            ("folder", &["data", "questionnaire", "book"]),
            ("tables", &["survey", "microdata", "engine", "book"]),
            ("traced", &["questionnaire", "survey", "microdata", "book"]),
            ("privacy", &["survey", "microdata", "book"]),
            ("publishing", &["survey", "reference", "donation", "microdata", "book"]),
            (
                "parasocial-study",
                &[
                    "data",
                    "survey",
                    "reference",
                    "questionnaire",
                    "donation",
                    "microdata",
                    "engine",
                    "formats",
                    "weighting",
                    "population",
                    "donations",
                    "book",
                    "folder",
                    "tables",
                    "traced",
                    "privacy",
                    "publishing",
                ],
            ),
        ],
    },
];

pub fn broken(root: &Path) -> Vec<String> {
    SIDES.iter().flat_map(|side| broken_side(root, side)).collect()
}

fn broken_side(root: &Path, side: &Side) -> Vec<String> {
    let folder = side.folder;
    let mut broken = Vec::new();
    for entry in std::fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some((_, allowed)) = side.may_know.iter().find(|(known, _)| *known == name) else {
            broken.push(format!("- {folder}/{name} stands in no layer: add it to xtask/src/tidy/layers.rs"));
            continue;
        };
        let known = ours(&root.join(folder).join(&name));
        for arrow in known.iter().filter(|arrow| !allowed.contains(&arrow.as_str())) {
            broken.push(format!(
                "- {folder}/{name} depends on {arrow}, and the layers do not allow it: data flows one way, so move what is shared down, or change ARCHITECTURE.md and xtask/src/tidy/layers.rs together"
            ));
        }
    }
    broken.sort();
    broken
}

/// The crates of ours among the ordinary dependencies of one.
fn ours(folder: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(folder.join("Cargo.toml")).unwrap_or_default();
    let manifest: toml::Table = text.parse().unwrap_or_default();
    let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
    let names = dependencies.into_iter().flat_map(toml::Table::keys);
    let is_ours =
        |name: &&String| SIDES.iter().any(|side| side.may_know.iter().any(|(ours, _)| ours == *name));
    names.filter(is_ours).cloned().collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_arrow_that_points_up_and_a_crate_without_a_layer_are_told() {
        let root = tempfile::tempdir().unwrap();
        let write = |name: &str, manifest: &str| {
            let folder = root.path().join(name);
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        };
        write("crates/survey", "[dependencies]\nengine = {}\nserde = {}");
        write("study/crates/engine", "[dependencies]\nsurvey = {}");
        write("study/crates/other", "");
        let broken = super::broken(root.path());
        assert_eq!(broken.len(), 2);
        assert!(broken[0].starts_with("- crates/survey depends on engine,"));
        assert!(broken[1].starts_with("- study/crates/other stands in no layer"));
    }
}
