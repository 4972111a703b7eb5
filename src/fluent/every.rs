//! `every(..)`: what recurs, and the units of a number.

use crate::Code;
use crate::schedule::unit::{AnyUnit, Unit};
use crate::scheduler::Scheduler;

use super::cadence::{begin, cadence, random};
use super::read::{Line, Misread};
use super::{Cadence, JobBuilder};

/// Begins a schedule that recurs: every so often, or on weekdays.
///
/// ```
/// use std::time::Duration;
/// use punctual::{every, Days, Weekday::*};
///
/// assert_eq!(every(10).minutes().build()?.to_string(), "every 10 minutes");
/// assert_eq!(every(5..=10).minutes().build()?.to_string(), "every 5 to 10 minutes");
/// assert_eq!(every(Monday).build()?.to_string(), "every monday at 00:00");
/// assert_eq!(every([Monday, Friday]).build()?.to_string(), "every monday, friday at 00:00");
/// assert_eq!(every(Monday..=Thursday).build()?.to_string(), "every monday to thursday at 00:00");
/// assert_eq!(every(Days::WEEKDAYS).build()?.to_string(), "every weekday at 00:00");
/// assert_eq!(every(Duration::from_secs(90)).build()?.to_string(), "every 90 seconds");
/// # Ok::<(), punctual::Error>(())
/// ```
///
/// A number needs its unit before anything else:
///
/// ```compile_fail
/// punctual::every(10).at(":17");
/// ```
#[track_caller]
pub fn every<C: Cadence>(cadence: C) -> C::Builder {
    cadence.begin(Line::here())
}

/// A number that waits for its unit: `every(10)`.
///
/// The units in the singular say the same, but for 1 alone: `every(2).day()` is
/// [`Code::Expected`] when the schedule is built, as 0 is [`Code::Zero`], and more than a hundred
/// years of anything [`Code::Range`].
#[derive(Debug, Clone)]
#[must_use = "a number says nothing without its unit: `every(10).minutes()`"]
pub struct Count {
    number: u32,
    line: Line,
    scheduler: Option<Scheduler>,
}

/// A range of numbers that waits for its unit: `every(5..=10)`.
///
/// The gap to the next slot is drawn anew after each slot, both ends included.
#[derive(Debug, Clone)]
#[must_use = "numbers say nothing without their unit: `every(5..=10).minutes()`"]
pub struct CountRange {
    low: u32,
    high: u32,
    line: Line,
    scheduler: Option<Scheduler>,
}

impl Count {
    pub(super) fn new(number: u32, line: Line) -> Self {
        Self { number, line, scheduler: None }
    }

    pub(super) fn on_scheduler(self, scheduler: &Scheduler) -> Self {
        Self { scheduler: Some(scheduler.clone()), ..self }
    }
}

impl CountRange {
    pub(super) fn new(low: u32, high: u32, line: Line) -> Self {
        Self { low, high, line, scheduler: None }
    }

    pub(super) fn on_scheduler(self, scheduler: &Scheduler) -> Self {
        Self { scheduler: Some(scheduler.clone()), ..self }
    }
}

macro_rules! units {
    ($($plural:ident $singular:ident $text:literal $unit:expr;)*) => {
        impl Count {$(
            #[doc = concat!("`", $text, "`.")]
            ///
            /// ```
            #[doc = concat!("let schedule = punctual::every(3).", stringify!($plural), "().build()?;")]
            #[doc = concat!("assert_eq!(schedule.to_string(), \"", $text, "\");")]
            /// # Ok::<(), punctual::Error>(())
            /// ```
            pub fn $plural(self) -> JobBuilder {
                begin(cadence(self.number, $unit), self.line).of_scheduler(self.scheduler)
            }

            #[doc = concat!(
                "The same as [`", stringify!($plural), "`](Self::", stringify!($plural),
                "), for 1 alone: `every(1).", stringify!($singular), "()`."
            )]
            #[track_caller]
            pub fn $singular(self) -> JobBuilder {
                if self.number == 1 {
                    return self.$plural();
                }
                let message = format!(
                    "`{singular}` is for 1 alone: write `every({number}).{plural}()`",
                    singular = stringify!($singular),
                    plural = stringify!($plural),
                    number = self.number,
                );
                begin(Err(Misread::new(Code::Expected, message)), Line::here()).of_scheduler(self.scheduler)
            }
        )*}
    };
}

units! {
    milliseconds millisecond "every 3 milliseconds" AnyUnit::Clock(Unit::Millisecond);
    seconds second "every 3 seconds" AnyUnit::Clock(Unit::Second);
    minutes minute "every 3 minutes" AnyUnit::Clock(Unit::Minute);
    hours hour "every 3 hours" AnyUnit::Clock(Unit::Hour);
    days day "every 3 days at 00:00" AnyUnit::Day;
    weeks week "every 3 weeks on monday at 00:00" AnyUnit::Week;
    months month "every 3 months on the 1st at 00:00" AnyUnit::Month;
    quarters quarter "every 3 quarters on the 1st at 00:00" AnyUnit::Quarter;
    years year "every 3 years on january 1 at 00:00" AnyUnit::Year;
}

macro_rules! range_units {
    ($($plural:ident $text:literal $unit:ident;)*) => {
        impl CountRange {$(
            #[doc = concat!("`", $text, "`.")]
            ///
            /// ```
            #[doc = concat!("let schedule = punctual::every(5..=10).", stringify!($plural), "().build()?;")]
            #[doc = concat!("assert_eq!(schedule.to_string(), \"", $text, "\");")]
            /// # Ok::<(), punctual::Error>(())
            /// ```
            pub fn $plural(self) -> JobBuilder {
                let Self { low, high, line, scheduler } = self;
                begin(random(low, high, Unit::$unit), line).of_scheduler(scheduler)
            }
        )*}
    };
}

range_units! {
    milliseconds "every 5 to 10 milliseconds" Millisecond;
    seconds "every 5 to 10 seconds" Second;
    minutes "every 5 to 10 minutes" Minute;
    hours "every 5 to 10 hours" Hour;
}
