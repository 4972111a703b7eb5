//! The one place that reads the machine's clock and its zone.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use super::Clock;

/// The clock of the machine.
///
/// ```
/// use punctual::{Clock, SystemClock};
///
/// let before = SystemClock.now();
/// assert!(SystemClock.now() >= before);
/// ```
#[derive(Debug, Clone, Copy, Default)]
#[expect(clippy::exhaustive_structs, reason = "it is written as a value, and has nothing to hold")]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        now()
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    fn millis(&self) -> i64 {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        // Before 1970 the calendar does it, which rounds down.
        since.ok().and_then(|since| i64::try_from(since.as_millis()).ok()).unwrap_or_else(|| now().timestamp_millis())
    }

    #[expect(clippy::disallowed_methods, reason = "the one place that waits by the machine's clock")]
    fn sleep(&self, length: Duration) {
        std::thread::sleep(length);
    }
}

/// The moment now.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub(crate) fn now() -> DateTime<Utc> {
    Utc::now()
}

/// A reading of the clock that never goes back, for how long something took.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub(crate) fn ticks() -> Instant {
    Instant::now()
}

/// The moment that much later, on the clock that never goes back; none when that is for ever.
pub(crate) fn deadline(length: Duration) -> Option<Instant> {
    ticks().checked_add(length)
}

/// The zone of the machine, as `chrono::Local` sees it: `TZ` first, then the system's setting.
/// UTC where neither is a name of the time zone database.
pub(crate) fn zone() -> Tz {
    let named = |name: String| name.trim_start_matches(':').parse().ok();
    std::env::var("TZ")
        .ok()
        .and_then(named)
        .or_else(|| iana_time_zone::get_timezone().ok().and_then(named))
        .unwrap_or(Tz::UTC)
}
