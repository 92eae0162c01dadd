//! What is kept of one account while events stream by.
//!
//! Memory: 3 to 4 bytes for each account, day, kind and direction, about 2 for each quarter of an hour with an outgoing act, and
//! about 10 for at most half more than the records shown of each account; while not settled, at most twice of that. Nothing grows with
//! the number of acts in a quarter of an hour.

use event::{Direction, Event, Kind, Mode, Origin, Reverse, day_of};

use super::packed::{Bytes, Pack, Packed, write_number, write_step};

/// Acts of one kind and direction on one day, through channels of one reverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Cell {
    day: i32,
    kind: Kind,
    reverse: Reverse,
    incoming: bool,
    /// Through a channel that logs everything: only these make rates and trends.
    logged: bool,
    count: u16,
}

// What a cell is written as has five bits for the kind and two for the reverse.
const _: () = assert!(Kind::ALL.len() <= 32 && Reverse::ALL.len() <= 4);

impl Pack for Cell {
    const START: Self = Self {
        day: 0,
        kind: Kind::ALL[0],
        reverse: Reverse::ALL[0],
        incoming: false,
        logged: false,
        count: 0,
    };

    /// Most days hold few acts of a kind: then all but the day takes two bytes.
    fn write(&self, before: &Self, bytes: &mut Vec<u8>) {
        write_step(before.day.into(), self.day.into(), bytes);
        let flags = u64::from(self.incoming) << 1 | u64::from(self.logged);
        let rest = (self.kind as u64) << 4 | (self.reverse as u64) << 2 | flags;
        write_number(u64::from(self.count) << 9 | rest, bytes);
    }

    fn read(before: &Self, bytes: &mut Bytes<'_>) -> Self {
        let (day, rest) = (bytes.step(before.day.into()) as i32, bytes.number());
        Self {
            day,
            kind: Kind::ALL[(rest >> 4 & 31) as usize],
            reverse: Reverse::ALL[(rest >> 2 & 3) as usize],
            incoming: rest & 2 != 0,
            logged: rest & 1 != 0,
            count: (rest >> 9) as u16,
        }
    }

    fn absorb(&mut self, other: &Self) -> bool {
        let same = (self.day, self.kind, self.reverse, self.incoming, self.logged)
            == (other.day, other.kind, other.reverse, other.incoming, other.logged);
        if same {
            self.count = self.count.saturating_add(other.count);
        }
        same
    }
}

/// A quarter of an hour with an outgoing act, as its number since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Quarter(i64);

impl Pack for Quarter {
    const START: Self = Self(0);

    fn write(&self, before: &Self, bytes: &mut Vec<u8>) {
        write_step(before.0, self.0, bytes);
    }

    fn read(before: &Self, bytes: &mut Bytes<'_>) -> Self {
        Self(bytes.step(before.0))
    }

    fn absorb(&mut self, other: &Self) -> bool {
        self == other
    }
}

/// Acts of one kind on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DayCount {
    pub day: i32,
    pub kind: Kind,
    pub count: u32,
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

    /// Two records are never one.
    fn absorb(&mut self, _: &Self) -> bool {
        false
    }
}

/// What is kept of one account.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    cells: Packed<Cell>,
    quarters: Packed<Quarter>,
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
    /// Takes one event with this account.
    pub fn update(&mut self, event: &Event<'_>, samples: usize) {
        let incoming = match event.direction {
            Direction::Outgoing => false,
            Direction::Incoming => true,
            Direction::Own | Direction::Unknown => return,
        };
        let kind = event.kind();
        if kind == Kind::Follow {
            self.follows |= !incoming;
            self.followed |= incoming;
            self.returnable |= !incoming && event.channel.reverse == Reverse::State;
        }
        self.records += 1;
        let at = event.at.time();
        self.keep_sample(
            Sample { at: at.map(|at| at.as_second()), kind, incoming, origin: event.origin },
            samples,
        );
        let Some(at) = at else {
            self.undated += 1;
            return;
        };
        let day = day_of(at);
        let (reverse, logged) = (event.channel.reverse, event.channel.mode == Mode::Log);
        self.cells.push(Cell { day, kind, reverse, incoming, logged, count: 1 });
        // To follow or to block somebody changes a state; it is no contact.
        let is_state = matches!(kind, Kind::Follow | Kind::Unfollow | Kind::Block | Kind::Mute);
        if !incoming && !is_state && event.at.within_a_minute().is_some() {
            self.quarters.push(Quarter(at.as_second().div_euclid(900)));
        }
    }

    /// Takes in what another kept of the same account.
    pub fn merge(&mut self, other: Self, samples: usize) {
        other.cells.iter().for_each(|cell| self.cells.push(cell));
        other.quarters.iter().for_each(|quarter| self.quarters.push(quarter));
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
        self.samples.replace(kept);
    }

    /// Puts everything in order; what follows expects it.
    pub fn settle(&mut self, samples: usize) {
        self.cells.settle();
        self.quarters.settle();
        self.sort_samples(samples);
    }

    /// Gives back what no report shows.
    pub fn forget_quarters(&mut self) {
        self.quarters = Packed::default();
    }

    /// The records that are shown.
    pub fn samples(&self) -> Vec<Sample> {
        self.samples.iter().collect()
    }

    /// Outgoing acts by day and kind, whatever their channel.
    pub fn outgoing(&self) -> impl Iterator<Item = DayCount> {
        let day_count =
            |cell: Cell| DayCount { day: cell.day, kind: cell.kind, count: u32::from(cell.count) };
        self.cells.iter().filter(|cell| !cell.incoming).map(day_count)
    }

    /// Days with contact: one entry for each day, channel and direction.
    pub fn contacts(&self) -> impl Iterator<Item = Contact> {
        self.cells.iter().map(|cell| Contact {
            day: cell.day,
            kind: cell.kind,
            reverse: cell.reverse,
            incoming: cell.incoming,
            logged: cell.logged,
        })
    }

    /// The quarters of an hour with outgoing acts, as their numbers since 1970, in order.
    pub fn quarter_hours(&self) -> Vec<i64> {
        self.quarters.iter().map(|quarter| quarter.0).collect()
    }
}

/// One contact: one account, channel, day and direction with at least one act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Contact {
    pub day: i32,
    pub kind: Kind,
    pub reverse: Reverse,
    pub incoming: bool,
    pub logged: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_of_a_day_comes_back() {
        let mut cells = Packed::default();
        let mut expected = Vec::new();
        for (day, &kind) in (-40..).zip(Kind::ALL) {
            for &reverse in Reverse::ALL {
                for (incoming, logged, count) in [(false, true, 1), (true, false, 77), (true, true, u16::MAX)]
                {
                    expected.push(Cell { day: 300 * day, kind, reverse, incoming, logged, count });
                }
            }
        }
        expected.iter().for_each(|cell| cells.push(*cell));
        assert_eq!(cells.iter().collect::<Vec<_>>(), expected);
    }
}
