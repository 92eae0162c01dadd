//! Threads. They start after the sandbox is up, so it holds for all of them.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;

/// So many threads at the most.
#[derive(Debug, Clone, Copy)]
pub struct Threads(NonZero<usize>);

impl Threads {
    /// As many as asked for; as many as the machine has cores if nothing was.
    pub fn new(wanted: Option<NonZero<usize>>) -> Self {
        Self(wanted.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZero::<usize>::MIN))
    }

    /// Runs pieces of work, and gives their results in the order of the pieces.
    pub fn map<T: Send>(&self, pieces: usize, work: &(dyn Fn(usize) -> T + Sync)) -> Vec<T> {
        let threads = self.0.get().min(pieces);
        if threads <= 1 {
            return (0..pieces).map(work).collect();
        }
        let (next, (sender, receiver)) = (AtomicUsize::new(0), mpsc::channel());
        let mut done: Vec<(usize, T)> = std::thread::scope(|scope| {
            for _ in 0..threads {
                let (next, sender) = (&next, sender.clone());
                scope.spawn(move || {
                    loop {
                        let piece = next.fetch_add(1, Ordering::Relaxed);
                        // Whoever collects is there until all are done.
                        if piece >= pieces || sender.send((piece, work(piece))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            receiver.into_iter().collect()
        });
        done.sort_by_key(|(piece, _)| *piece);
        done.into_iter().map(|(_, result)| result).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_pieces() {
        for threads in [1, 2, 7] {
            let threads = Threads::new(NonZero::new(threads));
            assert_eq!(threads.map(20, &|piece| piece * piece), (0..20).map(|n| n * n).collect::<Vec<_>>());
            assert!(threads.map(0, &|piece| piece).is_empty());
        }
    }
}
