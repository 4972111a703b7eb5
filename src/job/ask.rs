//! What a handle tells of its job.

use std::time::Duration;

use chrono::DateTime;
use chrono_tz::Tz;

use crate::Schedule;
use crate::scheduler::Record;

use super::Job;

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

/// What the job is, what it did, and what comes next.
impl Job {
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
        let tags =
            |it: &Record| it.options().map(|options| options.tags.iter().map(|tag| tag.as_ref().to_owned()).collect());
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
    /// With [`jitter`](crate::JobBuilder::jitter) its run begins later, so the slot may have passed.
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
        let next = scheduler.look(self, Record::next_slot).flatten()?;
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
        let last = scheduler.look(self, Record::last_slot).flatten()?;
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
        self.scheduler().and_then(|it| it.look(self, Record::counts)).unwrap_or_default()
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
    /// jitter, [`run_shared`](crate::JobBuilder::run_shared), [`again_after`](crate::again_after). A
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
        self.scheduler().and_then(|it| it.look(self, Record::is_active)).unwrap_or(false)
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
        self.scheduler().and_then(|it| it.look(self, Record::is_paused)).unwrap_or(false)
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
}
