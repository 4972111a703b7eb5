//! Dates and civil times, as a rule has them.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta, Timelike};

use crate::fluent::read::{Misread, Read, refused};
use crate::schedule::calendar;
use crate::schedule::rule::Bound;
use crate::{Code, text};

/// The number of a civil day, where a schedule can have it.
pub(crate) fn day_number(date: NaiveDate) -> Read<i32> {
    calendar::day_of(date).ok_or_else(|| Misread::range(format!("{date} is not within the years 1970 to 9999")))
}

/// A civil time as a bound; what is below a second is dropped.
pub(crate) fn bound(at: NaiveDateTime) -> Read<Bound> {
    Ok(Bound { day: day_number(at.date())?, time: Some(at.num_seconds_from_midnight()) })
}

/// The next whole second, or this one.
pub(crate) fn up(at: NaiveDateTime) -> Read<NaiveDateTime> {
    let missing = match at.nanosecond() % 1_000_000_000 {
        0 => return Ok(at),
        over => i64::from(1_000_000_000_u32.saturating_sub(over)),
    };
    at.checked_add_signed(TimeDelta::nanoseconds(missing))
        .ok_or_else(|| Misread::range(format!("{at} is not within the years 1970 to 9999")))
}

/// A date without a time.
pub(super) fn read_date(text: &str) -> Read<i32> {
    let bound = text::read_bound(text).map_err(|wrong| refused("on", text, wrong))?;
    match bound.time {
        None => Ok(bound.day),
        Some(_) => Err(Misread::new(Code::Expected, format!("{text:?} has a time; only a date fits here"))),
    }
}
