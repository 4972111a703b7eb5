//! What happens to jobs, told to whoever observes.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::{Job, StoreError};

/// What happened, as an observer hears it.
///
/// With the feature `tracing` each is also a log line of the target `punctual`, by itself: what
/// goes wrong as an error (`Failed`, `Panicked`, `Parked`), what is late as a warning (`Missed`,
/// `Slow`, `ClockJumped`), what is unusual as an info (`Skipped`, `Retried`, `Paused`), and all else for
/// debugging. A run is a span `run` with `job`, `slot` and `attempt` around whatever its task
/// logs.
///
/// ```
/// use std::sync::{Arc, Mutex};
/// use punctual::{Event, Scheduler};
///
/// let scheduler = Scheduler::new();
/// let errors = Arc::new(Mutex::new(Vec::new()));
/// let seen = Arc::clone(&errors);
/// scheduler.observe(move |event| {
///     if let Event::Failed { job, error, .. } = event {
///         seen.lock().unwrap().push(format!("{}: {error}", job.name().unwrap_or_default()));
///     }
/// });
/// scheduler.every(1).hour().named("backup").run(|| Err::<(), _>("disk full"))?;
/// scheduler.run_all();
/// assert_eq!(*errors.lock().unwrap(), ["backup: disk full"]);
/// # Ok::<(), punctual::Error>(())
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the fields say by their names what they are")]
pub enum Event {
    /// A job was added.
    #[non_exhaustive]
    Added { job: Job },
    /// A job is gone: cancelled, replaced, or past its last slot.
    #[non_exhaustive]
    Removed { job: Job },
    /// A run begins.
    #[non_exhaustive]
    Started { job: Job, slot: DateTime<Tz>, attempt: u32 },
    /// A run ended well.
    #[non_exhaustive]
    Finished { job: Job, slot: DateTime<Tz>, took: Duration },
    /// A run returned an error.
    #[non_exhaustive]
    Failed { job: Job, slot: DateTime<Tz>, attempt: u32, error: Arc<str> },
    /// A run panicked, with this message.
    #[non_exhaustive]
    Panicked { job: Job, slot: DateTime<Tz>, attempt: u32, message: Arc<str> },
    /// A run will be tried again, so much later.
    #[non_exhaustive]
    Retried { job: Job, slot: DateTime<Tz>, attempt: u32, after: Duration },
    /// A run took longer than the job's [`warn_after`](crate::JobBuilder::warn_after).
    #[non_exhaustive]
    Slow { job: Job, slot: DateTime<Tz>, took: Duration },
    /// So many slots passed without a run. The count is exact for plain intervals, and for all
    /// else up to 100,000.
    #[non_exhaustive]
    Missed { job: Job, count: u64 },
    /// A slot has no run.
    #[non_exhaustive]
    Skipped { job: Job, slot: DateTime<Tz>, why: Why },
    /// A job was paused.
    #[non_exhaustive]
    Paused { job: Job },
    /// A job goes on.
    #[non_exhaustive]
    Resumed { job: Job },
    /// A schedule gave a slot that is not later than the one before. That would be a mistake in
    /// this crate; the job is paused instead of running for ever.
    #[non_exhaustive]
    Parked { job: Job },
    /// The clock was set back by more than three hours. Every job is timed anew from `to`.
    #[non_exhaustive]
    ClockJumped { from: DateTime<Utc>, to: DateTime<Utc> },
    /// A job has another schedule than the store knew under its name; it goes on from now.
    #[non_exhaustive]
    Rescheduled { job: Job, before: Arc<str> },
    /// The store has a job that the program does not have. It stays there.
    #[non_exhaustive]
    Unknown { name: Arc<str>, schedule: Arc<str> },
    /// The store could not do what it was asked, and is left alone for a while.
    #[non_exhaustive]
    StoreFailed { error: StoreError, again_in: Duration },
    /// The store works again.
    #[non_exhaustive]
    StoreWorks {},
    /// A slot could not be claimed, since the store failed. It is decided again later.
    #[non_exhaustive]
    PutOff { job: Job, slot: DateTime<Tz>, error: StoreError },
    /// A run went on without a sign of life for too long: another program may have run the slot
    /// again, and what came of it here was not kept.
    #[non_exhaustive]
    Lost { job: Option<Job>, name: Arc<str>, slot: DateTime<Tz> },
    /// A run was cut off, and is not repeated: the job is run
    /// [at most once](crate::JobBuilder::at_most_once), or was asked for by hand.
    #[non_exhaustive]
    Interrupted { job: Option<Job>, name: Arc<str>, slot: DateTime<Tz> },
    /// A run was cut off three times. It is not tried again until somebody
    /// [releases](crate::Scheduler::release) it.
    #[non_exhaustive]
    Quarantined { job: Option<Job>, name: Arc<str>, slot: DateTime<Tz> },
    /// An observer panicked, with this message.
    #[non_exhaustive]
    ObserverPanicked { message: Arc<str> },
}

/// Why a slot has no run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Why {
    /// The run before still went on.
    Overlap,
    /// It was within the rest after a run: [`min_gap`](crate::JobBuilder::min_gap).
    Resting,
    /// A condition said no: [`only_if`](crate::JobBuilder::only_if),
    /// [`skip_if`](crate::JobBuilder::skip_if).
    Condition,
    /// The job was cancelled before its turn came.
    Cancelled,
    /// The job was paused before its turn came.
    Paused,
    /// The scheduler was stopped before its turn came.
    Stopped,
}

impl Why {
    /// The word for it, as stores keep it: `overlap`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overlap => "overlap",
            Self::Resting => "resting",
            Self::Condition => "condition",
            Self::Cancelled => "cancelled",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
        }
    }
}

impl Event {
    /// The job it is about, if it is about one.
    ///
    /// ```
    /// use std::sync::mpsc::channel;
    /// use std::sync::Mutex;
    /// use punctual::Scheduler;
    ///
    /// let (sender, heard) = channel();
    /// let sender = Mutex::new(sender);
    /// let scheduler = Scheduler::new();
    /// scheduler.observe(move |event| drop(sender.lock().unwrap().send(event.job().and_then(|job| job.name()))));
    /// scheduler.every(1).hour().named("report").run(|| ())?;
    /// assert_eq!(heard.recv().unwrap().as_deref(), Some("report"));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn job(&self) -> Option<&Job> {
        match self {
            Self::Added { job }
            | Self::Removed { job }
            | Self::Started { job, .. }
            | Self::Finished { job, .. }
            | Self::Failed { job, .. }
            | Self::Panicked { job, .. }
            | Self::Retried { job, .. }
            | Self::Slow { job, .. }
            | Self::Missed { job, .. }
            | Self::Skipped { job, .. }
            | Self::Paused { job }
            | Self::Resumed { job }
            | Self::Parked { job }
            | Self::Rescheduled { job, .. }
            | Self::PutOff { job, .. } => Some(job),
            Self::Lost { job, .. } | Self::Interrupted { job, .. } | Self::Quarantined { job, .. } => job.as_ref(),
            Self::Unknown { .. }
            | Self::StoreFailed { .. }
            | Self::StoreWorks {}
            | Self::ClockJumped { .. }
            | Self::ObserverPanicked { .. } => None,
        }
    }
}
