//! The years that are looked at, in a zone: their days, and the changes of its clock.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};

use crate::clock_changes;
use crate::zone::Zone;

/// For how long the days are looked at: every day of every month of leap years is among them.
const DAYS: u64 = 12 * 366;

/// A day on which the clock is not changed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    pub(crate) date: NaiveDate,
    /// 1 for the last of the month.
    pub(crate) from_end: u32,
    pub(crate) begin: DateTime<Utc>,
    pub(crate) end: DateTime<Utc>,
}

impl Day {
    /// The weekday, from 0 for Sunday.
    pub(crate) fn weekday(&self) -> u32 {
        self.date.weekday().num_days_from_sunday()
    }
}

/// What there is to know of a zone from a moment on.
#[derive(Debug)]
pub(crate) struct Years {
    pub(crate) zone: Zone,
    pub(crate) from: DateTime<Utc>,
    /// From tomorrow on.
    pub(crate) days: Vec<Day>,
    pub(crate) changes: Vec<DateTime<Utc>>,
}

impl Years {
    pub(crate) fn new(zone: Zone, from: DateTime<Utc>) -> Self {
        let today = from.with_timezone(&zone).date_naive();
        let dates = (1..DAYS).filter_map(|night| today.checked_add_days(Days::new(night)));
        let days = dates.filter_map(|date| plain_day(date, zone)).collect();
        // One that is just past decides over what the clock shows now.
        let before = from.checked_sub_signed(TimeDelta::days(7)).unwrap_or(from);
        let changes = clock_changes::next(zone, before, usize::MAX).iter().map(|change| change.at).collect();
        Self { zone, from, days, changes }
    }
}

/// A day that is as long as a day.
fn plain_day(date: NaiveDate, zone: Zone) -> Option<Day> {
    let midnight = |date: NaiveDate| Some(zone.from_local_datetime(&date.and_time(NaiveTime::MIN)).single()?.to_utc());
    let (begin, end) = (midnight(date)?, midnight(date.succ_opt()?)?);
    let length = u32::from(date.num_days_in_month());
    let from_end = length.saturating_sub(date.day()).saturating_add(1);
    let plain = end.signed_duration_since(begin) == TimeDelta::days(1);
    plain.then_some(Day { date, from_end, begin, end })
}

/// The years of each zone from one moment on, made when they are asked for.
#[derive(Debug)]
pub(crate) struct Calendars {
    pub(crate) from: DateTime<Utc>,
    made: RefCell<BTreeMap<String, Rc<Years>>>,
}

impl Calendars {
    pub(crate) fn new(from: DateTime<Utc>) -> Self {
        Self { from, made: RefCell::default() }
    }

    pub(crate) fn of(&self, zone: Zone) -> Rc<Years> {
        let mut made = self.made.borrow_mut();
        Rc::clone(made.entry(zone.to_string()).or_insert_with(|| Rc::new(Years::new(zone, self.from))))
    }
}
