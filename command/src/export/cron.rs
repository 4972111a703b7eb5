//! Cron lines that run when a job does, and no other time.

use std::iter;

use chrono::{DateTime, Utc};
use punctual::Schedule;

use super::refused::Refused;
use super::said::{self, Said, unpatterned};
use crate::canonical::{Clause, Clauses};
use crate::moment::date_and_clock;
use crate::times::lines::{self, Hours, Unsaid};
use crate::times::proof::{Difference, difference};
use crate::times::{Calendars, Times, Wall, Zoned, shape};
use crate::zone::Zone;

/// How a target reads cron lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// As cron(5) does: times of day run once on each day, whatever the clock does.
    Cron,
    /// By the clock on the wall, as the library of Kubernetes does.
    Wall,
}

/// A target that takes cron lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Dialect {
    pub(super) name: &'static str,
    pub(super) reader: Reader,
    /// The most lines that one job may have.
    pub(super) lines: usize,
    /// The least seconds from one run to the next.
    pub(super) least: i64,
}

impl Dialect {
    /// The lines for a schedule, in the first of these zones in which there are some.
    pub(super) fn lines(
        self,
        schedule: &Schedule,
        own: Zone,
        zones: &[Zone],
        calendars: &Calendars,
    ) -> Result<Said, Refused> {
        said::in_first(schedule, own, zones, calendars.from, |part, zone| self.in_zone(part, own, zone, calendars))
    }

    fn in_zone(self, schedule: &Schedule, own: Zone, zone: Zone, calendars: &Calendars) -> Result<Vec<String>, String> {
        let source = Zoned { schedules: vec![schedule.clone()], zone: own };
        if let Some(at) = self.too_soon(&source, calendars.from) {
            let at = date_and_clock(&at.with_timezone(&own));
            return Err(format!(
                "{} runs nothing more often than every {} minutes, and this does at {at}",
                self.name,
                self.least / 60
            ));
        }
        let mut candidates: Vec<Vec<String>> = self.as_it_is(schedule).into_iter().map(|line| vec![line]).collect();
        let mut unsaid = unpatterned(own, zone);
        if let Some(groups) = shape::of(schedule, own, &calendars.of(zone)) {
            for hours in [Hours::Starred, Hours::Listed] {
                match lines::of(&groups, hours) {
                    Ok(lines) => candidates.push(lines),
                    Err(what) if zone == own => unsaid = self.unsaid(what),
                    Err(_) => {}
                }
            }
        }
        let mut nearest: Option<String> = None;
        for candidate in candidates {
            if candidate.len() > self.lines {
                let count = candidate.len();
                nearest = nearest.or(Some(format!("it takes {count} cron lines, and {} has one a job", self.name)));
                continue;
            }
            let read: Result<Vec<Schedule>, _> =
                candidate.iter().map(|line| format!("cron {line}").parse::<Schedule>()).collect();
            let Ok(read) = read else { continue };
            let target: Box<dyn Times> = match self.reader {
                Reader::Cron => Box::new(Zoned { schedules: read, zone }),
                Reader::Wall => Box::new(Wall::new(read, &calendars.of(zone))),
            };
            match difference(&source, target.as_ref(), &calendars.of(own)) {
                None => return Ok(candidate),
                Some(found) => nearest = nearest.or(Some(nearest_of(found, &candidate, own, zone))),
            }
        }
        Err(nearest.unwrap_or(unsaid))
    }

    /// A run that follows too soon upon another.
    fn too_soon(self, source: &dyn Times, from: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let slots = iter::successors(source.next_after(from), |at| source.next_after(*at));
        let mut before: Option<DateTime<Utc>> = None;
        slots.take(2_000).find(|at| {
            let gap = before.map(|before| at.signed_duration_since(before).num_seconds());
            before = Some(*at);
            gap.is_some_and(|gap| gap < self.least)
        })
    }

    /// The fields of a schedule that is a cron line which the target reads as we do.
    fn as_it_is(self, schedule: &Schedule) -> Option<String> {
        let canonical = schedule.to_string();
        let clauses = Clauses::read(&canonical);
        let line = clauses.get(Clause::Cron).filter(|_| !canonical.contains(';'))?;
        let fields: Vec<_> = line.split(' ').collect();
        let [_, _, days, _, weekdays] = fields.as_slice() else { return None };
        let plain = line.chars().all(|c| c.is_ascii_digit() || " */,-".contains(c));
        // With a star in one of the day fields cron(5) takes both, and others either.
        let star = *days != "*" && *weekdays != "*" && (days.starts_with('*') || weekdays.starts_with('*'));
        (plain && (!star || self.reader == Reader::Cron)).then(|| line.to_owned())
    }

    fn unsaid(self, what: Unsaid) -> String {
        let name = self.name;
        match what {
            Unsaid::Seconds => format!("{name} has no seconds"),
            Unsaid::Both => format!("{name} takes a weekday or a day of the month, not a day that is both"),
            Unsaid::FromEnd => format!("{name} does not count from the end of the month"),
            Unsaid::Lines => format!("{name} would need more than ten lines"),
        }
    }
}

fn nearest_of(found: Difference, lines: &[String], own: Zone, zone: Zone) -> String {
    let within = if zone == own { String::new() } else { format!(" in {zone}") };
    said::nearest(&format!("`{}`{within}", lines.join("; ")), found, own)
}
