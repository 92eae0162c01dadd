//! What the owner posts: posts, stories, comments, replies, quotes and shares with own words. Bare reposts and messages are
//! counted apart.
//!
//! Memory: 8 bytes for each item, and 4 more while their rhythm is worked out.

use std::collections::BTreeMap;

use event::{Author, Direction, Event, Kind, Platform};

use super::scope::Windows;
use super::time::DayCounts;
use super::{Rates, Setting};

/// Gathers items.
#[derive(Clone, Default)]
pub struct Posting {
    /// In lists as they were gathered, since one that grows to millions would be copied on its way.
    items: BTreeMap<Platform, Vec<Vec<Item>>>,
    /// Items that are known to the day only, by platform and day.
    by_day: BTreeMap<(Platform, i32), u32>,
    /// Bare reposts and messages by platform and day.
    apart: BTreeMap<(Platform, i32), (u32, u32)>,
    undated: u64,
}

/// An item, in order of thread and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    /// Hashed: two threads have the same number once in four billion times, and only what comes within seconds of the other
    /// in both would be taken for one item.
    thread: u32,
    /// Since 1970.
    second: u32,
}

impl Item {
    fn day(self) -> i32 {
        (self.second / 86_400) as i32
    }
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
        let platform = event.platform();
        // A time that does not fit lies before 1970 or after 2106: it is wrong, and no rhythm is read from it.
        let second = event.at.within_a_minute().and_then(|time| u32::try_from(time.as_second()).ok());
        match (second, event.at.day()) {
            (Some(second), _) => {
                let lists = self.items.entry(platform).or_insert_with(|| vec![Vec::new()]);
                let item = Item { thread: thread_of(event), second };
                lists.last_mut().into_iter().for_each(|list| list.push(item));
            }
            (None, Some(day)) => *self.by_day.entry((platform, day)).or_default() += 1,
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
        for (platform, mut lists) in other.items {
            lists.iter_mut().for_each(Vec::shrink_to_fit);
            self.items.entry(platform).or_default().append(&mut lists);
        }
        for (key, count) in other.by_day {
            *self.by_day.entry(key).or_default() += count;
        }
        self.undated += other.undated;
        for (key, (shares, messages)) in other.apart {
            let counts = self.apart.entry(key).or_default();
            *counts = (counts.0 + shares, counts.1 + messages);
        }
    }

    /// Puts the items in order, and joins those that are parts of one: what follows its predecessor in one thread within so
    /// many seconds. What follows expects it.
    pub fn settle(&mut self, same_item_seconds: i64) {
        for lists in self.items.values_mut() {
            let mut items = Vec::with_capacity(lists.iter().map(Vec::len).sum());
            // Each list is given back as soon as it is taken over.
            lists.drain(..).for_each(|list| items.extend(list));
            items.sort_unstable();
            let mut before: Option<Item> = None;
            items.retain(|item| {
                let same = before.replace(*item).is_some_and(|before| {
                    before.thread == item.thread
                        && i64::from(item.second - before.second) <= same_item_seconds
                });
                !same
            });
            lists.push(items);
        }
    }

    fn of(&self, platform: Platform) -> impl Iterator<Item = &Item> {
        self.items.get(&platform).into_iter().flatten().flatten()
    }

    /// The times of items with an exact time, in seconds since 1970 and in order.
    pub fn exact(&self) -> Vec<u32> {
        let mut times: Vec<u32> = self.items.values().flatten().flatten().map(|item| item.second).collect();
        times.sort_unstable();
        times
    }

    /// How many items some platforms have of each day.
    pub fn days(&self, platforms: &[Platform]) -> DayCounts {
        let mut counts = BTreeMap::new();
        for platform in platforms {
            let exact = self.of(*platform).map(|item| (item.day(), 1));
            exact.chain(self.of_day(*platform)).for_each(|(day, count)| {
                *counts.entry(day).or_default() += count;
            });
        }
        DayCounts::new(counts)
    }

    /// The items of one platform that are known to the day only.
    fn of_day(&self, platform: Platform) -> impl Iterator<Item = (i32, u32)> {
        let all = self.by_day.range((platform, i32::MIN)..=(platform, i32::MAX));
        all.map(|((_, day), count)| (*day, *count))
    }

    fn count(&self, platform: Platform) -> u64 {
        let exact = self.of(platform).count() as u64;
        exact + self.of_day(platform).map(|(_, count)| u64::from(count)).sum::<u64>()
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
            let items = self.count(*platform);
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
fn thread_of(event: &Event<'_>) -> u32 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut feed = |text: &str| {
        for byte in text.bytes().chain([0]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    if event.direction == Direction::Outgoing {
        feed(event.party.as_ref().map_or("", |party| party.name.expose()));
        let thread = event.thread.as_ref();
        feed(thread.map_or("", |thread| thread.expose()));
    }
    (hash ^ hash >> 32) as u32
}
