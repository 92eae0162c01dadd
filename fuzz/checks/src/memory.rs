//! How much memory a reader asks for: every allocation of the program is counted.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

fn grow(bytes: usize) {
    let held = HELD.fetch_add(bytes, Ordering::Relaxed) + bytes;
    MOST.fetch_max(held, Ordering::Relaxed);
}

// Sound: the system's allocator does the work, with the arguments as they came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        grow(layout.size());
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        grow(layout.size());
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(at, layout) }
    }

    unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        grow(size);
        unsafe { System.realloc(at, layout, size) }
    }
}

/// Does some work. Panics if it holds more bytes at any time than it may.
pub fn within<T>(most: usize, what: &str, work: impl FnOnce() -> T) -> T {
    let before = HELD.load(Ordering::Relaxed);
    MOST.store(before, Ordering::Relaxed);
    let done = work();
    let held = MOST.load(Ordering::Relaxed) - before;
    assert!(held <= most, "{what} held {held} bytes and may hold {most}");
    done
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_held_is_counted() {
        super::within(2_000_000, "a million bytes", || vec![1_u8; 1_000_000]);
        let caught = std::panic::catch_unwind(|| super::within(1000, "too much", || vec![1_u8; 1_000_000]));
        assert!(caught.is_err());
    }
}
