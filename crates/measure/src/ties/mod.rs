//! One-sided relationships (codebook, section 2).

mod act;
pub mod closeness;
mod found;
mod gathered;
mod packed;
pub mod rebound;
pub mod regularity;
mod sensitivity;
pub mod share;
mod tally;
mod told;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use event::{Account, Event, PartyQuality, Platform, Timestamp};
use jiff::tz::TimeZone;

use crate::accounts::{AccountId, Accounts};
use crate::numbers::holm;
use crate::parameters::TiesParameters;
use crate::presence::{Presence, sessions};
use act::Act;
use closeness::Weighting;
pub use found::{Days, Follow, Grade, Tested, Tie, TiesFound};
use gathered::Gathered;
use rebound::{Activity, Rebound};
use regularity::{Regularity, Sessions};
use sensitivity::Sensitivity;
use share::{Contacts, Shares};
pub use tally::Sample;
use tally::Tally;

/// Gathers what passes between the owner and every account.
#[derive(Clone, Default)]
pub struct Ties {
    accounts: Accounts,
    /// What was not added to the tallies yet.
    ///
    /// Most parts of an export hold a few acts of each of many accounts. As acts, these take less memory than
    /// tallies would, and are added to those of the whole at once.
    acts: Vec<(AccountId, Act)>,
    tallies: Vec<Tally>,
    samples: usize,
}

/// Acts that are kept before they are added to tallies: 12 MB.
const MOST_ACTS: usize = 1 << 18;

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
        let (Some(party), Some(act)) = (&event.party, Act::of(event)) else { return };
        let number = self.accounts.number(event.platform(), party, event.thread.as_ref());
        self.acts.push((number, act));
        if self.acts.len() >= MOST_ACTS {
            self.tally_acts();
        }
    }

    fn tally_acts(&mut self) {
        for (number, act) in std::mem::take(&mut self.acts) {
            self.take(number, &act);
        }
    }

    fn take(&mut self, number: AccountId, act: &Act) {
        let samples = self.samples.max(1);
        self.tally(number).update(act, samples);
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
        for (number, tally) in numbers.iter().zip(other.tallies) {
            self.tally(*number).merge(tally, samples);
        }
        for (number, act) in other.acts {
            if let Some(number) = numbers.get(number as usize) {
                self.take(*number, &act);
            }
        }
    }

    /// Works everything out.
    pub fn finish(mut self, setting: &Setting<'_>) -> TiesFound {
        self.tally_acts();
        let main = Weighting::main(&setting.parameters.closeness);
        let (mut all, sensitivity) = self.gathered(&main, setting);
        let full: Vec<&Contacts> = all.iter().map(|account| &account.full).collect();
        let pooled = share::pool(&full, &setting.parameters.share);
        let regular = regular_accounts(&all, setting);
        let regularity = test_regularity(&all, setting);
        let rebound = test_rebound(&all, setting);
        let undated = all.iter().map(|account| u64::from(account.tally.undated)).sum();
        let (regularity_tested, rebound_tested) = (regularity.len(), rebound.len());
        let mut shares = Shares::new(&pooled, &setting.parameters.share);
        let mut accounts = Vec::with_capacity(all.len());
        while let Some(account) = all.pop() {
            let index = all.len();
            let tests = (regularity.get(&index).copied(), rebound.get(&index).copied());
            accounts.push(account.finish(&mut shares, regular.contains(&index), tests, &main, setting));
            // With hundreds of thousands of accounts, both lists at once would be the most memory that is ever needed.
            if index.is_multiple_of(1 << 14) {
                all.shrink_to_fit();
            }
        }
        accounts.sort_unstable_by(|a, b| {
            b.closeness.total_cmp(&a.closeness).then_with(|| by_name(a).cmp(&by_name(b)))
        });
        let closest =
            setting.parameters.shown.closest.min(accounts.iter().filter(|tie| tie.closeness > 0.0).count());
        TiesFound { accounts, pooled, sensitivity, closest, regularity_tested, rebound_tested, undated }
    }

    /// Every account, with all that can be said of it alone; and whether the ranking stands.
    fn gathered(mut self, main: &Weighting, setting: &Setting<'_>) -> (Vec<Gathered>, Vec<(String, usize)>) {
        let mut sensitivity = Sensitivity::new(setting.parameters);
        let whole = self.join();
        let of = |(number, (names, tally)): (AccountId, (Vec<String>, Box<Tally>))| {
            let contacts = tally.contacts();
            let account = Gathered::new(self.accounts.label(number), names, tally, &contacts, main, setting);
            sensitivity.rank(&account, &contacts);
            account
        };
        (whole.into_iter().map(of).collect(), sensitivity.finish())
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

fn by_name(tie: &Tie) -> (Platform, &str, PartyQuality, Option<&str>) {
    (tie.platform, &tie.label.name, tie.label.quality, tie.label.thread.as_deref())
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
    let mut tested = BTreeMap::new();
    for platform in setting.presence.platforms() {
        let on_platform = [platform];
        let minutes = setting.presence.minutes(&on_platform, i32::MIN..i32::MAX, |_, _| true);
        let mut owner = Sessions::new(&sessions(minutes, parameters.session_gap_minutes));
        for (index, account) in all.iter().enumerate().filter(|(_, account)| account.platform == platform) {
            if account.outgoing_contacts >= parameters.least_contacts
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
        let on_platform = [platform];
        let owner = Activity::new(setting.presence.minutes(&on_platform, i32::MIN..i32::MAX, |_, _| true));
        let end = owner.end();
        for (index, account) in all.iter().enumerate().filter(|(_, account)| account.platform == platform) {
            if rebound::is_possible(account.tally.most_quarters(), parameters)
                && let Some(result) = rebound::test(&account.tally.quarter_hours(), &owner, end, parameters)
            {
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
