//! `every(..)`: what recurs, and the units of a number.

use std::ops::RangeInclusive;
use std::time::Duration;

use crate::schedule::rule::Unit;
use crate::schedule::spec;
use crate::{Code, Weekday};

use super::accept::{IntoDays, IntoLength, On};
use super::length::LengthUnit;
use super::read::{Line, Misread, Read};
use super::{Days, JobBuilder};

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

/// What [`every`] takes.
///
/// | Given | Goes on as |
/// |---|---|
/// | a `u32`: `every(10)` | [`Count`], which needs its unit |
/// | a range: `every(5..=10)` | [`CountRange`], which needs its unit |
/// | weekdays: `every(Monday)`, `every([Monday, Friday])`, `every(Monday..=Friday)`, `every(Days::WEEKDAYS)` | [`JobBuilder`] |
/// | a length: `every(Duration::from_secs(90))`, `TimeDelta`, `every(90.seconds())` | [`JobBuilder`] |
///
/// A length without a unit of its own is written in the longest unit that holds it exactly,
/// none longer than an hour.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say how often",
    label = "expected a number, a range, weekdays or a `Duration`",
    note = "for example `every(10).minutes()`, `every(5..=10).minutes()`, `every(Monday)`, `every([Monday, Friday])`",
    note = "numbers are `u32`; a text goes with `schedule(\"every 10 minutes\")`"
)]
pub trait Cadence {
    /// What the chain goes on with.
    type Builder;

    #[doc(hidden)]
    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn begin(self, line: Line) -> Self::Builder;
}

/// A number that waits for its unit: `every(10)`.
///
/// The units in the singular say the same, but for 1 alone: `every(2).day()` is reported as
/// [`Code::Expected`] when the schedule is built.
#[derive(Debug, Clone, Copy)]
#[must_use = "a number says nothing without its unit: `every(10).minutes()`"]
pub struct Count {
    number: u32,
    line: Line,
}

/// A range of numbers that waits for its unit: `every(5..=10)`.
///
/// The gap to the next slot is drawn anew after each slot, both ends included.
#[derive(Debug, Clone, Copy)]
#[must_use = "numbers say nothing without their unit: `every(5..=10).minutes()`"]
pub struct CountRange {
    low: u32,
    high: u32,
    line: Line,
}

macro_rules! closed {
    ($(impl Cadence for $cadence:ty as $builder:ty: |$self:ident, $line:ident| $body:expr;)*) => {$(
        impl Cadence for $cadence {
            type Builder = $builder;

            #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
            fn begin($self, $line: Line) -> $builder {
                $body
            }
        }
    )*};
}

closed! {
    impl Cadence for u32 as Count: |self, line| Count { number: self, line };
    impl Cadence for RangeInclusive<u32> as CountRange: |self, line| {
        CountRange { low: *self.start(), high: *self.end(), line }
    };
    impl Cadence for Weekday as JobBuilder: |self, line| weekdays(self, line);
    impl Cadence for Days as JobBuilder: |self, line| weekdays(self, line);
    impl Cadence for RangeInclusive<Weekday> as JobBuilder: |self, line| weekdays(self, line);
    impl Cadence for &[Weekday] as JobBuilder: |self, line| weekdays(self, line);
    impl Cadence for Vec<Weekday> as JobBuilder: |self, line| weekdays(self, line);
    impl Cadence for Duration as JobBuilder: |self, line| length(self, line);
    impl Cadence for chrono::TimeDelta as JobBuilder: |self, line| length(self, line);
    impl Cadence for super::Length as JobBuilder: |self, line| length(self, line);
}

impl<const N: usize> Cadence for [Weekday; N] {
    type Builder = JobBuilder;

    #[expect(private_interfaces, reason = "only for this crate, which closes the trait")]
    fn begin(self, line: Line) -> JobBuilder {
        weekdays(self, line)
    }
}

fn weekdays(days: impl IntoDays, line: Line) -> JobBuilder {
    let days = days.days().map(|on| match on {
        On::Weekdays(days) => days,
        On::Dates(_) => crate::schedule::calendar::Weekdays::default(),
    });
    JobBuilder::new(line).put("every", line, days, |said| &mut said.spec.weekdays)
}

fn length(length: impl IntoLength, line: Line) -> JobBuilder {
    let cadence = length.length().map(|length| {
        let count = length.count;
        match length.unit {
            LengthUnit::Millisecond => interval(count, Unit::Millisecond),
            LengthUnit::Second => interval(count, Unit::Second),
            LengthUnit::Minute => interval(count, Unit::Minute),
            LengthUnit::Hour => interval(count, Unit::Hour),
            LengthUnit::Day => spec::Cadence::Days(count),
            LengthUnit::Week => spec::Cadence::Weeks(count),
            LengthUnit::Month => spec::Cadence::Months(count),
            LengthUnit::Year => spec::Cadence::Years(count),
        }
    });
    begin(cadence, line)
}

fn interval(count: u32, unit: Unit) -> spec::Cadence {
    spec::Cadence::Interval { count, unit }
}

fn begin(cadence: Read<spec::Cadence>, line: Line) -> JobBuilder {
    JobBuilder::new(line).put("every", line, cadence, |said| &mut said.spec.every)
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
                let unit: fn(u32) -> spec::Cadence = $unit;
                begin(Ok(unit(self.number)), self.line)
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
                begin(Err(Misread::new(Code::Expected, message)), Line::here())
            }
        )*}
    };
}

units! {
    milliseconds millisecond "every 3 milliseconds" |n| interval(n, Unit::Millisecond);
    seconds second "every 3 seconds" |n| interval(n, Unit::Second);
    minutes minute "every 3 minutes" |n| interval(n, Unit::Minute);
    hours hour "every 3 hours" |n| interval(n, Unit::Hour);
    days day "every 3 days at 00:00" spec::Cadence::Days;
    weeks week "every 3 weeks on monday at 00:00" spec::Cadence::Weeks;
    months month "every 3 months on the 1st at 00:00" spec::Cadence::Months;
    quarters quarter "every 3 quarters on the 1st at 00:00" spec::Cadence::Quarters;
    years year "every 3 years on january 1 at 00:00" spec::Cadence::Years;
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
                let Self { low, high, line } = self;
                begin(Ok(spec::Cadence::Random { low, high, unit: Unit::$unit }), line)
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
