//! Rates of acts: only of what is logged, inside its window, and only where all platforms show it.

use std::collections::{BTreeMap, BTreeSet};

use event::{Kind, Mode, Platform, SectionState};
use measure::coverage::ChannelCoverage;

use super::ties::logged_acts;
use super::{Measured, days};
use crate::bundle::{Contact, Distance};
use crate::scalars::Amount;

/// What is counted under the name of its first kind.
const CONTACT: [&[Kind]; 3] = [&[Kind::Message], &[Kind::Comment, Kind::Reply], &[Kind::React]];

/// Acts towards public figures per 30 days. Unknown without a list of these, and where a platform that exports such acts does
/// not show them this time.
pub fn contact(measured: &Measured<'_>) -> Vec<Contact> {
    if !measured.figures_listed {
        return Vec::new();
    }
    CONTACT.iter().filter_map(|kinds| contact_of(kinds, measured)).collect()
}

fn contact_of(kinds: &[Kind], measured: &Measured<'_>) -> Option<Contact> {
    let logs = logs(measured);
    let (mut rate, mut acts, mut longest) = (0.0, 0, 0);
    for platform in all_that_show(kinds, Mode::Log, measured.coverage)? {
        let here = logged_acts(measured, platform, kinds);
        let window = logs.get(&platform).copied().unwrap_or_default();
        if here > 0 && window == 0 {
            return None;
        }
        rate += 30.0 * here as f64 / f64::from(window.max(1));
        acts += here;
        longest = longest.max(window);
    }
    Some(Contact { kind: *kinds.first()?, per_30_days: Amount::new(rate)?, acts, days: longest })
}

/// Days of each platform's log.
fn logs(measured: &Measured<'_>) -> BTreeMap<Platform, u32> {
    let all = measured.types.map(|types| &types.by_platform[..]).unwrap_or_default();
    all.iter().filter_map(|one| Some((one.platform, days(one.log?)))).collect()
}

/// The platforms that show acts of these kinds in that way: those whose channels could be read, be they empty. Nothing where
/// none does, or where one that could does not this time.
fn all_that_show(kinds: &[Kind], mode: Mode, coverage: &[ChannelCoverage]) -> Option<BTreeSet<Platform>> {
    let of_kind = |one: &&ChannelCoverage| kinds.contains(&one.channel.kind) && one.channel.mode == mode;
    let all: Vec<&ChannelCoverage> = coverage.iter().filter(of_kind).collect();
    let platforms =
        |all: &[&ChannelCoverage]| all.iter().map(|one| one.channel.platform).collect::<BTreeSet<Platform>>();
    let readable: Vec<&ChannelCoverage> = all.iter().copied().filter(|one| is_readable(one)).collect();
    let seen = platforms(&readable);
    (!seen.is_empty() && seen == platforms(&all)).then_some(seen)
}

fn is_readable(one: &ChannelCoverage) -> bool {
    matches!(one.state, SectionState::Read | SectionState::Empty)
}

/// Events that the exports list as attended; nothing where none has such a list.
pub fn attended(coverage: &[ChannelCoverage]) -> Option<u64> {
    let lists = coverage.iter().filter(|one| one.channel.kind == Kind::Attend && is_readable(one));
    lists.map(|one| one.events).reduce(|sum, events| sum + events)
}

/// Blocks, mutes and unfollows per active day. Lists of what still stands are no log, and give no rate.
pub fn distance(measured: &Measured<'_>) -> Option<Distance> {
    const KINDS: [Kind; 3] = [Kind::Block, Kind::Mute, Kind::Unfollow];
    let platforms = all_that_show(&KINDS, Mode::Log, measured.coverage)?;
    let logged = |one: &&ChannelCoverage| KINDS.contains(&one.channel.kind) && one.channel.mode == Mode::Log;
    let acts = measured.coverage.iter().filter(logged).map(|one| one.events).sum::<u64>();
    let active = platforms.iter().filter_map(|platform| measured.active_days.get(platform));
    let active_days = active.map(|days| u64::from(*days)).sum::<u64>();
    let per_active_day = Amount::new(acts as f64 / active_days as f64)?;
    Some(Distance { per_active_day, acts, active_days })
}
