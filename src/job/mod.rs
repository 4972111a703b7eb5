//! A job: a schedule, a task, and a handle to both.

#[cfg(feature = "tokio")]
mod asynchronous;
mod build;
mod options;
mod policy;
mod run;
mod task;

use std::fmt;
use std::sync::{Arc, Weak};
use std::time::Duration;

use chrono::DateTime;
use chrono_tz::Tz;

use crate::scheduler::{Pass, Scheduler, Shared};
use crate::{Error, JobBuilder, Schedule};

#[cfg(feature = "tokio")]
pub(crate) use asynchronous::{AsyncRun, AsyncTask};
pub(crate) use options::fixed;
pub(crate) use policy::{Condition, Options};
pub use policy::{Missed, Overlap};
pub use run::Run;
pub use task::TaskResult;
pub(crate) use task::{Outcome, SharedTask, Task, Work};

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

/// How often a job ran, failed, was missed and skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Counts {
    /// Runs that ended well.
    pub ran: u64,
    /// Runs that returned an error or panicked.
    pub failed: u64,
    /// Slots that passed without a run.
    pub missed: u64,
    /// Slots without a run, for a reason: see [`Why`](crate::Why).
    pub skipped: u64,
}

impl Job {
    fn scheduler(&self) -> Option<Scheduler> {
        self.scheduler.upgrade().map(Scheduler)
    }

    /// Its number: jobs that were added later have higher ones.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let first = scheduler.every(1).hour().run(|| ())?;
    /// let second = scheduler.every(1).hour().run(|| ())?;
    /// assert!(second.id() > first.id());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn id(&self) -> u64 {
        self.id
    }

    /// Its name, if it has one.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).hour().named("report").run(|| ())?;
    /// assert_eq!(job.name().as_deref(), Some("report"));
    /// assert_eq!(scheduler.every(1).hour().run(|| ())?.name(), None);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn name(&self) -> Option<String> {
        self.scheduler()?.look(self, |it| it.options()?.name.as_deref().map(str::to_owned)).flatten()
    }

    /// Its tags, in the order they were given.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).hour().tags(["mail", "nightly"]).run(|| ())?;
    /// assert_eq!(job.tags(), ["mail", "nightly"]);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn tags(&self) -> Vec<String> {
        let tags = |it: &crate::scheduler::Record| {
            it.options().map(|options| options.tags.iter().map(|tag| tag.as_ref().to_owned()).collect())
        };
        self.scheduler().and_then(|it| it.look(self, tags)).flatten().unwrap_or_default()
    }

    /// When it runs; `None` for a timer, and for a job that comes again after its end.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(10).minutes().run(|| ())?;
    /// assert_eq!(job.schedule().unwrap().to_string(), "every 10 minutes");
    /// assert_eq!(scheduler.after("5m").run(|| ())?.schedule(), None);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn schedule(&self) -> Option<Schedule> {
        self.scheduler()?.look(self, |it| it.schedule.clone()).flatten()
    }

    /// The next slot; `None` when it is paused or over, or comes again after its end and runs.
    /// With [`jitter`](JobBuilder::jitter) its run begins later, so the slot may have passed.
    ///
    /// ```
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
    /// let job = scheduler.every(1).day().at("09:00").run(|| ())?;
    /// assert_eq!(job.next_run().unwrap().to_string(), "1970-01-01 09:00:00 UTC");
    /// job.pause();
    /// assert_eq!(job.next_run(), None);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn next_run(&self) -> Option<DateTime<Tz>> {
        let scheduler = self.scheduler()?;
        let next = scheduler.look(self, crate::scheduler::Record::next_slot).flatten()?;
        Some(scheduler.time(next))
    }

    /// The slot of the last run.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
    /// let job = scheduler.every(10).minutes().run(|| ())?;
    /// assert_eq!(job.last_run(), None);
    /// scheduler.run_for(Duration::from_secs(900));
    /// assert_eq!(job.last_run().unwrap().to_string(), "1970-01-01 00:10:00 UTC");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn last_run(&self) -> Option<DateTime<Tz>> {
        let scheduler = self.scheduler()?;
        let last = scheduler.look(self, crate::scheduler::Record::last_slot).flatten()?;
        Some(scheduler.time(last))
    }

    /// How often it ran, failed, was missed and skipped.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).build();
    /// let job = scheduler.every(10).minutes().run(|| ())?;
    /// clock.advance(Duration::from_secs(3600));
    /// scheduler.run_pending();
    /// // Six slots are past: one run makes up for them.
    /// assert_eq!((job.counts().ran, job.counts().missed), (1, 5));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn counts(&self) -> Counts {
        self.scheduler().and_then(|it| it.look(self, crate::scheduler::Record::counts)).unwrap_or_default()
    }

    /// What the last run that failed said.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).hour().run(|| "seven".parse::<u32>().map(drop))?;
    /// scheduler.run_all();
    /// assert_eq!(job.last_error().as_deref(), Some("invalid digit found in string"));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn last_error(&self) -> Option<String> {
        self.scheduler()?.look(self, |it| it.details.as_ref()?.last_error.as_deref().map(str::to_owned)).flatten()
    }

    /// How long the last run took; `None` where that is not kept.
    ///
    /// Looking at a clock twice costs more than all else that is done for a run. So it is kept
    /// for jobs that were told more than when and what: a name, a tag or any other option, a
    /// jitter, [`run_shared`](JobBuilder::run_shared), [`again_after`](crate::again_after). A
    /// plain job has it once a slot of it has failed, was missed or was skipped, from the next
    /// run on. Observers hear it of every job, with [`Event::Finished`](crate::Event::Finished).
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let named = scheduler.every(1).hour().named("report").run(|| ())?;
    /// let plain = scheduler.every(1).hour().run(|| ())?;
    /// assert_eq!(named.last_duration(), None);
    /// scheduler.run_all();
    /// assert!(named.last_duration().is_some());
    /// assert!(plain.last_duration().is_none());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn last_duration(&self) -> Option<Duration> {
        self.scheduler()?.look(self, |it| it.details.as_ref()?.took).flatten()
    }

    /// Whether it goes on: it was not cancelled, and has slots left.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).hour().run(|| ())?;
    /// assert!(job.is_active());
    /// job.cancel();
    /// assert!(!job.is_active());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn is_active(&self) -> bool {
        self.scheduler().and_then(|it| it.look(self, crate::scheduler::Record::is_active)).unwrap_or(false)
    }

    /// Whether it is paused.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).hour().run(|| ())?;
    /// job.pause();
    /// assert!(job.is_paused() && job.is_active());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn is_paused(&self) -> bool {
        self.scheduler().and_then(|it| it.look(self, crate::scheduler::Record::is_paused)).unwrap_or(false)
    }

    /// Whether it runs at this moment.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).hour().run_with(|run| assert!(run.job().is_running()))?;
    /// assert!(!job.is_running());
    /// assert_eq!(scheduler.run_all().ran, 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn is_running(&self) -> bool {
        self.scheduler().and_then(|it| it.look(self, |it| it.runs() > 0)).unwrap_or(false)
    }

    /// Ends the job: no run of it begins any more. Says whether it was still going on.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).hour().run(|| ())?;
    /// assert!(job.cancel());
    /// assert!(!job.cancel());
    /// assert!(scheduler.is_empty());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn cancel(&self) -> bool {
        self.scheduler().is_some_and(|it| it.cancel(self))
    }

    /// Has no run of the job begin until it is [resumed](Self::resume); the slots until then are
    /// not made up for. Says whether it changed anything.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
    /// let job = scheduler.every(1).hour().run(|| ())?;
    /// assert!(job.pause());
    /// assert_eq!(scheduler.run_for(Duration::from_secs(86_400)).ran, 0);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn pause(&self) -> bool {
        self.scheduler().is_some_and(|it| it.pause(self))
    }

    /// Goes on with a paused job, from its next slot. Says whether it changed anything.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
    /// let job = scheduler.every(1).hour().run(|| ())?;
    /// job.pause();
    /// scheduler.run_for(Duration::from_secs(5_400));
    /// assert!(job.resume());
    /// assert_eq!(job.next_run().unwrap().to_string(), "1970-01-01 02:00:00 UTC");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn resume(&self) -> bool {
        self.scheduler().is_some_and(|it| it.resume(self))
    }

    /// Runs the job at once on this thread, whatever its schedule, pause and conditions say. The
    /// schedule does not move.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).day().only_if(|| false).run(|| ())?;
    /// let next = job.next_run();
    /// assert_eq!(job.run_now().ran, 1);
    /// assert_eq!(job.next_run(), next);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn run_now(&self) -> Pass {
        self.scheduler().map(|it| it.run_one(self.index, self.id)).unwrap_or_default()
    }

    /// Gives the job another schedule; all else stays.
    ///
    /// ```
    /// use punctual::{every, schedule, Scheduler};
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).day().named("report").run(|| ())?;
    /// job.reschedule(every(10).minutes())?;
    /// assert_eq!(job.schedule().unwrap().to_string(), "every 10 minutes");
    /// job.reschedule(schedule("weekdays at 9am"))?;
    /// assert_eq!(job.name().as_deref(), Some("report"));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// What [`run`](JobBuilder::run) says of the schedule, and [`Expected`](crate::Code::Expected)
    /// where it comes with something about the job, such as a tag.
    pub fn reschedule(&self, schedule: impl Into<JobBuilder>) -> Result<(), Error> {
        match self.scheduler() {
            Some(scheduler) => schedule.into().replan(&scheduler, self),
            None => Ok(()),
        }
    }

    /// Gives the job these tags instead of its own.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.every(1).hour().tag("mail").run(|| ())?;
    /// job.retag(["nightly", "cheap"]);
    /// assert_eq!(job.tags(), ["nightly", "cheap"]);
    /// assert!(scheduler.tagged("mail").is_empty());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn retag<T: Into<String>>(&self, tags: impl IntoIterator<Item = T>) {
        let tags = options::tags(tags);
        if let Some(scheduler) = self.scheduler() {
            scheduler.retag(self, tags);
        }
    }

    /// The job in a few words, for messages.
    pub(crate) fn describe(&self) -> String {
        match (self.name(), self.schedule()) {
            (Some(name), _) => format!("job \"{name}\""),
            (None, Some(schedule)) => format!("job {} ({schedule})", self.id),
            (None, None) => format!("job {}", self.id),
        }
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

impl fmt::Debug for Job {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Job({})", self.describe())
    }
}

/// A text that is shared.
pub(crate) fn text(text: impl Into<String>) -> Arc<str> {
    text.into().into()
}
