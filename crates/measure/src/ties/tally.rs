//! What is kept of one account while events stream by.
//!
//! Memory: 2 to 4 bytes for each quarter of an hour, kind and direction with an act, and about 10 for at most half more than the
//! records shown of each account; while not settled, at most twice of that. Nothing grows with the number of acts in a quarter
//! of an hour.

use event::{Kind, Origin, Reverse};

use super::act::Act;
use super::packed::{Absorb, Bytes, Pack, Packed, Sums, write_number, write_step};

/// Acts of one kind and direction in one quarter of an hour, through channels of one reverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    /// Since 1970.
    quarter: i32,
    way: Way,
    count: u16,
}

/// All that tells acts of one time apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    kind: Kind,
    reverse: Reverse,
    incoming: bool,
    logged: bool,
    /// Whether the quarter counts. If not, only the day does, and the quarter is the first of it.
    exact: bool,
}

const QUARTERS: i32 = 96;

// What a way is written as has five bits for the kind and two for the reverse.
const _: () = assert!(Kind::ALL.len() <= 32 && Reverse::ALL.len() <= 4);

impl Way {
    fn to_bits(self) -> u64 {
        let flags = u64::from(self.incoming) << 2 | u64::from(self.logged) << 1 | u64::from(self.exact);
        (self.kind as u64) << 5 | (self.reverse as u64) << 3 | flags
    }

    fn from_bits(bits: u64) -> Self {
        Self {
            kind: Kind::ALL[(bits >> 5 & 31) as usize],
            reverse: Reverse::ALL[(bits >> 3 & 3) as usize],
            incoming: bits & 4 != 0,
            logged: bits & 2 != 0,
            exact: bits & 1 != 0,
        }
    }
}

impl Cell {
    /// Of one act at so many seconds since 1970. Only outgoing acts have quarters of an hour that anything asks for.
    fn new(act: &Act, at: i64) -> Self {
        let exact = act.exact && !act.incoming && !act.is_state();
        let day = at.div_euclid(86_400);
        let quarter = if exact { at.div_euclid(900) } else { day * i64::from(QUARTERS) };
        let Act { kind, reverse, incoming, logged, .. } = *act;
        Self { quarter: quarter as i32, way: Way { kind, reverse, incoming, logged, exact }, count: 1 }
    }

    const fn day(&self) -> i32 {
        self.quarter.div_euclid(QUARTERS)
    }
}

impl Pack for Cell {
    const START: Self = Self {
        quarter: 0,
        way: Way {
            kind: Kind::ALL[0],
            reverse: Reverse::ALL[0],
            incoming: false,
            logged: false,
            exact: false,
        },
        count: 0,
    };
    const LONGEST: usize = 10;

    /// One act in the same way as before takes nothing but its time: two bytes if that is within a month.
    fn write(&self, before: &Self, bytes: &mut Vec<u8>) {
        let step = i64::from(self.quarter) - i64::from(before.quarter);
        let as_before = self.way == before.way && self.count == 1;
        write_step(0, step << 1 | i64::from(!as_before), bytes);
        if !as_before {
            write_number(u64::from(self.count) << 10 | self.way.to_bits(), bytes);
        }
    }

    fn read(before: &Self, bytes: &mut Bytes<'_>) -> Self {
        let step = bytes.step(0);
        let quarter = (i64::from(before.quarter) + (step >> 1)) as i32;
        if step & 1 == 0 {
            return Self { quarter, way: before.way, count: 1 };
        }
        let rest = bytes.number();
        Self { quarter, way: Way::from_bits(rest), count: (rest >> 10) as u16 }
    }
}

impl Absorb for Cell {
    fn absorb(&mut self, other: &Self) -> bool {
        let same = (self.quarter, self.way) == (other.quarter, other.way);
        if same {
            self.count = self.count.saturating_add(other.count);
        }
        same
    }
}

/// A record that a number can unfold to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sample {
    /// Seconds since 1970; nothing for undated acts.
    pub at: Option<i64>,
    pub kind: Kind,
    pub incoming: bool,
    pub origin: Origin,
}

impl Pack for Sample {
    const START: Self = Self {
        at: None,
        kind: Kind::ALL[0],
        incoming: false,
        origin: Origin { archive: 0, member: 0, record: 0 },
    };
    const LONGEST: usize = 32;

    fn write(&self, before: &Self, bytes: &mut Vec<u8>) {
        let flags = u8::from(self.at.is_some()) << 1 | u8::from(self.incoming);
        bytes.extend([self.kind as u8, flags]);
        if let Some(at) = self.at {
            write_step(before.at.unwrap_or_default(), at, bytes);
        }
        let (here, there) = (self.origin, before.origin);
        write_step(there.archive.into(), here.archive.into(), bytes);
        write_step(there.member.into(), here.member.into(), bytes);
        write_step(there.record as i64, here.record as i64, bytes);
    }

    fn read(before: &Self, bytes: &mut Bytes<'_>) -> Self {
        let (kind, flags) = (bytes.byte(), bytes.byte());
        Self {
            kind: Kind::ALL[usize::from(kind)],
            incoming: flags & 1 != 0,
            at: (flags & 2 != 0).then(|| bytes.step(before.at.unwrap_or_default())),
            origin: Origin {
                archive: bytes.step(before.origin.archive.into()) as u16,
                member: bytes.step(before.origin.member.into()) as u32,
                record: bytes.step(before.origin.record as i64) as u64,
            },
        }
    }
}

/// What is kept of one account.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    cells: Sums<Cell>,
    samples: Packed<Sample>,
    /// Once there are as many records as are shown: when the oldest of them was. What is older is not kept.
    oldest: Option<i64>,
    /// All records of the account, those shown among them.
    pub records: u64,
    /// The owner follows the account; the account follows the owner.
    pub follows: bool,
    pub followed: bool,
    /// The owner follows it through a list that an answer would stand in: a page follows nobody.
    pub returnable: bool,
    /// Acts without a day, which can be no contacts.
    pub undated: u32,
}

impl Tally {
    /// Takes one act with this account.
    pub fn update(&mut self, act: &Act, samples: usize) {
        let Act { kind, incoming, .. } = *act;
        if kind == Kind::Follow {
            self.follows |= !incoming;
            self.followed |= incoming;
            self.returnable |= !incoming && act.reverse == Reverse::State;
        }
        self.records += 1;
        self.keep_sample(Sample { at: act.at, kind, incoming, origin: act.origin }, samples);
        match act.at {
            Some(at) => self.cells.push(Cell::new(act, at)),
            None => self.undated += 1,
        }
    }

    /// Takes in what another kept of the same account.
    pub fn merge(&mut self, other: Self, samples: usize) {
        if self.records == 0 {
            *self = other;
            return;
        }
        other.cells.iter().for_each(|cell| self.cells.push(cell));
        other.samples.iter().for_each(|sample| self.keep_sample(sample, samples));
        self.records += other.records;
        self.follows |= other.follows;
        self.followed |= other.followed;
        self.returnable |= other.returnable;
        self.undated += other.undated;
    }

    /// Keeps the most recent ones, undated ones last, and among equals those that stand first.
    fn keep_sample(&mut self, sample: Sample, most: usize) {
        if self.oldest.is_some() && sample.at < self.oldest {
            return;
        }
        self.samples.push(sample);
        if self.samples.len() > most + most / 2 {
            self.sort_samples(most);
        }
    }

    fn sort_samples(&mut self, most: usize) {
        let mut kept: Vec<Sample> = self.samples.iter().collect();
        kept.sort_unstable_by(|a, b| b.at.cmp(&a.at).then(a.cmp(b)));
        kept.truncate(most);
        if kept.len() == most {
            self.oldest = kept.last().and_then(|oldest| oldest.at);
        }
        self.samples.replace(&kept);
    }

    /// Puts everything in order; what follows expects it.
    pub fn settle(&mut self, samples: usize) {
        self.cells.settle();
        self.sort_samples(samples);
    }

    /// The records that are shown.
    pub fn samples(&self) -> Vec<Sample> {
        self.samples.iter().collect()
    }

    /// Days with contact, in order: one entry for each day, channel and direction.
    pub fn contacts(&self) -> Vec<Contact> {
        let mut contacts: Vec<Contact> = Vec::with_capacity(self.cells.len());
        // Where the day of the last contact begins: what it holds is put in order once it is over.
        let mut begin = 0;
        for cell in self.cells.iter() {
            let Way { kind, reverse, incoming, logged, .. } = cell.way;
            let count = u32::from(cell.count);
            let contact = Contact { day: cell.day(), kind, reverse, incoming, logged, count };
            if contacts.last().is_some_and(|last| last.day != contact.day) {
                add_up(&mut contacts, begin);
                begin = contacts.len();
            }
            contacts.push(contact);
        }
        add_up(&mut contacts, begin);
        contacts
    }

    /// No fewer than there are quarters of an hour with outgoing acts.
    pub fn most_quarters(&self) -> usize {
        self.cells.len()
    }

    /// The quarters of an hour with outgoing acts, as their numbers since 1970, in order.
    pub fn quarter_hours(&self) -> Vec<i64> {
        let exact = self.cells.iter().filter(|cell| cell.way.exact);
        let mut quarters: Vec<i64> = exact.map(|cell| i64::from(cell.quarter)).collect();
        quarters.dedup();
        quarters
    }
}

/// One contact: one account, channel, day and direction with at least one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Contact {
    pub day: i32,
    pub kind: Kind,
    pub reverse: Reverse,
    pub incoming: bool,
    pub logged: bool,
    /// How many acts.
    pub count: u32,
}

/// Makes one of contacts that differ in their quarter of an hour only, among those of one day, which begins there.
fn add_up(contacts: &mut Vec<Contact>, begin: usize) {
    let of_day = contacts.len() - begin;
    if of_day < 2 {
        return;
    }
    contacts[begin..].sort_unstable();
    let mut last = begin;
    for next in begin + 1..contacts.len() {
        let (one, other) = (contacts[last], contacts[next]);
        if (Contact { count: 0, ..one }) == (Contact { count: 0, ..other }) {
            contacts[last].count += other.count;
        } else {
            last += 1;
            contacts[last] = other;
        }
    }
    contacts.truncate(last + 1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let mut cells = Packed::default();
        let mut expected = Vec::new();
        for (at, &kind) in (-40..).zip(Kind::ALL) {
            for &reverse in Reverse::ALL {
                for (incoming, logged, count) in
                    [(false, true, 1), (false, true, 1), (true, false, 77), (true, true, u16::MAX)]
                {
                    let way = Way { kind, reverse, incoming, logged, exact: !incoming };
                    expected.push(Cell { quarter: 30_000 * at, way, count });
                }
            }
        }
        expected.extend([i32::MIN, i32::MAX].map(|quarter| Cell { quarter, ..Cell::START }));
        expected.iter().for_each(|cell| cells.push(*cell));
        assert_eq!(cells.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_day_is_one_contact_for_each_way_however_many_quarters() {
        let mut tally = Tally::default();
        let act = |hour: i64, kind, incoming| Act {
            at: Some(86_400 * 19_000 + 3600 * hour),
            exact: true,
            kind,
            reverse: Reverse::Full,
            incoming,
            logged: true,
            origin: Origin::default(),
        };
        let (message, react) = (Kind::Message, Kind::React);
        for (hour, kind, incoming) in [
            (9, message, false),
            (10, react, false),
            (11, message, true),
            (12, message, false),
            (33, react, false),
        ] {
            tally.update(&act(hour, kind, incoming), 5);
        }
        tally.settle(5);
        let days = |incoming: bool, kind: Kind| {
            let all = tally.contacts().into_iter();
            let of_kind = all.filter(move |one| (one.incoming, one.kind) == (incoming, kind));
            of_kind.map(|contact| contact.day).collect::<Vec<_>>()
        };
        assert_eq!(days(false, message), [19_000]);
        assert_eq!(days(true, message), [19_000]);
        assert_eq!(days(false, react), [19_000, 19_001]);
        let counts: Vec<u32> = tally.contacts().iter().map(|contact| contact.count).collect();
        assert_eq!(counts, [1, 2, 1, 1]);
        assert_eq!(tally.quarter_hours().len(), 4);
    }
}
