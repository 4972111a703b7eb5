//! Bytes that a value holds: its own and what it asked of the heap.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};

/// The system's allocator; while `COUNTS`, it counts the bytes asked for and not yet given back. At other times it does
/// nothing more, so that rows in nanoseconds do not pay for it.
struct Counting;

static COUNTS: AtomicBool = AtomicBool::new(false);
static HELD: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if COUNTS.load(Relaxed) {
            HELD.fetch_add(layout.size(), Relaxed);
        }
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        if COUNTS.load(Relaxed) {
            HELD.fetch_sub(layout.size(), Relaxed);
        }
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        if COUNTS.load(Relaxed) {
            HELD.fetch_add(size, Relaxed);
            HELD.fetch_sub(layout.size(), Relaxed);
        }
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// The bytes of one value of those that `make` makes, its own size included.
pub fn bytes<T>(make: impl Fn() -> T) -> f64 {
    const MANY: usize = 64;
    // Tables that are built at first use are nobody's in particular.
    drop(make());
    let mut values = Vec::with_capacity(MANY);
    HELD.store(0, Relaxed);
    COUNTS.store(true, Relaxed);
    values.extend((0..MANY).map(|_| make()));
    COUNTS.store(false, Relaxed);
    (size_of::<T>() * MANY + HELD.load(Relaxed)) as f64 / MANY as f64
}

/// What a value that is made asks of the heap and keeps.
pub fn heap<T>(make: impl FnOnce() -> T) -> f64 {
    HELD.store(0, Relaxed);
    COUNTS.store(true, Relaxed);
    let value = make();
    COUNTS.store(false, Relaxed);
    let held = HELD.load(Relaxed);
    drop(value);
    held as f64
}
