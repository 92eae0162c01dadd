//! What came of ties, for reports to speak of.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use event::{Kind, Platform};

use super::closeness::{Rung, Weighting};
use super::gathered::months;
use super::rebound::Rebound;
use super::regularity::Regularity;
use super::share::{Pooled, Share};
use super::tally::{Contact, Sample, Tally};
use crate::accounts::Label;
use crate::parameters::TiesParameters;

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
    /// One for each day and channel with an act, whatever the channel.
    pub outgoing_contacts: u32,
    pub incoming_contacts: u32,
    pub days: Days,
    /// Some messages of the platform could not be read, so nothing is said about answers that did not come.
    pub cut: bool,
    /// Weeks with outgoing contact among the last 52, in channels that log everything.
    pub weeks: usize,
    pub regular: bool,
    /// Boxed, since few of hundreds of thousands of accounts have one.
    pub regularity: Option<Box<Tested<Regularity>>>,
    pub rebound: Option<Box<Tested<Rebound>>>,
    /// Share of acts at night, and of how many acts.
    pub night: Option<(f64, u64)>,
    pub public_figure: bool,
    /// The owner says that they know each other in person: see [`Tie::told`].
    pub in_person: bool,
    /// Not mutual, regular, a public figure, with a grade, and nobody whom the owner says they know in person.
    pub parasocial: bool,
    pub first_day: Option<i32>,
    pub last_day: Option<i32>,
    /// Every name that the export has for the account.
    pub names: Vec<String>,
    /// What is only worked out for the few accounts that are shown.
    pub(super) tally: Box<Tally>,
}

impl Tie {
    /// How many records there are.
    pub const fn records(&self) -> u64 {
        self.tally.records
    }

    /// The most recent records.
    pub fn samples(&self) -> Vec<Sample> {
        self.tally.samples()
    }

    /// Outgoing acts by kind, for people to read; messages and calls by days.
    pub fn acts(&self, parameters: &TiesParameters) -> BTreeMap<Kind, u32> {
        let main = Weighting::main(&parameters.closeness);
        let mut acts: BTreeMap<Kind, u32> = BTreeMap::new();
        for act in self.tally.contacts().iter().filter(|act| !act.incoming && main.counts(act.kind)) {
            let by_days = matches!(act.kind, Kind::Message | Kind::Call);
            *acts.entry(act.kind).or_default() += if by_days { 1 } else { act.count };
        }
        acts
    }

    /// Outgoing acts by kind in channels that log everything, each counted: what rates are made of. Acts without a time are none.
    pub fn logged_acts(&self) -> BTreeMap<Kind, u64> {
        self.logged_on(i32::MIN..=i32::MAX)
    }

    /// The same on some days alone, counted from 1970-01-01.
    pub fn logged_on(&self, days: RangeInclusive<i32>) -> BTreeMap<Kind, u64> {
        let mut acts: BTreeMap<Kind, u64> = BTreeMap::new();
        let wanted = |act: &&Contact| !act.incoming && act.logged && days.contains(&act.day);
        for act in self.tally.contacts().iter().filter(wanted) {
            *acts.entry(act.kind).or_default() += u64::from(act.count);
        }
        acts
    }

    /// Days with contact by month, in channels that log everything: (year, month) to (outgoing, incoming).
    pub fn months(&self, parameters: &TiesParameters) -> BTreeMap<(i16, i8), (u32, u32)> {
        let main = Weighting::main(&parameters.closeness);
        months(&self.tally.contacts(), &main)
    }
}

/// Days with at least one contact, each counted once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Days {
    pub outgoing: u32,
    pub incoming: u32,
    /// In channels that show both directions.
    pub outgoing_answerable: u32,
    pub incoming_answerable: u32,
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
    /// The owner's own list is there.
    pub own_known: bool,
}

impl Follow {
    /// Whether a follow of the owner's is known not to be returned.
    pub const fn is_unreturned(self) -> bool {
        self.outgoing && !self.incoming && self.known
    }
}
