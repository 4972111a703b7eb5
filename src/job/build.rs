//! The end of a chain: the job is added to its scheduler.

use std::cell::LazyCell;
use std::sync::Arc;

use crate::error::Error;
use crate::fluent::{Line, Now};
use crate::scheduler::{Plan, Scheduler, default_scheduler};
use crate::{Code, JobBuilder};

use super::{Job, Run, SharedTask, TaskResult, Work};

impl JobBuilder {
    /// Adds the job, to run when the chain says. Where the chain began with a free function,
    /// that is to the [default scheduler](crate::run_pending).
    ///
    /// ```
    /// use punctual::{every, run_all};
    ///
    /// every(10).minutes().run(|| println!("working"))?;
    /// every(1).day().at("09:00").run(|| "7".parse::<u32>().map(drop))?;
    /// run_all();
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`build`](Self::build), and [`Never`](Code::Never) when no slot is left,
    /// [`Duplicate`](Code::Duplicate) when another job has the name.
    #[track_caller]
    pub fn run<F, O>(self, mut task: F) -> Result<Job, Error>
    where
        F: FnMut() -> O + Send + 'static,
        O: TaskResult,
    {
        self.add(Line::here(), Work::Alone(Box::new(move |_| task().outcome())))
    }

    /// Adds the job, as [`run`](Self::run) does, with a task that looks at its [`Run`].
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
    /// let job = scheduler.every(1).hour().run_with(|run| {
    ///     if run.slot().to_string() == "1970-01-01 03:00:00 UTC" {
    ///         run.job().cancel();
    ///     }
    /// })?;
    /// assert_eq!(scheduler.run_for(Duration::from_secs(86_400)).ran, 3);
    /// assert!(!job.is_active());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`run`](Self::run).
    #[track_caller]
    pub fn run_with<F, O>(self, mut task: F) -> Result<Job, Error>
    where
        F: FnMut(&Run) -> O + Send + 'static,
        O: TaskResult,
    {
        self.add(Line::here(), Work::Alone(Box::new(move |run| task(run).outcome())))
    }

    /// Adds the job, as [`run_with`](Self::run_with) does, with a task that may run several times at once: see
    /// [`Overlap::Allow`](crate::Overlap::Allow).
    ///
    /// ```
    /// use punctual::{Overlap, Scheduler};
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).second().on_overlap(Overlap::Allow { at_most: 3 }).run_shared(|_| ())?;
    /// assert_eq!(scheduler.run_all().ran, 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As for [`run`](Self::run).
    #[track_caller]
    pub fn run_shared<F, O>(self, task: F) -> Result<Job, Error>
    where
        F: Fn(&Run) -> O + Send + Sync + 'static,
        O: TaskResult,
    {
        self.add(Line::here(), Work::Shared(SharedTask::Blocking(Arc::new(move |run| task(run).outcome()))))
    }

    pub(super) fn add(mut self, line: Line, work: Work) -> Result<Job, Error> {
        let (options, scheduler) = self.take_job();
        let scheduler = scheduler.unwrap_or_else(|| default_scheduler().clone());
        let plan = self.plan_by(&scheduler)?;
        scheduler.add(plan, options, work).map_err(|wrong| of_job(line, wrong))
    }

    fn plan_by(self, scheduler: &Scheduler) -> Result<Plan, Error> {
        self.plan(&LazyCell::new(|| Now::new(&scheduler.now())))
    }

    /// Puts this in the place of a job's schedule.
    #[track_caller]
    pub(super) fn replan(self, scheduler: &Scheduler, job: &Job) -> Result<(), Error> {
        let line = self.begun();
        let plan = self.plan_by(scheduler)?;
        scheduler.replan(job.index, job.id, plan).map_err(|wrong| of_job(line, wrong))
    }
}

fn of_job(line: Line, (code, message): (Code, String)) -> Error {
    Error::of_chain(code, Some(line.location()), message, Vec::new())
}
