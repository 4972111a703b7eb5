//! What is done to a job by its handle.

use crate::scheduler::Pass;
use crate::{Error, JobBuilder};

use super::{Job, options};

/// What can be done to the job, at any time and from anywhere.
impl Job {
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

    /// Gives the job another schedule; all else stays. That of a job that is over changes nothing.
    ///
    /// The holidays of a schedule go with it: where the new one says `except holidays`, give them again with
    /// [`holidays`](JobBuilder::holidays).
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
}
