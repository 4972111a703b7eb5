//! Days as small numbers.
//!
//! A civil day is the number of days since 1970-01-01 in the proleptic Gregorian
//! calendar. The search works on these numbers; chrono's types stay at the edges.

mod month;
mod weekday;

use chrono::Datelike;

pub use month::Month;
pub(crate) use month::Months;
pub use weekday::Weekday;
pub(crate) use weekday::Weekdays;

/// The first civil day a schedule may name: 1970-01-01.
pub(crate) const FIRST_DAY: i32 = 0;
/// The last civil day a schedule may name: 9999-12-31.
pub(crate) const LAST_DAY: i32 = 2_932_896;
/// The year of the first day.
pub(crate) const FIRST_YEAR: i32 = 1970;
/// The year of the last day.
pub(crate) const LAST_YEAR: i32 = 9999;
/// Days in which the Gregorian calendar comes round.
pub(crate) const GREGORIAN_CYCLE: i32 = 146_097;
/// Seconds in a civil day without a clock change.
pub(crate) const DAY: i64 = 86_400;

/// A civil date taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date {
    pub(crate) year: i32,
    /// 1 to 12.
    pub(crate) month: u8,
    /// 1 to 31.
    pub(crate) day: u8,
}

/// Days from 0000-03-01, where the leap day ends the year, to 1970-01-01.
const SINCE_MARCH_0: i32 = 719_468;

impl Date {
    /// The date of a civil day, from the year 0 on.
    #[inline]
    #[expect(
        clippy::arithmetic_side_effects,
        clippy::cast_sign_loss,
        clippy::cast_possible_wrap,
        clippy::cast_possible_truncation,
        reason = "the day is clamped to the years 0 to 32,000, where all products fit"
    )]
    pub(crate) fn of(day: i32) -> Self {
        // Neri and Schneider, "Euclidean affine functions and applications to calendar algorithms".
        let n = (day.clamp(-SINCE_MARCH_0, 10_968_000) + SINCE_MARCH_0) as u32;
        let n1 = 4 * n + 3;
        let century = n1 / 146_097;
        let n2 = u64::from((n1 % 146_097) | 3) * 2_939_745;
        let year_of_century = (n2 >> 32) as u32;
        let day_of_year = (n2 as u32) / 2_939_745 / 4;
        let n3 = 2141 * day_of_year + 197_913;
        let after_new_year = u32::from(day_of_year >= 306);
        Self {
            year: (100 * century + year_of_century + after_new_year) as i32,
            month: ((n3 >> 16) - 12 * after_new_year) as u8,
            day: ((n3 & 0xffff) / 2141 + 1) as u8,
        }
    }

    /// The civil day of a date. A day past the month's end runs over into the next months.
    #[inline]
    #[expect(
        clippy::arithmetic_side_effects,
        clippy::cast_sign_loss,
        clippy::cast_possible_wrap,
        reason = "the year is clamped to 1 to 30,000, where all products fit"
    )]
    pub(crate) fn number(self) -> i32 {
        let early = u32::from(self.month <= 2);
        let year = self.year.clamp(1, 30_000) as u32 - early;
        let month = u32::from(self.month.clamp(1, 12)) + 12 * early;
        let century = year / 100;
        let days = 1461 * year / 4 - century + century / 4;
        (days + (979 * month - 2919) / 32 + u32::from(self.day)) as i32 - 1 - SINCE_MARCH_0
    }

    /// Whether the month has that day.
    pub(crate) fn exists(self) -> bool {
        (1..=12).contains(&self.month) && self.day >= 1 && self.day <= days_in_month(self.year, self.month)
    }
}

/// `2026-03-15`
impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Without the machinery of `write!`, which is most of the time of a text with dates.
        let digit = |n: u32| b'0'.saturating_add(u8::try_from(n % 10).unwrap_or(0));
        let two = |n: u32| [digit(n / 10), digit(n)];
        let (hundreds, year) = (two(self.year.unsigned_abs() / 100), two(self.year.unsigned_abs()));
        let (month, day) = (two(self.month.into()), two(self.day.into()));
        let text = [hundreds[0], hundreds[1], year[0], year[1], b'-', month[0], month[1], b'-', day[0], day[1]];
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

/// The civil day of a date of chrono's, if a schedule may name it.
pub(crate) fn day_of(date: chrono::NaiveDate) -> Option<i32> {
    let day = date.num_days_from_ce().checked_sub(CE_TO_1970)?;
    (FIRST_DAY..=LAST_DAY).contains(&day).then_some(day)
}

/// Days from 0000-12-31, as chrono counts, to 1970-01-01.
pub(crate) const CE_TO_1970: i32 = 719_163;

/// Whether the year has a 29 February.
#[inline]
pub(crate) fn is_leap(year: i32) -> bool {
    // A multiple of 4 and 25 is one of 100, and of 16 and 25 is one of 400.
    year % 4 == 0 && (year % 25 != 0 || year % 16 == 0)
}

/// The first leap year that is not before `year`.
#[inline]
pub(crate) fn leap_year_from(year: i32) -> i32 {
    let fourth = year.wrapping_add(3) & !3;
    if is_leap(fourth) { fourth } else { fourth.wrapping_add(4) }
}

/// 28 to 31; `month` is 1 to 12.
#[inline]
pub(crate) fn days_in_month(year: i32, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        // Odd months have 31 days until July, even ones from August on.
        _ => 0b1_1110 | (month ^ (month >> 3)),
    }
}

/// The weekday of a civil day as a number; 0 is Monday. From the year 0 on.
#[inline]
#[expect(clippy::cast_sign_loss, reason = "whole weeks make it positive")]
pub(crate) fn weekday_number(day: i32) -> u8 {
    // 1970-01-01 was a Thursday, and the year 0 began less than 102,783 weeks before.
    const MONDAY: i32 = 102_783 * 7 + 3;
    (day.wrapping_add(MONDAY) as u32 % 7) as u8
}

/// The weekday of a civil day.
pub(crate) fn weekday_of(day: i32) -> Weekday {
    Weekday::ALL.get(usize::from(weekday_number(day))).copied().unwrap_or(Weekday::Sunday)
}
