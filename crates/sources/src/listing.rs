//! The members of an export's archives, by names that can be compared.

use std::collections::BTreeSet;

use archive::Archive;
use unicode_normalization::UnicodeNormalization;

use crate::section::{Section, Unit};
use crate::source::{Source, last_part_of};

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

impl Name {
    /// The folders that it lies in, the innermost first.
    fn folders(&self) -> &[String] {
        self.parts.get(1..).unwrap_or_default()
    }

    fn lies_in(&self, root: &[String]) -> bool {
        self.folders().ends_with(root)
    }
}

/// What is known of a member.
enum Known {
    /// It belongs to that section.
    Yes(usize),
    /// It is called as files of that section are, and nothing more.
    Named(usize),
    No,
}

/// A file that was known by its signs.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Company<'n> {
    archive: u16,
    folders: &'n [String],
    section: usize,
}

impl Company<'_> {
    /// Whether it lies beside that file of another section.
    fn vouches_for(&self, name: &Name, section: usize) -> bool {
        (self.archive, self.folders) == (name.archive, name.folders()) && self.section != section
    }
}

/// The patterns of a source.
struct Names {
    sections: Vec<Vec<Pattern>>,
    /// Files that are known and not read are not read as something else either.
    unread: Vec<Pattern>,
}

impl Names {
    fn of(source: &Source) -> Self {
        let patterns = |files: &[&str]| files.iter().map(|file| Pattern::new(file)).collect();
        Self {
            sections: source.sections.iter().map(|section| patterns(section.files)).collect(),
            unread: source.unread.iter().map(|(file, _)| Pattern::new(file)).collect(),
        }
    }
}

/// By what a file was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KnownBy {
    /// It is called so, and its first bytes show it.
    NameAndBytes,
    /// Its first bytes show it; it is called otherwise.
    Bytes,
    /// It is called so; its first bytes show nothing, or were not looked at.
    Name,
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

    /// Which member belongs to which section: by name, then, for names that say too little, by the first bytes, by
    /// what else lies in the folder. In the order of the archives and of the members in them.
    pub fn units(&self, source: &Source) -> Vec<Unit> {
        let names = Names::of(source);
        let others = self.others(source);
        let own: Vec<Pattern> = source.foreign.own.iter().map(|pattern| Pattern::new(pattern)).collect();
        let known = |name: &Name| {
            let theirs = others.iter().any(|(archive, root)| *archive == name.archive && name.lies_in(root));
            if theirs && !own.iter().any(|pattern| pattern.fits(&name.parts)) {
                Known::No
            } else {
                self.section_of(name, source.sections, &names)
            }
        };
        let known: Vec<Known> = self.names.iter().map(known).collect();
        let company = self.company(source.sections, &known);
        let mut units = Vec::new();
        for (name, known) in self.names.iter().zip(&known) {
            let section = match known {
                Known::Yes(section) => *section,
                Known::Named(section) if company.iter().any(|beside| beside.vouches_for(name, *section)) => {
                    *section
                }
                _ => continue,
            };
            let (archive, member, folder) = (name.archive, name.member, name.folder.clone());
            units.push(Unit { section, archive, member, folder });
        }
        units
    }

    /// The files that were known by their signs: what lies beside them under such a name is of the same export.
    fn company(&self, sections: &[Section], known: &[Known]) -> BTreeSet<Company<'_>> {
        let shown = self.names.iter().zip(known).filter_map(|(name, known)| match known {
            Known::Yes(section) if !sections[*section].signs.is_empty() => {
                Some(Company { archive: name.archive, folders: name.folders(), section: *section })
            }
            _ => None,
        });
        shown.collect()
    }

    /// Where the exports of other platforms lie: archive and folder.
    fn others(&self, source: &Source) -> BTreeSet<(u16, &[String])> {
        let foreign = &source.foreign;
        let files: Vec<Pattern> = foreign.files.iter().map(|file| Pattern::new(file)).collect();
        let wraps = |name: &str| foreign.wrappers.iter().any(|wrapper| name.starts_with(wrapper));
        let archives = self.archives.iter();
        let called = archives.filter(|(_, archive)| wraps(&last_part_of(archive.label()).to_lowercase()));
        let called = called.map(|(number, _)| (*number, &[][..]));
        let held = self.names.iter().filter_map(|name| {
            let folders = name.folders();
            let wrapped = || folders.iter().position(|folder| wraps(folder));
            let beside = || folders.iter().position(|folder| foreign.folders.contains(&folder.as_str()));
            let marked = || files.iter().find(|file| file.fits(&name.parts)).map(|file| file.parts.len() - 1);
            let root = wrapped().or_else(|| beside().map(|at| at + 1)).or_else(marked)?;
            Some((name.archive, &folders[root..]))
        });
        called.chain(held).collect()
    }

    fn section_of(&self, name: &Name, sections: &[Section], names: &Names) -> Known {
        if names.unread.iter().any(|pattern| pattern.fits(&name.parts)) {
            return Known::No;
        }
        let fits = |index: usize| {
            let below = name.parts.get(1).map(String::as_str).unwrap_or_default();
            !sections[index].not_below.contains(&below)
                && name.parts.first().is_some_and(|last| sections[index].is_in_form(last))
                && names.sections[index].iter().any(|pattern| pattern.fits(&name.parts))
        };
        let named: Vec<usize> = (0..sections.len()).filter(|&index| fits(index)).collect();
        if let Some(&sure) = named.iter().find(|&&index| !sections[index].common_name) {
            return Known::Yes(sure);
        }
        let in_form = |section: &&Section| {
            section.is_text() && name.parts.first().is_some_and(|last| section.is_in_form(last))
        };
        if !sections.iter().any(|section| in_form(&section)) {
            return Known::No;
        }
        let head = self.head(name);
        // A section of that name is asked first, then every other: somebody may have renamed the file.
        let confirmed = named.iter().copied().find(|&index| sections[index].confirms(&head));
        let shown =
            || (0..sections.len()).find(|&index| in_form(&&sections[index]) && sections[index].shows(&head));
        match (confirmed.or_else(shown), named.first()) {
            (Some(section), _) => Known::Yes(section),
            (None, Some(section)) => Known::Named(*section),
            (None, None) => Known::No,
        }
    }

    /// By what a unit's member was known. Looks at the first bytes of text only: pictures tell no platform.
    pub fn known_by(&self, source: &Source, unit: &Unit) -> KnownBy {
        let section = &source.sections[unit.section];
        let Some(name) = self.name_of(unit) else { return KnownBy::Name };
        let called_so = section.files.iter().any(|file| Pattern::new(file).fits(&name.parts));
        match (called_so, section.is_text() && section.confirms(&self.head(name))) {
            (true, true) => KnownBy::NameAndBytes,
            (false, true) => KnownBy::Bytes,
            (_, false) => KnownBy::Name,
        }
    }

    /// Whether some text that a source reads is called as the first member is, wherever it lies: a file out of its folder
    /// has no more than its name.
    pub fn calls_so(&self, source: &Source) -> bool {
        self.namesakes(source).next().is_some()
    }

    /// The same, where nothing in its first bytes could tell one from the other.
    pub fn may_hold(&self, source: &Source) -> bool {
        let head = self.names.first().map(|name| self.head(name)).unwrap_or_default();
        self.namesakes(source).any(|section| !section.has_marks() || section.confirms(&head))
    }

    fn namesakes<'s>(&self, source: &'s Source) -> impl Iterator<Item = &'s Section> {
        let last = self.names.first().and_then(|name| name.parts.first());
        let called_so = move |section: &&Section| {
            let Some(last) = last.filter(|last| section.is_text() && section.is_in_form(last)) else {
                return false;
            };
            let mut patterns = section.files.iter().filter_map(|file| file.rsplit('/').next());
            patterns.any(|pattern| ends_like(&Pattern::new(pattern).parts, std::slice::from_ref(last)))
        };
        source.sections.iter().filter(called_so)
    }

    /// The first bytes of a unit's member.
    pub(crate) fn head_of_unit(&self, unit: &Unit) -> Vec<u8> {
        self.name_of(unit).map(|name| self.head(name)).unwrap_or_default()
    }

    /// Names stand in the order of the archives and of the members in them.
    fn name_of(&self, unit: &Unit) -> Option<&Name> {
        let mut before = 0;
        for (number, archive) in &self.archives {
            if *number == unit.archive {
                return self.names.get(before + unit.member as usize);
            }
            before += archive.members().len();
        }
        None
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
