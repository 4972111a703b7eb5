//! Cron lines as the simplest readers take them: they run whenever the clock on the wall matches.

use chrono::{DateTime, Offset, TimeDelta, TimeZone, Utc};
use punctual::Schedule;

use super::{Times, Years};
use crate::clock_changes::YEARS;
use crate::moment::just_before;
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
    /// The lines in the zone of these years.
    pub(crate) fn new(lines: Vec<Schedule>, years: &Years) -> Self {
        Self { lines, zone: years.zone, changes: years.changes.clone() }
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
                Some(change) if *change <= next => after = just_before(change),
                _ => return Some(next),
            }
        }
        None
    }

    fn parts(&self) -> Vec<Box<dyn Times + '_>> {
        let part = |line: &Schedule| Self { lines: vec![line.clone()], zone: self.zone, changes: self.changes.clone() };
        self.lines.iter().map(|line| Box::new(part(line)) as Box<dyn Times>).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Tz;

    #[test]
    fn the_clock_on_the_wall_leaves_out_hours_and_has_some_twice() {
        let from = "2026-01-01T00:00:00Z".parse().expect("a moment");
        let years = Years::new(Zone::Named(Tz::Europe__Berlin), from);
        let wall = |line: &str| Wall::new(vec![format!("cron {line}").parse().expect("a line")], &years);
        let after = |line: &str, after: &str, count: usize| -> Vec<String> {
            let wall = wall(line);
            let after: DateTime<Utc> = after.parse().expect("a moment");
            let times = std::iter::successors(wall.next_after(after), |at| wall.next_after(*at));
            times.take(count).map(|at| at.format("%d %H:%M").to_string()).collect()
        };
        // 02:30 is not there on 2026-03-29, and there twice on 2026-10-25.
        assert_eq!(after("30 2 * * *", "2026-03-27T12:00:00Z", 2), ["28 01:30", "30 00:30"]);
        assert_eq!(after("30 2 * * *", "2026-10-24T12:00:00Z", 3), ["25 00:30", "25 01:30", "26 01:30"]);
        assert_eq!(after("0 */2 * * *", "2026-03-28T22:30:00Z", 3), ["28 23:00", "29 02:00", "29 04:00"]);
        assert_eq!(after("0 3 * * *", "2026-03-28T12:00:00Z", 1), ["29 01:00"]);
        assert_eq!(after("0 0 29 2 *", "2026-03-28T12:00:00Z", 1), ["28 23:00"]);
    }
}
