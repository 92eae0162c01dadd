//! Blocks of sums, one for each key that was seen.

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use serde::{Deserialize, Serialize};

/// Two numbers that tell blocks apart: a stratum or unit, and a pattern.
pub type Key = (u64, u64);

/// Blocks of so many sums each. A table is asked for a key at every row, so that it hashes; its order is never seen, since
/// [`sorted`](Self::sorted) gives blocks by key.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Blocks<T> {
    width: usize,
    places: HashMap<Key, u32, FixedState>,
    blocks: Vec<Box<[T]>>,
    /// Rows that belong together often stand together.
    #[serde(skip)]
    last: Option<(Key, u32)>,
}

impl<T: Clone + Default> Blocks<T> {
    pub fn new(width: usize) -> Self {
        Self { width, places: HashMap::default(), blocks: Vec::new(), last: None }
    }

    /// The block of a key; a new one holds zeros.
    pub fn block(&mut self, key: Key) -> &mut [T] {
        let place = match self.last {
            Some((last, place)) if last == key => place,
            _ => self.place(key),
        };
        self.last = Some((key, place));
        &mut self.blocks[place as usize]
    }

    fn place(&mut self, key: Key) -> u32 {
        if let Some(place) = self.places.get(&key) {
            return *place;
        }
        let place = self.blocks.len() as u32;
        self.places.insert(key, place);
        self.blocks.push(vec![T::default(); self.width].into_boxed_slice());
        place
    }

    /// Takes in the blocks of another, of the same width; `key` says what its keys are called here, `join` how sums add up.
    pub fn merge(&mut self, other: &Self, key: impl Fn(Key) -> Key, join: impl Fn(&mut T, &T)) {
        for (theirs, place) in &other.places {
            let ours = self.block(key(*theirs));
            ours.iter_mut().zip(&other.blocks[*place as usize]).for_each(|(ours, theirs)| join(ours, theirs));
        }
    }

    /// All blocks, by key.
    pub fn sorted(&self) -> Vec<(Key, &[T])> {
        let mut blocks: Vec<(Key, &[T])> =
            self.places.iter().map(|(key, place)| (*key, &*self.blocks[*place as usize])).collect();
        blocks.sort_unstable_by_key(|(key, _)| *key);
        blocks
    }

    /// About how much memory the blocks take. Unit: bytes.
    pub fn bytes(&self) -> usize {
        self.blocks.len() * (self.width * size_of::<T>() + 48)
    }
}
