//! What the exports at hand show at all: what is not in them is unknown, and no measure may take it for nothing.

use std::collections::BTreeSet;

use event::{Kind, Platform, Reverse, SectionRead};

use crate::export::{Export, Recognised};
use crate::measures::Measures;

/// What can be seen, by platform.
pub struct Shown {
    /// Both lists of follows are there and whole.
    pub whole_follow_lists: BTreeSet<Platform>,
    /// The owner's own list of follows is there.
    pub own_follow_list: BTreeSet<Platform>,
    /// Some messages could not be read.
    pub cut_messages: BTreeSet<Platform>,
    /// There is a trace of what was consumed, be it empty.
    pub traced: BTreeSet<Platform>,
    /// There is a list of such acts, be it empty.
    pub readable: BTreeSet<(Platform, Kind)>,
}

impl Shown {
    /// Works it out from what became of the files.
    pub fn new(recognised: &Recognised<'_>, measures: &Measures<'_>) -> Self {
        let sections = &measures.sections;
        let salvaged = recognised.exports.iter().filter(|export| export.is_salvaged());
        let salvaged: BTreeSet<Platform> = salvaged.map(Export::platform).collect();
        let platforms: BTreeSet<Platform> = recognised.exports.iter().map(Export::platform).collect();
        let own_follow_list: BTreeSet<Platform> =
            platforms.iter().copied().filter(|platform| lists_follows(sections, *platform, false)).collect();
        let whole_follow_lists = own_follow_list
            .iter()
            .copied()
            .filter(|platform| lists_follows(sections, *platform, true) && !salvaged.contains(platform))
            .collect();
        let cut = sections.iter().filter(|section| section.broke_off && holds_messages(section));
        let cut_messages = cut.map(|section| section.platform).chain(salvaged).collect();
        let consumes = |section: &&SectionRead| section.channels.iter().any(|channel| channel.consumption);
        let traced = sections.iter().filter(consumes).filter(|section| section.is_readable());
        Self {
            whole_follow_lists,
            own_follow_list,
            cut_messages,
            traced: traced.map(|section| section.platform).collect(),
            readable: readable(recognised, sections),
        }
    }
}

fn holds_messages(section: &SectionRead) -> bool {
    section.channels.iter().any(|channel| channel.kind == Kind::Message && channel.reverse == Reverse::Full)
}

/// Whether a list of follows is there and was read to its last record.
fn lists_follows(sections: &[SectionRead], platform: Platform, incoming: bool) -> bool {
    let lists: Vec<&SectionRead> = sections
        .iter()
        .filter(|section| section.platform == platform)
        .filter(|section| {
            let is_list = |channel: &&event::Channel| {
                let is_state = channel.kind == Kind::Follow && channel.reverse == Reverse::State;
                is_state && (channel.name == "followers") == incoming
            };
            section.channels.iter().copied().any(|channel| is_list(&channel))
        })
        .collect();
    let whole = |section: &&SectionRead| section.skipped == 0 && !section.broke_off;
    lists.iter().any(|section| section.is_readable()) && lists.iter().all(whole)
}

fn readable(recognised: &Recognised<'_>, sections: &[SectionRead]) -> BTreeSet<(Platform, Kind)> {
    let mut readable: BTreeSet<(Platform, Kind)> = sections
        .iter()
        .filter(|section| section.is_readable())
        .flat_map(|section| section.channels.iter().map(|channel| (section.platform, channel.kind)))
        .collect();
    // An export that lies inside another's was made together with it: where the posts of that one are there, a list that
    // this one lacks is an empty one.
    for export in &recognised.exports {
        if let Some(around) = export.source.owner_from
            && [Kind::Post, Kind::Story, Kind::Comment].iter().any(|kind| readable.contains(&(around, *kind)))
        {
            readable.insert((export.platform(), Kind::Post));
        }
    }
    readable
}
