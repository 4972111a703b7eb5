//! What a task may ask about its run.

use std::fmt;

use chrono::DateTime;
use chrono_tz::Tz;

use crate::scheduler::{Millis, Scheduler};

use super::Job;

/// One run of a job, as the task given to [`run_with`](crate::JobBuilder::run_with) sees it.
///
/// ```
/// use chrono::DateTime;
/// use chrono_tz::Tz;
/// use punctual::{ManualClock, Scheduler};
///
/// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
/// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
/// scheduler.every(1).hour().named("report").run_with(|run| {
///     assert_eq!(run.slot().to_string(), "1970-01-01 01:00:00 UTC");
///     assert_eq!(run.key(), "report@1970-01-01T01:00:00Z");
///     assert_eq!((run.attempt(), run.missed()), (1, 0));
///     run.job().cancel();
/// })?;
/// let pass = scheduler.run_until(&"1970-01-02T00:00:00Z".parse::<DateTime<chrono::Utc>>().unwrap());
/// assert_eq!((pass.ran, scheduler.jobs().len()), (1, 0));
/// # Ok::<(), punctual::Error>(())
/// ```
#[derive(Clone)]
pub struct Run {
    pub(crate) scheduler: Scheduler,
    pub(crate) index: u32,
    pub(crate) id: u64,
    pub(crate) at: Millis,
    pub(crate) attempt: u32,
    pub(crate) missed: u32,
}

impl Run {
    /// The nominal time, whenever the run really began.
    pub fn slot(&self) -> DateTime<Tz> {
        self.scheduler.time(self.at)
    }

    /// Which try of this slot it is, from 1.
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// How many slots before this one were missed since the last run.
    pub fn missed(&self) -> u64 {
        self.missed.into()
    }

    /// The job.
    pub fn job(&self) -> Job {
        self.scheduler.handle(self.index, self.id)
    }

    /// The scheduler that runs it.
    pub fn scheduler(&self) -> &Scheduler {
        &self.scheduler
    }

    /// A name for this run on which several machines agree: the job's name, `@`, the slot in UTC.
    /// A job without a name has its number.
    pub fn key(&self) -> String {
        key(&self.job(), self.slot())
    }
}

pub(crate) fn key(job: &Job, slot: DateTime<Tz>) -> String {
    let utc = slot.to_utc().to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
    match job.name() {
        Some(name) => format!("{name}@{utc}"),
        None => format!("#{}@{utc}", job.id()),
    }
}

impl fmt::Debug for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Run({}, attempt {})", self.key(), self.attempt)
    }
}
