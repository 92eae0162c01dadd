//! Which archives make up which export, and reading them.

use std::collections::{BTreeMap, BTreeSet};

use archive::{Archive, Limits, Remark};
use event::{Note, Platform, Sink};
use sources::{
    Context, Listing, Plan, Recognition, SOURCES, Source, Unit, other_platform, plan, read_context,
    read_unit, recognise as recognise_one, told_by_name,
};

use crate::group::{Part, by_owner, editions, listing};
use crate::kit::{Kit, Options};
use crate::refused::Refused;

/// One person's export of one platform: one archive, or several that belong together.
pub struct Export<'a> {
    pub source: &'static Source,
    pub variant: &'static str,
    pub listing: Listing<'a>,
    pub context: Context,
    pub plan: Plan,
    /// Exports of the same account from earlier days, the newest of them first.
    pub older: Vec<Self>,
}

/// What the inputs are.
pub struct Recognised<'a> {
    pub exports: Vec<Export<'a>>,
    pub refused: Vec<Refused>,
    /// About archives as a whole.
    pub notes: Vec<Note>,
    pub synthetic: bool,
}

/// Finds out what the archives are, which of them belong together, and who their owner is.
pub fn recognise<'a>(archives: &'a [Archive], kit: &Kit, options: &Options) -> Recognised<'a> {
    let mut exports: Vec<Export<'a>> = Vec::new();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut refused: Vec<Refused> = Vec::new();
    let mut owners: Owners = BTreeMap::new();
    for source in SOURCES {
        let mut alone: BTreeMap<usize, Context> = BTreeMap::new();
        let part = |number: usize| {
            let listing = listing(archives, &[number]);
            matches!(recognise_one(source, &listing), Recognition::Yes(_)).then(|| {
                let plan = plan(source, &listing);
                let mut context = context(source, &plan, &listing, kit, options);
                alone.insert(number, context.clone());
                lend(source, &[number], &owners, &mut context);
                Part::new(number, &archives[number], source, &plan, context)
            })
        };
        let parts: Vec<Part> = (0..archives.len()).filter_map(part).collect();
        owners.extend(parts.iter().map(|part| ((source.platform, part.number), part.context.clone())));
        for group in by_owner(parts) {
            let mut opened = editions(group).into_iter().map(|numbers| {
                used.extend(&numbers);
                // Of one archive, what gives context is not read twice.
                let known = if let [number] = numbers[..] { alone.remove(&number) } else { None };
                open(source, archives, &numbers, known, kit, options)
            });
            let newest = opened.next();
            exports.extend(newest.map(|newest| Export { older: opened.collect(), ..newest }));
        }
    }
    join_parts(&mut exports, &mut used, archives, kit, options);
    lend_owners(&mut exports, &owners);
    let unknown = (0..archives.len()).filter(|number| !used.contains(number));
    refused.extend(unknown.map(|number| Refused::unknown(&archives[number])));
    // A platform inside another's export is in the same archive.
    let mut told = BTreeSet::new();
    refused.retain(|one| told.insert(one.label.clone()));
    let notes = archives.iter().flat_map(remarks).collect();
    let synthetic =
        exports.iter().flat_map(Export::editions).any(|export| export.listing.has("SYNTHETIC.txt"));
    Recognised { exports, refused, notes, synthetic }
}

fn context(
    source: &'static Source,
    plan: &Plan,
    listing: &Listing<'_>,
    kit: &Kit,
    options: &Options,
) -> Context {
    let mut context = Context::new(kit.labels.clone(), &options.owner_names);
    // In the order of the sections: what stands first in the table may make later members needless.
    let mut units: Vec<&Unit> = plan.context.iter().collect();
    units.sort_by_key(|unit| unit.section);
    for unit in units {
        if let Some(archive) = archive_of(listing, unit) {
            read_context(source, unit, archive, &Limits::default(), &mut context);
        }
    }
    told_by_name(source, listing, &mut context);
    context.settle();
    context
}

fn archive_of<'a>(listing: &Listing<'a>, unit: &Unit) -> Option<&'a Archive> {
    listing.archives().iter().find(|(number, _)| *number == unit.archive).map(|(_, archive)| *archive)
}

fn open<'a>(
    source: &'static Source,
    archives: &'a [Archive],
    numbers: &[usize],
    known: Option<Context>,
    kit: &Kit,
    options: &Options,
) -> Export<'a> {
    let listing = listing(archives, numbers);
    let mut plan = plan(source, &listing);
    read_once(&mut plan, &listing);
    let variant = match recognise_one(source, &listing) {
        Recognition::Yes(variant) => variant,
        _ => "",
    };
    let context = known.unwrap_or_else(|| context(source, &plan, &listing, kit, options));
    Export { source, variant, listing, context, plan, older: Vec::new() }
}

/// The same file in two archives of one export is read once.
fn read_once(plan: &mut Plan, listing: &Listing<'_>) {
    let mut seen: BTreeSet<(String, u64)> = BTreeSet::new();
    let mut first = |unit: &Unit| {
        let member =
            archive_of(listing, unit).and_then(|archive| archive.members().get(unit.member as usize));
        member.is_none_or(|member| seen.insert((member.name.clone(), member.size)))
    };
    plan.units.retain(|unit| first(unit));
}

/// An archive that tells no platform, but holds files that belong to an export that was found, is a part of it: the zip
/// with the pictures, say.
fn join_parts<'a>(
    exports: &mut [Export<'a>],
    used: &mut BTreeSet<usize>,
    archives: &'a [Archive],
    kit: &Kit,
    options: &Options,
) {
    for number in 0..archives.len() {
        if used.contains(&number) {
            continue;
        }
        let alone = listing(archives, &[number]);
        let together =
            exports.iter().flat_map(Export::editions).any(|export| made_together(export, &alone, kit));
        if together {
            used.insert(number);
        } else if other_platform(&alone).is_some() {
            continue;
        }
        // Files that two platforms name alike may be of either.
        let claims = |export: &Export<'_>| !plan(export.source, &alone).units.is_empty();
        let foreign = |export: &Export<'_>| !export.source.foreign.is_none();
        let claimed: BTreeSet<(Platform, bool)> = exports
            .iter()
            .filter(|export| claims(export))
            .map(|export| (export.source.owner_from.unwrap_or(export.platform()), foreign(export)))
            .collect();
        if claimed.iter().filter(|(_, foreign)| *foreign).count() > 1 {
            continue;
        }
        for export in exports.iter_mut() {
            if plan(export.source, &alone).units.is_empty() {
                continue;
            }
            let of_older = export.older.iter().position(|older| made_together(older, &alone, kit));
            let edition = match of_older {
                Some(at) => &mut export.older[at],
                None => export,
            };
            let mut numbers = edition.numbers();
            numbers.push(number);
            let older = std::mem::take(&mut edition.older);
            *edition = Export { older, ..open(edition.source, archives, &numbers, None, kit, options) };
            used.insert(number);
        }
    }
}

/// Whether an archive was made in the same moment as an export, by its name: a part of it, whatever it holds.
fn made_together(export: &Export<'_>, alone: &Listing<'_>, kit: &Kit) -> bool {
    let mut told = Context::new(kit.labels.clone(), &[]);
    told_by_name(export.source, alone, &mut told);
    told.exported.is_some() && told.exported == export.context.exported
}

/// Who each archive belongs to, on each platform.
type Owners = BTreeMap<(Platform, usize), Context>;

/// A platform inside another's export has the same owner where its own files do not say: the one whom the other's files
/// in one of these archives name, else the only one there is.
fn lend(source: &Source, numbers: &[usize], owners: &Owners, context: &mut Context) {
    let Some(from) = source.owner_from else { return };
    let here = numbers.iter().find_map(|&number| owners.get(&(from, number)));
    let mut all = owners.iter().filter(|((platform, _), _)| *platform == from);
    let only = || all.next().filter(|_| all.next().is_none()).map(|(_, owner)| owner);
    if let Some(lender) = here.or_else(only) {
        context.owner.handle = context.owner.handle.take().or_else(|| lender.owner.handle.clone());
        context.exported = context.exported.or(lender.exported);
    }
}

fn lend_owners(exports: &mut [Export<'_>], owners: &Owners) {
    for export in exports {
        lend_owners(&mut export.older, owners);
        lend(export.source, &export.numbers(), owners, &mut export.context);
    }
}

/// What has to be said of an archive as a whole.
pub fn remarks(archive: &Archive) -> Option<Note> {
    archive.remarks().iter().find_map(|remark| match remark {
        Remark::Salvaged { whole, broken, size } => {
            let cut = if *size == 1 << 31 {
                ", and is exactly 2 GiB, where many downloads are cut off"
            } else {
                ""
            };
            let note = Note::warning("archive.salvaged", format!("the archive ends in the middle{cut}"))
                .in_archive(archive.label())
                .because(format!(
                    "whole files: {whole}; broken ones: {broken}; how many are missing is not known"
                ))
                .hint("only a part of it can be read: download the export again");
            Some(note)
        }
        Remark::Unreadable { count } => Some(
            Note::warning("archive.unreadable", "a part of the folder may not be read")
                .in_archive(archive.label())
                .because(format!(
                    "folders or files that cannot be listed: {count}; what is in them is unknown"
                ))
                .hint("give yourself the right to read them, or unpack the zip again"),
        ),
        Remark::NestedArchives { .. } => None,
    })
}

impl Export<'_> {
    /// It and the exports of earlier days, the newest first.
    pub fn editions(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.older)
    }

    /// The archives it is made of, as positions among all.
    fn numbers(&self) -> Vec<usize> {
        self.listing.archives().iter().map(|(number, _)| usize::from(*number)).collect()
    }

    /// The archive that a file lies in.
    pub fn archive(&self, unit: &Unit) -> Option<&Archive> {
        archive_of(&self.listing, unit)
    }

    /// Bytes of a file, as its archive states them.
    pub fn size(&self, unit: &Unit) -> u64 {
        let archive = self.archive(unit);
        archive
            .and_then(|archive| archive.members().get(unit.member as usize))
            .map_or(0, |member| member.size)
    }

    /// Reads one file into a sink.
    pub fn read_unit(&self, unit: &Unit, sink: &mut dyn Sink) {
        if let Some(archive) = self.archive(unit) {
            read_unit(self.source, unit, archive, &Limits::default(), &self.context, sink);
        }
    }

    /// The platform it comes from.
    pub const fn platform(&self) -> Platform {
        self.source.platform
    }

    /// Whether an archive of it was cut off, so that files may be missing of which nothing is known.
    pub fn is_salvaged(&self) -> bool {
        let salvaged =
            |remark: &Remark| matches!(remark, Remark::Salvaged { .. } | Remark::Unreadable { .. });
        self.listing.archives().iter().any(|(_, archive)| archive.remarks().iter().any(salvaged))
    }

    /// The archives it is made of, as the person named them.
    pub fn labels(&self) -> Vec<String> {
        self.listing.archives().iter().map(|(_, archive)| archive.label().to_owned()).collect()
    }
}
