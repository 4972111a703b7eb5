//! A day by its place in the month: `Last(1)`, `Nth(3, Friday)`.

use crate::Weekday;
use crate::schedule::rule::Ordinal;

use super::read::{Misread, Read};

/// A day by its place in a month, or in a quarter, for
/// [`on_the`](crate::JobBuilder::on_the).
///
/// ```
/// use punctual::DayOfMonth::{Last, LastWeekday, Nth, NthLast};
/// use punctual::{every, Weekday::Friday};
///
/// let days = [Nth(3, Friday), NthLast(1, Friday), LastWeekday, Last(1)];
/// let texts = [
///     "every month on the 3rd friday at 00:00",
///     "every month on the last friday at 00:00",
///     "every month on the last weekday at 00:00",
///     "every month on the last day at 00:00",
/// ];
/// for (day, text) in days.into_iter().zip(texts) {
///     assert_eq!(every(1).month().on_the(day).build()?.to_string(), text);
/// }
/// # Ok::<(), punctual::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DayOfMonth {
    /// `15th`. A plain number says the same.
    Day(u32),
    /// `last day` for 1, `2nd last day` for 2, and so on.
    Last(u32),
    /// `3rd friday`.
    Nth(u32, Weekday),
    /// `last friday` for 1, `2nd last friday` for 2, and so on.
    NthLast(u32, Weekday),
    /// `1st weekday`: the first day from Monday to Friday.
    FirstWeekday,
    /// `last weekday`: the last day from Monday to Friday.
    LastWeekday,
    /// `nearest weekday to the 15th`, within the month.
    NearestWeekday(u32),
    /// `25th through last day`.
    Through(u32),
}

impl DayOfMonth {
    /// As the rule has it. Whether the month or quarter has that day is for `validate`.
    pub(crate) fn read(self) -> Read<Ordinal> {
        Ok(match self {
            Self::Day(day) => Ordinal::Day(small(day)?),
            Self::Last(n) => Ordinal::FromEnd(negative(n)?),
            Self::Nth(n, weekday) => Ordinal::Nth(positive(n)?, weekday),
            Self::NthLast(n, weekday) => Ordinal::Nth(negative(n)?, weekday),
            Self::FirstWeekday => Ordinal::Weekday(1),
            Self::LastWeekday => Ordinal::Weekday(-1),
            Self::NearestWeekday(day) => Ordinal::Nearest(small(day)?),
            Self::Through(day) => Ordinal::Through(small(day)?),
        })
    }
}

/// A number that no month and no quarter can hold is refused here, since the rule has no room
/// for it; `validate` knows the exact limits.
fn positive(n: u32) -> Read<i8> {
    match i8::try_from(n) {
        Ok(n) if n > 0 => Ok(n),
        _ => Err(none(n)),
    }
}

fn negative(n: u32) -> Read<i8> {
    positive(n).map(i8::wrapping_neg)
}

fn small(n: u32) -> Read<u8> {
    positive(n).map(i8::unsigned_abs)
}

fn none(n: u32) -> Misread {
    Misread::range(format!("there is no day {n}: days are counted from 1, to 31 in a month"))
}
