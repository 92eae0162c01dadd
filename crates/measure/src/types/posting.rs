//! What the owner posts: posts, stories, comments, replies, quotes and shares with own words. Bare reposts and messages are
//! counted apart.
//!
//! Memory: 24 bytes for each item.

use std::collections::BTreeMap;

use event::{Author, Direction, Event, Kind, Platform};

use super::scope::Windows;
use super::{Rates, Setting};

/// Gathers items.
#[derive(Clone, Default)]
pub struct Posting {
    /// Platform, thread (hashed) and second of each item.
    items: Vec<(Platform, u64, i64)>,
    /// Items that are known to the day only.
    by_day: Vec<(Platform, i32)>,
    /// Bare reposts and messages by platform and day.
    apart: BTreeMap<(Platform, i32), (u32, u32)>,
    undated: u64,
}

impl Posting {
    /// Takes one event of the owner.
    pub fn update(&mut self, event: &Event<'_>) {
        let own_words = event.own_words().is_some();
        match event.kind() {
            Kind::Post | Kind::Story | Kind::Comment | Kind::Reply => self.add(event),
            Kind::Share if own_words => self.add(event),
            // A quote without words of its own is part of the post that holds them; a repost repeats another's.
            Kind::Share if is_bare_repost(event) => self.count_apart(event, (1, 0)),
            Kind::Message => self.count_apart(event, (0, 1)),
            _ => {}
        }
    }

    fn add(&mut self, event: &Event<'_>) {
        match (event.at.within_a_minute(), event.at.day()) {
            (Some(time), _) => self.items.push((event.platform(), thread_of(event), time.as_second())),
            (None, Some(day)) => self.by_day.push((event.platform(), day)),
            (None, None) => self.undated += 1,
        }
    }

    fn count_apart(&mut self, event: &Event<'_>, (shares, messages): (u32, u32)) {
        if let Some(day) = event.at.day() {
            let counts = self.apart.entry((event.platform(), day)).or_default();
            *counts = (counts.0 + shares, counts.1 + messages);
        }
    }

    /// Takes in what another gathered.
    pub fn merge(&mut self, other: Self) {
        self.items.extend(other.items);
        self.by_day.extend(other.by_day);
        self.undated += other.undated;
        for (key, (shares, messages)) in other.apart {
            let counts = self.apart.entry(key).or_default();
            *counts = (counts.0 + shares, counts.1 + messages);
        }
    }

    /// Puts the items in order; what follows expects it.
    pub fn settle(&mut self) {
        self.items.sort_unstable();
    }

    /// The items, in order of platform, thread and time: what follows its predecessor in one thread within so many seconds
    /// is part of the same item.
    fn apart_by(&self, same_item_seconds: i64) -> Vec<(Platform, i64)> {
        let mut items = Vec::new();
        let mut before: Option<(u64, i64)> = None;
        for &(platform, thread, second) in &self.items {
            let same = before.is_some_and(|(last, at)| last == thread && second - at <= same_item_seconds);
            if !same {
                items.push((platform, second));
            }
            before = Some((thread, second));
        }
        items
    }

    /// The times of items with an exact time, in seconds and in order.
    pub fn exact(&self, same_item_seconds: i64) -> Vec<i64> {
        let mut times: Vec<i64> =
            self.apart_by(same_item_seconds).into_iter().map(|(_, second)| second).collect();
        times.sort_unstable();
        times
    }

    /// The days of items on some platforms, in order.
    pub fn items(&self, same_item_seconds: i64, platforms: &[Platform]) -> Vec<i32> {
        let exact = self.apart_by(same_item_seconds).into_iter();
        let exact = exact.map(|(platform, second)| (platform, second.div_euclid(86_400) as i32));
        let all = exact.chain(self.by_day.iter().copied());
        let mut days: Vec<i32> =
            all.filter(|(platform, _)| platforms.contains(platform)).map(|(_, day)| day).collect();
        days.sort_unstable();
        days
    }

    /// Items without a day.
    pub const fn undated(&self) -> u64 {
        self.undated
    }

    /// Rates over the whole log: those of the platforms, each over its own days, added up. A platform whose export does not
    /// hold such acts adds nothing; where none does, the rate is unknown.
    pub fn rates(&self, logs: &Windows, ends: &BTreeMap<Platform, i32>, setting: &Setting<'_>) -> Rates {
        let mut rates = Rates { undated: self.undated, ..Rates::default() };
        for (platform, (first, last)) in logs {
            let end = ends.get(platform).copied().unwrap_or(*last);
            let days = (end - first + 1).max(1);
            let holds =
                |kinds: &[Kind]| kinds.iter().any(|kind| setting.readable.contains(&(*platform, *kind)));
            let items = self.items(setting.parameters.same_item_seconds, &[*platform]).len() as u64;
            let apart =
                self.apart.range((*platform, i32::MIN)..=(*platform, i32::MAX)).map(|(_, counts)| counts);
            let (shares, messages) = apart.fold((0_u64, 0_u64), |sum, counts| {
                (sum.0 + u64::from(counts.0), sum.1 + u64::from(counts.1))
            });
            let add = |rate: &mut Option<f64>, kinds: &[Kind], count: u64| {
                if holds(kinds) {
                    *rate = Some(rate.unwrap_or(0.0) + count as f64 / f64::from(days));
                }
            };
            add(&mut rates.posts, &[Kind::Post, Kind::Story, Kind::Comment, Kind::Reply], items);
            add(&mut rates.bare_shares, &[Kind::Share], shares);
            add(&mut rates.messages, &[Kind::Message], messages);
            rates.items += items;
            rates.days = rates.days.max(days);
        }
        rates
    }
}

fn is_bare_repost(event: &Event<'_>) -> bool {
    let others_words = event.text.as_ref().is_some_and(|text| text.author == Author::Other);
    others_words || event.direction == Direction::Own
}

/// Own posts of one platform are one thread; an answer belongs to the account and the item or conversation it answers.
fn thread_of(event: &Event<'_>) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut feed = |text: &str| {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    feed(event.platform().as_str());
    if event.direction == Direction::Outgoing {
        feed(event.party.as_ref().map_or("", |party| party.name.expose()));
        let thread = event.thread.as_ref();
        feed(thread.map_or("", |thread| thread.expose()));
    }
    hash
}
