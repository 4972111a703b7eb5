//! Days: weekdays, dates of every year, days of the month, single dates.

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::fluent::read::{Misread, Read};
use crate::fluent::{AnnualDate, DayOfMonth, Days};
use crate::schedule::calendar::Weekdays;
use crate::schedule::rule::{Except, MonthDay, Ordinal};
use crate::{Code, Month, Weekday};

use super::civil::{day_number, read_date};
use super::months::IntoMonths;
use super::{lists, texts};

/// What [`on`](crate::JobBuilder::on) was given.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum On {
    /// `on monday, friday`.
    Weekdays(Weekdays),
    /// `on december 25`, every year.
    Dates(Vec<MonthDay>),
}

/// Weekdays or dates of every year, for [`on`](crate::JobBuilder::on).
#[diagnostic::on_unimplemented(
    message = "`{Self}` names no weekdays and no dates of the year",
    label = "expected `Monday`, `[Monday, Friday]`, `Monday..=Friday`, `Days::WEEKDAYS` or `date(12, 25)`",
    note = "days of the month go with `on_the`: `.on_the([1, 15])`",
    note = "an iterator or another set is collected: `days.into_iter().collect::<Days>()`"
)]
pub trait IntoDays {
    #[doc(hidden)]
    fn days(self) -> Read<On>;
}

impl IntoDays for Days {
    fn days(self) -> Read<On> {
        self.read().map(On::Weekdays)
    }
}

impl IntoDays for Weekday {
    fn days(self) -> Read<On> {
        Days::from(self).days()
    }
}

impl IntoDays for RangeInclusive<Weekday> {
    fn days(self) -> Read<On> {
        Days::from(self).days()
    }
}

impl IntoDays for &[Weekday] {
    fn days(self) -> Read<On> {
        Days::from(self).days()
    }
}

impl IntoDays for AnnualDate {
    fn days(self) -> Read<On> {
        Ok(On::Dates(vec![self.read()?]))
    }
}

impl IntoDays for &[AnnualDate] {
    fn days(self) -> Read<On> {
        if self.is_empty() {
            return Err(Misread::nothing("date"));
        }
        self.iter().map(|date| date.read()).collect::<Read<_>>().map(On::Dates)
    }
}

lists!(IntoDays, days -> Read<On>, Weekday, AnnualDate);

/// Days by their place in the month, for [`on_the`](crate::JobBuilder::on_the).
#[diagnostic::on_unimplemented(
    message = "`{Self}` names no day of the month",
    label = "expected a number, a range such as `1..=5`, a `DayOfMonth` such as `Last(1)`, or a list of one of them",
    note = "weekdays go with `on`: `.on(Monday)`; the numbers are `u32`"
)]
pub trait IntoDaysOfMonth {
    #[doc(hidden)]
    fn days_of_month(self) -> Read<Vec<Ordinal>>;
}

impl IntoDaysOfMonth for DayOfMonth {
    fn days_of_month(self) -> Read<Vec<Ordinal>> {
        Ok(vec![self.read()?])
    }
}

impl IntoDaysOfMonth for u32 {
    fn days_of_month(self) -> Read<Vec<Ordinal>> {
        DayOfMonth::Day(self).days_of_month()
    }
}

impl IntoDaysOfMonth for RangeInclusive<u32> {
    fn days_of_month(self) -> Read<Vec<Ordinal>> {
        let (first, last) = (*self.start(), *self.end());
        if first > last {
            return Err(Misread::new(
                Code::Range,
                format!("no day is both from the {first}. on and up to the {last}."),
            ));
        }
        // The last day first: what no month holds is refused before the range is spread out.
        DayOfMonth::Day(last).read()?;
        self.map(|day| DayOfMonth::Day(day).read()).collect()
    }
}

impl IntoDaysOfMonth for &[u32] {
    fn days_of_month(self) -> Read<Vec<Ordinal>> {
        listed(self.iter().map(|day| DayOfMonth::Day(*day)))
    }
}

impl IntoDaysOfMonth for &[DayOfMonth] {
    fn days_of_month(self) -> Read<Vec<Ordinal>> {
        listed(self.iter().copied())
    }
}

lists!(IntoDaysOfMonth, days_of_month -> Read<Vec<Ordinal>>, u32, DayOfMonth);

fn listed(days: impl ExactSizeIterator<Item = DayOfMonth>) -> Read<Vec<Ordinal>> {
    if days.len() == 0 {
        return Err(Misread::nothing("day"));
    }
    days.map(DayOfMonth::read).collect()
}

/// Days that are left out, for [`except`](crate::JobBuilder::except).
///
/// A text is a single date: `"2026-07-04"`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` names no days to leave out",
    label = "expected weekdays, months, `date(12, 25)`, a `NaiveDate`, or a date such as \"2026-07-04\"",
    note = "holidays have their own word: `.except_holidays()`"
)]
pub trait IntoExcept {
    #[doc(hidden)]
    fn except(self) -> Read<Except>;
}

macro_rules! except_as_days {
    ($($days:ty),+) => {$(
        impl IntoExcept for $days {
            fn except(self) -> Read<Except> {
                Ok(match self.days()? {
                    On::Weekdays(weekdays) => Except { weekdays, ..Except::default() },
                    On::Dates(dates) => Except { dates: dates.into(), ..Except::default() },
                })
            }
        }
    )+};
}
except_as_days!(Days, Weekday, RangeInclusive<Weekday>, &[Weekday], AnnualDate, &[AnnualDate]);

macro_rules! except_as_months {
    ($($months:ty),+) => {$(
        impl IntoExcept for $months {
            fn except(self) -> Read<Except> {
                Ok(Except { months: self.months()?, ..Except::default() })
            }
        }
    )+};
}
except_as_months!(Month, RangeInclusive<Month>, &[Month]);

impl IntoExcept for NaiveDate {
    fn except(self) -> Read<Except> {
        [self].as_slice().except()
    }
}

impl IntoExcept for &[NaiveDate] {
    fn except(self) -> Read<Except> {
        dates(self.iter().map(|date| day_number(*date)))
    }
}

impl IntoExcept for &str {
    fn except(self) -> Read<Except> {
        [self].as_slice().except()
    }
}

impl IntoExcept for &[&str] {
    fn except(self) -> Read<Except> {
        dates(self.iter().map(|text| read_date(text)))
    }
}

texts!(IntoExcept, except -> Read<Except>);
lists!(IntoExcept, except -> Read<Except>, Weekday, AnnualDate, Month, NaiveDate, &str);

fn dates(days: impl ExactSizeIterator<Item = Read<i32>>) -> Read<Except> {
    if days.len() == 0 {
        return Err(Misread::nothing("date"));
    }
    Ok(Except { days: days.collect::<Read<_>>()?, ..Except::default() })
}
