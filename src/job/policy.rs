//! What to do with slots that were missed, or overlap.

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
