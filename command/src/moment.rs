//! Moments and distances as people read them.

use std::fmt::Write as _;
use std::slice;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, TimeZone, Timelike, Utc};

use crate::zone::Zone;

/// How much of a time of day to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Detail {
    Minutes,
    Seconds,
    Milliseconds,
}

impl Detail {
    /// The least that shows all of these moments in full.
    pub(crate) fn of(moments: &[DateTime<Zone>]) -> Self {
        let each = moments.iter().map(|moment| {
            if moment.nanosecond() != 0 {
                Self::Milliseconds
            } else if moment.second() != 0 {
                Self::Seconds
            } else {
                Self::Minutes
            }
        });
        each.max().unwrap_or(Self::Minutes)
    }

    fn format(self) -> &'static str {
        match self {
            Self::Minutes => "%H:%M",
            Self::Seconds => "%H:%M:%S",
            Self::Milliseconds => "%H:%M:%S%.3f",
        }
    }
}

/// `Mon 2026-01-05 13:15 +01:00`
pub(crate) fn full(moment: &DateTime<Zone>, detail: Detail) -> String {
    moment.format(&format!("%a %Y-%m-%d {} %:z", detail.format())).to_string()
}

/// The same, with as much of the time of day as there is.
pub(crate) fn exact(moment: &DateTime<Zone>) -> String {
    full(moment, Detail::of(slice::from_ref(moment)))
}

/// `13:15`, with seconds when there are some.
pub(crate) fn clock(moment: &DateTime<Zone>) -> String {
    moment.format(Detail::of(slice::from_ref(moment)).format()).to_string()
}

/// `13:15`
pub(crate) fn clock_in(moment: &DateTime<Zone>, detail: Detail) -> String {
    moment.format(detail.format()).to_string()
}

/// `2026-01-05 13:15`
pub(crate) fn date_and_clock(moment: &DateTime<Zone>) -> String {
    format!("{} {}", moment.format("%Y-%m-%d"), clock(moment))
}

/// The moment from which the next run may be at this one: schedules look strictly ahead.
pub(crate) fn just_before<Z: TimeZone>(at: &DateTime<Z>) -> DateTime<Z> {
    at.clone().checked_sub_signed(TimeDelta::milliseconds(1)).unwrap_or_else(|| at.clone())
}

/// `5 min ago`, `in 5 min`.
pub(crate) fn far(at: DateTime<Utc>, now: DateTime<Utc>) -> String {
    let seconds = at.signed_duration_since(now).num_seconds();
    let shown = distance(TimeDelta::seconds(seconds));
    match seconds {
        0 if at < now => "just now".to_owned(),
        0 => "in under 1 s".to_owned(),
        ..0 => format!("{shown} ago"),
        _ => format!("in {shown}"),
    }
}

/// [`distance`] of what was measured.
pub(crate) fn length(length: Duration) -> String {
    distance(TimeDelta::from_std(length).unwrap_or(TimeDelta::MAX))
}

/// `2 days 4 h`: the two largest units.
pub(crate) fn distance(length: TimeDelta) -> String {
    let milliseconds = length.num_milliseconds().unsigned_abs();
    let units = [
        (86_400_000, " day", " days"),
        (3_600_000, " h", " h"),
        (60_000, " min", " min"),
        (1_000, " s", " s"),
        (1, " ms", " ms"),
    ];
    let days = milliseconds.checked_div(86_400_000).unwrap_or(0);
    if days >= 1000 {
        let years = days.saturating_mul(400).saturating_add(73_048).checked_div(146_097);
        return format!("{} years", years.unwrap_or(0));
    }
    let mut out = String::new();
    let mut rest = milliseconds;
    let mut largest = false;
    for (length, one, many) in units {
        let count = rest.checked_div(length).unwrap_or(0);
        rest = rest.checked_rem(length).unwrap_or(0);
        if count > 0 {
            let space = if out.is_empty() { "" } else { " " };
            let unit = if count == 1 { one } else { many };
            let _ = write!(out, "{space}{count}{unit}");
        }
        // The unit after the largest one is the last, also when it is 0.
        if largest {
            break;
        }
        largest = !out.is_empty();
    }
    if out.is_empty() { "0 s".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_have_two_units() {
        for (milliseconds, shown) in [
            (0, "0 s"),
            (250, "250 ms"),
            (1_000, "1 s"),
            (59_000, "59 s"),
            (60_000, "1 min"),
            (3_661_000, "1 h 1 min"),
            (3_601_000, "1 h"),
            (86_400_000, "1 day"),
            (187_200_000, "2 days 4 h"),
            (86_400_000 * 999, "999 days"),
            (86_400_000 * 1461, "4 years"),
        ] {
            assert_eq!(distance(TimeDelta::milliseconds(milliseconds)), shown);
        }
    }
}
