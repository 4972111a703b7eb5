//! What a schedule is: one rule, or several joined by `;`.
//!
//! A [`Rule`] is the checked and normalised form of a text or a builder chain. It holds
//! just what the canonical text says, so equal values print alike, and what is rare is
//! behind one pointer, so that a common rule stays small.

use std::sync::Arc;

use chrono::NaiveDateTime;

use super::calendar::{Months, Weekday, Weekdays};
use super::cron::Cron;
use super::unit::{AnyUnit, Unit};
use super::zone::Zone;

/// One recurrence with its clauses. A schedule is the union of its rules.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Rule {
    /// The recurrence itself.
    pub(crate) when: When,
    /// `in june, july`: only days in these months.
    pub(crate) months: Months,
    /// The zone named in the text, or the caller's.
    pub(crate) zone: Zone,
    /// The clauses most rules do without.
    pub(crate) rare: Option<Box<Rare>>,
}

/// What recurs: times on days, an interval through the day, or a cron line.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum When {
    /// Times of day on certain days: `every monday at 13:15`.
    Days { on: Days, at: Times },
    /// An interval through the day: `every 10 minutes`, and the days it is kept to.
    Interval { every: Interval, on: Days },
    /// `every 5 to 10 minutes`: a gap drawn anew after each slot, and the days it is kept to.
    Random { gap: RandomGap, on: Days },
    /// `cron 0 9 * * 1-5`.
    Cron(Box<Cron>),
}

/// The days a rule falls on, before `in months`, `except` and the bounds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Days {
    /// Every `n`-th day counted from the anchor; 1 is every day.
    Every { n: u32 },
    /// These weekdays, in every `n`-th Monday week counted from the anchor.
    Weekly { n: u32, on: Weekdays },
    /// These days, counted in every period of that length.
    Monthly(Box<Monthly>),
    /// These dates, in every `n`-th year.
    Yearly(Box<Yearly>),
    /// Weekdays that fall on this day of the month: `every friday the 13th`.
    Both { on: Weekdays, day: u8 },
    /// These days, once.
    Once(Box<Once>),
}

/// `every 3 months on the last day`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Monthly {
    /// How often.
    pub(crate) every: Period,
    /// Sorted, without repeats, not empty.
    pub(crate) on: Box<[Ordinal]>,
}

/// `every 4 years on february 29`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Yearly {
    /// Every `n`-th year; at least 1.
    pub(crate) n: u32,
    /// Sorted, without repeats, not empty.
    pub(crate) on: Box<[MonthDay]>,
}

/// `on 2026-03-15`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Once {
    /// Civil day numbers; sorted, without repeats, not empty.
    pub(crate) days: Box<[i32]>,
}

/// The stretch whose days an [`Ordinal`] counts. Months and quarters are counted from the
/// anchor (January 1970, or `starting`), years by their number (or from `starting`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Period {
    /// Every `n`-th month.
    Months(u32),
    /// Every `n`-th quarter; days are counted from the quarter's first.
    Quarters(u32),
    /// The months of the rule in every `n`-th year (`n` is at least 2, the months are named).
    Years(u32),
}

/// A day named by its place in a month or quarter. Negative numbers count from the end:
/// -1 is the last. The order is the canonical one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Ordinal {
    /// `3rd friday`, `last friday`, `2nd last friday`.
    Nth(i8, Weekday),
    /// `1st weekday`, `last weekday`: the n-th day from Monday to Friday.
    Weekday(i8),
    /// `nearest weekday to the 15th`, within the month, as cron's `15W`.
    Nearest(u8),
    /// `15th`.
    Day(u8),
    /// `25th through last day`.
    Through(u8),
    /// `last day` is -1, `2nd last day` is -2.
    FromEnd(i8),
}

/// A day of the year: `december 25`. Ordered by date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct MonthDay {
    /// 1 to 12.
    pub(crate) month: u8,
    /// 1 to 31.
    pub(crate) day: u8,
}

/// Times of day in seconds after midnight, sorted, without repeats, not empty, below 86,400.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Times {
    /// The common case, without an allocation.
    One(u32),
    /// Two or more.
    Many(Box<TimeList>),
}

/// Two or more times of day.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct TimeList(pub(crate) Box<[u32]>);

/// `every 90 minutes`: number and unit stay as written, since `:17` means another thing for
/// `every 60 minutes` than for `every hour`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Interval {
    /// At least 1.
    pub(crate) count: u32,
    /// The unit written.
    pub(crate) unit: Unit,
    /// The mark or offset, below the interval's length: in milliseconds for an interval written
    /// in milliseconds, else in seconds.
    pub(crate) shift: u32,
}

/// `every 5 to 10 minutes`: both ends included, `low < high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct RandomGap {
    /// The shortest gap.
    pub(crate) low: u32,
    /// The longest gap.
    pub(crate) high: u32,
    /// The unit of both.
    pub(crate) unit: Unit,
}

/// The clauses most rules do without.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Rare {
    /// `from 09:00 to 17:00`, for intervals.
    pub(crate) window: Option<Window>,
    /// `except weekends, july, december 25, 2026-07-04, holidays`.
    pub(crate) except: Except,
    /// `starting 2026-01-05`: re-anchors the counting and is the first candidate itself.
    pub(crate) starting: Option<Bound>,
    /// `until 2026-12-31`.
    pub(crate) until: Option<Bound>,
    /// `for 5 times` or `for 3 weeks`; only with `starting`.
    pub(crate) lasting: Option<Lasting>,
    /// `jitter 5 minutes`, number and unit as written.
    pub(crate) jitter: Option<Jitter>,
}

/// A window of the day in seconds after midnight, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Window {
    /// Below 86,400.
    pub(crate) from: u32,
    /// At most 86,400 (`24:00`); below `from` it belongs to the next day.
    pub(crate) to: u32,
}

/// A civil date, or a date and a time. Only the second has `time`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Bound {
    /// Civil day number.
    pub(crate) day: i32,
    /// Seconds after midnight. `until` without a time includes the whole day.
    pub(crate) time: Option<u32>,
}

/// How long a rule goes on after `starting`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Lasting {
    /// `for 5 times`: that many slots.
    Times(u32),
    /// `for 3 weeks`: civil time from the start in whole seconds, the end not included.
    Length(u32, AnyUnit),
}

/// Days that are left out. All sorted, without repeats.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub(crate) struct Except {
    /// `except weekends`.
    pub(crate) weekdays: Weekdays,
    /// `except july`.
    pub(crate) months: Months,
    /// `except december 25`: every year.
    pub(crate) dates: Box<[MonthDay]>,
    /// `except 2026-07-04`: civil day numbers.
    pub(crate) days: Box<[i32]>,
    /// `except holidays`.
    pub(crate) holidays: bool,
    /// The application's holidays as civil day numbers; `None` until it gives them.
    pub(crate) calendar: Option<Arc<[i32]>>,
}

/// `jitter 5 minutes`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Jitter {
    /// At least 1.
    pub(crate) count: u32,
    /// The unit written.
    pub(crate) unit: Unit,
}

impl Rule {
    /// Whether nothing in it can be long: the common rules.
    pub(crate) fn has_no_list(&self) -> bool {
        let (When::Days { on, at: Times::One(_) } | When::Interval { on, .. }) = &self.when else { return false };
        self.rare.is_none() && matches!(on, Days::Every { .. } | Days::Weekly { .. } | Days::Both { .. })
    }

    /// The window of an interval.
    pub(crate) fn window(&self) -> Option<Window> {
        self.rare.as_ref().and_then(|rare| rare.window)
    }

    /// How much later its runs may begin.
    pub(crate) fn jitter(&self) -> Option<Jitter> {
        self.rare.as_ref().and_then(|rare| rare.jitter)
    }
}

impl Window {
    /// The end in seconds after the midnight before the start: past a day if it crosses one.
    #[inline]
    pub(crate) const fn end(self) -> u32 {
        if self.to < self.from { self.to.saturating_add(86_400) } else { self.to }
    }
}

impl Bound {
    /// The bound as chrono knows it; a date alone is its midnight.
    pub(crate) fn civil(self) -> Option<NaiveDateTime> {
        let seconds =
            i64::from(self.day).checked_mul(super::calendar::DAY)?.checked_add(i64::from(self.time.unwrap_or(0)))?;
        chrono::DateTime::from_timestamp(seconds, 0).map(|t| t.naive_utc())
    }
}

impl Jitter {
    /// Its length in milliseconds.
    pub(crate) const fn milliseconds(self) -> u64 {
        (self.count as u64).saturating_mul(self.unit.milliseconds())
    }
}

impl Interval {
    /// Its length in milliseconds.
    pub(crate) const fn milliseconds(self) -> u64 {
        (self.count as u64).saturating_mul(self.unit.milliseconds())
    }

    /// Whether it has marks on the clock: its length divides a day.
    pub(crate) const fn divides_a_day(self) -> bool {
        self.count > 0 && 86_400_000_u64.is_multiple_of(self.milliseconds())
    }
}
