//! Civil dates and times as numbers.

use chrono::{Datelike, Days as DayCount, Months, NaiveDate, NaiveDateTime, TimeDelta};

use crate::common::sketch::{Date, Moment, Span};

pub(super) fn date(day: i64) -> Option<NaiveDate> {
    let day = u64::try_from(day).ok()?;
    NaiveDate::from_ymd_opt(1970, 1, 1)?.checked_add_days(DayCount::new(day)).filter(|date| date.year() <= 9999)
}

pub(super) fn number(date: NaiveDate) -> i64 {
    (date - NaiveDate::from_ymd_opt(1970, 1, 1).unwrap()).num_days()
}

pub fn day_number((year, month, day): Date) -> i64 {
    number(NaiveDate::from_ymd_opt(year, month, day).unwrap())
}

pub(super) fn civil(moment: Moment) -> NaiveDateTime {
    let (year, month, day) = moment.date;
    NaiveDate::from_ymd_opt(year, month, day).unwrap().and_hms_opt(0, 0, 0).unwrap()
        + TimeDelta::seconds(i64::from(moment.time.unwrap_or(0)))
}

/// A civil time as if it were UTC.
pub(super) fn seconds(civil: NaiveDateTime) -> i64 {
    civil.and_utc().timestamp()
}

/// The civil time that many units later; a month's end is kept inside its month.
pub(super) fn later(start: NaiveDateTime, n: u32, span: Span) -> NaiveDateTime {
    let count = i64::from(n);
    match span {
        Span::Second => start + TimeDelta::seconds(count),
        Span::Minute => start + TimeDelta::minutes(count),
        Span::Hour => start + TimeDelta::hours(count),
        Span::Day => start + TimeDelta::days(count),
        Span::Week => start + TimeDelta::weeks(count),
        Span::Month => start.checked_add_months(Months::new(n)).unwrap(),
        Span::Year => start.checked_add_months(Months::new(12 * n)).unwrap(),
    }
}
