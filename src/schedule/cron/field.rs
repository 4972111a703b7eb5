//! The fields of a cron line: their ranges, names and words.

use crate::schedule::names::{MONTHS, WEEKDAYS};

/// A field, in the order of a line of seven.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Second,
    Minute,
    Hour,
    Day,
    Month,
    Weekday,
    Year,
}

impl Field {
    /// The fields that say when on a day.
    pub(super) const CLOCK: &[Self] = &[Self::Second, Self::Minute, Self::Hour];
    /// The fields that both say which day.
    pub(super) const DAYS: &[Self] = &[Self::Day, Self::Weekday];

    /// The smallest and the greatest value. Sunday is 0 here, and also read as 7.
    pub(super) const fn range(self) -> (u16, u16) {
        match self {
            Self::Second | Self::Minute => (0, 59),
            Self::Hour => (0, 23),
            Self::Day => (1, 31),
            Self::Month => (1, 12),
            Self::Weekday => (0, 6),
            Self::Year => (1970, 9999),
        }
    }

    /// How many values there are.
    pub(super) const fn size(self) -> u16 {
        let (low, high) = self.range();
        high.wrapping_sub(low).saturating_add(1)
    }

    pub(super) const fn bit(self) -> u8 {
        1 << self as u8
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day of the month",
            Self::Month => "month",
            Self::Weekday => "weekday",
            Self::Year => "year",
        }
    }

    /// What the field takes beside `*`, lists, ranges and steps.
    pub(super) const fn accepted(self) -> &'static str {
        match self {
            Self::Second | Self::Minute => "0 to 59",
            Self::Hour => "0 to 23",
            Self::Day => "1 to 31, `L`, `L-3`, `15W` or `LW`",
            Self::Month => "1 to 12, or jan to dec",
            Self::Weekday => "0 to 7 (both ends are Sunday), sun to sat, `5L` or `5#2`",
            Self::Year => "1970 to 9999",
        }
    }

    /// What a whole turn of the field is called, for a step that is longer.
    pub(super) const fn turn(self) -> &'static str {
        match self {
            Self::Second => "the 60 seconds of a minute",
            Self::Minute => "the 60 minutes of an hour",
            Self::Hour => "the 24 hours of a day",
            Self::Day => "the 31 days of a month",
            Self::Month => "the 12 months of a year",
            Self::Weekday => "the 7 days of a week",
            Self::Year => "the years to 9999",
        }
    }

    /// The value of a name in full or of three letters, in any case, and of the other
    /// abbreviations in use.
    pub(super) fn named(self, word: &str) -> Option<u16> {
        let (names, others): (&[&str], &[(&str, u16)]) = match self {
            Self::Month => (&MONTHS, &[("sept", 9)]),
            Self::Weekday => (&WEEKDAYS, &[("tues", 2), ("weds", 3), ("thur", 4), ("thurs", 4)]),
            _ => return None,
        };
        let is = |name: &str| name.eq_ignore_ascii_case(word);
        let place = names.iter().position(|name| is(name) || name.get(..3).is_some_and(is));
        // January is 1 and Monday is 1; Sunday, the last of the names, is 0.
        let value = |place: usize| u16::try_from(place).ok()?.checked_add(1);
        place
            .and_then(value)
            .map(|value| if self == Self::Weekday { value % 7 } else { value })
            .or_else(|| others.iter().find(|(name, _)| is(name)).map(|&(_, value)| value))
    }
}
