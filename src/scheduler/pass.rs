//! What a pass did.

use std::fmt;
use std::sync::{Arc, Weak};

use chrono::DateTime;
use chrono_tz::Tz;

use crate::event::Why;
use crate::job::Job;

use super::tick::{Due, Verdict};
use super::{Scheduler, Shared, time};

/// What a pass did: [`run_pending`](crate::Scheduler::run_pending) and its like return it.
///
/// ```
/// use punctual::Scheduler;
///
/// let scheduler = Scheduler::new();
/// scheduler.every(1).hour().run(|| ())?;
/// scheduler.every(1).hour().run(|| Err::<(), _>("no"))?;
/// let pass = scheduler.run_all();
/// assert_eq!((pass.ran, pass.failed, pass.missed, pass.skipped), (1, 1, 0, 0));
/// assert_eq!(pass.to_string(), "1 ran, 1 failed");
/// # Ok::<(), punctual::Error>(())
/// ```
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Pass {
    /// Runs that ended well.
    pub ran: u64,
    /// Runs that returned an error or panicked.
    pub failed: u64,
    /// Slots that passed without a run.
    pub missed: u64,
    /// Slots without a run, for a reason: see [`Why`].
    pub skipped: u64,
    /// None where nothing was due: such a pass is four zeros.
    slots: Option<Box<Slots>>,
}

/// What was decided, and what came of it.
#[derive(Clone)]
struct Slots {
    /// A pass may have a million slots, so it is the list of the decisions that is kept, and handles are made when
    /// asked for.
    list: Vec<Due>,
    /// How many of these were begun; the last of them is being carried out.
    at: usize,
    /// Slots of earlier passes that had waited for the end of a run.
    also: Vec<Due>,
    scheduler: Weak<Shared>,
    zone: Tz,
}

/// What came of a slot: [`Pass::outcomes`] lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields say by their names what they are")]
pub enum SlotOutcome {
    /// A run that ended well.
    #[non_exhaustive]
    Ran { job: Job, slot: DateTime<Tz> },
    /// A run that returned an error or panicked: [`Job::last_error`] says what.
    #[non_exhaustive]
    Failed { job: Job, slot: DateTime<Tz> },
    /// So many slots passed without a run.
    #[non_exhaustive]
    Missed { job: Job, count: u64 },
    /// A slot has no run.
    #[non_exhaustive]
    Skipped { job: Job, slot: DateTime<Tz>, why: Why },
}

/// What came of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Came {
    /// It is not carried out, or waits for the end of a run.
    Nothing,
    Ran,
    Failed,
    Missed,
    Skipped(Why),
}

impl Pass {
    /// The pass that carries these out.
    pub(super) fn of(scheduler: &Scheduler, due: Vec<Due>) -> Self {
        let (shared, zone) = (Arc::downgrade(&scheduler.0), scheduler.0.zone);
        let slots = Slots { list: due, at: 0, also: Vec::new(), scheduler: shared, zone };
        Self { slots: Some(Box::new(slots)), ..Self::default() }
    }

    /// The next decision to carry out.
    #[inline]
    pub(super) fn next(&mut self) -> Option<Due> {
        let slots = self.slots.as_mut()?;
        let next = slots.list.get(slots.at).copied();
        slots.at = slots.at.saturating_add(1);
        next
    }

    /// What came of each slot, in the order of the pass; last those that had waited for the end
    /// of a run.
    ///
    /// A job that is over by then may have nothing to say but its [id](Job::id).
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{ManualClock, Scheduler, SlotOutcome};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock.clone()).build();
    /// scheduler.every(10).minutes().named("poll").run(|| Err::<(), _>("no answer"))?;
    /// clock.advance(Duration::from_secs(1800));
    ///
    /// let said: Vec<String> = scheduler.run_pending().outcomes().map(|outcome| match outcome {
    ///     SlotOutcome::Missed { job, count, .. } => format!("{} missed {count}", job.name().unwrap()),
    ///     SlotOutcome::Failed { job, slot, .. } => format!("{} {}", slot.timestamp(), job.last_error().unwrap()),
    ///     other => format!("{other:?}"),
    /// }).collect();
    /// assert_eq!(said, ["poll missed 2", "1800 no answer"]);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn outcomes(&self) -> impl Iterator<Item = SlotOutcome> + '_ {
        self.slots.iter().flat_map(|slots| slots.outcomes())
    }

    /// Writes down what came of a slot.
    #[inline]
    pub(super) fn note(&mut self, due: &Due, came: Came) {
        let (count, more) = match came {
            Came::Ran => (&mut self.ran, 1),
            Came::Failed => (&mut self.failed, 1),
            Came::Skipped(_) => (&mut self.skipped, 1),
            Came::Missed => (&mut self.missed, due.missed.into()),
            Came::Nothing => return,
        };
        *count = count.saturating_add(more);
        if let Some(slots) = &mut self.slots {
            slots.note(due, came);
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.ran = self.ran.saturating_add(other.ran);
        self.failed = self.failed.saturating_add(other.failed);
        self.missed = self.missed.saturating_add(other.missed);
        self.skipped = self.skipped.saturating_add(other.skipped);
        match (&mut self.slots, other.slots) {
            (Some(slots), Some(more)) => {
                slots.list.extend(more.list);
                slots.also.extend(more.also);
            }
            (slots @ None, more) => *slots = more,
            (Some(_), None) => {}
        }
    }
}

impl Slots {
    fn outcomes(&self) -> impl Iterator<Item = SlotOutcome> + '_ {
        self.list.iter().chain(&self.also).flat_map(|due| {
            let is_told = due.missed > 0 && due.came != Came::Nothing;
            let missed = is_told.then(|| SlotOutcome::Missed { job: self.job(due), count: due.missed.into() });
            missed.into_iter().chain(self.outcome(due))
        })
    }

    fn outcome(&self, due: &Due) -> Option<SlotOutcome> {
        let slot = || time(due.at, self.zone);
        match due.came {
            Came::Ran => Some(SlotOutcome::Ran { job: self.job(due), slot: slot() }),
            Came::Failed => Some(SlotOutcome::Failed { job: self.job(due), slot: slot() }),
            Came::Skipped(why) => Some(SlotOutcome::Skipped { job: self.job(due), slot: slot(), why }),
            Came::Missed | Came::Nothing => None,
        }
    }

    fn job(&self, due: &Due) -> Job {
        match self.scheduler.upgrade() {
            Some(shared) => Scheduler(shared).handle(due.index, due.id),
            None => Job { scheduler: Weak::clone(&self.scheduler), index: due.index, id: due.id },
        }
    }

    #[inline]
    fn note(&mut self, due: &Due, came: Came) {
        match self.at.checked_sub(1).and_then(|at| self.list.get_mut(at)) {
            // A run by hand may have another slot by now.
            Some(own)
                if (own.at == due.at || own.verdict == Verdict::Now)
                    && matches!(own.came, Came::Nothing | Came::Missed) =>
            {
                (own.at, own.came) = (due.at, came);
            }
            _ => self.also.push(Due { came, ..*due }),
        }
    }
}

impl fmt::Debug for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pass({self})")
    }
}

impl fmt::Display for Pass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ran", self.ran)?;
        for (count, what) in [(self.failed, "failed"), (self.missed, "missed"), (self.skipped, "skipped")] {
            if count > 0 {
                write!(f, ", {count} {what}")?;
            }
        }
        Ok(())
    }
}
