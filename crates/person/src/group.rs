//! Which archives make up one export of one owner, and which are an export of the same account from an earlier day.

use std::collections::BTreeMap;

use archive::Archive;
use event::Timestamp;
use sources::{Context, Listing, Plan, Source};

/// One archive that a source knows.
pub struct Part {
    pub number: usize,
    pub context: Context,
    /// Sizes of its files, by section, conversation and file name: what two parts of one export never share.
    files: BTreeMap<(usize, Option<String>, String), u64>,
}

impl Part {
    pub fn new(number: usize, archive: &Archive, source: &Source, plan: &Plan, context: Context) -> Self {
        // What only says whose the export is differs from part to part.
        let acts = plan.units.iter().filter(|unit| !source.sections[unit.section].is_context_only());
        let files = acts.filter_map(|unit| {
            let member = archive.members().get(unit.member as usize)?;
            let name = member.name.rsplit('/').next().unwrap_or_default().to_owned();
            Some(((unit.section, unit.folder().map(str::to_owned), name), member.size))
        });
        Self { number, files: files.collect(), context }
    }

    /// Whether both hold the same file with other content: then they are no parts of one export, unless both say so.
    fn differs_from(&self, other: &Self) -> bool {
        let (ours, theirs) = (&self.context, &other.context);
        let same_day = || ours.exported.map(event::day_of) == theirs.exported.map(event::day_of);
        if ours.partial && theirs.partial && same_day() {
            return false;
        }
        self.files.iter().any(|(file, size)| other.files.get(file).is_some_and(|theirs| theirs != size))
    }

    /// Whether both say when they were made, and that is days apart: parts of one export may be made around midnight.
    fn is_of_other_day(&self, other: &Self) -> bool {
        let made = |part: &Self| part.context.exported.map(event::day_of);
        made(self).zip(made(other)).is_some_and(|(ours, theirs)| ours.abs_diff(theirs) > 1)
    }

    /// Newer by the date that the export or its name tells, else by how much is in it: an account grows.
    fn is_newer_than(&self, other: &Self) -> bool {
        let age = |part: &Self| (part.context.exported, part.files.values().sum::<u64>());
        age(self) > age(other)
    }
}

/// Archives of one owner belong together; those that do not say whose they are join the only owner there is.
pub fn by_owner(parts: Vec<Part>) -> Vec<Vec<Part>> {
    let mut named: Vec<(String, Vec<Part>)> = Vec::new();
    let mut nameless = Vec::new();
    for part in parts {
        let owner = part.context.owner.account().map(|account| account.expose().to_lowercase());
        match (owner, &mut named) {
            (None, _) => nameless.push(part),
            (Some(owner), named) => match named.iter_mut().find(|(known, _)| *known == owner) {
                Some((_, group)) => group.push(part),
                None => named.push((owner, vec![part])),
            },
        }
    }
    let mut groups: Vec<Vec<Part>> = named.into_iter().map(|(_, group)| group).collect();
    match &mut groups[..] {
        [only] => only.append(&mut nameless),
        _ if !nameless.is_empty() => groups.push(nameless),
        _ => {}
    }
    groups
}

/// Parts the exports of an account that were made on different days: the archives of each in order, the newest export first.
pub fn editions(parts: Vec<Part>) -> Vec<Vec<usize>> {
    let (mut editions, mut left) = (Vec::new(), parts);
    while !left.is_empty() {
        let (newest, older) = newest(left);
        let mut numbers: Vec<usize> = newest.iter().map(|part| part.number).collect();
        numbers.sort_unstable();
        editions.push(numbers);
        left = older;
    }
    editions
}

/// Parts the newest export from the older ones. At least one part is of the newest.
fn newest(parts: Vec<Part>) -> (Vec<Part>, Vec<Part>) {
    let (mut kept, mut older): (Vec<Part>, Vec<Part>) = (Vec::new(), Vec::new());
    for part in parts {
        let rivals = |one: &Part| one.is_of_other_day(&part) || one.differs_from(&part);
        if kept.iter().any(|one| rivals(one) && one.is_newer_than(&part)) {
            older.push(part);
            continue;
        }
        older.extend(kept.extract_if(.., |one| rivals(one)));
        kept.push(part);
    }
    // What was made together is older together, though not every part of it holds a file that says so.
    let left_out: Vec<_> = older.iter().map(|part| part.context.exported).collect();
    let last = kept.iter().map(|part| part.context.exported).max().flatten();
    let gone = |made: Option<Timestamp>| made.is_some() && made != last && left_out.contains(&made);
    older.extend(kept.extract_if(.., |one| gone(one.context.exported)));
    (kept, older)
}

/// A listing of some of the archives.
pub fn listing<'a>(archives: &'a [Archive], numbers: &[usize]) -> Listing<'a> {
    Listing::new(numbers.iter().filter_map(|&number| Some((number as u16, archives.get(number)?))).collect())
}
