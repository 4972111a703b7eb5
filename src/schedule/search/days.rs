//! Which days a rule falls on: the next and the previous one.
//!
//! The recurrence is jumped through in its own steps (weeks, months, years), and the filters
//! jump over what they exclude, so no search walks long stretches day by day.

use super::ordinals;
use crate::schedule::calendar::{
    Date, FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR, Months, Weekdays, leap_year_from, weekday_number, weekday_of,
};
use crate::schedule::cron::Cron;
use crate::schedule::rule::{Days, Except, MonthDay, Rule, When, Yearly};

/// The days of one rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct DaySet<'a> {
    on: On<'a>,
    /// What some days are left out for; `None` when no day is.
    filter: Option<Filter<'a>>,
    /// The day of `starting`, from which the counting goes.
    anchor: Option<i32>,
}

/// What makes a day one of the rule's. The common cases are told apart once, ahead.
#[derive(Debug, Clone, Copy)]
enum On<'a> {
    Every,
    /// A week of bits, twice, so that looking on from a day needs no wrap-around.
    Weekdays(u32),
    Days(&'a Days),
    Cron(&'a Cron),
}

/// What leaves days out.
#[derive(Debug, Clone, Copy)]
struct Filter<'a> {
    /// The months allowed, after `except`; bit 0 is January.
    months: u16,
    except: Option<&'a Except>,
}

/// No rule without absolute dates needs more candidates than this: the weekdays, months and
/// dates of any recurrence repeat after at most a Gregorian cycle of its days, and a cycle has
/// 146,097 days.
const CYCLE: u32 = 146_100;

impl<'a> DaySet<'a> {
    #[inline]
    pub(super) fn of(rule: &'a Rule) -> Self {
        let on = match &rule.when {
            When::Days { on, .. } | When::Interval { on, .. } | When::Random { on, .. } => match on {
                Days::Every { n: 1 } => On::Every,
                Days::Weekly { n: 1, on } if !on.is_empty() => On::Weekdays(u32::from(on.0) | (u32::from(on.0) << 7)),
                _ => On::Days(on),
            },
            When::Cron(cron) => On::Cron(cron),
        };
        let (filter, anchor) = match &rule.rare {
            None if rule.months == Months::ALL => (None, None),
            None => (Some(Filter { months: rule.months.0, except: None }), None),
            Some(rare) => (Filter::of(rule.months, &rare.except), rare.starting.map(|bound| bound.day)),
        };
        Self { on, filter, anchor }
    }

    /// Whether every day is in the set.
    #[inline]
    pub(super) fn is_every_day(&self) -> bool {
        matches!(self.on, On::Every) && self.filter.is_none()
    }

    /// Whether there is hardly a stretch of three days without one.
    #[inline]
    pub(super) fn is_dense(&self) -> bool {
        match self.on {
            On::Every | On::Weekdays(_) => true,
            On::Days(_) => false,
            On::Cron(cron) => cron.any_date(),
        }
    }

    /// The first day of the set that is not before `from`.
    #[inline]
    pub(super) fn next(&self, from: i32) -> Option<i32> {
        let from = from.max(FIRST_DAY);
        let day = match self.on {
            On::Every => from,
            On::Weekdays(weeks) => from.wrapping_add_unsigned((weeks >> weekday_number(from)).trailing_zeros()),
            On::Days(days) => days.next(from, self.anchor)?,
            On::Cron(cron) => cron.next_day(from)?,
        };
        match &self.filter {
            _ if day > LAST_DAY => None,
            None => Some(day),
            Some(filter) => self.next_allowed(day, filter),
        }
    }

    /// The last day of the set that is not after `to`.
    #[inline]
    pub(super) fn previous(&self, to: i32) -> Option<i32> {
        let to = to.min(LAST_DAY);
        if to < FIRST_DAY {
            return None;
        }
        let day = match self.on {
            On::Every => to,
            // Today becomes bit 31, yesterday bit 30.
            On::Weekdays(weeks) => {
                let behind = (weeks << 24_u8.wrapping_sub(weekday_number(to))).leading_zeros();
                to.wrapping_sub_unsigned(behind)
            }
            On::Days(days) => days.previous(to, self.anchor)?,
            On::Cron(cron) => cron.previous_day(to)?,
        };
        match &self.filter {
            _ if day < FIRST_DAY => None,
            None => Some(day),
            Some(filter) => self.previous_allowed(day, filter),
        }
    }

    /// From a day of the recurrence to the first that the filter lets through.
    fn next_allowed(&self, mut day: i32, filter: &Filter<'_>) -> Option<i32> {
        let unfiltered = Self { filter: None, ..*self };
        for _ in 0..filter.limit() {
            let date = Date::of(day);
            let from = if filter.months & month_bit(date.month) == 0 {
                next_month(filter.months, date)?.number()
            } else if filter.except.is_some_and(|except| leaves_out(except, day, date)) {
                day.saturating_add(1)
            } else {
                return Some(day);
            };
            day = unfiltered.next(from)?;
        }
        None
    }

    /// From a day of the recurrence to the last that the filter lets through.
    fn previous_allowed(&self, mut day: i32, filter: &Filter<'_>) -> Option<i32> {
        let unfiltered = Self { filter: None, ..*self };
        for _ in 0..filter.limit() {
            let date = Date::of(day);
            let to = if filter.months & month_bit(date.month) == 0 {
                previous_month(filter.months, date)?.number().saturating_sub(1)
            } else if filter.except.is_some_and(|except| leaves_out(except, day, date)) {
                day.saturating_sub(1)
            } else {
                return Some(day);
            };
            day = unfiltered.previous(to)?;
        }
        None
    }
}

impl<'a> Filter<'a> {
    fn of(months: Months, except: &'a Except) -> Option<Self> {
        let months = months.0 & !except.months;
        let listed = !except.dates.is_empty() || !except.days.is_empty() || except.calendar.is_some();
        let except = (listed || !except.weekdays.is_empty()).then_some(except);
        (months != Months::ALL.0 || except.is_some()).then_some(Self { months, except })
    }

    /// How many days of the recurrence may be looked at before it is clear that none is left.
    fn limit(&self) -> u32 {
        let listed = self.except.map_or(0, |except| {
            except.days.len().saturating_add(except.calendar.as_ref().map_or(0, |days| days.len()))
        });
        CYCLE.saturating_add(u32::try_from(listed).unwrap_or(u32::MAX))
    }
}

impl Days {
    /// The first day that is not before `from`, whatever the filters say.
    fn next(&self, from: i32, anchor: Option<i32>) -> Option<i32> {
        match self {
            Self::Every { n } => {
                let n = i64::from(*n);
                from_start(from, anchor).checked_rem_euclid(n).and_then(|past| {
                    let ahead = if past == 0 { 0 } else { n.saturating_sub(past) };
                    i32::try_from(i64::from(from).saturating_add(ahead)).ok()
                })
            }
            Self::Weekly { n, on } => next_weekly(from, *n, *on, anchor),
            Self::Monthly(monthly) => ordinals::next(monthly, from, anchor),
            Self::Yearly(yearly) => yearly.next(from, anchor),
            Self::Both { on, day } => ordinals::next_both(*on, *day, from),
            Self::Once(once) => once.days.get(once.days.partition_point(|&day| day < from)).copied(),
        }
    }

    /// The last day that is not after `to`, whatever the filters say.
    fn previous(&self, to: i32, anchor: Option<i32>) -> Option<i32> {
        match self {
            Self::Every { n } => from_start(to, anchor)
                .checked_rem_euclid(i64::from(*n))
                .and_then(|past| i32::try_from(i64::from(to).saturating_sub(past)).ok()),
            Self::Weekly { n, on } => previous_weekly(to, *n, *on, anchor),
            Self::Monthly(monthly) => ordinals::previous(monthly, to, anchor),
            Self::Yearly(yearly) => yearly.previous(to, anchor),
            Self::Both { on, day } => ordinals::previous_both(*on, *day, to),
            Self::Once(once) => once.days.get(once.days.partition_point(|&day| day <= to).checked_sub(1)?).copied(),
        }
    }
}

/// Days from where the counting starts.
fn from_start(day: i32, anchor: Option<i32>) -> i64 {
    i64::from(day).saturating_sub(anchor.unwrap_or(FIRST_DAY).into())
}

/// The Monday from which weeks are counted when nothing else is said: 1970-01-05.
const FIRST_MONDAY: i32 = 4;

/// Whole Monday weeks since 1970-01-05.
fn week_of(day: i32) -> i64 {
    i64::from(day).saturating_sub(FIRST_MONDAY.into()).div_euclid(7)
}

/// The Monday of such a week.
fn monday_of(week: i64) -> Option<i32> {
    i32::try_from(week.saturating_mul(7).saturating_add(FIRST_MONDAY.into())).ok()
}

/// Weeks since the last one that counts; 0 if this one does.
fn weeks_past(week: i64, n: u32, anchor: Option<i32>) -> Option<i64> {
    week.saturating_sub(anchor.map_or(0, week_of)).checked_rem_euclid(n.into())
}

fn next_weekly(from: i32, n: u32, on: Weekdays, anchor: Option<i32>) -> Option<i32> {
    let week = week_of(from);
    let past = weeks_past(week, n, anchor)?;
    let later = on.0.checked_shr(weekday_number(from).into())?;
    if past == 0 && later != 0 {
        return Some(from.saturating_add_unsigned(later.trailing_zeros()));
    }
    let monday = monday_of(week.saturating_add(i64::from(n).saturating_sub(past)))?;
    (!on.is_empty()).then(|| monday.saturating_add_unsigned(on.0.trailing_zeros()))
}

fn previous_weekly(to: i32, n: u32, on: Weekdays, anchor: Option<i32>) -> Option<i32> {
    let week = week_of(to);
    let past = weeks_past(week, n, anchor)?;
    // The day itself becomes the top bit.
    let sooner = on.0.checked_shl(7_u32.saturating_sub(weekday_number(to).into()))?;
    if past == 0 && sooner != 0 {
        return Some(to.saturating_sub_unsigned(sooner.leading_zeros()));
    }
    let monday = monday_of(week.saturating_sub(if past == 0 { n.into() } else { past }))?;
    let last = on.0.checked_ilog2()?;
    Some(monday.saturating_add_unsigned(last))
}

impl Yearly {
    fn next(&self, from: i32, anchor: Option<i32>) -> Option<i32> {
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

    fn previous(&self, to: i32, anchor: Option<i32>) -> Option<i32> {
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

/// Whether `except` names the day.
fn leaves_out(except: &Except, day: i32, date: Date) -> bool {
    let yearly = MonthDay { month: date.month, day: date.day };
    except.weekdays.contains(weekday_of(day))
        || except.dates.binary_search(&yearly).is_ok()
        || except.days.binary_search(&day).is_ok()
        || except.calendar.as_ref().is_some_and(|days| days.binary_search(&day).is_ok())
}

/// The bit of a month; `month` is 1 to 12.
fn month_bit(month: u8) -> u16 {
    1_u16.checked_shl(u32::from(month).saturating_sub(1)).unwrap_or(0)
}

/// The first day of the first month of the set after the date's own.
fn next_month(months: u16, date: Date) -> Option<Date> {
    let later = months.checked_shr(date.month.into())?;
    let (year, ahead) = if later == 0 {
        (date.year.saturating_add(1), months.trailing_zeros())
    } else {
        (date.year, later.trailing_zeros().saturating_add(date.month.into()))
    };
    let month = u8::try_from(ahead.saturating_add(1)).ok().filter(|month| *month <= 12)?;
    Some(Date { year, month, day: 1 })
}

/// The first day of the month after the last month of the set before the date's own.
fn previous_month(months: u16, date: Date) -> Option<Date> {
    let sooner = months & month_bit(date.month).saturating_sub(1);
    let (year, last) = match sooner.checked_ilog2() {
        Some(last) => (date.year, last),
        None => (date.year.saturating_sub(1), months.checked_ilog2()?),
    };
    // `last` counts from 0, so the month after it is `last + 2` in numbers from 1.
    Some(match u8::try_from(last.saturating_add(2)) {
        Ok(month) if month <= 12 => Date { year, month, day: 1 },
        _ => Date { year: year.saturating_add(1), month: 1, day: 1 },
    })
}
