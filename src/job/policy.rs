//! What to do when a run cannot happen as planned: missed, overlapping, failed.

use std::fmt;
use std::sync::Arc;

use crate::scheduler::Millis;

/// What to do with slots whose time passed while nothing ran them: the program was busy, the
/// machine slept, the clock jumped.
///
/// ```
/// use std::time::Duration;
/// use chrono::DateTime;
/// use chrono_tz::Tz;
/// use punctual::{ManualClock, Missed, Scheduler};
///
/// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
/// let scheduler = Scheduler::builder().clock(clock.clone()).zone(Tz::UTC).build();
/// scheduler.every(1).hour().run(|| ())?;
/// scheduler.every(1).hour().on_missed(Missed::Skip).run(|| ())?;
/// scheduler.every(1).hour().on_missed(Missed::RunAll { at_most: 3 }).run(|| ())?;
///
/// clock.advance(Duration::from_secs(5 * 3600 + 1800));
/// let pass = scheduler.run_pending();
/// assert_eq!((pass.ran, pass.missed), (1 + 0 + 3, 4 + 5 + 2));
/// # Ok::<(), punctual::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Missed {
    /// Runs once, for the latest of them.
    #[default]
    RunOnce,
    /// Runs none. A slot counts as missed when it is later than the job's
    /// [`grace`](crate::JobBuilder::grace), or than a minute where none is set.
    Skip,
    /// Runs the latest so many, the oldest first.
    RunAll {
        /// How many at most.
        at_most: u32,
    },
}

/// What to do with a slot that comes while the job still runs.
///
/// Runs overlap on threads and on tokio; in a loop, only where a job or another thread calls
/// [`run_pending`](crate::Scheduler::run_pending) meanwhile. Each is shown at
/// [`on_overlap`](crate::JobBuilder::on_overlap).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Overlap {
    /// The slot is skipped, and reported.
    #[default]
    Skip,
    /// One slot waits for the end of the run; more are skipped.
    QueueOne,
    /// So many run at the same time, for tasks given with
    /// [`run_shared`](crate::JobBuilder::run_shared) or awaited.
    Allow {
        /// How many at most.
        at_most: u32,
    },
}

/// What a job was told besides when and what.
#[derive(Clone, Default)]
pub(crate) struct Options {
    pub(crate) name: Option<Arc<str>>,
    pub(crate) replacing: bool,
    pub(crate) tags: Vec<Arc<str>>,
    pub(crate) priority: i32,
    pub(crate) immediately: bool,
    pub(crate) missed: Missed,
    pub(crate) grace: Option<Millis>,
    pub(crate) overlap: Overlap,
    pub(crate) retries: u32,
    pub(crate) backoff: Option<Millis>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) min_gap: Option<Millis>,
    pub(crate) warn_after: Option<Millis>,
    #[cfg(feature = "tokio")]
    pub(crate) timeout: Option<Millis>,
    pub(crate) at_most_once: bool,
}

/// A condition, and what it must say for the job to run.
#[derive(Clone)]
pub(crate) struct Condition {
    pub(crate) holds: Arc<dyn Fn() -> bool + Send + Sync>,
    pub(crate) wanted: bool,
}

impl Options {
    /// How long to wait before this attempt: the first wait, doubled each time, at most an hour
    /// (or the first wait, if that is longer).
    pub(crate) fn wait_before(&self, attempt: u32) -> Millis {
        const LONGEST: Millis = 3_600_000;
        let first = self.backoff.unwrap_or(1_000);
        let doubled = attempt.saturating_sub(2).min(40);
        first.saturating_mul(1_i64.checked_shl(doubled).unwrap_or(1)).min(LONGEST.max(first))
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("name", &self.name).field("tags", &self.tags).finish_non_exhaustive()
    }
}
