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
