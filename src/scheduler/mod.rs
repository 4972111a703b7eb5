//! The set of jobs, and running what is due.

mod acts;
mod add;
#[cfg(feature = "tokio")]
mod awaited;
mod begin;
mod builder;
mod chains;
mod default;
mod execute;
mod handles;
mod jobs;
mod kept;
mod leftover;
#[cfg(test)]
mod parked;
mod pass;
mod passed;
mod perform;
mod play;
mod queue;
mod record;
mod spread;
mod table;
mod tell;
mod tick;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use parking_lot::{Condvar, Mutex, MutexGuard, RwLock};

use crate::clock::Clock;
pub(crate) use crate::clock::Millis;
use crate::job::Work;
use crate::runner::Threads;

pub(crate) use add::Plan;
#[cfg(feature = "tokio")]
pub(crate) use awaited::Going;
pub use builder::SchedulerBuilder;
pub(crate) use default::default_scheduler;
pub use default::{
    cancel_tagged, clear, get, idle, jobs, next_run, observe, pause_tagged, resume_tagged, run_all, run_all_with_delay,
    run_forever, run_pending, run_tagged, start, stop, tagged, tagged_all, tagged_any,
};
use jobs::Jobs;
use kept::Scribe;
pub use pass::{Pass, SlotOutcome};
pub(crate) use record::Record;
use tell::Observer;
pub(crate) use tick::Due;

/// Later than any instant.
const NEVER: Millis = Millis::MAX;

/// Jobs, and what runs them: a cheap handle, whose clones are the same scheduler.
///
/// Every method takes `&self`, and may be called from any thread, from inside a job, and from
/// an observer.
///
/// ```
/// use std::time::Duration;
/// use chrono::DateTime;
/// use chrono_tz::Tz;
/// use punctual::{ManualClock, Scheduler};
///
/// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
/// let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).build();
/// scheduler.every(10).minutes().run(|| println!("working"))?;
/// scheduler.schedule("every day at 00:30").tag("mail").run(|| println!("mailing"))?;
///
/// assert_eq!(scheduler.run_pending().ran, 0);
/// clock.advance(Duration::from_secs(1800));
/// // Two slots of the first are past; one run makes up for them.
/// let pass = scheduler.run_pending();
/// assert_eq!((pass.ran, pass.missed), (2, 2));
/// # Ok::<(), punctual::Error>(())
/// ```
#[derive(Clone)]
pub struct Scheduler(pub(crate) Arc<Shared>);

/// What the handles share.
pub(crate) struct Shared {
    clock: Arc<dyn Clock>,
    zone: Tz,
    /// The earliest instant at which something is due, and the instant below which the clock
    /// jumped back: nothing else is looked at when nothing is due.
    due: AtomicI64,
    lowest: AtomicI64,
    state: Mutex<State>,
    observers: RwLock<Arc<[Observer]>>,
    watched: AtomicBool,
    /// Tells the runner that something is due earlier, or that it shall stop.
    pub(crate) earlier: Condvar,
    /// Tells the workers that there is work, or that they shall stop.
    pub(crate) work: Condvar,
    /// Tells those who stop that a run or a thread has ended.
    pub(crate) ended: Condvar,
    /// Tells those who serve the scheduler that something is due earlier, or that they shall stop.
    #[cfg(feature = "tokio")]
    pub(crate) woken: tokio::sync::Notify,
    pub(crate) workers: usize,
    /// Keeps jobs in a store, if there is one.
    pub(crate) scribe: Option<Scribe>,
}

pub(crate) struct State {
    jobs: Jobs,
    /// The latest time seen.
    latest: Millis,
    /// The runs that go on now.
    running: Vec<perform::Running>,
    /// The run of a slot that was cut off before: job and slot.
    taken_up: Option<(u32, u64, Millis)>,
    pub(crate) threads: Threads,
}

impl State {
    fn new(now: Millis, zone: Tz) -> Self {
        Self { jobs: Jobs::new(zone), latest: now, running: Vec::new(), taken_up: None, threads: Threads::default() }
    }
}

impl Default for Scheduler {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Scheduler {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scheduler").field("zone", &self.0.zone).finish_non_exhaustive()
    }
}

impl Shared {
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock()
    }

    /// Says when the next job is due.
    pub(crate) fn publish(&self, state: &mut State) {
        let due = state.jobs.first().unwrap_or(NEVER);
        self.lowest.store(tick::lowest(state.latest), Ordering::Release);
        if self.due.swap(due, Ordering::AcqRel) != due && state.threads.are_on() {
            self.wake(state);
        }
    }

    /// Has whatever drives the scheduler look again.
    pub(crate) fn wake(&self, state: &mut State) {
        state.threads.changed();
        self.earlier.notify_all();
        #[cfg(feature = "tokio")]
        self.woken.notify_waiters();
    }

    /// Has the runner look at the clock again.
    fn clock_moved(&self) {
        let mut state = self.lock();
        if state.threads.are_on() {
            self.wake(&mut state);
        }
    }

    /// Keeps in mind what the clock says: whoever is timed by it is timed anew where that was far ahead.
    fn see(&self, state: &mut State, now: Millis) {
        state.latest = state.latest.max(now);
        self.lowest.store(tick::lowest(state.latest), Ordering::Release);
    }

    pub(crate) fn is_idle(&self, now: Millis) -> bool {
        now < self.due.load(Ordering::Acquire) && now >= self.lowest.load(Ordering::Acquire)
    }
}

impl Scheduler {
    /// A scheduler by the machine's clock, in its zone.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::new();
    /// scheduler.every(1).hour().run(|| ())?;
    /// assert_eq!(scheduler.len(), 1);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// For a scheduler with a clock or a zone of its own.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::builder().zone(chrono_tz::Tz::UTC).workers(8).build();
    /// assert_eq!(scheduler.now().timezone(), chrono_tz::Tz::UTC);
    /// ```
    pub fn builder() -> SchedulerBuilder {
        SchedulerBuilder::new()
    }

    /// The moment now, by its clock, in its zone.
    ///
    /// ```
    /// use chrono::DateTime;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(chrono_tz::Asia::Tokyo).build();
    /// assert_eq!(scheduler.now().to_string(), "1970-01-01 09:00:00 JST");
    /// ```
    pub fn now(&self) -> DateTime<Tz> {
        self.0.clock.now().with_timezone(&self.0.zone)
    }

    /// Whether both are the same.
    pub(crate) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    pub(crate) fn utc(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    pub(crate) fn millis(&self) -> Millis {
        self.0.clock.millis()
    }

    pub(crate) fn time(&self, at: Millis) -> DateTime<Tz> {
        time(at, self.0.zone)
    }

    /// When the next job is due; `None` when none is.
    ///
    /// ```
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).zone(Tz::UTC).build();
    /// assert_eq!(scheduler.next_run(), None);
    /// scheduler.every(90).seconds().run(|| ())?;
    /// assert_eq!(scheduler.next_run().unwrap().to_string(), "1970-01-01 00:01:30 UTC");
    /// assert_eq!(scheduler.idle().unwrap().as_secs(), 90);
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn next_run(&self) -> Option<DateTime<Tz>> {
        match self.0.due.load(Ordering::Acquire) {
            NEVER => None,
            due => Some(self.time(due)),
        }
    }

    pub(crate) fn next_due(&self) -> Option<Millis> {
        Some(self.0.due.load(Ordering::Acquire)).filter(|due| *due != NEVER)
    }

    /// How long there is nothing to do: what a loop may sleep. Zero when a job is due, `None`
    /// when there is none.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use chrono_tz::Tz;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).build();
    /// assert_eq!(scheduler.idle(), None);
    /// scheduler.every(10).minutes().run(|| ())?;
    /// assert_eq!(scheduler.idle(), Some(Duration::from_secs(600)));
    /// clock.advance(Duration::from_secs(600));
    /// assert_eq!(scheduler.idle(), Some(Duration::ZERO));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn idle(&self) -> Option<Duration> {
        match self.0.due.load(Ordering::Acquire) {
            NEVER => None,
            due => Some(wait(self.utc(), due)),
        }
    }
}

fn time(at: Millis, zone: Tz) -> DateTime<Tz> {
    DateTime::from_timestamp_millis(at).unwrap_or_default().with_timezone(&zone)
}

/// How long it is from now to an instant.
pub(crate) fn wait(now: DateTime<Utc>, due: Millis) -> Duration {
    let due = DateTime::<Utc>::from_timestamp_millis(due).unwrap_or(DateTime::<Utc>::MAX_UTC);
    due.signed_duration_since(now).max(TimeDelta::zero()).to_std().unwrap_or_default()
}
