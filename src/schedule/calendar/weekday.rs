//! Days of the week, and sets of them as bits.

use std::fmt;

use crate::schedule::names;

/// A day of the week. It prints as the language writes it: `monday`.
///
/// That of `chrono` becomes one, which reads texts such as `mon`, and has the traits of serde where its feature `serde` is on.
///
/// ```
/// use punctual::Weekday;
///
/// let day = Weekday::from("Mon".parse::<chrono::Weekday>().unwrap());
/// assert_eq!((day, day.to_string().as_str()), (Weekday::Monday, "monday"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(clippy::exhaustive_enums, reason = "a week has seven days")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

/// A set of weekdays; bit 0 is Monday.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub(crate) struct Weekdays(pub(crate) u8);

impl Weekday {
    /// Monday to Sunday.
    pub(crate) const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];

    /// 0 is Monday.
    pub(crate) const fn number(self) -> u8 {
        self as u8
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(names::WEEKDAYS.get(usize::from(self.number())).copied().unwrap_or_default())
    }
}

impl From<chrono::Weekday> for Weekday {
    fn from(day: chrono::Weekday) -> Self {
        match day {
            chrono::Weekday::Mon => Self::Monday,
            chrono::Weekday::Tue => Self::Tuesday,
            chrono::Weekday::Wed => Self::Wednesday,
            chrono::Weekday::Thu => Self::Thursday,
            chrono::Weekday::Fri => Self::Friday,
            chrono::Weekday::Sat => Self::Saturday,
            chrono::Weekday::Sun => Self::Sunday,
        }
    }
}

impl From<Weekday> for chrono::Weekday {
    fn from(day: Weekday) -> Self {
        match day {
            Weekday::Monday => Self::Mon,
            Weekday::Tuesday => Self::Tue,
            Weekday::Wednesday => Self::Wed,
            Weekday::Thursday => Self::Thu,
            Weekday::Friday => Self::Fri,
            Weekday::Saturday => Self::Sat,
            Weekday::Sunday => Self::Sun,
        }
    }
}

impl Weekdays {
    /// Every day.
    pub(crate) const ALL: Self = Self(0b111_1111);
    /// Monday to Friday.
    pub(crate) const WEEKDAYS: Self = Self(0b001_1111);
    /// Saturday and Sunday.
    pub(crate) const WEEKENDS: Self = Self(0b110_0000);
    /// No day.
    pub(crate) const NONE: Self = Self(0);

    /// One day.
    pub(crate) const fn of(day: Weekday) -> Self {
        Self(1 << day.number())
    }

    pub(crate) const fn contains(self, day: Weekday) -> bool {
        self.0 & Self::of(day).0 != 0
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// From one day to another, both included, round the end of the week if need be.
    pub(crate) fn from_to(first: Weekday, last: Weekday) -> Self {
        let is_between = |day: &Weekday| {
            if first <= last { (first..=last).contains(day) } else { *day >= first || *day <= last }
        };
        Weekday::ALL.into_iter().filter(is_between).collect()
    }

    /// The days of both.
    #[must_use]
    pub(crate) const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Monday first.
    pub(crate) fn iter(self) -> impl Iterator<Item = Weekday> {
        Weekday::ALL.into_iter().filter(move |&day| self.contains(day))
    }
}

impl FromIterator<Weekday> for Weekdays {
    fn from_iter<I: IntoIterator<Item = Weekday>>(days: I) -> Self {
        days.into_iter().fold(Self::NONE, |set, day| set.union(Self::of(day)))
    }
}
