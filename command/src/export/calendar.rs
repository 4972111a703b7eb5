//! The calendar events of systemd: how they are written, and when they elapse.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveTime, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use punctual::Schedule;

use super::cron::{unpatterned, zones};
use super::refused::{self, Refused};
use crate::canonical::{Clause, Clauses};
use crate::moment::date_and_clock;
use crate::names::weekday;
use crate::times::lines::consecutive;
use crate::times::proof::difference;
use crate::times::shape::{self, Group, On};
use crate::times::{Calendars, Times, Zoned};
use crate::zone::Zone;

/// More events for one timer are no help to anybody.
const EVENTS: usize = 20;
/// How far the next event can lie: a friday the 13th of may.
const FARTHEST: u64 = 40 * 366;

/// Events as text, one for each `OnCalendar=`, and the zone they are in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Events {
    pub(super) events: Vec<String>,
    pub(super) zone: Zone,
}

/// The events that elapse when the schedule runs, and at no other time.
pub(super) fn events(schedule: &Schedule, own: Zone, calendars: &Calendars) -> Result<Events, Refused> {
    let from = calendars.from;
    if let Some(events) = once(schedule, own, from) {
        return events;
    }
    refused::never(schedule, from)?;
    let mut why = None;
    for zone in zones(own) {
        match in_zone(schedule, own, zone, calendars) {
            Ok(events) => return Ok(Events { events, zone }),
            Err(reason) => why = why.or(Some(reason)),
        }
    }
    let can = |part: &Schedule| {
        refused::never(part, from).is_ok()
            && zones(own).into_iter().any(|zone| in_zone(part, own, zone, calendars).is_ok())
    };
    Err(Refused::new(refused::clause(schedule, Zone::Named(Tz::UTC), &can), why.unwrap_or_default()))
}

/// The events of a schedule of days that come once: each is a date and a time.
fn once(schedule: &Schedule, own: Zone, from: DateTime<Utc>) -> Option<Result<Events, Refused>> {
    let is_day = |rule: Schedule| {
        let clauses = Clauses::read(&rule.to_string());
        let others = clauses.only(|clause| !matches!(clause, Clause::On | Clause::At | Clause::Zone));
        clauses.get(Clause::On).is_some() && others.to_string().is_empty()
    };
    if !schedule.rules().all(is_day) {
        return None;
    }
    let utc = Zone::Named(Tz::UTC);
    let slots = schedule.upcoming(&from.with_timezone(&own)).take(EVENTS.saturating_add(1));
    let events: Vec<String> = slots.map(|slot| slot.to_utc().format("%Y-%m-%d %H:%M:%S").to_string()).collect();
    Some(match events.len() {
        0 => Err(Refused::new(schedule.to_string(), "it is past")),
        count if count > EVENTS => Err(Refused::new(schedule.to_string(), "it would take too many calendar events")),
        _ => Ok(Events { events, zone: utc }),
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
    let Some(found) = difference(&source, &Calendar { groups, zone }, &calendars.of(own)) else { return Ok(events) };
    let at = found.at.with_timezone(&own);
    let does = if found.of_first { "leaves out" } else { "also runs at" };
    let zone = if zone == own { String::new() } else { format!(" {zone}") };
    let nearest = format!("{}{zone}", events.join("; "));
    Err(format!("the nearest, `{nearest}`, {does} {} {}", date_and_clock(&at), at.format("%:z")))
}

/// A pattern as systemd elapses it: by local time, at the first where it comes twice, and never
/// where the clock leaves it out.
struct Calendar {
    groups: Vec<Group>,
    zone: Zone,
}

impl Times for Calendar {
    fn next_after(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let today = after.with_timezone(&self.zone).date_naive();
        (0..FARTHEST).find_map(|days| {
            let date = today.checked_add_days(Days::new(days))?;
            let groups = self.groups.iter().filter(|group| is_on(group, date));
            groups.filter_map(|group| self.first_of_day(group, date, after)).min()
        })
    }

    fn parts(&self) -> Vec<Box<dyn Times + '_>> {
        let part = |group: &Group| Self { groups: vec![group.clone()], zone: self.zone };
        self.groups.iter().map(|group| Box::new(part(group)) as Box<dyn Times>).collect()
    }
}

/// More than any clock is set back by, in seconds.
const BACK: u32 = 3 * 3600;

impl Calendar {
    /// The first time of a day that is later; the times are in order, and so are their moments.
    fn first_of_day(&self, group: &Group, date: NaiveDate, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let local = after.with_timezone(&self.zone);
        let least = if local.date_naive() == date { local.num_seconds_from_midnight().saturating_sub(BACK) } else { 0 };
        let from = group.times.partition_point(|time| *time < least);
        group.times.iter().skip(from).filter_map(|time| self.at(date, *time)).find(|at| *at > after)
    }

    fn at(&self, date: NaiveDate, time: u32) -> Option<DateTime<Utc>> {
        let time = NaiveTime::from_num_seconds_from_midnight_opt(time, 0)?;
        match self.zone.from_local_datetime(&date.and_time(time)) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => Some(at.to_utc()),
            LocalResult::None => None,
        }
    }
}

fn is_on(group: &Group, date: NaiveDate) -> bool {
    let weekday = date.weekday().num_days_from_sunday();
    let day = date.day();
    let from_end = u32::from(date.num_days_in_month()).saturating_sub(day).saturating_add(1);
    group.months.contains(&date.month())
        && match &group.on {
            On::Every => true,
            On::Weekdays(weekdays) => weekdays.contains(&weekday),
            On::Dates(days) => days.contains(&day),
            On::FromEnd(ends) => ends.contains(&from_end),
            On::Both(weekdays, days) => weekdays.contains(&weekday) && days.contains(&day),
            On::BothFromEnd(weekdays, ends) => weekdays.contains(&weekday) && ends.contains(&from_end),
            On::Either(weekdays, days) => weekdays.contains(&weekday) || days.contains(&day),
        }
}

/// The events of a group. Two that elapse at once are one for systemd.
fn written(group: &Group) -> Vec<String> {
    let months = numbers(&group.months, 1, 12);
    let date = |days: &str, end: &str| format!("*-{months}{end}{days}");
    let dates = match &group.on {
        On::Every => vec![date("*", "-")],
        On::Weekdays(weekdays) => vec![format!("{} {}", names(weekdays), date("*", "-"))],
        On::Dates(days) => vec![date(&numbers(days, 1, 31), "-")],
        On::FromEnd(ends) => vec![date(&from_end(ends), "~")],
        On::Both(weekdays, days) => vec![format!("{} {}", names(weekdays), date(&numbers(days, 1, 31), "-"))],
        On::BothFromEnd(weekdays, ends) => vec![format!("{} {}", names(weekdays), date(&from_end(ends), "~"))],
        On::Either(weekdays, days) => {
            vec![format!("{} {}", names(weekdays), date("*", "-")), date(&numbers(days, 1, 31), "-")]
        }
    };
    let clocks = clocks(&group.times);
    dates.iter().flat_map(|date| clocks.iter().map(move |clock| format!("{date} {clock}"))).collect()
}

/// Times as hours, minutes and seconds that go with each other.
fn clocks(times: &[u32]) -> Vec<String> {
    let mut of_hour: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for time in times {
        of_hour.entry(time / 3600).or_default().insert(time % 3600);
    }
    let mut alike: BTreeMap<BTreeSet<u32>, BTreeSet<u32>> = BTreeMap::new();
    for (hour, rest) in of_hour {
        alike.entry(rest).or_default().insert(hour);
    }
    let mut clocks = Vec::new();
    for (rest, hours) in alike {
        let mut of_second: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for time in rest {
            of_second.entry(time % 60).or_default().insert(time / 60);
        }
        let mut same: BTreeMap<BTreeSet<u32>, BTreeSet<u32>> = BTreeMap::new();
        for (second, minutes) in of_second {
            same.entry(minutes).or_default().insert(second);
        }
        clocks.extend(same.iter().map(|(minutes, seconds)| {
            format!("{}:{}:{}", numbers(&hours, 0, 23), numbers(minutes, 0, 59), numbers(seconds, 0, 59))
        }));
    }
    clocks.sort();
    clocks
}

/// Values of a part: `*`, `00/15`, `08..18`, `01,15`.
fn numbers(values: &BTreeSet<u32>, low: u32, high: u32) -> String {
    let all: Vec<u32> = values.iter().copied().collect();
    let steps: BTreeSet<u32> =
        all.iter().zip(all.iter().skip(1)).map(|(one, other)| other.saturating_sub(*one)).collect();
    if let (Some(first), Some(last), Some(step), 1) = (all.first(), all.last(), steps.first(), steps.len()) {
        let to_the_end = last.saturating_add(*step) > high;
        if *step == 1 && *first == low && to_the_end {
            return "*".to_owned();
        }
        if *step == 1 && all.len() > 2 {
            return format!("{first:02}..{last:02}");
        }
        if *step > 1 && to_the_end && all.len() > 2 {
            return format!("{first:02}/{step}");
        }
    }
    let mut items: Vec<String> = Vec::new();
    for run in consecutive(&all) {
        match run {
            [from, _, .., to] => items.push(format!("{from:02}..{to:02}")),
            few => items.extend(few.iter().map(|value| format!("{value:02}"))),
        }
    }
    items.join(",")
}

/// Days from the end: the last is `01`, the last seven are `07/1`.
fn from_end(ends: &BTreeSet<u32>) -> String {
    let all: Vec<u32> = ends.iter().copied().collect();
    if let (Some(1), Some(last), true) = (all.first(), all.last(), all.len() > 2)
        && usize::try_from(*last).is_ok_and(|last| last == all.len())
    {
        return format!("{last:02}/1");
    }
    all.iter().rev().map(|end| format!("{end:02}")).collect::<Vec<_>>().join(",")
}

/// Weekdays, from Monday, by their first three letters.
fn names(weekdays: &BTreeSet<u32>) -> String {
    let of_week: Vec<u32> = (1..=7).filter(|day| weekdays.contains(&(day % 7))).collect();
    let name = |day: &u32| weekday(day % 7).and_then(|name| name.get(..3)).unwrap_or_default();
    match (of_week.as_slice(), consecutive(&of_week).count()) {
        ([first, _, .., last], 1) => format!("{}..{}", name(first), name(last)),
        (some, _) => some.iter().map(name).collect::<Vec<_>>().join(","),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
                Ok(Events { events, zone }) => {
                    let zone = if zone == berlin { String::new() } else { format!(" {zone}") };
                    format!("{}{zone}", events.join("; "))
                }
                Err(refused) => refused.said,
            };
            assert_eq!(found, said, "{text}");
        }
    }
}
