//! The fields of a cron line in words, where words name the very same moments.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use punctual::Schedule;

use crate::english::{month, ordinal, weekday};
use crate::times::lines;
use crate::times::proof::{difference, difference_at_changes};
use crate::times::shape::{self, Group, On};
use crate::times::{Calendars, Zoned};
use crate::zone::{UTC, Zone};

/// Zones that change their clocks by an hour, by half of one, and at midnight.
const ZONES: [Tz; 3] = [Tz::Europe__Berlin, Tz::Australia__Lord_Howe, Tz::America__Santiago];

/// More times of day than these are not read as a list.
const LIST: usize = 8;

/// Schedules in words for fields, found once for each.
#[derive(Debug)]
pub(super) struct Words {
    calendars: Calendars,
    known: BTreeMap<(String, Option<String>), Option<Schedule>>,
}

impl Words {
    /// Compares from this moment on.
    pub(super) fn new(from: DateTime<Utc>) -> Self {
        Self { calendars: Calendars::new(from), known: BTreeMap::new() }
    }

    /// The schedule in words, where they name the same moments as the fields: in this zone, or
    /// in any.
    pub(super) fn of(&mut self, cron: &Schedule, zone: Option<Zone>) -> Option<Schedule> {
        let key = (cron.to_string(), zone.map(|zone| zone.to_string()));
        let calendars = &self.calendars;
        self.known.entry(key).or_insert_with(|| found(cron, zone, calendars)).clone()
    }
}

fn found(cron: &Schedule, zone: Option<Zone>, calendars: &Calendars) -> Option<Schedule> {
    let groups = shape::of(cron, UTC, &calendars.of(UTC))?;
    let [group] = groups.as_slice() else { return None };
    let read = |schedule: &Schedule, zone| Zoned { schedules: vec![schedule.clone()], zone };
    said(group).into_iter().filter_map(|text| text.parse::<Schedule>().ok()).find(|words| match zone {
        Some(zone) => difference(&read(cron, zone), &read(words, zone), &calendars.of(zone)).is_none(),
        // Any zone is as UTC is but for its changes of the clock.
        None => {
            difference(&read(cron, UTC), &read(words, UTC), &calendars.of(UTC)).is_none()
                && ZONES.into_iter().map(Zone::Named).all(|zone| {
                    difference_at_changes(&read(cron, zone), &read(words, zone), &calendars.of(zone)).is_none()
                })
        }
    })
}

/// Texts that may say it, the best first.
fn said(group: &Group) -> Vec<String> {
    let mut months = String::new();
    if group.months.len() < 12 {
        months = format!(" in {}", listed(&group.months, month));
    }
    let list = (group.times.len() <= LIST).then(|| {
        let times: Vec<_> = group.times.iter().map(|time| clock(*time)).collect();
        format!("at {}", times.join(", "))
    });
    let mut said = Vec::new();
    if group.times.len() > 2
        && let Some(every) = interval(&group.times)
    {
        let on = match &group.on {
            On::Every => Some(String::new()),
            On::Weekdays(days) => Some(format!(" on {}", listed(days, weekday))),
            On::Dates(days) => Some(format!(" on the {}", ordinals(days))),
            _ => None,
        };
        if let Some(on) = on {
            said.extend(every.iter().map(|every| format!("{every}{on}{months}")));
        }
    }
    if let Some(list) = list {
        match &group.on {
            On::Every => said.push(format!("every day{months} {list}")),
            On::Weekdays(days) => said.push(format!("every {}{months} {list}", listed(days, weekday))),
            // Every second day of the month is said best by the fields themselves.
            On::Dates(days) if lines::list(days).contains('/') || lines::list(days).len() > 20 => {}
            On::Dates(days) => {
                if let (Some(month), 1) = (group.months.first().and_then(|number| month(*number)), group.months.len()) {
                    let days: Vec<_> = days.iter().map(|day| format!("{month} {day}")).collect();
                    said.push(format!("every year on {} {list}", days.join(", ")));
                }
                said.push(format!("every month on the {}{months} {list}", ordinals(days)));
            }
            On::Either(weekdays, days) => said.push(format!(
                "every {}{months} {list}; every month on the {}{months} {list}",
                listed(weekdays, weekday),
                ordinals(days)
            )),
            On::Both(weekdays, days) if days.len() == 1 && weekdays.len() == 1 => {
                said.push(format!("every {} the {}{months} {list}", listed(weekdays, weekday), ordinals(days)));
            }
            _ => {}
        }
    }
    said
}

/// The interval that has these times: all day, or in a window.
fn interval(times: &[u32]) -> Option<Vec<String>> {
    let (first, last) = (*times.first()?, *times.last()?);
    let step = times.get(1)?.checked_sub(first)?;
    let even = times.iter().zip((first..).step_by(usize::try_from(step.max(1)).ok()?)).all(|(time, is)| *time == is);
    if !even || step % 60 != 0 {
        return None;
    }
    let length = if step % 3600 == 0 { format!("{} hours", step / 3600) } else { format!("{} minutes", step / 60) };
    let every = format!("every {length}");
    let mut said = Vec::new();
    if first < step && last.saturating_add(step) >= 86_400 && 86_400_u32.is_multiple_of(step) {
        said.push(match first {
            0 => every.clone(),
            first if step >= 3600 && first < 3600 => format!("{every} at :{:02}", first / 60),
            first => format!("{every} offset {} minutes", first / 60),
        });
    }
    said.push(format!("{every} from {} to {}", clock(first), clock(last)));
    Some(said)
}

fn clock(time: u32) -> String {
    format!("{:02}:{:02}", time / 3600, time / 60 % 60)
}

fn listed(values: &BTreeSet<u32>, name: fn(u32) -> Option<&'static str>) -> String {
    values.iter().filter_map(|value| name(*value)).collect::<Vec<_>>().join(", ")
}

fn ordinals(days: &BTreeSet<u32>) -> String {
    days.iter().map(|day| ordinal(*day)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_said_in_words_or_not_at_all() {
        let mut words = Words::new("2026-01-01T00:00:00Z".parse().expect("a moment"));
        for (fields, said) in [
            ("* * * * *", "every minute"),
            ("*/5 * * * *", "every 5 minutes"),
            ("2-59/5 * * * *", "every 5 minutes offset 2 minutes"),
            ("0 * * * *", "every hour"),
            ("17 * * * *", "every hour at :17"),
            ("0 */2 * * *", "every 2 hours"),
            ("30 6 * * 1-5", "every weekday at 06:30"),
            ("0 9,17 * * sat,sun", "every weekend at 09:00, 17:00"),
            ("*/15 8-18 * * 1-5", "every 15 minutes on weekdays from 08:00 to 18:45"),
            ("0 0 1,15 * *", "every month on the 1st, 15th at 00:00"),
            ("0 0 25 12 *", "every year on december 25 at 00:00"),
            ("0 0 1 */3 *", "every january, april, july, october on the 1st at 00:00"),
            ("0 0 13 * 5", "every friday at 00:00; every month on the 13th at 00:00"),
            ("30 2 * * *", "every day at 02:30"),
            // Field by field is as short as it gets.
            ("5,17,43 * * * *", ""),
            ("*/7 * * * *", ""),
            ("0 0 */2 * 1", ""),
        ] {
            let cron = format!("cron {fields}").parse().expect("a line");
            let found = words.of(&cron, None).map(|words| words.to_string()).unwrap_or_default();
            assert_eq!(found, said, "{fields}");
        }
    }
}
