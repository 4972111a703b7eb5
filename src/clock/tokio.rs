//! The clock of tokio, which a test can pause.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use tokio::runtime::Handle;
use tokio::time::Instant;

use super::Clock;

/// A clock that goes on with tokio's time, so that a test can pause it: for a scheduler that is
/// [served](crate::Scheduler::serve) in a test with `start_paused`.
///
/// A paused time goes on by itself whenever every task waits, from one moment at which something
/// is to be done to the next. So a week passes at once, and each job runs at its slot.
///
/// ```
/// use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
/// use std::sync::Arc;
/// use std::time::Duration;
/// use chrono::{DateTime, Utc};
/// use chrono_tz::Tz;
/// use punctual::{Scheduler, TokioClock};
///
/// # tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap().block_on(async {
/// // In a #[tokio::test(start_paused = true)]:
/// let new_year: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
/// let scheduler = Scheduler::builder().clock(TokioClock::new(&new_year)).zone(Tz::UTC).build();
/// let mails = Arc::new(AtomicU32::new(0));
/// let sent = Arc::clone(&mails);
/// scheduler.schedule("every weekday at 09:00").run_async(move || {
///     let sent = Arc::clone(&sent);
///     async move {
///         tokio::time::sleep(Duration::from_secs(60)).await;
///         sent.fetch_add(1, Relaxed);
///     }
/// })?;
///
/// let week = tokio::time::sleep(Duration::from_secs(7 * 86_400));
/// scheduler.serve_until(week).await;
/// assert_eq!(mails.load(Relaxed), 5);
/// assert_eq!(scheduler.now().to_string(), "2026-01-08 00:00:00 UTC");
/// # Ok::<(), punctual::Error>(())
/// # }).unwrap();
/// ```
///
/// Outside of tests it has no use: it does not hear when the clock of the machine is set. And it
/// cannot be played with [`run_until`](crate::Scheduler::run_until), which waits by blocking; a
/// [`ManualClock`](crate::ManualClock) can.
#[derive(Debug, Clone)]
pub struct TokioClock {
    began: Instant,
    at: DateTime<Utc>,
    /// The runtime whose time it is; other threads may ask as well.
    runtime: Option<Handle>,
}

impl TokioClock {
    /// A clock that shows `at` now. It follows the runtime in which it is made.
    pub fn new<Z: TimeZone>(at: &DateTime<Z>) -> Self {
        Self { began: Instant::now(), at: at.to_utc(), runtime: Handle::try_current().ok() }
    }
}

impl Clock for TokioClock {
    fn now(&self) -> DateTime<Utc> {
        let inside = self.runtime.as_ref().map(Handle::enter);
        let passed = TimeDelta::from_std(self.began.elapsed()).unwrap_or(TimeDelta::MAX);
        drop(inside);
        self.at.checked_add_signed(passed).unwrap_or(DateTime::<Utc>::MAX_UTC)
    }

    /// Blocks the thread for so long, by the clock of the machine.
    fn sleep(&self, length: Duration) {
        super::SystemClock.sleep(length);
    }
}
