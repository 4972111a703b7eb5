//! The units of time: those of a clock, and with them those of a calendar.

use chrono::{Months, NaiveDateTime, TimeDelta};

/// A unit that a clock counts, the shortest first: what intervals are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Unit {
    Millisecond,
    Second,
    Minute,
    Hour,
}

/// A unit of any kind, the shortest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum AnyUnit {
    Clock(Unit),
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Unit {
    /// Its length in milliseconds.
    pub(crate) const fn milliseconds(self) -> u64 {
        match self {
            Self::Millisecond => 1,
            Self::Second => 1000,
            Self::Minute => 60_000,
            Self::Hour => 3_600_000,
        }
    }

    /// The name for a count of one.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Millisecond => "millisecond",
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
        }
    }
}

impl AnyUnit {
    /// Its length on a clock without changes; what is counted in months has none.
    pub(crate) fn milliseconds(self) -> Option<u64> {
        match self {
            Self::Clock(unit) => Some(unit.milliseconds()),
            Self::Day => Some(86_400_000),
            Self::Week => Some(604_800_000),
            Self::Month | Self::Quarter | Self::Year => None,
        }
    }

    /// The name for a count of one.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Clock(unit) => unit.name(),
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// So many of it after a civil time; `None` past all dates.
    pub(crate) fn after(self, from: NaiveDateTime, count: u32) -> Option<NaiveDateTime> {
        let months = match self {
            Self::Clock(_) | Self::Day | Self::Week => {
                let length = self.milliseconds()?.checked_mul(count.into())?;
                return from.checked_add_signed(TimeDelta::try_milliseconds(i64::try_from(length).ok()?)?);
            }
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        };
        from.checked_add_months(Months::new(count.checked_mul(months)?))
    }
}
