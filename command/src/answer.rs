//! What a text turned out to be: a schedule, or a problem.

use chrono::{DateTime, Utc};
use punctual::{NoteCode, Schedule};

use crate::input::Item;
use crate::json;
use crate::output::Tally;
use crate::problem::Problem;
use crate::zone::{Zone, Zones};

/// What a text turned out to be.
#[derive(Debug)]
pub(crate) enum Answer {
    /// A schedule, and the zone to show it in.
    Right(Schedule, Zone),
    /// No schedule.
    Wrong(Problem),
}

impl Answer {
    /// Reads a text, and counts it.
    pub(crate) fn to(item: &Item, from: DateTime<Utc>, zones: &mut Zones, strict: bool, tally: &mut Tally) -> Self {
        match read(item, from, strict) {
            Ok(schedule) => {
                tally.right = tally.right.saturating_add(1);
                let zone = zones.of(&schedule);
                Self::Right(schedule, zone)
            }
            Err(problem) => {
                tally.wrong = tally.wrong.saturating_add(1);
                Self::Wrong(problem)
            }
        }
    }

    /// The line of JSON for this answer.
    pub(crate) fn json(&self, item: &Item, from: DateTime<Utc>, count: u32) -> String {
        match self {
            Self::Right(schedule, zone) => {
                json::right(&item.text, schedule, *zone, &runs(schedule, from, *zone, count))
            }
            Self::Wrong(problem) => json::wrong(&item.text, problem),
        }
    }
}

fn read(item: &Item, from: DateTime<Utc>, strict: bool) -> Result<Schedule, Problem> {
    if let Some(at) = item.broken {
        return Err(Problem::not_utf8(at));
    }
    match item.text.parse::<Schedule>() {
        Ok(schedule) if strict && !schedule.notes().is_empty() => Err(Problem::strict(schedule.notes(), &item.text)),
        Ok(schedule) => Ok(schedule),
        Err(error) => Err(Problem::new(&error, &item.text, from.date_naive())),
    }
}

/// The first runs after a moment.
pub(crate) fn runs(schedule: &Schedule, from: DateTime<Utc>, zone: Zone, count: u32) -> Vec<DateTime<Zone>> {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    schedule.upcoming(&from.with_timezone(&zone)).take(count).collect()
}

/// Whether its runs are drawn by lot, so that what is shown of them may come otherwise.
pub(crate) fn is_random(schedule: &Schedule) -> bool {
    schedule.notes().iter().any(|note| note.code() == NoteCode::Random)
}
