//! Cron lines as the simplest readers take them: they run whenever the clock on the wall matches.

use chrono::{DateTime, Offset, TimeDelta, TimeZone, Utc};
use punctual::Schedule;

use super::Times;
use crate::explain::changes::{YEARS, next_changes};
use crate::zone::Zone;

/// Lines that run at each moment whose local clock matches: twice where an hour comes twice, and
/// not at all where it is left out.
#[derive(Debug)]
pub(crate) struct Wall {
    lines: Vec<Schedule>,
    zone: Zone,
    /// When the zone changes its clock.
    changes: Vec<DateTime<Utc>>,
}

impl Wall {
    /// The lines in a zone, from a moment on.
    pub(crate) fn new(lines: Vec<Schedule>, zone: Zone, from: DateTime<Utc>) -> Self {
        let from = from.checked_sub_signed(TimeDelta::days(7)).unwrap_or(from);
        let changes = next_changes(zone, from, usize::MAX).iter().map(|change| change.at).collect();
        Self { lines, zone, changes }
    }
}

impl Times for Wall {
    fn next_after(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut after = after;
        // Between two changes there may be nothing that matches; then the next stretch is asked.
        for _ in 0..YEARS.saturating_mul(4) {
            let begin = after.checked_add_signed(TimeDelta::milliseconds(1))?;
            let offset = self.zone.offset_from_utc_datetime(&begin.naive_utc()).fix();
            let local = after.with_timezone(&offset);
            let next = self.lines.iter().filter_map(|line| line.next_after(&local)).min()?.to_utc();
            match self.changes.iter().find(|change| **change > begin) {
                Some(change) if *change <= next => after = change.checked_sub_signed(TimeDelta::milliseconds(1))?,
                _ => return Some(next),
            }
        }
        None
    }
}
