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
    pub const WEEKDAYS: Self = Self(Weekdays(0b001_1111));
    /// Saturday and Sunday: `weekend`.
    pub const WEEKENDS: Self = Self(Weekdays(0b110_0000));
    /// All seven.
    pub const ALL: Self = Self(Weekdays(0b111_1111));

    /// Whether `day` is one of them.
    ///
    /// ```
    /// use punctual::{Days, Weekday::Sunday};
    ///
    /// assert!(Days::WEEKENDS.contains(Sunday));
    /// assert!(!Days::WEEKDAYS.contains(Sunday));
    /// ```
    pub fn contains(self, day: Weekday) -> bool {
        self.0.0 & bit(day) != 0
    }

    /// The set, which must not be empty.
    pub(crate) fn read(self) -> Read<Weekdays> {
        match self.0 {
            Weekdays(0) => Err(Misread::nothing("weekday")),
            days => Ok(days),
        }
    }
}

fn bit(day: Weekday) -> u8 {
    1 << (day as u8)
}

impl From<Weekday> for Days {
    fn from(day: Weekday) -> Self {
        Self(Weekdays(bit(day)))
    }
}

impl FromIterator<Weekday> for Days {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        Self(Weekdays(days.into_iter().map(bit).fold(0, |set, day| set | day)))
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
        let bits = around(*range.start() as u16, *range.end() as u16, 7);
        Self(Weekdays(u8::try_from(bits).unwrap_or(Self::ALL.0.0)))
    }
}

/// The bits `from..=to` of a ring of `size` bits; both below `size`, which is below 16.
pub(crate) fn around(from: u16, to: u16, size: u16) -> u16 {
    let member = |bit: &u16| {
        if from <= to { (from..=to).contains(bit) } else { *bit >= from || *bit <= to }
    };
    (0..size).filter(member).fold(0, |set, bit| set | (1 << bit))
}
