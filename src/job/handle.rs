//! The handle to a job.

use std::fmt;
use std::sync::Weak;

use crate::scheduler::{Scheduler, Shared};

/// A handle to a job: what it did, what comes next, and all that can be done to it.
///
/// The job goes on when its handles are dropped. A handle outlives its job: then it still knows
/// what the job did.
///
/// ```
/// use std::time::Duration;
/// use chrono::DateTime;
/// use chrono_tz::Tz;
/// use punctual::{ManualClock, Scheduler};
///
/// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
/// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
/// let job = scheduler.every(10).minutes().named("poll").run(|| Err::<(), _>("no answer"))?;
///
/// scheduler.run_for(Duration::from_secs(1200));
/// assert_eq!(job.name().as_deref(), Some("poll"));
/// assert_eq!((job.counts().ran, job.counts().failed), (0, 2));
/// assert_eq!(job.last_error().as_deref(), Some("no answer"));
/// assert_eq!(job.last_run().unwrap().to_string(), "1970-01-01 00:20:00 UTC");
/// assert_eq!(job.next_run().unwrap().to_string(), "1970-01-01 00:30:00 UTC");
///
/// job.reschedule(punctual::every(1).hour())?;
/// assert_eq!(job.next_run().unwrap().to_string(), "1970-01-01 01:00:00 UTC");
/// job.pause();
/// assert_eq!(job.next_run(), None);
/// job.resume();
/// assert!(job.cancel());
/// assert!(!job.cancel());
/// # Ok::<(), punctual::Error>(())
/// ```
pub struct Job {
    pub(crate) scheduler: Weak<Shared>,
    pub(crate) index: u32,
    pub(crate) id: u64,
}

impl Job {
    pub(super) fn scheduler(&self) -> Option<Scheduler> {
        self.scheduler.upgrade().map(Scheduler)
    }
}

impl Clone for Job {
    fn clone(&self) -> Self {
        match self.scheduler() {
            Some(scheduler) => scheduler.handle(self.index, self.id),
            None => Self { scheduler: Weak::clone(&self.scheduler), index: self.index, id: self.id },
        }
    }
}

impl Drop for Job {
    fn drop(&mut self) {
        if let Some(scheduler) = self.scheduler() {
            scheduler.forget(self);
        }
    }
}

impl PartialEq for Job {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && Weak::ptr_eq(&self.scheduler, &other.scheduler)
    }
}

impl Eq for Job {}

/// The job in a few words, for messages: `job "poll"`, and without a name its number and schedule.
///
/// ```
/// use punctual::Scheduler;
///
/// let scheduler = Scheduler::new();
/// let poll = scheduler.every(10).minutes().named("poll").run(|| ())?;
/// assert_eq!(poll.to_string(), "job \"poll\"");
/// let second = scheduler.every(1).hour().run(|| ())?;
/// assert_eq!(second.to_string(), "job 2 (every hour)");
/// # Ok::<(), punctual::Error>(())
/// ```
impl fmt::Display for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.name(), self.schedule()) {
            (Some(name), _) => write!(f, "job \"{name}\""),
            (None, Some(schedule)) => write!(f, "job {} ({schedule})", self.id),
            (None, None) => write!(f, "job {}", self.id),
        }
    }
}

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Job({self})")
    }
}
