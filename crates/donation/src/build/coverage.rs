//! What the exports can show: one row for each platform, kind, mode and whether an answer would be seen.

use std::collections::BTreeMap;

use event::SectionState;
use measure::coverage::ChannelCoverage;

use crate::bundle::Coverage;
use crate::scalars::{Month, Share};

/// Rows of all that is there, be it empty or broken. What is not in the exports has none.
pub fn coverage(channels: &[ChannelCoverage]) -> Vec<Coverage> {
    let mut groups: BTreeMap<_, Vec<&ChannelCoverage>> = BTreeMap::new();
    for one in channels.iter().filter(|one| one.state != SectionState::Missing) {
        let channel = one.channel;
        let key = (channel.platform, channel.kind, channel.mode, channel.reverse);
        groups.entry(key).or_default().push(one);
    }
    let row = |((platform, kind, mode, reverse), all): (_, Vec<&ChannelCoverage>)| Coverage {
        platform,
        kind,
        mode,
        reverse,
        state: state(&all),
        events: all.iter().map(|one| one.events).sum(),
        from: all.iter().filter_map(|one| one.from).min().and_then(Month::of),
        to: all.iter().filter_map(|one| one.to).max().and_then(Month::of),
        undated: mean(&all, |one| one.undated),
        party_known: mean(&all, |one| one.party_known),
    };
    groups.into_iter().map(row).collect()
}

/// That of the worst.
fn state(all: &[&ChannelCoverage]) -> SectionState {
    let any = |state: SectionState| all.iter().any(|one| one.state == state);
    if any(SectionState::Failed) {
        SectionState::Failed
    } else if any(SectionState::Read) {
        SectionState::Read
    } else {
        SectionState::Empty
    }
}

/// The mean of a share over channels, each counted by its events.
fn mean(all: &[&ChannelCoverage], share: impl Fn(&ChannelCoverage) -> Option<f64>) -> Option<Share> {
    let known = all.iter().filter_map(|one| Some((share(one)?, one.events as f64)));
    let (sum, events) =
        known.fold((0.0, 0.0), |sum, (share, events)| (sum.0 + share * events, sum.1 + events));
    Share::new(sum / events)
}
