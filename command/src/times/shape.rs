//! The pattern in which a schedule repeats on the calendar of a zone: which times, on which days.
//!
//! It is found by asking the schedule for its runs, whatever words it was said in. Whoever makes
//! something of it proves that against the schedule, so it need not be right where the schedule
//! has no such pattern.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
use punctual::Schedule;

use super::years::{Day, Years};
use crate::moment::just_before;
use crate::zone::Zone;

/// More times a day are those of an interval of seconds, the same on each day.
const TIMES: usize = 1440;
/// More groups are no pattern.
const GROUPS: usize = 12;

/// Some days, and the times on each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Group {
    /// Seconds since midnight, in order.
    pub(crate) times: Vec<u32>,
    /// The months from 1 to 12.
    pub(crate) months: BTreeSet<u32>,
    pub(crate) on: On,
}

/// Which days of the months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum On {
    /// Each.
    Every,
    /// These weekdays, from 0 for Sunday.
    Weekdays(BTreeSet<u32>),
    /// These days of the month.
    Dates(BTreeSet<u32>),
    /// These days from the end of the month, from 1 for the last.
    FromEnd(BTreeSet<u32>),
    /// These weekdays, where they are one of these days of the month.
    Both(BTreeSet<u32>, BTreeSet<u32>),
    /// These weekdays, where they are one of these days from the end of the month.
    BothFromEnd(BTreeSet<u32>, BTreeSet<u32>),
    /// These weekdays, and also these days of the month.
    Either(BTreeSet<u32>, BTreeSet<u32>),
}

/// The pattern of a schedule on the calendar of these years, or none. Where the schedule names no
/// zone, `own` is its zone.
pub(crate) fn of(schedule: &Schedule, own: Zone, years: &Years) -> Option<Vec<Group>> {
    let zone = years.zone;
    // Days with the same first and last time, weekday and month are taken to be alike.
    let mut alike: BTreeMap<(NaiveTime, NaiveTime, u32, u32), Vec<Day>> = BTreeMap::new();
    let mut next = None;
    for day in &years.days {
        if next.is_none_or(|next| next < day.begin) {
            let found = schedule.next_after(&just_before(&day.begin).with_timezone(&own));
            next = Some(found.map_or(DateTime::<Utc>::MAX_UTC, |found| found.to_utc()));
        }
        let Some(first) = next.filter(|next| *next < day.end) else { continue };
        let first = first.with_timezone(&zone).time();
        let last = schedule.previous_before(&day.end.with_timezone(&own))?.with_timezone(&zone).time();
        alike.entry((first, last, day.weekday(), day.date.month())).or_default().push(*day);
    }
    let mut days_of: BTreeMap<Vec<u32>, BTreeSet<NaiveDate>> = BTreeMap::new();
    let mut many: Option<Vec<u32>> = None;
    for alike in alike.into_values() {
        let list = match &many {
            Some(many) => many.clone(),
            None => times_of(schedule, alike.first()?, own, zone)?,
        };
        if list.len() > TIMES {
            many = Some(list.clone());
        }
        days_of.entry(list).or_default().extend(alike.iter().map(|day| day.date));
    }
    if days_of.is_empty() || days_of.len() > GROUPS {
        return None;
    }
    let groups: Option<Vec<_>> = days_of.into_iter().map(|(times, dates)| fit(&times, &dates, &years.days)).collect();
    let groups = groups?.concat();
    (groups.len() <= GROUPS).then_some(groups)
}

/// The times of one day, in whole seconds.
fn times_of(schedule: &Schedule, day: &Day, own: Zone, zone: Zone) -> Option<Vec<u32>> {
    let mut list = Vec::new();
    for next in schedule.upcoming(&just_before(&day.begin).with_timezone(&own)) {
        if next >= day.end {
            break;
        }
        if next.nanosecond() != 0 {
            return None;
        }
        list.push(next.with_timezone(&zone).time().num_seconds_from_midnight());
    }
    Some(list)
}

/// Says which days these are, as one group or as one for some of the months each.
fn fit(times: &[u32], dates: &BTreeSet<NaiveDate>, known: &[Day]) -> Option<Vec<Group>> {
    let months: BTreeSet<u32> = dates.iter().map(NaiveDate::month).collect();
    if let Some(on) = on(&months, dates, known) {
        return Some(vec![Group { times: times.to_vec(), months, on }]);
    }
    let mut groups: Vec<Group> = Vec::new();
    for month in months {
        let one = BTreeSet::from([month]);
        let dates = dates.iter().filter(|date| date.month() == month).copied().collect();
        let on = on(&one, &dates, known)?;
        match groups.iter_mut().find(|group| group.on == on) {
            Some(group) => {
                group.months.insert(month);
            }
            None => groups.push(Group { times: times.to_vec(), months: one, on }),
        }
    }
    Some(groups)
}

/// Which days of these months they are, in the simplest words that are right for all known days.
fn on(months: &BTreeSet<u32>, dates: &BTreeSet<NaiveDate>, known: &[Day]) -> Option<On> {
    let known: Vec<_> = known.iter().filter(|day| months.contains(&day.date.month())).copied().collect();
    let in_it: Vec<_> = known.iter().filter(|day| dates.contains(&day.date)).copied().collect();
    let is = |test: &dyn Fn(&Day) -> bool| known.iter().all(|day| test(day) == dates.contains(&day.date));
    let weekdays: BTreeSet<u32> = in_it.iter().map(Day::weekday).collect();
    let days: BTreeSet<u32> = in_it.iter().map(|day| day.date.day()).collect();
    let ends: BTreeSet<u32> = in_it.iter().map(|day| day.from_end).collect();
    if is(&|_| true) {
        return Some(On::Every);
    }
    if is(&|day| weekdays.contains(&day.weekday())) {
        return Some(On::Weekdays(weekdays));
    }
    if is(&|day| days.contains(&day.date.day())) {
        return Some(On::Dates(days));
    }
    if is(&|day| ends.contains(&day.from_end)) {
        return Some(On::FromEnd(ends));
    }
    if is(&|day| weekdays.contains(&day.weekday()) && days.contains(&day.date.day())) {
        return Some(On::Both(weekdays, days));
    }
    if is(&|day| weekdays.contains(&day.weekday()) && ends.contains(&day.from_end)) {
        return Some(On::BothFromEnd(weekdays, ends));
    }
    let whole = |same: &dyn Fn(&Day) -> u32| -> BTreeSet<u32> {
        let missed: BTreeSet<u32> = known.iter().filter(|day| !dates.contains(&day.date)).map(same).collect();
        known.iter().map(same).filter(|value| !missed.contains(value)).collect()
    };
    let (weekdays, days) = (whole(&Day::weekday), whole(&|day| day.date.day()));
    (is(&|day| weekdays.contains(&day.weekday()) || days.contains(&day.date.day())))
        .then_some(On::Either(weekdays, days))
}
