//! Days named by their place in a month or quarter: `1st`, `3rd friday`, `last weekday`.
//!
//! All of a stretch's days are folded into one mask of bits, so that lists cost little more
//! than a single ordinal, and the first and the last day are one instruction away.

use crate::schedule::calendar::{Date, FIRST_YEAR, LAST_YEAR, Weekdays, days_in_month, weekday_number};
use crate::schedule::rule::{Monthly, Ordinal, Period};

/// A month or a quarter.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// Its first civil day.
    first: i32,
    /// Its number of days.
    length: u32,
    /// The weekday of its first day; 0 is Monday.
    weekday: u32,
}

/// January of the year 0.
const YEAR_0: i64 = -(FIRST_YEAR as i64) * 12;
/// Months from January 1970 to December 9999.
const MONTHS: i64 = (LAST_YEAR as i64 - FIRST_YEAR as i64 + 1) * 12;

/// The first such day that is not before `from`.
#[inline]
pub(super) fn next(monthly: &Monthly, from: i32, anchor: Option<i32>) -> Option<i32> {
    let count = Count::of(monthly.every, anchor);
    let mut month = count.at_or_after(month_of(from))?;
    while month < MONTHS {
        let stretch = Stretch::of(month, count.length)?;
        let mut days = stretch.days(&monthly.on);
        if from > stretch.first {
            days &= u128::MAX.checked_shl(from.abs_diff(stretch.first)).unwrap_or(0);
        }
        if days != 0 {
            return Some(stretch.first.saturating_add_unsigned(days.trailing_zeros()));
        }
        month = count.at_or_after(month.saturating_add(count.length))?;
    }
    None
}

/// The last such day that is not after `to`.
#[inline]
pub(super) fn previous(monthly: &Monthly, to: i32, anchor: Option<i32>) -> Option<i32> {
    let count = Count::of(monthly.every, anchor);
    let mut month = count.at_or_before(month_of(to))?;
    while month >= 0 {
        let stretch = Stretch::of(month, count.length)?;
        let last = to.abs_diff(stretch.first).min(127);
        let days = stretch.days(&monthly.on) & (u128::MAX >> 127_u32.saturating_sub(last));
        if let Some(last) = days.checked_ilog2() {
            return Some(stretch.first.saturating_add_unsigned(last));
        }
        month = count.at_or_before(month.saturating_sub(1))?;
    }
    None
}

/// The first of these weekdays, not before `from`, that is this day of the month.
pub(super) fn next_both(on: Weekdays, day: u8, from: i32) -> Option<i32> {
    (month_of(from)..MONTHS).find_map(|month| both(on, day, month).filter(|&found| found >= from))
}

/// The last of these weekdays, not after `to`, that is this day of the month.
pub(super) fn previous_both(on: Weekdays, day: u8, to: i32) -> Option<i32> {
    (0..=month_of(to)).rev().find_map(|month| both(on, day, month).filter(|&found| found <= to))
}

fn both(on: Weekdays, day: u8, month: i64) -> Option<i32> {
    let date = first_of(month, day)?;
    let found = date.number();
    (date.exists() && on.0 >> weekday_number(found) & 1 != 0).then_some(found)
}

/// Which months or quarters are counted.
#[derive(Debug, Clone, Copy)]
struct Count {
    /// Months in a stretch: 1 or 3.
    length: i64,
    /// Months from one counted stretch (or year) to the next.
    step: i64,
    /// Months in what is counted: 1, 3 or 12.
    whole: i64,
    /// A month where a counted stretch (or year) begins.
    start: i64,
}

impl Count {
    fn of(every: Period, anchor: Option<i32>) -> Self {
        let (length, whole, n, start) = match every {
            Period::Months(n) => (1, 1, n, anchor.map_or(0, month_of)),
            Period::Quarters(n) => (3, 3, n, anchor.map_or(0, month_of)),
            // Years are counted by their number, so that every 4th has a 29 February.
            Period::Years(n) => (1, 12, n, anchor.map_or(YEAR_0, month_of)),
        };
        let start = start.div_euclid(whole).saturating_mul(whole);
        Self { length, step: i64::from(n).saturating_mul(whole).max(1), whole, start }
    }

    /// The first month, not before this one's stretch, where a counted stretch begins.
    fn at_or_after(self, month: i64) -> Option<i64> {
        let month = month.div_euclid(self.length).saturating_mul(self.length);
        let past = month.saturating_sub(self.start).checked_rem_euclid(self.step)?;
        // Within a counted year every month is.
        Some(if past < self.whole { month } else { month.saturating_add(self.step.saturating_sub(past)) })
    }

    /// The last month, not after this one, where a counted stretch begins.
    fn at_or_before(self, month: i64) -> Option<i64> {
        let month = month.div_euclid(self.length).saturating_mul(self.length);
        let past = month.saturating_sub(self.start).checked_rem_euclid(self.step)?;
        Some(if past < self.whole {
            month
        } else {
            // The last month of the last counted year.
            month.saturating_sub(past).saturating_add(self.whole.saturating_sub(self.length))
        })
    }
}

impl Stretch {
    fn of(month: i64, months: i64) -> Option<Self> {
        let date = first_of(month, 1)?;
        let first = date.number();
        let length = if months == 1 {
            days_in_month(date.year, date.month).into()
        } else {
            first_of(month.saturating_add(months), 1)?.number().abs_diff(first)
        };
        Some(Self { first, length, weekday: weekday_number(first).into() })
    }

    /// The days of all ordinals; bit 0 is the first day.
    fn days(&self, on: &[Ordinal]) -> u128 {
        on.iter().fold(0, |days, &ordinal| days | self.day(ordinal))
    }

    /// The days of one ordinal.
    fn day(&self, ordinal: Ordinal) -> u128 {
        match ordinal {
            Ordinal::Day(day) => self.bit(u32::from(day).checked_sub(1)),
            Ordinal::FromEnd(back) => self.bit(self.length.checked_sub(back.unsigned_abs().into())),
            Ordinal::Through(day) => self.all() & u128::MAX.checked_shl(u32::from(day).saturating_sub(1)).unwrap_or(0),
            Ordinal::Nth(n, weekday) => nth(self.weekdays(1 << weekday.number()), n),
            Ordinal::Weekday(n) => nth(self.weekdays(Weekdays::WEEKDAYS.0), n),
            Ordinal::Nearest(day) => self.bit(self.nearest(day)),
        }
    }

    /// The day at this place, if the stretch is that long.
    fn bit(&self, place: Option<u32>) -> u128 {
        place.filter(|&place| place < self.length).and_then(|place| 1_u128.checked_shl(place)).unwrap_or(0)
    }

    /// All days.
    fn all(&self) -> u128 {
        u128::MAX >> 128_u32.saturating_sub(self.length).min(127)
    }

    /// All days that are one of these weekdays.
    fn weekdays(&self, on: u8) -> u128 {
        /// A bit every seven places.
        const WEEKS: u128 = {
            let mut weeks = 0;
            let mut place = 0;
            while place < 128 {
                weeks |= 1 << place;
                place += 7;
            }
            weeks
        };
        WEEKS.wrapping_mul(on.into()).checked_shr(self.weekday).unwrap_or(0) & self.all()
    }

    /// The place of the weekday nearest to a day, within the stretch.
    fn nearest(&self, day: u8) -> Option<u32> {
        let place = u32::from(day).checked_sub(1).filter(|&place| place < self.length)?;
        let last = place.saturating_add(1) == self.length;
        match self.weekday.saturating_add(place) % 7 {
            5 if place == 0 => Some(2),
            5 => place.checked_sub(1),
            6 if last => place.checked_sub(2),
            6 => place.checked_add(1),
            _ => Some(place),
        }
    }
}

/// The `n`-th of these days, or the `-n`-th from the end.
fn nth(mut days: u128, n: i8) -> u128 {
    for _ in 1..n.unsigned_abs() {
        days &= if n > 0 { days.wrapping_sub(1) } else { !highest(days) };
    }
    if n > 0 { days & days.wrapping_neg() } else { highest(days) }
}

/// The highest bit that is set.
fn highest(days: u128) -> u128 {
    days.checked_ilog2().and_then(|place| 1_u128.checked_shl(place)).unwrap_or(0)
}

/// Months since January 1970.
fn month_of(day: i32) -> i64 {
    let date = Date::of(day);
    i64::from(date.year)
        .saturating_sub(FIRST_YEAR.into())
        .saturating_mul(12)
        .saturating_add(i64::from(date.month))
        .saturating_sub(1)
}

/// That day of that month since January 1970.
fn first_of(month: i64, day: u8) -> Option<Date> {
    let year = i32::try_from(month.div_euclid(12)).ok()?.checked_add(FIRST_YEAR)?;
    let month = u8::try_from(month.rem_euclid(12).saturating_add(1)).ok()?;
    Some(Date { year, month, day })
}
