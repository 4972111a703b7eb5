//! Dates in every n-th year.

use crate::schedule::calendar::{Date, FIRST_YEAR, LAST_YEAR, leap_year_from};
use crate::schedule::rule::{MonthDay, Yearly};

impl Yearly {
    /// The first such day that is not before `from`.
    pub(super) fn next(&self, from: i32, anchor: Option<i32>) -> Option<i32> {
        let date = Date::of(from);
        if self.n == 1 {
            return match &*self.on {
                [on] => Some(on.next(date)),
                all => all.iter().map(|on| on.next(date)).min(),
            };
        }
        let ahead = match self.years_past(date.year, anchor)? {
            0 => 0,
            past => self.n.checked_sub(past)?,
        };
        let mut year = date.year.checked_add_unsigned(ahead)?;
        while year <= LAST_YEAR {
            let mut days = self.on.iter().map(|on| on.in_year(year)).filter(|date| date.exists()).map(Date::number);
            if let Some(day) = days.find(|&day| day >= from) {
                return Some(day);
            }
            year = year.checked_add_unsigned(self.n)?;
        }
        None
    }

    /// The last such day that is not after `to`.
    pub(super) fn previous(&self, to: i32, anchor: Option<i32>) -> Option<i32> {
        let mut year = Date::of(to).year;
        year = year.checked_sub_unsigned(self.years_past(year, anchor)?)?;
        while year >= FIRST_YEAR {
            let mut days =
                self.on.iter().rev().map(|on| on.in_year(year)).filter(|date| date.exists()).map(Date::number);
            if let Some(day) = days.find(|&day| day <= to) {
                return Some(day);
            }
            year = year.checked_sub_unsigned(self.n)?;
        }
        None
    }

    /// Years since the last one that counts; 0 if this one does.
    fn years_past(&self, year: i32, anchor: Option<i32>) -> Option<u32> {
        let start = anchor.map_or(0, |day| Date::of(day).year);
        let past = i64::from(year).saturating_sub(start.into()).checked_rem_euclid(self.n.into())?;
        u32::try_from(past).ok()
    }
}

impl MonthDay {
    fn in_year(self, year: i32) -> Date {
        Date { year, month: self.month, day: self.day }
    }

    /// The first day of that month and day that is not before `from`.
    #[inline]
    fn next(self, from: Date) -> i32 {
        let gone = (self.month, self.day) < (from.month, from.day);
        let year = from.year.wrapping_add(gone.into());
        let year = if (self.month, self.day) == (2, 29) { leap_year_from(year) } else { year };
        self.in_year(year).number()
    }
}
