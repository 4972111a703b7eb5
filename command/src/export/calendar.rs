//! Calendar events of systemd that elapse when a job runs, and at no other time.

use chrono::{DateTime, Utc};
use punctual::Schedule;

use super::event::written;
use super::refused::Refused;
use super::said::{self, Said, unpatterned};
use crate::canonical::{Clause, Clauses};
use crate::times::proof::difference;
use crate::times::{Calendars, Elapsed, Zoned, shape};
use crate::zone::{UTC, Zone};

/// More events for one timer are no help to anybody.
const EVENTS: usize = 20;

/// The events that elapse when the schedule runs, and at no other time.
pub(super) fn events(schedule: &Schedule, own: Zone, calendars: &Calendars) -> Result<Said, Refused> {
    let from = calendars.from;
    if let Some(events) = once(schedule, own, from) {
        return events;
    }
    said::in_first(schedule, own, &said::zones(own), from, |part, zone| in_zone(part, own, zone, calendars))
}

/// The events of a schedule of days that come once: each is a date and a time.
fn once(schedule: &Schedule, own: Zone, from: DateTime<Utc>) -> Option<Result<Said, Refused>> {
    let is_day = |rule: Schedule| {
        let clauses = Clauses::read(&rule.to_string());
        let others = clauses.only(|clause| !matches!(clause, Clause::On | Clause::At | Clause::Zone));
        clauses.get(Clause::On).is_some() && others.to_string().is_empty()
    };
    if !schedule.rules().all(is_day) {
        return None;
    }
    let slots = schedule.upcoming(&from.with_timezone(&own)).take(EVENTS.saturating_add(1));
    let texts: Vec<String> = slots.map(|slot| slot.to_utc().format("%Y-%m-%d %H:%M:%S").to_string()).collect();
    Some(match texts.len() {
        0 => Err(Refused::new(schedule.to_string(), "it is past")),
        count if count > EVENTS => Err(Refused::new(schedule.to_string(), "it would take too many calendar events")),
        _ => Ok(Said { texts, zone: UTC }),
    })
}

fn in_zone(schedule: &Schedule, own: Zone, zone: Zone, calendars: &Calendars) -> Result<Vec<String>, String> {
    let Some(groups) = shape::of(schedule, own, &calendars.of(zone)) else {
        return Err(unpatterned(own, zone));
    };
    let events: Vec<String> = groups.iter().flat_map(written).collect();
    if events.len() > EVENTS {
        return Err(format!("it would take more than {EVENTS} calendar events"));
    }
    let source = Zoned { schedules: vec![schedule.clone()], zone: own };
    let Some(found) = difference(&source, &Elapsed { groups, zone }, &calendars.of(own)) else { return Ok(events) };
    let within = if zone == own { String::new() } else { format!(" {zone}") };
    Err(said::nearest(&format!("`{}{within}`", events.join("; ")), found, own))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Tz;

    #[test]
    fn schedules_are_calendar_events_or_refused() {
        let calendars = Calendars::new("2026-01-01T00:00:00Z".parse().expect("a moment"));
        let berlin = Zone::Named(Tz::Europe__Berlin);
        for (text, said) in [
            ("every weekday at 09:00", "Mon..Fri *-*-* 09:00:00"),
            ("every day at 09:00, 17:30", "*-*-* 09:00:00; *-*-* 17:30:00"),
            ("every 15 minutes", "*-*-* *:00/15:00 UTC"),
            ("every 10 seconds", "*-*-* *:*:00/10 UTC"),
            ("every 15 minutes on weekdays from 08:00 to 18:45", "Mon..Fri *-*-* 08..18:00/15:00"),
            ("every month on the 1st monday at 10:00", "Mon *-*-01..07 10:00:00"),
            ("every month on the last friday at 10:00", "Fri *-*~07/1 10:00:00"),
            ("every month on the last day at 18:00", "*-*~01 18:00:00"),
            ("every friday the 13th at 12:00", "Fri *-*-13 12:00:00"),
            ("every year on december 25, july 4 at 08:00", "*-07-04 08:00:00; *-12-25 08:00:00"),
            ("every quarter on the 1st at 00:00", "*-01/3-01 00:00:00"),
            ("cron 0 8 13 * 5", "Fri *-*-* 08:00:00; *-*-13 08:00:00"),
            ("on 2026-03-15 at 14:30", "2026-03-15 13:30:00 UTC"),
            ("on 2025-03-15 at 14:30", "on 2025-03-15 at 14:30"),
            // In summer time's hour: runs are left out, or come once where ours come twice.
            ("every day at 02:30", "at 02:30"),
            ("every 2 hours", "every 2 hours"),
            ("every 2 weeks on friday at 16:00", "every 2 weeks"),
        ] {
            let schedule = text.parse().expect("a schedule");
            let found = match events(&schedule, berlin, &calendars) {
                Ok(Said { texts, zone }) => {
                    let zone = if zone == berlin { String::new() } else { format!(" {zone}") };
                    format!("{}{zone}", texts.join("; "))
                }
                Err(refused) => refused.said,
            };
            assert_eq!(found, said, "{text}");
        }
    }
}
