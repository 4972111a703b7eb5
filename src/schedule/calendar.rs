//! Days, weekdays and months as small numbers and bit sets.
//!
//! A civil day is the number of days since 1970-01-01 in the proleptic Gregorian
//! calendar. The search works on these numbers; chrono's types stay at the edges.

use chrono::{Datelike, NaiveDate};

/// The first civil day a schedule may name: 1970-01-01.
pub(crate) const FIRST_DAY: i32 = 0;
/// The last civil day a schedule may name: 9999-12-31.
pub(crate) const LAST_DAY: i32 = 2_932_896;
/// Seconds in a civil day without a clock change.
pub(crate) const DAY: i64 = 86_400;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(clippy::exhaustive_enums, reason = "a week has seven days")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A month of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(clippy::exhaustive_enums, reason = "a year has twelve months")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Month {
    January,
    February,
    March,
    April,
    May,
    June,
    July,
    August,
    September,
    October,
    November,
    December,
}

/// A set of weekdays; bit 0 is Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Weekdays(pub(crate) u8);

/// A set of months; bit 0 is January.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Months(pub(crate) u16);
