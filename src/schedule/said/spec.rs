//! What was said: the clauses of one rule as a text or a builder chain gave them.
//!
//! Both front ends fill a [`Spec`]; `validate` turns it into a `Rule`. Each clause keeps
//! the place it came from until then, for the errors.

use crate::error::Place;
use crate::schedule::calendar::{Months, Weekdays};
use crate::schedule::cron::Cron;
use crate::schedule::rule::{Bound, Except, Jitter, Lasting, MonthDay, Ordinal, Window};
use crate::schedule::unit::{AnyUnit, Unit};
use crate::schedule::zone::Zone;

/// A clause and where it was said.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given<T> {
    pub(crate) value: T,
    pub(crate) place: Place,
}

/// The clauses of one rule. Lists may be unsorted and repeat themselves.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spec {
    /// `every 10 minutes`, `every day`, `every 3 months`.
    pub(crate) every: Option<Given<Cadence>>,
    /// `at :17`, `offset 5 minutes`.
    pub(crate) mark: Option<Given<Mark>>,
    /// `monday, friday`.
    pub(crate) weekdays: Option<Given<Weekdays>>,
    /// `the 1st, 3rd friday, last day`.
    pub(crate) ordinals: Option<Given<Vec<Ordinal>>>,
    /// `the 13th` of `every friday the 13th`.
    pub(crate) both: Option<Given<u8>>,
    /// `december 25, july 4`, every year.
    pub(crate) dates: Option<Given<Vec<MonthDay>>>,
    /// `2026-03-15`, once: civil day numbers.
    pub(crate) days: Option<Given<Vec<i32>>>,
    /// `in june, july`.
    pub(crate) months: Option<Given<Months>>,
    /// `at 09:00, 17:30`: seconds after midnight.
    pub(crate) times: Option<Given<Vec<u32>>>,
    /// `from 09:00 to 17:00`.
    pub(crate) window: Option<Given<Window>>,
    /// `except weekends`.
    pub(crate) except: Option<Given<Except>>,
    /// `starting 2026-01-05`.
    pub(crate) starting: Option<Given<Bound>>,
    /// `until 2026-12-31`.
    pub(crate) until: Option<Given<Bound>>,
    /// `for 5 times`, `for 3 weeks`.
    pub(crate) lasting: Option<Given<Lasting>>,
    /// `in Europe/Berlin`.
    pub(crate) zone: Option<Given<Zone>>,
    /// `jitter 5 minutes`.
    pub(crate) jitter: Option<Given<Jitter>>,
    /// `cron 0 9 * * 1-5`.
    pub(crate) cron: Option<Given<Cron>>,
    /// Whether weeks were said without their weekday, which is Monday then: worth a note.
    pub(crate) monday_by_default: bool,
    /// Whether this is a guess at what was meant, which offers no further guesses.
    pub(crate) guess: bool,
}

impl Spec {
    /// The first clause that is there, whichever it is.
    pub(super) fn first_clause(&self) -> Option<Place> {
        fn at<T>(given: Option<&Given<T>>) -> Option<Place> {
            given.map(|given| given.place)
        }
        at(self.every.as_ref())
            .or(at(self.mark.as_ref()))
            .or(at(self.weekdays.as_ref()))
            .or(at(self.ordinals.as_ref()))
            .or(at(self.dates.as_ref()))
            .or(at(self.days.as_ref()))
            .or(at(self.months.as_ref()))
            .or(at(self.times.as_ref()))
            .or(at(self.window.as_ref()))
            .or(at(self.except.as_ref()))
            .or(at(self.starting.as_ref()))
            .or(at(self.until.as_ref()))
            .or(at(self.lasting.as_ref()))
            .or(at(self.jitter.as_ref()))
            .or(at(self.zone.as_ref()).filter(|_| self.cron.is_none()))
    }
}

/// The count and unit after `every`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cadence {
    Interval { count: u32, unit: Unit },
    Random { low: u32, high: u32, unit: Unit },
    Days(u32),
    Weeks(u32),
    Months(u32),
    Quarters(u32),
    Years(u32),
}

impl AnyUnit {
    /// Every so many of it.
    pub(crate) fn every(self, count: u32) -> Cadence {
        match self {
            Self::Clock(unit) => Cadence::Interval { count, unit },
            Self::Day => Cadence::Days(count),
            Self::Week => Cadence::Weeks(count),
            Self::Month => Cadence::Months(count),
            Self::Quarter => Cadence::Quarters(count),
            Self::Year => Cadence::Years(count),
        }
    }
}

/// Where in its interval a slot lies; what it means depends on the interval's unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `:17`, in the next smaller unit.
    Colon(u32),
    /// `:17:30`, minutes and seconds of an hour.
    ColonSeconds(u32, u32),
    /// `at minute 17`.
    Minute(u32),
    /// `at second 17`.
    Second(u32),
    /// `offset 5 minutes`, in milliseconds.
    Offset(u64),
}
