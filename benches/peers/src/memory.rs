//! Bytes that a value holds: its own and what it asked of the heap.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The system's allocator, counting the bytes asked for and not yet given back.
struct Counting;

static HELD: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator unchanged.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        HELD.fetch_add(layout.size(), Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Relaxed);
        unsafe { System.dealloc(pointer, layout) }
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
    let before = HELD.load(Relaxed);
    values.extend((0..MANY).map(|_| make()));
    let held = HELD.load(Relaxed) - before;
    (size_of::<T>() * MANY + held) as f64 / MANY as f64
}
