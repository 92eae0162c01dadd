//! Who does the work: this thread, or several that the caller brings along.

/// Runs pieces of work, in any order and at any time, and hands each result on in the order of the pieces.
pub trait Workers {
    fn each<T: Send>(&self, pieces: usize, work: &(dyn Fn(usize) -> T + Sync), take: &mut dyn FnMut(T));
}

/// One piece after the other, here.
pub struct Alone;

impl Workers for Alone {
    fn each<T: Send>(&self, pieces: usize, work: &(dyn Fn(usize) -> T + Sync), take: &mut dyn FnMut(T)) {
        (0..pieces).for_each(|piece| take(work(piece)));
    }
}
