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
        part.read.damaged |= now.damaged && !before.damaged;
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

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use archive::{Archive, Limits};
    use data::Data;
    use event::Collected;

    use super::*;
    use crate::{Context, Labels, Listing, plan, read_unit};

    /// What became of some lists of a file of TikTok.
    fn states(file: &str, lists: [&str; 4]) -> [(SectionState, bool); 4] {
        let (source, limits) = (&crate::tiktok::SOURCE, Limits::default());
        let archive =
            Archive::open("user_data_tiktok.json", Arc::new(file.as_bytes().to_vec()), &limits).unwrap();
        let plan = plan(source, &Listing::new(vec![(0, &archive)]));
        let context = Context::new(Labels::load(&Data::builtin()).unwrap(), &[]);
        let mut told = Collected::default();
        read_unit(source, &plan.units[0], &archive, &limits, &context, &mut told);
        lists.map(|list| {
            let part = told.sections.iter().find(|section| section.section == list).unwrap();
            (part.state, part.broke_off)
        })
    }

    #[test]
    fn each_list_is_read_empty_missing_or_failed_on_its_own() {
        use SectionState::{Empty, Failed, Missing, Read};
        let lists = ["Like List", "Follower", "Following", "Searches"];
        let likes = r#""Like List": {"ItemFavoriteList": [{"date": "2025-01-01 10:00:01"}]}"#;
        let followers =
            |rows: &str| format!(r#"{{"Your Activity": {{{likes}, "Follower": {{"FansList": {rows}}}"#);
        assert_eq!(
            states(&format!("{}}}}}", followers("null")), lists),
            [(Read, false), (Empty, false), (Missing, false), (Missing, false)]
        );
        // One row is broken: the list is not whole, and was read to its end.
        let broken =
            followers(r#"[{"UserName": ["a"}, {"UserName": "b"}]"#) + r#", "Following": {"Following": []}}}"#;
        assert_eq!(
            states(&broken, lists),
            [(Read, false), (Failed, false), (Empty, false), (Missing, false)]
        );
        // Behind the end of a file that was cut off nobody knows what there was.
        assert_eq!(
            states(&followers(r#"[{"UserName": "a"}, {"Use"#).replace("\"Use}", "\"Use"), lists),
            [(Read, false), (Failed, true), (Failed, true), (Failed, true)]
        );
    }
}
