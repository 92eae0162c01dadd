//! Blocks of sums, one for each key that was seen.
//!
//! While rows are counted, sums of one slot stand together: one question is counted after the other, and all blocks of one slot fit
//! where a processor reaches them fast. To work with them afterwards, the sums of one block are put together.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

/// Two numbers that tell blocks apart: a stratum or unit, and a pattern.
pub type Key = (u64, u64);

/// Blocks of so many slots, each a run of so many sums. A table is asked for a key at every row, so that it hashes; its order is
/// never seen, since [`turned`](Self::turned) gives blocks by key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Blocks<T> {
    slots: usize,
    run: usize,
    places: HashMap<Key, u32, FixedState>,
    /// Slot by slot, in each there is room for the runs of so many blocks.
    sums: Vec<T>,
    room: usize,
    /// Rows that belong together often stand together.
    #[serde(skip)]
    last: Option<(Key, u32)>,
}

impl<T: Clone + Default> Blocks<T> {
    pub fn new(slots: usize, run: usize) -> Self {
        Self { slots, run, places: HashMap::default(), sums: Vec::new(), room: 0, last: None }
    }

    /// The place of the block of a key; a new one holds zeros.
    pub fn place(&mut self, key: Key) -> u32 {
        let place = match self.last {
            Some((last, place)) if last == key => place,
            _ => self.find(key),
        };
        self.last = Some((key, place));
        place
    }

    fn find(&mut self, key: Key) -> u32 {
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let place = self.places.len();
        if place == self.room {
            self.make_room((self.room + self.room / 2).max(16));
        }
        self.places.insert(key, place as u32);
        place as u32
    }

    fn make_room(&mut self, room: usize) {
        let mut sums = vec![T::default(); self.slots * room * self.run];
        let used = self.room * self.run;
        for slot in 0..self.slots {
            let from = slot * used..(slot + 1) * used;
            sums[slot * room * self.run..][..used].clone_from_slice(&self.sums[from]);
        }
        (self.sums, self.room) = (sums, room);
    }

    /// The sums of a slot and those behind it, by place; the next slot begins so many further on.
    pub fn slots_from(&mut self, slot: usize) -> (&mut [T], usize) {
        let each = self.room * self.run;
        (&mut self.sums[slot * each..], each)
    }

    /// The run of one slot of a block.
    pub fn run(&mut self, place: u32, slot: usize) -> &mut [T] {
        let from = self.from(place, slot);
        &mut self.sums[from..from + self.run]
    }

    const fn from(&self, place: u32, slot: usize) -> usize {
        (slot * self.room + place as usize) * self.run
    }

    /// Takes in the blocks of another, of the same size; `key` says what its keys are called here, `join` how sums add up.
    pub fn merge(&mut self, other: &Self, key: impl Fn(Key) -> Key, join: impl Fn(&mut T, &T)) {
        let places: Vec<(u32, u32)> =
            other.places.iter().map(|(theirs, place)| (self.place(key(*theirs)), *place)).collect();
        for slot in 0..self.slots {
            for (ours, theirs) in &places {
                let theirs = &other.sums[other.from(*theirs, slot)..][..self.run];
                self.run(*ours, slot).iter_mut().zip(theirs).for_each(|(ours, theirs)| join(ours, theirs));
            }
        }
    }

    /// About how much memory the blocks take. Unit: bytes.
    pub fn bytes(&self) -> usize {
        self.sums.len() * size_of::<T>() + self.places.len() * 32
    }

    /// The sums of each block together, by key.
    pub fn turned(self) -> Turned<T> {
        let mut places: Vec<(Key, u32)> = self.places.iter().map(|(key, place)| (*key, *place)).collect();
        places.sort_unstable();
        let mut sums = Vec::with_capacity(places.len() * self.slots * self.run);
        for (_, place) in &places {
            for slot in 0..self.slots {
                sums.extend_from_slice(&self.sums[self.from(*place, slot)..][..self.run]);
            }
        }
        let keys = places.into_iter().map(|(key, _)| key).collect();
        Turned { width: self.slots * self.run, keys, sums }
    }
}

/// Blocks whose sums stand together.
#[derive(Debug, Clone)]
pub struct Turned<T> {
    width: usize,
    keys: Vec<Key>,
    sums: Vec<T>,
}

impl<T> Turned<T> {
    /// All blocks, by key.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &[T])> {
        let block = |(at, key): (usize, &Key)| (*key, &self.sums[at * self.width..][..self.width]);
        self.keys.iter().enumerate().map(block)
    }
}
