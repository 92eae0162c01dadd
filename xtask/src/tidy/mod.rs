//! House rules as tests. Each says what is wrong, why it is a rule, and what to do.

mod exposing;
mod layers;
mod network;
mod sizes;

use std::path::{Path, PathBuf};

/// Every rule that is broken, in words; empty if none is.
pub fn broken(root: &Path) -> Vec<String> {
    let files = rust_files(root);
    let mut broken = layers::broken(root);
    broken.extend(network::broken(root));
    broken.extend(exposing::broken(root, &files));
    broken.extend(sizes::broken(root, &files));
    broken
}

/// The sources of the project: path from the root, and text.
fn rust_files(root: &Path) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> =
        ["crates", "lab", "xtask", "study/crates"].map(|folder| root.join(folder)).into();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs")
                && let Ok(text) = std::fs::read_to_string(&path)
                && let Ok(name) = path.strip_prefix(root)
            {
                files.push((name.to_string_lossy().replace('\\', "/"), text));
            }
        }
    }
    files.sort();
    files
}

#[cfg(test)]
mod tests {
    #[test]
    fn no_house_rule_is_broken() {
        let broken = super::broken(crate::shared::root());
        assert!(broken.is_empty(), "\n{}", broken.join("\n"));
    }
}
