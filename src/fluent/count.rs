//! A number that waits for its unit: `every(10)`, `every(5..=10)`.

use crate::Code;
use crate::schedule::said::holds;
use crate::schedule::said::spec::{Cadence, Given};
use crate::schedule::unit::{AnyUnit, Unit};
use crate::scheduler::Scheduler;

use super::JobBuilder;
use super::builder::What;
use super::line::Line;
use super::read::{Misread, Read};

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
                recurring(cadence(self.number, $unit), self.line).of_scheduler(self.scheduler)
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
                recurring(Err(Misread::new(Code::Expected, message)), Line::here()).of_scheduler(self.scheduler)
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
                recurring(random(low, high, Unit::$unit), line).of_scheduler(scheduler)
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

/// Every so many of a unit.
pub(super) fn cadence(count: u32, unit: AnyUnit) -> Read<Cadence> {
    Ok(unit.every(holds(count.into(), unit)?))
}

/// A gap between two counts of a unit.
fn random(low: u32, high: u32, unit: Unit) -> Read<Cadence> {
    holds(low.into(), AnyUnit::Clock(unit))?;
    holds(high.into(), AnyUnit::Clock(unit))?;
    if low < high {
        Ok(Cadence::Random { low, high, unit })
    } else {
        Err(Misread::range(format!("a random gap goes from less to more, not from {low} to {high}")))
    }
}

/// A chain that recurs so, and has yet to say what else.
pub(super) fn recurring(cadence: Read<Cadence>, line: Line) -> JobBuilder {
    match cadence {
        Ok(value) => {
            let every = Some(Given { value, place: line.place() });
            JobBuilder::of(line, What::Rule { every, said: None })
        }
        Err(misread) => JobBuilder::new(line).fail(line, misread),
    }
}
