//! Days, weekdays and months as small numbers and bit sets.
//!
//! A civil day is the number of days since 1970-01-01 in the proleptic Gregorian
//! calendar. The search works on these numbers; chrono's types stay at the edges.

use chrono::Datelike;

/// The first civil day a schedule may name: 1970-01-01.
pub(crate) const FIRST_DAY: i32 = 0;
/// The last civil day a schedule may name: 9999-12-31.
pub(crate) const LAST_DAY: i32 = 2_932_896;
/// The year of the first day.
pub(crate) const FIRST_YEAR: i32 = 1970;
/// The year of the last day.
pub(crate) const LAST_YEAR: i32 = 9999;
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
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The civil day of a date of chrono's, if a schedule may name it.
pub(crate) fn day_of(date: chrono::NaiveDate) -> Option<i32> {
    let day = date.num_days_from_ce().checked_sub(CE_TO_1970)?;
    (FIRST_DAY..=LAST_DAY).contains(&day).then_some(day)
}

/// Days from 0000-12-31, as chrono counts, to 1970-01-01.
const CE_TO_1970: i32 = 719_163;

/// Whether the year has a 29 February.
#[inline]
pub(crate) fn is_leap(year: i32) -> bool {
    // A multiple of 25 that divides by 16 divides by 400.
    if year % 25 == 0 { year & 15 == 0 } else { year & 3 == 0 }
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
    if month == 2 { if is_leap(year) { 29 } else { 28 } } else { 30 | (month ^ (month >> 3)) }
}

/// The weekday of a civil day as a number; 0 is Monday. From the year 0 on.
#[inline]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole weeks make it positive")]
pub(crate) fn weekday_number(day: i32) -> u8 {
    // 1970-01-01 was a Thursday, and the year 0 began less than 102,783 weeks before.
    const MONDAY: i32 = 102_783 * 7 + 3;
    (day.wrapping_add(MONDAY) as u32 % 7) as u8
}

/// The weekday of a civil day.
pub(crate) fn weekday_of(day: i32) -> Weekday {
    Weekday::ALL.get(usize::from(weekday_number(day))).copied().unwrap_or(Weekday::Sunday)
}

impl Weekday {
    /// Monday to Sunday.
    pub(crate) const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// 0 is Monday.
    pub(crate) const fn number(self) -> u8 {
        self as u8
    }
}

impl From<chrono::Weekday> for Weekday {
    fn from(day: chrono::Weekday) -> Self {
        match day {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }
}

impl From<Weekday> for chrono::Weekday {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Mon,
            Weekday::Tuesday => Self::Tue,
            Weekday::Wednesday => Self::Wed,
            Weekday::Thursday => Self::Thu,
            Weekday::Friday => Self::Fri,
            Weekday::Saturday => Self::Sat,
            Weekday::Sunday => Self::Sun,
        }
    }
}

impl Month {
    /// January to December.
    pub(crate) const ALL: [Self; 12] = [
        Self::January,
        Self::February,
        Self::March,
        Self::April,
        Self::May,
        Self::June,
        Self::July,
        Self::August,
        Self::September,
        Self::October,
        Self::November,
        Self::December,
    ];

    /// 1 is January.
    pub(crate) const fn number(self) -> u8 {
        (self as u8).saturating_add(1)
    }

    /// The month of that number; 1 is January.
    pub(crate) fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number.checked_sub(1)?)).copied()
    }

    /// The most days the month can have.
    pub(crate) fn longest(self) -> u8 {
        days_in_month(2000, self.number())
    }
}

impl From<chrono::Month> for Month {
    fn from(month: chrono::Month) -> Self {
        let number = u8::try_from(month.number_from_month()).unwrap_or(1);
        Self::from_number(number).unwrap_or(Self::January)
    }
}

impl Weekdays {
    /// Every day.
    pub(crate) const ALL: Self = Self(0b111_1111);
    /// Monday to Friday.
    pub(crate) const WEEKDAYS: Self = Self(0b001_1111);
    /// Saturday and Sunday.
    pub(crate) const WEEKENDS: Self = Self(0b110_0000);
    /// No day.
    pub(crate) const NONE: Self = Self(0);

    /// One day.
    pub(crate) const fn of(day: Weekday) -> Self {
        Self(1 << day.number())
    }

    pub(crate) const fn contains(self, day: Weekday) -> bool {
        self.0 & Self::of(day).0 != 0
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The days of both.
    #[must_use]
    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The days of this set that are not in the other.
    #[must_use]
    pub(crate) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Monday first.
    pub(crate) fn iter(self) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.into_iter().filter(move |&day| self.contains(day))
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        days.into_iter().fold(Self::NONE, |set, day| set.union(Self::of(day)))
    }
}

impl Months {
    /// Every month.
    pub(crate) const ALL: Self = Self(0xfff);

    /// One month.
    pub(crate) const fn of(month: Month) -> Self {
        Self(1 << (month as u8))
    }

    pub(crate) const fn contains(self, month: Month) -> bool {
        self.0 & Self::of(month).0 != 0
    }

    /// The months of both.
    #[must_use]
    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// January first.
    pub(crate) fn iter(self) -> impl Iterator<Item = Month> {
        Month::ALL.into_iter().filter(move |&month| self.contains(month))
    }
}

impl FromIterator<Month> for Months {
    fn from_iter<I: IntoIterator<Item = Month>>(months: I) -> Self {
        months.into_iter().fold(Self(0), |set, month| set.union(Self::of(month)))
    }
}
