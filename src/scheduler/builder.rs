//! Making a scheduler.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64};

use chrono_tz::Tz;
use parking_lot::{Condvar, Mutex, RwLock};

use crate::clock::{self, Clock, SystemClock};

use super::kept::{Plans, Scribe};
use super::{NEVER, Scheduler, Shared, State, tick};

/// Makes a [`Scheduler`] with a clock or a zone of its own.
///
/// ```
/// use chrono::DateTime;
/// use punctual::{ManualClock, Scheduler};
///
/// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
/// let scheduler =
///     Scheduler::builder().clock(clock).zone(chrono_tz::Europe::Berlin).workers(2).build();
/// let job = scheduler.schedule("every day at noon").run(|| ())?;
/// assert_eq!(job.next_run().unwrap().to_string(), "1970-01-01 12:00:00 CET");
/// # Ok::<(), punctual::Error>(())
/// ```
#[must_use = "it makes a scheduler when it is built"]
pub struct SchedulerBuilder {
    clock: Box<dyn Clock>,
    zone: Option<Tz>,
    workers: Option<usize>,
    pub(super) plans: Plans,
}

impl SchedulerBuilder {
    pub(super) fn new() -> Self {
        Self { clock: Box::new(SystemClock), zone: None, workers: None, plans: Plans::default() }
    }

    /// The clock; the machine's by default.
    ///
    /// ```
    /// use chrono::DateTime;
    /// use punctual::{ManualClock, Scheduler};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let scheduler = Scheduler::builder().clock(clock).build();
    /// assert_eq!(scheduler.now(), DateTime::UNIX_EPOCH);
    /// ```
    pub fn clock(mut self, clock: impl Clock) -> Self {
        self.clock = Box::new(clock);
        self
    }

    /// The zone of schedules that name none; the machine's by default.
    ///
    /// ```
    /// use chrono_tz::Asia::Tokyo;
    /// use punctual::Scheduler;
    ///
    /// let scheduler = Scheduler::builder().zone(Tokyo).build();
    /// let job = scheduler.every(1).day().at("09:00").run(|| ())?;
    /// assert!(job.next_run().unwrap().to_string().ends_with("09:00:00 JST"));
    /// # Ok::<(), punctual::Error>(())
    /// ```
    pub fn zone(mut self, zone: Tz) -> Self {
        self.zone = Some(zone);
        self
    }

    /// How many jobs may run at once on a started scheduler; by default as many as the machine
    /// has cores, and at least four.
    ///
    /// ```
    /// use std::time::Duration;
    /// use punctual::Scheduler;
    ///
    /// // One job at a time, on a thread of its own.
    /// let scheduler = Scheduler::builder().workers(1).build();
    /// let runner = scheduler.start();
    /// assert!(runner.stop(Duration::from_secs(5)).is_empty());
    /// ```
    pub fn workers(mut self, count: usize) -> Self {
        self.workers = Some(count.max(1));
        self
    }

    /// The scheduler.
    ///
    /// ```
    /// use punctual::Scheduler;
    ///
    /// assert!(Scheduler::builder().workers(2).build().is_empty());
    /// ```
    pub fn build(self) -> Scheduler {
        let zone = self.zone.unwrap_or_else(clock::zone);
        let workers =
            self.workers.unwrap_or_else(|| std::thread::available_parallelism().map_or(4, |cores| cores.get().max(4)));
        let clock: Arc<dyn Clock> = Arc::from(self.clock);
        let now = clock.now().timestamp_millis();
        let shared = Arc::new(Shared {
            clock: Arc::clone(&clock),
            zone,
            due: AtomicI64::new(NEVER),
            lowest: AtomicI64::new(tick::lowest(now)),
            state: Mutex::new(State::new(now, zone)),
            observers: RwLock::new(Arc::new([])),
            watched: AtomicBool::new(false),
            earlier: Condvar::new(),
            work: Condvar::new(),
            ended: Condvar::new(),
            #[cfg(feature = "tokio")]
            woken: tokio::sync::Notify::new(),
            workers,
            scribe: Scribe::hire(self.plans, clock),
        });
        if let Some(scribe) = &shared.scribe {
            scribe.begin(Arc::downgrade(&shared));
        }
        let weak = Arc::downgrade(&shared);
        shared.clock.watch(Box::new(move || weak.upgrade().inspect(|shared| shared.clock_moved()).is_some()));
        Scheduler(shared)
    }
}

impl fmt::Debug for SchedulerBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SchedulerBuilder").field("zone", &self.zone).finish_non_exhaustive()
    }
}
