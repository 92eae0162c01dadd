//! Random numbers that are the same on every machine.

/// SplitMix64 (Steele, Lea and Flood 2014): enough for resampling, and no secret. The same seed gives the same draws.
#[derive(Debug, Clone)]
pub struct Draws(u64);

impl Draws {
    /// Starts at a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 (included) to 1 (not included).
    pub fn share(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// A whole number from 0 up to `below`, which must not be 0.
    pub const fn index(&mut self, below: usize) -> usize {
        ((self.bits() as u128 * below as u128) >> 64) as usize
    }

    /// `count` of the numbers below `end`, each at most once; in no order that matters.
    pub fn sample(&mut self, end: usize, count: usize) -> Vec<usize> {
        let mut all: Vec<usize> = (0..end).collect();
        for place in 0..count.min(end) {
            let other = place + self.index(end - place);
            all.swap(place, other);
        }
        all.truncate(count);
        all
    }
}
