//! A date of every year: `date(12, 25)`.

use crate::schedule::rule::MonthDay;
use crate::schedule::said::{at_most, exists};

use super::read::{Misread, Read};

/// A date of every year, made by [`date`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AnnualDate {
    month: u32,
    day: u32,
}

/// The date that comes every year on this `day` of this `month`, both counted from 1:
/// `december 25`.
///
/// A date that no year has is reported when the schedule is built, as [`Code::Range`](crate::Code).
///
/// ```
/// use punctual::{date, every};
///
/// let feasts = every(1).year().on([date(12, 25), date(7, 4)]).build()?;
/// assert_eq!(feasts.to_string(), "every year on july 4, december 25 at 00:00");
/// # Ok::<(), punctual::Error>(())
/// ```
pub fn date(month: u32, day: u32) -> AnnualDate {
    AnnualDate { month, day }
}

impl AnnualDate {
    /// As the rule has it.
    pub(crate) fn read(self) -> Read<MonthDay> {
        let month = u8::try_from(self.month).ok().filter(|month| (1..=12).contains(month));
        let month = month.ok_or_else(|| Misread::range(format!("months go from 1 to 12, not {}", self.month)))?;
        let date = MonthDay { month, day: u8::try_from(self.day).unwrap_or(u8::MAX) };
        if date.day == 0 {
            return Err(Misread::range("days of a month are counted from 1"));
        }
        if exists(date) { Ok(date) } else { Err(Misread::range(at_most(date))) }
    }
}
