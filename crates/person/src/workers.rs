//! Who does the work: this thread, or several that the caller brings along.

/// Runs pieces of work, in any order and at any time, and gives their results in the order of the pieces.
pub trait Workers {
    fn map<T: Send>(&self, pieces: usize, work: &(dyn Fn(usize) -> T + Sync)) -> Vec<T>;
}

/// One piece after the other, here.
pub struct Alone;

impl Workers for Alone {
    fn map<T: Send>(&self, pieces: usize, work: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
        (0..pieces).map(work).collect()
    }
}
