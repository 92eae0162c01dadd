//! One-sided relationships (codebook, section 2).

pub mod closeness;
pub mod rebound;
pub mod regularity;
pub mod share;
mod tally;

use std::collections::{BTreeMap, BTreeSet};

use event::{Account, Direction, Event, Kind, Origin, Platform, Reverse, Timestamp, day_of};
use jiff::tz::TimeZone;

use crate::accounts::{AccountId, Accounts, Label};
use crate::numbers::holm;
use crate::parameters::TiesParameters;
use crate::presence::{DAY, Presence, sessions};
use closeness::{Rung, Weighting};
use rebound::{Activity, Rebound};
use regularity::{Regularity, Sessions, week_of};
use share::{Contacts, Pooled, Share, Verdict};
pub use tally::Sample;
use tally::{DayCount, Tally};

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
    /// Names of accounts that are public figures, as the owner or a study lists them, without case and `@`.
    pub public_figures: &'a BTreeSet<String>,
    /// The owner's time zone, if it is known.
    pub zone: Option<&'a TimeZone>,
}

/// What came of all ties.
#[derive(Debug, Clone)]
pub struct TiesFound {
    /// Every account with an act between it and the owner, closest first; equally close ones by name.
    pub accounts: Vec<Tie>,
    pub pooled: Pooled,
    /// For each other weighting: its name, and how many of the closest accounts are among its closest too.
    pub sensitivity: Vec<(String, usize)>,
    /// How many accounts the sensitivity speaks of.
    pub closest: usize,
    pub regularity_tested: usize,
    pub rebound_tested: usize,
    /// Acts in full channels that have no day and so are no contacts.
    pub undated: u64,
}

/// What can be said of one account.
#[derive(Debug, Clone)]
pub struct Tie {
    pub platform: Platform,
    pub label: Label,
    pub closeness: f64,
    pub ladder: Option<Rung>,
    /// The outgoing share; nothing where no full channel holds a contact.
    pub share: Option<Share>,
    pub grade: Option<Grade>,
    pub follow: Follow,
    /// Days with outgoing contact, whatever the channel: one for each day and channel.
    pub outgoing_contacts: u32,
    pub incoming_contacts: u32,
    /// Weeks with outgoing contact among the last 52.
    pub weeks: usize,
    pub regular: bool,
    pub regularity: Option<Tested<Regularity>>,
    pub rebound: Option<Tested<Rebound>>,
    /// Share of acts at night, and of how many acts.
    pub night: Option<(f64, u64)>,
    pub public_figure: bool,
    /// Not mutual, regular, a public figure, and with a grade.
    pub parasocial: bool,
    /// Outgoing and incoming acts by month: (year, month) to (outgoing, incoming).
    pub months: BTreeMap<(i16, i8), (u32, u32)>,
    /// Outgoing acts by kind, for people to read.
    pub acts: BTreeMap<Kind, u32>,
    pub first_day: Option<i32>,
    pub last_day: Option<i32>,
    /// The most recent records, and how many there are in all.
    pub samples: Vec<Sample>,
    pub records: u64,
}

/// A test of many, with its p-value after Holm's correction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tested<T> {
    pub result: T,
    pub adjusted: f64,
    pub flagged: bool,
}

/// How a return that does not come is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grade {
    /// Observed: one-sided by contacts in channels that show both directions.
    A,
    /// State: a follow that is not returned though both lists are whole, or messages on several days never answered.
    B,
    /// Structural: no channel with this account would show a return.
    C,
}

impl Grade {
    /// The letter and what it means.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
        }
    }
}

/// Follows between the owner and an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Follow {
    pub outgoing: bool,
    pub incoming: bool,
    /// Both lists are whole, so what is not in them is not.
    pub known: bool,
}

impl Follow {
    /// Returned, not returned, or unknown; nothing where the owner does not follow.
    pub const fn returned(self) -> Option<Option<bool>> {
        match (self.outgoing, self.incoming, self.known) {
            (false, _, _) => None,
            (true, true, _) => Some(Some(true)),
            (true, false, true) => Some(Some(false)),
            (true, false, false) => Some(None),
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
        let number = self.accounts.number(event.platform(), party);
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
        let all: Vec<Gathered> = whole
            .into_iter()
            .map(|(number, tally)| Gathered::new(self.accounts.label(number), tally, setting))
            .collect();
        let full: Vec<&Contacts> = all.iter().map(|account| &account.full).collect();
        let pooled = share::pool(&full, &setting.parameters.share);
        let regular = regular_accounts(&all, setting);
        let regularity = test_regularity(&all, setting);
        let rebound = test_rebound(&all, setting);
        let undated = all.iter().map(|account| u64::from(account.tally.undated)).sum();
        let (regularity_tested, rebound_tested) = (regularity.len(), rebound.len());
        let sensitivity = sensitivity(&all, setting.parameters);
        let mut accounts: Vec<Tie> = all
            .into_iter()
            .enumerate()
            .map(|(index, account)| {
                let tests = (regularity.get(&index).copied(), rebound.get(&index).copied());
                account.finish(&pooled, regular.contains(&index), tests, setting)
            })
            .collect();
        accounts
            .sort_by(|a, b| b.closeness.total_cmp(&a.closeness).then_with(|| by_name(a).cmp(&by_name(b))));
        let closest =
            setting.parameters.shown.closest.min(accounts.iter().filter(|tie| tie.closeness > 0.0).count());
        TiesFound { accounts, pooled, sensitivity, closest, regularity_tested, rebound_tested, undated }
    }

    /// One tally for each account, under the name that stands for it.
    fn join(&mut self) -> BTreeMap<AccountId, Tally> {
        let stands_for = self.accounts.joined();
        let mut whole: BTreeMap<AccountId, Tally> = BTreeMap::new();
        for (number, tally) in std::mem::take(&mut self.tallies).into_iter().enumerate() {
            let account = stands_for.get(number).copied().unwrap_or(number as AccountId);
            whole.entry(account).or_default().merge(tally, self.samples.max(1));
        }
        for tally in whole.values_mut() {
            tally.settle(self.samples.max(1));
        }
        whole.retain(|_, tally| tally.records > 0);
        whole
    }
}

fn by_name(tie: &Tie) -> (Platform, &str) {
    (tie.platform, &tie.label.name)
}

/// One account on its way from tally to tie.
struct Gathered {
    label: Label,
    platform: Platform,
    as_of: i32,
    tally: Tally,
    outgoing: Vec<DayCount>,
    full: Contacts,
    /// Outgoing contacts in the last 52 weeks, and in how many weeks.
    recent: u32,
    weeks: usize,
    closeness: f64,
}

impl Gathered {
    fn new(label: Label, tally: Tally, setting: &Setting<'_>) -> Self {
        let platform = label.platform.unwrap_or(Platform::X);
        let as_of = setting.as_of.get(&platform).copied().map_or(i32::MAX, day_of);
        let main = Weighting::main(&setting.parameters.closeness);
        let outgoing: Vec<DayCount> =
            tally.outgoing().into_iter().filter(|act| main.counts(act.kind)).collect();
        let closeness = main.closeness(&outgoing, tally.follows, as_of);
        let full = full_contacts(&tally);
        let since = as_of.saturating_sub(7 * setting.parameters.regular.of_weeks);
        let mut recent: Vec<(i32, Kind)> = tally
            .contacts()
            .filter(|contact| !contact.incoming && is_contact(contact.kind, &main) && contact.day > since)
            .map(|contact| (contact.day, contact.kind))
            .collect();
        recent.dedup();
        let weeks: BTreeSet<i32> = recent.iter().map(|(day, _)| week_of(*day)).collect();
        let (recent, weeks) = (recent.len() as u32, weeks.len());
        Self { label, platform, as_of, tally, outgoing, full, recent, weeks, closeness }
    }

    fn contacts(&self, incoming: bool, main: &Weighting) -> u32 {
        let counted = self.tally.contacts();
        let counted =
            counted.filter(|contact| contact.incoming == incoming && is_contact(contact.kind, main));
        counted.count() as u32
    }

    fn finish(
        self,
        pooled: &Pooled,
        regular: bool,
        (regularity, rebound): (Option<Tested<Regularity>>, Option<Tested<Rebound>>),
        setting: &Setting<'_>,
    ) -> Tie {
        let main = Weighting::main(&setting.parameters.closeness);
        let share = share::share(&self.full, pooled, &setting.parameters.share);
        let known = setting.whole_follow_lists.contains(&self.platform);
        let follow = Follow { outgoing: self.tally.follows, incoming: self.tally.followed, known };
        let grade = grade(&self, share.as_ref(), follow, setting.parameters);
        let public_figure = setting.public_figures.contains(&self.label.name.to_lowercase())
            || setting.public_figures.contains(&self.label.shown.trim_start_matches('@').to_lowercase());
        let mutual = share.is_some_and(|share| share.verdict == Verdict::Mutual);
        let mut acts: BTreeMap<Kind, u32> = BTreeMap::new();
        for act in &self.outgoing {
            *acts.entry(act.kind).or_default() += act.count;
        }
        let ladder =
            acts.keys().copied().chain(follow.outgoing.then_some(Kind::Follow)).filter_map(Rung::of).max();
        Tie {
            platform: self.platform,
            closeness: self.closeness,
            ladder,
            share,
            grade,
            follow,
            outgoing_contacts: self.contacts(false, &main),
            incoming_contacts: self.contacts(true, &main),
            weeks: self.weeks,
            regular,
            regularity,
            rebound,
            night: night(&self.tally, setting),
            public_figure,
            parasocial: !mutual && regular && public_figure && grade.is_some(),
            months: months(&self.tally, &main),
            acts,
            first_day: self.tally.contacts().map(|contact| contact.day).min(),
            last_day: self.tally.contacts().map(|contact| contact.day).max(),
            samples: self.tally.samples().to_vec(),
            records: self.tally.records,
            label: self.label,
        }
    }
}

/// Whether acts of that kind are contact: those that closeness weighs, but for the follow, which is a state.
fn is_contact(kind: Kind, main: &Weighting) -> bool {
    kind != Kind::Follow && main.counts(kind)
}

/// Contacts through full channels, by week.
fn full_contacts(tally: &Tally) -> Contacts {
    let mut weeks: BTreeMap<i32, (u32, u32)> = BTreeMap::new();
    for contact in tally.contacts().filter(|contact| contact.reverse == Reverse::Full) {
        let week = weeks.entry(week_of(contact.day)).or_default();
        if contact.incoming { week.1 += 1 } else { week.0 += 1 }
    }
    Contacts { weeks: weeks.into_values().collect() }
}

/// The grade of non-return. What only channels without a way back show is C and nothing else.
fn grade(
    account: &Gathered,
    share: Option<&Share>,
    follow: Follow,
    parameters: &TiesParameters,
) -> Option<Grade> {
    if share.is_some_and(|share| share.verdict == Verdict::OneSided) {
        return Some(Grade::A);
    }
    let full_days: BTreeSet<i32> = account
        .tally
        .contacts()
        .filter(|contact| contact.reverse == Reverse::Full && !contact.incoming)
        .map(|contact| contact.day)
        .collect();
    let anything_back = account.tally.followed || account.tally.contacts().any(|contact| contact.incoming);
    let unanswered =
        full_days.len() >= parameters.grade.unanswered_days as usize && account.full.incoming() == 0;
    let not_followed_back = follow.returned() == Some(Some(false)) && account.full.incoming() == 0;
    if unanswered || not_followed_back {
        return Some(Grade::B);
    }
    let acted = !account.outgoing.is_empty() || follow.outgoing;
    let no_way_back = account.full.total() == 0 && !anything_back;
    (acted && no_way_back).then_some(Grade::C)
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
        let owner = Sessions::new(&sessions(&minutes, parameters.session_gap_minutes));
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
        let ranked =
            closest(&|account| weighting.closeness(&account.outgoing, account.tally.follows, account.as_of));
        (other.name.clone(), main.intersection(&ranked).count())
    };
    parameters.closeness.others.iter().map(same_with).collect()
}

/// The share of acts in local hours of the night, by quarters of an hour with an act.
fn night(tally: &Tally, setting: &Setting<'_>) -> Option<(f64, u64)> {
    let (zone, parameters) = (setting.zone?, &setting.parameters.night);
    let hours = parameters.from_hour..parameters.before_hour;
    let (mut at_night, mut all) = (0_u64, 0_u64);
    for quarter in tally.quarter_hours() {
        let Ok(time) = Timestamp::from_second(quarter * 900) else { continue };
        all += 1;
        at_night += u64::from(hours.contains(&(zone.to_datetime(time).hour() as u32)));
    }
    (all >= parameters.least_acts).then(|| (at_night as f64 / all as f64, all))
}

fn months(tally: &Tally, main: &Weighting) -> BTreeMap<(i16, i8), (u32, u32)> {
    let mut months: BTreeMap<(i16, i8), (u32, u32)> = BTreeMap::new();
    for contact in tally.contacts().filter(|contact| is_contact(contact.kind, main)) {
        let Ok(time) = Timestamp::from_second(i64::from(contact.day) * 60 * DAY as i64) else { continue };
        let date = TimeZone::UTC.to_datetime(time).date();
        let month = months.entry((date.year(), date.month())).or_default();
        if contact.incoming { month.1 += 1 } else { month.0 += 1 }
    }
    months
}

/// The origins of samples: what a report has to name.
pub fn origins(ties: &[Tie]) -> BTreeSet<Origin> {
    ties.iter().flat_map(|tie| tie.samples.iter().map(|sample| sample.origin)).collect()
}
