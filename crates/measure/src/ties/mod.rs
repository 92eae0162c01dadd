//! One-sided relationships (codebook, section 2).

pub mod closeness;
mod found;
mod gathered;
mod packed;
pub mod rebound;
pub mod regularity;
pub mod share;
mod tally;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use event::{Account, Direction, Event, Platform, Timestamp};
use jiff::tz::TimeZone;

use crate::accounts::{AccountId, Accounts};
use crate::numbers::holm;
use crate::parameters::TiesParameters;
use crate::presence::{Presence, sessions};
use closeness::Weighting;
pub use found::{Days, Follow, Grade, Tested, Tie, TiesFound};
use gathered::Gathered;
use rebound::{Activity, Rebound};
use regularity::{Regularity, Sessions};
use share::{Contacts, Shares};
pub use tally::Sample;
use tally::Tally;

/// Gathers what passes between the owner and every account.
#[derive(Clone, Default)]
pub struct Ties {
    accounts: Accounts,
    tallies: Vec<Tally>,
    samples: usize,
}

/// What has to be known of the export to finish.
pub struct Setting<'a> {
    pub parameters: &'a TiesParameters,
    pub presence: &'a Presence,
    /// The day of the export, for each platform: what is recent is recent as seen from there.
    pub as_of: &'a BTreeMap<Platform, Timestamp>,
    /// Platforms of which both lists of follows are whole, so that a follow can be seen not to be returned.
    pub whole_follow_lists: &'a BTreeSet<Platform>,
    /// Platforms of which the owner's own list of follows is there.
    pub own_follow_list: &'a BTreeSet<Platform>,
    /// Platforms of which some messages could not be read, so that an answer may be among them.
    pub cut_messages: &'a BTreeSet<Platform>,
    /// Only a part of the time was looked at: an answer may lie outside of it.
    pub limited: bool,
    /// Names of accounts that are public figures, as the owner or a study lists them, without case and `@`.
    pub public_figures: &'a BTreeSet<String>,
    /// Names of accounts of which an export itself says that they are pages, as it writes them.
    pub pages: &'a BTreeSet<(Platform, String)>,
    /// The owner's time zone, if it is known.
    pub zone: Option<&'a TimeZone>,
}

impl<'a> Setting<'a> {
    /// Nothing is known but the parameters and when the owner was there.
    pub const fn new(parameters: &'a TiesParameters, presence: &'a Presence) -> Self {
        static NO_DAY: BTreeMap<Platform, Timestamp> = BTreeMap::new();
        static NO_PLATFORM: BTreeSet<Platform> = BTreeSet::new();
        static NO_NAME: BTreeSet<String> = BTreeSet::new();
        static NO_PAGE: BTreeSet<(Platform, String)> = BTreeSet::new();
        Self {
            parameters,
            presence,
            as_of: &NO_DAY,
            whole_follow_lists: &NO_PLATFORM,
            own_follow_list: &NO_PLATFORM,
            cut_messages: &NO_PLATFORM,
            limited: false,
            public_figures: &NO_NAME,
            pages: &NO_PAGE,
            zone: None,
        }
    }
}

impl Ties {
    /// Nothing gathered yet.
    pub fn new(parameters: &TiesParameters) -> Self {
        Self { samples: parameters.shown.records, ..Self::default() }
    }

    /// Takes one event.
    pub fn update(&mut self, event: &Event<'_>) {
        let Some(party) = &event.party else { return };
        if !matches!(event.direction, Direction::Outgoing | Direction::Incoming) {
            return;
        }
        let number = self.accounts.number(event.platform(), party, event.thread.as_ref());
        let samples = self.samples.max(1);
        self.tally(number).update(event, samples);
    }

    /// Takes what a record says about names that belong together.
    pub fn learn(&mut self, account: &Account<'_>) {
        self.accounts.learn(account);
    }

    fn tally(&mut self, number: AccountId) -> &mut Tally {
        let index = number as usize;
        if index >= self.tallies.len() {
            self.tallies.resize_with(index + 1, Tally::default);
        }
        &mut self.tallies[index]
    }

    /// Takes in what another gathered.
    pub fn merge(&mut self, other: Self) {
        let samples = self.samples.max(1);
        let numbers = self.accounts.merge(other.accounts);
        for (number, tally) in numbers.into_iter().zip(other.tallies) {
            self.tally(number).merge(tally, samples);
        }
    }

    /// Works everything out.
    pub fn finish(mut self, setting: &Setting<'_>) -> TiesFound {
        let whole = self.join();
        let main = Weighting::main(&setting.parameters.closeness);
        let all: Vec<Gathered> = whole
            .into_iter()
            .map(|(number, (names, tally))| {
                Gathered::new(self.accounts.label(number), names, tally, &main, setting)
            })
            .collect();
        let full: Vec<&Contacts> = all.iter().map(|account| &account.full).collect();
        let pooled = share::pool(&full, &setting.parameters.share);
        let regular = regular_accounts(&all, setting);
        let regularity = test_regularity(&all, setting);
        let rebound = test_rebound(&all, setting);
        let undated = all.iter().map(|account| u64::from(account.tally.undated)).sum();
        let (regularity_tested, rebound_tested) = (regularity.len(), rebound.len());
        let sensitivity = sensitivity(&all, setting.parameters);
        let mut shares = Shares::new(&pooled, &setting.parameters.share);
        let mut accounts: Vec<Tie> = all
            .into_iter()
            .enumerate()
            .map(|(index, account)| {
                let tests = (regularity.get(&index).copied(), rebound.get(&index).copied());
                account.finish(&mut shares, regular.contains(&index), tests, &main, setting)
            })
            .collect();
        accounts
            .sort_by(|a, b| b.closeness.total_cmp(&a.closeness).then_with(|| by_name(a).cmp(&by_name(b))));
        let closest =
            setting.parameters.shown.closest.min(accounts.iter().filter(|tie| tie.closeness > 0.0).count());
        TiesFound { accounts, pooled, sensitivity, closest, regularity_tested, rebound_tested, undated }
    }

    /// One tally for each account, under the name that stands for it, with all its names. From here on they only change
    /// hands, so they are boxed.
    fn join(&mut self) -> BTreeMap<AccountId, (Vec<String>, Box<Tally>)> {
        let stands_for = self.accounts.joined();
        let mut whole: BTreeMap<AccountId, (Vec<String>, Box<Tally>)> = BTreeMap::new();
        for (number, tally) in std::mem::take(&mut self.tallies).into_iter().enumerate() {
            if tally.records == 0 {
                continue;
            }
            let account = stands_for.get(number).copied().unwrap_or(number as AccountId);
            let name = self.accounts.label(number as AccountId).name;
            match whole.entry(account) {
                // Most accounts have one name: what was kept of them is not copied.
                Entry::Vacant(vacant) => {
                    vacant.insert((vec![name], Box::new(tally)));
                }
                Entry::Occupied(mut joined) => {
                    let (names, joined) = joined.get_mut();
                    names.push(name);
                    joined.merge(tally, self.samples.max(1));
                }
            }
        }
        for (names, tally) in whole.values_mut() {
            names.sort_unstable();
            tally.settle(self.samples.max(1));
        }
        whole
    }
}

fn by_name(tie: &Tie) -> (Platform, &str) {
    (tie.platform, &tie.label.name)
}

/// Regular accounts: enough weeks, and among the smallest set that holds half of the outgoing contacts.
fn regular_accounts(all: &[Gathered], setting: &Setting<'_>) -> BTreeSet<usize> {
    let parameters = &setting.parameters.regular;
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by(|&a, &b| {
        all[b].recent.cmp(&all[a].recent).then_with(|| all[a].label.name.cmp(&all[b].label.name))
    });
    let total: u32 = all.iter().map(|account| account.recent).sum();
    let enough = f64::from(total) * parameters.share_of_contacts;
    let mut held = 0.0;
    let mut last = 0;
    let mut regular = BTreeSet::new();
    for index in order {
        let recent = all[index].recent;
        // Accounts with as many contacts as the last one of the set belong to it too: names must not decide.
        if recent == 0 || (held >= enough && recent < last) {
            break;
        }
        held += f64::from(recent);
        last = recent;
        if all[index].weeks >= parameters.least_weeks {
            regular.insert(index);
        }
    }
    regular
}

fn test_regularity(all: &[Gathered], setting: &Setting<'_>) -> BTreeMap<usize, Tested<Regularity>> {
    let parameters = &setting.parameters.regularity;
    let main = Weighting::main(&setting.parameters.closeness);
    let mut tested = BTreeMap::new();
    for platform in setting.presence.platforms() {
        let minutes = setting.presence.minutes(&[platform], i32::MIN / 2..i32::MAX / 2);
        let mut owner = Sessions::new(&sessions(&minutes, parameters.session_gap_minutes));
        for (index, account) in all.iter().enumerate().filter(|(_, account)| account.platform == platform) {
            if account.contacts(false, &main) >= parameters.least_contacts
                && let Some(result) = owner.test(&account.tally.quarter_hours())
            {
                tested.insert(index, result);
            }
        }
    }
    corrected(tested, |result| result.p, parameters.level)
}

fn test_rebound(all: &[Gathered], setting: &Setting<'_>) -> BTreeMap<usize, Tested<Rebound>> {
    let parameters = &setting.parameters.rebound;
    let mut tested = BTreeMap::new();
    for platform in setting.presence.platforms() {
        let minutes = setting.presence.minutes(&[platform], i32::MIN / 2..i32::MAX / 2);
        let owner = Activity::new(&minutes);
        let end = minutes.last().map_or(0, |minute| minute.div_euclid(15) + 1);
        for (index, account) in all.iter().enumerate().filter(|(_, account)| account.platform == platform) {
            if let Some(result) = rebound::test(&account.tally.quarter_hours(), &owner, end, parameters) {
                tested.insert(index, result);
            }
        }
    }
    corrected(tested, |result| result.p, parameters.level)
}

fn corrected<T: Copy>(
    tests: BTreeMap<usize, T>,
    p: impl Fn(&T) -> f64,
    level: f64,
) -> BTreeMap<usize, Tested<T>> {
    let adjusted = holm(&tests.values().map(p).collect::<Vec<_>>());
    let with = |((index, result), adjusted)| (index, Tested { result, adjusted, flagged: adjusted < level });
    tests.into_iter().zip(adjusted).map(with).collect()
}

fn sensitivity(all: &[Gathered], parameters: &TiesParameters) -> Vec<(String, usize)> {
    let closest = |closeness: &dyn Fn(&Gathered) -> f64| -> BTreeSet<usize> {
        let mut ranked: Vec<(f64, usize)> =
            all.iter().map(closeness).zip(0..).filter(|(c, _)| *c > 0.0).collect();
        ranked
            .sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| all[a.1].label.name.cmp(&all[b.1].label.name)));
        ranked.into_iter().take(parameters.shown.closest).map(|(_, index)| index).collect()
    };
    let main = closest(&|account| account.closeness);
    let same_with = |other: &crate::parameters::OtherWeights| {
        let weighting = Weighting::other(&parameters.closeness, other);
        let ranked = closest(&|account| {
            weighting.closeness(account.tally.outgoing(), account.tally.follows, account.as_of)
        });
        (other.name.clone(), main.intersection(&ranked).count())
    };
    parameters.closeness.others.iter().map(same_with).collect()
}
