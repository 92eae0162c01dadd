//! The pages of `docs/platforms`: what is read of each platform and what can be seen there, from the tables that the
//! readers work by.

mod matrix;
mod page;
mod table;

use std::path::Path;

use event::{Channel, Kind, Reverse};
use sources::{SOURCES, Source};

/// Every page: its path from the root of the project, and its text.
pub fn pages() -> Vec<(String, String)> {
    let of = |source: &&'static Source| (format!("docs/platforms/{}.md", source.platform), page::of(source));
    let mut pages: Vec<(String, String)> = SOURCES.iter().map(of).collect();
    pages.push(("docs/platforms/README.md".into(), matrix::page()));
    pages
}

/// Writes every page.
///
/// # Errors
/// When a file cannot be written.
pub fn write(root: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(root.join("docs/platforms"))?;
    pages().into_iter().try_for_each(|(path, text)| std::fs::write(root.join(path), text))
}

/// Pages that are not what the code says, and pages of platforms that are not read.
pub fn stale(root: &Path) -> Vec<String> {
    let pages = pages();
    let differs = |(path, text): &&(String, String)| {
        std::fs::read_to_string(root.join(path)).map_or(true, |there| there != *text)
    };
    let mut stale: Vec<String> = pages.iter().filter(differs).map(|(path, _)| path.clone()).collect();
    for entry in std::fs::read_dir(root.join("docs/platforms")).into_iter().flatten().flatten() {
        let path = format!("docs/platforms/{}", entry.file_name().to_string_lossy());
        if !pages.iter().any(|(page, _)| *page == path) {
            stale.push(path);
        }
    }
    stale
}

/// What stands above every page.
fn header(from: &str) -> String {
    format!("<!-- Written by `cargo xtask docs` from {from}: change it there, not here. -->\n\n")
}

/// The channels of a source, each once, in the order of its files.
fn channels(source: &'static Source) -> Vec<&'static Channel> {
    let mut channels: Vec<&'static Channel> = Vec::new();
    for section in source.sections {
        let in_parts = section.parts.iter().flat_map(|part| part.channels);
        for channel in in_parts.chain(section.channels) {
            if !channels.contains(channel) {
                channels.push(channel);
            }
        }
    }
    channels
}

/// Whether an answer would be in the export, in words.
const fn answer(reverse: Reverse) -> &'static str {
    match reverse {
        Reverse::Full => "yes: both directions are there",
        Reverse::State => "as it stands: returned or not on the day of the export",
        Reverse::Partial => "sometimes: it can be seen to come, never to stay away",
        Reverse::None => "no: only what the owner does, or what is shown to them",
    }
}

/// A kind as people write it.
fn kind(kind: Kind) -> String {
    kind.as_str().replace('_', " ")
}

/// Names, each once. Some hold a comma.
fn listed<'a>(channels: impl Iterator<Item = &'a &'static Channel>) -> String {
    let mut names: Vec<&str> = Vec::new();
    for channel in channels {
        if !names.contains(&channel.name) {
            names.push(channel.name);
        }
    }
    names.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shared::root;

    #[test]
    fn the_pages_are_what_the_code_says() {
        if std::env::var_os("PARASOCIAL_GOLDEN").is_some() {
            write(root()).unwrap();
        }
        let stale = stale(root());
        assert!(
            stale.is_empty(),
            "not what the code says: {}; `cargo xtask docs` writes them",
            stale.join(", ")
        );
    }

    #[test]
    fn a_page_that_is_changed_by_hand_is_stale() {
        let folder = std::env::temp_dir().join(format!("parasocial-docs-{}", std::process::id()));
        write(&folder).unwrap();
        assert_eq!(stale(&folder), Vec::<String>::new());
        std::fs::write(folder.join("docs/platforms/x.md"), "# X\n").unwrap();
        std::fs::write(folder.join("docs/platforms/myspace.md"), "").unwrap();
        std::fs::remove_file(folder.join("docs/platforms/README.md")).unwrap();
        let found = stale(&folder);
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(found, ["docs/platforms/x.md", "docs/platforms/README.md", "docs/platforms/myspace.md"]);
    }

    #[test]
    fn every_file_and_every_channel_stands_on_its_page() {
        for source in SOURCES {
            let page = page::of(source);
            let patterns = source.sections.iter().flat_map(|section| section.files.iter());
            let unread = source.unread.iter().map(|(pattern, _)| pattern);
            for pattern in patterns.chain(unread) {
                assert!(page.contains(&format!("`{pattern}`")), "{pattern} of {}", source.platform);
            }
            for channel in channels(source) {
                assert!(page.contains(channel.name), "{} of {}", channel.name, source.platform);
            }
        }
    }
}
