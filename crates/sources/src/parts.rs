//! What became of each list of a file that is a whole export.

use archive::JsonFrames;
use event::{SectionRead, SectionState, Sink};

use crate::reading::UnitRead;
use crate::section::Section;

/// The lists of one file, in the order of the section's parts. Empty where the file is one list.
#[derive(Debug, Default)]
pub struct Parts(Vec<PartRead>);

#[derive(Debug, Clone, Copy, Default)]
struct PartRead {
    /// Its name was met.
    found: bool,
    read: UnitRead,
}

impl Parts {
    pub fn of(section: &Section) -> Self {
        Self(vec![PartRead::default(); section.parts.len()])
    }

    /// Takes what one step of the frames has added.
    pub fn add<R: std::io::Read>(&mut self, frames: &JsonFrames<R>, before: UnitRead, now: UnitRead) {
        let Some(part) = frames.last_path().and_then(|path| self.0.get_mut(path)) else { return };
        part.read.records += now.records.saturating_sub(before.records);
        part.read.skipped += now.skipped - before.skipped;
        part.read.repaired += now.repaired - before.repaired;
        part.read.broke_off |= now.broke_off && !before.broke_off;
    }

    /// Takes which lists were there.
    pub fn find<R: std::io::Read>(&mut self, frames: &JsonFrames<R>) {
        for (path, part) in self.0.iter_mut().enumerate() {
            part.found |= frames.found(path);
        }
    }

    /// Says what became of each list. Behind the place where a file broke off, nobody knows what there was.
    pub fn tell(&self, file: &SectionRead, section: &'static Section, sink: &mut dyn Sink) {
        for (part, told) in section.parts.iter().zip(&self.0) {
            let state = match (told.found, file.broke_off) {
                (true, _) => told.read.state(),
                (false, true) => SectionState::Failed,
                (false, false) => SectionState::Missing,
            };
            sink.section(&SectionRead {
                platform: file.platform,
                section: part.name,
                channels: part.channels,
                state,
                records: told.read.records,
                skipped: told.read.skipped,
                broke_off: if told.found { told.read.broke_off } else { file.broke_off },
            });
        }
    }
}
