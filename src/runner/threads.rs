//! What is known of the threads of a scheduler.

use std::collections::VecDeque;
use std::thread::ThreadId;

use crate::scheduler::Due;

/// The threads of a scheduler.
#[derive(Debug, Default)]
pub(crate) struct Threads {
    /// How often the scheduler was started: a thread of an earlier start ends.
    pub(super) start: u64,
    pub(super) on: bool,
    /// Whether one of them sleeps until something is due.
    pub(super) has_timer: bool,
    /// Whether something changed since that one looked.
    pub(super) changed: bool,
    pub(super) work: VecDeque<Due>,
    /// How many of them have work in hand.
    pub(super) busy: usize,
    /// The threads there are.
    pub(super) alive: Vec<ThreadId>,
}

impl Threads {
    pub(crate) fn are_on(&self) -> bool {
        self.on || !self.alive.is_empty()
    }

    pub(crate) fn changed(&mut self) {
        self.changed = true;
    }

    pub(crate) fn is(&self, start: u64) -> bool {
        self.on && self.start == start
    }

    /// The number of the last start.
    #[cfg(feature = "tokio")]
    pub(super) fn number(&self) -> u64 {
        self.start
    }

    /// The number of this start, if there is none yet that goes on.
    pub(super) fn begin(&mut self) -> Option<u64> {
        if self.on {
            return None;
        }
        self.on = true;
        self.start = self.start.saturating_add(1);
        self.has_timer = false;
        self.busy = 0;
        Some(self.start)
    }

    /// Takes a run to do, unless so many are in hand already.
    pub(super) fn take(&mut self, workers: usize) -> Option<Due> {
        let due = if self.busy < workers { self.work.pop_front() } else { None }?;
        self.busy = self.busy.saturating_add(1);
        Some(due)
    }
}
