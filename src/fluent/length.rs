//! A length of time that keeps its number and unit as written: `3.weeks()`.

use std::fmt;

use crate::schedule::said::holds;
use crate::schedule::unit::{AnyUnit, Unit};

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
    pub(crate) unit: AnyUnit,
}

impl Length {
    /// The length, if a schedule can hold it.
    pub(crate) fn held(self) -> Read<Self> {
        holds(self.count.into(), self.unit)?;
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
    ($($unit:expr, $singular:ident $plural:ident;)*) => {
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
            fn length(self, unit: AnyUnit) -> Length;
            $(
                #[doc = concat!("So many ", stringify!($plural), ".")]
                fn $plural(self) -> Length {
                    self.length($unit)
                }
                #[doc = concat!("The same, as one says it of one: `1.", stringify!($singular), "()`.")]
                fn $singular(self) -> Length {
                    self.length($unit)
                }
            )*
        }
    };
}

units! {
    AnyUnit::Clock(Unit::Millisecond), millisecond milliseconds;
    AnyUnit::Clock(Unit::Second), second seconds;
    AnyUnit::Clock(Unit::Minute), minute minutes;
    AnyUnit::Clock(Unit::Hour), hour hours;
    AnyUnit::Day, day days;
    AnyUnit::Week, week weeks;
    AnyUnit::Month, month months;
    AnyUnit::Year, year years;
}

impl ToLength for u32 {
    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn length(self, unit: AnyUnit) -> Length {
        Length { count: self, unit }
    }
}
