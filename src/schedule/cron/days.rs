//! The days a line matches, a month at a time as bit sets.

use super::{Cron, Reach};
use crate::schedule::calendar::{Date, FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR, days_in_month, weekday_number};

/// The days 1 to 31; bit 0 is unused.
const DAYS: u32 = !1;
const JANUARY: u8 = 1;
const DECEMBER: u8 = 12;

impl Cron {
    /// Whether no date, month or year decides over a day.
    #[inline]
    pub(crate) fn any_date(&self) -> bool {
        matches!(self.reach, Reach::All | Reach::Weekdays)
    }

    /// The first matching civil day that is not before `day`.
    #[inline]
    pub(crate) fn next_day(&self, day: i32) -> Option<i32> {
        let day = day.max(FIRST_DAY);
        let found = match self.reach {
            Reach::All => day,
            Reach::Weekdays => day.checked_add(ones_below(self.week_from(day)))?,
            Reach::Dates | Reach::Mixed => return self.next_date(day),
        };
        (found <= LAST_DAY).then_some(found)
    }

    /// The last matching civil day that is not after `day`.
    #[inline]
    pub(crate) fn previous_day(&self, day: i32) -> Option<i32> {
        let day = day.min(LAST_DAY);
        let found = match self.reach {
            Reach::All => day,
            // Bit 6 is `day` itself in the week that ends with it.
            Reach::Weekdays => {
                let week = self.week_from(day.checked_sub(6)?) << 25;
                day.checked_sub(i32::try_from(week.leading_zeros()).ok()?)?
            }
            Reach::Dates | Reach::Mixed => return self.previous_date(day),
        };
        (found >= FIRST_DAY).then_some(found)
    }

    fn next_date(&self, day: i32) -> Option<i32> {
        if day > LAST_DAY {
            return None;
        }
        let Date { mut year, mut month, day } = Date::of(day);
        let mut allowed = u32::MAX << (day & 31);
        loop {
            let next = self.next_year(year)?;
            if next != year {
                (year, month, allowed) = (next, JANUARY, DAYS);
            }
            // The months of this year, from that one on.
            let mut months = u32::from(self.months) >> (month & 15) << (month & 15);
            while months != 0 {
                let found = lowest(months);
                if found != month {
                    allowed = DAYS;
                }
                let days = self.days_of(year, found) & allowed;
                if days != 0 {
                    return Some(Date { year, month: found, day: lowest(days) }.number());
                }
                months &= months.wrapping_sub(1);
                allowed = DAYS;
            }
            (year, month, allowed) = (year.checked_add(1)?, JANUARY, DAYS);
        }
    }

    fn previous_date(&self, day: i32) -> Option<i32> {
        if day < FIRST_DAY {
            return None;
        }
        let Date { mut year, mut month, day } = Date::of(day);
        let mut allowed = DAYS & up_to(day);
        loop {
            let previous = self.previous_year(year)?;
            if previous != year {
                (year, month, allowed) = (previous, DECEMBER, DAYS);
            }
            let mut months = u32::from(self.months) & up_to(month);
            while months != 0 {
                let found = highest(months);
                if found != month {
                    allowed = DAYS;
                }
                let days = self.days_of(year, found) & allowed;
                if days != 0 {
                    return Some(Date { year, month: found, day: highest(days) }.number());
                }
                months &= !(1 << (found & 31));
                allowed = DAYS;
            }
            (year, month, allowed) = (year.checked_sub(1)?, DECEMBER, DAYS);
        }
    }

    /// The matching days of a month; bit 1 is the 1st.
    fn days_of(&self, year: i32, month: u8) -> u32 {
        let length = days_in_month(year, month);
        let exist = DAYS & up_to(length);
        if self.reach == Reach::Dates {
            return self.days & exist;
        }
        let month = MonthDays { first: Date { year, month, day: 1 }.number(), length };
        let mut date = self.days;
        if self.from_end != 0 {
            date |= month.before_end(self.from_end);
        }
        if self.nearest != 0 {
            date |= month.nearest(self.nearest) & exist;
        }
        let mut weekday = month.on(self.weekdays);
        if self.nth != [0; 6] {
            weekday |= month.nth(self.nth);
        }
        exist & if self.either_day() { date | weekday } else { date & weekday }
    }

    /// The seven days from that one on; bit 0 is the day itself.
    fn week_from(&self, day: i32) -> u32 {
        week(self.weekdays, day)
    }

    fn next_year(&self, year: i32) -> Option<i32> {
        match &self.years {
            None => (year <= LAST_YEAR).then_some(year),
            Some(years) => years.from(u16::try_from(year).ok()?).map(i32::from),
        }
    }

    fn previous_year(&self, year: i32) -> Option<i32> {
        match &self.years {
            None => (year >= FIRST_YEAR).then_some(year),
            Some(years) => years.to(u16::try_from(year).ok()?).map(i32::from),
        }
    }
}

/// A month, for what depends on where its weekdays and its end lie.
#[derive(Clone, Copy)]
struct MonthDays {
    /// The civil day of the 1st.
    first: i32,
    length: u8,
}

impl MonthDays {
    /// All days on these weekdays.
    #[expect(clippy::cast_possible_truncation, reason = "what lies beyond bit 31 is no day")]
    fn on(self, weekdays: u8) -> u32 {
        // A week copied to the days 1 to 7, 8 to 14 and so on; below 2^36.
        const WEEKS: u64 = (1 | 1 << 7 | 1 << 14 | 1 << 21 | 1 << 28) << 1;
        u64::from(week(weekdays, self.first)).wrapping_mul(WEEKS) as u32
    }

    /// `1#2` and `5L`: the weekdays of the 1st to the 5th week of days, and of the last.
    fn nth(self, nth: [u8; 6]) -> u32 {
        const SEVEN: u32 = 0b1111_1110;
        let [.., last] = nth;
        let end = self.on(last) & (SEVEN << (self.length.saturating_sub(7) & 31));
        nth.iter()
            .take(5)
            .zip([0, 7, 14, 21, 28])
            .fold(end, |days, (&weekdays, before)| days | self.on(weekdays) & (SEVEN << before))
    }

    /// `L`, `L-3`: bit 0 is the last day.
    fn before_end(self, days: u32) -> u32 {
        days.reverse_bits() >> (31_u8.saturating_sub(self.length) & 31)
    }

    /// `15W` and `LW` (bit 0): the nearest of Monday to Friday, within the month.
    fn nearest(self, to: u32) -> u32 {
        const SUNDAY: u8 = 1;
        const SATURDAY: u8 = 1 << 6;
        let end = 1 << (self.length & 31);
        let to = (to & DAYS & up_to(self.length)) | if to & 1 == 0 { 0 } else { end };
        let (saturday, sunday) = (to & self.on(SATURDAY), to & self.on(SUNDAY));
        // Friday before, or Monday the 3rd when Saturday is the 1st.
        let before = (saturday >> 1 & DAYS) | (saturday & 0b10) << 2;
        // Monday after, or Friday before when Sunday is the last.
        let after = (sunday & !end) << 1 | (sunday & end) >> 2;
        to & !saturday & !sunday | before | after
    }
}

/// Weekdays (bit 0 is Sunday) as the seven days from `day` on.
fn week(weekdays: u8, day: i32) -> u32 {
    // Monday is 0 there, so a Sunday turns by 7, which is a whole turn.
    let turn = weekday_number(day).saturating_add(1) & 7;
    let twice = u32::from(weekdays) | u32::from(weekdays) << 7;
    twice >> turn & 0x7f
}

/// The bits 0 to `bit`.
fn up_to(bit: u8) -> u32 {
    u32::MAX >> (31_u8.saturating_sub(bit) & 31)
}

#[expect(clippy::cast_possible_truncation, reason = "at most 32")]
fn lowest(bits: u32) -> u8 {
    bits.trailing_zeros() as u8
}

#[expect(clippy::cast_possible_truncation, reason = "at most 31; 31 for no bit at all")]
fn highest(bits: u32) -> u8 {
    (31_u32.saturating_sub(bits.leading_zeros())) as u8
}

#[expect(clippy::cast_possible_wrap, reason = "at most 32")]
fn ones_below(bits: u32) -> i32 {
    bits.trailing_zeros() as i32
}
