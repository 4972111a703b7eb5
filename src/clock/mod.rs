//! Where time comes from: the machine, or a clock that tests move by hand.

mod manual;
mod system;
#[cfg(feature = "tokio")]
mod tokio;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

pub use manual::ManualClock;
pub use system::SystemClock;
pub(crate) use system::{deadline, now, ticks, zone};
#[cfg(feature = "tokio")]
#[cfg_attr(docsrs, doc(cfg(feature = "tokio")))]
pub use tokio::TokioClock;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub(crate) type Millis = i64;

/// Tells the time to a [`Scheduler`](crate::Scheduler), and waits.
///
/// [`SystemClock`] and [`ManualClock`] are the two that most need. One of your own may run at
/// another speed:
///
/// ```
/// use std::time::Duration;
/// use chrono::{DateTime, TimeDelta, Utc};
/// use punctual::{Clock, Scheduler};
///
/// /// It is always noon.
/// struct Noon;
///
/// impl Clock for Noon {
///     fn now(&self) -> DateTime<Utc> {
///         DateTime::UNIX_EPOCH + TimeDelta::hours(12)
///     }
///     fn sleep(&self, _: Duration) {}
/// }
///
/// let scheduler = Scheduler::builder().clock(Noon).build();
/// assert_eq!(scheduler.now().to_utc().to_string(), "1970-01-01 12:00:00 UTC");
/// ```
pub trait Clock: Send + Sync + 'static {
    /// The moment now.
    fn now(&self) -> DateTime<Utc>;

    /// The same moment in milliseconds since 1970. Every pass begins with this look at the clock, so a clock that has
    /// the number at hand may say it without the calendar.
    fn millis(&self) -> i64 {
        self.now().timestamp_millis()
    }

    /// Returns when so much time has passed on this clock.
    fn sleep(&self, length: Duration);

    /// Moves the clock to `at` if it is one that can be moved, and says whether it is.
    ///
    /// [`Scheduler::run_until`](crate::Scheduler::run_until) plays time with it; a clock that
    /// says `false` is waited for.
    fn play_to(&self, at: DateTime<Utc>) -> bool {
        let _ = at;
        false
    }

    /// Keeps `changed`, to be called whenever the clock is moved by hand, until that returns
    /// `false`. A clock that only goes on by itself has no use for it.
    fn watch(&self, changed: Box<dyn Fn() -> bool + Send + Sync>) {
        drop(changed);
    }
}

/// A clock that is shared is a clock.
impl<C: Clock + ?Sized> Clock for Arc<C> {
    fn now(&self) -> DateTime<Utc> {
        (**self).now()
    }

    fn millis(&self) -> i64 {
        (**self).millis()
    }

    fn sleep(&self, length: Duration) {
        (**self).sleep(length);
    }

    fn play_to(&self, at: DateTime<Utc>) -> bool {
        (**self).play_to(at)
    }

    fn watch(&self, changed: Box<dyn Fn() -> bool + Send + Sync>) {
        (**self).watch(changed);
    }
}
