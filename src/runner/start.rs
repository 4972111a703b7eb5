//! Starting a scheduler on threads, and stopping it.

use std::fmt;
use std::thread;
use std::time::Duration;

use chrono::DateTime;
use chrono_tz::Tz;

use crate::Job;
use crate::clock::deadline;
use crate::job::By;
use crate::scheduler::{Due, Scheduler};

use super::thread::begin;

/// A started scheduler; [`Scheduler::start`] makes it.
///
/// Dropping it stops the scheduler and does not wait; [`stop`](Self::stop) waits for the jobs
/// that run.
#[must_use = "the scheduler stops when this is dropped"]
pub struct Runner {
    scheduler: Scheduler,
    start: u64,
}

/// A run that went on when the deadline of a [`stop`](Runner::stop) came.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct StillRunning {
    /// The job.
    pub job: Job,
    /// The slot of the run.
    pub slot: DateTime<Tz>,
}

impl Scheduler {
    /// Starts the scheduler on threads of its own: one that sleeps until something is due, and
    /// [workers](crate::SchedulerBuilder::workers) for the jobs. A long job does not delay the
    /// others. Where it is started already, this is another handle to the same threads: the first
    /// of them that is dropped, or stopped, stops it for all.
    ///
    /// ```
    /// use std::sync::mpsc::channel;
    /// use std::time::Duration;
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let (sender, done) = channel();
    /// scheduler.every(10).milliseconds().run(move || drop(sender.send(())))?;
    ///
    /// let runner = scheduler.start();
    /// done.recv().unwrap();
    /// assert!(runner.stop(Duration::from_secs(5)).is_empty());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn start(&self) -> Runner {
        self.tell_unknown();
        let mut state = self.0.lock();
        if let Some(start) = state.threads.begin() {
            let shared = &self.0;
            // One more than there are workers: one always keeps the time.
            for thread in 0..=self.0.workers {
                begin(&mut state, shared, &format!("punctual {thread}"), start);
            }
        }
        Runner { scheduler: self.clone(), start: state.threads.start }
    }

    /// Starts the scheduler, and returns when it is [stopped](Self::stop) and the runs that went
    /// on then have ended.
    ///
    /// ```
    /// use std::time::Duration;
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let inside = scheduler.clone();
    /// scheduler.every(10).milliseconds().run(move || drop(inside.stop(Duration::ZERO)))?;
    /// scheduler.run_forever();
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn run_forever(&self) {
        let runner = self.start();
        let mut state = self.0.lock();
        while state.threads.is(runner.start) {
            self.0.ended.wait(&mut state);
        }
        drop(state);
        self.wait_for_end(Duration::MAX);
    }

    /// Stops the threads of the scheduler: see [`Runner::stop`]. For those who have no
    /// [`Runner`], such as a job.
    ///
    /// ```
    /// use std::sync::mpsc::channel;
    /// use std::time::Duration;
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let (sender, stopped) = channel();
    /// scheduler.every(10).milliseconds().run_with(move |run| {
    ///     // The run that stops it is not waited for.
    ///     let left = run.scheduler().stop(Duration::from_secs(5));
    ///     drop(sender.send(left.len()));
    /// })?;
    /// scheduler.run_forever();
    /// assert_eq!(stopped.recv().unwrap(), 0);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn stop(&self, within: Duration) -> Vec<StillRunning> {
        self.turn_off(None);
        self.wait_for_end(within)
    }

    /// Has no run begin any more. Only the threads of one start, if it is given.
    pub(crate) fn turn_off(&self, start: Option<u64>) {
        let mut state = self.0.lock();
        if !state.threads.on || start.is_some_and(|start| start != state.threads.start) {
            return;
        }
        state.threads.on = false;
        let left: Vec<Due> = state.threads.work.drain(..).collect();
        self.0.wake(&mut state);
        self.0.work.notify_all();
        self.0.ended.notify_all();
        drop(state);
        self.carry_out(left.into_iter().map(Due::stopped).collect());
    }

    fn wait_for_end(&self, within: Duration) -> Vec<StillRunning> {
        let until = deadline(within);
        let thread = thread::current().id();
        let me = By::here();
        let mut state = self.0.lock();
        loop {
            let others = state.threads.alive.iter().any(|alive| *alive != thread);
            if state.threads.on || (!others && !state.runs_beside(me)) {
                break;
            }
            let Some(until) = until else {
                self.0.ended.wait(&mut state);
                continue;
            };
            if self.0.ended.wait_until(&mut state, until).timed_out() {
                break;
            }
        }
        let running = state.runs_of_others(me);
        drop(state);
        if let Some(scribe) = &self.0.scribe {
            scribe.flush(until.or_else(|| scribe.patience()));
        }
        running
            .into_iter()
            .map(|(index, id, at)| StillRunning { job: self.handle(index, id), slot: self.time(at) })
            .collect()
    }
}

impl Runner {
    /// Stops the scheduler: no run begins any more. Waits so long for the runs that go on, and
    /// returns those that still do then; they are not interrupted.
    ///
    /// May be called twice, and from a job, which is not waited for then.
    ///
    /// ```
    /// use std::time::Duration;
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let runner = scheduler.start();
    /// assert!(runner.stop(Duration::from_secs(5)).is_empty());
    /// assert!(runner.stop(Duration::from_secs(5)).is_empty());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn stop(&self, within: Duration) -> Vec<StillRunning> {
        self.scheduler.turn_off(Some(self.start));
        self.scheduler.wait_for_end(within)
    }

    /// Whether its threads go on.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// let runner = scheduler.start();
    /// assert!(runner.is_running());
    /// scheduler.stop(std::time::Duration::from_secs(5));
    /// assert!(!runner.is_running());
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn is_running(&self) -> bool {
        self.scheduler.0.lock().threads.is(self.start)
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.scheduler.turn_off(Some(self.start));
    }
}

impl fmt::Debug for Runner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runner").field("is_running", &self.is_running()).finish_non_exhaustive()
    }
}
