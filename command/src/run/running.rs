//! Runs that go on while their job is changed: they count for its overlap as its own do.

use std::sync::Arc;

use parking_lot::Mutex;

/// The runs of a job, and how often it was changed.
#[derive(Debug, Clone, Default)]
pub(super) struct Running {
    /// After how many changes each that goes on began.
    going: Arc<Mutex<Vec<u32>>>,
    changes: u32,
}

/// A run, until it is dropped.
pub(super) struct Goes(Running);

impl Running {
    /// The runs of what the job becomes.
    pub(super) fn of_next(&self) -> Self {
        Self { going: Arc::clone(&self.going), changes: self.changes.wrapping_add(1) }
    }

    /// Whether a run goes on of what the job was.
    pub(super) fn is_of_before(&self) -> bool {
        self.going.lock().iter().any(|changes| *changes != self.changes)
    }

    pub(super) fn begin(&self) -> Goes {
        self.going.lock().push(self.changes);
        Goes(self.clone())
    }
}

impl Drop for Goes {
    fn drop(&mut self) {
        let mut going = self.0.going.lock();
        if let Some(at) = going.iter().position(|changes| *changes == self.0.changes) {
            going.swap_remove(at);
        }
    }
}
