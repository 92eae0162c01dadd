//! Threads. They start after the sandbox is up, so it holds for all of them.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::sync::{Condvar, Mutex, PoisonError, mpsc};

/// So many threads at the most.
#[derive(Debug, Clone, Copy)]
pub struct Threads(NonZero<usize>);

impl Threads {
    /// As many as asked for; as many as the machine has cores if nothing was.
    pub fn new(wanted: Option<NonZero<usize>>) -> Self {
        Self(wanted.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZero::<usize>::MIN))
    }

    /// Runs pieces of work, and hands each result on in the order of the pieces, on the thread that calls. No piece is begun
    /// that is far ahead of those that were handed on, so that only a few results wait at a time.
    pub fn each<T: Send>(&self, pieces: usize, work: &(dyn Fn(usize) -> T + Sync), take: &mut dyn FnMut(T)) {
        let threads = self.0.get().min(pieces);
        if threads <= 1 {
            return (0..pieces).for_each(|piece| take(work(piece)));
        }
        let queue = Queue::new(pieces, AHEAD * threads);
        let (sender, receiver) = mpsc::channel();
        std::thread::scope(|scope| {
            for _ in 0..threads {
                let (queue, sender) = (&queue, sender.clone());
                scope.spawn(move || {
                    let _ends = EndsAll(queue);
                    while let Some(piece) = queue.begin() {
                        // Whoever collects is there until all are done.
                        let _ = sender.send((piece, work(piece)));
                    }
                });
            }
            drop(sender);
            let (mut waiting, mut due) = (BTreeMap::new(), 0);
            for (piece, result) in receiver {
                waiting.insert(piece, result);
                while let Some(result) = waiting.remove(&due) {
                    take(result);
                    due += 1;
                    queue.handed_on();
                }
            }
        });
    }
}

/// Pieces for each thread that may be begun before the first of them is handed on.
const AHEAD: usize = 2;

/// Which piece comes next, and how far ahead it may be.
struct Queue {
    state: Mutex<State>,
    moved: Condvar,
    pieces: usize,
    ahead: usize,
}

#[derive(Default)]
struct State {
    next: usize,
    handed_on: usize,
    ended: bool,
}

impl Queue {
    fn new(pieces: usize, ahead: usize) -> Self {
        Self { state: Mutex::default(), moved: Condvar::new(), pieces, ahead }
    }

    /// The next piece, once it may be begun; nothing when there is none.
    fn begin(&self) -> Option<usize> {
        let far = |state: &mut State| {
            !state.ended && state.next < self.pieces && state.next >= state.handed_on + self.ahead
        };
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let mut state = self.moved.wait_while(state, far).unwrap_or_else(PoisonError::into_inner);
        if state.ended || state.next >= self.pieces {
            return None;
        }
        state.next += 1;
        Some(state.next - 1)
    }

    fn handed_on(&self) {
        self.change(|state| state.handed_on += 1);
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner));
        self.moved.notify_all();
    }
}

/// A thread that ends, be it in a panic, keeps no other waiting for its piece.
struct EndsAll<'q>(&'q Queue);

impl Drop for EndsAll<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.change(|state| state.ended = true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_pieces() {
        for threads in [1, 2, 7] {
            let threads = Threads::new(NonZero::new(threads));
            for pieces in [0, 1, 20, 300] {
                let mut found = Vec::new();
                threads.each(pieces, &|piece| piece * piece, &mut |result| found.push(result));
                assert_eq!(found, (0..pieces).map(|n| n * n).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn no_piece_is_begun_far_ahead_of_those_handed_on() {
        let (begun, threads) = (Mutex::new(0), Threads::new(NonZero::new(3)));
        let mut taken = 0;
        let work = |piece: usize| {
            let mut begun = begun.lock().unwrap();
            *begun = piece.max(*begun);
        };
        threads.each(100, &work, &mut |()| {
            assert!(*begun.lock().unwrap() <= taken + 3 * AHEAD);
            taken += 1;
        });
        assert_eq!(taken, 100);
    }

    #[test]
    #[should_panic = "a scoped thread panicked"]
    fn a_panic_keeps_nobody_waiting() {
        let work = |piece: usize| assert!(piece != 3);
        Threads::new(NonZero::new(2)).each(100, &work, &mut |()| {});
    }
}
