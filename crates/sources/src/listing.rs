//! The members of an export's archives, by names that can be compared.

use unicode_normalization::UnicodeNormalization;

use archive::Archive;

use crate::section::{Section, Unit};

/// The members of one or several archives that make up one export.
pub struct Listing<'a> {
    archives: Vec<(u16, &'a Archive)>,
    names: Vec<Name>,
}

/// A member's name in comparable letters, cut into its parts, the last first.
struct Name {
    archive: u16,
    member: u32,
    parts: Vec<String>,
    folder: Option<String>,
}

/// How many bytes of a member are looked at to recognise it.
const HEAD: usize = 4096;

impl<'a> Listing<'a> {
    /// Lists the members of archives. The number beside each is what [`event::Origin`] will call it.
    pub fn new(archives: Vec<(u16, &'a Archive)>) -> Self {
        let mut names = Vec::new();
        for (number, archive) in &archives {
            for (index, member) in archive.members().iter().enumerate() {
                let parts: Vec<String> = comparable(&member.name).rsplit('/').map(str::to_owned).collect();
                let folder = member.name.rsplit('/').nth(1).map(str::to_owned);
                names.push(Name { archive: *number, member: index as u32, parts, folder });
            }
        }
        Self { archives, names }
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The archives, each with its number.
    pub fn archives(&self) -> &[(u16, &'a Archive)] {
        &self.archives
    }

    /// Whether some member's path ends like that pattern.
    pub fn has(&self, pattern: &str) -> bool {
        let pattern = Pattern::new(pattern);
        self.names.iter().any(|name| pattern.fits(&name.parts))
    }

    /// The first bytes of the first member whose path ends like that pattern.
    pub fn head_of(&self, pattern: &str) -> Option<Vec<u8>> {
        let pattern = Pattern::new(pattern);
        self.names.iter().find(|name| pattern.fits(&name.parts)).map(|name| self.head(name))
    }

    /// Which member belongs to which section: by name, then, for names that say too little, by the first bytes.
    /// In the order of the archives and of the members in them.
    pub fn units(&self, sections: &'static [Section]) -> Vec<Unit> {
        let patterns: Vec<Vec<Pattern>> = sections
            .iter()
            .map(|section| section.files.iter().map(|file| Pattern::new(file)).collect())
            .collect();
        let mut units = Vec::new();
        for name in &self.names {
            if let Some(section) = self.section_of(name, sections, &patterns) {
                let (archive, member, folder) = (name.archive, name.member, name.folder.clone());
                units.push(Unit { section, archive, member, folder });
            }
        }
        units
    }

    fn section_of(&self, name: &Name, sections: &[Section], patterns: &[Vec<Pattern>]) -> Option<usize> {
        let fits = |index: usize| {
            let below = name.parts.get(1).map(String::as_str).unwrap_or_default();
            !sections[index].not_below.contains(&below)
                && patterns[index].iter().any(|pattern| pattern.fits(&name.parts))
        };
        let named: Vec<usize> = (0..sections.len()).filter(|&index| fits(index)).collect();
        if let Some(&sure) = named.iter().find(|&&index| !sections[index].common_name) {
            return Some(sure);
        }
        let readable =
            name.parts.first().is_some_and(|last| last.ends_with(".json") || last.ends_with(".js"));
        if !readable {
            return None;
        }
        let head = self.head(name);
        // A section of that name is asked first, then every other: somebody may have renamed the file.
        named.into_iter().chain(0..sections.len()).find(|&index| sections[index].shows(&head))
    }

    fn head(&self, name: &Name) -> Vec<u8> {
        let archive = self.archives.iter().find(|(number, _)| *number == name.archive);
        archive.map(|(_, archive)| archive.head(name.member as usize, HEAD)).unwrap_or_default()
    }
}

/// A name in letters that can be compared: NFC, lower case, no-break spaces as spaces, apostrophes as `_`. Exports of
/// different years write the same name differently.
fn comparable(name: &str) -> String {
    name.nfc()
        .map(|letter| match letter {
            '\u{a0}' => ' ',
            '\'' | '\u{2019}' | '\u{2018}' => '_',
            '\\' => '/',
            letter => letter,
        })
        .collect::<String>()
        .to_lowercase()
}

/// A declared pattern, cut into its parts, the last first.
struct Pattern {
    parts: Vec<String>,
}

impl Pattern {
    fn new(pattern: &str) -> Self {
        Self { parts: comparable(pattern).rsplit('/').map(str::to_owned).collect() }
    }

    fn fits(&self, name: &[String]) -> bool {
        match self.parts.split_first() {
            Some((last, folders)) if last == "**" => {
                (1..name.len()).any(|from| ends_like(folders, &name[from..]))
            }
            _ => ends_like(&self.parts, name),
        }
    }
}

fn ends_like(pattern: &[String], name: &[String]) -> bool {
    pattern.len() <= name.len() && pattern.iter().zip(name).all(|(pattern, part)| part_fits(pattern, part))
}

fn part_fits(pattern: &str, part: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == part,
        Some(("", "")) => true,
        Some((before, after)) => part
            .strip_prefix(before)
            .and_then(|rest| rest.strip_suffix(after))
            .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_from_the_end() {
        let fits = |pattern: &str, name: &str| {
            let parts: Vec<String> = comparable(name).rsplit('/').map(str::to_owned).collect();
            Pattern::new(pattern).fits(&parts)
        };
        assert!(fits("likes/liked_posts.json", "Wrapper/your_instagram_activity/likes/liked_posts.json"));
        assert!(!fits("likes/liked_posts.json", "dislikes/liked_posts.json"));
        assert!(fits("messages/inbox/*/message_*.json", "messages/inbox/someone_123/message_12.json"));
        assert!(!fits("message_*.json", "message_x.json"));
        assert!(!fits("message_*.json", "message_.json"));
        assert!(fits("who_you've_followed.json", "connections/who_you_ve_followed.json"));
        assert!(fits("who_you've_followed.json", "who_you’ve_followed.json"));
        assert!(fits("media/posts/**", "x/media/posts/202401/a.jpg"));
        assert!(!fits("media/posts/**", "media/stories/202401/a.jpg"));
    }
}
