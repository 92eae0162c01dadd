//! Blocks of sums, one for each key that was seen.

use foldhash::fast::FixedState;
use hashbrown::HashMap;

/// What tells blocks apart: a stratum, a unit in it and a pattern, as far as sums are kept for each of them; else 0.
pub type Key = (u64, u64, u64);

/// Blocks of so many sums, each in one piece. A table is asked for a key at every row, so that it hashes; its order is never seen.
#[derive(Debug, Clone, PartialEq)]
pub struct Blocks<T> {
    width: usize,
    places: HashMap<Key, u32, FixedState>,
    /// In the order in which they were seen.
    keys: Vec<Key>,
    sums: Vec<T>,
}

impl<T: Clone + Default> Blocks<T> {
    pub fn new(width: usize) -> Self {
        Self { width, places: HashMap::default(), keys: Vec::new(), sums: Vec::new() }
    }

    /// The place of the block of a key; a new one holds zeros.
    pub fn place(&mut self, key: Key) -> u32 {
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let place = self.keys.len() as u32;
        self.places.insert(key, place);
        self.keys.push(key);
        self.sums.resize(self.sums.len() + self.width, T::default());
        place
    }

    /// Does something with the sums of these slots of all blocks.
    pub fn each(&mut self, slots: &[bool], mut with: impl FnMut(&mut T)) {
        let chosen = self.sums.iter_mut().zip(slots.iter().cycle()).filter(|(_, chosen)| **chosen);
        chosen.for_each(|(sum, _)| with(sum));
    }

    /// The sums at a place.
    pub fn block(&mut self, place: u32) -> &mut [T] {
        &mut self.sums[place as usize * self.width..][..self.width]
    }
}

impl<T> Blocks<T> {
    /// How many there are. Places are numbered from 0 on.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// All blocks, by place.
    pub fn iter(&self) -> impl Iterator<Item = (Key, &[T])> {
        let block = |(place, key): (usize, &Key)| (*key, &self.sums[place * self.width..][..self.width]);
        self.keys.iter().enumerate().map(block)
    }

    /// About how much memory the blocks take. Unit: bytes.
    pub fn bytes(&self) -> usize {
        self.sums.len() * size_of::<T>() + self.keys.len() * 64
    }
}
