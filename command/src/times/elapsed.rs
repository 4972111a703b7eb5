//! Calendar events as systemd takes them.

use chrono::{DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveTime, TimeZone, Timelike, Utc};

use super::Times;
use super::shape::{Group, On};
use crate::zone::Zone;

/// How far the next event can lie: a friday the 13th of may.
const FARTHEST: u64 = 40 * 366;

/// A pattern as systemd elapses it: by local time, at the first where it comes twice, and never
/// where the clock leaves it out.
#[derive(Debug)]
pub(crate) struct Elapsed {
    pub(crate) groups: Vec<Group>,
    pub(crate) zone: Zone,
}

impl Times for Elapsed {
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

impl Elapsed {
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
