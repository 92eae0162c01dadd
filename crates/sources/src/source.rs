//! A source: what a platform's exports look like, as a table.

use event::Platform;

use crate::context::Context;
use crate::listing::Listing;
use crate::section::{Section, Unit};

/// One platform.
pub struct Source {
    pub platform: Platform,
    /// How a person gets the export: the platform's own menu path, and what to choose.
    pub how_to_get: &'static str,
    pub sections: &'static [Section],
    /// Files that are known and not read, each with the reason.
    pub unread: &'static [(&'static str, &'static str)],
    /// What its exports have looked like, the newest first; for a person to read.
    pub variants: &'static [&'static str],
    /// Names the variant of an export that is known to be this platform's: one of these.
    pub variant: fn(&Listing<'_>) -> &'static str,
    /// Members that mark an export of this platform in a form that is not read, and what is missing then.
    pub wrong_forms: &'static [(&'static str, Missing)],
    /// What other platforms write into exports that look like this one's.
    pub foreign: Foreign,
    /// Takes what the platform's name for the export says: whose it is, of which day.
    pub told_by_name: fn(&str, &mut Context),
    /// A source that this one borrows the owner from, where its own export does not tell (Threads inside Instagram).
    pub owner_from: Option<Platform>,
}

/// How exports of another platform are told, though files in them have the same names. Facebook writes what Instagram
/// writes.
pub struct Foreign {
    /// The folder around the other's export, and its archive, begin so.
    pub wrappers: &'static [&'static str],
    /// Folders that only the other has. What lies beside them is the other's too.
    pub folders: &'static [&'static str],
    /// Files that only the other has. What lies beside their folder is the other's too.
    pub files: &'static [&'static str],
    /// Where only this platform's files lie, whatever they lie beside.
    pub own: &'static [&'static str],
}

impl Foreign {
    /// No other platform's export looks like it.
    pub const NONE: Self = Self { wrappers: &[], folders: &[], files: &[], own: &[] };

    /// Whether no other platform's export looks like it.
    pub const fn is_none(&self) -> bool {
        self.wrappers.is_empty() && self.folders.is_empty() && self.files.is_empty()
    }
}

/// Whether an export is a platform's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recognition {
    No,
    /// It is, but something is missing without which it cannot be read.
    Maybe(Missing),
    /// It is, in that variant.
    Yes(&'static str),
}

/// What an export lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// It was made as HTML; the JSON form is needed.
    JsonForm,
    /// It was made as text files; the JSON form is needed.
    JsonFormOfText,
    /// It is of a kind that was given up years ago, which is not read.
    NewerForm,
}

/// What to read, in which order, and what is not there.
#[derive(Debug, Default)]
pub struct Plan {
    /// Members that give context. Read first.
    pub context: Vec<Unit>,
    /// Members to read, those that gave context among them.
    pub units: Vec<Unit>,
    /// Sections that the export does not hold.
    pub missing: Vec<usize>,
    /// Members that are known and not read.
    pub unread: u64,
    /// Members that are not known.
    pub unknown: u64,
}

/// Finds out whether the archives are an export of that platform. Looks at names and at no more than 4 KB of a member.
pub fn recognise(source: &Source, listing: &Listing<'_>) -> Recognition {
    let units = listing.units(source);
    let tells = |unit: &Unit| {
        let section = &source.sections[unit.section];
        section.telling || section.has_marks() && section.shows(&listing.head_of_unit(unit))
    };
    if units.iter().any(tells) {
        let variant = (source.variant)(listing);
        debug_assert!(source.variants.contains(&variant), "{variant} is in no table");
        return Recognition::Yes(variant);
    }
    let wrong = source.wrong_forms.iter().find(|(pattern, _)| listing.has(pattern));
    wrong.map_or(Recognition::No, |(_, missing)| Recognition::Maybe(*missing))
}

/// Says which members to read.
pub fn plan(source: &Source, listing: &Listing<'_>) -> Plan {
    let mut units = listing.units(source);
    let held = |pattern: &str| units.iter().any(|unit| source.sections[unit.section].id() == pattern);
    let repeated: Vec<bool> =
        source.sections.iter().map(|section| section.unless.iter().any(|other| held(other))).collect();
    let known = units.len() as u64;
    units.retain(|unit| !repeated[unit.section]);
    let replaced = |index: usize| {
        let stands_in = |unit: &Unit| {
            let section = &source.sections[unit.section];
            section.in_their_place && section.unless.contains(&source.sections[index].id())
        };
        units.iter().any(stands_in)
    };
    let missing = (0..source.sections.len())
        .filter(|&index| !repeated[index] && !units.iter().any(|unit| unit.section == index))
        .filter(|&index| !replaced(index))
        .collect();
    let context =
        units.iter().filter(|unit| source.sections[unit.section].context.is_some()).cloned().collect();
    let unread = source.unread.iter().filter(|(pattern, _)| listing.has(pattern)).count() as u64;
    let unknown = (listing.len() as u64).saturating_sub(known + unread);
    Plan { context, units, missing, unread, unknown }
}

/// Takes what the name of the archive says, where the export itself does not say it.
pub fn told_by_name(source: &Source, listing: &Listing<'_>, context: &mut Context) {
    for (_, archive) in listing.archives() {
        (source.told_by_name)(last_part_of(archive.label()), context);
    }
}

/// The last part of a path, whatever the system.
pub fn last_part_of(path: &str) -> &str {
    path.trim_end_matches(['/', '\\']).rsplit(['/', '\\']).next().unwrap_or(path)
}
