//! Every platform that is read, in alphabetical order. Adding one takes a folder and a line here.

use crate::source::Source;

/// The sources.
pub static SOURCES: &[&Source] = &[
    &crate::facebook::SOURCE,
    &crate::instagram::SOURCE,
    &crate::threads::SOURCE,
    &crate::tiktok::SOURCE,
    &crate::x::SOURCE,
    &crate::youtube::SOURCE,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::section::Body;

    #[test]
    fn the_table_is_in_order_and_nothing_in_it_is_doubled() {
        assert!(SOURCES.is_sorted_by_key(|source| source.platform.as_str()));
        for source in SOURCES {
            let mut patterns = BTreeSet::new();
            for section in source.sections {
                assert!(!section.files.is_empty() && !section.yields.is_empty(), "{}", section.id());
                for pattern in section.files {
                    assert!(patterns.insert(*pattern), "{pattern} stands twice in {}", source.platform);
                }
                let in_parts = section.parts.iter().flat_map(|part| part.channels);
                for channel in section.channels.iter().chain(in_parts) {
                    assert_eq!(channel.platform, source.platform, "{}", section.id());
                }
                if let Body::Json { frames, .. } = &section.body
                    && !section.parts.is_empty()
                {
                    assert_eq!(section.parts.len(), frames.paths.len(), "{}", section.id());
                }
                for (name, why) in section.unread_parts {
                    assert!(!why.is_empty() && section.parts.iter().all(|part| part.name != *name), "{name}");
                }
                for other in section.unless {
                    let known = source.sections.iter().any(|section| section.id() == *other);
                    assert!(known, "{} names {other}, which is no section", section.id());
                }
            }
        }
    }

    /// A folder without a line in the table would never be read.
    #[test]
    #[allow(clippy::disallowed_methods)] // tests may look at the sources
    fn every_folder_is_in_the_table() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let listed: BTreeSet<String> =
            SOURCES.iter().map(|source| source.platform.as_str().to_owned()).collect();
        let folders: BTreeSet<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.path().is_dir() && entry.file_name() != "common")
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        assert_eq!(listed, folders);
    }
}
