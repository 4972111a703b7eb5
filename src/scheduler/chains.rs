//! Beginning a chain on a scheduler.

use crate::fluent::accept::IntoLength;
use crate::fluent::accept::IntoOnce;
use crate::{Cadence, JobBuilder};

use super::Scheduler;

impl Scheduler {
    /// Begins a job that recurs, as [`every`](crate::every) does: it ends in
    /// [`run`](JobBuilder::run).
    ///
    /// ```
    /// use punctual::{Scheduler, Weekday::Monday};
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(10).minutes().at(":17").run(|| ())?;
    /// let report = scheduler.every(Monday).at("13:15").tag("report").run(|| ())?;
    /// assert_eq!(report.schedule().unwrap().to_string(), "every monday at 13:15");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn every<C: Cadence>(&self, cadence: C) -> C::Builder {
        C::on(crate::every(cadence), self)
    }

    /// Begins a job from a text, as [`schedule`](crate::schedule) does.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.schedule("weekdays at 9am").run(|| ())?;
    /// let error = scheduler.schedule("every day at 5").run(|| ()).unwrap_err();
    /// assert_eq!(error.code().as_str(), "bare-hour");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn schedule(&self, text: &str) -> JobBuilder {
        crate::schedule(text).on_scheduler(self)
    }

    /// Begins a job that runs once, as [`once`](crate::once) does.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let job = scheduler.once("2130-03-15 14:30").timezone("UTC").run(|| ())?;
    /// assert_eq!(job.next_run().unwrap().to_utc().to_string(), "2130-03-15 14:30:00 UTC");
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn once(&self, at: impl IntoOnce) -> JobBuilder {
        crate::once(at).on_scheduler(self)
    }

    /// Begins a timer, as [`after`](crate::after) does.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).build();
    /// scheduler.after("5m 30s").run(|| println!("the egg is done"))?;
    /// assert_eq!(scheduler.run_for(Duration::from_secs(329)).ran, 0);
    /// assert_eq!(scheduler.run_for(Duration::from_secs(1)).ran, 1);
    /// assert!(scheduler.jobs().is_empty());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn after(&self, delay: impl IntoLength) -> JobBuilder {
        crate::after(delay).on_scheduler(self)
    }

    /// Begins a job that comes again so long after its end, as
    /// [`again_after`](crate::again_after) does.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{Clock, ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock.clone()).build();
    /// // Each run takes 5 s, so that one begins every 15 s.
    /// scheduler.again_after("10s").run(move || clock.sleep(Duration::from_secs(5)))?;
    /// assert_eq!(scheduler.run_for(Duration::from_secs(60)).ran, 4);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn again_after(&self, rest: impl IntoLength) -> JobBuilder {
        crate::again_after(rest).on_scheduler(self)
    }

    /// Begins a job from a cron line, as [`cron`](crate::cron) does.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.cron("*/5 * * * *").run(|| ())?;
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn cron(&self, line: &str) -> JobBuilder {
        crate::cron(line).on_scheduler(self)
    }

    /// Begins a job from a finished schedule.
    ///
    /// ```
    /// use punctual::{Schedule, Scheduler};
    ///
    /// let schedule: Schedule = "every day at noon".parse()?;
    /// let scheduler = Scheduler::new();
    /// scheduler.job(schedule).named("lunch").run(|| ())?;
    /// assert!(scheduler.get("lunch").is_some());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    #[track_caller]
    pub fn job(&self, schedule: impl Into<JobBuilder>) -> JobBuilder {
        schedule.into().on_scheduler(self)
    }
}
