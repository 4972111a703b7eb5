//! Moments: dates, dates with a time, instants, and those that are counted from now.

use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Timelike};

use crate::Code;
use crate::fluent::Length;
use crate::fluent::read::{Misread, Read, refused};
use crate::schedule::rule::Bound;
use crate::schedule::unit::AnyUnit;
use crate::text;

use super::civil::{bound, day_number, read_date, up};
use super::lengths::IntoLength;
use super::{lists, texts};

/// A moment as it was said. All but the first wait for a zone or for the moment of building.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Moment {
    /// What a calendar and a clock show.
    Civil(Bound),
    /// One instant, and the offset it was given with.
    Instant(DateTime<FixedOffset>),
    /// This many seconds after today's midnight.
    Today(u32),
    /// So much later than now, whatever clocks do.
    Elapsed(TimeDelta),
    /// So many days, weeks, months or years later than now, at the same time of day.
    Later(Length),
    /// Now.
    Now,
}

/// When a schedule starts, for [`starting`](crate::JobBuilder::starting): a date, a date with a
/// time, as text (`"2026-01-12"`, `"2026-01-12 08:00"`) or as chrono's types.
///
/// What is between two seconds becomes the second after it, so that nothing is early.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no date",
    label = "expected a text such as \"2026-01-12\" or \"2026-01-12 08:00\", a `NaiveDate`, `NaiveDateTime` or `DateTime`",
    note = "to start at the moment of building, write `.starting_now()`"
)]
pub trait IntoStart {
    #[doc(hidden)]
    fn start(self) -> Read<Moment>;
}

/// Until when a schedule goes on, for [`until`](crate::JobBuilder::until).
///
/// | Given | Means |
/// |---|---|
/// | `"2026-12-31"`, `NaiveDate` | that whole day included |
/// | `"2026-12-31 18:30"`, `NaiveDateTime`, `DateTime` | that second included |
/// | `"18:30"`, `NaiveTime` | today, on the day the schedule is built |
/// | `"8h"`, `Duration`, `TimeDelta`, `8.hours()` | so long from the moment it is built |
///
/// What is between two seconds becomes the second before it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no end of a schedule",
    label = "expected a date, a date with a time, a time of day or a length of time, as text or as a value of chrono",
    note = "for example `.until(\"2030-01-01 18:30\")`, `.until(\"18:30\")`, `.until(\"8h\")`, `.until(8.hours())`"
)]
pub trait IntoUntil {
    #[doc(hidden)]
    fn until(self) -> Read<Moment>;
}

/// The moment of a schedule that runs once, for [`once`](crate::once): as for
/// [`IntoStart`]. A list of dates (without times) is taken too; their times come with
/// [`at`](crate::JobBuilder::at).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no single moment",
    label = "expected a text such as \"2026-03-15 14:30\", a `DateTime`, `NaiveDateTime` or `NaiveDate`, or a list of dates"
)]
pub trait IntoOnce {
    #[doc(hidden)]
    fn once(self) -> Read<Vec<Moment>>;
}

impl IntoStart for &str {
    fn start(self) -> Read<Moment> {
        civil(self).map_err(|wrong| refused("every day at 00:00 starting", self, wrong))
    }
}

impl IntoStart for NaiveDate {
    fn start(self) -> Read<Moment> {
        Ok(Moment::Civil(Bound { day: day_number(self)?, time: None }))
    }
}

impl IntoStart for NaiveDateTime {
    fn start(self) -> Read<Moment> {
        Ok(Moment::Civil(bound(up(self)?)?))
    }
}

impl<Z: TimeZone> IntoStart for DateTime<Z> {
    fn start(self) -> Read<Moment> {
        let offset = self.offset().fix();
        Ok(Moment::Instant(offset.from_utc_datetime(&up(self.naive_utc())?)))
    }
}

texts!(IntoStart, start -> Read<Moment>);

impl IntoUntil for &str {
    fn until(self) -> Read<Moment> {
        let length = self.length();
        if matches!(&length, Ok(_) | Err(Misread { code: Code::Range | Code::Lex, .. })) {
            return length?.until();
        }
        let time = text::read_window_end(self);
        if !text::is_year(self) && (time.is_ok() || !self.contains(|c: char| c == '-' || c.is_alphabetic())) {
            return time.map(Moment::Today).map_err(|wrong| refused("every day at", self, wrong));
        }
        civil(self).map_err(|wrong| refused("every day at 00:00 until", self, wrong))
    }
}

impl IntoUntil for NaiveDate {
    fn until(self) -> Read<Moment> {
        self.start()
    }
}

impl IntoUntil for NaiveDateTime {
    fn until(self) -> Read<Moment> {
        Ok(Moment::Civil(bound(self)?))
    }
}

impl<Z: TimeZone> IntoUntil for DateTime<Z> {
    fn until(self) -> Read<Moment> {
        let offset = self.offset().fix();
        Ok(Moment::Instant(offset.from_utc_datetime(&self.naive_utc())))
    }
}

impl IntoUntil for NaiveTime {
    fn until(self) -> Read<Moment> {
        Ok(Moment::Today(self.num_seconds_from_midnight()))
    }
}

impl IntoUntil for TimeDelta {
    fn until(self) -> Read<Moment> {
        if self.is_zero() {
            return Err(Misread::new(Code::Zero, "an end so long from now that it is now"));
        }
        Ok(Moment::Elapsed(self))
    }
}

impl IntoUntil for Duration {
    fn until(self) -> Read<Moment> {
        TimeDelta::from_std(self).map_err(|_| Misread::range(format!("{self:?} is too long a time")))?.until()
    }
}

impl IntoUntil for Length {
    fn until(self) -> Read<Moment> {
        match self.unit {
            _ if self.count == 0 => TimeDelta::zero().until(),
            AnyUnit::Clock(unit) => {
                Duration::from_millis(unit.milliseconds().saturating_mul(self.count.into())).until()
            }
            _ => Ok(Moment::Later(self)),
        }
    }
}

texts!(IntoUntil, until -> Read<Moment>);

macro_rules! once_as_start {
    ($($moment:ty),+) => {$(
        impl IntoOnce for $moment {
            fn once(self) -> Read<Vec<Moment>> {
                Ok(vec![self.start()?])
            }
        }
    )+};
}
once_as_start!(NaiveDate, NaiveDateTime);

impl IntoOnce for &str {
    fn once(self) -> Read<Vec<Moment>> {
        let moment = civil(self).map_err(|wrong| refused("on", self, wrong))?;
        Ok(vec![moment])
    }
}

impl<Z: TimeZone> IntoOnce for DateTime<Z> {
    fn once(self) -> Read<Vec<Moment>> {
        Ok(vec![self.start()?])
    }
}

texts!(IntoOnce, once -> Read<Vec<Moment>>);

impl IntoOnce for &[&str] {
    fn once(self) -> Read<Vec<Moment>> {
        dates(self.iter().map(|text| read_date(text)))
    }
}

impl IntoOnce for &[NaiveDate] {
    fn once(self) -> Read<Vec<Moment>> {
        dates(self.iter().map(|date| day_number(*date)))
    }
}

lists!(IntoOnce, once -> Read<Vec<Moment>>, &str, NaiveDate);

fn dates(days: impl ExactSizeIterator<Item = Read<i32>>) -> Read<Vec<Moment>> {
    if days.len() == 0 {
        return Err(Misread::nothing("date"));
    }
    days.map(|day| Ok(Moment::Civil(Bound { day: day?, time: None }))).collect()
}

fn civil(text: &str) -> Result<Moment, (Code, String)> {
    text::read_bound(text).map(Moment::Civil)
}
