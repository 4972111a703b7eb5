//! The moment now: that of `--from`, or of the clock.

use std::time::Instant;

use chrono::{DateTime, FixedOffset, Utc};

/// The moment asked for, else now.
#[expect(clippy::disallowed_methods, reason = "the one place where the command reads the clock")]
pub(crate) fn or_now(from: Option<DateTime<FixedOffset>>) -> DateTime<Utc> {
    from.map_or_else(Utc::now, |from| from.to_utc())
}

/// What lengths of time are measured with.
#[expect(clippy::disallowed_methods, reason = "as above")]
pub(crate) fn ticks() -> Instant {
    Instant::now()
}

/// Reads `--from`.
pub(crate) fn read(text: &str) -> Result<DateTime<FixedOffset>, String> {
    DateTime::parse_from_rfc3339(text)
        .map_err(|error| format!("{error}; write date, time and offset: 2026-01-05T13:15:00+01:00"))
}
