//! A length of time that keeps its number and unit as written: `3.weeks()`.

use std::fmt;

use crate::schedule::rule::Unit;
use crate::text::{AnyUnit, holds};

use super::read::Read;

/// A length of time as it was written: 60 minutes are not 1 hour, since each prints as it is.
///
/// Made by [`ToLength`], and taken by every setter that wants a length.
///
/// ```
/// use punctual::ToLength;
///
/// assert_eq!(3.weeks().to_string(), "3 weeks");
/// assert_eq!(1.hour().to_string(), "1 hour");
/// assert_ne!(60.minutes(), 1.hour());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Length {
    pub(crate) count: u32,
    pub(crate) unit: LengthUnit,
}

/// The units of a [`Length`], the shortest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum LengthUnit {
    Millisecond,
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

impl LengthUnit {
    /// From the longest to the shortest.
    pub(crate) const DESCENDING: [Self; 8] =
        [Self::Year, Self::Month, Self::Week, Self::Day, Self::Hour, Self::Minute, Self::Second, Self::Millisecond];

    /// Milliseconds on a clock without changes; months and years have no fixed length.
    pub(crate) fn milliseconds(self) -> Option<u64> {
        match self {
            Self::Millisecond => Some(1),
            Self::Second => Some(1_000),
            Self::Minute => Some(60_000),
            Self::Hour => Some(3_600_000),
            Self::Day => Some(86_400_000),
            Self::Week => Some(604_800_000),
            Self::Month | Self::Year => None,
        }
    }

    /// The same among the units of a text.
    pub(crate) fn any(self) -> AnyUnit {
        match self {
            Self::Millisecond => AnyUnit::Clock(Unit::Millisecond),
            Self::Second => AnyUnit::Clock(Unit::Second),
            Self::Minute => AnyUnit::Clock(Unit::Minute),
            Self::Hour => AnyUnit::Clock(Unit::Hour),
            Self::Day => AnyUnit::Day,
            Self::Week => AnyUnit::Week,
            Self::Month => AnyUnit::Month,
            Self::Year => AnyUnit::Year,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Millisecond => "millisecond",
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

impl Length {
    /// The length, if a schedule can hold it.
    pub(crate) fn held(self) -> Read<Self> {
        holds(self.count.into(), self.unit.any())?;
        Ok(self)
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "{} {}{plural}", self.count, self.unit.name())
    }
}

macro_rules! units {
    ($($unit:ident $singular:ident $plural:ident;)*) => {
        /// Writes lengths of time as they are said: `3.weeks()`, `5.minutes()`.
        ///
        /// Only for `u32`, so that a plain number needs no type beside it.
        ///
        /// ```
        /// use punctual::{every, ToLength};
        ///
        /// let spread = every(1).day().at("09:00").jitter(5.minutes()).build()?;
        /// assert_eq!(spread.to_string(), "every day at 09:00 jitter 5 minutes");
        /// # Ok::<(), punctual::Error>(())
        /// ```
        pub trait ToLength: Sized {
            /// This many of `unit`.
            #[doc(hidden)]
            #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
            fn length(self, unit: LengthUnit) -> Length;
            $(
                #[doc = concat!("So many ", stringify!($plural), ".")]
                fn $plural(self) -> Length {
                    self.length(LengthUnit::$unit)
                }
                #[doc = concat!("The same, as one says it of one: `1.", stringify!($singular), "()`.")]
                fn $singular(self) -> Length {
                    self.length(LengthUnit::$unit)
                }
            )*
        }
    };
}

units! {
    Millisecond millisecond milliseconds;
    Second second seconds;
    Minute minute minutes;
    Hour hour hours;
    Day day days;
    Week week weeks;
    Month month months;
    Year year years;
}

impl ToLength for u32 {
    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn length(self, unit: LengthUnit) -> Length {
        Length { count: self, unit }
    }
}
