//! Reading exports: in which order, cut into which pieces.

use event::{Note, SectionRead, SectionState, Sink};
use sources::{Unit, remark_on};

use archive::Archive;

use crate::editions::{Known, OnlyNew, Overlap, Remember};
use crate::export::{Export, Recognised};
use crate::kit::Watch;

/// Bytes of a batch: enough that what is gathered of each is small beside it.
pub const BATCH_BYTES: u64 = 8 << 20;

/// Everything that is to be read. The newest exports come first, then those before them, and so on: an older one passes on
/// only what the newer ones do not hold.
pub struct Reading<'r> {
    recognised: &'r Recognised<'r>,
    /// For each export, what was read of it so far.
    known: Vec<Known>,
    overlaps: Vec<Vec<Overlap>>,
}

/// Files that are read in one go, in the order of the plan.
pub struct Batch<'r> {
    /// Position of the export.
    export: usize,
    /// 0 for the newest, 1 for the one before it.
    edition: usize,
    of: &'r Export<'r>,
    units: &'r [Unit],
}

/// What is left of a batch beside what went into the sink.
pub struct Left {
    export: usize,
    edition: usize,
    known: Known,
    overlap: Overlap,
}

impl Batch<'_> {
    /// How many files.
    pub const fn files(&self) -> usize {
        self.units.len()
    }
}

impl<'r> Reading<'r> {
    /// Nothing read yet.
    pub fn new(recognised: &'r Recognised<'r>) -> Self {
        let exports = &recognised.exports;
        Self {
            recognised,
            known: exports.iter().map(|_| Known::default()).collect(),
            overlaps: exports.iter().map(|export| vec![Overlap::default(); export.older.len() + 1]).collect(),
        }
    }

    /// Cuts all that is to be read into batches: those of one stage may be read in any order, and go before the next
    /// stage. They depend on the exports only, never on how many threads there are, so that the same exports give the
    /// same bytes.
    pub fn stages(&self, batch_bytes: u64) -> Vec<Vec<Batch<'r>>> {
        let exports = &self.recognised.exports;
        let deepest = exports.iter().map(|export| export.older.len() + 1).max().unwrap_or_default();
        let stage = |edition: usize| {
            let there = exports.iter().enumerate();
            let there = there.filter_map(|(at, export)| Some((at, export.editions().nth(edition)?)));
            there
                .flat_map(|(at, of)| {
                    let pieces = pieces(of, batch_bytes).into_iter();
                    pieces.map(move |units| Batch { export: at, edition, of, units })
                })
                .collect()
        };
        (0..deepest).map(stage).collect()
    }

    /// Reads a batch into a sink.
    pub fn read(&self, batch: &Batch<'_>, sink: &mut dyn Sink) -> Left {
        let (mut known, mut overlap) = (Known::default(), Overlap::default());
        let last = self.recognised.exports.get(batch.export).is_none_or(|e| e.older.len() == batch.edition);
        let mut remember;
        let sink: &mut dyn Sink = if last {
            sink
        } else {
            remember = Remember { inner: sink, known: &mut known };
            &mut remember
        };
        let mut only_new;
        let sink: &mut dyn Sink = match self.known.get(batch.export) {
            Some(known) if batch.edition > 0 => {
                let made = batch.of.context.exported;
                only_new = OnlyNew { inner: sink, known, made, overlap: &mut overlap };
                &mut only_new
            }
            _ => sink,
        };
        batch.units.iter().for_each(|unit| batch.of.read_unit(unit, sink));
        Left { export: batch.export, edition: batch.edition, known, overlap }
    }

    /// Takes what is left of a batch.
    pub fn keep(&mut self, left: Left) {
        if let Some(known) = self.known.get_mut(left.export) {
            known.merge(left.known);
        }
        if let Some(overlap) = self.overlaps.get_mut(left.export).and_then(|all| all.get_mut(left.edition)) {
            overlap.add(left.overlap);
        }
    }

    /// Ends a stage, all batches of which were kept.
    pub fn end_stage(&mut self) {
        self.known.iter_mut().for_each(Known::settle);
    }

    /// Tells of every section that no export of an account holds, and how its exports overlap.
    pub fn tell(&self, sink: &mut dyn Sink) {
        for (export, overlaps) in self.recognised.exports.iter().zip(&self.overlaps) {
            for (older, overlap) in export.editions().zip(overlaps).skip(1) {
                let label = older.labels().join("`, `");
                sink.note(overlap.note(export.platform(), &label));
            }
            tell_missing(export, sink);
        }
    }
}

/// Cuts the files of one export.
fn pieces<'r>(export: &'r Export<'r>, batch_bytes: u64) -> Vec<&'r [Unit]> {
    let (mut pieces, mut from, mut bytes) = (Vec::new(), 0, 0);
    let units = &export.plan.units;
    for (at, unit) in units.iter().enumerate() {
        bytes += export.size(unit);
        // A stream that can only be read from its beginning is read by one reader.
        let goes_on = units.get(at + 1).is_some_and(|next| {
            next.archive == unit.archive && export.archive(unit).is_some_and(Archive::is_sequential)
        });
        if bytes >= batch_bytes && !goes_on {
            pieces.push(&units[from..=at]);
            (from, bytes) = (at + 1, 0);
        }
    }
    if from < units.len() {
        pieces.push(&units[from..]);
    }
    pieces
}

fn tell_missing(export: &Export<'_>, sink: &mut dyn Sink) {
    let note: Option<Note> = remark_on(export.source, &export.context);
    if let Some(note) = note {
        sink.note(note);
    }
    for &index in &export.plan.missing {
        let in_older =
            export.older.iter().any(|older| older.plan.units.iter().any(|unit| unit.section == index));
        if in_older {
            continue;
        }
        let section = &export.source.sections[index];
        sink.section(&SectionRead {
            platform: export.source.platform,
            section: section.id(),
            channels: section.channels,
            state: SectionState::Missing,
            records: 0,
            skipped: 0,
            broke_off: false,
        });
    }
}

/// Reads everything into the sink, one file after the other. What an export does not hold is told too.
pub fn read(recognised: &Recognised<'_>, sink: &mut dyn Sink, watch: &mut dyn Watch) {
    let mut reading = Reading::new(recognised);
    let stages = reading.stages(BATCH_BYTES);
    let of = stages.iter().flatten().map(Batch::files).sum();
    let mut done = 0;
    for stage in stages {
        for batch in stage {
            let left = reading.read(&batch, sink);
            reading.keep(left);
            done += batch.files();
            watch.files(done, of);
        }
        reading.end_stage();
    }
    reading.tell(sink);
}
