//! What leaves days of a recurrence out: `in june`, `except weekends`.

use crate::schedule::calendar::{Date, GREGORIAN_CYCLE, Months, weekday_of};
use crate::schedule::rule::{Except, MonthDay};

/// What leaves days out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filter<'a> {
    /// The months allowed, after `except`; bit 0 is January.
    months: u16,
    except: Option<&'a Except>,
}

/// What a filter says about a day.
#[derive(Debug, Clone, Copy)]
pub(super) enum Verdict {
    Allowed,
    /// The next that may be allowed is not before this one, or not after it on the way back.
    Resume(i32),
    Never,
}

impl<'a> Filter<'a> {
    /// The filter of a rule, if it leaves anything out.
    #[inline]
    pub(super) fn of(months: Months, except: Option<&'a Except>) -> Option<Self> {
        let except = except.filter(|except| names_days(except) || !except.months.is_empty());
        if months == Months::ALL && except.is_none() {
            return None;
        }
        Some(Self { months: months.0 & !except.map_or(Months::NONE, |except| except.months).0, except })
    }

    /// How many days of a recurrence may be looked at before it is clear that none is left: its
    /// weekdays, months and dates come round after so many of its days, single dates never do.
    pub(super) fn limit(&self) -> u32 {
        let listed = self.except.map_or(0, |except| {
            except.days.len().saturating_add(except.calendar.as_ref().map_or(0, |days| days.len()))
        });
        GREGORIAN_CYCLE.unsigned_abs().saturating_add(u32::try_from(listed).unwrap_or(u32::MAX))
    }

    /// On the way to later days.
    pub(super) fn forward(&self, day: i32) -> Verdict {
        let date = Date::of(day);
        if self.months & month_bit(date.month) == 0 {
            return next_month(self.months, date).map_or(Verdict::Never, |date| Verdict::Resume(date.number()));
        }
        if self.leaves_out(day, date) { Verdict::Resume(day.saturating_add(1)) } else { Verdict::Allowed }
    }

    /// On the way to earlier days.
    pub(super) fn backward(&self, day: i32) -> Verdict {
        let date = Date::of(day);
        if self.months & month_bit(date.month) == 0 {
            let end = previous_month(self.months, date);
            return end.map_or(Verdict::Never, |end| Verdict::Resume(end.number().saturating_sub(1)));
        }
        if self.leaves_out(day, date) { Verdict::Resume(day.saturating_sub(1)) } else { Verdict::Allowed }
    }

    /// Whether `except` names the day.
    fn leaves_out(&self, day: i32, date: Date) -> bool {
        let yearly = MonthDay { month: date.month, day: date.day };
        self.except.is_some_and(|except| {
            except.weekdays.contains(weekday_of(day))
                || except.dates.binary_search(&yearly).is_ok()
                || except.days.binary_search(&day).is_ok()
                || except.calendar.as_ref().is_some_and(|days| days.binary_search(&day).is_ok())
        })
    }
}

/// Whether `except` names anything but months.
#[inline]
fn names_days(except: &Except) -> bool {
    let listed = !except.dates.is_empty() || !except.days.is_empty() || except.calendar.is_some();
    listed || !except.weekdays.is_empty()
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
