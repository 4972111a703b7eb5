//! Dates of the year: whether there is such a day.

use crate::schedule::calendar::{Date, days_in_month};
use crate::schedule::names::MONTHS;
use crate::schedule::rule::MonthDay;

/// A year with 29 February.
const LEAP_YEAR: i32 = 2000;

/// `february has at most 29 days`
pub(crate) fn at_most(day: MonthDay) -> String {
    let name = MONTHS.get(usize::from(day.month).wrapping_sub(1)).copied().unwrap_or_default();
    format!("{name} has at most {} days", days_in_month(LEAP_YEAR, day.month))
}

/// Whether a date exists in some year.
pub(crate) fn exists(day: MonthDay) -> bool {
    Date { year: LEAP_YEAR, month: day.month, day: day.day }.exists()
}
