//! Which days a rule falls on: the next and the previous one.
//!
//! The recurrence is jumped through in its own steps (weeks, months, years), and the filters
//! jump over what they exclude, so no search walks long stretches day by day.

use super::filter::{Filter, Verdict};
use super::{ordinals, weekly};
use crate::schedule::calendar::{FIRST_DAY, LAST_DAY, weekday_number};
use crate::schedule::cron::Cron;
use crate::schedule::rule::{Days, Rule, When};

/// The days of one rule.
#[derive(Debug, Clone, Copy)]
pub(super) struct DaySet<'a> {
    on: On<'a>,
    /// What some days are left out for; `None` when no day is.
    filter: Option<Filter<'a>>,
    /// The day of `starting`, from which the counting goes.
    anchor: Option<i32>,
    /// No day after this one is looked for.
    last: i32,
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
        let rare = rule.rare.as_ref();
        let anchor = rare.and_then(|rare| rare.starting).map(|bound| bound.day);
        Self { on, filter: Filter::of(rule.months, rare.map(|rare| &rare.except)), anchor, last: LAST_DAY }
    }

    /// The days to this one.
    pub(super) fn to(self, last: i32) -> Self {
        Self { last: last.min(LAST_DAY), ..self }
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
            _ if day > self.last => None,
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
            match filter.forward(day) {
                Verdict::Allowed => return Some(day),
                Verdict::Resume(from) => day = unfiltered.next(from)?,
                Verdict::Never => return None,
            }
        }
        None
    }

    /// From a day of the recurrence to the last that the filter lets through.
    fn previous_allowed(&self, mut day: i32, filter: &Filter<'_>) -> Option<i32> {
        let unfiltered = Self { filter: None, ..*self };
        for _ in 0..filter.limit() {
            match filter.backward(day) {
                Verdict::Allowed => return Some(day),
                Verdict::Resume(to) => day = unfiltered.previous(to)?,
                Verdict::Never => return None,
            }
        }
        None
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
            Self::Weekly { n, on } => weekly::next(from, *n, *on, anchor),
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
            Self::Weekly { n, on } => weekly::previous(to, *n, *on, anchor),
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
