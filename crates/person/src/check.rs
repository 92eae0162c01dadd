//! From archives to a document.

use std::collections::{BTreeMap, BTreeSet};

use archive::Archive;
use donation::Bundle;
use event::{Note, Origin, Platform, Timestamp};
use jiff::SignedDuration;
use jiff::tz::TimeZone;
use measure::oversharing::Writer;
use measure::ties::TiesFound;
use report::build::{Asked, ExportFacts, Findings, changes, document};
use report::{Document, Program};

use crate::asking::{self, Asker};
use crate::comparing;
use crate::donating::bundle;
use crate::export::{Export, Recognised, recognise};
use crate::kit::{Kit, Options, Watch};
use crate::measures::{Measures, Period};
use crate::reading::{BATCH_BYTES, Batch, Reading};
use crate::refused::Refused;
use crate::shown::Shown;
use crate::workers::Workers;

/// What came of a check.
pub struct Checked<T = Document> {
    /// Nothing if no input could be used.
    pub document: Option<T>,
    pub refused: Vec<Refused>,
    pub notes: Vec<Note>,
}

impl<T> Checked<T> {
    /// Whether something that was there was not read.
    pub fn is_lossy(&self) -> bool {
        !self.refused.is_empty() || self.notes.iter().any(|note| note.lossy)
    }

    /// The same with something else in the place of the document.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Checked<U> {
        Checked { document: self.document.map(change), refused: self.refused, notes: self.notes }
    }
}

/// One journey from archives to a document.
pub struct Journey<'a, W> {
    pub kit: &'a Kit,
    pub options: &'a Options,
    /// The date of the report.
    pub made: Timestamp,
    pub workers: W,
    /// Bytes that are read in one go; [`BATCH_BYTES`] unless a test asks for others. The result is the same.
    pub batch_bytes: u64,
    /// Who asks the person once everything is measured and before anything is said, if they want to be asked.
    pub asker: Option<&'a dyn Asker>,
}

impl<'a, W: Workers> Journey<'a, W> {
    /// A journey with the usual batches.
    pub const fn new(kit: &'a Kit, options: &'a Options, made: Timestamp, workers: W) -> Self {
        Self { kit, options, made, workers, batch_bytes: BATCH_BYTES, asker: None }
    }

    /// Reads the archives, measures, and builds the document. `unopened` are inputs that could not even be opened.
    pub fn check(&self, archives: &[Archive], unopened: Vec<Refused>, watch: &mut dyn Watch) -> Checked {
        self.with_findings(archives, unopened, watch, document)
    }

    /// The same, and beside the document the bundle that the person may give to a study.
    pub fn donate(
        &self,
        archives: &[Archive],
        unopened: Vec<Refused>,
        watch: &mut dyn Watch,
        about: donation::About,
    ) -> Checked<(Document, Bundle)> {
        self.with_findings(archives, unopened, watch, |findings| {
            (document(findings), bundle(findings, self.options, self.kit, about))
        })
    }

    /// What changed from one set of exports to a later one of the same person, as a document of its own.
    pub fn compare(&self, [old, new]: [(&[Archive], Vec<Refused>); 2], watch: &mut dyn Watch) -> Checked {
        let mut second = None;
        let first = self.with_findings(old.0, old.1, &mut (), |before| {
            let compared = self.with_findings(new.0, new.1, watch, |after| changes(before, after));
            let document = compared.document.clone();
            second = Some(compared);
            document
        });
        let Checked { document, mut refused, mut notes } = first;
        if let Some(second) = second {
            refused.extend(second.refused);
            notes.extend(second.notes);
        }
        Checked { document: document.flatten(), refused, notes }
    }

    /// Reads and measures, and makes something of what was found; nothing if no archive is an export.
    fn with_findings<T>(
        &self,
        archives: &[Archive],
        unopened: Vec<Refused>,
        watch: &mut dyn Watch,
        make: impl FnOnce(&Findings<'_>) -> T,
    ) -> Checked<T> {
        let mut recognised = recognise(archives, self.kit, self.options);
        recognised.refused.splice(0..0, unopened);
        if recognised.exports.is_empty() {
            return Checked { document: None, refused: recognised.refused, notes: recognised.notes };
        }
        let mut measures = self.measure(&recognised, watch);
        watch.read();
        let mut notes = recognised.notes.clone();
        notes.append(&mut measures.notes);
        let made = self.finish(archives, &recognised, measures, &notes, make);
        Checked { document: Some(made), refused: recognised.refused, notes }
    }

    /// Reads everything, and puts what was gathered of each batch together in the order of the plan.
    fn measure(&self, recognised: &Recognised<'_>, watch: &mut dyn Watch) -> Measures<'_> {
        let writer = writer(recognised, self.options);
        let empty = || Measures::new(&self.kit.ties, &self.kit.lexicon, writer.clone());
        let (from, before) = (self.options.from, self.options.before);
        let mut reading = Reading::new(recognised);
        let stages = reading.stages(self.batch_bytes);
        let of = stages.iter().flatten().map(Batch::files).sum();
        let (mut whole, mut done) = (empty(), 0);
        for stage in stages {
            let (mut lefts, mut files) = (Vec::new(), stage.iter().map(Batch::files));
            let read = |at: usize| {
                let mut part = empty();
                let left = reading.read(&stage[at], &mut Period { inner: &mut part, from, before });
                (part, left)
            };
            self.workers.each(stage.len(), &read, &mut |(part, left)| {
                whole.merge(part);
                lefts.push(left);
                done += files.next().unwrap_or_default();
                watch.files(done, of);
            });
            lefts.into_iter().for_each(|left| reading.keep(left));
            reading.end_stage();
        }
        reading.tell(&mut whole);
        whole
    }

    /// Works all measures out, and hands them on.
    fn finish<T>(
        &self,
        archives: &[Archive],
        recognised: &Recognised<'_>,
        measures: Measures<'_>,
        notes: &[Note],
        make: impl FnOnce(&Findings<'_>) -> T,
    ) -> T {
        let (kit, options) = (self.kit, self.options);
        let zone = zone(recognised, options);
        let as_of = as_of(recognised, &measures, options);
        let days: BTreeMap<Platform, Timestamp> =
            as_of.iter().map(|(platform, (time, _))| (*platform, *time)).collect();
        let shown = Shown::new(recognised, &measures);
        let facts = recognised
            .exports
            .iter()
            .map(|export| facts(export, &measures, &as_of, &shown))
            .collect::<Vec<_>>();
        // First what holds something of every post and gives it back.
        let types = measures.types.finish(&measure::types::Setting {
            parameters: &kit.typology,
            presence: &measures.presence,
            as_of: &days,
            traced: &shown.traced,
            readable: &shown.readable,
        });
        let mut ties = measures.ties.finish(&measure::ties::Setting {
            parameters: &kit.ties,
            presence: &measures.presence,
            as_of: &days,
            whole_follow_lists: &shown.whole_follow_lists,
            own_follow_list: &shown.own_follow_list,
            cut_messages: &shown.cut_messages,
            limited: options.from.is_some() || options.before.is_some(),
            public_figures: &options.public_figures,
            pages: &pages(recognised),
            zone: zone.as_ref().map(|(zone, _)| zone),
        });
        let asked = self.ask(recognised, &mut ties);
        let oversharing = measures.oversharing.finish(&kit.oversharing, days.values().copied().max());
        let coverage = measures.coverage.finish();
        let names = |origin: Origin| names(archives, origin);
        let findings = Findings {
            exports: &facts,
            ties: &ties,
            types: types.as_ref(),
            oversharing: &oversharing,
            asked: asked.as_ref(),
            compared: None,
            coverage: &coverage,
            sections: &measures.sections,
            notes,
            refused: &recognised.refused.iter().map(ToString::to_string).collect::<Vec<_>>(),
            lexicon: &kit.lexicon,
            ties_parameters: &kit.ties,
            typology: &kit.typology,
            oversharing_parameters: &kit.oversharing,
            zone: zone.map(|(_, name)| name),
            period: period(options),
            synthetic: recognised.synthetic,
            made: self.made,
            program: program(kit),
            names: &names,
        };
        self.beside(findings, make)
    }
}

impl<W> Journey<'_, W> {
    /// Sets the person beside a population, if they want that, and hands all of it on.
    fn beside<T>(&self, findings: Findings<'_>, make: impl FnOnce(&Findings<'_>) -> T) -> T {
        let comparison = self.options.compare.as_ref();
        let compared = comparison.and_then(|one| comparing::compared(one, &findings, self.options, self.kit));
        make(&Findings { compared: compared.as_ref(), ..findings })
    }

    /// Asks the person, if they want to be asked.
    fn ask(&self, recognised: &Recognised<'_>, ties: &mut TiesFound) -> Option<Asked> {
        let exported = recognised.exports.iter().map(Export::platform).collect();
        asking::ask(self.asker?, ties, &self.kit.typology, &exported, self.made)
    }
}

/// What helps to read the owner's texts: their names, and the countries whose telephone numbers are likely.
pub fn writer(recognised: &Recognised<'_>, options: &Options) -> Writer {
    let mut regions = options.regions.clone();
    let mut names = Vec::new();
    for export in recognised.exports.iter().flat_map(Export::editions) {
        let owner = &export.context.owner;
        names.extend(owner.names.iter().chain(&owner.handle).map(|name| name.expose().to_string()));
        if options.regions.is_empty() {
            regions.extend(export.context.phones().filter_map(lexicon::phone_region));
        }
    }
    regions.sort_unstable();
    regions.dedup();
    names.sort_unstable();
    names.dedup();
    Writer { regions, names }
}

/// What exports say are pages, which are public figures.
fn pages(recognised: &Recognised<'_>) -> BTreeSet<(Platform, String)> {
    let of = |export: &Export<'_>| {
        let platform = export.platform();
        export.context.pages().map(|name| (platform, name.to_owned())).collect::<Vec<_>>()
    };
    recognised.exports.iter().flat_map(Export::editions).flat_map(of).collect()
}

/// The time zone that the person gives, else the one that an export tells.
fn zone(recognised: &Recognised<'_>, options: &Options) -> Option<(TimeZone, String)> {
    let given = options.zone.clone().map(|zone| {
        let name = zone.iana_name().unwrap_or("the zone that you gave").to_owned();
        (zone, name)
    });
    given.or_else(|| {
        let told = recognised
            .exports
            .iter()
            .flat_map(Export::editions)
            .find_map(|export| export.context.zone.as_ref());
        let name = told?.expose();
        TimeZone::get(name).ok().map(|zone| (zone, name.to_string()))
    })
}

/// The day that each platform's export is seen from, and whether the export tells it. Of a limited period it is the last
/// moment, not the first one behind it: that one would begin an empty day.
fn as_of(
    recognised: &Recognised<'_>,
    measures: &Measures<'_>,
    options: &Options,
) -> BTreeMap<Platform, (Timestamp, bool)> {
    let last = options.before.map(|before| before - SignedDuration::from_secs(1));
    let one = |export: &Export<'_>| {
        let told = export.context.exported.map(|time| (time, true));
        let newest = || measures.coverage.newest(export.platform()).map(|time| (time, false));
        let (time, told) = told.or_else(newest)?;
        Some((export.platform(), (last.map_or(time, |last| last.min(time)), told)))
    };
    recognised.exports.iter().filter_map(one).collect()
}

fn program(kit: &Kit) -> Program {
    Program {
        version: env!("CARGO_PKG_VERSION").into(),
        data: format!("{:016x}", kit.fingerprint),
        own_data: kit.own_data,
    }
}

/// The names of an origin's archive and member.
fn names(archives: &[Archive], origin: Origin) -> (String, String) {
    let archive = archives.get(usize::from(origin.archive));
    let member = archive.and_then(|archive| archive.members().get(origin.member as usize));
    (
        archive.map(|archive| archive.label().to_owned()).unwrap_or_default(),
        member.map(|member| member.name.clone()).unwrap_or_default(),
    )
}

fn facts(
    export: &Export<'_>,
    measures: &Measures<'_>,
    as_of: &BTreeMap<Platform, (Timestamp, bool)>,
    shown: &Shown,
) -> ExportFacts {
    let platform = export.platform();
    let span = measures.spans.get(&platform).copied().unwrap_or_default();
    let owner = &export.context.owner;
    let account = owner.handle.as_ref().map(|handle| format!("@{}", &**handle.expose()));
    ExportFacts {
        platform,
        account: account.or_else(|| owner.names.first().map(|name| name.expose().to_string())),
        variant: export.variant.into(),
        archives: export.editions().flat_map(Export::labels).collect(),
        from: span.from,
        to: span.to,
        as_of: as_of.get(&platform).copied(),
        events: span.events,
        active_days: u32::try_from(measures.presence.on(platform).count()).unwrap_or(u32::MAX),
        follow_lists: shown.whole_follow_lists.contains(&platform),
    }
}

fn period(options: &Options) -> Option<String> {
    let date = |time: Timestamp| report::build::date(time);
    match (options.from, options.before) {
        (None, None) => None,
        (Some(from), None) => Some(format!("what happened from {} on", date(from))),
        (None, Some(before)) => Some(format!("what happened before {}", date(before))),
        (Some(from), Some(before)) => {
            Some(format!("what happened from {} to before {}", date(from), date(before)))
        }
    }
}
