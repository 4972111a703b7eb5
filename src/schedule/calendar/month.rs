//! Months of the year, and sets of them as bits.

use std::fmt;

use super::days_in_month;
use crate::schedule::names;

/// A month of the year. It prints as the language writes it: `july`.
///
/// That of `chrono` becomes one, which reads texts such as `jul`.
///
/// ```
/// use punctual::Month;
///
/// let month = Month::from("Jul".parse::<chrono::Month>().unwrap());
/// assert_eq!((month, month.to_string().as_str()), (Month::July, "july"));
/// assert_eq!(chrono::Month::from(month), chrono::Month::July);
/// ```
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

/// A set of months; bit 0 is January.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Months(pub(crate) u16);

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

    /// The days it has in every year.
    pub(crate) fn least_days(self) -> u8 {
        const COMMON_YEAR: i32 = 1970;
        days_in_month(COMMON_YEAR, self.number())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(names::MONTHS.get(*self as usize).copied().unwrap_or_default())
    }
}

impl From<chrono::Month> for Month {
    fn from(month: chrono::Month) -> Self {
        let number = u8::try_from(month.number_from_month()).unwrap_or(1);
        Self::from_number(number).unwrap_or(Self::January)
    }
}

impl From<Month> for chrono::Month {
    fn from(month: Month) -> Self {
        Self::try_from(month.number()).unwrap_or(Self::January)
    }
}

impl Months {
    /// Every month.
    pub(crate) const ALL: Self = Self(0xfff);
    /// No month.
    pub(crate) const NONE: Self = Self(0);

    /// One month.
    pub(crate) const fn of(month: Month) -> Self {
        Self(1 << (month as u8))
    }

    pub(crate) const fn contains(self, month: Month) -> bool {
        self.0 & Self::of(month).0 != 0
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// From one month to another, both included, round the end of the year if need be.
    pub(crate) fn from_to(first: Month, last: Month) -> Self {
        let is_between = |month: &Month| {
            if first <= last { (first..=last).contains(month) } else { *month >= first || *month <= last }
        };
        Month::ALL.into_iter().filter(is_between).collect()
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
        months.into_iter().fold(Self::NONE, |set, month| set.union(Self::of(month)))
    }
}
