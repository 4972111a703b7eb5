//! Threads: one sleeps until something is due, the others run jobs or rest.
//!
//! They are all alike. The one that wakes because something is due leaves its place to another, and runs the job itself:
//! so a run begins after one wake-up, not two.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Arc, Weak};
use std::thread::{self, ThreadId};
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use parking_lot::MutexGuard;

use crate::Job;
use crate::clock::deadline;
use crate::scheduler::{By, Due, Scheduler, Shared, State, wait};

/// A clock may be set, and a machine may sleep: no wait is longer.
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// The threads of a scheduler.
#[derive(Debug, Default)]
pub(crate) struct Threads {
    /// How often the scheduler was started: a thread of an earlier start ends.
    start: u64,
    on: bool,
    /// Whether one of them sleeps until something is due.
    has_timer: bool,
    /// Whether something changed since that one looked.
    changed: bool,
    pub(super) work: VecDeque<Due>,
    /// How many of them have work in hand.
    busy: usize,
    /// The threads there are.
    alive: Vec<ThreadId>,
}

impl Threads {
    pub(crate) fn are_on(&self) -> bool {
        self.on || !self.alive.is_empty()
    }

    pub(crate) fn changed(&mut self) {
        self.changed = true;
    }

    pub(crate) fn is(&self, start: u64) -> bool {
        self.on && self.start == start
    }

    /// The number of the last start.
    #[cfg(feature = "tokio")]
    pub(super) fn number(&self) -> u64 {
        self.start
    }

    /// The number of this start, if there is none yet that goes on.
    pub(super) fn begin(&mut self) -> Option<u64> {
        if self.on {
            return None;
        }
        self.on = true;
        self.start = self.start.saturating_add(1);
        self.has_timer = false;
        self.busy = 0;
        Some(self.start)
    }

    /// Takes a run to do, unless so many are in hand already.
    fn take(&mut self, workers: usize) -> Option<Due> {
        let due = if self.busy < workers { self.work.pop_front() } else { None }?;
        self.busy = self.busy.saturating_add(1);
        Some(due)
    }
}

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
    /// others. Where it is started already, this is another handle to the same threads.
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
                begin(&mut state, shared, &format!("punctual {thread}"), move |it| work(it, start));
            }
        }
        Runner { scheduler: self.clone(), start: state.threads.start }
    }

    /// Starts the scheduler, and returns when it is [stopped](Self::stop).
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
            scribe.flush(until);
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

/// Begins a thread. Where the system has none left, the scheduler does with those it has.
fn begin(
    state: &mut MutexGuard<'_, State>,
    shared: &Arc<Shared>,
    name: &str,
    body: impl FnOnce(&Weak<Shared>) + Send + 'static,
) {
    let weak = Arc::downgrade(shared);
    let named = thread::Builder::new().name(name.to_owned());
    let thread = named.spawn(move || {
        body(&weak);
        if let Some(shared) = weak.upgrade() {
            let me = thread::current().id();
            shared.lock().threads.alive.retain(|thread| *thread != me);
            shared.ended.notify_all();
        }
    });
    if let Ok(thread) = thread {
        // It is known before it can end: the lock is held.
        state.threads.alive.push(thread.thread().id());
    }
}

/// What each thread does: run what is due, else keep the time, else rest.
fn work(shared: &Weak<Shared>, start: u64) {
    loop {
        let Some(scheduler) = shared.upgrade().map(Scheduler) else { return };
        let mut state = scheduler.0.lock();
        // Not by a thread of an earlier start: it would hide a change from its successor.
        if !state.threads.is(start) {
            return;
        }
        if let Some(due) = state.threads.take(scheduler.0.workers) {
            drop(state);
            scheduler.carry_out_while(Some(start), vec![due]);
            let mut state = scheduler.0.lock();
            if state.threads.start == start {
                state.threads.busy = state.threads.busy.saturating_sub(1);
            }
        } else if state.threads.has_timer {
            scheduler.0.work.wait(&mut state);
        } else {
            state.threads.has_timer = true;
            keep_time(&scheduler, state, start);
        }
    }
}

/// Sleeps until something is due, decides, and leaves its place to another thread.
fn keep_time<'a>(scheduler: &'a Scheduler, mut state: MutexGuard<'a, State>, start: u64) {
    loop {
        state.threads.changed = false;
        drop(state);
        let now = scheduler.utc();
        let millis = now.timestamp_millis();
        if !scheduler.0.is_idle(millis) {
            return hand_over(scheduler, start, scheduler.decide(millis).due);
        }
        let idle = rest(scheduler, now);
        state = scheduler.0.lock();
        if state.threads.is(start) && !state.threads.changed && !idle.is_zero() {
            scheduler.0.earlier.wait_for(&mut state, idle);
        }
        if !state.threads.is(start) {
            return;
        }
    }
}

/// How long nothing will be due.
pub(super) fn rest(scheduler: &Scheduler, now: DateTime<Utc>) -> Duration {
    scheduler.next_due().map_or(LONGEST_WAIT, |due| wait(now, due).min(LONGEST_WAIT))
}

/// Puts the runs where all threads take them, wakes as many as are needed for them and for the time, and carries out
/// what is no run.
pub(super) fn hand_over(scheduler: &Scheduler, start: u64, due: Vec<Due>) {
    let (runs, rest) = due.into_iter().partition::<Vec<_>, _>(Due::is_run);
    let mut state = scheduler.0.lock();
    if state.threads.start == start {
        state.threads.has_timer = false;
    }
    // Started again meanwhile, the slots are for the threads of that start.
    if !state.threads.on {
        drop(state);
        scheduler.carry_out(runs.into_iter().map(Due::stopped).collect());
        scheduler.carry_out(rest);
        return;
    }
    state.threads.work.extend(runs);
    let free = scheduler.0.workers.saturating_sub(state.threads.busy);
    // This thread takes a run as well, but then there is one more to be found that keeps the time.
    let mut wanted = state.threads.work.len().min(free);
    if !rest.is_empty() {
        wanted = wanted.saturating_add(1);
    }
    drop(state);
    for _ in 0..wanted {
        if !scheduler.0.work.notify_one() {
            break;
        }
    }
    scheduler.carry_out(rest);
}
