//! What a person's files are, without reading them: by names, and by at most 4 KB of each.
//!
//! It knows no more than the journey does: the same tables recognise, and what the journey refuses is refused here in the
//! same words. What is added is how sure that is, and what lies in an input that is no export.

mod kind;
mod parts;

use std::collections::BTreeSet;

use archive::{Archive, Form, MemberError};
use event::{Note, Platform};
use sources::{
    KnownBy, Listing, Plan, Recognition, SOURCES, Section, Source, Unit, other_platform, plan, recognise,
};

use crate::export::remarks;
use crate::refused::Refused;
pub use kind::{FileKind, Seen};
pub use parts::tell_missing_parts;

/// One input: an archive, a folder, a file.
pub struct Found {
    /// As the person named it.
    pub label: String,
    /// Nothing for what could not be opened.
    pub form: Option<Form>,
    pub what: What,
    /// About the input as a whole.
    pub notes: Vec<Note>,
}

/// What an input is.
pub enum What {
    /// An export, or a file of one; several, where a platform's lies inside another's.
    Exports(Vec<FoundExport>),
    /// Nothing in it tells a platform, but its files are called as those of exports of these: a part with pictures, say.
    PartOf(Vec<&'static Source>),
    /// A file of which nothing says that it is of an export, though exports of these hold files that are called so.
    File(FileKind, Vec<&'static Source>),
    /// Nothing that can be read, with the reason and what to do.
    Refused(Refused),
}

/// An export of one platform.
pub struct FoundExport {
    pub source: &'static Source,
    pub variant: &'static str,
    pub sure: Sure,
    /// The kinds of files in it, with how many there are.
    pub held: Vec<(&'static Section, u64)>,
    /// The kinds of files that are not in it, but for older years' and those that it holds in another form.
    pub missing: Vec<&'static Section>,
    /// Files that are known and not read.
    pub unread: u64,
    /// Files that are not known.
    pub unknown: u64,
}

/// How sure it is that an export is a platform's: by what its kinds of files were known. Of each kind, the first file was
/// looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sure {
    /// By their names, which their first bytes bear out.
    pub names_and_bytes: usize,
    /// By their first bytes; they are called otherwise.
    pub bytes: usize,
    /// By their names alone.
    pub names: usize,
    /// Platforms of which the same files could be too.
    pub or: Vec<&'static str>,
}

impl Found {
    /// An input that could not be opened.
    pub const fn unopened(label: String, refused: Refused) -> Self {
        Self { label, form: None, what: What::Refused(refused), notes: Vec::new() }
    }

    /// Whether a check could read something of it.
    pub const fn is_readable(&self) -> bool {
        matches!(self.what, What::Exports(_) | What::PartOf(_))
    }
}

/// Says what an archive is.
pub fn explain(archive: &Archive) -> Found {
    let listing = Listing::new(vec![(0, archive)]);
    let recognised = recognised(&listing);
    let what = if !recognised.is_empty() {
        What::Exports(recognised.iter().map(|one| one.explained(&listing, &recognised)).collect())
    } else {
        unrecognised(archive, &listing)
    };
    let notes = remarks(archive).into_iter().chain(refused_members(archive)).collect();
    Found { label: archive.label().to_owned(), form: Some(archive.form()), what, notes }
}

/// Whether what lies in a folder is better told apart than together: it is no export, or holds archives, or exports that
/// have nothing to do with each other. `given`: the person named this folder, and not one around it.
pub fn holds_several(folder: &Archive, given: bool) -> bool {
    let is_archive = |name: &str| {
        let name = name.to_ascii_lowercase();
        [".zip", ".tgz", ".tar.gz", ".tar"].iter().any(|end| name.ends_with(end))
    };
    let mut names = folder.members().iter().map(|member| member.name.as_str());
    if folder.form() != Form::Folder || folder.members().is_empty() {
        return false;
    }
    if names.clone().any(|name| !name.contains('/') && is_archive(name)) {
        return true;
    }
    let listing = Listing::new(vec![(0, folder)]);
    let recognised = recognised(&listing);
    if recognised.is_empty() {
        let known =
            !matches!(unrecognised(folder, &listing), What::Refused(ref refused) if refused.is_puzzling());
        return !known && (given || names.any(is_archive));
    }
    let entries: Vec<BTreeSet<&str>> = recognised.iter().map(|one| one.entries(folder)).collect();
    let apart = |one: usize, other: usize| {
        !recognised[one].belongs_to(&recognised[other]) && entries[one].is_disjoint(&entries[other])
    };
    (0..entries.len()).any(|one| (0..one).any(|other| apart(one, other)))
}

/// The first parts of the names of a folder's files, each once: what lies right in it.
pub fn entries(folder: &Archive) -> BTreeSet<&str> {
    folder.members().iter().map(|member| first_part(&member.name)).collect()
}

fn first_part(name: &str) -> &str {
    name.split('/').next().unwrap_or(name)
}

/// A platform whose files an archive holds.
struct Recognised {
    source: &'static Source,
    variant: &'static str,
    plan: Plan,
}

fn recognised(listing: &Listing<'_>) -> Vec<Recognised> {
    let one = |source: &&'static Source| match recognise(source, listing) {
        Recognition::Yes(variant) => Some(Recognised { source, variant, plan: plan(source, listing) }),
        _ => None,
    };
    SOURCES.iter().filter_map(one).collect()
}

impl Recognised {
    /// Whether one's export lies inside the other's.
    fn belongs_to(&self, other: &Self) -> bool {
        self.is_or_belongs_to(other.source)
    }

    fn is_or_belongs_to(&self, other: &Source) -> bool {
        self.source.platform == other.platform
            || self.source.owner_from == Some(other.platform)
            || other.owner_from == Some(self.source.platform)
    }

    /// The entries of a folder in which its files lie.
    fn entries<'a>(&self, folder: &'a Archive) -> BTreeSet<&'a str> {
        let members = self.plan.units.iter().filter_map(|unit| folder.members().get(unit.member as usize));
        members.map(|member| first_part(&member.name)).collect()
    }

    fn explained(&self, listing: &Listing<'_>, all: &[Self]) -> FoundExport {
        let sections = self.source.sections;
        let of = |index: usize| self.plan.units.iter().filter(move |unit| unit.section == index);
        let held: Vec<(&'static Section, u64)> = (0..sections.len())
            .map(|index| (&sections[index], of(index).count() as u64))
            .filter(|(_, files)| *files > 0)
            .collect();
        // What stands in brackets is an older year or another form, which nobody misses. One of several is enough.
        let is_other_form = |section: &Section| section.yields.contains(" (");
        let newest = |yields: &'static str| yields.split(" (").next().unwrap_or(yields);
        let there = |section: &Section| held.iter().any(|(held, _)| newest(held.yields) == section.yields);
        let missing = self.plan.missing.iter().map(|&index| &sections[index]);
        FoundExport {
            source: self.source,
            variant: self.variant,
            sure: self.sure(listing, all),
            missing: missing.filter(|section| !is_other_form(section) && !there(section)).collect(),
            held,
            unread: self.plan.unread,
            unknown: self.plan.unknown,
        }
    }

    fn sure(&self, listing: &Listing<'_>, all: &[Self]) -> Sure {
        let mut sure = Sure::default();
        let mut looked_at = BTreeSet::new();
        for unit in self.plan.units.iter().filter(|unit| looked_at.insert(unit.section)) {
            match listing.known_by(self.source, unit) {
                KnownBy::NameAndBytes => sure.names_and_bytes += 1,
                KnownBy::Bytes => sure.bytes += 1,
                KnownBy::Name => sure.names += 1,
            }
        }
        let place = |unit: &Unit| (unit.archive, unit.member);
        let mine: BTreeSet<(u16, u32)> = self.plan.units.iter().map(place).collect();
        let rivals = all.iter().filter(|other| !self.belongs_to(other));
        let same = rivals.filter(|other| other.plan.units.iter().any(|unit| mine.contains(&place(unit))));
        let same = same.map(|other| other.source.platform);
        // A file out of its folder may be of another platform than the one that it is read as.
        let is_loose = listing.archives().iter().all(|(_, archive)| archive.form() == Form::Loose);
        let others = SOURCES.iter().filter(|source| is_loose && !self.is_or_belongs_to(source));
        let namesakes = others.filter(|source| listing.may_hold(source)).map(|source| source.platform);
        sure.or = same.chain(namesakes).collect::<BTreeSet<_>>().into_iter().map(Platform::title).collect();
        sure
    }
}

/// What an archive is that no source recognises.
fn unrecognised(archive: &Archive, listing: &Listing<'_>) -> What {
    let refused = Refused::unrecognised(archive);
    if !refused.is_puzzling() || other_platform(listing).is_some() {
        return What::Refused(refused);
    }
    let claiming = SOURCES.iter().copied().filter(|source| !plan(source, listing).units.is_empty());
    let claiming: Vec<&'static Source> = claiming.collect();
    match archive.form() {
        _ if !claiming.is_empty() => What::PartOf(claiming),
        Form::Loose => {
            let called_so = SOURCES.iter().copied().filter(|source| listing.calls_so(source));
            What::File(FileKind::of(archive), called_so.collect())
        }
        _ => What::Refused(refused),
    }
}

/// Files that are there and will not be read, by the listing alone.
fn refused_members(archive: &Archive) -> Vec<Note> {
    let reasons: BTreeSet<MemberError> =
        archive.members().iter().filter_map(|member| member.refused).collect();
    let note = |reason: MemberError| {
        let count = archive.members().iter().filter(|member| member.refused == Some(reason)).count();
        Note::warning("what.refused", "files in it that cannot be read")
            .because(reason.to_string())
            .times(count as u64)
    };
    reasons.into_iter().map(note).collect()
}
