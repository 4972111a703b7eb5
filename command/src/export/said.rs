//! What a target takes for the schedule of a job, in the first zone in which that is the same.

use chrono::{DateTime, Utc};
use punctual::Schedule;

use super::refused::{self, Refused};
use crate::moment::date_and_clock;
use crate::times::proof::Difference;
use crate::zone::{UTC, Zone};

/// Cron lines or calendar events, and the zone they are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) texts: Vec<String>,
    pub(super) zone: Zone,
}

/// What `say` makes of a schedule in the first of these zones in which it makes something.
pub(super) fn in_first(
    schedule: &Schedule,
    own: Zone,
    zones: &[Zone],
    from: DateTime<Utc>,
    say: impl Fn(&Schedule, Zone) -> Result<Vec<String>, String>,
) -> Result<Said, Refused> {
    refused::never(schedule, from)?;
    let mut why = None;
    for zone in zones {
        match say(schedule, *zone) {
            Ok(texts) => return Ok(Said { texts, zone: *zone }),
            Err(reason) => why = why.or(Some(reason)),
        }
    }
    let can = |part: &Schedule| refused::never(part, from).is_ok() && zones.iter().any(|zone| say(part, *zone).is_ok());
    let clause = refused::clause(schedule, zones.last().copied().unwrap_or(own), &can);
    Err(Refused::new(clause, why.unwrap_or_default()))
}

/// The zones a target can use: the schedule's own where it is one by name, and UTC.
pub(super) fn zones(own: Zone) -> Vec<Zone> {
    match own {
        UTC | Zone::Fixed(_) => vec![UTC],
        Zone::Named(_) => vec![own, UTC],
    }
}

/// Why there is no pattern at all.
pub(super) fn unpatterned(own: Zone, zone: Zone) -> String {
    let within = if zone == own { String::new() } else { format!("in {zone} ") };
    format!("{within}no times, weekdays, days and months repeat so")
}

/// Why what comes nearest is not the same.
pub(super) fn nearest(text: &str, found: Difference, own: Zone) -> String {
    let at = found.at.with_timezone(&own);
    let does = if found.of_first { "leaves out" } else { "also runs at" };
    format!("the nearest, {text}, {does} {} {}", date_and_clock(&at), at.format("%:z"))
}
