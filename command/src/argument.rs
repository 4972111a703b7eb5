//! What arguments are read as.

use std::ops::RangeInclusive;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};
use clap::builder::RangedI64ValueParser;

/// How many of something to show: more would be a list nobody reads, held in memory all at once.
pub(crate) fn count(from: i64) -> RangedI64ValueParser<u32> {
    clap::value_parser!(u32).range(RangeInclusive::new(from, 100_000))
}

/// A moment: `--from`, `--to`.
pub(crate) fn moment(text: &str) -> Result<DateTime<FixedOffset>, String> {
    DateTime::parse_from_rfc3339(text)
        .map_err(|error| format!("{error}; write date, time and offset: 2026-01-05T13:15:00+01:00"))
}

/// A length of time: `--for`, `--lease`.
pub(crate) fn length(text: &str) -> Result<Duration, String> {
    const LONGEST: Duration = Duration::from_secs(10 * 366 * 86_400);
    let length = humantime::parse_duration(text).map_err(|error| format!("{error}; write it like 30s, 24h or 7d"))?;
    if length > LONGEST { Err("longer than ten years".to_owned()) } else { Ok(length) }
}
