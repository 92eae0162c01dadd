//! A list that takes few bytes: each item is kept as its difference from the one before.
//!
//! Memory: 2 to 4 bytes for an item that lies near the one before it, and a quarter of that as room to grow. Hundreds of
//! thousands of accounts have such lists at once; as plain values they would take five times as much.

/// What can be kept as a difference.
pub trait Pack: Copy + Ord {
    /// What the first item differs from.
    const START: Self;

    /// No item takes more bytes than this.
    const LONGEST: usize;

    /// Writes how it differs from the item before.
    fn write(&self, before: &Self, bytes: &mut Vec<u8>);

    /// Reads back what [`Pack::write`] wrote.
    fn read(before: &Self, bytes: &mut Bytes<'_>) -> Self;
}

/// Items in the order in which they came.
#[derive(Debug, Clone)]
pub struct Packed<T> {
    bytes: Vec<u8>,
    /// The newest item: the next is written as its difference from it.
    newest: T,
    written: u32,
}

impl<T: Pack> Default for Packed<T> {
    fn default() -> Self {
        Self { bytes: Vec::new(), newest: T::START, written: 0 }
    }
}

impl<T: Pack> Packed<T> {
    /// Adds an item.
    pub fn push(&mut self, item: T) {
        // Doubling, which a vector does by itself, would leave a third of the memory unused.
        if self.bytes.capacity() - self.bytes.len() < T::LONGEST {
            self.bytes.reserve_exact(T::LONGEST.max(self.bytes.len() / 4));
        }
        item.write(&self.newest, &mut self.bytes);
        self.newest = item;
        self.written += 1;
    }

    /// Keeps these items in place of all others.
    pub fn replace(&mut self, items: &[T]) {
        // Room for all of them at once, of which what is not needed is given back.
        *self = Self { bytes: Vec::with_capacity(items.len() * T::LONGEST), ..Self::default() };
        items.iter().for_each(|item| self.push(*item));
        self.bytes.shrink_to_fit();
    }

    /// All items, in order.
    pub fn iter(&self) -> impl Iterator<Item = T> {
        let mut bytes = Bytes(&self.bytes);
        let mut before = T::START;
        std::iter::from_fn(move || {
            (!bytes.0.is_empty()).then(|| {
                before = T::read(&before, &mut bytes);
                before
            })
        })
    }

    /// How many items are kept.
    pub const fn len(&self) -> usize {
        self.written as usize
    }
}

/// What can be added up where it says the same of the same place.
pub trait Absorb: Pack {
    /// Takes in an item that says the same of the same place, and says whether it did.
    fn absorb(&mut self, other: &Self) -> bool;
}

/// Items that are added up: in the order in which they came, or sorted and without repetitions after [`Sums::settle`].
#[derive(Debug, Clone)]
pub struct Sums<T> {
    packed: Packed<T>,
    /// The newest item, which is not packed yet, so that the next may be absorbed by it.
    last: Option<T>,
    settle_at: u32,
}

impl<T: Absorb> Default for Sums<T> {
    fn default() -> Self {
        Self { packed: Packed::default(), last: None, settle_at: 0 }
    }
}

/// Lists shorter than this are not worth sorting.
const SHORT: u32 = 32;

impl<T: Absorb> Sums<T> {
    /// Adds an item. A list that has doubled since it was last settled is settled again, so that repetitions are never more
    /// than half of it.
    pub fn push(&mut self, item: T) {
        if self.last.as_mut().is_some_and(|last| last.absorb(&item)) {
            return;
        }
        if let Some(last) = self.last.replace(item) {
            self.packed.push(last);
        }
        if self.packed.written > self.settle_at.max(SHORT) {
            self.settle();
            self.settle_at = 2 * self.packed.written;
        }
    }

    /// Sorts, and lets items of one place absorb each other.
    pub fn settle(&mut self) {
        let mut items: Vec<T> = self.iter().collect();
        items.sort_unstable();
        items.dedup_by(|next, first| first.absorb(next));
        self.last = items.pop();
        self.packed.replace(&items);
    }

    /// All items, in order.
    pub fn iter(&self) -> impl Iterator<Item = T> {
        self.packed.iter().chain(self.last)
    }

    /// How many items are kept.
    pub fn len(&self) -> usize {
        self.packed.len() + usize::from(self.last.is_some())
    }
}

/// Bytes that are being read back.
pub struct Bytes<'b>(&'b [u8]);

/// Writes a number in as many groups of seven bits as it needs (LEB128).
pub fn write_number(mut number: u64, bytes: &mut Vec<u8>) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Writes how far a number is from another: small differences in either direction take one byte.
pub fn write_step(from: i64, to: i64, bytes: &mut Vec<u8>) {
    let step = to.wrapping_sub(from);
    write_number(((step << 1) ^ (step >> 63)) as u64, bytes);
}

impl Bytes<'_> {
    /// Reads one byte; zero behind the end, which only a fault of ours can reach.
    pub fn byte(&mut self) -> u8 {
        let Some((&byte, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        byte
    }

    /// Reads what [`write_number`] wrote.
    pub fn number(&mut self) -> u64 {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = self.byte();
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return number;
            }
            shift += 7;
        }
    }

    /// Reads what [`write_step`] wrote.
    pub fn step(&mut self, from: i64) -> i64 {
        let folded = self.number();
        from.wrapping_add(((folded >> 1) as i64) ^ -((folded & 1) as i64))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    struct Counted {
        place: i64,
        count: u64,
    }

    impl Pack for Counted {
        const START: Self = Self { place: 0, count: 0 };
        const LONGEST: usize = 20;

        fn write(&self, before: &Self, bytes: &mut Vec<u8>) {
            write_step(before.place, self.place, bytes);
            write_number(self.count, bytes);
        }

        fn read(before: &Self, bytes: &mut Bytes<'_>) -> Self {
            Self { place: bytes.step(before.place), count: bytes.number() }
        }
    }

    impl Absorb for Counted {
        fn absorb(&mut self, other: &Self) -> bool {
            let same = self.place == other.place;
            self.count += if same { other.count } else { 0 };
            same
        }
    }

    proptest! {
        #[test]
        fn numbers_come_back(from: i64, to: i64, number: u64) {
            let mut bytes = Vec::new();
            write_step(from, to, &mut bytes);
            write_number(number, &mut bytes);
            let mut bytes = Bytes(&bytes);
            prop_assert_eq!((bytes.step(from), bytes.number()), (to, number));
            prop_assert!(bytes.0.is_empty());
        }

        #[test]
        fn sums_are_those_of_what_was_put_in(places in prop::collection::vec(-40_i64..40, 0..300)) {
            let mut sums = Sums::default();
            let mut plain = std::collections::BTreeMap::new();
            for place in &places {
                sums.push(Counted { place: *place, count: 1 });
                *plain.entry(*place).or_insert(0) += 1;
            }
            prop_assert!(sums.iter().count() <= places.len());
            sums.settle();
            let kept: Vec<(i64, u64)> = sums.iter().map(|item| (item.place, item.count)).collect();
            prop_assert_eq!(kept, plain.into_iter().collect::<Vec<_>>());
        }

        #[test]
        fn a_packed_list_keeps_its_order(places in prop::collection::vec(any::<i64>(), 0..30)) {
            let mut packed = Packed::default();
            for place in &places {
                packed.push(Counted { place: *place, count: 1 });
            }
            prop_assert_eq!(packed.iter().map(|item| item.place).collect::<Vec<_>>(), places);
        }
    }
}
