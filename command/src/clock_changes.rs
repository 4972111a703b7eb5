//! When a zone changes its clock, found by asking it for its offsets.

use chrono::{DateTime, FixedOffset, Offset, TimeDelta, TimeZone, Utc};

use crate::zone::Zone;

/// A moment at which a zone's offset changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Change {
    pub(crate) at: DateTime<Utc>,
    pub(crate) before: FixedOffset,
    pub(crate) after: FixedOffset,
}

/// How far ahead to look for changes.
pub(crate) const YEARS: i64 = 10;
/// The first changes after a moment.
pub(crate) fn next(zone: Zone, from: DateTime<Utc>, count: usize) -> Vec<Change> {
    let offset = |at: DateTime<Utc>| zone.offset_from_utc_datetime(&at.naive_utc()).fix();
    let step = TimeDelta::hours(12);
    let mut found = Vec::new();
    let mut low = from;
    for _ in 0..YEARS.saturating_mul(732) {
        let Some(high) = low.checked_add_signed(step) else {
            break;
        };
        let (before, after) = (offset(low), offset(high));
        if before != after {
            let (mut low, mut high) = (low.timestamp(), high.timestamp());
            while high.saturating_sub(low) > 1 {
                let middle = low.midpoint(high);
                match DateTime::from_timestamp(middle, 0) {
                    Some(at) if offset(at) == before => low = middle,
                    _ => high = middle,
                }
            }
            if let Some(at) = DateTime::from_timestamp(high, 0) {
                found.push(Change { at, before, after: offset(at) });
            }
            if found.len() == count {
                break;
            }
        }
        low = high;
    }
    found
}

impl Change {
    /// The part of an hour, or the hours, that the clock jumps.
    pub(crate) fn jump(self) -> TimeDelta {
        let seconds = self.after.local_minus_utc().saturating_sub(self.before.local_minus_utc());
        TimeDelta::seconds(i64::from(seconds))
    }

    pub(crate) fn forward(self) -> bool {
        self.jump() > TimeDelta::zero()
    }

    pub(crate) fn local(self, offset: FixedOffset) -> DateTime<Zone> {
        self.at.with_timezone(&Zone::Fixed(offset))
    }

    /// The span of real time whose local times, at the offset before, are jumped over or come
    /// twice. When the clock goes back, the second pass follows at once.
    pub(crate) fn first_pass(self) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        if self.forward() {
            Some((self.at, self.at.checked_add_signed(self.jump())?))
        } else {
            Some((self.at.checked_add_signed(self.jump())?, self.at))
        }
    }
}
