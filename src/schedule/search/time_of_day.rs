//! The civil times a rule names: its days, and the times on each of them.

use super::civil::Civil;
use super::days::DaySet;
use super::window::Marks;
use crate::schedule::calendar::{DAY, FIRST_DAY, LAST_DAY};
use crate::schedule::cron::Cron;
use crate::schedule::rule::{Rule, Times, When};

/// The civil times of a rule, in ticks since 1970-01-01 00:00 on its clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct CivilTimes<'a, const PER: i64> {
    days: DaySet<'a>,
    on_day: OnDay<'a>,
}

/// What happens on each of the days, in ticks after its midnight.
#[derive(Debug, Clone, Copy)]
enum OnDay<'a> {
    One(u32),
    Many(&'a [u32]),
    Cron(&'a Cron),
    Marks(Marks),
}

#[expect(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "civil times are clamped to the years 1970 to 9999, so days and times of day fit"
)]
impl<'a, const PER: i64> CivilTimes<'a, PER> {
    /// Ticks in a day.
    const LENGTH: u32 = (DAY * PER) as u32;

    /// The times of day or the marks of a rule; for a random interval, the openings of its
    /// stretches.
    #[inline]
    pub(super) fn of(rule: &'a Rule) -> Self {
        let on_day = match &rule.when {
            When::Days { at: Times::One(time), .. } => OnDay::One(*time),
            When::Days { at: Times::Many(list), .. } => OnDay::Many(&list.0),
            When::Cron(cron) => cron.only_time().map_or(OnDay::Cron(cron), OnDay::One),
            When::Interval { every, .. } => OnDay::Marks(Marks::of::<PER>(*every, rule.window())),
            When::Random { .. } => OnDay::One(rule.window().map_or(0, |window| window.from * PER as u32)),
        };
        Self { days: DaySet::of(rule), on_day }
    }

    /// The first civil time after `now`.
    #[inline]
    pub(super) fn next_after(&self, now: Civil<PER>) -> Option<Civil<PER>> {
        // The end of a day is a time past all of the day's.
        let (day, time) = if now.day < FIRST_DAY { (FIRST_DAY, 0) } else { (now.day, now.time + 1) };
        if let OnDay::One(only) = self.on_day {
            // Without a branch on the hour, which nobody can foresee.
            let day = self.days.next(day + i32::from(time > only))?;
            return Some(Civil { day, time: only });
        }
        if let Some(late) = self.after_midnight(time)
            && self.days.next(day - 1) == Some(day - 1)
        {
            return Self::civil(day - 1, late);
        }
        let today = self.on_day.next(time);
        let found = self.days.next(if today.is_some() { day } else { day + 1 })?;
        match today {
            Some(time) if found == day => Self::civil(day, time),
            _ => Self::civil(found, self.on_day.next(0)?),
        }
    }

    /// The first civil time after `now`, if that day and the two before it have none: then no
    /// change of the clock can have delayed one past `now`.
    #[inline]
    pub(super) fn next_after_pause(&self, now: Civil<PER>) -> Option<Civil<PER>> {
        if self.days.is_dense() {
            return None;
        }
        let day = self.days.next(now.day - 2)?;
        if day <= now.day { None } else { Self::civil(day, self.on_day.next(0)?) }
    }

    /// The last civil time before `now`.
    #[inline]
    pub(super) fn previous_before(&self, now: Civil<PER>) -> Option<Civil<PER>> {
        let Civil { day, time } = if now.day > LAST_DAY { Civil { day: LAST_DAY + 1, time: 0 } } else { now };
        let today = time.checked_sub(1).and_then(|time| self.on_day.previous(time));
        let mut found = self.days.previous(if today.is_some() { day } else { day - 1 })?;
        if let Some(time) = today
            && found == day
        {
            return Self::civil(day, time);
        }
        if found == day - 1 {
            // What began the day before may go on past midnight, and past `now`.
            if let Some(time) = self.on_day.previous(time + Self::LENGTH - 1) {
                return Self::civil(found, time);
            }
            found = self.days.previous(found - 1)?;
        }
        Self::civil(found, self.on_day.previous(2 * Self::LENGTH)?)
    }

    /// The first time not before `time` of what began the day before.
    #[inline]
    fn after_midnight(&self, time: u32) -> Option<u32> {
        match &self.on_day {
            OnDay::Marks(marks) if marks.last >= Self::LENGTH => marks.next(time + Self::LENGTH),
            _ => None,
        }
    }

    /// A time counted from a day's midnight; up to two days long.
    #[inline]
    fn civil(day: i32, time: u32) -> Option<Civil<PER>> {
        if time < Self::LENGTH {
            return Some(Civil { day, time });
        }
        (day < LAST_DAY).then(|| Civil { day: day + 1, time: time - Self::LENGTH })
    }
}

impl OnDay<'_> {
    /// The first that is not before `from`.
    #[inline]
    fn next(&self, from: u32) -> Option<u32> {
        match self {
            Self::One(time) => (*time >= from).then_some(*time),
            Self::Many(list) => list.get(list.partition_point(|&time| time < from)).copied(),
            Self::Cron(cron) => cron.next_time(from),
            Self::Marks(marks) => marks.next(from),
        }
    }

    /// The last that is not after `to`.
    #[inline]
    fn previous(&self, to: u32) -> Option<u32> {
        match self {
            Self::One(time) => (*time <= to).then_some(*time),
            Self::Many(list) => list.get(list.partition_point(|&time| time <= to).checked_sub(1)?).copied(),
            Self::Cron(cron) => cron.previous_time(to),
            Self::Marks(marks) => marks.previous(to),
        }
    }
}
