//! The one place that reads the machine's clock and its zone.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// The moment now.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
pub(crate) fn now() -> DateTime<Utc> {
    Utc::now()
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
