//! Reads members as an export of one platform, and holds the result against what must be true of it:
//!
//! - a second reading gives the same;
//! - what is held, and what comes out, does not grow faster than what went in;
//! - records are counted once: those that were skipped or repaired are among those that were seen;
//! - what is told stands in the member that was read, in a record that was seen, on a channel that the platform declares;
//! - no note holds anything of what was read.
//!
//! An input is one member or several, apart by [`BETWEEN`]. The first two bytes of each choose its name among the patterns
//! that the platform's table declares; the others are what is in it.

use std::collections::BTreeSet;
use std::io::{self, Read};
use std::sync::OnceLock;

use archive::{Archive, Folder, Limits};
use data::Data;
use event::jsonl::{self, OriginNames};
use event::{Account, Channel, Event, Media, Note, Origin, OwnText, ProfileField, SectionRead, Sink};
use sources::{Context, Labels, Listing, Plan, Recognition, Section, Source, Unit};

use crate::memory;

/// What stands between two members: no text in UTF-8 holds it.
pub const BETWEEN: &[u8] = &[0xff, 0xff];

/// More members are not read.
const MEMBERS: usize = 6;

/// Stands in a dictionary, and must never stand in a note.
pub const MARK: &str = "canary7f3a";

/// The source of that name.
pub fn source_of(platform: &str) -> &'static Source {
    let named = sources::SOURCES.iter().find(|source| source.platform.as_str() == platform);
    named.expect("a platform that is read")
}

/// The names that members of that platform may have: those of every pattern of every section.
pub fn names_of(source: &'static Source) -> Vec<String> {
    source.sections.iter().flat_map(names_in).collect()
}

/// The names that members of that section may have.
pub fn names_in(section: &'static Section) -> Vec<String> {
    section.files.iter().flat_map(|pattern| names_for(pattern)).collect()
}

fn names_for(pattern: &str) -> Vec<String> {
    let (folders, last) = pattern.rsplit_once('/').unwrap_or(("", pattern));
    let folders = folders.replace('*', "quietheron_17");
    let lasts: &[&str] = if last == "**" { &["a.jpg", "a.mp4", "a.heic", "a.json"] } else { &[last] };
    let full = |last: &&str| match folders.as_str() {
        "" => last.replace('*', "1"),
        folders => format!("{folders}/{}", last.replace('*', "1")),
    };
    lasts.iter().map(full).collect()
}

/// An input that holds these members: a position among [`names_of`], and content.
pub fn input(members: &[(usize, &[u8])]) -> Vec<u8> {
    let one = |(name, content): &(usize, &[u8])| [&(*name as u16).to_le_bytes(), *content].concat();
    members.iter().map(one).collect::<Vec<_>>().join(BETWEEN)
}

/// Members in memory.
#[derive(Default)]
pub struct Members(Vec<(String, u64)>, Vec<Vec<u8>>);

impl Members {
    /// These names with these contents.
    pub fn new(members: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut all = Self::default();
        members.into_iter().for_each(|(name, content)| all.add(name, content));
        all
    }

    fn add(&mut self, name: String, content: Vec<u8>) {
        self.0.push((name, content.len() as u64));
        self.1.push(content);
    }

    fn of(source: &'static Source, data: &[u8]) -> Self {
        let names = names_of(source);
        let (mut all, mut seen) = (Self::default(), BTreeSet::new());
        for piece in split(data).into_iter().take(MEMBERS) {
            let [low, high, content @ ..] = piece else { continue };
            let name = &names[usize::from(u16::from_le_bytes([*low, *high])) % names.len()];
            if seen.insert(name.clone()) {
                all.add(name.clone(), content.to_vec());
            }
        }
        all
    }
}

impl Folder for Members {
    fn files(&self) -> &[(String, u64)] {
        &self.0
    }

    fn open(&self, index: usize) -> io::Result<Box<dyn Read + '_>> {
        let content = self.1.get(index).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(&content[..]))
    }
}

fn split(mut data: &[u8]) -> Vec<&[u8]> {
    let mut pieces = Vec::new();
    while let Some(at) = data.windows(BETWEEN.len()).position(|bytes| bytes == BETWEEN) {
        pieces.push(&data[..at]);
        data = &data[at + BETWEEN.len()..];
    }
    pieces.push(data);
    pieces
}

pub fn try_on(platform: &str, data: &[u8]) {
    let source = source_of(platform);
    let archive = Archive::folder("export", Box::new(Members::of(source, data)));
    if archive.members().is_empty() {
        return;
    }
    // A length that is no multiple of anything decides; small limits are met in one input of eight.
    let record_bytes = if data.len() % 8 == 7 { 300 } else { 16 << 20 };
    let limits = Limits { record_bytes, ..Limits::default() };
    let listing = Listing::new(vec![(0, &archive)]);
    let plan = sources::plan(source, &listing);
    let known = sources::recognise(source, &listing) != Recognition::No;
    assert!(known || plan.units.iter().all(|unit| !source.sections[unit.section].telling), "not recognised");
    let labels = labels().clone();
    let context = || context(source, &plan, &listing, &archive, &limits, labels.clone());
    let read = || {
        let context = context();
        plan.units.iter().map(|unit| read_unit(source, unit, &archive, &limits, &context)).collect()
    };
    let first: Vec<Vec<String>> = memory::within((4 << 20) + 200 * data.len(), "reading", read);
    let second: Vec<Vec<String>> = read();
    assert_eq!(first, second, "two readings differ");
}

fn labels() -> &'static Labels {
    static LABELS: OnceLock<Labels> = OnceLock::new();
    LABELS.get_or_init(|| Labels::load(&Data::builtin()).expect("our own data files"))
}

/// All that has to be known before units are read.
fn context(
    source: &'static Source,
    plan: &Plan,
    listing: &Listing<'_>,
    archive: &Archive,
    limits: &Limits,
    labels: Labels,
) -> Context {
    let mut context = Context::new(labels, &[]);
    for unit in &plan.context {
        sources::read_context(source, unit, archive, limits, &mut context);
    }
    sources::told_by_name(source, listing, &mut context);
    context.settle();
    let remark = sources::remark_on(source, &context);
    assert!(remark.is_none_or(|note| !note.to_string().contains(MARK)), "a remark tells what was read");
    context
}

fn read_unit(
    source: &'static Source,
    unit: &Unit,
    archive: &Archive,
    limits: &Limits,
    context: &Context,
) -> Vec<String> {
    let section = &source.sections[unit.section];
    let mut teller = Teller { source, unit, told: Vec::new(), last: 0, sections: 0 };
    let read = sources::read_unit(source, unit, archive, limits, context, &mut teller);
    assert!(read.skipped + read.repaired <= read.records, "counted twice: {read:?}");
    assert!(teller.last <= read.records, "record {} of {read:?}", teller.last);
    assert_eq!(teller.sections, section.parts.len().max(1), "each list is told of once");
    let size = archive.members()[unit.member as usize].size as usize;
    assert!(teller.told.len() <= 2 * size + 16, "{} lines came out of {size} bytes", teller.told.len());
    teller.told.push(format!("{read:?}"));
    teller.told
}

/// Writes down what is told, and looks whether it may be told so.
struct Teller<'u> {
    source: &'static Source,
    unit: &'u Unit,
    told: Vec<String>,
    last: u64,
    sections: usize,
}

const NAMES: OriginNames<'static> = OriginNames { archive: "a", member: "m" };

impl Teller<'_> {
    /// Whether some section, or a list in one, is said to speak through that channel.
    fn declares(&self, channel: &'static Channel) -> bool {
        self.source.sections.iter().any(|section| {
            let of_parts = section.parts.iter().flat_map(|part| part.channels);
            section.channels.iter().chain(of_parts).any(|declared| *declared == channel)
        })
    }

    fn stands(&mut self, origin: Origin) {
        assert_eq!((origin.archive, origin.member), (self.unit.archive, self.unit.member));
        self.last = self.last.max(origin.record);
    }

    fn line(&mut self, write: impl FnOnce(&mut Vec<u8>) -> io::Result<()>) {
        let mut line = Vec::new();
        write(&mut line).expect("memory takes everything");
        let text = String::from_utf8(line).expect("a line is text");
        assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "a line that is no JSON");
        self.told.push(text);
    }
}

impl Sink for Teller<'_> {
    fn event(&mut self, event: &Event<'_>) {
        self.stands(event.origin);
        assert!(self.declares(event.channel), "nothing declares {}", event.channel.name);
        assert!(event.amount.is_none_or(f64::is_finite), "an amount that is no number");
        self.line(|out| jsonl::write_event(out, event, NAMES, true));
    }

    fn account(&mut self, account: &Account<'_>) {
        let words = [&account.id, &account.handle, &account.display_name];
        self.told.push(format!("{:?}", words.map(|words| words.as_ref().map(|words| words.expose().len()))));
    }

    fn own_text(&mut self, text: &OwnText<'_>) {
        self.stands(text.origin);
        self.told.push(format!("{} {:?}", &**text.body.expose(), text.at));
    }

    fn media(&mut self, media: &Media<'_>) {
        self.stands(media.origin);
        self.line(|out| jsonl::write_media(out, media, NAMES));
    }

    fn profile(&mut self, field: &ProfileField<'_>) {
        self.stands(field.origin);
        self.line(|out| jsonl::write_profile(out, field, NAMES));
    }

    fn section(&mut self, section: &SectionRead) {
        self.sections += 1;
        assert!(section.skipped <= section.records, "{} of {} skipped", section.skipped, section.records);
        self.told.push(format!("{section:?}"));
    }

    fn note(&mut self, note: Note) {
        let said = note.to_string();
        assert!(!said.contains(MARK), "a note tells what was read");
        self.told.push(said);
    }
}
