//! What a task may ask about its run.

use std::fmt;

use chrono::DateTime;
use chrono_tz::Tz;

use crate::clock::Millis;
use crate::scheduler::Scheduler;

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
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).build();
    /// scheduler.every(1).hour().run_with(|run| assert_eq!(run.slot().to_string(), "1970-01-01 01:00:00 UTC"))?;
    /// clock.advance(Duration::from_secs(3600 + 59));
    /// assert_eq!(scheduler.run_pending().ran, 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn slot(&self) -> DateTime<Tz> {
        self.scheduler.time(self.at)
    }

    /// Which try of this slot it is, from 1.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
    /// scheduler.every(1).hour().retry(5).run_with(|run| match run.attempt() {
    ///     3 => Ok(()),
    ///     _ => Err("not yet"),
    /// })?;
    /// let pass = scheduler.run_for(Duration::from_secs(3660));
    /// assert_eq!((pass.ran, pass.failed), (1, 2));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// How many slots before this one were missed since the last run.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).build();
    /// scheduler.every(1).hour().run_with(|run| assert_eq!(run.missed(), 4))?;
    /// clock.advance(Duration::from_secs(5 * 3600));
    /// assert_eq!(scheduler.run_pending().ran, 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn missed(&self) -> u64 {
        self.missed.into()
    }

    /// The job.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).hour().run_with(|run| {
    ///     run.job().cancel();
    /// })?;
    /// scheduler.run_all();
    /// assert!(!job.is_active());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn job(&self) -> Job {
        self.scheduler.handle(self.index, self.id)
    }

    /// The scheduler that runs it.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).hour().run_with(|run| run.scheduler().after("5m").tag("later").run(|| ()).map(drop))?;
    /// assert_eq!(scheduler.run_all().ran, 1);
    /// assert_eq!(scheduler.tagged("later").len(), 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn scheduler(&self) -> &Scheduler {
        &self.scheduler
    }

    /// A name for this run on which several machines agree: the job's name, `@`, the slot in UTC.
    /// A job without a name has its number.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
    /// scheduler.every(1).hour().named("bill").run_with(|run| {
    ///     assert_eq!(run.key(), "bill@1970-01-01T01:00:00Z");
    /// })?;
    /// assert_eq!(scheduler.run_for(Duration::from_secs(3600)).ran, 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
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
