//! What is kept of a job.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use crate::Schedule;
use crate::job::{Counts, Options, Overlap, SharedTask, Task, Work};

use super::kept::Kept;
use super::tick::Due;
use super::{Millis, NEVER};

/// What is kept of every job; a million of them fit a small machine.
pub(crate) struct Record {
    /// Its number, which is its age as well; 0 where there is no job.
    pub(super) id: u64,
    /// None for timers, and for jobs that come again after their end.
    pub(crate) schedule: Option<Schedule>,
    /// Away while it runs, and for tasks that are shared.
    pub(super) task: Option<Task>,
    /// The next slot, or [`NEVER`].
    pub(super) next: Millis,
    /// The slot of the last run, or [`NEVER`].
    pub(super) last: Millis,
    pub(super) ran: u64,
    pub(crate) details: Option<Box<Details>>,
    /// How many handles there are; with none, a job that is over leaves nothing.
    pub(super) handles: u32,
    /// Slots that are decided, but not begun.
    pub(super) pending: u16,
    pub(super) running: bool,
    pub(super) state: State,
}

/// Whether a job goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Active,
    Paused,
    Over,
}

/// What most jobs do without.
#[derive(Default)]
pub(crate) struct Details {
    pub(super) options: Options,
    pub(super) shared: Option<SharedTask>,
    /// How many runs of a shared task there are now.
    pub(super) shared_runs: u32,
    /// Comes again so long after its end.
    pub(super) again_after: Option<Millis>,
    pub(super) failed: u64,
    pub(super) missed: u64,
    pub(super) skipped: u64,
    pub(crate) last_error: Option<Arc<str>>,
    pub(crate) took: Option<Duration>,
    pub(super) resting_until: Option<Millis>,
    pub(super) waiting: VecDeque<Due>,
    pub(super) retry: Option<Retry>,
    /// How much later than the next slot its run begins.
    pub(super) delay: Millis,
    /// What a store has to do with it.
    pub(super) kept: Option<Box<Kept>>,
}

/// A run that will be tried again.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Retry {
    pub(super) at: Millis,
    pub(super) slot: Millis,
    pub(super) attempt: u16,
    pub(super) by_hand: bool,
}

impl Record {
    pub(super) fn new(task: Option<Task>) -> Self {
        Self {
            id: 0,
            schedule: None,
            task,
            next: NEVER,
            last: NEVER,
            ran: 0,
            details: None,
            handles: 0,
            pending: 0,
            running: false,
            state: State::Active,
        }
    }

    /// The options, or what they are where none were given.
    pub(crate) fn options(&self) -> Option<&Options> {
        self.details.as_deref().map(|details| &details.options)
    }

    pub(super) fn priority(&self) -> i32 {
        self.options().map_or(0, |options| options.priority)
    }

    pub(super) fn details(&mut self) -> &mut Details {
        self.details.get_or_insert_default()
    }

    /// The task comes back to its job. One that is shared is there anyway: what was borrowed is left over.
    pub(super) fn take_back(&mut self, work: Work) -> Option<SharedTask> {
        match work {
            Work::Alone(task) => {
                self.task = Some(task);
                self.running = false;
                None
            }
            Work::Shared(task) => {
                let details = self.details();
                details.shared_runs = details.shared_runs.saturating_sub(1);
                Some(task)
            }
        }
    }

    pub(super) fn overlap(&self) -> Overlap {
        self.options().map_or(Overlap::Skip, |options| options.overlap)
    }

    /// How many runs there are now.
    pub(crate) fn runs(&self) -> u32 {
        u32::from(self.running).saturating_add(self.details.as_ref().map_or(0, |details| details.shared_runs))
    }

    fn retry_at(&self) -> Millis {
        self.details.as_ref().and_then(|details| details.retry).map_or(NEVER, |retry| retry.at)
    }

    /// The next instant at which something is to be done.
    pub(super) fn next_at(&self) -> Millis {
        if self.state == State::Active { self.starts_at().min(self.retry_at()) } else { NEVER }
    }

    /// When the run of the next slot begins.
    pub(super) fn starts_at(&self) -> Millis {
        self.next.saturating_add(self.details.as_ref().map_or(0, |details| details.delay))
    }

    /// Whether nothing will come of it any more.
    pub(super) fn is_spent(&self) -> bool {
        self.state == State::Active
            && self.next_at() == NEVER
            && self.pending == 0
            && self.runs() == 0
            && self.details.as_ref().is_none_or(|details| details.waiting.is_empty())
    }

    pub(super) fn is_vacant(&self) -> bool {
        self.id == 0
    }
}

/// What handles ask.
impl Record {
    pub(crate) fn next_slot(&self) -> Option<Millis> {
        Some(self.next).filter(|next| *next != NEVER && self.state == State::Active)
    }

    pub(crate) fn last_slot(&self) -> Option<Millis> {
        Some(self.last).filter(|last| *last != NEVER)
    }

    pub(crate) fn is_active(&self) -> bool {
        self.state != State::Over
    }

    pub(crate) fn is_paused(&self) -> bool {
        self.state == State::Paused
    }

    pub(crate) fn counts(&self) -> Counts {
        let ran = self.ran;
        match &self.details {
            Some(it) => Counts { ran, failed: it.failed, missed: it.missed, skipped: it.skipped },
            None => Counts { ran, ..Counts::default() },
        }
    }
}
