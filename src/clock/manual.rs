//! A clock for tests, which stands still until it is moved.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use parking_lot::Mutex;

use super::Clock;

/// A clock that stands still until a test moves it; clones are the same clock.
///
/// Moving it runs nothing by itself: [`run_pending`](crate::Scheduler::run_pending) does, or
/// [`run_until`](crate::Scheduler::run_until), which moves the clock from slot to slot. Under a
/// started scheduler, moving it wakes the runner.
///
/// ```
/// use std::time::Duration;
/// use chrono::{DateTime, Utc};
/// use punctual::{Clock, ManualClock};
///
/// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
/// clock.advance(Duration::from_secs(90));
/// assert_eq!(clock.now().timestamp(), 90);
///
/// clock.back(Duration::from_secs(30));
/// assert_eq!(clock.now().timestamp(), 60);
/// ```
#[derive(Clone)]
pub struct ManualClock(Arc<Inner>);

struct Inner {
    now: Mutex<DateTime<Utc>>,
    watchers: Mutex<Vec<Watcher>>,
}

type Watcher = Arc<dyn Fn() -> bool + Send + Sync>;

impl ManualClock {
    /// A clock that stands at `at`.
    ///
    /// ```
    /// use chrono::DateTime;
    /// use punctual::{Clock, ManualClock};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// assert_eq!(clock.now(), DateTime::UNIX_EPOCH);
    /// ```
    pub fn new<Z: TimeZone>(at: &DateTime<Z>) -> Self {
        Self(Arc::new(Inner { now: Mutex::new(at.to_utc()), watchers: Mutex::default() }))
    }

    /// Sets the clock, forward or back.
    ///
    /// ```
    /// use chrono::{DateTime, Utc};
    /// use punctual::{Clock, ManualClock};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// let eve: DateTime<Utc> = "2025-12-31T23:59:59Z".parse().unwrap();
    /// clock.set(&eve);
    /// assert_eq!(clock.now(), eve);
    /// ```
    pub fn set<Z: TimeZone>(&self, at: &DateTime<Z>) {
        self.change(|_| Some(at.to_utc()));
    }

    /// Moves the clock forward.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{Clock, ManualClock};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// clock.advance(Duration::from_secs(90));
    /// assert_eq!(clock.now().timestamp(), 90);
    /// ```
    pub fn advance(&self, length: Duration) {
        self.change(|now| now.checked_add_signed(TimeDelta::from_std(length).ok()?));
    }

    /// Sets the clock back.
    ///
    /// ```
    /// use std::time::Duration;
    /// use chrono::DateTime;
    /// use punctual::{Clock, ManualClock};
    ///
    /// let clock = ManualClock::new(&DateTime::UNIX_EPOCH);
    /// clock.back(Duration::from_secs(90));
    /// assert_eq!(clock.now().timestamp(), -90);
    /// ```
    pub fn back(&self, length: Duration) {
        self.change(|now| now.checked_sub_signed(TimeDelta::from_std(length).ok()?));
    }

    /// Sets the clock, unless that is past all dates, and tells those who watch it.
    fn change(&self, to: impl FnOnce(DateTime<Utc>) -> Option<DateTime<Utc>>) {
        {
            let mut now = self.0.now.lock();
            *now = to(*now).unwrap_or(*now);
        }
        // Called without the lock; and every change calls all, or one of two at once would not be heard.
        let watchers = self.0.watchers.lock().clone();
        for gone in watchers.iter().filter(|changed| !changed()) {
            self.0.watchers.lock().retain(|kept| !Arc::ptr_eq(kept, gone));
        }
    }
}

impl Clock for ManualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.now.lock()
    }

    fn sleep(&self, length: Duration) {
        self.advance(length);
    }

    fn play_to(&self, at: DateTime<Utc>) -> bool {
        self.set(&at);
        true
    }

    fn watch(&self, changed: Box<dyn Fn() -> bool + Send + Sync>) {
        self.0.watchers.lock().push(changed.into());
    }
}

impl fmt::Debug for ManualClock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ManualClock({})", self.now())
    }
}
