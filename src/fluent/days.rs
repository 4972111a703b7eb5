//! A set of weekdays: `Days::WEEKDAYS`.

use std::ops::RangeInclusive;

use crate::Weekday;
use crate::schedule::calendar::Weekdays;

use super::read::{Misread, Read};

/// A set of weekdays.
///
/// ```
/// use punctual::{every, Days, Weekday::*};
///
/// let open = every(5).minutes().on(Days::WEEKDAYS).build()?;
/// assert_eq!(open.to_string(), "every 5 minutes on weekdays");
///
/// // A range goes round the end of the week.
/// assert_eq!(Days::from(Friday..=Monday), Days::from([Friday, Saturday, Sunday, Monday]));
/// # Ok::<(), punctual::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Days(pub(crate) Weekdays);

impl Days {
    /// Monday to Friday: `weekday`.
    pub const WEEKDAYS: Self = Self(Weekdays::WEEKDAYS);
    /// Saturday and Sunday: `weekend`.
    pub const WEEKENDS: Self = Self(Weekdays::WEEKENDS);
    /// All seven.
    pub const ALL: Self = Self(Weekdays::ALL);

    /// Whether `day` is one of them.
    ///
    /// ```
    /// use punctual::{Days, Weekday::Sunday};
    ///
    /// assert!(Days::WEEKENDS.contains(Sunday));
    /// assert!(!Days::WEEKDAYS.contains(Sunday));
    /// ```
    pub fn contains(self, day: Weekday) -> bool {
        self.0.contains(day)
    }

    /// The set, which must not be empty.
    pub(crate) fn read(self) -> Read<Weekdays> {
        if self.0.is_empty() { Err(Misread::nothing("weekday")) } else { Ok(self.0) }
    }
}

impl From<Weekday> for Days {
    fn from(day: Weekday) -> Self {
        Self(Weekdays::of(day))
    }
}

impl FromIterator<Weekday> for Days {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        Self(days.into_iter().collect())
    }
}

impl<const N: usize> From<[Weekday; N]> for Days {
    fn from(days: [Weekday; N]) -> Self {
        days.into_iter().collect()
    }
}

impl From<&[Weekday]> for Days {
    fn from(days: &[Weekday]) -> Self {
        days.iter().copied().collect()
    }
}

impl From<Vec<Weekday>> for Days {
    fn from(days: Vec<Weekday>) -> Self {
        days.into_iter().collect()
    }
}

/// From one day to another, both included, round the end of the week if need be.
impl From<RangeInclusive<Weekday>> for Days {
    fn from(range: RangeInclusive<Weekday>) -> Self {
        Self(Weekdays::from_to(*range.start(), *range.end()))
    }
}
